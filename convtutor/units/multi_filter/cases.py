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
            [[1, 2, 0, -1], [3, -2, 1, 1], [0, 5, -3, 2]],
            [[2, 0, 1, 3], [-1, 4, 2, 0], [1, -2, 3, 5]],
        ],
        [
            [[4, -1, 2, 0], [0, 3, 1, -2], [5, 1, 2, 3]],
            [[-3, 2, 0, 1], [1, 0, 4, 2], [2, -1, 1, 6]],
        ],
    ]
)
# Three filters of two kernels, 2 rows and 3 columns, that no flip or turn leaves as they are.
FILTERS = np.array(
    [
        [[[1, 2, 0], [-1, 3, 1]], [[0, 1, -2], [2, 1, 4]]],
        [[[2, -1, 3], [0, 1, -2]], [[1, 3, 0], [-1, 2, 1]]],
        [[[0, 4, 1], [3, -2, 2]], [[-2, 0, 1], [1, 5, -1]]],
    ]
)
NARROW = FILTERS[..., :2]  # with these, a map is as wide as there are filters
TALL = FILTERS.swapaxes(2, 3)  # 3 rows, 2 columns
BIASES = np.array([10, -20, 0.5])
# One picture of one channel with room for steps: 5 rows, 6 columns.
WIDE = np.array(
    [
        [
            [
                [1, 2, 0, -1, 3, 2],
                [3, -2, 1, 4, 0, 1],
                [0, 5, -3, 2, 1, -1],
                [2, 1, 4, -1, 5, 0],
                [1, 0, 2, 3, -2, 4],
            ]
        ]
    ]
)

ONE, SEVERAL, BATCH = "one filter on one picture", "several filters", "a batch of pictures"
NO_BIAS, PADDING, STRIDE = "no bias", "padding", "stride"

CASES = (
    Case((PICTURES[:1, :1], FILTERS[:1, :1]), {"bias": BIASES[:1]}, ONE),
    Case((PICTURES[:1], NARROW[:1]), {"bias": BIASES[2:]}, ONE),
    Case((PICTURES[:1, :1], FILTERS[:2, :1]), {"bias": BIASES[:2]}, SEVERAL),
    Case((PICTURES[:1], NARROW), {"bias": BIASES}, SEVERAL),
    Case((PICTURES[:, :1], NARROW[:1, :1]), {"bias": BIASES[:1]}, BATCH),
    Case((PICTURES, FILTERS), {"bias": BIASES}, BATCH),
    Case((PICTURES[:1, :1], NARROW[:1, :1]), {}, NO_BIAS),
    Case((PICTURES, FILTERS[:, :, :1]), {"bias": None}, NO_BIAS),
    # More filters than the pictures have rows, and the maps columns.
    Case((PICTURES[:, :, :1], FILTERS[:, :, :1]), {"bias": None}, NO_BIAS),
    Case((PICTURES[:1, :1], FILTERS[:1, :1]), {"bias": BIASES[:1], "padding": 1}, PADDING),
    Case((PICTURES[:, :1], FILTERS[:2, :1]), {"bias": BIASES[:2], "padding": 1}, PADDING),
    Case((PICTURES, NARROW), {"bias": BIASES, "padding": 2}, PADDING),
    # Kernels of 3 rows, and of 3 columns: with a zero too few the last window is 2 long, not 1.
    Case((PICTURES[:1, :1, :, :2], TALL[:1, :1]), {"bias": BIASES[2:], "padding": 2}, PADDING),
    Case((PICTURES[:1, :1, :2, :3], FILTERS[:1, :1]), {"bias": BIASES[:1], "padding": 2}, PADDING),
    Case((WIDE, NARROW[:1, :1]), {"bias": BIASES[:1], "stride": 2}, STRIDE),
    Case((PICTURES, NARROW), {"bias": BIASES, "stride": 2, "padding": 1}, STRIDE),
    Case((PICTURES, FILTERS[:2]), {"bias": BIASES[1:], "stride": 3, "padding": 2}, STRIDE),
    # What the fresh cases would show under one seed, and not under another: three rows of the
    # kernel, a map with a fraction, one third and two thirds of a step left over.
    Case((PICTURES[:1, :1], TALL[:1, :1]), {"bias": BIASES[:1]}, ONE),
    # A kernel of one column, as above one of one row: with any window it makes a value.
    Case((PICTURES[:1, :1], FILTERS[:1, :1, :, :1]), {"bias": BIASES[2:]}, ONE),
    Case((PICTURES[:1, :1], TALL[:2, :1]), {"bias": BIASES[:2]}, SEVERAL),
    Case((PICTURES[:, :1], TALL[:1, :1]), {"bias": BIASES[:1]}, BATCH),
    Case((PICTURES, NARROW / 2), {}, NO_BIAS),
    Case((WIDE, FILTERS[:2, :1, :1]), {"bias": BIASES[:2], "stride": 2, "padding": 1}, STRIDE),
    Case((PICTURES[:1, :1], FILTERS[:1, :1]), {"bias": BIASES[2:], "stride": 2}, STRIDE),
)


def fresh_cases(rng: np.random.Generator) -> Iterator[Case]:
    """One larger call of each aspect; in turn more filters than channels, and fewer.

    Then what is rare, in large numbers: pictures far inside their padding; without a bias, fewer
    filters than channels, and more filters than rows or columns.
    """
    for index, aspect in enumerate(dict.fromkeys(case.aspect for case in CASES)):
        batch = 1 if aspect in (ONE, SEVERAL) else 3
        out_channels = 1 if aspect == ONE else (2, 5)[index % 2]
        height, width = rng.integers(6, 9), rng.integers(10, 13)
        kernel_height, kernel_width = rng.choice([2, 3, 4, 5], size=2, replace=False)
        x = rng.normal(size=(batch, 3, height, width))
        weight = rng.normal(size=(out_channels, 3, kernel_height, kernel_width))
        options: dict[str, Any] = {"bias": rng.normal(size=out_channels)}
        if aspect == NO_BIAS:
            options = {}
        elif aspect == PADDING:
            options["padding"] = int(rng.integers(1, 3))
        elif aspect == STRIDE:
            options |= {"stride": int(rng.integers(2, 4)), "padding": int(rng.integers(0, 2))}
        yield Case((x, weight), options, aspect)
    x, weight = 1000 * rng.normal(size=(2, 3, 2, 3)), rng.normal(size=(4, 3, 2, 2))
    yield Case((x, weight), {"bias": rng.normal(size=4), "stride": 4, "padding": 8}, STRIDE)
    yield Case((x, weight[:2, :, :1]), {}, NO_BIAS)
    yield Case((x[..., :1, :2], weight[:, :, :1]), {}, NO_BIAS)
