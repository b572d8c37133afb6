"""An error is carried forward once, and nothing of the right function gets into the box for it."""

import json

import numpy as np
import pytest
from support.boxed import NUMPY
from support.course_copy import ROOT
from support.manglings.cells import solutions

from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box
from coursekit.grading.judging import carrying, judge_answers
from coursekit.grading.judging.calls import boxed_caller
from coursekit.grading.judging.carrying import RightValues
from coursekit.grading.reading.answers import read_answers
from coursekit.grading.wire.frames import FrameError, pack, unpack
from coursekit.release.release import read_release

UNIT = "03_stride"
RELEASE = read_release((ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes())
SIZE, MAP = find_exercise("conv_output_size"), find_exercise("apply_filter_strided")
SIGNATURE = "(input_size, kernel_size, stride=1, padding=0):\n"
NO_PLUS_ONE = (
    f"def conv_output_size{SIGNATURE}    return (input_size + 2 * padding - kernel_size) // stride"
)
RIGHT_MAP = """def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
    rows, columns = (
        conv_output_size(x.shape[axis], weight.shape[axis], stride, padding=padding)
        for axis in (1, 2)
    )
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    found = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * stride, column * stride
            window = padded[:, top : top + weight.shape[1], left : left + weight.shape[2]]
            found[row, column] = (window * weight).sum() + bias
    return found
"""


def judged(size, **how):
    """The verdicts on the size and on the map that calls it."""
    notebook = json.loads(RELEASE.data)
    for cell, text in zip(solutions(notebook)[::2], (size, RIGHT_MAP), strict=True):
        cell["source"] = text
    answers = read_answers(json.dumps(notebook).encode(), RELEASE)
    found, _ = judge_answers(answers, RELEASE, 5, **how)
    return found[0], found[2]


@pytest.mark.parametrize(
    "size", [NO_PLUS_ONE, f"def conv_output_size{SIGNATURE}    raise NotImplementedError"]
)
def test_map_that_calls_a_wrong_size_has_its_own_points_and_is_told(size):
    first, then = judged(size)
    assert (first.points, then.points) == (0, MAP.points)
    assert then.verdict.as_json()["carried"] == ["conv_output_size"]
    assert "mend conv_output_size first" in then.text
    assert "mend conv_output_size first" in then.html


def test_instructor_can_turn_it_off():
    _, alone = judged(NO_PLUS_ONE, carry=False)
    assert (alone.points, alone.verdict.carried) == (0, ())


# Looks for whatever could compute a size in the box: in the function that stands for the right
# one, in what it is made of, and in all functions of the process; with the way out closed.
LOOKING = """def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
    import gc, socket, types
    def refuse(*_, **__):
        raise OSError
    right = conv_output_size(32, 5, stride=2)
    conv_output_size.__globals__["send"] = refuse
    conv_output_size.__globals__["receive"] = refuse
    candidates = [conv_output_size, *gc.get_objects()]
    candidates += [cell.cell_contents for cell in conv_output_size.__closure__ or ()]
    found = []
    for one in candidates:
        if isinstance(one, types.FunctionType) and one is not apply_filter:
            try:
                if one.__code__.co_argcount <= 4 and one(32, 5, 2) == 14 and one(9, 3) == 7:
                    found.append(one.__qualname__)
            except BaseException:
                pass
    return [right, len(found)]
"""


def test_function_itself_is_nowhere_in_the_box():
    case = MAP.cases[0]
    with Box() as box:
        call = boxed_caller(box, [NUMPY], [LOOKING], "apply_filter", MAP, [SIZE])
        got = call(case)
    # The value came, and no function was found that would give it.
    assert got.value.tolist() == [14, 0]


FORGED = """def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
    scope, asking = conv_output_size.__globals__, conv_output_size.__closure__
    judge = next(c.cell_contents for c in asking if hasattr(c.cell_contents, "sendall"))
    asked = ["asks", "apply_filter", (x, weight, bias, stride, padding), []]
    scope["send"](judge, scope["pack"](asked))
    return scope["unpack"](scope["receive"](judge))[1]
"""


def test_box_cannot_ask_for_the_exercise_itself():
    with Box() as box:
        call = boxed_caller(box, [NUMPY], [FORGED], "apply_filter", MAP, [SIZE])
        assert judge(MAP, call, 5).points == 0


@pytest.mark.parametrize(
    "asked",
    [
        ["unread_pixels", (32, 5), []],
        ["conv_output_size", (10**7, 5), []],
        ["conv_output_size", (np.zeros((200, 200)),), []],
        ["conv_output_size", ([32], 5), []],
        ["conv_output_size", [32, 5], []],
        ["conv_output_size", (32, 5), ["stride"]],
        ["conv_output_size", (32, 5)],
    ],
)
def test_question_out_of_reach_is_no_question(asked):
    with pytest.raises(FrameError):
        RightValues([SIZE]).answer(pack(["asks", *asked]))


def test_error_of_the_right_function_is_one_there():
    told = RightValues([SIZE]).answer(pack(["asks", "conv_output_size", (3, 5), []]))
    assert unpack(told)[0] == "raises"


@pytest.mark.parametrize("limit", ["MOST", "SECONDS"])
def test_there_is_an_end_of_questions(limit, monkeypatch):
    monkeypatch.setattr(carrying, limit, 0 if limit == "MOST" else -1.0)
    right, question = RightValues([SIZE]), pack(["asks", "conv_output_size", (32, 5), []])
    with pytest.raises(FrameError, match="there is an end"):
        right.answer(question)
