"""What people get wrong when they lay windows and filters flat, and stand the maps up again.

The numbers are those of one picture of 3×32×32 and six filters of 3×5×5: the matrix has 75 rows
and 784 columns, the filters are 6 rows of 75, and the maps are (1, 6, 28, 28).
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.vectorise.right import conv2d_vectorised


def with_bias(maps, bias):
    """The maps with each filter's bias, if there are any."""
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis]


# ---------------------------------------------------------------- windows and weights laid flat


@mistake(
    "the windows were reshaped into the matrix without moving their axes first",
    "A column of the matrix is one window. Before reshape, which axes must stand side by side?",
)
def windows_reshaped_for_moved(x, weight, bias=None, stride=1, padding=0):
    """The view ends in the axes of the kernel.

    Cut as they lie, its numbers make 75 rows that are no windows.
    """
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    batch, _, height, width = windows.shape[:4]
    matrix = windows.reshape(batch, weight[0].size, height * width)
    maps = weight.reshape(len(weight), -1) @ matrix
    return with_bias(maps.reshape(batch, len(weight), height, width), bias)


@mistake(
    "windows were laid flat column by column, but the kernels row by row",
    "The product pairs number 1 with number 1, 2 with 2. In which order do both lie?",
)
def laid_flat_column_by_column(x, weight, bias=None, stride=1, padding=0):
    """The axes (K_w, K_h) stand where (K_h, K_w) belong: pixel (0, 1) meets weight (1, 0)."""
    turned = weight.reshape(*weight.shape[:2], *weight.shape[:1:-1]).swapaxes(2, 3)
    return conv2d_vectorised(x, turned, bias, stride, padding)


@mistake(
    "the channels come last in a flat window, but first in a flat filter",
    "weight.reshape(C_out, -1) goes channel by channel. Does your flat window, too?",
)
def laid_flat_channels_last(x, weight, bias=None, stride=1, padding=0):
    """Both are 75 numbers long, so nothing fails.

    But in one of them red, green and blue take turns, and in the other they follow each other.
    """
    filters, channels, height, width = weight.shape
    turned = np.moveaxis(weight.reshape(filters, height, width, channels), -1, 1)
    return conv2d_vectorised(x, turned, bias, stride, padding)


@mistake(
    "the filters were reshaped into columns where the matrix should have been transposed",
    "reshape(-1, C_out) and reshape(C_out, -1).T have the same shape. Is column 0 filter 0 in "
    "both?",
)
def weights_reshaped_for_transposed(x, weight, bias=None, stride=1, padding=0):
    """The shape (75, 6) is right, but reshape deals the weights out to the columns in turn."""
    dealt = weight.reshape(-1, len(weight)).T.reshape(weight.shape)
    return conv2d_vectorised(x, dealt, bias, stride, padding)


@mistake(
    "rows and columns of the window were swapped",
    "Along which axis of x does the window's height go? Rows are axis 2, columns axis 3.",
)
def window_transposed(x, weight, bias=None, stride=1, padding=0):
    """A window of 2 rows and 3 columns is cut with 3 rows and 2 columns; 5×5 hides half of it."""
    return conv2d_vectorised(x, weight.swapaxes(2, 3), bias, stride, padding)


# ---------------------------------------------------------------- axes of the result


@mistake(
    "the axis of the filters was left at the end of the result",
    "tensordot and @ put the filters' axis where it falls. Which place does it belong to?",
)
def filters_at_the_end(x, weight, bias=None, stride=1, padding=0):
    """The values are right, but stand in (1, 28, 28, 6) instead of (1, 6, 28, 28)."""
    return np.moveaxis(conv2d_vectorised(x, weight, bias, stride, padding), 1, -1)


@mistake(
    "the result was reshaped where its axes should have been moved",
    "reshape never moves a number, it only cuts the row of numbers anew. What moves an axis?",
)
def result_reshaped_for_moved(x, weight, bias=None, stride=1, padding=0):
    """The product has the filters last.

    Cut into (1, 6, 28, 28), one map holds values of all six filters.
    """
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return with_bias(np.moveaxis(maps, 1, -1).reshape(maps.shape), bias)


@mistake(
    "the product of the whole batch was reshaped, but its filters come before its pictures",
    "A row of your product holds all pictures of one filter. What must move before reshape?",
)
def batch_reshaped_for_moved(x, weight, bias=None, stride=1, padding=0):
    """The product is (6, N · 784).

    Cut into (N, 6, 28, 28), picture 0 gets maps of other pictures. One picture alone hides it.
    """
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return with_bias(maps.swapaxes(0, 1).reshape(maps.shape), bias)


@mistake(
    "the product of the whole batch was reshaped, but its pictures take turns in each row",
    "Two numbers that are neighbours in a row of your product: are they of one picture?",
)
def pictures_taking_turns(x, weight, bias=None, stride=1, padding=0):
    """The matrix has its pictures innermost, (6, 784 · N), and reshape leaves them there."""
    maps = conv2d_vectorised(x, weight, None, stride, padding)
    return with_bias(maps.transpose(1, 2, 3, 0).reshape(maps.shape), bias)


@mistake(
    "only the first picture was done",
    "Does an index 0 stand where all the pictures should go through?",
)
def only_first_picture(x, weight, bias=None, stride=1, padding=0):
    """Written for one picture, the product still has the index 0 of it: N is 1 afterwards."""
    return conv2d_vectorised(x[:1], weight, bias, stride, padding)


MISTAKES = (
    windows_reshaped_for_moved,
    laid_flat_column_by_column,
    laid_flat_channels_last,
    weights_reshaped_for_transposed,
    window_transposed,
    filters_at_the_end,
    result_reshaped_for_moved,
    batch_reshaped_for_moved,
    pictures_taking_turns,
    only_first_picture,
)
