"""A loop over the picture shows in the lines of Python that ran."""

from __future__ import annotations

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.checks.exercise import Exercise


def has_loop(case: Case, lines: tuple[int, int] | None) -> bool:
    """Tell whether larger arguments made more lines of Python run.

    Parameters
    ----------
    case : Case
    lines : (int, int), optional
        With the case's arguments, and with its larger ones; None where nobody counted.

    Returns
    -------
    bool
        True for at least one line more for every second step along the longer axis. Not for any
        line more: a few turns of ``while size < height: size *= 2`` are no loop over rows.
    """
    if lines is None:
        return False
    added = max(
        np.subtract(np.shape(large), np.shape(small)).max(initial=0)
        for small, large in zip(case.arguments, case.larger, strict=True)
    )
    return lines[1] - lines[0] >= added / 2


def describe_loop(exercise: Exercise, case: Case, lines: tuple[int, int]) -> str:
    """Say in which two calls the lines were counted."""
    name, small, large = next(
        (name, np.shape(one), np.shape(other))
        for name, one, other in zip(
            exercise.signature.parameters, case.arguments, case.larger, strict=False
        )
        if np.shape(one) != np.shape(other)
    )
    return (
        f"right values, but a loop: Python ran {lines[0]:,} lines for {name} of shape {small} and "
        f"{lines[1]:,} for {large}"
    )
