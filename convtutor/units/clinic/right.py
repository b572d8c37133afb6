"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d
from convtutor.units.stride.right import apply_filter


def mended_1(x: np.ndarray, weight: np.ndarray, bias: float = 0.0) -> np.ndarray:
    """One filter, as it is written."""
    return apply_filter(x, weight, bias)


def mended_2(x: np.ndarray, weight: np.ndarray, stride: int = 1) -> np.ndarray:
    """One filter, `stride` pixels at a time."""
    return apply_filter(x, weight, stride=stride)


def mended_3(x: np.ndarray, weight: np.ndarray, bias: float = 0.0) -> np.ndarray:
    """One filter with its one bias."""
    return apply_filter(x, weight, bias)


def mended_4(x: np.ndarray, weight: np.ndarray, padding: int = 0) -> np.ndarray:
    """One filter, with zeros on all four sides."""
    return apply_filter(x, weight, padding=padding)


def mended_5(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """One filter on bytes."""
    return apply_filter(x, weight, 0)


def mended_6(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Several filters: a map for each."""
    return conv2d(x[np.newaxis], weight)[0]
