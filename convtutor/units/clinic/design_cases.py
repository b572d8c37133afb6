"""What the answers to the two design exercises of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.units.clinic.right import Layer

EQUAL, TIMES, OTHER = "the same size", "a size that divides", "any other size"

SETTINGS_CASES = (
    *(Case((size, size), aspect=EQUAL) for size in (1, 5, 6, 32)),
    *(Case(sizes, aspect=TIMES) for sizes in ((6, 3), (9, 3), (32, 8), (32, 16))),
    *(Case(sizes, aspect=OTHER) for sizes in ((7, 4), (5, 4), (10, 7), (32, 28), (32, 14))),
)


def fresh_settings(rng: np.random.Generator) -> Iterator[Case]:
    """Three pairs of sizes of each aspect, the smaller never 1."""
    for _ in range(3):
        size, times = int(rng.integers(2, 20)), int(rng.integers(2, 6))
        yield Case((size, size), aspect=EQUAL)
        yield Case((size * times, size), aspect=TIMES)
        yield Case((size * times - 1, size), aspect=OTHER)


ONE, ROW, POOLING = "one layer", "layers in a row", "pooling"

TRACE_CASES = (
    Case(((1, 6, 8), [(2, 3, 1, 0)]), aspect=ONE),
    Case(((3, 7, 6), [(4, 3, 2, 1)]), aspect=ONE),
    Case(((2, 9, 11), [(3, 5, 3, 2)]), aspect=ONE),
    Case(((1, 8, 10), [(2, 3, 1, 0), (5, 3, 2, 1)]), aspect=ROW),
    Case(((3, 12, 9), [(6, 3, 2, 0), (4, 2, 1, 1), (7, 3, 1, 0)]), aspect=ROW),
    Case(((1, 6, 9), [(2, 3, 1, 0), (None, 2, 2, 0)]), aspect=POOLING),
    Case(((3, 14, 11), [(None, 3, 2, 1), (5, 3, 1, 0), (None, 2, 2, 0)]), aspect=POOLING),
)


def fresh_traces(rng: np.random.Generator) -> Iterator[Case]:
    """Two networks of each aspect."""
    for count, aspect in ((1, ONE), (3, ROW), (3, POOLING)) * 2:
        height, width = int(rng.integers(60, 90)), int(rng.integers(100, 130))
        channels = int(rng.integers(2, 5))
        layers: list[Layer] = [(10 + 7 * i, *_settings(rng)) for i in range(count)]
        if aspect == POOLING:
            layers[1] = (None, 2, 2, 0)
        yield Case(((channels, height, width), layers), aspect=aspect)


def _settings(rng: np.random.Generator) -> tuple[int, int, int]:
    """Kernel size, stride and padding, of which the last two always matter."""
    return int(rng.integers(3, 6)), int(rng.integers(2, 4)), int(rng.integers(1, 3))
