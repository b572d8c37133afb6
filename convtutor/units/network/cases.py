"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.units.network.right import Layer, find_settings

KEPT, SMALLER, NEIGHBOURS = "the same size", "a smaller size", "sizes with no way, and those beside"

SETTINGS_CASES = (
    # Of a single pixel a search that leaves its last stride out finds nothing.
    *(
        Case(sizes, aspect=KEPT)
        for sizes in ((5, 5, 3), (6, 6, 1), (8, 8, 5), (32, 32, 7), (1, 1, 1))
    ),
    *(
        Case(sizes, aspect=SMALLER)
        for sizes in (
            (6, 3, 3),
            (5, 4, 3),
            (7, 3, 3),
            (5, 1, 1),
            (5, 1, 5),
            (7, 4, 2),
            (8, 7, 4),
            (12, 3, 2),
            (32, 8, 7),
            (32, 16, 3),
            (32, 14, 5),
            (32, 4, 3),
        )
    ),
    *(
        Case(sizes, aspect=NEIGHBOURS)
        for sizes in (
            (6, 6, 2),
            (6, 5, 2),
            (7, 6, 3),
            (7, 5, 3),
            (8, 7, 5),
            (9, 6, 3),
            (10, 7, 3),
            (11, 8, 5),
        )
    ),
)


def fresh_settings(rng: np.random.Generator) -> Iterator[Case]:
    """Three of each aspect; of sizes that no setting gives one, and one beside it."""
    for _ in range(3):
        yield Case(
            (size := int(rng.integers(8, 40)), size, int(rng.choice([3, 5, 7]))), aspect=KEPT
        )
        kernel_size = int(rng.integers(2, 8))
        size = int(rng.integers(2 * kernel_size + 4, 40))
        stride, padding = int(rng.integers(2, 5)), int(rng.integers(kernel_size))
        room = size + 2 * padding - kernel_size
        yield Case((size, min(size, room // stride + 1), kernel_size), aspect=SMALLER)
        out_sizes = range(2, size)
        none = [out for out in out_sizes if find_settings(size, out, kernel_size) is None]
        if none:
            yield Case((size, out := int(rng.choice(none)), kernel_size), aspect=NEIGHBOURS)
            beside = min(set(out_sizes) - set(none), key=lambda one: abs(one - out))
            yield Case((size, beside, kernel_size), aspect=NEIGHBOURS)


ONE_LAYER, IN_A_ROW, POOLING = "one layer", "layers in a row", "pooling"

TRACE_CASES = (
    Case(((1, 6, 8), [(2, 3, 1, 0)]), aspect=ONE_LAYER),
    Case(((3, 7, 6), [(4, 3, 2, 1)]), aspect=ONE_LAYER),
    Case(((2, 9, 11), [(3, 5, 3, 2)]), aspect=ONE_LAYER),
    Case(((1, 8, 10), [(2, 3, 1, 0), (5, 3, 2, 1)]), aspect=IN_A_ROW),
    Case(((3, 12, 9), [(6, 3, 2, 0), (4, 2, 1, 1), (7, 3, 1, 0)]), aspect=IN_A_ROW),
    Case(((1, 6, 9), [(2, 3, 1, 0), (None, 2, 2, 0)]), aspect=POOLING),
    Case(((3, 14, 11), [(None, 3, 2, 1), (5, 3, 1, 0), (None, 2, 2, 0)]), aspect=POOLING),
    Case(((2, 12, 10), [(4, 3, 1, 1), (None, 3, 3, 0), (None, 3, 1, 1)]), aspect=POOLING),
)


def fresh_traces(rng: np.random.Generator) -> Iterator[Case]:
    """Two networks of each aspect."""
    for count, aspect in ((1, ONE_LAYER), (3, IN_A_ROW), (3, POOLING)) * 2:
        height, width = int(rng.integers(60, 90)), int(rng.integers(100, 130))
        channels = int(rng.integers(2, 5))
        layers: list[Layer] = [(10 + 7 * i, *_layer_settings(rng)) for i in range(count)]
        if aspect == POOLING:
            layers[1] = (None, 2, 2, 0)
        yield Case(((channels, height, width), layers), aspect=aspect)


def _layer_settings(rng: np.random.Generator) -> tuple[int, int, int]:
    """Kernel size, stride and padding, of which the last two always matter."""
    return int(rng.integers(3, 6)), int(rng.integers(2, 4)), int(rng.integers(1, 3))
