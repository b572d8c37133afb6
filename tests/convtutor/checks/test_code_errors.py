"""Errors in the code are told as what they are, with their line and usual cause, and no hint."""

import itertools
import linecache

import numpy as np
import pytest
from support.boxed import NUMPY

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

SIZE = find_exercise("conv_output_size")
HEAD = "def conv_output_size(input_size, kernel_size, stride=1, padding=0):\n"
ROOM = "(input_size + 2 * padding - kernel_size)"
NUMBERS = itertools.count()


def function_of(text):
    """The function of a cell's text, which tracebacks can quote, as in a notebook."""
    file, names = f"<a learner's cell {next(NUMBERS)}>", {"np": np}
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    exec(compile(text, file, "exec"), names)
    return names["conv_output_size"]


# What there is to call: the body, the kind of the error, and what is said of it.
CALLED = {
    "a typing error": (f"{HEAD}    return {ROOM.replace('size +', 'sise +')} // stride + 1", "name",
                       "did you mean input_size?"),
    "a function of NumPy": (f"{HEAD}    return np.flor({ROOM} / stride) + 1", "name",
                            "did you mean floor?"),
    "no import": (f"{HEAD}    return math.floor({ROOM} / stride) + 1", "name",
                  "Write `import math` above the function"),
    "another cell": (f"{HEAD}    return room_to_move // stride + 1", "name",
                     "If that is in another cell, run that one first"),
    "no value yet": (f"{HEAD}    if stride > 9:\n        steps = 3\n    return steps", "name",
                     "The name steps is used before it has a value in the line `return steps`"),
    "a package": (f"{HEAD}    import torch_of_nobody", "import",
                  "in the line `import torch_of_nobody`: No module named"),
    "own names": ("def conv_output_size(W, F, S=1, P=0):\n    return (W - F + 2 * P) // S + 1",
                  "arguments", "calls its arguments W, F, S, P; it is called with padding=…, so"),
    "too few": ("def conv_output_size(side):\n    return side - 4", "arguments",
                "calls its arguments side; it is called with 2 of them"),
    "no return": (f"{HEAD}    side = {ROOM} // stride + 1", "no result",
                  "Does it end with `return`"),
    "print": (f"{HEAD}    print({ROOM} // stride + 1)", "no result", "print only shows a value"),
    "yield": (f"{HEAD}    yield {ROOM} // stride + 1", "no result", "Is there a `yield`"),
    "stub left": (f"{HEAD}    raise NotImplementedError\n    return {ROOM} // stride + 1",
                  "stub left", "still stands above your lines"),
}  # fmt: skip


@pytest.mark.parametrize("way", CALLED)
def test_error_in_a_call_is_told_as_what_it_is(way):
    text, kind, words = CALLED[way]
    verdict = judge(SIZE, call_here(function_of(text)))
    said = describe(verdict)
    assert (verdict.error.kind, verdict.mistakes, verdict.described) == (kind, (), "")
    assert words in said
    assert "Hint" not in said
    assert verdict.as_json()["error"] == verdict.fails_by == kind


def test_error_that_was_returned_is_told_to_be_raised():
    def same_padding(kernel_size):
        return kernel_size // 2 if kernel_size % 2 else ValueError("even")

    said = describe(judge(find_exercise("same_padding"), call_here(same_padding)))
    assert "write `raise ValueError(...)`, without `return`" in said
    assert "Hint" not in said


def test_what_is_not_finished_is_not_written_and_told_how_to_end():
    begun = judge(
        SIZE, call_here(function_of(f"{HEAD}    side = 3\n    raise NotImplementedError"))
    )
    assert begun.status == "not written"
    assert "once they give the result back with `return`, delete it" in describe(begun)
    stub = judge(
        SIZE, call_here(function_of(f'{HEAD}    """Side."""\n    raise NotImplementedError'))
    )
    assert describe(stub) == "… conv_output_size: not written yet"


def test_loop_without_an_end_is_told_with_its_line(monkeypatch):
    monkeypatch.setattr("convtutor.calling.in_process.SECONDS", 0.2)
    monkeypatch.setattr("convtutor.calling.in_process.SECONDS_AFTER_A_STOP", 0.1)
    verdict = judge(SIZE, call_here(function_of(f"{HEAD}    while True:\n        pass")))
    assert verdict.error.kind == "endless loop"
    assert "so it was stopped, in the line `" in describe(verdict)


def test_error_that_may_be_one_of_places_keeps_its_hint():
    verdict = judge(SIZE, call_here(function_of(f"{HEAD}    return [0][input_size]")))
    assert verdict.error is None
    assert "Hint 1 of" in describe(verdict)


# What no function comes of: the cell, and what is said of it.
RETURN = f"    return {ROOM} // stride + 1"
CELLS = {
    "prompts": (f"{HEAD}>>> {RETURN}", "syntax", "The prompt was pasted along"),
    "fences": (f"```python\n{HEAD}{RETURN}\n```", "syntax", "the fence of a chat's answer"),
    "quotes": (f"{HEAD}    print(“size”)\n{RETURN}", "syntax", "a typographic quotation mark"),
    "spaces": (f"{HEAD}\u00a0\u00a0\u00a0\u00a0{RETURN.strip()}", "syntax", "delete the spaces of"),
    "minus": (f"{HEAD}{RETURN}".replace("- kernel", "− kernel"), "syntax", "type - in its place"),
    "times": (f"{HEAD}{RETURN}".replace("2 *", "2 ×"), "syntax", "type * in its place"),
    "a sentence": (f"Here is the function that you need:\n{HEAD}{RETURN}", "syntax",
                   "It is a sentence"),
    "not moved in": (f"{HEAD}{RETURN.strip()}", "syntax", "is moved in, by four spaces"),
    "no colon": (f"{HEAD}{RETURN}".replace("):\n", ")\n"), "syntax", "ends with a colon"),
    "a bracket": (f"{HEAD}{RETURN}".replace("size)", "size"), "syntax", "needs one that closes"),
    "another name": (f"{HEAD}{RETURN}".replace("output", "out"), "cell",
                     "There is no function conv_output_size. Is the name after `def` spelled"),
    "an error": ("raise ValueError('no')", "cell", "in the line `raise ValueError('no')`"),
    "a default": (f"{HEAD}{RETURN}".replace("padding=0", "padding=zero"), "name",
                  "The name zero is not known in the line `def conv_output_size"),
}  # fmt: skip


def test_cell_without_a_function_is_told_in_grading_as_in_the_notebook():
    with Box() as box:
        for way, (cell, kind, words) in CELLS.items():
            verdict = judge(SIZE, boxed_caller(box, [NUMPY], [cell], "conv_output_size"))
            said = describe(verdict)
            assert (verdict.error.kind, verdict.mistakes) == (kind, ()), (way, said)
            assert words in said, (way, said)
            assert said.startswith("✗ conv_output_size: there is nothing to judge yet, 0 of 4")
            assert "Hint" not in said
