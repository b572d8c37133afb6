"""Right values, but a loop: what runs in Python where NumPy should do it at once.

The numbers are those of a batch of 10 pictures and maps of 28×28. A loop over all of their places
runs 7,840 times for each filter, and longer with each picture more.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.vectorise.right import conv2d_vectorised


@mistake(
    "a loop in Python runs over the pictures",
    "@ takes a stack of matrices as well as one. Can the first axis stay where it is?",
)
def loop_over_pictures(x, weight, bias=None, stride=1, padding=0):
    """Each picture has its product, one after the other: 10 turns, and 1,000 for 1,000 pictures."""
    return np.stack([conv2d_vectorised(one[None], weight, bias, stride, padding)[0] for one in x])


@mistake(
    "a loop in Python runs over the rows of the maps",
    "You do the windows of one row at once. What keeps you from all rows at once?",
)
def loop_over_rows(x, weight, bias=None, stride=1, padding=0):
    """The windows of a row are done at once, and then the next row: 28 turns."""
    return _row_by_row(x, weight, bias, stride, padding)


@mistake(
    "a loop in Python runs over the columns of the maps",
    "You do the windows of one column at once. What keeps you from all columns at once?",
)
def loop_over_columns(x, weight, bias=None, stride=1, padding=0):
    """The windows of a column are done at once, and then the next column: 28 turns."""
    return _column_by_column(x, weight, bias, stride, padding)


@mistake(
    "loops in Python run over the pictures and over the rows of the maps",
    "You do the windows of one row at once. Which array holds the windows of all rows?",
)
def loop_over_pictures_and_rows(x, weight, bias=None, stride=1, padding=0):
    """Of the loops of conv2d the innermost is gone, and 10 · 28 turns are left."""
    return np.stack([_row_by_row(one[None], weight, bias, stride, padding)[0] for one in x])


@mistake(
    "loops in Python run over the pictures and over the columns of the maps",
    "You do the windows of one column at once. Which array holds the windows of all columns?",
)
def loop_over_pictures_and_columns(x, weight, bias=None, stride=1, padding=0):
    """Of the loops of conv2d that over rows is gone, and 10 · 28 turns are left."""
    return np.stack([_column_by_column(one[None], weight, bias, stride, padding)[0] for one in x])


@mistake(
    "loops in Python run over the rows and over the columns of the maps",
    "Which array holds all the windows at once, and which product takes it whole?",
)
def loop_over_pixels(x, weight, bias=None, stride=1, padding=0):
    """Each window has a product for all pictures and filters: 28·28 = 784 turns."""
    return _pixel_by_pixel(x, weight, bias, stride, padding)


@mistake(
    "loops in Python run over the pictures, rows and columns, as in conv2d",
    "Which array holds all the windows at once, and which product takes it whole?",
)
def loop_over_pictures_and_pixels(x, weight, bias=None, stride=1, padding=0):
    """Nothing is done at once but the sum of one window: 10 · 784 = 7,840 turns."""
    return np.stack([_pixel_by_pixel(one[None], weight, bias, stride, padding)[0] for one in x])


def _row_by_row(x, weight, bias, stride, padding):
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    return np.stack([maps[:, :, row] for row in range(maps.shape[2])], axis=2)


def _column_by_column(x, weight, bias, stride, padding):
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    return np.stack([maps[..., column] for column in range(maps.shape[3])], axis=3)


def _pixel_by_pixel(x, weight, bias, stride, padding):
    maps = conv2d_vectorised(x, weight, bias, stride, padding)
    result = np.zeros_like(maps)
    for row, column in np.ndindex(maps.shape[2:]):
        result[:, :, row, column] = maps[:, :, row, column]
    return result


MISTAKES = (
    loop_over_pictures,
    loop_over_rows,
    loop_over_columns,
    loop_over_pictures_and_rows,
    loop_over_pictures_and_columns,
    loop_over_pixels,
    loop_over_pictures_and_pixels,
)
