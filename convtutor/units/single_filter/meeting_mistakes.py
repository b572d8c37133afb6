"""What people get wrong about which weight meets which pixel in one window.

The numbers are those of the stub's example: pixels 1, 2, 3, kernel 4, 5, bias 6, column 1; the
products 2·4 and 3·5 and the bias make 29.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.right import window_response


def _cut(x, weight, row, column):
    _, kernel_height, kernel_width = weight.shape
    return x[:, row : row + kernel_height, column : column + kernel_width]


# ---------------------------------------------------------------- the kernel


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def kernel_flipped(x, weight, bias, row, column):
    """Flipped, the kernel 4, 5 is 5, 4, and the value 2·5 + 3·4 + 6 = 28."""
    return window_response(x, weight[:, ::-1, ::-1], bias, row, column)


@mistake(
    "the kernel was flipped, and the order of the channels with it",
    "np.flip without an axis turns all axes round. Which kernel meets the red channel now?",
)
def channels_flipped_too(x, weight, bias, row, column):
    """np.flip(weight) lays the kernel for blue on red, upside down on top of that.

    True convolution in two dimensions would flip rows and columns alone, and this course flips
    nothing.
    """
    return window_response(x, np.flip(weight), bias, row, column)


@mistake(
    "rows and columns of the kernel were swapped",
    "The axes of weight are (channel, row, column). Which index is the row?",
)
def kernel_transposed(x, weight, bias, row, column):
    """A square kernel is laid on its side; one of 2×3 no longer matches its window."""
    return (_cut(x, weight, row, column) * weight.transpose(0, 2, 1)).sum() + bias


@mistake(
    "rows and columns of the kernel were swapped",
    "The axes of weight are (channel, row, column). In which order do your indices stand?",
)
def kernel_transposed_in_loops(x, weight, bias, row, column):
    """weight[c, j, i] reads a square kernel on its side, and runs out of one of 2×3."""
    total = bias
    for c, i, j in np.ndindex(weight.shape):
        total += x[c, row + i, column + j] * weight[c, j, i]
    return total


@mistake(
    "the kernel's height and width were swapped, or taken to be equal",
    "Print weight.shape and the shape of your window. Are they the same for a kernel of 2×3?",
)
def kernel_sides_swapped(x, weight, bias, row, column):
    """Right for every square kernel; one of 2×3 gets a window of 3×2 and an error."""
    _, kernel_width, kernel_height = weight.shape
    window = x[:, row : row + kernel_height, column : column + kernel_width]
    return (window * weight).sum() + bias


@mistake(
    "the kernel was taken to be square, as wide as it is high",
    "A kernel of 2×3 has six weights in each channel. How many of them do your loops reach?",
)
def kernel_taken_as_square(x, weight, bias, row, column):
    """Of a kernel of 2×3 only the left 2×2 is read, and one of 3×2 has no third column."""
    channels, size, _ = weight.shape
    total = bias
    for c, i, j in np.ndindex(channels, size, size):
        total += x[c, row + i, column + j] * weight[c, i, j]
    return total


@mistake(
    "a matrix product was made where number should meet number",
    "np.dot and @ multiply rows by columns. Which sign multiplies each pixel by its own weight?",
)
def matrix_product(x, weight, bias, row, column):
    """np.dot multiplies each row of the window by all columns of the kernel.

    So 2×2 times 2×2 makes 8 products in place of 4, and 2×3 times 2×3 cannot be done at all.
    """
    pairs = zip(_cut(x, weight, row, column), weight, strict=True)
    return sum(np.dot(pixels, weights).sum() for pixels, weights in pairs) + bias


@mistake(
    "the last row and column of the kernel were left out",
    "range(3) ends at 2 by itself. Does your loop take one off once more?",
)
def kernel_cut_short(x, weight, bias, row, column):
    """range(kernel_width - 1) skips the 5 of the kernel 4, 5: 2·4 + 6 = 14."""
    total = bias
    channels, kernel_height, kernel_width = weight.shape
    for c, i, j in np.ndindex(channels, kernel_height - 1, kernel_width - 1):
        total += x[c, row + i, column + j] * weight[c, i, j]
    return total


# ---------------------------------------------------------------- the place


@mistake(
    "row and column were swapped",
    "The axes of x are (channel, row, column): which one does `row` count along?",
)
def row_and_column_swapped(x, weight, bias, row, column):
    """The window of row 0, column 1, is cut out at row 1, column 0, where the picture may end."""
    return window_response(x, weight, bias, column, row)


@mistake(
    "(row, column) was taken for the middle of the window",
    "(row, column) is the top left pixel of the window.",
)
def middle_for_corner(x, weight, bias, row, column):
    """A 3×3 window around (1, 1) starts at (0, 0), one pixel too early both ways."""
    _, kernel_height, kernel_width = weight.shape
    return window_response(x, weight, bias, row - kernel_height // 2, column - kernel_width // 2)


@mistake(
    "rows and columns were counted from 1",
    "Which index has the first row of an array?",
)
def counted_from_one(x, weight, bias, row, column):
    """Everything is read one pixel too far up and left, and row 0 becomes −1, the last row."""
    return (_cut(x, weight, row - 1, column - 1) * weight).sum() + bias


@mistake(
    "the window's end was counted from 0, not from its start",
    "A slice is start : end. Where does a window of 2 that starts at 5 end?",
)
def end_counted_from_zero(x, weight, bias, row, column):
    """x[:, row:kernel_height] is right for row 0 only; from row 5 on, 5:2 holds nothing."""
    _, kernel_height, kernel_width = weight.shape
    return (x[:, row:kernel_height, column:kernel_width] * weight).sum() + bias
