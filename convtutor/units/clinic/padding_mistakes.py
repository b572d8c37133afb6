"""What people get wrong when they mend patient 4: the border of zeros.

The numbers are those of a row of three pixels with padding 1: 0, 1, 2, 3, 0.
"""

import numpy as np

from convlib.conv2d import pad2d
from convtutor.checks.exercise import mistake
from convtutor.units.stride import mistakes as strided
from convtutor.units.stride.right import apply_filter


def _padded(x, weight, rows, columns):
    """The map of a picture with (before, after) zeros along its rows and columns."""
    return apply_filter(pad2d(x, (rows, columns)), weight)


# ---------------------------------------------------------------- where the zeros stand


@mistake(
    "the zeros of the columns were all put at the right",
    "The picture is in the middle from top to bottom. And from left to right?",
)
def padding_right_only(x, weight, padding=0):
    """Mended by half: the picture moved down into the middle, but not to the right."""
    return _padded(x, weight, (padding, padding), (0, 2 * padding))


@mistake(
    "the zeros of the columns were all put at the left",
    "The picture is in the middle from top to bottom. And from left to right?",
)
def padding_left_only(x, weight, padding=0):
    """The picture moved twice as far to the right as it should: 0, 0, 1, 2, 3 in each row."""
    return _padded(x, weight, (padding, padding), (2 * padding, 0))


@mistake(
    "the zeros of the rows were all put at the bottom",
    "The picture is in the middle from left to right. And from top to bottom?",
)
def padding_below_only(x, weight, padding=0):
    """Mended by half: the picture moved right into the middle, but not down."""
    return _padded(x, weight, (0, 2 * padding), (padding, padding))


@mistake(
    "the zeros of the rows were all put at the top",
    "The picture is in the middle from left to right. And from top to bottom?",
)
def padding_above_only(x, weight, padding=0):
    """The picture moved down twice as far as it should, and ends at the last row."""
    return _padded(x, weight, (2 * padding, 0), (padding, padding))


@mistake(
    "zeros were put above and below, but not at the left and right",
    "How wide should the padded picture be?",
)
def border_of_rows_only(x, weight, padding=0):
    """Only the axis of the rows grows, so that the map is too narrow."""
    return _padded(x, weight, (padding, padding), (0, 0))


@mistake(
    "zeros were put at the left and right, but not above and below",
    "How high should the padded picture be?",
)
def border_of_columns_only(x, weight, padding=0):
    """Only the axis of the columns grows, so that the map is too low."""
    return _padded(x, weight, (0, 0), (padding, padding))


@mistake(
    "the zeros were put around the map, not around the picture",
    "What does the first window read: pixels only, or zeros as well?",
)
def map_padded(x, weight, padding=0):
    """The size comes out right, but no window ever meets the border: its values are just 0."""
    return np.pad(apply_filter(x, weight), padding)


# ---------------------------------------------------------------- what stands in the border


@mistake(
    "the border was filled with ones",
    "What value does zero padding put around the picture?",
)
def border_of_ones(x, weight, padding=0):
    """A border from np.ones is bright where it should be dark: 1, 1, 2, 3, 1."""
    picture = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), constant_values=1)
    return apply_filter(picture, weight)


@mistake(
    "the border mirrors the picture instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def border_mirrored(x, weight, padding=0):
    """A mode of np.pad is set that image programs like: 2, 1, 2, 3, 2."""
    picture = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="reflect")
    return apply_filter(picture, weight)


MISTAKES = (
    strided.map_padding_left_out,
    strided.padding_at_the_end_only,
    strided.padding_at_the_start_only,
    strided.padding_at_the_start_once,
    strided.padding_at_the_end_once,
    padding_right_only,
    padding_left_only,
    padding_below_only,
    padding_above_only,
    border_of_rows_only,
    border_of_columns_only,
    map_padded,
    border_of_ones,
    border_mirrored,
    strided.padding_with_edge_values,
    strided.padding_twice,
    strided.padding_on_every_axis_in_loops,
)
