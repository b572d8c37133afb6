"""What becomes of notebooks on their way: each mangling changes one as people or tools do."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Mangling:
    """One change.

    `said` is a part of the note that it has to cause, or "" where nothing needs to be said.
    """

    name: str
    change: Callable[[Any, Random], Any]
    said: str = ""

    def __str__(self) -> str:
        return self.name


KEEPING: list[Mangling] = []
"""Changes of a notebook that leave clear what the learner answered."""

KEEPING_BYTES: list[Mangling] = []
"""Changes of a file that do."""

LOSING: list[Mangling] = []
"""Changes of a notebook that lose, or spoil, the first answer and no other."""

BREAKING: list[Mangling] = []
"""Changes of a file after which it is no notebook of the unit; `said` is a part of the problem."""


def _into(group: list[Mangling], said: str = "") -> Callable:
    def wrap(function: Callable) -> Callable:
        group.append(Mangling(function.__name__, function, said))
        return function

    return wrap


def marks(cell: Any) -> dict:
    """Return nbgrader's metadata of a cell, whatever has become of it."""
    about = cell.get("metadata") if isinstance(cell, dict) else None
    found = about.get("nbgrader") if isinstance(about, dict) else None
    return found if isinstance(found, dict) else {}


def solutions(notebook: Notebook) -> list[dict]:
    """Return the cells that a learner fills in."""
    found = [cell for cell in notebook["cells"] if marks(cell).get("solution") is True]
    return [cell for cell in found if not _is_check(cell)]


def checks(notebook: Notebook) -> list[dict]:
    """Return the cells that are graded."""
    return [cell for cell in notebook["cells"] if _is_check(cell)]


def _is_check(cell: Any) -> bool:
    return str(marks(cell).get("grade_id")).startswith("check-")


def about(notebook: Notebook) -> dict:
    """Return the notebook's metadata, whatever has become of them."""
    found = notebook.get("metadata")
    return found if isinstance(found, dict) else {}


def prose(notebook: Notebook) -> list[dict]:
    """Return the other cells."""
    return [cell for cell in notebook["cells"] if isinstance(cell, dict) and not marks(cell)]


def code(source: str, **metadata: Any) -> dict:
    """Return a code cell."""
    blank = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**blank, "metadata": metadata, "source": source}


def text_of(cell: dict) -> str:
    """Return a cell's source as one string."""
    return "".join(part for part in cell["source"] if isinstance(part, str))


def insert(notebook: Notebook, random: Random, *cells: Any) -> None:
    """Insert cells anywhere, but not between the parts of a cell that was split."""
    for cell in cells:
        here = notebook["cells"]
        places = [at for at in range(len(here) + 1) if at == 0 or not marks(here[at - 1])]
        here.insert(random.choice(places), cell)


@_into(KEEPING, "all the same")
def solution_copied_below_itself(notebook, random):
    cell = random.choice(solutions(notebook))
    place = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    notebook["cells"].insert(place, copy.deepcopy(cell))


@_into(KEEPING, "graded once")
def whole_notebook_twice(notebook, random):
    notebook["cells"] += copy.deepcopy(notebook["cells"])


@_into(KEEPING)
def stub_copied_behind_the_check(notebook, random):
    cell = copy.deepcopy(random.choice(solutions(notebook)))
    cell["source"] = "# Your code here"
    notebook["cells"].append(cell)


@_into(KEEPING)
def second_thoughts_behind_the_check(notebook, random):
    # The check has run by then, so a notebook does not count them. Only where there is a check.
    if checks(notebook):
        cell = solutions(notebook)[0]
        check = f"check-{marks(cell)['grade_id']}"
        places = [i for i, c in enumerate(notebook["cells"]) if marks(c).get("grade_id") == check]
        at = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
        if places and at < places[0]:
            later = copy.deepcopy(cell)
            later["source"] = "def later():\n    return 0"
            notebook["cells"].append(later)


@_into(KEEPING, "is missing; graded all the same")
def checks_deleted(notebook, random):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in checks(notebook)]


@_into(KEEPING)
def prose_deleted(notebook, random):
    notebook["cells"] = [cell for cell in notebook["cells"] if marks(cell)]


@_into(KEEPING, "is missing; graded all the same")
def nothing_left_but_the_answers(notebook, random):
    notebook["cells"] = solutions(notebook)


@_into(KEEPING)
def cells_shuffled(notebook, random):
    random.shuffle(notebook["cells"])


@_into(KEEPING)
def cells_reversed(notebook, random):
    notebook["cells"].reverse()


@_into(KEEPING)
def answers_moved_to_the_end(notebook, random):
    found = solutions(notebook)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in found] + found


@_into(KEEPING, "no code cell any more")
def answer_turned_to_markdown(notebook, random):
    cell = random.choice(solutions(notebook))
    cell["cell_type"] = "markdown"
    cell.pop("outputs", None)


@_into(KEEPING, "no code cell any more")
def answers_turned_to_raw(notebook, random):
    for cell in solutions(notebook):
        cell["cell_type"] = "raw"


@_into(KEEPING, "no code cell any more")
def cell_type_misspelt(notebook, random):
    random.choice(solutions(notebook))["cell_type"] = random.choice(["pyhton", "", "Code"])


@_into(KEEPING, "no code cell any more")
def cell_type_of_a_wrong_kind(notebook, random):
    random.choice(solutions(notebook))["cell_type"] = random.choice([None, 7, ["code"], {}])


@_into(KEEPING, "points")
def points_raised(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"]["points"] = 1000


@_into(KEEPING, "points")
def points_of_a_wrong_kind(notebook, random):
    for cell in checks(notebook):
        odd = [float("nan"), -1, "all", None, [3], 10**30, float("inf")]
        cell["metadata"]["nbgrader"]["points"] = random.choice(odd)


@_into(KEEPING, "locked")
def checks_unlocked(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"]["locked"] = False


@_into(KEEPING, "was changed; graded as released")
def checks_rewritten(notebook, random):
    for cell in checks(notebook):
        cell["source"] = "1e9"


@_into(KEEPING, "solution")
def check_marked_as_answer(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"] |= {"solution": True, "grade": True}


@_into(KEEPING, "grade")
def answer_marked_as_graded(notebook, random):
    for cell in solutions(notebook):
        cell["metadata"]["nbgrader"] |= {"grade": True, "points": 50}


@_into(KEEPING, "the release does not have")
def checks_renamed(notebook, random):
    for number, cell in enumerate(checks(notebook)):
        cell["metadata"]["nbgrader"]["grade_id"] = f"check-{number}"


@_into(KEEPING, "of the learner's own that defines")
def answers_lost_their_metadata(notebook, random):
    for cell in solutions(notebook):
        cell["metadata"] = {}


@_into(KEEPING, "of the learner's own that defines")
def all_metadata_and_ids_lost(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["metadata"] = {}
            cell.pop("id", None)


@_into(KEEPING)
def cell_ids_lost(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell.pop("id", None)


@_into(KEEPING)
def cell_ids_all_the_same(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict) and marks(cell):
            cell["id"] = "same"


@_into(KEEPING)
def cell_ids_of_a_wrong_kind(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["id"] = random.choice([None, 3, [], {}, "x" * 5000, "\ud800"])


@_into(KEEPING, "names the kernel")
def kernel_of_another_name(notebook, random):
    notebook["metadata"] = {**about(notebook), "kernelspec": {"name": "conda-x"}}


@_into(KEEPING, "says to be written in")
def another_language(notebook, random):
    language = {"name": "R", "language": "R", "display_name": "R"}
    notebook["metadata"] = {**about(notebook), "kernelspec": language}


@_into(KEEPING, "names the kernel")
def metadata_of_a_wrong_kind(notebook, random):
    notebook["metadata"] = random.choice([None, [], "text", 4, {"kernelspec": [], "course": 3}])


@_into(KEEPING, "names the kernel")
def kernel_name_of_a_megabyte(notebook, random):
    name = "\x1b[31m<script>" + "k" * 1_000_000
    notebook["metadata"] = {**about(notebook), "kernelspec": {"name": name}}


@_into(KEEPING)
def minor_format_of_another_number(notebook, random):
    notebook["nbformat_minor"] = random.choice([0, 99, None, "x"])


@_into(KEEPING, "notebook format")
def format_of_another_number(notebook, random):
    notebook["nbformat"] = random.choice([5, "4", None, [], -1])


@_into(KEEPING)
def five_thousand_cells(notebook, random):
    notebook["cells"] += [code("") for _ in range(4900)]


@_into(KEEPING)
def a_thousand_cells_of_code(notebook, random):
    notebook["cells"] += [code(f"value_{number} = {number}") for number in range(1000)]


@_into(KEEPING, "no cells")
def cells_that_are_none(notebook, random):
    insert(notebook, random, None, None, 3, "cell", [], [{}], True, 1.5)


@_into(KEEPING)
def empty_cells(notebook, random):
    insert(notebook, random, {}, {"cell_type": "code"}, {"source": "x = 1"}, {"metadata": None})


@_into(KEEPING)
def sources_of_a_wrong_kind(notebook, random):
    insert(notebook, random, *(code(odd) for odd in (None, 4, {}, [None, 3, ["x"]], True)))


@_into(KEEPING)
def metadata_of_cells_of_a_wrong_kind(notebook, random):
    insert(notebook, random, *(code("x = 1") | {"metadata": odd} for odd in (None, 4, [], "x")))
    wrong = [code("x = 1", nbgrader=odd) for odd in (None, 4, [], "x", {"grade_id": 4})]
    insert(notebook, random, *wrong, code("y = 2", nbgrader={"grade_id": None}))


@_into(KEEPING)
def sources_as_lists(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = text_of(cell).splitlines(keepends=True)


@_into(KEEPING)
def sources_as_lists_with_gaps(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = [None, *text_of(cell).splitlines(keepends=True), 3, {}]


@_into(KEEPING)
def line_ends_of_windows(notebook, random):
    for cell in solutions(notebook):
        cell["source"] = text_of(cell).replace("\n", "\r\n")


@_into(KEEPING)
def outputs_of_two_megabytes(notebook, random):
    data = {"output_type": "stream", "name": "stdout", "text": "x" * 2_000_000}
    insert(notebook, random, code("print()") | {"outputs": [data]})


@_into(KEEPING)
def outputs_of_a_wrong_kind(notebook, random):
    for cell in solutions(notebook):
        cell["outputs"] = random.choice([None, 3, "x", [None], {"a": []}])


@_into(KEEPING)
def keys_that_nobody_knows(notebook, random):
    notebook["\u202e"] = {"a": [1] * 100}
    for cell in solutions(notebook):
        cell |= {"attachments": {}, "toString": "x", "": None}


@_into(KEEPING)
def metadata_nested_deeply(notebook, random):
    nested: Any = []
    for _ in range(300):
        nested = [nested]
    insert(notebook, random, code("x = 1", nested=nested))


@_into(KEEPING, "2 cells are the one of")
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


@_into(KEEPING)
def answer_split_without_metadata(notebook, random):
    cell = random.choice(solutions(notebook))
    place = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    lines = text_of(cell).replace("\r\n", "\n").split("\n")
    cuts = [n for n, line in enumerate(lines) if n and line.startswith(" ")]
    if cuts:
        cut = random.choice(cuts)
        cell["source"] = "\n".join(lines[:cut])
        notebook["cells"].insert(place + 1, code("\n".join(lines[cut:])))


@_into(KEEPING)
def surrogates_in_the_prose(notebook, random):
    insert(notebook, random, code("text = '\ud800 \udfff'"), code("\udc00" * 50))


@_into(KEEPING)
def controls_in_the_prose(notebook, random):
    insert(notebook, random, code("\0\x1b[2J\x07"), code("# \u202e\u2066\u2028\u2029\ufeff\f"))


@_into(KEEPING)
def grade_ids_of_an_older_release(notebook, random):
    old = {"grade_id": "cell-0123456789abcdef", "solution": True, "grade": False, "locked": False}
    insert(notebook, random, code("def old():\n    pass", nbgrader=old))


@_into(KEEPING)
def functions_of_the_learners_own(notebook, random):
    insert(notebook, random, code("import math\ndef helper(x):\n    return math.pi * x"))


@_into(KEEPING, "says to be of unit")
def another_unit_is_named(notebook, random):
    notebook["metadata"] = {**about(notebook), "course": {"unit": "99_<b>other"}}


@_into(KEEPING)
def course_is_not_named(notebook, random):
    notebook["metadata"] = {key: value for key, value in about(notebook).items() if key != "course"}


@_into(KEEPING)
def cells_folded_and_tagged(notebook, random):
    for cell in solutions(notebook):
        if isinstance(cell.get("metadata"), dict):
            cell["metadata"] |= {"collapsed": True, "tags": ["<script>", None, 3], "jupyter": 7}


@_into(KEEPING)
def prose_of_a_megabyte(notebook, random):
    insert(notebook, random, code("# " + "x" * 1_000_000))


@_into(KEEPING)
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


@_into(KEEPING)
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


@_into(KEEPING, "old notebook format")
def saved_in_format_3(notebook, random):
    cells = notebook.pop("cells")
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            cell["input"] = cell.pop("source", "")
    notebook |= {"nbformat": 3, "worksheets": [{"cells": cells, "metadata": {}}, None, {}]}


@_into(KEEPING_BYTES)
def byte_order_mark(data, random):
    return b"\xef\xbb\xbf" + data


@_into(KEEPING_BYTES, "UTF-16")
def utf_16(data, random):
    return data.decode().encode("utf-16")


@_into(KEEPING_BYTES, "UTF-16")
def utf_16_without_a_mark(data, random):
    return data.decode().encode(random.choice(["utf-16-le", "utf-16-be"]))


@_into(KEEPING_BYTES, "UTF-32")
def utf_32(data, random):
    return data.decode().encode(random.choice(["utf-32", "utf-32-le", "utf-32-be"]))


@_into(KEEPING_BYTES)
def line_ends_of_the_file(data, random):
    return data.replace(b"\n", random.choice([b"\r\n", b"\r"]))


@_into(KEEPING_BYTES)
def blanks_around(data, random):
    return b"\n\t \r\n" + data + b"\n" * 1000 + b" "


@_into(KEEPING_BYTES)
def on_one_line(data, random):
    return json.dumps(json.loads(data), separators=(",", ":")).encode()


@_into(KEEPING_BYTES)
def indented_by_eight(data, random):
    return json.dumps(json.loads(data), indent=8, ensure_ascii=False).encode("utf-8", "replace")


@_into(KEEPING_BYTES, "not UTF-8")
def latin_1_in_the_prose(data, random):
    cell = json.dumps(code("# na@ve")).encode().replace(b"@", b"\xef")
    return data.replace(b'"cells": [', b'"cells": [' + cell + b",", 1)


@_into(KEEPING_BYTES)
def keys_given_twice(data, random):
    return data.replace(b"{", b'{"cells": [], "nbformat": 4, ', 1)


@_into(KEEPING_BYTES)
def numbers_without_end(data, random):
    return data.replace(b"{", b'{"digits": ' + b"9" * 200_000 + b', "nan": NaN, "e": 1e999, ', 1)


@_into(LOSING, "is missing")
def answer_deleted(notebook, random):
    notebook["cells"].remove(solutions(notebook)[0])


@_into(LOSING)
def answer_emptied(notebook, random):
    solutions(notebook)[0]["source"] = random.choice(["", " \n\n", [], ["\n"]])


@_into(LOSING)
def answer_of_a_wrong_kind(notebook, random):
    solutions(notebook)[0]["source"] = random.choice([None, 3, {"a": 1}, [None, 4]])


@_into(LOSING, "counts as not written")
def answer_of_a_megabyte(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n#" + "x" * 1_000_000


@_into(LOSING)
def answer_that_does_not_parse(notebook, random):
    odd = ["def f(:", "(" * 500, "x = '''", "\t\n  y\n z", "lambda" * 100, "%%bash\nrm -rf x"]
    solutions(notebook)[0]["source"] = random.choice(odd)


@_into(LOSING)
def answer_nested_deeply(notebook, random):
    odd = ["-" * 50_000 + "1", "x" + ".y" * 40_000, "x" + "[0]" * 40_000, "not " * 30_000 + "1"]
    odd += ["if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 120)), "[" * 60_000]
    solutions(notebook)[0]["source"] = random.choice(odd)


@_into(LOSING, "direction")
def answer_with_turned_text(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n# \u202e retupmoc \u2066"


@_into(LOSING, "invisible")
def answer_with_invisible_letters(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + "\n# pad\u200bding"


@_into(LOSING, "look like others")
def answer_with_letters_that_look_alike(notebook, random):
    cell = solutions(notebook)[0]
    odd = random.choice(["p\u0430dding", "\u0445", "\uff53tride", "\U0001d431"])
    cell["source"] = f"{odd} = 1\n" + text_of(cell)


@_into(LOSING, "end a line")
def answer_with_odd_line_ends(notebook, random):
    cell = solutions(notebook)[0]
    cell["source"] = text_of(cell) + f"\n# one{random.choice(chr(0x2028) + chr(0x85))}two"


@_into(LOSING, "control characters")
def answer_with_controls(notebook, random):
    cell = solutions(notebook)[0]
    odd = random.choice(["\0", "\x1b[8m", "\f", "\ud800"])
    cell["source"] = text_of(cell) + f"\n# {odd}"


@_into(BREAKING, "not JSON")
def cut_off(data, random):
    return data[: random.randrange(10, len(data) - 3)]


@_into(BREAKING, "not JSON")
def followed_by_more(data, random):
    return data + random.choice([data, b"}", b"x", b"\0"])


@_into(BREAKING, "empty")
def empty(data, random):
    return random.choice([b"", b"\n", b"  \n\t"])


@_into(BREAKING, "not")
def no_notebook_at_all(data, random):
    odd = [b"null", b"[]", b"{}", b'""', b"3", b"true", b'{"cells": 3}', b'{"cells": {}}', b"NaN"]
    return random.choice([*odd, b'{"worksheets": 3}', b"[" + data + b"]", json.dumps("x").encode()])


@_into(BREAKING, "not")
def another_kind_of_file(data, random):
    page = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
    return random.choice([page, b"PK\x03\x04" + random.randbytes(500), random.randbytes(3000)])


@_into(BREAKING, "nested too deeply")
def nested_without_end(data, random):
    return b'{"a":' * 100_000 if random.random() < 0.5 else b"[" * 500_000


@_into(BREAKING, "not JSON")
def with_marks_of_a_conflict(data, random):
    return data.replace(b'"cells"', b'<<<<<<< HEAD\n=======\n>>>>>>> other\n"cells"', 1)


@_into(BREAKING, "None of the cells")
def without_cells(data, random):
    return b'{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'


@_into(BREAKING, "None of the cells")
def only_strange_cells(data, random):
    cells = [None, code("x = 1"), code("print(2)", nbgrader={"grade_id": "x", "solution": True})]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


_SPLIT = {"answer_split_in_jupyterlab", "answer_split_without_metadata"}
_LOST = {"answers_lost_their_metadata", "all_metadata_and_ids_lost"}
_RETYPED = {
    "answer_turned_to_markdown",
    "answers_turned_to_raw",
    "cell_type_misspelt",
    "cell_type_of_a_wrong_kind",
}
_MOVED = {
    "cells_shuffled",
    "cells_reversed",
    "answers_moved_to_the_end",
    "prose_deleted",
    "nothing_left_but_the_answers",
}
APART = (
    # Halves of a cell that lie anywhere are no answer any more.
    (_SPLIT, _MOVED | _LOST | _RETYPED | {"whole_notebook_twice", "solution_copied_below_itself"}),
    ({"answer_split_in_jupyterlab"}, {"answer_split_without_metadata"}),
    # Without any mark, only a code cell can be found, by its function.
    (_LOST, _RETYPED),
    # What lies behind the check counts where the check is gone, or lies elsewhere.
    (
        {"second_thoughts_behind_the_check"},
        _MOVED | _LOST | {"checks_deleted", "checks_renamed", "whole_notebook_twice"},
    ),
)
"""Changes that leave the answers clear alone, but not together with those beside them."""
