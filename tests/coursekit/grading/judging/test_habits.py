"""Right notebooks made of ordinary habits: graded as the notebook runs them, in the box."""

import json

import pytest
from support.course_copy import ROOT
from support.manglings.cells import checks, code, solutions

from coursekit.grading.judging import judge_answers
from coursekit.grading.reading.answers import read_answers
from coursekit.release.release import read_release

UNIT = "03_stride"


def first_exercise_alone():
    """The unit without its other exercises, each of which would run all cells again."""
    notebook = json.loads((ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes())
    for cell in [*solutions(notebook)[1:], *checks(notebook)[1:]]:
        notebook["cells"].remove(cell)
    return read_release(json.dumps(notebook).encode())


RELEASE = first_exercise_alone()
HEAD = "def conv_output_size(input_size, kernel_size, stride=1, padding=0):\n"
SIZE = HEAD + "    return (input_size + 2 * padding - kernel_size) // stride + 1"
FLOOR = HEAD + "    return int(floor((input_size + 2 * padding - kernel_size) / stride)) + 1"
ROOM = HEAD + "    return room(input_size, kernel_size, padding) // stride + 1"
HELPER = "def room(n, k, p):\n    return n + 2 * p - k"
STUB = HEAD + "    raise NotImplementedError"
WRONG = HEAD + "    return 3"


def indented(text):
    return "    " + text.replace("\n", "\n    ")


# By what the learner did: cells of their own above the one to fill in, that one, and cells between
# it and its check; then cells behind the check.
HABITS = {
    "star import": (["from math import *"], FLOOR, [], []),
    "star import of numpy": (["from numpy import *"], FLOOR, [], []),
    "helper in try": ([f"try:\n{indented(HELPER)}\nexcept ImportError:\n    pass"], ROOM, [], []),
    "helper in if": ([f"if True:\n{indented(HELPER)}"], ROOM, [], []),
    "helper in with": (
        [f"import contextlib\nwith contextlib.suppress(OSError):\n{indented(HELPER)}"],
        *(ROOM, [], []),
    ),
    "import in try": (
        ["try:\n    from math import floor\nexcept ImportError:\n    pass"],
        FLOOR,
        [],
        [],
    ),
    "name of a builtin": (
        ["def sum(a, b, c):\n    return a + 2 * b - c"],
        HEAD + "    return sum(input_size, padding, kernel_size) // stride + 1",
        *([], []),
    ),
    "builtin of numpy": (["from numpy import round, sum, max"], SIZE, [], []),
    "own window": (
        ["def window(n, k, p):\n    return n + 2 * p - k"],
        ROOM.replace("room(", "window("),
        *([], []),
    ),
    "own kernel and start": (
        ["import math\nstart, floor = 0, math.floor\nkernel = floor"],
        FLOOR.replace("floor(", "start + kernel("),
        *([], []),
    ),
    "two names at once": (["import math\nstart, floor = 0, math.floor"], FLOOR, [], []),
    "global count": (
        ["calls = 0"],
        HEAD + "    global calls\n    calls += 1\n" + SIZE.removeprefix(HEAD),
        *([], []),
    ),
    "word __future__": ([HELPER], "# no __future__ here\n" + ROOM, [], []),
    "real __future__": ([HELPER], "from __future__ import annotations\n" + ROOM, [], []),
    "shell beside a helper": ([f"x = !pwd\n{HELPER}"], ROOM, [], []),
    "timeit -o beside a helper": ([f"{HELPER}\nt = %timeit -o room(1, 2, 3)"], ROOM, [], []),
    "files = !ls": ([], "files = !ls\n" + SIZE, [], []),
    "long shell line": ([], "!pip install \\\n   numpy\n" + SIZE, [], []),
    "prompts pasted": ([], ">>> " + SIZE.replace("\n", "\n... "), [], []),
    "In [1] pasted": ([], "In [1]: " + SIZE.replace("\n", "\n   ...: "), [], []),
    "top-level await": ([], "import asyncio\nawait asyncio.sleep(0)\n" + SIZE, [], []),
    "loop without an end": (["while True:\n    room = 3", HELPER], ROOM, [], []),
    "name behind the check": ([HELPER], ROOM, [], ["room = 1", "for room in range(5):\n    pass"]),
    "helper changed behind the check": (["n = 1"], SIZE, [], ["for n in range(5):\n    pass"]),
    "first try in the marked cell": ([], WRONG, [SIZE], []),
    "pass in the marked cell": ([], HEAD + "    pass", [SIZE], []),
    "touched docstring": ([], HEAD + '    """Size."""\n    raise NotImplementedError', [SIZE], []),
    "display": ([], "from IPython.display import display\ndisplay(3)\n" + SIZE, [], []),
    "widgets": ([], "import ipywidgets as w\nw.IntSlider(value=3)\n" + SIZE, [], []),
    "torch": ([], "import torch_that_nobody_has\n" + SIZE, [], []),
    "drive": ([], "from google.colab import drive\ndrive.mount('/content')\n" + SIZE, [], []),
    "input": ([], "name = input('Who are you? ')\n" + SIZE, [], []),
    "lambda": (
        [],
        "conv_output_size = lambda input_size, kernel_size, stride=1, padding=0: "
        "(input_size + 2 * padding - kernel_size) // stride + 1",
        [],
        [],
    ),
}


def judged(above, source, below, behind):
    """The verdict on conv_output_size, and what was noted."""
    notebook = json.loads(RELEASE.data)
    cells = notebook["cells"]
    solutions(notebook)[0]["source"] = source
    at = cells.index(solutions(notebook)[0])
    cells[at + 1 : at + 1] = [code(text) for text in below]
    cells[at:at] = [code(text) for text in above]
    check = cells.index(checks(notebook)[0])
    cells[check + 1 : check + 1] = [code(text) for text in behind]
    answers = read_answers(json.dumps(notebook).encode(), RELEASE)
    return judge_answers(answers, RELEASE, 5)[0][0], answers


@pytest.mark.system
@pytest.mark.parametrize("habit", HABITS)
def test_right_answer_has_its_points_whatever_stands_around_it(habit):
    found, answers = judged(*HABITS[habit])
    assert found.verdict.points == 4, (found.text, answers.code, answers.notes)


def test_line_that_failed_above_the_function_is_told_and_one_below_it_is_not():
    found, _ = judged([], f"import torch_that_nobody_has\n{SIZE}\n1 / 0", [], [])
    assert found.points == 4
    assert "The line `import torch_that_nobody_has` ended with ModuleNotFoundError" in found.text
    assert "judged all the same" in found.html
    assert "If it is a file of your own, copy what you need of it" in found.text
    assert "ZeroDivisionError" not in found.text


def test_first_line_that_failed_is_told_as_the_notebook_tells_it_and_beside_an_error():
    using = SIZE.replace("return ", "return there * ")
    found, _ = judged([], f"from helper import there\nname = input()\n{using}", [], [])
    assert "The line `from helper import there` ended with ModuleNotFoundError" in found.text
    assert "The name there is not known" in found.text
    assert "EOFError" not in found.text
