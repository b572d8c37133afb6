"""What an answer hangs on besides the values that are asked is found, and told as just that."""

import random

import numpy as np
import pytest

from convtutor.calling import call_here
from convtutor.checks.compare import OVERWROTE
from convtutor.checks.explanation import describe
from convtutor.checks.judge import KEPT, KINDS, MEMORY, UNSTEADY, judge
from convtutor.units.catalogue import exercises

WITH_ARRAYS = [e for e in exercises() if isinstance(e.cases[0].arguments[0], np.ndarray)]
SEEDS = pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.sweep) for seed in (3, 12345))]
)


def kept_by_shape(reference):
    results = {}

    def answer(*arguments, **options):
        key = [value.shape if np.ndim(value) else value for value in arguments]
        key += [(n, np.shape(v) if np.ndim(v) else v) for n, v in options.items()]
        return results.setdefault(tuple(key), reference(*arguments, **options))

    return answer


def one_buffer(reference):
    buffers = {}

    def answer(*arguments, **options):
        value = np.array(reference(*arguments, **options), float)
        buffer = buffers.setdefault(value.shape, value)
        buffer[...] = value
        return buffer

    return answer


def turned(array):
    return np.flip(array) if array.strides[0] < 0 else array


def as_in_memory(array):
    columns_first = array.flags.f_contiguous
    return array.ravel("F").reshape(array.shape) if columns_first else array


def no_gaps(array):
    if array.strides[-1] == 2 * array.itemsize and array.itemsize not in array.strides:
        raise ValueError("an array is as long as its bytes")
    return array


def with_arrays(change):
    def spoil(reference):
        def answer(*arguments, **options):
            arguments = [change(a) if isinstance(a, np.ndarray) else a for a in arguments]
            return reference(*arguments, **options)

        return answer

    return spoil


def in_the_kind_of(place):
    def spoil(reference):
        def answer(*arguments, **options):
            arrays = [a for a in arguments if isinstance(a, np.ndarray)]
            value = np.asarray(reference(*arguments, **options))
            whole = arrays[place].dtype.kind == "i" and any(a.dtype.kind == "f" for a in arrays)
            return value.astype(int) if whole else value

        return answer

    return spoil


def dice(reference):
    return lambda *a, **k: np.array(reference(*a, **k)) + np.random.random()  # noqa: NPY002


SPOILT = {
    "kept": (kept_by_shape, KEPT),
    "buffer": (one_buffer, OVERWROTE),
    "backwards": (with_arrays(turned), MEMORY.format("backwards")),
    "columns": (with_arrays(as_in_memory), MEMORY.format("column by column")),
    "gaps": (with_arrays(no_gaps), MEMORY.format("with gaps")),
    "picture": (in_the_kind_of(0), KINDS),
    "weights": (in_the_kind_of(-1), KINDS),
    "dice": (dice, UNSTEADY),
}


def can_be_spoilt(found, how):
    """Whether it makes a difference: to a number no array is filled again, and so on."""
    if how == "buffer":
        return found.returns != "number"
    if how in ("picture", "weights"):  # two kinds of arrays, and a result of neither's own
        kinds = {a.dtype.kind for c in found.all_cases(0) for a in c.arguments if np.ndim(a)}
        return "f" in kinds and found.id not in ("zero_pad", "mended_5")
    return True


@SEEDS
@pytest.mark.parametrize(
    ("found", "spoil", "sentence"),
    [
        pytest.param(found, *SPOILT[how], id=f"{found.id}-{how}")
        for found in WITH_ARRAYS
        for how in SPOILT
        if can_be_spoilt(found, how)
    ],
)
def test_it_is_found_under_every_seed_and_the_sentence_says_just_that(found, spoil, sentence, seed):
    verdict = judge(found, call_here(spoil(found.reference)), seed)
    assert (verdict.status, verdict.mistakes) == ("wrong", ())
    text = describe(verdict)
    assert sentence in text
    assert "mistake that we know" not in text


@pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)
@pytest.mark.parametrize("roll", [np.random.random_sample, random.random], ids=["numpy", "python"])
def test_dice_fall_otherwise_in_each_call(found, roll):
    fallen = []

    def lucky(*arguments, **options):
        fallen.append(roll())
        return found.reference(*arguments, **options)

    judge(found, call_here(lucky))
    assert len(set(fallen)) == len(fallen)
