"""What people get wrong in unit 01: each mistake is the right answer with one thing changed."""

import numpy as np

from convlib.checks.exercise import mistake
from convlib.checks.single_filter.right import apply_filter, window_response

# ---------------------------------------------------------------- mistakes in one window


@mistake("the bias was left out", "What is added after all the products are summed?")
def bias_forgotten(x, weight, bias, row, column):
    return window_response(x, weight, 0, row, column)


@mistake(
    "the bias was added once for each channel",
    "One filter makes one value. How many biases does one filter have?",
)
def bias_per_channel(x, weight, bias, row, column):
    return window_response(x, weight, bias * len(x), row, column)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias, row, column):
    return window_response(x, weight, bias * weight.size, row, column)


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, bias, row, column):
    return window_response(x[:1], weight[:1], bias, row, column)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias, row, column):
    return window_response(x, weight, 0, row, column) / len(x) + bias


@mistake(
    "the channels were kept apart, one value each",
    "Over which axes do you sum? One window gives one number.",
)
def channels_not_summed(x, weight, bias, row, column):
    _, kernel_height, kernel_width = weight.shape
    window = x[:, row : row + kernel_height, column : column + kernel_width]
    return (window * weight).sum(axis=(1, 2)) + bias


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def kernel_flipped(x, weight, bias, row, column):
    return window_response(x, weight[:, ::-1, ::-1], bias, row, column)


@mistake(
    "row and column were swapped",
    "The axes of x are (channel, row, column): which one does `row` count along?",
)
def row_and_column_swapped(x, weight, bias, row, column):
    return window_response(x, weight, bias, column, row)


@mistake(
    "(row, column) was taken for the middle of the window",
    "(row, column) is the top left pixel of the window.",
)
def middle_for_corner(x, weight, bias, row, column):
    _, kernel_height, kernel_width = weight.shape
    return window_response(x, weight, bias, row - kernel_height // 2, column - kernel_width // 2)


# ---------------------------------------------------------------- mistakes in a whole map


@mistake("the bias was left out", "What is added to each value after the sum?")
def map_bias_forgotten(x, weight, bias=0.0):
    return apply_filter(x, weight)


@mistake(
    "the bias was added once for each channel",
    "One filter has one bias, however many channels it reads.",
)
def map_bias_per_channel(x, weight, bias=0.0):
    return apply_filter(x, weight, bias * len(x))


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def map_first_channel_only(x, weight, bias=0.0):
    return apply_filter(x[:1], weight[:1], bias)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def map_channels_averaged(x, weight, bias=0.0):
    return apply_filter(x, weight) / len(x) + bias


@mistake(
    "one map was made for each channel",
    "One filter makes one map: what happens to the sums of the channels?",
)
def map_channels_not_summed(x, weight, bias=0.0):
    pairs = zip(x, weight, strict=True)
    return np.stack([apply_filter(p[np.newaxis], w[np.newaxis], bias) for p, w in pairs])


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def map_kernel_flipped(x, weight, bias=0.0):
    return apply_filter(x, weight[:, ::-1, ::-1], bias)


@mistake(
    "the last window of each row and column is missing, for want of a + 1",
    "With 4 pixels and a kernel of 3, where can the window start? Count the places.",
)
def last_window_missing(x, weight, bias=0.0):
    return apply_filter(x, weight, bias)[:-1, :-1]


@mistake(
    "the last row and column of the map were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, bias=0.0):
    result = apply_filter(x, weight, bias)
    result[-1], result[:, -1] = 0, 0
    return result


@mistake(
    "rows and columns of the map were swapped",
    "The map has as many rows as there are places for the window from top to bottom.",
)
def map_transposed(x, weight, bias=0.0):
    return apply_filter(x, weight, bias).T


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, bias=0.0):
    return apply_filter(x, weight, bias).astype(int)
