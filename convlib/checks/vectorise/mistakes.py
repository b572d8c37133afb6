"""What people get wrong in unit 06: each mistake is the right answer with one thing changed.

Those that loops make as well are shared with unit 04.
"""

import numpy as np

from convlib.checks.exercise import mistake
from convlib.checks.vectorise.right import conv2d_vectorised

# ---------------------------------------------------------------- axes of the result


@mistake(
    "the axis of the filters was left at the end of the result",
    "tensordot and @ put the filters' axis where it falls. Which place does it belong to?",
)
def filters_at_the_end(x, weight, bias=None, stride=1, padding=0):
    return np.moveaxis(conv2d_vectorised(x, weight, bias, stride, padding), 1, -1)


@mistake(
    "the result was reshaped where its axes should have been moved",
    "reshape never moves a number, it only cuts the row of numbers anew. What moves an axis?",
)
def result_reshaped_for_moved(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return _with_bias(np.moveaxis(maps, 1, -1).reshape(maps.shape), bias)


@mistake(
    "only the first picture was done",
    "Does an index 0 stand where all the pictures should go through?",
)
def only_first_picture(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x[:1], weight, bias, stride, padding)


# ---------------------------------------------------------------- windows and weights laid flat


@mistake(
    "the windows were reshaped into the matrix without moving their axes first",
    "A column of the matrix is one window. Before reshape, which axes must stand side by side?",
)
def windows_reshaped_for_moved(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    batch, _, height, width = windows.shape[:4]
    matrix = windows.reshape(batch, weight[0].size, height * width)
    maps = weight.reshape(len(weight), -1) @ matrix
    return _with_bias(maps.reshape(batch, len(weight), height, width), bias)


@mistake(
    "windows were laid flat column by column, but the kernels row by row",
    "The product pairs number 1 with number 1, 2 with 2. In which order do both lie?",
)
def laid_flat_column_by_column(x, weight, bias=None, stride=1, padding=0):
    turned = weight.reshape(*weight.shape[:2], *weight.shape[:1:-1]).swapaxes(2, 3)
    return conv2d_vectorised(x, turned, bias, stride, padding)


@mistake(
    "the channels come last in a flat window, but first in a flat filter",
    "weight.reshape(C_out, -1) goes channel by channel. Does your flat window, too?",
)
def laid_flat_channels_last(x, weight, bias=None, stride=1, padding=0):
    filters, channels, height, width = weight.shape
    turned = np.moveaxis(weight.reshape(filters, height, width, channels), -1, 1)
    return conv2d_vectorised(x, turned, bias, stride, padding)


@mistake(
    "rows and columns of the window were swapped",
    "Along which axis of x does the window's height go? Rows are axis 2, columns axis 3.",
)
def window_transposed(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight.swapaxes(2, 3), bias, stride, padding)


@mistake(
    "the products were averaged instead of summed",
    "One value is the sum of its products: is there a mean in your code?",
)
def products_averaged(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight / weight[0].size, bias, stride, padding)


# ---------------------------------------------------------------- biases


def _with_bias(maps, bias):
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis]


@mistake(
    "the biases were laid along the pictures",
    "Count the axes after the filters' one: how many np.newaxis must follow the biases?",
)
def bias_along_pictures(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis, np.newaxis]


# ---------------------------------------------------------------- padding and stride


@mistake("the padding was left out", "At which step does the border of zeros get into x?")
def padding_left_out(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight, bias, stride)


@mistake("the stride was left out", "Which of all the windows belong to the map?")
def stride_left_out(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight, bias, 1, padding)


@mistake(
    "the stride was applied to rows only",
    "windows[:, :, ::stride] leaves out rows of windows. What about the next axis?",
)
def stride_on_rows_only(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight, bias, 1, padding)[:, :, ::stride]


@mistake(
    "the stride was applied to columns only",
    "An index after ... counts from the last axis. Which axes are left whole?",
)
def stride_on_columns_only(x, weight, bias=None, stride=1, padding=0):
    return conv2d_vectorised(x, weight, bias, 1, padding)[..., ::stride]


@mistake(
    "the maps have the right size but the window still moves by one pixel",
    "A slice start:stop takes neighbours. How does it take every second pixel?",
)
def stride_in_size_only(x, weight, bias=None, stride=1, padding=0):
    height, width = conv2d_vectorised(x, weight, bias, stride, padding).shape[2:]
    return conv2d_vectorised(x, weight, bias, 1, padding)[:, :, :height, :width]


# ---------------------------------------------------------------- right values, with a loop


@mistake(
    "a loop in Python runs over the pictures",
    "@ takes a stack of matrices as well as one. Can the first axis stay where it is?",
)
def loop_over_pictures(x, weight, bias=None, stride=1, padding=0):
    return np.stack([conv2d_vectorised(one[None], weight, bias, stride, padding)[0] for one in x])


@mistake(
    "a loop in Python runs over the rows of the maps",
    "You do the windows of one row at once. What keeps you from all rows at once?",
)
def loop_over_rows(x, weight, bias=None, stride=1, padding=0):
    return _row_by_row(x, weight, bias, stride, padding)


@mistake(
    "loops in Python run over the pictures and over the rows of the maps",
    "You do the windows of one row at once. Which array holds the windows of all rows?",
)
def loop_over_pictures_and_rows(x, weight, bias=None, stride=1, padding=0):
    return np.stack([_row_by_row(one[None], weight, bias, stride, padding)[0] for one in x])


@mistake(
    "a loop in Python runs over the pixels of the maps, one window after the other",
    "Which array holds all the windows at once, and which product takes it whole?",
)
def loop_over_pixels(x, weight, bias=None, stride=1, padding=0):
    return _pixel_by_pixel(x, weight, bias, stride, padding)


@mistake(
    "loops in Python run over the pictures and over the pixels of the maps, as in unit 04",
    "Which array holds all the windows at once, and which product takes it whole?",
)
def loop_over_pictures_and_pixels(x, weight, bias=None, stride=1, padding=0):
    return np.stack([_pixel_by_pixel(one[None], weight, bias, stride, padding)[0] for one in x])


def _row_by_row(x, weight, bias, stride, padding):
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    return np.stack([maps[:, :, row] for row in range(maps.shape[2])], axis=2)


def _pixel_by_pixel(x, weight, bias, stride, padding):
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    result = np.zeros_like(maps)
    for row, column in np.ndindex(maps.shape[2:]):
        result[:, :, row, column] = maps[:, :, row, column]
    return result
