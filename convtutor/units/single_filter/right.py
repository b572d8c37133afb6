"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d


def window_response(x: np.ndarray, weight: np.ndarray, bias: float, row: int, column: int) -> float:
    """One window: multiply, sum over rows, columns and channels, add the bias."""
    _, kernel_height, kernel_width = weight.shape
    window = x[:, row : row + kernel_height, column : column + kernel_width]
    return (window * weight).sum() + bias


def apply_filter(x: np.ndarray, weight: np.ndarray, bias: float = 0.0) -> np.ndarray:
    """Every window, in reading order."""
    return conv2d(x[np.newaxis], weight[np.newaxis], [bias])[0, 0]
