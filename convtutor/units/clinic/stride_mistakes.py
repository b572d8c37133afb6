"""What people get wrong when they mend patient 2: the stride.

The numbers are those of its example: pixels 1, 2, 3, 4 under the kernel 1, 10, with stride 2. The
windows begin at 0 and 2, and the map is 21, 43.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.clinic import right
from convtutor.units.stride import mistakes as strided
from convtutor.units.stride.right import apply_filter


@mistake(
    "the window moves down by the stride, but to the right by one pixel only",
    "The same question for columns: where does the window of column 1 start?",
)
def window_strides_down_only(x, weight, stride=1):
    """Mended by half: row · stride stands in the slice, but column alone: 21, 32."""
    height, width = right.mended_2(x, weight, stride).shape
    return apply_filter(x, weight)[::stride, :width][:height]


@mistake(
    "the window moves to the right by the stride, but down by one pixel only",
    "The same question for rows: where does the window of row 1 start?",
)
def window_strides_right_only(x, weight, stride=1):
    """Mended by half: column · stride stands in the slice, but row alone."""
    height, width = right.mended_2(x, weight, stride).shape
    return apply_filter(x, weight)[:height, ::stride][:, :width]


@mistake(
    "the stride was applied twice: windows were skipped in the finished map again",
    "Your windows are right. What does [::stride] still take away from their map?",
)
def stride_twice(x, weight, stride=1):
    """The window moves by the stride, and of its map every second value is dropped: 21 alone."""
    return right.mended_2(x, weight, stride)[::stride, ::stride]


@mistake(
    "the window moves by stride + 1 pixels",
    "With stride 1 the next window begins one pixel further. Where does yours begin?",
)
def stride_left_between(x, weight, stride=1):
    """The stride is taken for the pixels that lie between two starts: 0 and 3, not 0 and 2."""
    return right.mended_2(x, weight, stride + 1)


@mistake(
    "the window moves by its own size, as in pooling",
    "Which number says how far the window moves: its size, or another one?",
)
def moved_by_its_own_size(x, weight, stride=1):
    """Windows lie edge to edge whatever the stride is. A 2×2 kernel with stride 2 hides it."""
    return apply_filter(x, weight)[:: weight.shape[1], :: weight.shape[2]]


@mistake(
    "the map has the size of stride 1, and its values stand apart with zeros between them",
    "The window at pixel 2 makes the second value. In which column of the map does it belong?",
)
def zeros_between(x, weight, stride=1):
    """The window's own row and column say where its value goes: 21, 0, 43."""
    result = np.zeros(apply_filter(x, weight).shape)
    result[::stride, ::stride] = right.mended_2(x, weight, stride)
    return result


@mistake(
    "the map has the size of stride 1, and only its corner is filled",
    "How many places does the window have with this stride? The map needs no more.",
)
def corner_filled(x, weight, stride=1):
    """The size of the map is computed without the stride: 21, 43, 0."""
    values = right.mended_2(x, weight, stride)
    result = np.zeros(apply_filter(x, weight).shape)
    result[: values.shape[0], : values.shape[1]] = values
    return result


MISTAKES = (
    strided.stride_in_size_only,
    strided.map_stride_left_out,
    strided.stride_on_rows_only,
    strided.stride_on_columns_only,
    strided.stride_inside_the_window,
    strided.picture_thinned_out,
    window_strides_down_only,
    window_strides_right_only,
    stride_twice,
    stride_left_between,
    moved_by_its_own_size,
    zeros_between,
    corner_filled,
)
