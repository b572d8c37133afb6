"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

import convlib
from convlib.conv2d import conv2d


def conv_output_size(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> int:
    """Count the positions of the window."""
    return convlib.conv_output_size(input_size, kernel_size, stride, padding)


def unread_pixels(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> int:
    """Count the pixels after the last one that is read."""
    return convlib.unread_pixels(input_size, kernel_size, stride, padding)


def apply_filter(
    x: np.ndarray, weight: np.ndarray, bias: float = 0.0, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Every window, `stride` pixels apart, on the padded picture."""
    return conv2d(x[np.newaxis], weight[np.newaxis], [bias], stride=stride, padding=padding)[0, 0]
