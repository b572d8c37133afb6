"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case

ONE_ZERO, WIDER, NONE = "one zero on each side", "wider paddings", "padding 0 as well as 1"

# One channel of 2 rows and 3 columns; two channels of 3 rows and 4 columns. No pixel is 0, so
# that a zero is always one of the padding.
SMALL = np.array([[[1, 2, 3], [4, 5, 6]]])
PIXELS = np.array(
    [
        [[1, -2, 3, 4], [5, 6, -7, 8], [9, 10, 11, 12]],
        [[-3, 5, 2, 7], [1, -4, 8, 6], [2, 9, -1, 3]],
    ]
)
FRACTIONS = np.array([[[0.5, 0.25], [-1.5, 0.75], [2.5, 1.25]]])

PAD_CASES = (
    Case((SMALL, 1), aspect=ONE_ZERO),
    Case((PIXELS, 1), aspect=ONE_ZERO),
    Case((FRACTIONS, 1), aspect=ONE_ZERO),
    Case((SMALL, 2), aspect=WIDER),
    Case((PIXELS, 3), aspect=WIDER),
    Case((FRACTIONS, 4), aspect=WIDER),
    Case((PIXELS, 0), aspect=NONE),
    # Without this one the picture itself, given back as it is, would earn points.
    Case((PIXELS.reshape(2, 4, 3) / 4, 1), aspect=NONE),
)


def fresh_pads(rng: np.random.Generator) -> Iterator[Case]:
    """Two pictures of three channels of each aspect, one of small numbers and one of large."""
    for padding, aspect, large in (
        (1, ONE_ZERO, 1), (1, ONE_ZERO, 1000), (2, WIDER, 1), (5, WIDER, 1000), (0, NONE, 1),
        (1, NONE, 1000),
    ):  # fmt: skip
        x = rng.normal(size=(3, rng.integers(5, 9), rng.integers(10, 15)))
        yield Case((large * x, padding), {}, aspect)


ODD, EVEN = "odd kernels", "even kernels"
SAME_CASES = (
    *(Case((kernel_size,), aspect=ODD) for kernel_size in (1, 3, 5, 7, 11)),
    *(Case((kernel_size,), aspect=EVEN) for kernel_size in (4, 6, 8, 10)),
)


def fresh_kernel_sizes(rng: np.random.Generator) -> Iterator[Case]:
    """Three sizes of each aspect, up to 100 pixels."""
    for half in rng.choice(np.arange(6, 50), size=3, replace=False).tolist():
        yield Case((2 * half + 1,), aspect=ODD)
        yield Case((2 * half,), aspect=EVEN)
