"""No name hangs on an error alone: too many different mistakes raise the same kind somewhere."""

import pytest
from test_checks_half_mended import CORNER, edited

from convlib.checks import call_here, exercise, exercises, judge
from convlib.checks.compare import compare, expected_outcome
from convlib.checks.outcome import Returned


def refusing_a_rest(x, weight, stride=1):
    # Some texts call such a setting invalid. It is no mistake that we know, and no rounding.
    if any((x.shape[i] - weight.shape[i]) % stride for i in (1, 2)):
        raise ValueError("the stride does not divide")
    return exercise("mended_2").reference(x, weight, stride)


def refusing_padding(x, weight, padding=0):
    if padding:
        raise ValueError("could not broadcast")
    return exercise("mended_4").reference(x, weight)


def refusing_biases(x, weight, bias=None, stride=1, padding=0):
    if bias is not None:
        raise ValueError("could not broadcast")
    return exercise("conv2d_vectorised").reference(x, weight, None, stride, padding)


@pytest.mark.parametrize(
    ("id", "function"),
    [
        ("mended_2", refusing_a_rest),
        ("mended_4", refusing_padding),
        ("mended_4", edited(4, [(CORNER, "[:, : padding + height, : padding + width]")])),
        ("conv2d_vectorised", refusing_biases),
    ],
)
def test_error_in_some_cases_alone_is_no_mistake_with_a_name(id, function):
    verdict = judge(exercise(id), call_here(function))
    assert (verdict.status, verdict.mistakes) == ("wrong", ())


@pytest.mark.parametrize(
    ("found", "mistake"),
    [
        pytest.param(found, mistake, id=f"{found.id}-{mistake.id}")
        for found in exercises()
        if found.unit >= "05"
        for mistake in found.mistakes
        if mistake.id != "missing-bias-not-handled"  # a call with None can only raise
    ],
)
def test_mistake_gives_a_wrong_value_somewhere_so_that_no_error_alone_is_named(found, mistake):
    call = call_here(mistake.function)
    wrong = [
        got
        for case in found.all_cases(0)
        if isinstance(got := call(case), Returned)
        and not compare(found, case, expected_outcome(found, case), got).right
    ]
    assert wrong
