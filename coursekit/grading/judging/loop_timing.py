"""A second opinion on loops, which code in a box cannot forge.

Where an exercise wants a loop to be gone, the worker counts the lines of Python that run. It
counts in the learner's own process, and so whoever means harm can make it say what they like. But
time passes outside: the function is called once more with a picture that is hundreds of times as
long, and the processor's time for each value is held against that of one turn of a loop in
Python. A loop takes several times as long as the slowest way without one that we know, and the bar
lies between them. An honest count is never doubted upwards: this can only find a count that says
"no loop" where the clock says otherwise.

Each such call has numbers of its own that nobody can foresee, so that no result can have been
computed before its time is taken, and no part of a picture repeats another.
"""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from convtutor.calling.outcome import Caller, Case, Outcome, Raised, Returned
from convtutor.checks.compare import compare, expected_outcome
from convtutor.checks.exercise import Exercise
from convtutor.checks.problems import has_loop

LONG = 1500
"""Rows, columns or pictures of the picture that the time is taken with."""

BAR = 1 / 3
"""For each value of the result, times one turn of a loop in Python that sums one window's products.

With all that is around a call, the slowest of the known right answers without a loop takes a sixth
of such a turn for each value, and where the machine is busy up to a quarter; the usual loops take
more than half of one.
"""

TRIES, QUICK = 6, 3
"""Calls that are timed, and how many must be quick. A busy machine may slow down an honest call,
but hardly four of six; and the turn that a loop is held against, but hardly three times."""

TIMED = Callable[[Callable[[], Case]], tuple[list[tuple[Case, Outcome]], float]]


def with_timed_loops(exercise: Exercise, call: Caller, timed: TIMED) -> Caller:
    """Make a caller that doubts counts of lines which the clock contradicts.

    From what makes a new `Case`, `timed` gives one case or more with what came of each, and the
    seconds of the processor's time that one call took.
    """
    known: dict[tuple[int, int], str] = {}  # by the argument and its axis

    def checked(case: Case) -> Outcome:
        outcome = call(case)
        if not case.larger or not isinstance(outcome, Returned) or outcome.lines is None:
            return outcome
        if not _is_right(exercise, case, outcome) or has_loop(case, outcome.lines):
            return outcome
        place = _grown(case)
        if place not in known:
            known[place] = _doubt(exercise, case, place, timed)
        if known[place]:
            return Raised("not counted", known[place], printed=outcome.printed)
        return outcome

    return checked


def _grown(case: Case) -> tuple[int, int]:
    """Find the argument that is larger in the larger call, and its axis."""
    for index, (small, large) in enumerate(zip(case.arguments, case.larger, strict=True)):
        for axis, sides in enumerate(zip(np.shape(small), np.shape(large), strict=True)):
            if sides[0] != sides[1]:
                return index, axis
    raise ValueError("the larger arguments of a case are no larger than its own")


def _longer(case: Case, place: tuple[int, int], rng: np.random.Generator) -> Case:
    """Make a case of fresh numbers of the same kind, that is long along one axis."""
    index, axis = place
    arguments = list(case.arguments)
    model = arguments[index]
    shape = (*model.shape[:axis], LONG, *model.shape[axis + 1 :])
    if model.dtype.kind == "i":
        fresh = rng.integers(model.min(), model.max() + 1, shape, model.dtype)
    else:
        fresh = rng.normal(model.mean(), model.std(), shape).astype(model.dtype)
    arguments[index] = fresh
    return replace(case, arguments=tuple(arguments), larger=())


def _doubt(exercise: Exercise, case: Case, place: tuple[int, int], timed: TIMED) -> str:
    """Say what is wrong with a count that says "no loop", if anything is."""
    # From the system's own chance and not from the seed of the grading: none may be foreseen.
    rng, quick = np.random.default_rng(), 0
    for _ in range(TRIES):
        called, seconds = timed(lambda: _longer(case, place, rng))
        if not all(_is_right(exercise, *one) for one in called):
            return (
                f"the values for {LONG} rows, columns or pictures are wrong, though those for "
                "fewer are right"
            )
        if seconds < BAR * _turn() * _values(called[0][1]):
            quick += 1
        if quick == QUICK:
            return ""
    return (
        f"the lines that were counted show no loop, but each of {LONG} rows, columns or pictures "
        "takes as long as a turn of a loop"
    )


def _values(outcome: Outcome) -> int:
    """How many values a result has."""
    value = outcome.value if isinstance(outcome, Returned) else None
    return value.size if value is not None else 0


def _is_right(exercise: Exercise, case: Case, outcome: Outcome) -> bool:
    return compare(exercise, case, expected_outcome(exercise, case), outcome).right


def _turn() -> float:
    """Take the time of one turn of a loop in Python, here and now."""
    window, weight = np.ones((2, 3)), np.ones((2, 3))
    times = timeit.repeat(
        lambda: (window * weight).sum(), timer=time.thread_time, repeat=3, number=500
    )
    return min(times) / 500
