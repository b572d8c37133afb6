"""What people get wrong in each value of a layer, and in the order of its axes.

Each mistake is the right answer with one thing changed.
"""

import numpy as np

from convlib.conv2d import pad2d
from convtutor.checks.exercise import mistake
from convtutor.units.multi_filter.right import conv2d
from convtutor.units.single_filter.loops import slide


def _biases(bias, count):
    return np.zeros(count) if bias is None else bias


def _window_by_window(x, window_sides, weight, bias, stride, padding):
    """Cut windows of these sides, right or not; NumPy decides what they make with the weights."""
    sides = conv2d(x, np.zeros((1, x.shape[1], *window_sides)), None, stride, padding).shape[2:]
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    shape = np.empty((1, *window_sides))
    biases = _biases(bias, len(weight))
    return np.array(
        [
            [
                slide(lambda w, f=f, b=b: (w * f).sum() + b, picture, shape, sides, stride)
                for f, b in zip(weight, biases, strict=True)
            ]
            for picture in padded
        ]
    )


# ---------------------------------------------------------------- biases


@mistake("the biases were left out", "What is added to each value after the sum?")
def bias_forgotten(x, weight, bias=None, stride=1, padding=0):
    """Each map is off by one number, its own bias; only bias=None does not show it."""
    return conv2d(x, weight, None, stride, padding)


@mistake(
    "the bias was added once for each channel",
    "One filter has one bias, however many channels it reads.",
)
def bias_per_channel(x, weight, bias=None, stride=1, padding=0):
    """Six filters on RGB have 6 biases; added for every channel they would count 18 times."""
    return conv2d(x, weight, _biases(bias, len(weight)) * x.shape[1], stride, padding)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias=None, stride=1, padding=0):
    """A filter of 3×5×5 makes 75 products, and so 75 biases."""
    biases = _biases(bias, len(weight)) * weight[0].size
    return conv2d(x, weight, biases, stride, padding)


@mistake(
    "every map got the bias of the first filter",
    "There are as many biases as filters. Which one belongs to map 1?",
)
def first_bias_for_all(x, weight, bias=None, stride=1, padding=0):
    """bias[0] in the loop: map 0 is right, and the others are off by a number each."""
    biases = np.full(len(weight), _biases(bias, len(weight))[0])
    return conv2d(x, weight, biases, stride, padding)


@mistake(
    "the biases were laid along the columns of the maps",
    "maps + bias matches the *last* axes. How do you make the biases meet the axis of filters?",
)
def bias_along_columns(x, weight, bias=None, stride=1, padding=0):
    """NumPy lays 6 biases along the last axis: an error, or, in maps 6 wide, a number a column."""
    maps = conv2d(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias


@mistake(
    "a call without biases (bias=None) was not thought of",
    "Without biases nothing is added. What is bias then, and can you index it?",
)
def missing_bias_not_handled(x, weight, bias=None, stride=1, padding=0):
    """None[0] is a TypeError; without biases every map gets a 0."""
    if bias is None:
        raise TypeError("'NoneType' object is not subscriptable")
    return conv2d(x, weight, bias, stride, padding)


# ---------------------------------------------------------------- channels and kernels


@mistake(
    "only the first channel was read",
    "A filter has one kernel for each channel. Which of them take part?",
)
def first_channel_only(x, weight, bias=None, stride=1, padding=0):
    """x[:, 0] and weight[:, 0] leave green and blue out, two thirds of all products."""
    return conv2d(x[:, :1], weight[:, :1], bias, stride, padding)


@mistake(
    "only the last channel was kept",
    "What does a map hold after the first channel, and what after the second?",
)
def last_channel_only(x, weight, bias=None, stride=1, padding=0):
    """With = in place of += the sum of each channel replaces the one before."""
    return conv2d(x[:, -1:], weight[:, -1:], bias, stride, padding)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=None, stride=1, padding=0):
    """The mean over three channels is a third of the sum that a filter should make."""
    return conv2d(x, weight / x.shape[1], bias, stride, padding)


@mistake(
    "the products were averaged instead of summed",
    "A blur's weights are small already. Who divides, and by what?",
)
def products_averaged(x, weight, bias=None, stride=1, padding=0):
    """The mean of 75 products is a 75th of their sum, and only the bias keeps its size."""
    return conv2d(x, weight / weight[0].size, bias, stride, padding)


@mistake(
    "one map was made for each kernel",
    "The three kernels of one filter share one map: what happens to their sums?",
)
def channels_not_summed(x, weight, bias=None, stride=1, padding=0):
    """Six filters on RGB are 18 kernels, but they make 6 maps and not 18."""
    biases = _biases(bias, len(weight))
    maps = [
        conv2d(x[:, channel, np.newaxis], kernel[np.newaxis, np.newaxis], None, stride, padding)
        + biases[index]
        for index, one in enumerate(weight)
        for channel, kernel in enumerate(one)
    ]
    return np.concatenate(maps, axis=1)


@mistake(
    "the kernels were flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def kernel_flipped(x, weight, bias=None, stride=1, padding=0):
    """Every kernel meets its window upside down; symmetric kernels alone would not show it."""
    return conv2d(x, weight[:, :, ::-1, ::-1], bias, stride, padding)


@mistake(
    "the kernels were flipped, and the order of the channels with them",
    "np.flip without an axis turns all axes round. Which kernel meets the red channel now?",
)
def channels_flipped_too(x, weight, bias=None, stride=1, padding=0):
    """np.flip(weight[0]), as scipy.signal.convolve does it, lays the kernel for blue on red."""
    return conv2d(x, weight[:, ::-1, ::-1, ::-1], bias, stride, padding)


@mistake(
    "rows and columns of the kernels were swapped",
    "The axes of weight are (filter, channel, row, column). In which order do your indices stand?",
)
def kernel_transposed_in_loops(x, weight, bias=None, stride=1, padding=0):
    """weight[f, c, j, i] reads a square kernel on its side, and runs out of one of 2×3."""
    kernel_height, kernel_width = weight.shape[2:]
    if kernel_height != kernel_width:
        raise IndexError(f"index {min(weight.shape[2:])} is out of bounds")
    return conv2d(x, weight.swapaxes(2, 3), bias, stride, padding)


@mistake(
    "rows and columns of the kernels were swapped",
    "The axes of weight are (filter, channel, row, column). Which index is the row?",
)
def kernel_transposed(x, weight, bias=None, stride=1, padding=0):
    """A square kernel is laid on its side; one of 2×3 no longer matches its window."""
    turned = weight.swapaxes(2, 3)
    return _window_by_window(x, weight.shape[2:], turned, bias, stride, padding)


@mistake(
    "the kernels' height and width were swapped, or taken to be equal",
    "Print weight.shape and the shape of your window. Are they the same for kernels of 2×3?",
)
def kernel_sides_swapped(x, weight, bias=None, stride=1, padding=0):
    """Right for every square kernel; one of 2×3 gets a window of 3×2 and an error."""
    kernel_width, kernel_height = weight.shape[2:]
    return _window_by_window(x, (kernel_height, kernel_width), weight, bias, stride, padding)


# ---------------------------------------------------------------- the axes of the result


@mistake(
    "pictures and filters were swapped in the axes of the result",
    "The axes of the result are (pictures, filters, rows, columns), in this order.",
)
def pictures_and_filters_swapped(x, weight, bias=None, stride=1, padding=0):
    """2 pictures and 6 filters make (2, 6, …); a loop over filters outside makes (6, 2, …)."""
    return conv2d(x, weight, bias, stride, padding).swapaxes(0, 1)


@mistake(
    "rows and columns of the maps were swapped",
    "Rows come before columns: the last axis of the result counts columns.",
)
def rows_and_columns_swapped(x, weight, bias=None, stride=1, padding=0):
    """The values are right but each map lies on its side: 28 rows of 30 become 30 rows of 28."""
    return conv2d(x, weight, bias, stride, padding).swapaxes(2, 3)


@mistake(
    "the filters were put on the last axis of the result",
    "The axes of the result are (pictures, filters, rows, columns). Where are yours?",
)
def filters_last(x, weight, bias=None, stride=1, padding=0):
    """np.stack(maps, axis=-1) gives (N, H_out, W_out, C_out), the order of other libraries."""
    return np.moveaxis(conv2d(x, weight, bias, stride, padding), 1, -1)
