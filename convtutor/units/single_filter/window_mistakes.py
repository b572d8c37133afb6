"""What people get wrong in the value of one window: its sum, its bias, and what they return.

The numbers are those of the stub's example: pixels 1, 2, 3, kernel 4, 5, bias 6, column 1; the
products 2·4 and 3·5 and the bias make 29.
"""

from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.right import window_response


def _cut(x, weight, row, column):
    _, kernel_height, kernel_width = weight.shape
    return x[:, row : row + kernel_height, column : column + kernel_width]


# ---------------------------------------------------------------- the bias


# Seen at https://github.com/deepakcrk/CNN_ForDummies/issues/9
@mistake("the bias was left out", "What is added after all the products are summed?")
def bias_forgotten(x, weight, bias, row, column):
    """The products sum to 23, and without the bias it stays at that."""
    return (_cut(x, weight, row, column) * weight).sum()


@mistake(
    "the bias was added once for each channel",
    "One filter makes one value. How many biases does one filter have?",
)
def bias_per_channel(x, weight, bias, row, column):
    """A bias inside the loop over channels comes three times in an RGB picture: 18, not 6."""
    total = 0
    for pixels, weights in zip(_cut(x, weight, row, column), weight, strict=True):
        total += (pixels * weights).sum() + bias
    return total


# Seen at https://github.com/Kulbear/deep-learning-coursera/pull/45
@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias, row, column):
    """NumPy adds the bias to every number in the brackets: (2·4 + 6) + (3·5 + 6) = 35."""
    return (_cut(x, weight, row, column) * weight + bias).sum()


# ---------------------------------------------------------------- the sum


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, bias, row, column):
    """A 5×5 filter on an RGB picture makes 75 products; one channel has only 25 of them."""
    return window_response(x[:1], weight[:1], bias, row, column)


@mistake(
    "only the last channel was kept",
    "What does your total hold when the second channel begins, and what after it?",
)
def last_channel_only(x, weight, bias, row, column):
    """With = in place of += each channel's sum replaces the one before."""
    for pixels, weights in zip(_cut(x, weight, row, column), weight, strict=True):
        total = (pixels * weights).sum()
    return total + bias


@mistake(
    "only the last product was kept",
    "What does your total hold after the first product, and what after the second?",
)
def last_product_only(x, weight, bias, row, column):
    """With = in place of += only the last product stays: 3·5 + 6 = 21."""
    for pixel, one in zip(_cut(x, weight, row, column).flat, weight.flat, strict=True):
        total = pixel * one
    return total + bias


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias, row, column):
    """A mean over three channels is a third of the sum that the filter should make."""
    return (_cut(x, weight, row, column) * weight).sum(axis=(1, 2)).mean() + bias


@mistake(
    "the products were averaged instead of summed",
    "A blur's weights are small already. Who divides, and by what?",
)
def products_averaged(x, weight, bias, row, column):
    """The mean of 8 and 15 is 11.5, their sum 23.

    A filter that is to average has its weights divided before, such as 1/9 in a 3×3 blur.
    """
    return (_cut(x, weight, row, column) * weight).mean() + bias


@mistake(
    "the channels were kept apart, one value each",
    "Over which axes do you sum? One window gives one number.",
)
def channels_not_summed(x, weight, bias, row, column):
    """A sum over rows and columns leaves the axis of channels: three numbers for RGB."""
    return (_cut(x, weight, row, column) * weight).sum(axis=(1, 2)) + bias


@mistake(
    "the products were not summed",
    "window * weight is still a whole grid. What makes one number of it?",
)
def products_not_summed(x, weight, bias, row, column):
    """What comes back has the shape of the window: 14 and 21 in place of 29."""
    return _cut(x, weight, row, column) * weight + bias


# ---------------------------------------------------------------- the answer


@mistake(
    "the result was cut down to a whole number",
    "Weights and biases need not be whole numbers. Where does yours lose what is after the point?",
)
def cut_to_integer(x, weight, bias, row, column):
    """A sum of 23 and a bias of −0.5 make 22.5; int(...) leaves 22 of it."""
    return int(window_response(x, weight, bias, row, column))


@mistake(
    "the picture was multiplied by the weights in place",
    "window *= weight writes into the window. Whose pixels are those?",
)
def multiplied_in_place(x, weight, bias, row, column):
    """A slice is a view, so x holds products now.

    This value is right, but the next window that overlaps it is not.
    """
    window = _cut(x, weight, row, column)
    window *= weight
    return window.sum() + bias


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function look at x and weight?",
)
def example_answer(x, weight, bias, row, column):
    """29 is right for the example in the docstring; another window has another sum."""
    return 29
