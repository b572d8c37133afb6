"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case

# Two channels, 3 rows, 4 columns: height and width differ, and so do the channels.
PIXELS = np.array(
    [
        [[1, 2, 0, -1], [3, -2, 1, 1], [0, 5, -3, 2]],
        [[2, 0, 1, 3], [-1, 4, 2, 0], [1, -2, 3, 5]],
    ]
)
# A kernel of 2 rows and 3 columns that no flip or turn leaves as it is.
WEIGHTS = np.array([[[1, 2, 0], [-1, 3, 1]], [[0, 1, -2], [2, 1, 4]]])
# Of 2 by 2: a kernel on its side, or multiplied as a matrix, raises no error here but goes wrong.
SQUARE = WEIGHTS[:, :, :2]
TALL = WEIGHTS.swapaxes(1, 2)  # 3 rows, 2 columns

ONE, SEVERAL = "one channel", "several channels"
WINDOW_CASES = (
    Case((PIXELS[:1], WEIGHTS[:1], 0, 0, 0), aspect=ONE),
    Case((PIXELS[:1], WEIGHTS[:1], 10, 1, 0), aspect=ONE),
    Case((PIXELS[:1], SQUARE[:1], 10, 1, 2), aspect=ONE),
    Case((PIXELS[:1], TALL[:1], 10, 0, 1), aspect=ONE),
    Case((PIXELS, WEIGHTS, 0, 0, 1), aspect=SEVERAL),
    Case((PIXELS, WEIGHTS, 10, 1, 1), aspect=SEVERAL),
    Case((PIXELS, WEIGHTS, -0.5, 1, 0), aspect=SEVERAL),
    Case((PIXELS, SQUARE, 10, 0, 1), aspect=SEVERAL),
    Case((PIXELS, WEIGHTS[:, :1], 0.5, 2, 1), aspect=SEVERAL),
)
MAP_CASES = (
    Case((PIXELS[:1], WEIGHTS[:1]), aspect=ONE),
    Case((PIXELS[:1], WEIGHTS[:1, :1]), {"bias": 10}, aspect=ONE),
    Case((PIXELS[:1], SQUARE[:1]), {"bias": 10}, aspect=ONE),
    Case((PIXELS, WEIGHTS), aspect=SEVERAL),
    Case((PIXELS, WEIGHTS[:, :, :1]), {"bias": 0.5}, aspect=SEVERAL),
    Case((PIXELS, SQUARE), {"bias": -0.5}, aspect=SEVERAL),
    Case((PIXELS, TALL), {"bias": 10}, aspect=SEVERAL),
    Case((PIXELS[:, :2, :3], WEIGHTS), {"bias": 10}, aspect=SEVERAL),  # a map of one value
)


def _random(rng: np.random.Generator, channels: int) -> tuple[np.ndarray, np.ndarray]:
    height, width = rng.integers(5, 12), rng.integers(13, 19)
    kernel_height, kernel_width = rng.choice([2, 3, 4, 5], size=2, replace=False)
    x = rng.normal(size=(channels, height, width))
    return x, rng.normal(size=(channels, kernel_height, kernel_width))


def fresh_windows(rng: np.random.Generator) -> Iterator[Case]:
    """Two windows of each aspect, somewhere in a picture.

    One is of small numbers; the value of the other is far above 255, or else far below 0.
    """
    for channels, aspect, large in ((1, ONE, 1000), (3, SEVERAL, -1000)):
        small, (pixels, weights) = _random(rng, channels), _random(rng, channels)
        for x, weight in (small, (large * abs(pixels), abs(weights))):
            row = int(rng.integers(0, x.shape[1] - weight.shape[1] + 1))
            column = int(rng.integers(0, x.shape[2] - weight.shape[2] + 1))
            yield Case((x, weight, float(rng.normal()), row, column), aspect=aspect)


def fresh_maps(rng: np.random.Generator) -> Iterator[Case]:
    """Two pictures of each aspect, one of small numbers and one of large."""
    for channels, aspect in ((1, ONE), (3, SEVERAL)):
        for large in (1, 1000):
            x, weight = _random(rng, channels)
            x *= large
            yield Case((x, weight), {"bias": float(rng.normal())}, aspect)
