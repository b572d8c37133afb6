"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.units.stride.right import unread_pixels


def _sizes(aspect: str, *settings: tuple[int, int, int, int]) -> tuple[Case, ...]:
    """Cases from (input_size, kernel_size, stride, padding), options only where they matter."""
    cases = []
    for input_size, kernel_size, stride, padding in settings:
        options = {"stride": stride} if stride > 1 else {}
        options |= {"padding": padding} if padding else {}
        cases.append(Case((input_size, kernel_size), options, aspect))
    return tuple(cases)


SIZE_CASES = (
    *_sizes("stride 1", (7, 3, 1, 0), (32, 5, 1, 0), (4, 4, 1, 0)),
    *_sizes("padding", (6, 3, 1, 1), (32, 5, 1, 2), (5, 4, 1, 3)),
    *_sizes("a stride that divides", (7, 3, 2, 0), (9, 3, 3, 0), (8, 4, 2, 1)),
    *_sizes("a stride that leaves a remainder", (6, 3, 2, 0), (32, 5, 2, 0), (7, 4, 3, 2)),
    # Halves above an even floor, which round() leaves there, and two thirds.
    *_sizes("a stride that leaves a remainder", (8, 3, 2, 0), (10, 5, 3, 0)),
    # Three zeros on a side: neither 2·3 and 3², nor 3·3 in whole steps, are the same.
    *_sizes("a stride that divides", (7, 5, 2, 3)),
    *_sizes("a stride that leaves a remainder", (8, 5, 2, 3)),
)

# A single pixel, a kernel larger than the picture, no stride given: what is unread is counted from
# the last window, wherever that is.
UNREAD_CASES = (
    *_sizes("no padding", (6, 3, 2, 0), (7, 3, 2, 0), (32, 5, 2, 0), (8, 3, 3, 0), (12, 5, 5, 0)),
    *_sizes("no padding", (6, 3, 1, 0), (1, 1, 1, 0), (10, 5, 3, 0)),
    *_sizes("padding", (6, 3, 2, 1), (11, 4, 4, 1), (14, 6, 6, 2), (10, 3, 3, 1), (9, 4, 4, 1)),
    *_sizes("padding", (1, 4, 1, 3), (5, 6, 6, 2), (3, 7, 1, 2), (4, 6, 5, 3)),
)


def _fresh_size_settings(rng: np.random.Generator) -> Iterator[tuple[int, int, int, int]]:
    while True:
        kernel_size = int(rng.integers(1, 12))
        stride = int(rng.integers(1, 7))
        padding = int(rng.integers(0, kernel_size))
        yield int(rng.integers(kernel_size, 300)), kernel_size, stride, padding


def fresh_sizes(rng: np.random.Generator) -> Iterator[Case]:
    """Two sizes of each aspect, up to 300 pixels."""
    wanted = dict.fromkeys((case.aspect for case in SIZE_CASES), 2)
    for settings in _fresh_size_settings(rng):
        input_size, kernel_size, stride, padding = settings
        remainder = (input_size + 2 * padding - kernel_size) % stride
        if stride > 1:
            aspect = "a stride that leaves a remainder" if remainder else "a stride that divides"
        else:
            aspect = "padding" if padding else "stride 1"
        if wanted[aspect]:
            wanted[aspect] -= 1
            yield from _sizes(aspect, settings)
        if not any(wanted.values()):
            return


def fresh_unread(rng: np.random.Generator) -> Iterator[Case]:
    """Three settings of each aspect that leave pixels unread."""
    wanted = {"no padding": 3, "padding": 3}
    for settings in _fresh_size_settings(rng):
        _, kernel_size, stride, padding = settings
        aspect = "padding" if padding else "no padding"
        # Most settings leave nothing unread; ask for those that do.
        if stride <= kernel_size and wanted[aspect] and unread_pixels(*settings):
            wanted[aspect] -= 1
            yield from _sizes(aspect, settings)
        if not any(wanted.values()):
            return


# Two channels, 4 rows, 5 columns, and a kernel of 2 rows and 3 columns without symmetry.
PIXELS = np.array(
    [
        [[1, 2, 0, -1, 3], [3, -2, 1, 4, 0], [0, 5, -3, 2, 1], [2, 1, 4, -1, 5]],
        [[2, 0, 1, 3, -2], [-1, 4, 2, 0, 1], [1, -2, 3, 5, 2], [0, 3, -1, 1, 4]],
    ]
)
WEIGHTS = np.array([[[1, 2, 0], [-1, 3, 1]], [[0, 1, -2], [2, 1, 4]]])
TALL = WEIGHTS.swapaxes(1, 2)  # 3 rows, 2 columns

# Four rows make a square map: each aspect has a case of three rows, so that height and width of
# the map differ too.
MAP_CASES = (
    Case((PIXELS[:1], WEIGHTS[:1]), aspect="stride 1 without padding"),
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 10}, aspect="stride 1 without padding"),
    Case((PIXELS[:1, :2, :3], WEIGHTS[:1]), {"padding": 1}, aspect="padding"),
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 0.5, "padding": 1}, aspect="padding"),
    # Where the padding is 1, twice the padding and one more are the same.
    Case((PIXELS[:1, :2, :3], WEIGHTS[:1]), {"bias": 10, "padding": 2}, aspect="padding"),
    Case((PIXELS[:1, :3, :2], TALL[:1]), {"bias": -0.5, "padding": 2}, aspect="padding"),
    Case((PIXELS[:1], WEIGHTS[:1, :, :2]), {"stride": 2}, aspect="stride"),
    Case((PIXELS[:, :3], WEIGHTS), {"bias": 10, "stride": 2}, aspect="stride"),
    Case(
        (PIXELS[:, :3], WEIGHTS),
        {"bias": 1, "stride": 2, "padding": 1},
        aspect="stride and padding",
    ),
    Case((PIXELS, WEIGHTS), {"bias": 1, "stride": 3, "padding": 1}, aspect="stride and padding"),
    # Further sides of the kernel, and remainders of one third and two thirds of a step: without
    # them the fresh cases would show some mistakes under one seed, and not under another.
    Case((PIXELS, TALL), {"bias": 0.5}, aspect="stride 1 without padding"),
    Case((PIXELS, WEIGHTS[:, :1]), {"bias": 0.5, "stride": 3}, aspect="stride"),
    Case((PIXELS, WEIGHTS[:, :, :1]), {"bias": 10, "stride": 3}, aspect="stride"),
    Case((PIXELS, TALL), {"bias": 0.5, "stride": 2, "padding": 1}, aspect="stride and padding"),
    Case(
        (PIXELS.swapaxes(1, 2), WEIGHTS[:, :1]),
        {"bias": 10, "stride": 2, "padding": 3},
        aspect="stride and padding",
    ),
)


def fresh_maps(rng: np.random.Generator) -> Iterator[Case]:
    """One picture of three channels of each aspect; one small picture far inside its padding.

    Where there is a stride alone, the numbers are large.
    """
    for aspect in dict.fromkeys(case.aspect for case in MAP_CASES):
        kernel_height, kernel_width = rng.choice([2, 3, 4, 5], size=2, replace=False)
        x = rng.normal(size=(3, rng.integers(8, 12), rng.integers(13, 19)))
        x *= 1000 if aspect == "stride" else 1
        weight = rng.normal(size=(3, kernel_height, kernel_width))
        options: dict[str, Any] = {"bias": float(rng.normal())}
        if aspect in ("stride", "stride and padding"):
            options["stride"] = int(rng.integers(2, 4))
        if aspect in ("padding", "stride and padding"):
            options["padding"] = int(rng.integers(1, 3))
        yield Case((x, weight), options, aspect)
    x, weight = rng.normal(size=(3, 2, 3)), rng.normal(size=(3, 2, 2))
    far = {"bias": float(rng.normal()), "stride": 4, "padding": 8}
    yield Case((x, weight), far, "stride and padding")
