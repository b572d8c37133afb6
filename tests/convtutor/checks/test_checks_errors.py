"""No name hangs on the kind of an error alone: many mistakes raise the same somewhere."""

import pytest
from support.mended import CORNER, edited

from convtutor.calling import call_here
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises, find_exercise


def refusing_a_rest(x, weight, stride=1):
    # Some texts call such a setting invalid. It is no mistake that we know, and no rounding.
    if any((x.shape[i] - weight.shape[i]) % stride for i in (1, 2)):
        raise ValueError("the stride does not divide")
    return find_exercise("mended_2").reference(x, weight, stride)


def refusing_padding(x, weight, padding=0):
    if padding:
        raise ValueError("could not broadcast")
    return find_exercise("mended_4").reference(x, weight)


def refusing_biases(x, weight, bias=None, stride=1, padding=0):
    if bias is not None:
        raise ValueError("could not broadcast")
    return find_exercise("conv2d_vectorised").reference(x, weight, None, stride, padding)


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
    verdict = judge(find_exercise(id), call_here(function))
    assert (verdict.status, verdict.mistakes) == ("wrong", ())


RAISING = [("zero_pad", "slice-to-minus-padding"), ("conv2d", "missing-bias-not-handled")]


@pytest.mark.parametrize(("id", "mistake"), RAISING)
def test_another_error_of_the_same_kind_in_the_same_cases_gets_no_name(id, mistake):
    found = find_exercise(id)
    function = known_mistake(found, mistake).function

    def fails_for_another_reason(*arguments, **options):
        try:
            return function(*arguments, **options)
        except Exception as error:
            raise type(error)("for another reason") from None

    assert [one.id for one in judge(found, call_here(function)).mistakes] == [mistake]
    assert judge(found, call_here(fails_for_another_reason)).mistakes == ()


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
def test_few_mistakes_are_named_by_errors_alone(found):
    assert sum(bool(fault.raises) for fault in found.faults.faults) <= 6
