"""The cases of unit 02 tell its mistakes apart, and an answer of None is known when it is one."""

import numpy as np
import pytest

from convtutor.calling import call_here
from convtutor.calling.outcome import Raised, Returned
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

ZERO_PAD, SAME_PADDING = find_exercise("zero_pad"), find_exercise("same_padding")


def test_pictures_hold_no_zero_and_have_three_different_sides():
    for case in ZERO_PAD.cases:
        x, padding = case.arguments
        assert x.all()  # so that a zero in the result is one of the ring
        assert len(set(x.shape)) == 3
        assert x.size <= 24
        assert 0 <= padding <= 4


@pytest.mark.parametrize("aspect", ZERO_PAD.aspects)
def test_every_aspect_has_several_channels_and_fractions(aspect):
    pictures = [case.arguments[0] for case in ZERO_PAD.cases if case.aspect == aspect]
    assert any(len(x) > 1 for x in pictures)
    assert any((x != x.astype(int)).any() for x in pictures)


def test_paddings_are_0_1_and_more():
    assert {case.arguments[1] for case in ZERO_PAD.cases} >= {0, 1, 2, 3}


def test_padding_the_picture_in_place_is_refused_though_its_values_are_right():
    def shaded(x, padding):
        padded = ZERO_PAD.reference(x.copy(), padding)
        x[:] = 0
        return padded

    verdict = judge(ZERO_PAD, call_here(shaded))
    assert verdict.points == 0.0
    assert "the function changed its input; work on a copy" in describe(verdict)


def test_padding_0_may_give_the_picture_itself():
    (case,) = [case for case in ZERO_PAD.cases if case.arguments[1] == 0]
    x = case.arguments[0]
    assert ZERO_PAD.reference(x, 0) is x
    assert compare(ZERO_PAD, case, Returned(x), Returned(x)).right


def test_odd_kernels_have_a_padding_and_even_ones_an_error():
    for seed in range(5):
        for case in SAME_PADDING.all_cases(seed):
            (kernel_size,) = case.arguments
            outcome = expected_outcome(SAME_PADDING, case)
            if case.aspect == "odd kernels":
                # 2·padding zeros give back the kernel_size − 1 places that the window loses.
                assert 2 * outcome.value == kernel_size - 1
            else:
                assert kernel_size % 2 == 0
                assert isinstance(outcome, Raised)
                assert outcome.kind == "ValueError"


@pytest.mark.parametrize("error", [TypeError, AssertionError])
def test_error_of_another_kind_for_even_kernels_is_not_right(error):
    def answer(kernel_size):
        if kernel_size % 2 == 0:
            raise error("even")
        return kernel_size // 2

    verdict = judge(SAME_PADDING, call_here(answer))
    assert verdict.right_aspects == ("odd kernels",)
    assert [one.id for one in verdict.mistakes] == [f"even-raises-{error.__name__.lower()}"]


def test_none_for_an_even_kernel_is_not_none_everywhere():
    quiet = judge(SAME_PADDING, call_here(lambda k: k // 2 if k % 2 else None))
    assert [mistake.id for mistake in quiet.mistakes] == ["even-gives-none"]
    nothing = judge(SAME_PADDING, call_here(lambda k: None))
    assert (nothing.error.kind, nothing.mistakes) == ("no result", ())
    assert judge(SAME_PADDING, call_here(lambda k: k // 2 if k % 2 else np.nan)).mistakes == ()
