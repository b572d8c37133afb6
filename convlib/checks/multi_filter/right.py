"""The right answer of unit 04, with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convlib import conv


def conv2d(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
) -> np.ndarray:
    """Every filter on every picture."""
    return conv.conv2d(x, weight, bias, stride=stride, padding=padding)
