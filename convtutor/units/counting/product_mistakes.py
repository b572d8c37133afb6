"""What people get wrong when they count multiplications: which products, and how many of a window.

Each is right but for one thing. The numbers are those of six filters of 3×5×5 on a picture of
3×32×32: 6 · 28·28 values of 75 products are 352,800 multiplications.
"""

from math import prod

import numpy as np

from convlib.geometry import conv2d_output_shape
from convtutor.checks.exercise import mistake
from convtutor.units.counting.right import conv2d_multiply_count

# ---------------------------------------------------------------- something else was counted


@mistake(
    "the parameters were counted",
    "A weight is one number to learn, but in how many places is it multiplied?",
)
def parameters_counted(input_shape, weight_shape, stride=1, padding=0):
    """Parameters are learned once but used at every place: 456 of them, but 352,800 products."""
    return prod(weight_shape) + weight_shape[0]


@mistake(
    "the weights were counted, each of them once",
    "In how many places is each weight multiplied?",
)
def weights_counted(input_shape, weight_shape, stride=1, padding=0):
    """There are 450 weights, but each of them is multiplied at 784 places."""
    return prod(weight_shape)


@mistake(
    "the values of the maps were counted, not the products that make them",
    "How many products are summed to make one value of a map?",
)
def values_counted(input_shape, weight_shape, stride=1, padding=0):
    """The maps hold 6·28·28 = 4,704 values, but each of them is a sum of 75 products."""
    return prod(conv2d_output_shape(input_shape, weight_shape, stride, padding))


@mistake(
    "every value of the maps read the whole picture, as in a fully connected layer",
    "How many pixels lie under one window?",
)
def whole_picture_for_window(input_shape, weight_shape, stride=1, padding=0):
    """A filter sees its window only, 75 numbers here.

    With all 3,072 numbers of the picture for each of 4,704 values the count is 14,450,688.
    """
    values = prod(conv2d_output_shape(input_shape, weight_shape, stride, padding))
    return values * prod(input_shape[1:])


# Seen at https://github.com/facebookresearch/fvcore/issues/102
@mistake(
    "the bias was counted as a multiplication",
    "Is the bias multiplied by anything?",
)
def bias_multiplied(input_shape, weight_shape, stride=1, padding=0):
    """The bias is added, never multiplied: 76 instead of 75 for each value make 357,504."""
    values = prod(conv2d_output_shape(input_shape, weight_shape, stride, padding))
    return values * (prod(weight_shape[1:]) + 1)


# Seen at https://github.com/Lyken17/pytorch-OpCounter/issues/37
@mistake(
    "the additions were counted, too",
    "Each product is one multiplication. What do we do with the sums here?",
)
def additions_counted(input_shape, weight_shape, stride=1, padding=0):
    """Many tools count a product and its addition as two operations: 705,600, not 352,800."""
    return 2 * conv2d_multiply_count(input_shape, weight_shape, stride, padding)


# Seen at https://github.com/google/flax/issues/3392
@mistake(
    "products with zeros of the padding were not counted",
    "The machine multiplies by a zero of the padding like by any other number.",
)
def zeros_not_counted(input_shape, weight_shape, stride=1, padding=0):
    """Some tools count as if the zeros of the border were skipped.

    Here a product with zero is a product like any other.
    """
    batch, _, *sides = input_shape
    out = conv2d_output_shape(input_shape, weight_shape, stride, padding)[2:]
    # Along each axis: pairs of a position and a weight that meet a pixel of the picture.
    pairs = [
        sum(0 <= i * stride + k - padding < side for i in range(positions) for k in range(kernel))
        for side, positions, kernel in zip(sides, out, weight_shape[2:], strict=True)
    ]
    return batch * weight_shape[0] * weight_shape[1] * prod(pairs)


# ---------------------------------------------------------------- a factor is missing, or twice


@mistake("only one picture of the batch was counted", "What is the first number of input_shape?")
def one_picture_only(input_shape, weight_shape, stride=1, padding=0):
    """The shape begins with the number of pictures, and each costs as much as the first."""
    return conv2d_multiply_count((1, *input_shape[1:]), weight_shape, stride, padding)


@mistake("the channels were left out", "One window reads all channels. How many products is that?")
def multiply_without_channels(input_shape, weight_shape, stride=1, padding=0):
    """One kernel makes 25 products.

    A window on three channels makes three times as many: 117,600 is a third of the count.
    """
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return right // weight_shape[1]


@mistake(
    "the channels were counted twice, from input_shape and from weight_shape",
    "C_in stands in both shapes. Is it one number, or two?",
)
def channels_twice(input_shape, weight_shape, stride=1, padding=0):
    """Both shapes speak of the same three channels: 1,058,400 is three times too many."""
    return conv2d_multiply_count(input_shape, weight_shape, stride, padding) * input_shape[1]


@mistake(
    "only one filter was counted",
    "Every filter visits every place. What is the first number of weight_shape?",
)
def multiply_with_one_filter(input_shape, weight_shape, stride=1, padding=0):
    """The count stops at the first filter: 58,800 is what one of the six costs."""
    return conv2d_multiply_count(input_shape, (1, *weight_shape[1:]), stride, padding)


@mistake(
    "the kernel's rows were counted, but not its columns",
    "A window of 2 rows and 3 columns: how many products for one channel?",
)
def kernel_rows_only(input_shape, weight_shape, stride=1, padding=0):
    """One side of the kernel stands for its area: 70,560 is a fifth of the count."""
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return right // weight_shape[3]


@mistake(
    "the kernel was taken to be square, as high as it is wide",
    "weight_shape gives the rows and the columns of a kernel. Do you use both?",
)
def kernel_taken_for_square(input_shape, weight_shape, stride=1, padding=0):
    """K_h · K_h is right for 5×5, where the two sides agree, and for no kernel of 2×3."""
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return right // weight_shape[3] * weight_shape[2]


# ---------------------------------------------------------------- the number itself


@mistake(
    "the count ran over the largest number that 32 bits hold",
    "Python's own whole numbers never run over; make the sizes plain with int(...).",
)
def wrapped_at_32_bits(input_shape, weight_shape, stride=1, padding=0):
    """NumPy's int32 ends at 2,147,483,647 and goes on below zero.

    A layer of VGG on 64 pictures has more than a hundred billion multiplications.
    """
    right = conv2d_multiply_count(input_shape, weight_shape, stride, padding)
    return int(np.int64(right).astype(np.int32))


@mistake(
    "the answer of the example, 8, was returned whatever is asked",
    "Call it with other shapes. Which of the arguments do you use?",
)
def multiply_example_returned(input_shape, weight_shape, stride=1, padding=0):
    """The number of the example is right for one call, and no other layer has to agree."""
    return 8


@mistake(
    "the number 352,800 of the course was returned whatever is asked",
    "That is one layer on one picture. Which of its numbers are arguments here?",
)
def multiply_352800_returned(input_shape, weight_shape, stride=1, padding=0):
    """The 352,800 belongs to six filters of 3×5×5 on 3×32×32 pixels, and to hardly any other."""
    return 352800


MISTAKES = (
    parameters_counted,
    weights_counted,
    values_counted,
    whole_picture_for_window,
    bias_multiplied,
    additions_counted,
    zeros_not_counted,
    one_picture_only,
    multiply_without_channels,
    channels_twice,
    multiply_with_one_filter,
    kernel_rows_only,
    kernel_taken_for_square,
    wrapped_at_32_bits,
    multiply_example_returned,
    multiply_352800_returned,
)
