"""A whole network: any setting that fits is right, shapes are exact."""

from dataclasses import replace

import numpy as np
import pytest
from support.right.network import law
from support.truly_named import wrong_and_truly_named
from support.unknown_network import UNKNOWN

from convtutor.calling import call_here
from convtutor.calling.outcome import Case
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from convtutor.units.network.right import find_settings, reject_settings

# ---------------------------------------------------------------- several right answers


def rejected(value, in_size=8, out_size=4, kernel_size=3):
    return reject_settings(Case((in_size, out_size, kernel_size)), value)


@pytest.mark.parametrize("kernel_size", range(1, 9))
def test_reference_finds_a_way_wherever_there_is_one(kernel_size):
    for in_size in range(kernel_size, 12):
        # Also with strides beyond the picture.
        pairs = [(s, p) for s in range(1, 3 * in_size) for p in range(kernel_size)]
        for out_size in range(1, in_size + 1):
            fit = [one for one in pairs if law(in_size, kernel_size, *one) == out_size]
            assert (find_settings(in_size, out_size, kernel_size) in fit) == bool(fit)
            for one in fit:
                assert rejected(np.array(one), in_size, out_size, kernel_size) == ""
            assert (rejected(None, in_size, out_size, kernel_size) == "") == (not fit)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((2, 0), "any setting that gives 4 is right; yours gives 3: floor((8 + 2·0 − 3)/2) + 1"),
        ((2.0, 1), "are whole numbers"),
        ((True, False), "are whole numbers"),
        ((0, 1), "stride (0) must be at least 1"),
        ((2, -1), "padding (-1) must be at least 0 and below kernel_size (3)"),
        ((2, 3), "padding (3) must be at least 0 and below kernel_size (3)"),
        ((3, 2, 1), "yours has the shape (3,)"),
        (2, "yours has the shape ()"),
    ],
)
def test_setting_that_is_not_right_is_told_why(value, words):
    assert words in rejected(np.array(value))


def test_none_is_told_apart_from_a_missing_return():
    text = describe(judge(find_exercise("find_settings"), call_here(lambda n, m, k: None)))
    assert "your search found none for" in text
    assert "but there is one" in text
    assert "Does it end with" not in text
    assert "none gives 7, so None is right; yours gives 8" in rejected(np.array([1, 0]), 10, 7)


def test_none_alone_and_any_one_setting_earn_nothing():
    found = find_exercise("find_settings")
    for value in (None, (1, 0), (1, 1), (2, 1)):
        assert judge(found, call_here(lambda n, m, k, value=value: value)).points == 0


@pytest.mark.parametrize("kind", [tuple, list, np.array])
def test_two_whole_numbers_are_right_as_tuple_list_and_array(kind):
    def answer(*sizes):
        found = find_settings(*sizes)
        return found and kind(found)

    verdict = judge(find_exercise("find_settings"), call_here(answer))
    assert (verdict.status, verdict.points, verdict.notes) == ("right", 3, ())


@pytest.mark.parametrize("strides_first", [True, False], ids=["strides first", "paddings first"])
@pytest.mark.parametrize(
    ("mistaken_law", "name"),
    [
        (lambda n, k, s, p: (n + 2 * p - k) // s, "missing-plus-one"),
        (lambda n, k, s, p: (n + p - k) // s + 1, "padding-once"),
        (lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1, "rounded-up"),
        (lambda n, k, s, p: (n + 2 * p - k) / s + 1, "not-floored"),
    ],
)
def test_search_with_a_wrong_law_is_named_in_whatever_order_it_tries(
    strides_first, mistaken_law, name
):
    def answer(in_size, out_size, kernel_size):
        pairs = [(s, p) for s in range(1, in_size + 1) for p in range(kernel_size)]
        for s, p in pairs if strides_first else sorted(pairs, key=lambda pair: pair[::-1]):
            if mistaken_law(in_size, kernel_size, s, p) == out_size:
                return s, p
        return None

    verdict = judge(find_exercise("find_settings"), call_here(answer))
    assert [mistake.id for mistake in verdict.mistakes] == [name]


def test_accepts_takes_the_place_of_the_comparison():
    found = replace(find_exercise("conv_output_size"), accepts=lambda case, value: "")
    assert judge(found, call_here(lambda *a, **k: 1000)).status == "right"
    refusing = replace(found, accepts=lambda case, value: "not today")
    verdict = judge(refusing, call_here(found.reference))
    assert verdict.status == "wrong"
    assert verdict.failure.comparison.problem == "not today"


# ---------------------------------------------------------------- shapes


def test_shapes_of_lenet_5():
    # 32 − 5 + 1 = 28, 28/2 = 14, 14 − 5 + 1 = 10, 10/2 = 5.
    layers = [(6, 5, 1, 0), (None, 2, 2, 0), (16, 5, 1, 0), (None, 2, 2, 0)]
    shapes = find_exercise("trace_shapes").reference((1, 32, 32), layers)
    assert shapes == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5)]


def test_floats_for_shapes_lose_the_points_with_a_sentence_that_says_just_that():
    found = find_exercise("trace_shapes")

    def floats(*arguments):
        return np.array(found.reference(*arguments), dtype=float)

    text = describe(judge(found, call_here(floats)))
    assert "the values are right but floats; sizes are whole numbers: divide with //" in text
    assert "Hint" not in text


def test_one_wrong_number_among_the_shapes_is_wrong():
    found = find_exercise("trace_shapes")

    def off_by_one(*arguments):
        shapes = np.array(found.reference(*arguments))
        shapes[-1, 2] += 1
        return shapes

    verdict = judge(found, call_here(off_by_one))
    assert verdict.points == 0
    assert "1 of 3 values differ" in describe(verdict)


# ---------------------------------------------------------------- no name for anything else


@pytest.mark.parametrize(
    ("id", "function"),
    [
        pytest.param(id, function, id=f"{id}-{name}")
        for id, functions in UNKNOWN.items()
        for name, function in functions.items()
    ],
)
def test_design_that_is_wrong_in_another_way_gets_no_false_name(id, function):
    wrong_and_truly_named(find_exercise(id), function)
