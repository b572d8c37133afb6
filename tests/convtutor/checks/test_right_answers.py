"""Every right way to write an answer scores full, whatever its kind, and gets no mistake's name."""

import numpy as np
import pytest
from support.right.answers import RIGHT_ANSWERS

from convtutor.calling import call_here
from convtutor.calling.outcome import Case, Returned
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise

ANSWERS = [
    pytest.param(id, function, id=f"{id}-{name}")
    for id, functions in RIGHT_ANSWERS.items()
    for name, function in functions.items()
]


def test_every_exercise_has_right_answers_here():
    assert set(RIGHT_ANSWERS) == {exercise.id for exercise in exercises()}


@pytest.mark.parametrize("seed", [0, 1, 12345])
@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_reference_scores_full(found, seed):
    verdict = judge(found, call_here(found.reference), seed)
    assert verdict.status == "right"
    assert verdict.points == found.points
    assert verdict.notes == ()


@pytest.mark.parametrize("seed", [0, pytest.param(7, marks=pytest.mark.sweep)])
@pytest.mark.parametrize(("id", "function"), ANSWERS)
def test_right_answer_scores_full_and_gets_no_name(id, function, seed):
    found = find_exercise(id)
    verdict = judge(found, call_here(function), seed)
    assert verdict.status == "right", describe(verdict)
    assert verdict.points == found.points
    assert verdict.passed == verdict.cases
    assert verdict.mistakes == ()
    assert verdict.failure is None


@pytest.mark.parametrize(
    ("id", "name", "note"),
    [
        ("apply_filter", "nested list", "Your result is a list; an array is usual: np.array(...)."),
        ("apply_filter_strided", "tuple", "Your result is a tuple; an array is usual"),
        ("conv_output_size", "array without axes", "array without axes; a plain int is usual: int"),
    ],
)
def test_unusual_kind_gets_one_sentence_and_full_points(id, name, note):
    verdict = judge(find_exercise(id), call_here(RIGHT_ANSWERS[id][name]))
    assert verdict.points == find_exercise(id).points
    assert len(verdict.notes) == 1
    assert note in describe(verdict)


def test_float16_is_not_precise_enough():
    found = find_exercise("apply_filter")
    verdict = judge(found, call_here(lambda *a, **k: found.reference(*a, **k).astype(np.float16)))
    assert verdict.status == "wrong"


@pytest.mark.parametrize("id", ["window_response", "apply_filter", "apply_filter_strided"])
def test_tolerance_is_a_share_of_the_products_not_of_the_result(id):
    found = find_exercise(id)

    def off_by(share):
        def function(*arguments, **options):
            absolute = [np.abs(value) for value in arguments]
            size = found.reference(*absolute, **{k: abs(v) for k, v in options.items()})
            return found.reference(*arguments, **options) + share * size

        return judge(found, call_here(function)).status

    assert off_by(0.9e-5) == off_by(-0.9e-5) == "right"
    assert off_by(2e-5) == off_by(-2e-5) == "wrong"


@pytest.mark.parametrize(("noise", "right"), [(1e-9, True), (1e-4, False)])
def test_rounding_is_forgiven_also_where_a_window_reads_only_padding(noise, right):
    # Padding 2 around 3×3 pixels, kernel 2×2: the corner of the map is a sum of zeros, which an
    # FFT gives as something like 1e-16, not as 0.
    found = find_exercise("apply_filter_strided")
    case = Case((np.ones((1, 3, 3)), np.ones((1, 2, 2))), {"padding": 2}, "padding")
    expected = expected_outcome(found, case)
    assert expected.value[0, 0] == 0
    got = Returned(expected.value + noise)
    assert compare(found, case, expected, got).right is right
