"""Count the lines of Python that calls run: a loop shows, however it is written."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import numpy as np

from convlib.checks.exercise import Case, Exercise


def count_lines(
    function: Callable[..., Any], arguments: tuple[Any, ...], options: Mapping[str, Any]
) -> int:
    """Call a function twice on copies, and count the lines of Python that run the second time.

    Parameters
    ----------
    function : callable
    arguments : tuple
    options : mapping
        Passed by name.

    Returns
    -------
    int
        Each turn of a loop counts anew, also in a comprehension on one line. The lines of what
        the function calls count as well, as far as that is Python too: ``np.vectorize`` is a
        loop in Python whatever it is given, ``np.matmul`` is not.

    Notes
    -----
    The first call is there for what happens only once, such as an import. A trace function that
    was set before, such as a debugger's, is set again afterwards.

    Examples
    --------
    >>> def total(numbers):
    ...     return sum(number for number in numbers)
    >>> count_lines(total, ([0] * 30,), {}) - count_lines(total, ([0] * 20,), {})
    10
    """
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    calls = [copy.deepcopy((arguments, dict(options))) for _ in range(2)]
    function(*calls[0][0], **calls[0][1])
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*calls[1][0], **calls[1][1])
    finally:
        sys.settrace(before)
    return lines


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
