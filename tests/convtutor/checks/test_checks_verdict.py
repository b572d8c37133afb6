"""The verdict: points, the case shown, and the same again from the same seed."""

import itertools
import json
from dataclasses import replace

import pytest
from support.judged import judged
from support.known_mistakes import some_mistakes

from convtutor.calling import call_here
from convtutor.calling.outcome import Borrowed, Case, Returned, TookTooLong
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise

EXERCISES = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)


def stub(*arguments, **options):
    raise NotImplementedError


def raises(*arguments, **options):
    raise ZeroDivisionError


def answers_to(found):
    return [found.reference, stub, raises, *(m.function for m in some_mistakes(found))]


@EXERCISES
def test_points_are_a_plain_float_between_0_and_the_maximum(found):
    for function in answers_to(found):
        points = judged(found, function).points
        assert type(points) is float  # nbgrader gives full marks for np.float64(0)
        assert 0.0 <= points <= found.points


@EXERCISES
def test_points_are_the_share_of_aspects_that_are_right(found):
    for function in answers_to(found):
        verdict = judged(found, function)
        if verdict.status != "not written":
            share = len(verdict.right_aspects) / len(found.aspects)
            assert verdict.points == pytest.approx(found.points * share, abs=0.005)
            assert {*verdict.right_aspects, *verdict.wrong_aspects} == set(found.aspects)


@pytest.mark.sweep
@EXERCISES
def test_same_seed_gives_the_same_verdict(found):
    for function in answers_to(found):
        one, other = judged(found, function), judge(found, call_here(function))
        assert one.as_json() == other.as_json()
        assert describe(one) == describe(other)


@EXERCISES
def test_verdict_as_data_survives_json_and_has_its_keys(found):
    for function in answers_to(found):
        data = judged(found, function).as_json()
        assert json.loads(json.dumps(data)) == data
        assert list(data) == [
            *("exercise", "unit", "status", "cases", "passed", "right_aspects", "wrong_aspects"),
            *("fails_by", "error", "mistakes", "carried", "described", "alike"),
            *("points", "max_points", "seed"),
        ]
        assert data["exercise"] == found.id
        assert data["max_points"] == found.points
        assert data["status"] in ("right", "wrong", "not written")


def test_data_says_in_a_word_what_came_instead():
    found = find_exercise("conv_output_size")

    def size(input_size, kernel_size, stride=1, padding=0):
        return (input_size + 2 * padding - kernel_size) // stride + 1

    def instead(answer):
        return judge(found, call_here(answer)).as_json()["fails_by"]

    rolls = itertools.count()
    assert instead(size) == ""
    assert instead(stub) == ""
    assert instead(raises) == "error"
    assert instead(lambda *a, **o: 0) == "another result"
    assert instead(lambda *a, **o: float(size(*a, **o))) == "only kind"
    assert instead(lambda *a, **o: next(rolls)) == "unsteady"
    outcomes = {"endless loop": TookTooLong(2.0), "borrowed": Borrowed("conv_output_size")}
    for word, outcome in outcomes.items():
        assert judge(found, lambda case, outcome=outcome: outcome).fails_by == word


@EXERCISES
def test_smallest_fixed_case_that_fails_is_the_one_shown(found):
    fixed = {id(case) for case in found.cases}
    for mistake in some_mistakes(found):
        verdict = judged(found, mistake.function)
        shown = verdict.failure.case
        assert id(shown) in fixed
        call = call_here(mistake.function)
        compared = [
            (c, compare(found, c, expected_outcome(found, c), call(c))) for c in found.cases
        ]
        failing = [case for case, how in compared if not how.right]
        # A result shows more than an error, and one that is wrong in its values more than one of
        # another kind, with an axis of length 1 or a loop: such cases come first, if there are any.
        returned = [case for case in failing if isinstance(call(case), Returned)]
        right_but = {id(case) for case, how in compared if how.only_kind or how.loop}
        telling = [case for case in returned if id(case) not in right_but]
        assert shown.size == min(case.size for case in telling or returned or failing)


def test_fixed_case_is_shown_before_a_smaller_fresh_one():
    # The fixed ones were chosen to be read.
    found = replace(exercises("stride")[0], fresh=lambda rng: [Case((1, 1), {}, "stride 1")])
    verdict = judge(found, call_here(lambda *a, **k: 99))
    assert verdict.failure.case.arguments == (4, 4)


def right(found, case, got):
    return compare(found, case, expected_outcome(found, case), got).right
