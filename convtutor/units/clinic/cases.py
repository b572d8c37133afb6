"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.units.stride.cases import PIXELS, TALL, WEIGHTS

ONE, SEVERAL = "one channel", "several channels"

# Three pixels a side and no zeros, so that with padding 2 each window still makes a product.
SQUARE = np.array([[[1, 2, -2], [-1, 3, 1], [2, 1, -1]]])
# A third channel for patient 3, and a small kernel slice for it.
DEEP_PIXELS = np.concatenate([PIXELS, PIXELS[:1, ::-1] + 1])
DEEP_WEIGHTS = np.concatenate([WEIGHTS, [[[3, -1, 1], [0, 2, -2]]]])
# Three filters: as many as no picture here has channels.
FILTERS = np.stack([WEIGHTS, WEIGHTS[:, ::-1] - [[1], [0]], WEIGHTS[::-1, :, ::-1] + [[0], [1]]])
# Bytes: differences fall below 0, and some sums pass 255.
BYTES = np.array(
    [
        [[1, 2, 0, 7, 3], [3, 9, 1, 4, 0], [0, 5, 8, 2, 1]],
        [[2, 0, 1, 3, 200], [1, 4, 2, 0, 100], [90, 2, 3, 5, 2]],
    ],
    dtype=np.uint8,
)
BYTE_WEIGHTS = np.array([[[1, -2, 0], [-1, 3, -4]], [[0, 1, -2], [2, -3, 4]]])

# A kernel of one row, or of one column, makes a value with any window: what raises an error
# elsewhere shows there by its numbers.
# Where no bias brings a fraction, halves of weights do: a map of whole numbers cuts them off.
MENDED_1_CASES = (
    Case((PIXELS[:1, :3], WEIGHTS[:1]), aspect=ONE),
    Case((PIXELS[:1], WEIGHTS[:1, :1]), {"bias": 10}, ONE),
    Case((SQUARE[:, :2], WEIGHTS[:1, :1, :2]), {"bias": 10}, ONE),
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 10}, SEVERAL),
    Case((PIXELS[:, :3], WEIGHTS[:, :, :1]), {"bias": 0.5}, SEVERAL),
    Case((PIXELS[:1], TALL[:1] / 2), {"bias": 0.25}, ONE),
    Case((PIXELS[:1], WEIGHTS[:1, :, :1]), aspect=ONE),
    Case((PIXELS, TALL / 4), {"bias": 10}, SEVERAL),
    Case((PIXELS[:, :2, :3], WEIGHTS), {"bias": 10}, SEVERAL),  # a map of one value
)
MENDED_2_CASES = (
    Case((PIXELS[:1], WEIGHTS[:1, :, :2]), {"stride": 2}, ONE),
    Case((PIXELS[:1, :3], WEIGHTS[:1, :, :1] / 2), {"stride": 2}, ONE),
    Case((PIXELS[:, :3], WEIGHTS), aspect=SEVERAL),
    Case((PIXELS, WEIGHTS[:, :, :1] / 2), {"stride": 2}, SEVERAL),
    Case((PIXELS, WEIGHTS[:, :1]), {"stride": 2}, SEVERAL),
    Case((PIXELS, WEIGHTS[:, :, :2]), {"stride": 3}, SEVERAL),
    Case((PIXELS[:1], WEIGHTS[:1, :1]), {"stride": 3}, ONE),
    Case((PIXELS[:1], WEIGHTS[:1, :, :1] / 2), {"stride": 3}, ONE),
    Case((PIXELS[:1], TALL[:1]), {"stride": 2}, ONE),
    Case((PIXELS, TALL), {"stride": 3}, SEVERAL),
    Case((PIXELS, WEIGHTS), {"stride": 3}, SEVERAL),
    Case((PIXELS[:, :3], WEIGHTS[:, :1]), aspect=SEVERAL),
    Case((PIXELS[:, :3], WEIGHTS[:, :, :1]), aspect=SEVERAL),
)
MENDED_3_CASES = (
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 10}, "whole numbers"),
    Case((DEEP_PIXELS[:, :3], DEEP_WEIGHTS[:, :1]), {"bias": -4}, "whole numbers"),
    Case((PIXELS[:, :3], WEIGHTS[:, :1]), aspect="whole numbers"),
    Case((PIXELS[:, :3], WEIGHTS / 2), {"bias": 3}, "numbers with a fraction"),
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 0.5}, "numbers with a fraction"),
    Case((DEEP_PIXELS[:, :3], DEEP_WEIGHTS), {"bias": -1.25}, "numbers with a fraction"),
    Case((PIXELS, TALL / 2), {"bias": -9.25}, "numbers with a fraction"),
    Case((PIXELS, TALL), {"bias": 200}, "whole numbers"),
    Case((PIXELS, WEIGHTS[:, :, :1]), aspect="whole numbers"),
    Case((PIXELS[:, :2, :3], WEIGHTS / 2), {"bias": 3}, "numbers with a fraction"),
)
MENDED_4_CASES = (
    Case((PIXELS[:1, :2, :3], WEIGHTS[:1] / 2), {"padding": 1}, ONE),
    Case((PIXELS[1:, :2, :3], SQUARE), {"padding": 2}, ONE),
    Case((PIXELS[:, :3], WEIGHTS), aspect=SEVERAL),
    Case((PIXELS[:, :3], WEIGHTS), {"padding": 1}, SEVERAL),
    Case((PIXELS[:, :3, :4], TALL / 2), {"padding": 1}, SEVERAL),
    Case((PIXELS[:1, :3], TALL[:1]), {"padding": 1}, ONE),
    Case((PIXELS[:1, :3], WEIGHTS[:1, :1]), {"padding": 1}, ONE),
    Case((PIXELS[:, :2], WEIGHTS[:, :, :1]), {"padding": 2}, SEVERAL),
    Case((PIXELS[:, :2, :3], WEIGHTS), aspect=SEVERAL),
)
MENDED_5_CASES = (
    Case((BYTES[:1], BYTE_WEIGHTS[:1]), aspect=ONE),
    Case((BYTES[1:], BYTE_WEIGHTS[1:, :, 1:]), aspect=ONE),
    Case((BYTES, BYTE_WEIGHTS), aspect=SEVERAL),
    Case((BYTES, BYTE_WEIGHTS[:, :, :1]), aspect=SEVERAL),
    Case((BYTES, BYTE_WEIGHTS[:, :1]), aspect=SEVERAL),
    Case((BYTES[:1].swapaxes(1, 2), BYTE_WEIGHTS[:1]), aspect=ONE),
    Case((BYTES[:, :2], BYTE_WEIGHTS), aspect=SEVERAL),
)
MENDED_6_CASES = (
    Case((PIXELS[:1, :3], FILTERS[:2, :1]), aspect=ONE),
    Case((PIXELS[:1, :3], FILTERS[:, :1, :1] / 2), aspect=ONE),
    Case((PIXELS[:, :3], FILTERS), aspect=SEVERAL),
    Case((PIXELS, FILTERS[:, :, :, :1] / 2), aspect=SEVERAL),
    Case((PIXELS[:1], FILTERS[:, :1].swapaxes(2, 3)), aspect=ONE),
    Case((PIXELS, FILTERS.swapaxes(2, 3)), aspect=SEVERAL),
    Case((PIXELS[:, :3, :4], FILTERS[:, :, :1]), aspect=SEVERAL),
    Case((PIXELS[:, :2, :3], FILTERS), aspect=SEVERAL),
)


def _arrays(
    rng: np.random.Generator, channels: int, tall: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """A picture and a kernel; a tall picture has large numbers."""
    kernel_height, kernel_width = rng.choice([2, 3, 4, 5], size=2, replace=False)
    sides = rng.integers(8, 12), rng.integers(13, 19)
    x = rng.normal(size=(channels, *(sides[::-1] if tall else sides))) * (1000 if tall else 1)
    return x, rng.normal(size=(channels, kernel_height, kernel_width))


def _wide_and_tall() -> tuple[tuple[int, bool, str], ...]:
    """Channels, whether the picture is higher than wide, and the aspect."""
    return tuple(
        (channels, tall, name)
        for tall in (False, True)
        for channels, name in ((1, ONE), (3, SEVERAL))
    )


def fresh_with_a_bias(rng: np.random.Generator) -> Iterator[Case]:
    """A wide and a tall picture of each number of channels."""
    for channels, tall, aspect in _wide_and_tall():
        yield Case(_arrays(rng, channels, tall), {"bias": float(rng.normal())}, aspect)


def fresh_strided(rng: np.random.Generator) -> Iterator[Case]:
    """A wide and a tall picture of each number of channels, with stride 2 or 3."""
    for channels, tall, aspect in _wide_and_tall():
        yield Case(_arrays(rng, channels, tall), {"stride": int(rng.integers(2, 4))}, aspect)


def fresh_padded(rng: np.random.Generator) -> Iterator[Case]:
    """Two pictures of each number of channels, wide with padding 3; then two high ones.

    One lies far inside its padding. The kernel of the other is a pixel, with which no window that
    hangs over an edge raises an error.
    """
    for channels, tall, aspect in _wide_and_tall():
        x, weight = _arrays(rng, channels, tall)
        padding = int(rng.integers(1, min(weight.shape[1:]))) if tall else 3
        if not tall:
            weight = rng.normal(size=(channels, *rng.permutation([4, 5])))
        yield Case((x, weight), {"padding": padding}, aspect)
    x, weight = rng.normal(size=(3, 6, 2)), rng.normal(size=(3, 2, 2))
    yield Case((x, weight), {"padding": 8}, SEVERAL)
    x, weight = rng.normal(size=(3, 12, 3)), rng.normal(size=(3, 1, 1))
    yield Case((x, weight), {"padding": 1}, SEVERAL)


def fresh_biases(rng: np.random.Generator) -> Iterator[Case]:
    """Two pictures for each kind of bias, which is never 0; where it is whole, so is the rest."""
    for channels in (2, 4):
        x, weight = _arrays(rng, channels, tall=channels == 2)
        yield Case((x, weight), {"bias": float(rng.uniform(0.5, 2))}, "numbers with a fraction")
        x, weight = (rng.integers(-5, 6, size=array.shape) for array in (x, weight))
        yield Case((x, weight), {"bias": int(rng.integers(1, 9))}, "whole numbers")


def fresh_bytes(rng: np.random.Generator) -> Iterator[Case]:
    """A wide and a tall picture of bytes of each number of channels; sums beyond 16 bits."""
    for channels, tall, aspect in _wide_and_tall():
        x, weight = _arrays(rng, channels, tall)
        x = rng.integers(0, 256, size=x.shape, dtype=np.uint8)
        yield Case((x, rng.integers(-4, 5, size=weight.shape)), aspect=aspect)
        yield Case((x | 128, rng.integers(300, 400, size=weight.shape)), aspect=aspect)


def fresh_filters(rng: np.random.Generator) -> Iterator[Case]:
    """A wide and a tall picture of each number of channels, for four filters."""
    for channels, tall, aspect in _wide_and_tall():
        x, weight = _arrays(rng, channels, tall)
        yield Case((x, rng.normal(size=(4, *weight.shape))), aspect=aspect)
