"""What the judge makes of kinds, errors, changed inputs and half-written answers."""

import warnings

import numpy as np
import pytest

from convtutor.calling import call_here
from convtutor.calling.outcome import Case, Raised, Returned, TookTooLong
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise

EXERCISES = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
SIZES = pytest.mark.parametrize("id", ["conv_output_size", "unread_pixels"])
# A map, sizes, a size and a number.
KINDS = pytest.mark.parametrize(
    "id", ["apply_filter", "trace_shapes", "conv_output_size", "window_response"]
)
ARRAYS = pytest.mark.parametrize("id", ["window_response", "apply_filter", "apply_filter_strided"])


def judged(id, change):
    """Judge the right answer with its result, or its call, changed."""
    found = find_exercise(id)
    verdict = judge(found, call_here(lambda *a, **k: change(found.reference(*a, **k))))
    return verdict, describe(verdict)


# ---------------------------------------------------------------- kinds


@SIZES
@pytest.mark.parametrize("kind", [float, np.float64, np.float32, lambda n: np.array(float(n))])
def test_float_for_a_size_loses_the_points_with_a_sentence_that_says_just_that(id, kind):
    verdict, text = judged(id, kind)
    assert verdict.points == 0.0
    assert verdict.mistakes == ()
    assert "has the right value but is a float; sizes and counts are whole numbers" in text
    assert "//" in text
    assert "mistake" not in text
    assert "Hint" not in text


@pytest.mark.parametrize("found", [e for e in exercises() if not e.accepts], ids=lambda e: e.id)
def test_extra_axis_loses_the_points_with_a_sentence_that_says_just_that(found):
    verdict, text = judged(found.id, lambda value: np.array(value)[np.newaxis])
    # Raising where that is right earns its share.
    raising = {c.aspect for c in found.cases if isinstance(expected_outcome(found, c), Raised)}
    assert verdict.points == found.points * len(raising) / len(found.aspects)
    assert verdict.mistakes == ()
    assert "the values are right but the shape is (1," in text
    assert "an axis of length 1 is too many or too few" in text
    assert "mistake" not in text


def test_map_lying_on_its_side_is_not_an_extra_axis():
    # One window high, so that (1, n) and (n, 1) hold the same values in the same order.
    found = find_exercise("apply_filter")
    case = Case((np.ones((2, 2, 9)), np.ones((2, 2, 3))))
    expected = expected_outcome(found, case)
    comparison = compare(found, case, expected, Returned(expected.value.T))
    assert not comparison.only_kind
    assert comparison.problem == "the shape is (7, 1) but should be (1, 7)"


@KINDS
@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "came back without a result (None). Does it end with `return`"),
        (True, "the function returned a bool, not numbers"),
        (np.True_, "the function returned a bool, not numbers"),
        ("28", "the function returned a str, not numbers"),
        (1j, "the function returned complex numbers; take their real part: result.real"),
        (np.array([True]), "the function returned an array of bool, not numbers"),
        ([[1], [2, 3]], "the function returned a list that is not a grid of numbers"),
        (len, "the function returned a builtin_function_or_method, not numbers"),
    ],
)
def test_results_that_are_no_numbers_are_named(id, value, words):
    verdict = judge(find_exercise(id), call_here(lambda *a, **k: value))
    text = describe(verdict)
    assert verdict.points == 0.0
    assert words in text


def test_numbers_too_large_to_subtract_are_just_wrong():
    # The size of −2⁶³ − 0 does not fit into int64: it would come out below 0, and so "close".
    found = find_exercise("window_response")
    case = Case((np.zeros((1, 2, 3), int), np.ones((1, 1, 2), int), 0, 0, 0))
    comparison = compare(found, case, Returned(np.array(0)), Returned(np.array(-(2**63))))
    assert not comparison.right


# ---------------------------------------------------------------- errors


def divides_by_zero(*arguments, **options):
    return helper(arguments[0])  # the call


def helper(x):
    return 1 // 0  # the division


def fails_inside_numpy(*arguments, **options):
    return np.take([1], 5)  # a line of mine


def takes_too_little():
    return 0


@KINDS
@pytest.mark.parametrize(
    ("function", "words"),
    [
        (divides_by_zero, "ZeroDivisionError: integer division or modulo by zero, in the line `"),
        (divides_by_zero, "`return 1 // 0  # the division`"),
        (fails_inside_numpy, "`return np.take([1], 5)  # a line of mine`"),
        (takes_too_little, "Your function takes no arguments; it is called with "),
    ],
)
def test_error_shows_the_learners_own_line_and_no_traceback(id, function, words):
    verdict = judge(find_exercise(id), call_here(function))
    text = describe(verdict)
    assert verdict.points == 0.0
    assert words in text
    assert "Traceback" not in text
    assert ".py" not in text


class Answer:
    def __call__(self, *arguments, **options):
        raise ValueError("in an object")


class Class:
    def __init__(self, *arguments, **options):
        raise ValueError("in a class")


@pytest.mark.parametrize(
    "function", [Answer(), Class, int, np.add], ids=["object", "class", "built-in", "ufunc"]
)
def test_callables_without_lines_of_their_own_are_judged_too(function):
    verdict = judge(find_exercise("apply_filter"), call_here(function))
    assert verdict.points == 0.0
    assert describe(verdict)


def test_exit_is_an_error_and_an_interrupt_is_not_swallowed():
    def leaves(*arguments):
        raise SystemExit("bye")

    def interrupted(*arguments):
        raise KeyboardInterrupt

    found = find_exercise("window_response")
    assert "SystemExit: bye, in the line" in describe(judge(found, call_here(leaves)))
    with pytest.raises(KeyboardInterrupt):
        judge(found, call_here(interrupted))


# ---------------------------------------------------------------- side effects


@ARRAYS
@pytest.mark.parametrize("place", [0, 1])
def test_changed_input_is_caught(id, place):
    found = find_exercise(id)

    def changes(*arguments, **options):
        result = found.reference(*arguments, **options)
        arguments[place][...] = 0
        return result

    verdict = judge(found, call_here(changes))
    assert verdict.points == 0.0
    text = describe(verdict)
    assert "changed its input; work on a copy of it, which .copy() makes" in text
    assert "by name" not in text
    assert "Hint" not in text  # on windows, say
    # The exercise's own arrays are as they were.
    assert judge(found, call_here(found.reference)).status == "right"


@EXERCISES
def test_warnings_cost_nothing_and_do_not_reach_stderr(found, capfd):
    def warns(*arguments, **options):
        warnings.warn("look out", UserWarning, stacklevel=1)
        np.array([1.0]) / 0
        np.log(-np.ones(2))
        return found.reference(*arguments, **options)

    with warnings.catch_warnings(record=True) as passed_on:
        warnings.simplefilter("always")
        verdict = judge(found, call_here(warns))
    assert verdict.points == found.points
    assert passed_on == []
    assert capfd.readouterr().err == ""


# ---------------------------------------------------------------- not written


def stub(*arguments, **options):
    raise NotImplementedError


@EXERCISES
def test_untouched_stub_is_not_written_yet_and_scores_0(found):
    verdict = judge(found, call_here(stub))
    assert verdict.status == "not written"
    assert verdict.points == 0.0
    assert type(verdict.points) is float
    assert describe(verdict) == f"… {found.function_name}: not written yet"


def test_unwritten_branch_does_not_cost_the_points_of_the_others():
    found = find_exercise("conv_output_size")

    def half(input_size, kernel_size, stride=1, padding=0):
        if stride > 1:
            raise NotImplementedError
        return input_size + 2 * padding - kernel_size + 1

    verdict = judge(found, call_here(half))
    assert verdict.status == "wrong"
    assert verdict.points == found.points / 2  # stride 1 and padding are right
    assert verdict.right_aspects == ("stride 1", "padding")
    assert "not written yet" in describe(verdict)


def test_case_that_is_shown_has_several_channels_where_their_maps_were_not_summed():
    found = find_exercise("apply_filter")

    def a_map_for_each_channel(x, weight, bias=0.0):
        maps = zip(x, weight, strict=True)
        return np.array([found.reference(one[None], other[None], bias) for one, other in maps])

    shown = judge(found, call_here(a_map_for_each_channel)).failure
    smallest = min(case.size for case in found.cases)
    assert len(shown.case.arguments[0]) > 1
    assert shown.case.size > smallest  # in which the channels cannot be told from the one sum


def test_answer_that_never_ends_in_a_further_call_is_called_no_further():
    found = find_exercise("same_padding")
    called = []

    def call(case):
        called.append(case)
        if any(case is one for one in found.further):
            return TookTooLong(seconds=5.0)
        return call_here(lambda kernel_size: kernel_size // 2)(case)

    verdict = judge(found, call)
    assert verdict.status == "wrong"
    assert sum(any(case is one for one in found.further) for case in called) == 1
