"""Sentences on a result that is wrong in kind, or right but made by a loop."""

from __future__ import annotations

import numpy as np

from convtutor.calling import TOO_LARGE
from convtutor.calling.outcome import (
    Borrowed,
    Case,
    NotWritten,
    Outcome,
    Returned,
    TookTooLong,
)
from convtutor.checks.exercise import Exercise


def numbers_of(got: Outcome) -> np.ndarray | None:
    """Give the whole or real numbers of a result, or None; a truth value is none."""
    if not isinstance(got, Returned) or got.value is None:
        return None
    return got.value if got.value.dtype.kind in "iuf" else None


def describe_no_numbers(got: Outcome) -> str:
    """Say what came instead of numbers, without a capital or a full stop."""
    if isinstance(got, Returned):
        return _describe_result(got)
    if isinstance(got, Borrowed):
        return (
            f"your function leaves the work to convlib's own {got.name}; here you write it "
            "yourself, with NumPy and functions of your own"
        )
    if isinstance(got, NotWritten):
        return "not written yet"
    where = f", in the line `{got.line}`" if got.line else ""
    if isinstance(got, TookTooLong):
        return f"still running after {got.seconds:g} s{where}"
    message = f": {got.message}" if got.message else ""
    return f"{got.kind}{message}{where}"


def _describe_result(got: Returned) -> str:
    kind = got.kind
    if got.value is not None and got.value.dtype.kind == "c":
        return "the function returned complex numbers; take their real part: result.real"
    if kind == "ndarray" and got.value is not None:
        kind = f"array of {got.value.dtype}"
    advice = ", not numbers"
    if kind.startswith(TOO_LARGE):
        advice = ""
    elif kind in ("list", "tuple"):
        advice = " that is not a grid of numbers"
    return f"the function returned {with_article(kind)}{advice}"


def with_article(kind: str) -> str:
    """Put "a" or "an" before a word."""
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def has_loop(case: Case, lines: tuple[int, int] | None) -> bool:
    """Tell whether larger arguments made more lines of Python run; None: nobody counted.

    A loop is at least one line more for every second step along the longer axis. A few turns of
    ``while size < height: size *= 2`` are no loop over rows.
    """
    if lines is None:
        return False
    added = max(
        np.subtract(np.shape(large), np.shape(small)).max(initial=0)
        for small, large in zip(case.arguments, case.larger, strict=True)
    )
    return bool(lines[1] - lines[0] >= added / 2)


def describe_loop(exercise: Exercise, case: Case, lines: tuple[int, int]) -> str:
    """Say in which two calls the lines were counted."""
    names = exercise.signature.parameters
    name, small, large = next(
        (name, np.shape(one), np.shape(other))
        for name, one, other in zip(names, case.arguments, case.larger, strict=False)
        if np.shape(one) != np.shape(other)
    )
    return (
        f"right values, but a loop: Python ran {lines[0]:,} lines for {name} of shape {small} and "
        f"{lines[1]:,} for {large}"
    )
