"""What people get wrong in unit 03: each mistake is the right answer with one thing changed."""

from math import ceil

import numpy as np

from convlib.checks.exercise import mistake
from convlib.checks.strides.right import apply_filter
from convlib.conv import pad2d

# ---------------------------------------------------------------- mistakes in a size


def _steps(input_size: int, kernel_size: int, stride: int, padding: int) -> float:
    """How many steps the window could take if half steps counted: 13.5 for 32, 5, 2, 0."""
    return (input_size + 2 * padding - kernel_size) / stride


@mistake(
    "the + 1 is missing",
    "A kernel as large as the input takes no step at all. In how many positions was it?",
)
def missing_plus_one(input_size, kernel_size, stride=1, padding=0):
    return int(_steps(input_size, kernel_size, stride, padding))


@mistake(
    "the 1 was added before dividing",
    "Count the steps first, all the way to division; then add the position it started from.",
)
def plus_one_inside(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size + 1) // stride


@mistake(
    "the size was rounded up (ceil)",
    "A window that hangs over the edge does not count. Which way does 14.5 have to go?",
)
def rounded_up(input_size, kernel_size, stride=1, padding=0):
    return ceil(_steps(input_size, kernel_size, stride, padding)) + 1


@mistake(
    "the size was rounded to the nearest whole number",
    "Half a window is no window, and nine tenths of one are none either.",
)
def rounded_to_nearest(input_size, kernel_size, stride=1, padding=0):
    return round(_steps(input_size, kernel_size, stride, padding)) + 1


@mistake(
    "the division was not floored, so the size is not a whole number",
    "/ makes a float, even of 6/2. Which division leaves a whole number?",
)
def not_floored(input_size, kernel_size, stride=1, padding=0):
    return _steps(input_size, kernel_size, stride, padding) + 1


@mistake(
    "the padding was counted on one side only",
    "Padding is added on each side. How many sides has an axis?",
)
def padding_once(input_size, kernel_size, stride=1, padding=0):
    return (input_size + padding - kernel_size) // stride + 1


@mistake("the padding was left out", "How long is the axis once the zeros are there?")
def padding_left_out(input_size, kernel_size, stride=1, padding=0):
    return (input_size - kernel_size) // stride + 1


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def stride_left_out(input_size, kernel_size, stride=1, padding=0):
    return input_size + 2 * padding - kernel_size + 1


@mistake(
    "the kernel size was not subtracted",
    "Where does the *last* window start? It still has to fit.",
)
def kernel_left_out(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding) // stride


# ---------------------------------------------------------------- mistakes in unread pixels


@mistake(
    "padding zeros were counted as pixels",
    "Of what the last window leaves over, the padding comes last. How many of those are pixels?",
)
def padding_counted(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) % stride


@mistake("the padding was left out", "With a border, the first window starts before pixel 0.")
def unread_padding_left_out(input_size, kernel_size, stride=1, padding=0):
    return (input_size - kernel_size) % stride


@mistake(
    "the padding of both sides was taken off",
    "Only the padding at the far end lies behind the last pixel.",
)
def both_paddings_taken_off(input_size, kernel_size, stride=1, padding=0):
    return max(0, (input_size + 2 * padding - kernel_size) % stride - 2 * padding)


@mistake(
    "the result can fall below zero",
    "If the padding is more than what is left over, how many pixels are unread?",
)
def below_zero(input_size, kernel_size, stride=1, padding=0):
    return (input_size + 2 * padding - kernel_size) % stride - padding


@mistake(
    "the kernel size was left out",
    "Where does the last window *end*? Start plus kernel size.",
)
def unread_kernel_left_out(input_size, kernel_size, stride=1, padding=0):
    return max(0, (input_size + 2 * padding) % stride - padding)


@mistake(
    "the last pixel that is read was counted as unread",
    "The last window ends at start + kernel_size − 1, and that pixel is read.",
)
def last_read_pixel_counted(input_size, kernel_size, stride=1, padding=0):
    return max(0, (input_size + 2 * padding - kernel_size) % stride - padding) + 1


@mistake(
    "every pixel was taken to be read",
    "32 pixels, kernel 5, stride 2: at which pixel does the last window end?",
)
def nothing_unread(input_size, kernel_size, stride=1, padding=0):
    return 0


# ---------------------------------------------------------------- mistakes in a map


@mistake(
    "the map has the right size but the window still moves by one pixel",
    "The value at row 1 of the map: at which row of the picture does its window start?",
)
def stride_in_size_only(x, weight, bias=0.0, stride=1, padding=0):
    height, width = apply_filter(x, weight, bias, stride, padding).shape
    return apply_filter(x, weight, bias, 1, padding)[:height, :width]


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def map_stride_left_out(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, 1, padding)


@mistake(
    "the stride was applied to rows only",
    "The window moves right by the stride, too.",
)
def stride_on_rows_only(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, 1, padding)[::stride]


@mistake(
    "the stride was applied to columns only",
    "At the end of a row the window moves down by the stride, too.",
)
def stride_on_columns_only(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, 1, padding)[:, ::stride]


@mistake("the padding was left out", "Where does the border of zeros get into your loops?")
def map_padding_left_out(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, stride, 0)


@mistake(
    "the zeros were put at the bottom and right only",
    "The border goes around all four sides: where is the picture's first pixel then?",
)
def padding_at_the_end_only(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(pad2d(x, ((0, 2 * padding), (0, 2 * padding))), weight, bias, stride)


@mistake(
    "the border repeats the edge pixels instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def padding_with_edge_values(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")
    return apply_filter(padded, weight, bias, stride)


@mistake(
    "the padding was added twice",
    "Once the picture is padded, does its size still need the padding added?",
)
def padding_twice(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, stride, 2 * padding)


@mistake("the bias was left out", "What is added to each value after the sum?")
def map_bias_forgotten(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, 0.0, stride, padding)


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def map_kernel_flipped(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight[:, ::-1, ::-1], bias, stride, padding)


@mistake(
    "the last window of each row and column is missing, for want of a + 1",
    "Count the positions with your own conv_output_size.",
)
def last_window_missing(x, weight, bias=0.0, stride=1, padding=0):
    return apply_filter(x, weight, bias, stride, padding)[:-1, :-1]
