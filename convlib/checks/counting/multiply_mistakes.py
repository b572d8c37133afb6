"""What people get wrong when they count multiplications: each is right but for one thing."""

from math import prod

import numpy as np

from convlib.checks.counting.right import conv2d_multiply_count
from convlib.checks.exercise import mistake
from convlib.shapes import conv2d_output_shape


def _count(input_shape, weight_shape, rows, columns):
    """The right product for a map of so many rows and columns."""
    return input_shape[0] * rows * columns * prod(weight_shape)


@mistake(
    "the parameters were counted",
    "A weight is one number to learn, but in how many places is it multiplied?",
)
def parameters_counted(input_shape, weight_shape, stride=1, padding=0):
    return prod(weight_shape) + weight_shape[0]


@mistake(
    "the weights were counted, each of them once",
    "In how many places is each weight multiplied?",
)
def weights_counted(input_shape, weight_shape, stride=1, padding=0):
    return prod(weight_shape)


@mistake(
    "one window of each picture was counted instead of all of them",
    "In how many places does the window stand?",
)
def one_window_only(input_shape, weight_shape, stride=1, padding=0):
    return input_shape[0] * prod(weight_shape)


@mistake(
    "the bias was counted as a multiplication",
    "Is the bias multiplied by anything?",
)
def bias_multiplied(input_shape, weight_shape, stride=1, padding=0):
    values = prod(conv2d_output_shape(input_shape, weight_shape, stride, padding))
    return values * (prod(weight_shape[1:]) + 1)


@mistake(
    "the additions were counted, too",
    "Each product is one multiplication. What do we do with the sums here?",
)
def additions_counted(input_shape, weight_shape, stride=1, padding=0):
    return 2 * conv2d_multiply_count(input_shape, weight_shape, stride, padding)


@mistake(
    "only one picture of the batch was counted",
    "What is the first number of input_shape?",
)
def one_picture_only(input_shape, weight_shape, stride=1, padding=0):
    return conv2d_multiply_count((1, *input_shape[1:]), weight_shape, stride, padding)


@mistake(
    "the channels were left out",
    "One window reads all channels. How many products is that?",
)
def multiply_without_channels(input_shape, weight_shape, stride=1, padding=0):
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return right // weight_shape[1]


@mistake(
    "only one filter was counted",
    "Every filter visits every place. What is the first number of weight_shape?",
)
def multiply_with_one_filter(input_shape, weight_shape, stride=1, padding=0):
    return conv2d_multiply_count(input_shape, (1, *weight_shape[1:]), stride, padding)


@mistake(
    "the kernel's rows were counted, but not its columns",
    "A window of 2 rows and 3 columns: how many products for one channel?",
)
def kernel_rows_only(input_shape, weight_shape, stride=1, padding=0):
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return right // weight_shape[3]


@mistake(
    "the window stood on every pixel of the input",
    "Count the values that come out, not the pixels that go in.",
)
def input_size_for_output(input_shape, weight_shape, stride=1, padding=0):
    return _count(input_shape, weight_shape, *input_shape[2:])


@mistake("the padding was left out", "How long is an axis once the zeros are there?")
def multiply_without_padding(input_shape, weight_shape, stride=1, padding=0):
    _, _, height, width = input_shape
    rows = (height - weight_shape[2]) // stride + 1
    columns = (width - weight_shape[3]) // stride + 1
    return _count(input_shape, weight_shape, rows, columns)


@mistake(
    "the padding was counted on one side only",
    "Padding is added on each side. How many sides has an axis?",
)
def multiply_with_padding_once(input_shape, weight_shape, stride=1, padding=0):
    _, _, height, width = input_shape
    rows = (height + padding - weight_shape[2]) // stride + 1
    columns = (width + padding - weight_shape[3]) // stride + 1
    return _count(input_shape, weight_shape, rows, columns)


@mistake(
    "products with zeros of the padding were not counted",
    "The machine multiplies by a zero of the padding like by any other number.",
)
def zeros_not_counted(input_shape, weight_shape, stride=1, padding=0):
    batch, _, *sides = input_shape
    out = conv2d_output_shape(input_shape, weight_shape, stride, padding)[2:]
    # Along each axis: pairs of a position and a weight that meet a pixel of the picture.
    pairs = [
        sum(0 <= i * stride + k - padding < side for i in range(positions) for k in range(kernel))
        for side, positions, kernel in zip(sides, out, weight_shape[2:], strict=True)
    ]
    return batch * weight_shape[0] * weight_shape[1] * prod(pairs)


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def multiply_without_stride(input_shape, weight_shape, stride=1, padding=0):
    return conv2d_multiply_count(input_shape, weight_shape, 1, padding)


@mistake(
    "the stride was applied to rows only",
    "The window moves right by the stride, too.",
)
def multiply_with_stride_on_rows(input_shape, weight_shape, stride=1, padding=0):
    _, _, rows, _ = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    _, _, _, columns = conv2d_output_shape(input_shape, weight_shape, 1, padding)
    return _count(input_shape, weight_shape, rows, columns)


@mistake(
    "a + 1 is missing in the size of the map",
    "The window also stood somewhere before its first step.",
)
def multiply_without_plus_one(input_shape, weight_shape, stride=1, padding=0):
    _, _, rows, columns = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows - 1, columns - 1)


@mistake(
    "the map was taken to be square",
    "Height and width of the input may differ, and so may those of the kernel.",
)
def map_taken_for_square(input_shape, weight_shape, stride=1, padding=0):
    _, _, rows, _ = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows, rows)


@mistake(
    "the count ran over the largest number that 32 bits hold",
    "Python's own whole numbers never run over; make the sizes plain with int(...).",
)
def wrapped_at_32_bits(input_shape, weight_shape, stride=1, padding=0):
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return int(np.int64(right).astype(np.int32))
