"""Unit 08's exercise: its cases are small and separating, its tolerance and its sums are right."""

import numpy as np
import pytest
from support.right.steps import place_by_place
from support.truly_named import wrong_and_truly_named

from convtutor.calling import call_here
from convtutor.calling.outcome import Case
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.checks.replay import replay_weight
from convtutor.units.catalogue import find_exercise

STEP = find_exercise("gradient_step")


def test_cases_are_within_the_contract():
    for seed in range(20):
        for case in STEP.all_cases(seed):
            x, target, weight, learning_rate = case.arguments
            assert x.ndim == target.ndim == weight.ndim == 2
            assert target.shape == tuple(np.subtract(x.shape, weight.shape) + 1)
            assert min(target.shape) >= 1
            assert {array.dtype.kind for array in (x, target)} <= {"i", "f"}
            assert type(learning_rate) is float
            assert learning_rate > 0
            # Leaving the learning rate, or the 2, out must show.
            assert learning_rate not in (1.0, 2.0)


def test_fixed_cases_are_small_enough_for_paper_and_tell_mistakes_apart():
    for case in STEP.cases:
        x, target, weight, _ = case.arguments
        assert max(x.shape) <= 6
        assert x.shape[0] != x.shape[1]
        assert target.size > 1  # else the first place is the only one
        slope = (weight - STEP.reference(x, target, weight, 1)).round(9)
        if weight.size > 1:
            assert not np.array_equal(slope, slope[::-1, ::-1])
        if len(weight) == weight.size**0.5 > 1:
            assert not np.array_equal(slope, slope.T)


def test_each_aspect_has_the_kernels_that_it_names():
    shapes = {}
    for case in STEP.all_cases(0):
        shapes.setdefault(case.aspect, set()).add(case.arguments[2].shape)
    assert shapes["a kernel of one weight"] == {(1, 1)}
    assert all(rows == columns > 1 for rows, columns in shapes["a square kernel"])
    assert all(rows != columns for rows, columns in shapes["an oblong kernel"])


@pytest.mark.parametrize(("share", "status"), [(0.9e-5, "right"), (2e-5, "wrong")])
@pytest.mark.parametrize("sign", [1, -1])
def test_tolerance_is_a_share_of_what_is_added_up(share, status, sign):
    def off(x, target, weight, rate):
        # |w| + rate · mean of 2 · (Σ|x·w| + |wanted|) · |x|: nothing cancels.
        size = place_by_place(abs(x), -abs(target), abs(weight), -rate)
        return place_by_place(x, target, weight, rate) + sign * share * size

    assert judge(STEP, call_here(off)).status == status


def test_float16_is_not_precise_enough():
    half = call_here(lambda *arguments: place_by_place(*arguments).astype(np.float16))
    assert judge(STEP, half).status == "wrong"


def test_replay_does_the_sum_of_one_weight():
    # The values are 1·1 − 0·2 = 1 and 2; the errors 1 − 3 = −2 and 2 − 2 = 0.
    # The weight at column 1 met 2 and 3: −4 + 0 = −4; slope 2 · −4 / 2 = −4; 0 + 0.5 · 4 = 2.
    x, target, weight = np.array([[1, 2, 3]]), np.array([[3, 2]]), np.array([[1, 0]])
    text = replay_weight(Case((x, target, weight, 0.5), {}), (0, 1))
    assert "(-2)·2 + 0·3 = -4" in text
    assert "slope: 2 · -4 / 2 positions = -4" in text
    assert "new weight: 0 − 0.5 · -4 = 2" in text
    assert STEP.reference(x, target, weight, 0.5)[0, 1] == 2


def test_replay_of_the_verdict_ends_at_the_expected_weight():
    text = describe(judge(STEP, call_here(lambda x, t, w, rate: w * 0)))
    expected = STEP.reference(*STEP.cases[0].arguments).item()
    assert text.endswith(f"= {expected:g}")


def slope(x, t, w):
    return w - place_by_place(x, t, w, 1)


UNKNOWN = {
    "zeros": lambda x, t, w, rate: np.zeros(w.shape),
    "a third of a step": lambda x, t, w, rate: place_by_place(x, t, w, rate / 3),
    "uphill and summed": lambda x, t, w, rate: place_by_place(x, t, w, -rate * t.size),
    "uphill, with the error left out": lambda x, t, w, rate: w + rate * x.mean(),
    "summed, without the 2": lambda x, t, w, rate: place_by_place(x, t, w, rate * t.size / 2),
    "without the 2, without a rate": lambda x, t, w, rate: place_by_place(x, t, w, 0.5),
    "summed slope": lambda x, t, w, rate: slope(x, t, w) * t.size,
    "change with the wrong sign": lambda x, t, w, rate: rate * slope(x, t, w),
    "slope without the 2": lambda x, t, w, rate: slope(x, t, w) / 2,
    "no target, and uphill": lambda x, t, w, rate: place_by_place(x, 0 * t, w, -rate),
    "target added": lambda x, t, w, rate: place_by_place(x, -t, w, rate),
    "two steps": lambda x, t, w, rate: place_by_place(x, t, place_by_place(x, t, w, rate), rate),
    "slopes turned along rows only": lambda x, t, w, rate: w - rate * slope(x, t, w)[::-1],
    "slopes turned along columns only": lambda x, t, w, rate: w - rate * slope(x, t, w)[:, ::-1],
    "turned, and uphill": lambda x, t, w, rate: w + rate * slope(x, t, w)[::-1, ::-1],
    "one slope for all": lambda x, t, w, rate: w - rate * slope(x, t, w).mean(),
    "new weights scaled": lambda x, t, w, rate: (1 - rate) * w - rate * slope(x, t, w),
    "a little off": lambda x, t, w, rate: place_by_place(x, t, w, rate) + 0.01,
    "the wanted map": lambda x, t, w, rate: t,
    "nothing": lambda x, t, w, rate: None,
}


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize("name", UNKNOWN)
def test_unlisted_mistake_gets_no_false_name(name, seed):
    wrong_and_truly_named(STEP, UNKNOWN[name], seed)
