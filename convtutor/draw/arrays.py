"""Checks of the arrays to be drawn, and the words for what they hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from convtutor.draw.style import NUMBERED_SIDE, number, plural, symmetric_limit


def picture_array(x: ArrayLike) -> np.ndarray:
    """Check that an array is a picture, (3, H, W) or (H, W), and return it as float64."""
    x = np.asarray(x, dtype=np.float64)
    if not (x.ndim == 2 or (x.ndim == 3 and len(x) == 3)) or x.size == 0:
        raise ValueError(
            f"a picture has shape (3, H, W) or (H, W), but this array has shape {x.shape}; "
            "axes are (channels, rows, columns)"
        )
    low, high = float(x.min()), float(x.max())
    if not low >= 0 or (x.ndim == 3 and not high <= 1):
        raise ValueError(
            f"a picture holds numbers from 0 to 1, but these go from {number(low)} to "
            f"{number(high)}; divide bytes by 255, and draw feature maps with draw.maps"
        )
    return x


def plane_array(name: str, plane: object) -> np.ndarray:
    """Check that something is a plane of numbers, (H, W), and return it as float64."""
    remedy = "a map is an array of numbers with shape (rows, columns)"
    if plane is None:
        raise ValueError(f"{name!r} is None; {remedy}: does the function end with `return`?")
    try:
        array = np.asarray(plane, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} is a {type(plane).__name__}; {remedy}") from None
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name!r} has shape {array.shape}; {remedy}")
    return array


def shared_scale(planes: list[np.ndarray]) -> tuple[bool, tuple[float, float]]:
    """Choose one colour scale for all: signed and symmetric if any number is negative."""
    finite = [plane[np.isfinite(plane)] for plane in planes]
    numbers = np.concatenate(finite)
    if (numbers < 0).any():
        limit = symmetric_limit(planes)
        return True, (-limit, limit)
    return False, (min(0.0, numbers.min(initial=0.0)), numbers.max(initial=0.0) or 1.0)


def channel_letters(count: int) -> list[str]:
    """Name channels: R, G, B where there are three, else their index."""
    return list("RGB") if count == 3 else [str(index) for index in range(count)]


def shape_text(array: np.ndarray) -> str:
    """Write a shape as people say it: ``3 × 32 × 32``."""
    return " × ".join(map(str, array.shape))


def describe_plane(plane: np.ndarray) -> str:
    """Say what a plane holds: every number if it is small, else the range."""
    if plane.ndim == 2 and max(plane.shape) <= NUMBERED_SIDE:
        return "rows " + " | ".join(", ".join(map(number, row)) for row in plane)
    known = plane[np.isfinite(plane)]
    if not known.size:
        return "no values yet"
    words = f"values from {number(known.min())} to {number(known.max())}"
    missing = plane.size - known.size
    return words + (f", {plural(missing, 'cell')} without a value" if missing else "")
