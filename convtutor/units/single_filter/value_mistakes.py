"""What people get wrong in the values of a map: their sums, their bias, the kernel.

The numbers are those of the stub's example: pixels 1, 2, 3, kernel 4, 5 and bias 6 make the map
20, 29.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.loops import places, slide
from convtutor.units.single_filter.right import apply_filter

# ---------------------------------------------------------------- each value


@mistake("the bias was left out", "What is added to each value after the sum?")
def bias_forgotten(x, weight, bias=0.0):
    """Every value of the map is off by the same number: 14, 23 in place of 20, 29."""
    return apply_filter(x, weight)


@mistake(
    "the bias was added once for each channel",
    "One filter has one bias, however many channels it reads.",
)
def bias_per_channel(x, weight, bias=0.0):
    """Where each channel's map gets the bias, the sum of three maps holds it three times."""
    pairs = zip(x, weight, strict=True)
    return sum(apply_filter(p[np.newaxis], w[np.newaxis], bias) for p, w in pairs)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias=0.0):
    """A window of two pixels then holds the bias twice: 1·4 + 6 + 2·5 + 6 = 26, not 20."""
    return apply_filter(x, weight, bias * weight.size)


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, bias=0.0):
    """x[0] and weight[0] are one plane each: of red, green and blue only red is seen."""
    return apply_filter(x[:1], weight[:1], bias)


@mistake(
    "only the last channel was kept",
    "What does the map hold after the first channel, and what after the second?",
)
def last_channel_only(x, weight, bias=0.0):
    """With = in place of += the map of each channel replaces the one before."""
    return apply_filter(x[-1:], weight[-1:], bias)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=0.0):
    """The mean of three maps is a third of what the filter should make, before the bias."""
    return apply_filter(x, weight) / len(x) + bias


@mistake(
    "the products were averaged instead of summed",
    "A blur's weights are small already. Who divides, and by what?",
)
def products_averaged(x, weight, bias=0.0):
    """The mean of 1·4 and 2·5 is 7, their sum 14.

    A filter that is to average has its weights divided before, such as 1/9 in a 3×3 blur.
    """
    return apply_filter(x, weight) / weight.size + bias


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def kernel_flipped(x, weight, bias=0.0):
    """scipy.signal.convolve2d flips, too, and gives 1·5 + 2·4 + 6 = 19 where 20 is right."""
    return apply_filter(x, weight[:, ::-1, ::-1], bias)


@mistake(
    "the kernel was flipped, and the order of the channels with it",
    "np.flip without an axis turns all axes round. Which kernel meets the red channel now?",
)
def channels_flipped_too(x, weight, bias=0.0):
    """np.flip(weight), as scipy.signal.convolve does it, lays the kernel for blue on red."""
    return apply_filter(x, np.flip(weight), bias)


@mistake(
    "rows and columns of the kernel were swapped",
    "The axes of weight are (channel, row, column). Which index is the row?",
)
def kernel_transposed(x, weight, bias=0.0):
    """A square kernel is laid on its side; one of 2×3 no longer matches its window."""
    turned = weight.transpose(0, 2, 1)
    return slide(lambda w: (w * turned).sum() + bias, x, weight, places(x, weight))


@mistake(
    "the kernel's height and width were swapped, or taken to be equal",
    "Print weight.shape and the shape of your window. Are they the same for a kernel of 2×3?",
)
def kernel_sides_swapped(x, weight, bias=0.0):
    """Right for every square kernel; one of 2×3 gets a window of 3×2 and an error."""
    turned = weight.transpose(0, 2, 1)  # its shape is that of the wrong windows
    return slide(lambda w: (w * weight).sum() + bias, x, turned, places(x, turned))


@mistake(
    "a matrix product was made where number should meet number",
    "np.dot and @ multiply rows by columns. Which sign multiplies each pixel by its own weight?",
)
def matrix_product(x, weight, bias=0.0):
    """np.dot multiplies each row of the window by all columns of the kernel.

    So 2×2 times 2×2 makes 8 products in place of 4, and 2×3 times 2×3 cannot be done at all.
    """

    def one_window(window):
        return sum(np.dot(*pair).sum() for pair in zip(window, weight, strict=True)) + bias

    return slide(one_window, x, weight, places(x, weight))


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, bias=0.0):
    """np.zeros_like(x) of whole pixels holds whole numbers, and 20.5 becomes 20 in it."""
    return apply_filter(x, weight, bias).astype(int)


@mistake(
    "the picture was multiplied by the weights in place",
    "window *= weight writes into the window. Whose pixels are those?",
)
def multiplied_in_place(x, weight, bias=0.0):
    """A slice is a view: the second window of the example finds 1·4, 2·5, 3, and makes 61."""

    def one_window(window):
        window *= weight
        return window.sum() + bias

    return slide(one_window, x, weight, places(x, weight))
