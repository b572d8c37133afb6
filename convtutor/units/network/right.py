"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convlib.sizes import conv_output_size
from convtutor.calling.outcome import Case

Layer = tuple[int | None, int, int, int]


def find_settings(in_size: int, out_size: int, kernel_size: int) -> tuple[int, int] | None:
    """The first that fits, small strides before large ones: only one of many right answers."""
    for stride in range(1, in_size + 1):
        for padding in range(kernel_size):
            room = in_size + 2 * padding - kernel_size
            if room >= 0 and room // stride + 1 == out_size:
                return stride, padding
    return None


def reject_settings(case: Case, value: np.ndarray | None) -> str:
    """Say what is wrong with a setting, as the learner's function returned it.

    The case's arguments are in_size, out_size and kernel_size. The sentence is "" if the setting
    gives out_size, or None where no setting does.

    Examples
    --------
    >>> reject_settings(Case((8, 4, 2)), np.array([2, 0]))
    ''
    >>> reject_settings(Case((8, 4, 3)), np.array([2, 0]))
    'any setting that gives 4 is right; yours gives 3: floor((8 + 2·0 − 3)/2) + 1'
    """
    in_size, out_size, kernel_size = case.arguments
    none = find_settings(in_size, out_size, kernel_size) is None
    if value is None:
        found = f"your search found none for {in_size} → {out_size} with a kernel of {kernel_size}"
        return "" if none else f"{found}, but there is one"
    if value.shape != (2,):
        return f"two numbers are asked for, (stride, padding); yours has the shape {value.shape}"
    if not all(isinstance(n, int | np.integer) for n in value):
        return "stride and padding are whole numbers, without a point: // or int(…) makes such"
    stride, padding = map(int, value)
    if stride < 1:
        return f"stride ({stride}) must be at least 1"
    if not 0 <= padding < kernel_size:
        return f"padding ({padding}) must be at least 0 and below kernel_size ({kernel_size})"
    size = conv_output_size(in_size, kernel_size, stride, padding)
    if size == out_size:
        return ""
    law = f"floor(({in_size} + 2·{padding} − {kernel_size})/{stride}) + 1"
    wanted = (
        f"none gives {out_size}, so None is right"
        if none
        else (f"any setting that gives {out_size} is right")
    )
    return f"{wanted}; yours gives {size}: {law}"


def size_of_settings(case: Case, value: np.ndarray) -> np.ndarray:
    """What settings are known by: the size that they give, or themselves where they give none."""
    in_size, _, kernel_size = case.arguments
    if value.shape != (2,) or value.dtype.kind not in "iu":
        return value
    stride, padding = map(int, value)
    if stride < 1 or not 0 <= padding < kernel_size:
        return value
    return np.array(conv_output_size(in_size, kernel_size, stride, padding))


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
