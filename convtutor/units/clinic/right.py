"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

from typing import Any

import numpy as np

from convlib.conv2d import conv2d
from convlib.sizes import conv_output_size
from convtutor.calling.outcome import Case
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


def reject_settings(case: Case, value: Any) -> str:
    """Say what is wrong with a setting that has three numbers.

    Parameters
    ----------
    case : Case
        Its arguments are in_size and out_size.
    value : sequence of three numbers
        As the learner's function returned it.

    Returns
    -------
    str
        A sentence, or "" if the setting gives out_size.

    Examples
    --------
    >>> reject_settings(Case((8, 4)), (2, 2, 0))
    ''
    >>> reject_settings(Case((8, 4)), (3, 2, 0))
    'any setting that gives 4 is right; yours gives 3: floor((8 + 2·0 − 3)/2) + 1'
    """
    in_size, out_size = case.arguments
    if not all(isinstance(n, int | np.integer) and not isinstance(n, bool) for n in value):
        return "kernel_size, stride and padding are whole numbers: divide with // rather than /"
    kernel_size, stride, padding = map(int, value)
    if kernel_size < 1 or stride < 1:
        return f"kernel_size ({kernel_size}) and stride ({stride}) must be at least 1"
    if not 0 <= padding < kernel_size:
        return f"padding ({padding}) must be at least 0 and below kernel_size ({kernel_size})"
    if kernel_size > in_size + 2 * padding:
        return f"a kernel of {kernel_size} does not fit into {in_size} + 2·{padding} pixels"
    size = conv_output_size(in_size, kernel_size, stride, padding)
    if size == out_size:
        return ""
    law = f"floor(({in_size} + 2·{padding} − {kernel_size})/{stride}) + 1"
    return f"any setting that gives {out_size} is right; yours gives {size}: {law}"


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
