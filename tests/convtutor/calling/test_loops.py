"""A loop is found by the lines that Python runs, however it is written; a product is none."""

import contextlib
import gc
import sys

import numpy as np
import pytest
from support.right.layers import seven_loops
from support.right.vectorised import im2col

from convtutor.calling import call_here
from convtutor.calling.outcome import Case, Returned
from convtutor.calling.tracing import count_lines
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

LAYER = find_exercise("conv2d_vectorised")


def growth(function, x, larger):
    return count_lines(function, (larger,), {}) - count_lines(function, (x,), {})


# ---------------------------------------------------------------- lines


def sum_of_rows(x):
    total = 0
    for row in x:
        total += row.sum()
    return total


def on_one_line(x):
    for row in x: row.sum()  # noqa: E701 # fmt: skip


def in_a_while(x):
    row = 0
    while row < len(x):
        row += 1


def recursive(x):
    return x[0].sum() + recursive(x[1:]) if len(x) else 0


LOOPS = {
    "for": sum_of_rows,
    "for, on one line": on_one_line,
    "while": in_a_while,
    "list comprehension": lambda x: [row.sum() for row in x],
    "dict comprehension": lambda x: {i: row.sum() for i, row in enumerate(x)},
    "generator": lambda x: sum(row.sum() for row in x),
    "map": lambda x: list(map(lambda row: row.sum(), x)),  # noqa: C417
    "map of a NumPy function": lambda x: list(map(np.sum, x)),
    "recursion": recursive,
    "np.vectorize": lambda x: np.vectorize(lambda value: value + 1)(x[:, 0]),
    "np.vectorize of a NumPy function": lambda x: np.vectorize(np.sum, signature="(n)->()")(x),
    "np.apply_along_axis": lambda x: np.apply_along_axis(lambda row: row.sum(), 1, x),
    "np.apply_along_axis of a NumPy function": lambda x: np.apply_along_axis(np.sum, 1, x),
    "np.fromiter": lambda x: np.fromiter((row.sum() for row in x), float),
}


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_every_turn_of_a_loop_counts(loop):
    # 30 rows more: at least 30 lines more.
    assert growth(loop, np.ones((10, 3)), np.ones((40, 3))) >= 30


NO_LOOPS = {
    "a sum": lambda x: x.sum(),
    "a product": lambda x: x @ x.T,
    "einsum": lambda x: np.einsum("ij,kj->ik", x, x, optimize=True),
    "padding": lambda x: np.pad(x, 3),
    "Fourier": lambda x: np.fft.irfft2(np.fft.rfft2(x)),
    "windows": lambda x: np.lib.stride_tricks.sliding_window_view(x, (2, 2)).reshape(-1, 4),
}


@pytest.mark.parametrize("function", NO_LOOPS.values(), ids=NO_LOOPS)
def test_larger_arrays_alone_make_no_line_more(function):
    assert growth(function, np.ones((10, 3)), np.ones((40, 3))) == 0


def test_what_happens_only_the_first_time_does_not_count():
    seen = []

    def slow_start(x):
        if not seen:
            for row in range(100):
                seen.append(row)
        return x

    assert count_lines(slow_start, (1,), {}) <= 3


class Circle:
    def __init__(self):
        self.itself = self

    def __del__(self):
        for _ in range(100):
            pass


@pytest.mark.parametrize("collecting", [True, False])
def test_what_the_garbage_collector_runs_does_not_count(collecting):
    def waste(x):
        return [Circle() for _ in range(2000)]  # three lines each, and then they go

    before = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        assert count_lines(waste, (1,), {}) < 5 * 2000
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_arguments_are_passed_on_as_copies():
    x = np.zeros(3)

    def changes(x, *, by):
        x += by

    count_lines(changes, (x,), {"by": 1})
    assert x.tolist() == [0, 0, 0]


@pytest.mark.parametrize("good_calls", [2, 1], ids=["returns", "raises"])
def test_trace_function_of_a_debugger_is_set_again(good_calls):
    def debugger(frame, event, argument):
        return None

    calls = iter(range(good_calls))
    before = sys.gettrace()
    sys.settrace(debugger)
    try:
        with contextlib.suppress(StopIteration):
            count_lines(lambda: next(calls), (), {})
        assert sys.gettrace() is debugger
    finally:
        sys.settrace(before)


# ---------------------------------------------------------------- the caller and the judge


def test_caller_counts_only_where_the_case_asks():
    call = call_here(in_a_while)
    assert call(Case((np.ones((2, 3)),))).lines is None
    small, large = call(Case((np.ones((2, 3)),), larger=(np.ones((22, 3)),))).lines
    assert large - small == 2 * 20  # two lines a turn


@pytest.mark.parametrize(("lines", "right"), [((9, 9), True), ((9, 18), True), ((9, 19), False)])
def test_a_loop_has_a_line_more_for_every_second_step_added(lines, right):
    # 20 rows are added to 3, so 10 lines more are a loop.
    x, weight = np.ones((1, 1, 3, 4)), np.ones((1, 1, 2, 2))
    case = Case((x, weight), larger=(np.ones((1, 1, 23, 4)), weight))
    expected = expected_outcome(LAYER, case)
    comparison = compare(LAYER, case, expected, Returned(expected.value, lines=lines))
    assert comparison.right is right
    assert comparison.loop is not right
    if not right:
        assert comparison.problem == (
            "right values, but a loop: Python ran 9 lines for x of shape (1, 1, 3, 4) and 19 for "
            "(1, 1, 23, 4)"
        )


def test_loops_of_the_unit_before_keep_the_points_of_right_values_and_are_named():
    verdict = judge(LAYER, call_here(seven_loops))
    assert [mistake.id for mistake in verdict.mistakes] == ["loop-over-pictures-and-pixels"]
    assert verdict.points == 4
    assert verdict.wrong_aspects == (
        "no loop over rows",
        "no loop over columns",
        "no loop over pictures",
    )
    text = describe(verdict)
    assert "Right values, but a loop: Python ran" in text
    assert "expected" not in text


def picture_by_picture(x, weight, bias=None, stride=1, padding=0):
    return np.concatenate([im2col(one[None], weight, bias, stride, padding) for one in x])


def place_by_place(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    _, _, height, width = padded.shape
    _, _, kernel_height, kernel_width = weight.shape
    rows = range(0, height - kernel_height + 1, stride)
    columns = range(0, width - kernel_width + 1, stride)
    maps = np.zeros((len(x), len(weight), len(rows), len(columns)))
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            window = padded[:, :, top : top + kernel_height, left : left + kernel_width]
            maps[:, :, i, j] = np.tensordot(window, weight, axes=((1, 2, 3), (1, 2, 3)))
    return maps if bias is None else maps + bias[:, None, None]


def row_by_row(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    kernel_height = weight.shape[2]
    tops = range(0, padded.shape[2] - kernel_height + 1, stride)
    strips = [padded[:, :, top : top + kernel_height] for top in tops]
    return np.concatenate([im2col(strip, weight, bias, stride) for strip in strips], axis=2)


def column_by_column(x, weight, bias=None, stride=1, padding=0):
    maps = [row_by_row(x.swapaxes(2, 3), weight.swapaxes(2, 3), bias, stride, padding)]
    return np.concatenate(maps).swapaxes(2, 3)


def pictures_and_columns(x, weight, bias=None, stride=1, padding=0):
    pictures = [column_by_column(one[None], weight, bias, stride, padding) for one in x]
    return np.concatenate(pictures)


def with_np_vectorize(x, weight, bias=None, stride=1, padding=0):
    def one_value(picture, index, row, column):
        top, left = row * stride, column * stride
        window = padded[picture, :, top : top + weight.shape[2], left : left + weight.shape[3]]
        return (window * weight[index]).sum() + (0.0 if bias is None else bias[index])

    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    places = np.indices(im2col(x, weight, None, stride, padding).shape)
    return np.vectorize(one_value, otypes=[float])(*places)


@pytest.mark.parametrize(
    ("function", "id", "points"),
    [
        (picture_by_picture, "loop-over-pictures", 6),
        (row_by_row, "loop-over-rows", 6),
        (column_by_column, "loop-over-columns", 6),
        (pictures_and_columns, "loop-over-pictures-and-columns", 5),
        (place_by_place, "loop-over-pixels", 5),
        (with_np_vectorize, "loop-over-pictures-and-pixels", 4),
    ],
)
def test_loop_as_a_learner_writes_it_is_named_by_what_it_goes_over(function, id, points):
    verdict = judge(LAYER, call_here(function))
    assert [mistake.id for mistake in verdict.mistakes] == [id]
    assert verdict.points == points


def test_loop_without_a_name_still_gets_the_sentence_and_no_guess():
    def now_and_then(x, weight, bias=None, stride=1, padding=0):
        maps = im2col(x, weight, bias, stride, padding)
        if weight.shape[3] == 2:
            return maps
        return np.stack([maps[..., column] for column in range(maps.shape[3])], axis=3)

    verdict = judge(LAYER, call_here(now_and_then))
    assert verdict.mistakes == ()
    text = describe(verdict)
    assert text.splitlines()[-1].startswith("  Right values, but a loop: Python ran")
    assert "Hint" not in text
