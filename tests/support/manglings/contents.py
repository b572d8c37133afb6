"""What a notebook says of itself, and what lies beside the answers."""

import copy
from typing import Any

from support.manglings.cells import Mangling, about, code, insert, into, solutions, text_of

KEEPING: list[Mangling] = []
"""Changes of a notebook that leave clear what the learner answered."""


@into(KEEPING, "names the kernel")
def kernel_of_another_name(notebook, random):
    notebook["metadata"] = {**about(notebook), "kernelspec": {"name": "conda-x"}}


@into(KEEPING, "says to be written in")
def another_language(notebook, random):
    language = {"name": "R", "language": "R", "display_name": "R"}
    notebook["metadata"] = {**about(notebook), "kernelspec": language}


@into(KEEPING, "names the kernel")
def metadata_of_a_wrong_kind(notebook, random):
    notebook["metadata"] = random.choice([None, [], "text", 4, {"kernelspec": [], "course": 3}])


@into(KEEPING, "names the kernel")
def kernel_name_of_a_megabyte(notebook, random):
    name = "\x1b[31m<script>" + "k" * 1_000_000
    notebook["metadata"] = {**about(notebook), "kernelspec": {"name": name}}


@into(KEEPING)
def minor_format_of_another_number(notebook, random):
    notebook["nbformat_minor"] = random.choice([0, 99, None, "x"])


@into(KEEPING, "notebook format")
def format_of_another_number(notebook, random):
    notebook["nbformat"] = random.choice([5, "4", None, [], -1])


@into(KEEPING)
def five_thousand_cells(notebook, random):
    notebook["cells"] += [code("") for _ in range(4900)]


@into(KEEPING)
def a_thousand_cells_of_code(notebook, random):
    notebook["cells"] += [code(f"value_{number} = {number}") for number in range(1000)]


@into(KEEPING, "no cells")
def cells_that_are_none(notebook, random):
    insert(notebook, random, None, None, 3, "cell", [], [{}], True, 1.5)


@into(KEEPING)
def empty_cells(notebook, random):
    insert(notebook, random, {}, {"cell_type": "code"}, {"source": "x = 1"}, {"metadata": None})


@into(KEEPING)
def sources_of_a_wrong_kind(notebook, random):
    insert(notebook, random, *(code(odd) for odd in (None, 4, {}, [None, 3, ["x"]], True)))


@into(KEEPING)
def metadata_of_cells_of_a_wrong_kind(notebook, random):
    insert(notebook, random, *(code("x = 1") | {"metadata": odd} for odd in (None, 4, [], "x")))
    wrong = [code("x = 1", nbgrader=odd) for odd in (None, 4, [], "x", {"grade_id": 4})]
    insert(notebook, random, *wrong, code("y = 2", nbgrader={"grade_id": None}))


@into(KEEPING)
def sources_as_lists(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = text_of(cell).splitlines(keepends=True)


@into(KEEPING)
def sources_as_lists_with_gaps(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = [None, *text_of(cell).splitlines(keepends=True), 3, {}]


@into(KEEPING)
def line_ends_of_windows(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = text_of(cell).replace("\n", "\r\n")


@into(KEEPING)
def outputs_of_two_megabytes(notebook, random):
    data = {"output_type": "stream", "name": "stdout", "text": "x" * 2_000_000}
    insert(notebook, random, code("print()") | {"outputs": [data]})


@into(KEEPING)
def outputs_of_a_wrong_kind(notebook, random):
    for cell in solutions(notebook):
        cell["outputs"] = random.choice([None, 3, "x", [None], {"a": []}])


@into(KEEPING)
def keys_that_nobody_knows(notebook, random):
    notebook["\u202e"] = {"a": [1] * 100}
    for cell in solutions(notebook):
        cell |= {"attachments": {}, "toString": "x", "": None}


@into(KEEPING)
def metadata_nested_deeply(notebook, random):
    nested: Any = []
    for _ in range(300):
        nested = [nested]
    insert(notebook, random, code("x = 1", nested=nested))


@into(KEEPING, "2 cells are the one of")
def answer_split_in_jupyterlab(notebook, random):
    # As JupyterLab does: both halves carry the metadata; line ends at the cut are gone.
    cell = random.choice(solutions(notebook))
    place = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    lines = text_of(cell).replace("\r\n", "\n").split("\n")
    cut = random.randrange(1, len(lines))
    first = copy.deepcopy(cell) | {"source": "\n".join(lines[:cut]).strip("\n")}
    first.pop("id", None)
    cell["source"] = "\n".join(lines[cut:]).strip("\n")
    notebook["cells"].insert(place, first)


@into(KEEPING)
def answer_split_without_metadata(notebook, random):
    cell = random.choice(solutions(notebook))
    place = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    lines = text_of(cell).replace("\r\n", "\n").split("\n")
    cuts = [n for n, line in enumerate(lines) if n and line.startswith(" ")]
    if cuts:
        cut = random.choice(cuts)
        cell["source"] = "\n".join(lines[:cut])
        notebook["cells"].insert(place + 1, code("\n".join(lines[cut:])))


@into(KEEPING)
def surrogates_in_the_prose(notebook, random):
    insert(notebook, random, code("text = '\ud800 \udfff'"), code("\udc00" * 50))


@into(KEEPING)
def controls_in_the_prose(notebook, random):
    insert(notebook, random, code("\0\x1b[2J\x07"), code("# \u202e\u2066\u2028\u2029\ufeff\f"))


@into(KEEPING)
def grade_ids_of_an_older_release(notebook, random):
    old = {"grade_id": "cell-0123456789abcdef", "solution": True, "grade": False, "locked": False}
    insert(notebook, random, code("def old():\n    pass", nbgrader=old))


@into(KEEPING)
def functions_of_the_learners_own(notebook, random):
    insert(notebook, random, code("import math\ndef helper(x):\n    return math.pi * x"))


@into(KEEPING, "says to be of unit")
def another_unit_is_named(notebook, random):
    notebook["metadata"] = {**about(notebook), "course": {"unit": "99_<b>other"}}


@into(KEEPING)
def course_is_not_named(notebook, random):
    notebook["metadata"] = {key: value for key, value in about(notebook).items() if key != "course"}


@into(KEEPING)
def cells_folded_and_tagged(notebook, random):
    for cell in solutions(notebook):
        if isinstance(cell.get("metadata"), dict):
            cell["metadata"] |= {"collapsed": True, "tags": ["<script>", None, 3], "jupyter": 7}


@into(KEEPING)
def prose_of_a_megabyte(notebook, random):
    insert(notebook, random, code("# " + "x" * 1_000_000))


@into(KEEPING)
def prose_that_does_not_parse(notebook, random):
    odd = [
        "def f(:",
        "%%bash\nls",
        "(" * 300,
        "[" * 5000,
        "'" * 3,
        "-" * 3000 + "1",
        "x" + ".y" * 3000,
    ]
    insert(notebook, random, *map(code, odd))


@into(KEEPING)
def questions_answered_by_expressions(notebook, random):
    odd = [
        'predict("x", __import__("os").system("true"))',
        'predict("side_of_the_map", ' + "(" * 150 + "1" + ")" * 150 + ")",
        'recall("side_of_the_map", 10 ** 10 ** 10)',
        'predict(*["a"], **{"b": 1})',
        "predict()",
        'recall("side_of_the_map", "\\ud800\\0")',
    ]
    insert(notebook, random, *map(code, odd))


@into(KEEPING, "old notebook format")
def saved_in_format_3(notebook, random):
    cells = notebook.pop("cells")
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["input"] = cell.pop("source", "")
    notebook |= {"nbformat": 3, "worksheets": [{"cells": cells, "metadata": {}}, None, {}]}
