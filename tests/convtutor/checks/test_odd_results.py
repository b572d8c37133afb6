"""Whatever a function returns, the check says what it is and lives on."""

import os
import subprocess
import sys

import numpy as np
import pytest
from support.one_map import CASES, for_ever, judged, right, wrong

from convtutor.notebook import check


class Greedy(np.ndarray):
    """Says yes to every question."""

    def __eq__(self, other):
        return np.True_

    def __array_function__(self, *arguments):
        return np.True_

    def __array_ufunc__(self, *arguments, **options):
        return np.True_

    def __abs__(self):
        return 0

    __hash__ = None


class GreedyNumber(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __hash__ = float.__hash__


class Claims:
    """Pretends to be an array."""

    shape, dtype, ndim = (2, 2), np.dtype(float), 2

    def __array__(self, dtype=None, copy=None):
        raise SystemExit("in __array__")


class Loud:
    def __del__(self):
        raise ValueError("when it is thrown away")

    def __repr__(self):
        raise ValueError("when it is shown")


ODD = {
    "None": (lambda *a, **k: None, "came back without a result (None). Does it end"),
    "NaN": (lambda *a, **k: right(*a, **k) * np.nan, "values differ"),
    "infinity": (lambda *a, **k: right(*a, **k) + np.inf, "values differ"),
    "complex": (lambda *a, **k: right(*a, **k) + 0j, "complex numbers; take their real part"),
    "objects": (lambda *a, **k: right(*a, **k).astype(object), "an array of object, not numbers"),
    "words": (lambda *a, **k: right(*a, **k).astype(str), "an array of <U32, not numbers"),
    "generator": (
        lambda *a, **k: (row for row in right(*a, **k)),
        "a generator, which makes values only",
    ),
    "dict": (lambda *a, **k: {"map": right(*a, **k)}, "a dict, not numbers"),
    "hidden values": (lambda *a, **k: np.ma.masked_greater(right(*a, **k), 0), "hidden values"),
    "a list in itself": (lambda *a, **k: [endless], "a list that is not a grid of numbers"),
    "greedy array": (lambda *a, **k: wrong(*a, **k).view(Greedy), "values differ"),
    "greedy numbers": (
        lambda *a, **k: [[GreedyNumber(v) for v in row] for row in wrong(*a, **k)],
        "values differ",
    ),
    "one greedy number": (lambda *a, **k: GreedyNumber(1), "the shape is () but should be"),
    "a false array": (lambda *a, **k: Claims(), "SystemExit: in __array__"),
    "a loud object": (lambda *a, **k: Loud(), "a Loud, not numbers"),
    "ten billion bytes, claimed": (
        lambda *a, **k: np.broadcast_to(0.0, (50_000, 25_000)),
        "returned a far too large array of shape (50000, 25000)",
    ),
    "a list of two million": (lambda *a, **k: [0] * 2_000_000, "array of shape (2000000, ...)"),
    "a huge whole number": (lambda *a, **k: 10**40, "an int of more than 64 bits, not numbers"),
}
endless: list = []
endless.append(endless)


@pytest.mark.parametrize(("function", "words"), ODD.values(), ids=ODD)
def test_odd_result_is_wrong_and_named(function, words, shown):
    verdict, text = judged(function)
    assert verdict.points == 0.0
    assert {known.id for known in verdict.mistakes} <= {"constant-answer", "one-added"}
    assert words in text
    assert shown() == ""


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda m: m.view(Greedy), "a Greedy"),
        (lambda m: np.ma.masked_invalid(m), "a MaskedArray"),
        (lambda m: m.astype(np.longdouble), ""),
    ],
    ids=["subclass", "masked array without hidden values", "long double"],
)
def test_right_numbers_in_an_unusual_array_score_full(change, note):
    verdict, text = judged(lambda *a, **k: change(right(*a, **k)))
    assert verdict.points == 4.0
    assert note in text


def test_masked_arrays_are_not_loaded_for_those_who_have_none():
    # NumPy takes some 30 ms for it: each process that judges an exercise would.
    program = (
        "import sys, numpy as np\n"
        "from convtutor.calling import call_here\n"
        "from convtutor.checks.exercise import Case\n"
        "print(call_here(np.ones)(Case((3,))).value, 'numpy.ma' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert told.stdout == "[1. 1. 1.] False\n", told.stderr


def test_array_too_large_for_memory_is_a_sentence_and_the_process_lives_on():
    verdict, text = judged(lambda *a, **k: np.ones((50_000, 25_000)))
    assert verdict.points == 0.0
    # Linux stops it at once; elsewhere it may be made after all.
    assert "MemoryError: Unable to allocate 9.31 GiB" in text or "of shape (50000, 25000)" in text
    assert np.ones(10_000_000).sum() == 1e7  # the limit is gone


@pytest.mark.parametrize(
    "function",
    [*(function for function, _ in ODD.values()), for_ever],
    ids=[*ODD, "for ever"],
)
def test_check_gives_0_and_prints_only_its_own_words(function, short, capfd):
    assert check(function, "apply_filter") == 0.0
    printed = capfd.readouterr()
    assert printed.out.startswith(f"✗ apply_filter: 0 of {CASES} cases, 0 of 4 points\n")
    assert "Traceback" not in printed.out
    assert printed.err == ""


def test_working_folder_and_environment_are_as_they_were(short):
    folder, variables = os.getcwd(), dict(os.environ)
    for function, _ in ODD.values():
        judged(function)
    assert (os.getcwd(), dict(os.environ)) == (folder, variables)
