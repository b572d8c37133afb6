"""What people get wrong when they mend any patient: what is turned, swapped, or cut off.

The numbers are those of the pixels 1, 2, 3 under the kernel 1, 10, which make 21 and 32.
"""

from convlib.conv2d import pad2d
from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.loops import slide
from convtutor.units.stride import mistakes as strided
from convtutor.units.stride.right import apply_filter

# ---------------------------------------------------------------- the kernel


@mistake(
    "the kernel was turned upside down",
    "Which weight meets the window's first row? Does each row need a turn?",
)
def upside_down(x, weight, **options):
    """Of the two turns of true convolution one is left, that of the rows."""
    return apply_filter(x, weight[:, ::-1], **options)


@mistake(
    "the kernel was turned left to right",
    "Which weight meets the window's first column? Does each column need a turn?",
)
def left_to_right(x, weight, **options):
    """Of the two turns of true convolution one is left, that of the columns: 12 and 23."""
    return apply_filter(x, weight[:, :, ::-1], **options)


@mistake(
    "the kernel was flipped along all three axes, that of the channels too",
    "np.flip without an axis turns every axis. Which of them is not a direction in the picture?",
)
def flipped_along_all_axes(x, weight, **options):
    """Besides rows and columns the channels trade places: red pixels meet the blue kernel."""
    return apply_filter(x, weight[::-1, ::-1, ::-1], **options)


@mistake(
    "rows and columns of the kernel were swapped",
    "A kernel of 1 row and 2 columns: does it read pixels side by side, or one below the other?",
)
def kernel_transposed(x, weight, **options):
    """The kernel lies on its side: 1, 10 reads two pixels of a column.

    Maps of oblong kernels have another shape then.
    """
    return apply_filter(x, weight.swapaxes(1, 2), **options)


# ---------------------------------------------------------------- the map


@mistake(
    "rows and columns of the map were swapped",
    "The map has as many rows as there are places for the window from top to bottom.",
)
def transposed(x, weight, **options):
    """Each value is right but stands at (column, row). A square map hides half of it."""
    return apply_filter(x, weight, **options).T


@mistake(
    "the map was made square: as many columns as rows",
    "From what do you compute the number of columns?",
)
def map_taken_for_square(x, weight, bias=0, stride=1, padding=0):
    """The height gives both sides of the map, so that a wide picture loses its right part."""
    rows, _ = apply_filter(x, weight, bias, stride, padding).shape
    picture = pad2d(x, ((padding, padding), (padding, padding)))
    return slide(
        lambda window: (window * weight).sum() + bias, picture, weight, (rows, rows), stride
    )


@mistake(
    "the last row of the map is missing",
    "Count the places of the window from top to bottom, the first one included.",
)
def last_row_missing(x, weight, **options):
    """The + 1 is in the number of columns, but not in that of the rows."""
    return apply_filter(x, weight, **options)[:-1]


@mistake(
    "the last column of the map is missing",
    "Count the places of the window from left to right, the first one included.",
)
def last_column_missing(x, weight, **options):
    """The + 1 is in the number of rows, but not in that of the columns: 21 without 32."""
    return apply_filter(x, weight, **options)[:, :-1]


@mistake(
    "the last row and column of the map were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, **options):
    """The map has its right size, but the loops end one place too soon."""
    result = apply_filter(x, weight, **options)
    result[-1], result[:, -1] = 0, 0
    return result


MISTAKES = (
    strided.map_kernel_flipped,
    upside_down,
    left_to_right,
    flipped_along_all_axes,
    kernel_transposed,
    transposed,
    map_taken_for_square,
    strided.last_window_missing,
    last_row_missing,
    last_column_missing,
    last_window_left_at_zero,
)
"""Of any patient."""
