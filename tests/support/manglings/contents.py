"""What a notebook says of itself, and what lies beside the answers."""

import copy

from support.manglings.cells import (
    Mangling,
    about,
    code,
    each,
    enter,
    inserting,
    into,
    solutions,
    text_of,
)

KEEPING: list[Mangling] = []
"""Changes of a notebook that leave clear what the learner answered."""


def saying(**metadata):
    """Have the notebook say something else of itself."""

    def mangle(notebook, random):
        notebook["metadata"] = {**about(notebook), **metadata}

    return mangle


def appending(cells):
    cells = list(cells)

    def mangle(notebook, random):
        notebook["cells"] += copy.deepcopy(cells)

    return mangle


R = {"name": "R", "language": "R", "display_name": "R"}
NO_SOURCES = (None, 4, {}, [None, 3, ["x"]], True)
NO_METADATA = (None, 4, [], "x")
NO_CODE = (
    "def f(:",
    "%%bash\nls",
    "(" * 300,
    "[" * 5000,
    "'" * 3,
    "-" * 3000 + "1",
    "x" + ".y" * 3000,
)
NO_ANSWERS = (
    'predict("x", __import__("os").system("true"))',
    'predict("side_of_the_map", ' + "(" * 150 + "1" + ")" * 150 + ")",
    'recall("side_of_the_map", 10 ** 10 ** 10)',
    'predict(*["a"], **{"b": 1})',
    "predict()",
    'recall("side_of_the_map", "\\ud800\\0")',
)
LONG = {"output_type": "stream", "name": "stdout", "text": "x" * 2_000_000}
OLD = {"grade_id": "cell-0123456789abcdef", "solution": True, "grade": False, "locked": False}
NESTED: list = []
for _ in range(300):
    NESTED = [NESTED]


def lines_of(cell):
    return text_of(cell).splitlines(keepends=True)


enter(
    KEEPING,
    kernel_of_another_name=("names the kernel", saying(kernelspec={"name": "conda-x"})),
    another_language=("says to be written in", saying(kernelspec=R)),
    kernel_name_of_a_megabyte=(
        "names the kernel",
        saying(kernelspec={"name": "\x1b[31m<script>" + "k" * 1_000_000}),
    ),
    another_unit_is_named=("says to be of unit", saying(course={"unit": "99_<b>other"})),
    five_thousand_cells=appending(code("") for _ in range(4900)),
    a_thousand_cells_of_code=appending(code(f"value_{n} = {n}") for n in range(1000)),
    cells_that_are_none=("no cells", inserting(None, None, 3, "cell", [], [{}], True, 1.5)),
    empty_cells=inserting({}, {"cell_type": "code"}, {"source": "x = 1"}, {"metadata": None}),
    sources_of_a_wrong_kind=inserting(*map(code, NO_SOURCES)),
    metadata_of_cells_of_a_wrong_kind=inserting(
        *(code("x = 1") | {"metadata": odd} for odd in NO_METADATA),
        *(code("x = 1", nbgrader=odd) for odd in (*NO_METADATA, {"grade_id": 4})),
        code("y = 2", nbgrader={"grade_id": None}),
    ),
    outputs_of_two_megabytes=inserting(code("print()") | {"outputs": [LONG]}),
    metadata_nested_deeply=inserting(code("x = 1", nested=NESTED)),
    surrogates_in_the_prose=inserting(code("text = '\ud800 \udfff'"), code("\udc00" * 50)),
    controls_in_the_prose=inserting(
        code("\0\x1b[2J\x07"), code("# \u202e\u2066\u2028\u2029\ufeff\f")
    ),
    grade_ids_of_an_older_release=inserting(code("def old():\n    pass", nbgrader=OLD)),
    functions_of_the_learners_own=inserting(
        code("import math\ndef helper(x):\n    return math.pi * x")
    ),
    prose_of_a_megabyte=inserting(code("# " + "x" * 1_000_000)),
    prose_that_does_not_parse=inserting(*map(code, NO_CODE)),
    questions_answered_by_expressions=inserting(*map(code, NO_ANSWERS)),
    sources_as_lists=each(solutions, lambda cell, _: cell.update(source=lines_of(cell))),
    sources_as_lists_with_gaps=each(
        solutions, lambda cell, _: cell.update(source=[None, *lines_of(cell), 3, {}])
    ),
    line_ends_of_windows=each(
        solutions, lambda cell, _: cell.update(source=text_of(cell).replace("\n", "\r\n"))
    ),
    outputs_of_a_wrong_kind=each(
        solutions,
        lambda cell, random: cell.update(outputs=random.choice([None, 3, "x", [None], {"a": []}])),
    ),
)


@into(KEEPING, "names the kernel")
def metadata_of_a_wrong_kind(notebook, random):
    notebook["metadata"] = random.choice([None, [], "text", 4, {"kernelspec": [], "course": 3}])


@into(KEEPING)
def minor_format_of_another_number(notebook, random):
    notebook["nbformat_minor"] = random.choice([0, 99, None, "x"])


@into(KEEPING, "notebook format")
def format_of_another_number(notebook, random):
    notebook["nbformat"] = random.choice([5, "4", None, [], -1])


@into(KEEPING)
def keys_that_nobody_knows(notebook, random):
    notebook["\u202e"] = {"a": [1] * 100}
    for cell in solutions(notebook):
        cell |= {"attachments": {}, "toString": "x", "": None}


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
def course_is_not_named(notebook, random):
    notebook["metadata"] = {key: value for key, value in about(notebook).items() if key != "course"}


@into(KEEPING)
def cells_folded_and_tagged(notebook, random):
    for cell in solutions(notebook):
        if isinstance(cell.get("metadata"), dict):
            cell["metadata"] |= {"collapsed": True, "tags": ["<script>", None, 3], "jupyter": 7}


@into(KEEPING, "old notebook format")
def saved_in_format_3(notebook, random):
    cells = notebook.pop("cells")
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["input"] = cell.pop("source", "")
    notebook |= {"nbformat": 3, "worksheets": [{"cells": cells, "metadata": {}}, None, {}]}
