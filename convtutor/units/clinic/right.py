"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d
from convlib.sizes import conv_output_size
from convtutor.units.stride.right import apply_filter

Layer = tuple[int | None, int, int, int]


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


def find_settings(in_size: int, out_size: int) -> tuple[int, int, int]:
    """The first that fits, small kernels before large ones: only one of many right answers."""
    for kernel_size in range(1, in_size + 1):
        for padding in range(kernel_size):
            for stride in range(1, in_size + 1):
                if conv_output_size(in_size, kernel_size, stride, padding) == out_size:
                    return kernel_size, stride, padding
    raise ValueError(f"out_size={out_size} is larger than in_size={in_size}; use one that is not")


def trace_shapes(
    input_shape: tuple[int, int, int], layers: list[Layer]
) -> list[tuple[int, int, int]]:
    """One shape a layer: the size law for rows and columns, one channel a filter."""
    channels, height, width = input_shape
    shapes = []
    for out_channels, kernel_size, stride, padding in layers:
        channels = channels if out_channels is None else out_channels
        height = conv_output_size(height, kernel_size, stride, padding)
        width = conv_output_size(width, kernel_size, stride, padding)
        shapes.append((channels, height, width))
    return shapes
