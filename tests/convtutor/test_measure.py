"""Measuring by a clock that the tests hold; no test asserts a time of this machine."""

import tracemalloc

import numpy as np
import pytest

from convtutor import measure as module
from convtutor.measure import measure


class Clock:
    """Stands still, except where a measured function moves it."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "perf_counter", clock)
    return clock


def taking(clock, *seconds, calls=None, name=""):
    """A function whose calls take so long by the clock, the last number for all further ones."""
    left = list(seconds)

    def function():
        clock.now += left.pop(0) if len(left) > 1 else left[0]
        if calls is not None:
            calls.append(name)

    return function


def test_median_counts_and_the_warm_up_does_not(clock):
    # The first call measures memory; then 3, 1 and 2 seconds.
    assert measure({"one": taking(clock, 9, 3, 1, 2)}, repeats=3)["one"].seconds == 2


def test_functions_take_turns(clock):
    calls = []
    slow = {name: taking(clock, 1, calls=calls, name=name) for name in ("a", "b")}
    measure(slow, repeats=3)
    assert calls == ["a", "b", *["a", "b"] * 3]


def test_fast_function_is_called_until_its_turn_is_over(clock):
    calls = []
    # 0.0625 is a sum of halves, so that the clock is exact: 4 calls make 1/16 > 1/20.
    cost = measure({"fast": taking(clock, 1 / 64, calls=calls)}, repeats=2)["fast"]
    assert cost.seconds == 1 / 64
    assert len(calls) == 1 + 2 * 4


def test_very_fast_function_does_not_fill_its_turn(clock):
    calls = []
    measure({"nothing": taking(clock, 0, calls=calls)}, repeats=2)
    assert len(calls) == 1 + 2 * module.MOST_CALLS


def test_function_that_raises_is_left_out_and_the_others_are_measured(clock):
    def stub():
        raise NotImplementedError

    costs = measure({"stub": stub, "one": taking(clock, 1)})
    assert list(costs) == ["stub", "one"]
    assert costs["stub"] is None
    assert costs["one"].seconds == 1


def test_peak_holds_the_arrays_of_a_call_and_a_view_holds_none():
    x = np.zeros(100_000)
    costs = measure({"view": lambda: x[::2], "copies": lambda: (x.copy(), x.copy())}, repeats=1)
    assert costs["view"].peak_bytes < 10_000
    # Both at the same time: twice 100,000 numbers of 8 bytes.
    assert 1_600_000 <= costs["copies"].peak_bytes < 1_700_000


def test_memory_held_before_does_not_count():
    tracemalloc.start()
    try:
        held = np.zeros(1_000_000)
        assert measure({"little": lambda: np.zeros(10)}, repeats=1)["little"].peak_bytes < 10_000
        assert tracemalloc.is_tracing()  # someone else's measurement goes on
        assert held.size
    finally:
        tracemalloc.stop()


def test_tracing_stops_after_a_function_that_raises():
    measure({"stub": lambda: 1 // 0})
    assert not tracemalloc.is_tracing()


def test_no_repeat_gets_a_sentence():
    with pytest.raises(ValueError, match="repeats=0 measures nothing; use repeats >= 1"):
        measure({}, repeats=0)
