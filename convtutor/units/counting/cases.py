"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from convtutor.calling.outcome import Case

# More outputs than inputs and fewer, and no kernel of 2, for which 2·K is K².
FILTER_CASES = (
    Case((1, 1, 3), aspect="one filter"),
    Case((2, 1, 3), aspect="one filter"),
    Case((3, 1, 5), aspect="one filter"),
    Case((2, 3, 3), aspect="several filters"),
    Case((4, 2, 1), aspect="several filters"),
    Case((3, 6, 5), aspect="several filters"),
    Case((512, 256, 3), aspect="several filters"),
    Case((2, 3, 3), {"bias": True}, "several filters"),
    Case((2, 3, 3), {"bias": False}, "bias=False"),
    Case((3, 64, 7), {"bias": False}, "bias=False"),
)

UNIT_CASES = (
    Case((4, 1), aspect="with biases"),
    Case((4, 3), aspect="with biases"),
    Case((2, 5), aspect="with biases"),
    Case((3072, 1), aspect="with biases"),
    Case((3072, 4704), aspect="with biases"),
    Case((2, 5), {"bias": True}, "with biases"),
    Case((3, 2), aspect="with biases"),
    Case((4, 3), {"bias": False}, "bias=False"),
    Case((2, 5), {"bias": False}, "bias=False"),
    Case((25088, 4096), {"bias": False}, "bias=False"),
)

# 64·64·222·222·64·9: more than a hundred billion, and 32 bits hold two. Where NumPy counts with no
# more unless it is told to (in a browser), a right answer by `np.prod` cannot do it.
MORE_THAN_32_BITS = Case(((64, 64, 224, 224), (64, 64, 3, 3)), aspect="a batch")

MULTIPLY_CASES = (
    Case(((1, 1, 3, 5), (1, 1, 2, 2)), aspect="one picture"),
    Case(((1, 2, 4, 6), (3, 2, 2, 3)), aspect="one picture"),
    Case(((1, 3, 32, 32), (6, 3, 5, 5)), aspect="one picture"),
    Case(((2, 1, 3, 5), (1, 1, 2, 2)), aspect="a batch"),
    Case(((3, 2, 4, 6), (4, 2, 2, 3)), aspect="a batch"),
    *([MORE_THAN_32_BITS] if np.iinfo(int).max > 2**31 else []),
    Case(((1, 1, 2, 4), (2, 1, 2, 3)), {"padding": 1}, "padding"),
    Case(((2, 3, 4, 3), (2, 3, 3, 2)), {"padding": 2}, "padding"),
    # Kernels that do not fit without the padding, nor with their sides swapped.
    Case(((1, 2, 1, 4), (3, 2, 5, 2)), {"padding": 2}, "padding"),
    Case(((1, 1, 5, 2), (2, 1, 4, 2)), {}, "one picture"),
    # Windows that have one place only, and a layer of one kernel of one weight.
    Case(((2, 3, 2, 5), (4, 3, 2, 5)), {}, "a batch"),
    Case(((1, 1, 2, 3), (1, 1, 1, 1)), {}, "one picture"),
    Case(((1, 1, 4, 6), (2, 1, 2, 3)), {"stride": 2}, "stride"),
    Case(((2, 2, 5, 6), (3, 2, 2, 1)), {"stride": 2}, "stride"),
    # One third and two thirds of a step are left over.
    Case(((1, 2, 6, 7), (3, 2, 2, 2)), {"stride": 3}, "stride"),
    Case(((1, 2, 4, 5), (3, 2, 1, 2)), {"stride": 3}, "stride"),
    Case(((2, 1, 7, 5), (2, 1, 3, 2)), {"stride": 3}, "stride"),
    Case(((2, 2, 7, 6), (3, 2, 3, 2)), {"stride": 3, "padding": 1}, "stride and padding"),
    Case(((1, 2, 5, 9), (3, 2, 1, 3)), {"stride": 3, "padding": 2}, "stride and padding"),
    Case(((2, 2, 4, 6), (3, 2, 2, 3)), {"stride": 2, "padding": 1}, "stride and padding"),
    Case(((1, 3, 224, 224), (64, 3, 7, 7)), {"stride": 2, "padding": 3}, "stride and padding"),
)


def fresh_filters(rng: np.random.Generator) -> Iterator[Case]:
    """Two layers of filters of each aspect."""
    for aspect in ("one filter", "several filters", "bias=False"):
        for _ in range(2):
            out_channels = 1 if aspect == "one filter" else int(rng.integers(2, 200))
            options = {"bias": False} if aspect == "bias=False" else {}
            in_channels, kernel_size = int(rng.integers(2, 200)), int(rng.integers(3, 12))
            yield Case((in_channels, out_channels, kernel_size), options, aspect)


def fresh_units(rng: np.random.Generator) -> Iterator[Case]:
    """Two fully connected layers of each aspect."""
    for aspect in ("with biases", "bias=False"):
        for _ in range(2):
            features = int(rng.integers(2, 1000)), int(rng.integers(2, 1000))
            yield Case(features, {"bias": False} if aspect == "bias=False" else {}, aspect)


def fresh_multiplications(rng: np.random.Generator) -> Iterator[Case]:
    """One layer of each aspect."""
    for aspect in dict.fromkeys(case.aspect for case in MULTIPLY_CASES):
        kernel = rng.choice([2, 3, 4, 5], size=2, replace=False)
        channels, filters = rng.choice(np.arange(2, 20), size=2, replace=False)
        batch = 1 if aspect == "one picture" else rng.integers(2, 9)
        options: dict[str, Any] = {}
        if aspect in ("stride", "stride and padding"):
            options["stride"] = int(rng.integers(2, 4))
        if aspect in ("padding", "stride and padding"):
            options["padding"] = int(rng.integers(1, 3))
        image = (batch, channels, rng.integers(8, 30), rng.integers(31, 60))
        weight = (filters, channels, *kernel)
        yield Case((_whole(image), _whole(weight)), options, aspect)


def _whole(shape: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(int(size) for size in shape)
