"""A verdict in words: what each line says, and that its numbers are true."""

import re
from dataclasses import replace

import numpy as np
import pytest
from support.judged import judged
from support.known_mistakes import some_mistakes

from convtutor.calling import call_here
from convtutor.calling.outcome import Case
from convtutor.checks.explanation import describe
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.checks.replay import replay_value
from convtutor.notebook import fold
from convtutor.units.catalogue import exercises, find_exercise


def report(id, function, seed=0):
    return describe(judge(find_exercise(id), call_here(function), seed))


def mistaken(id, mistake_id):
    found = find_exercise(id)
    return found, known_mistake(found, mistake_id)


# ---------------------------------------------------------------- the lines


def test_right_answer_gets_its_points_and_a_word_on_what_it_can_do():
    found = find_exercise("unread_pixels")
    assert report(found.id, found.reference) == (
        f"✓ unread_pixels: 23 of 23 cases, 2 of 2 points\n  {found.praise}"
    )


def test_every_exercise_has_a_word_of_its_own_for_who_has_done_it():
    for found in exercises():
        assert found.praise[-1] in ".?", found.id
        assert len(found.praise) < 120, found.id


def test_known_mistake_is_told_line_by_line():
    found, mistake = mistaken("conv_output_size", "rounded-up")
    # Smallest on paper: (6 − 3)/2 = 1.5, so 2 positions; ceil makes it 3.
    # 5 fixed and 2 fresh cases leave a remainder.
    assert report("conv_output_size", mistake.function).splitlines() == [
        "✗ conv_output_size: 16 of 24 cases, 3 of 4 points",
        "  Right already: stride 1, padding, a stride that divides.",
        "  Not yet: a stride that leaves a remainder.",
        "  It looks as if the size was rounded up (ceil).",
        f"  {mistake.explanation}",
        f"  Hint 1 of {len(found.hints)}: {mistake.hint}",  # in place of the exercise's vaguest
        "  The next hint: check(conv_output_size, hint=2)",
        "  The smallest case that fails:",
        "    conv_output_size(6, 3, stride=2)",
        "    expected 2",
        "    got      3",
    ]


def test_map_is_shown_with_its_input_and_the_first_wrong_cell():
    found, mistake = mistaken("apply_filter", "bias-forgotten")
    text = report(found.id, mistake.function)
    # The only fixed case of one channel with a bias: the picture and one row of three weights.
    assert "    x = [[[ 1,  2,  0, -1],\n" in text
    assert "    weight = [[[1, 2, 0]]]\n    apply_filter(x, weight, bias=10)\n" in text
    assert "6 of 6 values differ" in text
    # 1·1 + 2·2 + 0·0 = 5, and 10.
    assert (
        "the value at row 0, column 0, reads rows 0 to 0 and columns 0 to 2 of the picture:" in text
    )
    assert "channel 0: 1·1 + 2·2 + 0·0 = 5" in text
    assert "sum 5 + bias 10 = 15" in text


def test_window_is_shown_as_a_call_by_position():
    found, mistake = mistaken("window_response", "kernel-flipped")
    assert "    window_response(x, weight, 0, 0, 0)\n" in report(found.id, mistake.function)


def test_mistakes_that_cannot_be_told_apart_are_both_named():
    found, mistake = mistaken("unread_pixels", "nothing-unread")
    twin = replace(mistake, id="twin", name="the twin was taken")
    both = replace(found, by_hand=(mistake, twin))
    text = describe(judge(both, call_here(mistake.function)))
    assert (
        "One of these mistakes, which look alike: it looks as if every pixel was taken to be read, "
        "or as if the twin was taken."
    ) in text
    assert text.count("  Hint 1 of ") == 1


def test_mistakes_part_in_numbers_not_in_their_kind():
    # Of one channel the average is the sum as a float: only two channels show the mistake.
    both = "stride-in-size-only+channels-averaged"
    told = known_mistake(find_exercise("apply_filter_strided"), both).explanation
    assert "the sum of the first window: yours 3.5, right 7" in told


def test_unknown_mistake_is_described_and_gets_the_exercises_hint():
    text = report("conv_output_size", lambda n, k, stride=1, padding=0: n * n - k)
    assert "In every case, the result stays as it is when stride is changed." in text
    assert f": {find_exercise('conv_output_size').hints[0]}" in text
    assert "looks as if" not in text


def test_wrong_shape_is_told_by_both_shapes():
    _, mistake = mistaken("apply_filter", "last-window-missing")
    assert "the shape is (1, 1) but should be (2, 2)" in report("apply_filter", mistake.function)


def test_array_in_place_of_a_number_is_told():
    text = report("window_response", lambda x, w, b, i, j: x)
    assert "the result should be one number, but it is an array of shape (1, 3, 4)" in text


@pytest.mark.parametrize("value", ["x" * 10_000, list(range(10_000)), np.zeros((500, 500))])
def test_huge_results_are_cut_short(value):
    assert len(report("conv_output_size", lambda *a, **k: value)) < 2000


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_every_wrong_report_shows_a_case_and_one_hint(found):
    for mistake in some_mistakes(found):
        verdict = judged(found, mistake.function)
        text = describe(verdict)
        assert text.startswith(f"✗ {found.function_name}: ")
        if verdict.failure.comparison.loop:
            assert "Right values, but a loop: Python ran" in text
        else:
            assert "The smallest case that fails:" in text
            assert f"{found.function_name}(" in text
            assert (
                "expected " in text
                or "this input should raise a ValueError" in text
                or verdict.fails_by == "error"
            )
        assert text.count("  Hint 1 of ") == 1
        assert max(map(len, fold(text).splitlines())) < 130


# ---------------------------------------------------------------- the arithmetic of a cell


def evaluate(expression):
    """Work out `2·4 + 3·(-5)` without Python's own arithmetic parser being shown the dots."""
    return eval(expression.replace("·", "*"), {"__builtins__": {}})  # our own digits


def assert_arithmetic_is_true(text, window, weight, bias):
    """Redo each line of a replayed cell; return its last number."""
    lines = re.findall(r"channel (\d+): (.*) = (\S+)$", text, re.MULTILINE)
    assert [int(number) for number, _, _ in lines] == list(range(len(weight)))
    sums = []
    for (_, products, total), pixels, weights in zip(lines, window, weight, strict=True):
        factors = [tuple(map(evaluate, product.split("·"))) for product in products.split(" + ")]
        assert factors == list(zip(pixels.ravel(), weights.ravel(), strict=True))
        assert evaluate(products) == evaluate(total)
        sums.append(evaluate(total))
    (said,) = re.findall(r"sum (.*)$", text, re.M)
    left, _, result = said.rpartition(" = ")  # a sum of one is said once
    added, _, shown_bias = (left or result).partition(" + bias ")
    assert [evaluate(term) for term in added.split(" + ")] == sums
    assert evaluate(shown_bias or "0") == bias
    assert evaluate(result) == sum(sums) + bias
    return evaluate(result)


def one_picture_one_filter(case, cell):
    """What the value in a cell is made of, also where there are several of each."""
    (x, weight), bias = case.arguments, case.options.get("bias")
    if x.ndim == 3:
        return x, weight if weight.ndim == 3 else weight[cell[0]], bias or 0.0
    picture, index = cell[:2]
    return x[picture], weight[index], 0.0 if bias is None else bias[index]


# Unit 08 replays a weight, not a value: test_checks_learned.py.
@pytest.mark.parametrize(
    "found",
    [e for e in exercises() if e.replay and e.id != "gradient_step"],
    ids=lambda e: e.id,
)
def test_replayed_numbers_of_every_fixed_map_are_those_of_the_window(found):
    for case in found.cases:
        options = {"bias": 0.0, "stride": 1, "padding": 0, **case.options}
        stride, padding = options["stride"], options["padding"]
        expected = found.reference(*case.arguments, **case.options)
        has_bias = case.options.get("bias") is not None
        for cell in np.ndindex(expected.shape):
            x, weight, bias = one_picture_one_filter(case, cell)
            padded = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
            top, left = cell[-2] * stride, cell[-1] * stride
            bottom, right = top + weight.shape[1], left + weight.shape[2]
            text = found.replay(case, cell)
            assert ("bias" in text) == has_bias
            # Counted in the picture, as the figure beside the text does: the zeros are negative.
            rows = f"rows {top - padding} to {bottom - 1 - padding}"
            columns = f"columns {left - padding} to {right - 1 - padding}"
            where = f"reads {rows} and {columns} of the picture".replace("-", "−")
            outside = top < padding or left < padding
            outside |= bottom - padding > x.shape[1] or right - padding > x.shape[2]
            assert where + (", with zeros:" if outside else ":") in text
            window = padded[:, top:bottom, left:right]
            result = assert_arithmetic_is_true(text, window, weight, bias)
            assert result == expected[cell]


@pytest.mark.parametrize("found", [e for e in exercises() if e.replay], ids=lambda e: e.id)
def test_report_replays_the_first_wrong_cell(found):
    for mistake in some_mistakes(found):
        verdict = judged(found, mistake.function)
        failure = verdict.failure
        if failure.comparison.first_wrong is None:
            continue
        differs = ~np.isclose(failure.got.value, failure.expected.value)
        first = tuple(np.argwhere(differs)[0])
        assert failure.comparison.first_wrong == first
        of_what = "weight" if found.id == "gradient_step" else "value"
        where = f"the {of_what} at row {first[-2]}, column {first[-1]}"
        assert where in describe(verdict)


def test_replay_names_the_picture_and_the_filter_where_there_are_several():
    _, mistake = mistaken("conv2d", "first-picture-repeated")
    # The first wrong value is the first of picture 1: 4·1 + (-1)·2 + 0·(-1) + 3·3 = 11, and 10.
    text = report("conv2d", mistake.function)
    assert "    picture 1, filter 0:\n    the value at row 0, column 0, reads rows 0 to 1" in text
    assert "sum 11 + bias 10 = 21" in text


def test_replay_of_fractions_keeps_four_digits():
    case = Case((np.array([[[1 / 3]]]), np.array([[[-2 / 3]]])), {"bias": 0.5})
    text = replay_value(case, (0, 0))
    assert "0.3333·(-0.6667) = (-0.2222)" in text
    assert "bias 0.5 = 0.2778" in text
