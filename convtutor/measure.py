"""Time and memory of small pieces of code, measured side by side on this machine."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple

__all__ = ["Cost", "measure"]
HOLDS_NO_ANSWER = True  # so it lies in the box where answers are judged

TURN_SECONDS = 0.05
MOST_CALLS = 100  # in one turn


class Cost(NamedTuple):
    """What one call costs.

    Attributes
    ----------
    seconds : float
        The median over all timed calls.
    peak_bytes : int
        The most memory that the call held at a time, its result included.
    """

    seconds: float
    peak_bytes: int


def measure(
    functions: Mapping[str, Callable[[], object]], repeats: int = 5
) -> dict[str, Cost | None]:
    """Measure functions side by side.

    Parameters
    ----------
    functions : mapping of str to callable
        By a name; each is called without arguments.
    repeats : int
        How many rounds there are.

    Returns
    -------
    dict of str to Cost
        In the same order; None for a function that raised an error, such as one that is not
        written yet.

    Raises
    ------
    ValueError
        If there is no repeat.

    Notes
    -----
    In each round the functions take turns, so that a busy moment of the machine does not fall on
    one of them alone. A fast function is called over and over until its turn has lasted
    `TURN_SECONDS`, at most `MOST_CALLS` times. Memory is measured in a call of its own, which is
    also the warm-up: the measuring slows it down. Only memory that Python and NumPy ask for is
    seen, not the small buffers inside of a matrix product.

    Examples
    --------
    >>> costs = measure({"list": lambda: list(range(1000)), "stub": lambda: 1 // 0})
    >>> costs["list"].peak_bytes > 8000, costs["stub"]
    (True, None)
    """
    if repeats < 1:
        raise ValueError(f"repeats={repeats} measures nothing; use repeats >= 1")
    peaks = {name: _peak_bytes(function) for name, function in functions.items()}
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(repeats):
        for name, function in functions.items():
            if peaks[name] is not None:
                seconds[name] += _take_turn(function)
    return {
        name: None if peak is None else Cost(median(seconds[name]), peak)
        for name, peak in peaks.items()
    }


def _take_turn(function: Callable[[], object]) -> list[float]:
    """Call a function once, or as often as fits into its turn; give the seconds of each call."""
    seconds: list[float] = []
    begin = end = perf_counter()
    while end - begin < TURN_SECONDS and len(seconds) < MOST_CALLS:
        start = perf_counter()
        function()
        end = perf_counter()
        seconds.append(end - start)
    return seconds


def _peak_bytes(function: Callable[[], object]) -> int | None:
    """The most memory held during a call, or None if it raises."""
    was_tracing = tracemalloc.is_tracing()
    if not was_tracing:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        function()
        _, peak = tracemalloc.get_traced_memory()
    except Exception:  # a learner's own function may fail in any way
        return None
    finally:
        if not was_tracing:
            tracemalloc.stop()
    return peak - before
