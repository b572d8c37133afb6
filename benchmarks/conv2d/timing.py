"""Peers take turns, so that a busy moment of the machine does not fall on one of them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median, quantiles
from time import perf_counter, process_time, sleep

from benchmarks.conv2d.results import Timing

TURN_SECONDS = 0.02
MOST_CALLS = 200
SLOW_SECONDS = 0.2
"""Calls that take longer are not warmed up."""
TOTAL_SECONDS = 1.0
FEWEST_ROUNDS = 5
"""A call that would take more than `TOTAL_SECONDS` in all rounds has fewer, but so many."""
REST_SECONDS = 0.03
"""With several threads: so long the libraries' own threads spin before they sleep, and would take
the next peer's processor."""


def measure(
    calls: Mapping[str, Callable[[], object]],
    base: str,
    rounds: int,
    first: Mapping[str, float],
    threads: int = 1,
) -> dict[str, Timing]:
    """Time calls in turns, and take ratios to the one called `base`.

    Each has so many turns, unless it is slow: a first call of each took `first` seconds. With
    several threads, each turn first waits until those of the one before sleep.
    """
    names = [base, *(name for name in calls if name != base)]
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        # Each round begins with another one, so that none has always the same one before it.
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            if turn >= max(FEWEST_ROUNDS, TOTAL_SECONDS / first[name]):
                continue
            if threads > 1:
                sleep(REST_SECONDS)
            seconds[name].append(take_turn(calls[name], threads, first[name] < SLOW_SECONDS))
    return {name: _timing(seconds[name], seconds[base]) for name in calls}


def clock(threads: int) -> Callable[[], float]:
    """Choose what counts the seconds.

    With one thread it is the processor's time for this process, so that what else the machine does
    meanwhile is not counted; the time of several threads would be added up.
    """
    return process_time if threads == 1 else perf_counter


def take_turn(call: Callable[[], object], threads: int = 1, warm_up: bool = True) -> float:
    """Call once or, if there is time, more often; give the median seconds of a call."""
    now = clock(threads)
    if warm_up:  # fetches what the peers before have driven out of the cache
        call()
    taken: list[float] = []
    begin = end = now()
    while not taken or (end - begin < TURN_SECONDS and len(taken) < MOST_CALLS):
        start = now()
        result = call()
        end = now()
        del result  # giving the memory back is not timed: it belongs to the caller
        taken.append(end - start)
    return median(taken)


def _timing(seconds: list[float], base: list[float]) -> Timing:
    # A slow one has fewer rounds than the other: ratios are taken within a round.
    ratios = [own / other for own, other in zip(seconds, base, strict=False)]
    low, _, high = quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    return {
        "seconds": median(seconds),
        "ratio": median(ratios),
        "low": low,
        "high": high,
        "rounds": len(seconds),
    }
