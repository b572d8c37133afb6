"""What people get wrong in unit 04: each mistake is the right answer with one thing changed."""

import numpy as np

from convlib.checks.exercise import mistake
from convlib.checks.multi_filter.right import conv2d

# ---------------------------------------------------------------- filters and pictures


def _biases(bias, count):
    return np.zeros(count) if bias is None else bias


@mistake(
    "filters and channels were swapped in the weight's axes",
    "weight has the axes (filters, channels, rows, columns). Which part of it is filter 0?",
)
def filters_and_channels_swapped(x, weight, bias=None, stride=1, padding=0):
    maps = []
    for index in range(weight.shape[1]):
        one = weight[:, index]
        # As NumPy does in window * one: channels must agree, or be 1.
        channels = np.broadcast_shapes(x.shape[1:2], one.shape[:1])[0]
        pictures = np.broadcast_to(x, (len(x), channels, *x.shape[2:]))
        one = np.broadcast_to(one, (1, channels, *one.shape[1:]))
        value = conv2d(pictures, one, None, stride, padding)[:, 0]
        maps.append(value + _biases(bias, weight.shape[1])[index])
    return np.stack(maps, axis=1)


@mistake(
    "filters and channels were swapped in the weight's axes",
    "Which axis of weight counts the filters, and which the channels of one filter?",
)
def filters_and_channels_swapped_in_loops(x, weight, bias=None, stride=1, padding=0):
    channels, filters = weight.shape[:2]
    biases = _biases(bias, filters)
    maps = []
    for index in range(filters):
        pictures = np.stack([x[:, channel] for channel in range(channels)], axis=1)
        total = conv2d(pictures, weight[np.newaxis, :, index], None, stride, padding)[:, 0]
        maps.append(total + biases[index])
    return np.stack(maps, axis=1)


@mistake(
    "every map was made with the first filter",
    "Map 1 belongs to filter 1. Does the number of the filter stand in weight[...], too?",
)
def first_filter_everywhere(x, weight, bias=None, stride=1, padding=0):
    first = np.broadcast_to(weight[:1], weight.shape)
    return conv2d(x, first, bias, stride, padding)


@mistake(
    "every map is the one of the last filter",
    "Each filter needs a place of its own in the result. Which place do you write to?",
)
def last_filter_everywhere(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d(x, weight, bias, stride, padding)
    return np.repeat(maps[:, -1:], len(weight), axis=1)


@mistake(
    "only the first filter was used, and the other maps are zero",
    "Does the loop over the filters reach its end? Look how far `return` is moved in.",
)
def only_first_filter(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d(x, weight, bias, stride, padding)
    maps[:, 1:] = 0
    return maps


@mistake(
    "only the first picture of the batch was done, and the others are zero",
    "Does the loop over the pictures reach its end? Look how far `return` is moved in.",
)
def only_first_picture(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d(x, weight, bias, stride, padding)
    maps[1:] = 0
    return maps


@mistake(
    "the first picture was read again for each picture of the batch",
    "Does the number of the picture stand in x[...], too?",
)
def first_picture_repeated(x, weight, bias=None, stride=1, padding=0):
    return conv2d(np.broadcast_to(x[:1], x.shape), weight, bias, stride, padding)


@mistake(
    "pictures and filters were swapped in the axes of the result",
    "The axes of the result are (pictures, filters, rows, columns), in this order.",
)
def pictures_and_filters_swapped(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, bias, stride, padding).swapaxes(0, 1)


@mistake(
    "rows and columns of the maps were swapped",
    "Rows come before columns: the last axis of the result counts columns.",
)
def rows_and_columns_swapped(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, bias, stride, padding).swapaxes(2, 3)


# ---------------------------------------------------------------- biases


@mistake("the biases were left out", "What is added to each value after the sum?")
def bias_forgotten(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, None, stride, padding)


@mistake(
    "the bias was added once for each channel",
    "One filter has one bias, however many channels it reads.",
)
def bias_per_channel(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, _biases(bias, len(weight)) * x.shape[1], stride, padding)


@mistake(
    "every map got the bias of the first filter",
    "There are as many biases as filters. Which one belongs to map 1?",
)
def first_bias_for_all(x, weight, bias=None, stride=1, padding=0):
    biases = np.full(len(weight), _biases(bias, len(weight))[0])
    return conv2d(x, weight, biases, stride, padding)


@mistake(
    "the biases were laid along the columns of the maps",
    "maps + bias matches the *last* axes. How do you make the biases meet the axis of filters?",
)
def bias_along_columns(x, weight, bias=None, stride=1, padding=0):
    maps = conv2d(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias


@mistake(
    "a call without biases (bias=None) was not thought of",
    "Without biases nothing is added. What is bias then, and can you index it?",
)
def missing_bias_not_handled(x, weight, bias=None, stride=1, padding=0):
    if bias is None:
        raise TypeError("'NoneType' object is not subscriptable")
    return conv2d(x, weight, bias, stride, padding)


# ---------------------------------------------------------------- channels and kernels


@mistake(
    "the kernels were flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def kernel_flipped(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight[:, :, ::-1, ::-1], bias, stride, padding)


@mistake(
    "only the first channel was read",
    "A filter has one kernel for each channel. Which of them take part?",
)
def first_channel_only(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x[:, :1], weight[:, :1], bias, stride, padding)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight / x.shape[1], bias, stride, padding)


@mistake(
    "one map was made for each kernel",
    "The three kernels of one filter share one map: what happens to their sums?",
)
def channels_not_summed(x, weight, bias=None, stride=1, padding=0):
    biases = _biases(bias, len(weight))
    maps = [
        conv2d(x[:, channel, np.newaxis], kernel[np.newaxis, np.newaxis], None, stride, padding)
        + biases[index]
        for index, one in enumerate(weight)
        for channel, kernel in enumerate(one)
    ]
    return np.concatenate(maps, axis=1)


# ---------------------------------------------------------------- padding and stride


@mistake("the padding was left out", "Where does the border of zeros get into your loops?")
def padding_left_out(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, bias, stride)


@mistake(
    "zeros were put around the channels and the batch, too",
    "np.pad wants a pair for each of the four axes. On which two of them is there a border?",
)
def padding_on_every_axis(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, padding)[: len(x)]
    # As NumPy does in window * filter: channels must agree, or be 1.
    channels = np.broadcast_shapes(padded.shape[1:2], weight.shape[1:2])[0]
    filters = np.broadcast_to(weight, (len(weight), channels, *weight.shape[2:]))
    return conv2d(padded, filters, bias, stride)


@mistake(
    "zeros were put around the channels and the batch, too",
    "Which shape should the padded pictures have? Compare it with the one that they have.",
)
def padding_on_every_axis_in_loops(x, weight, bias=None, stride=1, padding=0):
    batch, channels = x.shape[:2]
    return conv2d(np.pad(x, padding)[:batch, :channels], weight, bias, stride)


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def stride_left_out(x, weight, bias=None, stride=1, padding=0):
    return conv2d(x, weight, bias, 1, padding)


@mistake(
    "the maps have the right size but the window still moves by one pixel",
    "The value in row 1 of a map: in which row of the padded picture does its window start?",
)
def stride_in_size_only(x, weight, bias=None, stride=1, padding=0):
    height, width = conv2d(x, weight, bias, stride, padding).shape[2:]
    return conv2d(x, weight, bias, 1, padding)[:, :, :height, :width]
