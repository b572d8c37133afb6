"""Answers that are right on tidy arrays, and alone: the cases come in other kinds as well."""

import random

import numpy as np
import pytest

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import exercises

SEEDS = range(2)
WITH_ARRAYS = pytest.mark.parametrize(
    "found",
    [
        e
        for e in exercises()
        if sum(getattr(v, "dtype", None) == np.float64 for v in list(e.all_cases(0))[-1].arguments)
        and e.returns in ("map", "number")
    ],
    ids=lambda e: e.id,
)
EXERCISES = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)


def is_wrong(found, function):
    """Whether an answer loses points under each seed."""
    return all(judge(found, call_here(function), seed).points < found.points for seed in SEEDS)


@WITH_ARRAYS
def test_values_read_in_the_order_of_memory_are_wrong(found):
    def read(value):
        array = np.asarray(value)
        return array.ravel(order="K").reshape(array.shape) if array.ndim else value

    assert is_wrong(found, lambda *a, **k: found.reference(*map(read, a), **k))


@WITH_ARRAYS
def test_result_cut_to_the_kind_of_the_picture_is_wrong(found):
    if found.id in ("zero_pad", "mended_5"):  # no more than the picture; bytes alone
        pytest.skip("the result has the picture's kind")
    assert is_wrong(
        found, lambda x, *a, **k: np.asarray(found.reference(x, *a, **k)).astype(x.dtype)
    )


@EXERCISES
@pytest.mark.parametrize("roll", [np.random.random_sample, random.random], ids=["numpy", "python"])
def test_dice_fall_otherwise_in_each_call(found, roll):
    fallen = []

    def lucky(*arguments, **options):
        fallen.append(roll())
        return found.reference(*arguments, **options)

    judge(found, call_here(lucky))
    assert len(set(fallen)) == len(fallen)
