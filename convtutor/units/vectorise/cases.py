"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from convtutor.calling.outcome import Case

# Two pictures of two channels, 3 rows, 4 columns.
PICTURES = np.array(
    [
        [
            [[3, -1, 2, 0], [1, 4, -2, 5], [0, 2, 1, -3]],
            [[1, 0, -2, 4], [2, 3, 1, 0], [-1, 5, 2, 2]],
        ],
        [
            [[0, 2, 5, 1], [-3, 1, 0, 4], [2, -1, 3, 2]],
            [[4, 1, 0, -1], [3, -2, 2, 1], [5, 0, 1, 3]],
        ],
    ]
)
# Three filters of two kernels, 2 rows and 3 columns, that no flip or turn leaves as they are.
FILTERS = np.array(
    [
        [[[2, 1, 0], [-1, 3, 4]], [[1, -2, 3], [0, 1, 2]]],
        [[[0, 3, -1], [2, 1, 5]], [[4, 0, 1], [-2, 3, 1]]],
        [[[1, 0, 2], [3, -1, 1]], [[-3, 1, 0], [2, 4, -1]]],
    ]
)
NARROW = FILTERS[..., :2]  # with these, a map is as wide as there are filters
BIASES = np.array([10, -20, 0.5])
# One picture of one channel with room for steps: 5 rows, 6 columns.
WIDE = np.array(
    [
        [
            [
                [2, 0, 1, -1, 3, 1],
                [4, -2, 0, 5, 1, 2],
                [1, 3, -3, 2, 0, -1],
                [0, 1, 2, -1, 4, 3],
                [5, 2, 1, 0, -2, 1],
            ]
        ]
    ]
)

ONE, BATCH, SETTINGS = "one picture", "a batch of pictures", "stride and padding"
BIAS = "biases"
LOOPS = {"no loop over rows": 2, "no loop over columns": 3, "no loop over pictures": 0}
"""Aspects, each with the axis of x that grows under it."""


def _longer(x: np.ndarray, axis: int) -> np.ndarray:
    """Repeat the pictures, or their rows or columns, eight times."""
    return np.concatenate([x] * 8, axis)


# A bias stands in the cases of its own aspect only: whoever forgets it loses that one.
CASES = (
    Case((PICTURES[:1, :1], NARROW[:1, :1]), {}, ONE),
    Case((PICTURES[:1, :1], FILTERS[:2, :1]), {"bias": None}, ONE),
    Case((PICTURES[:1], NARROW), {}, ONE),
    # Kernels of one row and of one column: with any window they make a value.
    Case((PICTURES[:1], FILTERS[:, :, :1]), {}, ONE),
    Case((PICTURES[:1, :1], FILTERS[:2, :1, :, 1:2]), {}, ONE),
    Case((PICTURES[:, :1], FILTERS[:1, :1]), {"bias": None}, BATCH),
    Case((PICTURES[:, :1], NARROW[:1, :1]), {}, BATCH),
    Case((PICTURES, FILTERS[:2]), {}, BATCH),
    Case((PICTURES, NARROW), {}, BATCH),
    Case((PICTURES[:1, :1], FILTERS[:2, :1]), {"padding": 1}, SETTINGS),
    Case((WIDE, FILTERS[:2, :1]), {"stride": 2}, SETTINGS),
    Case((PICTURES[:, :1], NARROW[:2, :1]), {"padding": 2}, SETTINGS),
    Case((PICTURES, NARROW), {"stride": 2, "padding": 1}, SETTINGS),
    Case((PICTURES[:1, :1], NARROW[:1, :1]), {"bias": BIASES[:1]}, BIAS),
    Case((PICTURES[:1], NARROW), {"bias": BIASES}, BIAS),
    Case((PICTURES, FILTERS[:2]), {"bias": BIASES[:2]}, BIAS),
    Case((PICTURES, NARROW), {"bias": BIASES, "stride": 2, "padding": 1}, BIAS),
    *(
        Case((PICTURES, filters), {}, aspect, (_longer(PICTURES, axis), filters))
        for aspect, axis in LOOPS.items()
        for filters in (NARROW, FILTERS)
    ),
)


def fresh_cases(rng: np.random.Generator) -> Iterator[Case]:
    """One larger call of each aspect; a batch has large numbers."""
    for aspect in dict.fromkeys(case.aspect for case in CASES):
        batch = 1 if aspect == ONE else 3
        height, width = rng.integers(6, 9), rng.integers(10, 13)
        kernel_height, kernel_width = rng.choice([2, 3, 4, 5], size=2, replace=False)
        x = rng.normal(size=(batch, 2, height, width)) * (1000 if aspect == BATCH else 1)
        weight = rng.normal(size=(5, 2, kernel_height, kernel_width))
        options: dict[str, Any] = {"bias": rng.normal(size=5)} if aspect == BIAS else {}
        if aspect in (SETTINGS, BIAS):
            options |= {"stride": int(rng.integers(2, 4)), "padding": int(rng.integers(1, 3))}
        larger = (_longer(x, LOOPS[aspect]), weight) if aspect in LOOPS else ()
        yield Case((x, weight), options, aspect, larger)
