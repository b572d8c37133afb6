"""What people still get wrong in a map, whatever the stride and the padding."""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.stride.right import apply_filter


@mistake(
    "the bias was added once for each channel",
    "One filter has one bias, however many channels it reads.",
)
def bias_per_channel(x, weight, bias=0.0, stride=1, padding=0):
    """Inside a loop over 3 channels a bias of 6 makes 18 of itself."""
    return apply_filter(x, weight, bias * len(x), stride, padding)


@mistake(
    "the bias was added to each product",
    "The bias joins once, after the sum; is it inside the brackets of the sum?",
)
def bias_per_product(x, weight, bias=0.0, stride=1, padding=0):
    """A filter of 3×5×5 makes 75 products, and so 75 biases."""
    return apply_filter(x, weight, bias * weight.size, stride, padding)


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, bias=0.0, stride=1, padding=0):
    """x[0] and weight[0] are one plane each: of red, green and blue only red is seen."""
    return apply_filter(x[:1], weight[:1], bias, stride, padding)


@mistake(
    "only the last channel was kept",
    "What does the map hold after the first channel, and what after the second?",
)
def last_channel_only(x, weight, bias=0.0, stride=1, padding=0):
    """With = in place of += the sum of each channel replaces the one before."""
    return apply_filter(x[-1:], weight[-1:], bias, stride, padding)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=0.0, stride=1, padding=0):
    """The mean of three channels is a third of what the filter should make."""
    return apply_filter(x, weight, 0.0, stride, padding) / len(x) + bias


@mistake(
    "one map was made for each channel",
    "One filter makes one map: what happens to the sums of the channels?",
)
def channels_not_summed(x, weight, bias=0.0, stride=1, padding=0):
    """A filter on an RGB picture then makes three maps in place of one."""
    pairs = zip(x, weight, strict=True)
    one = [apply_filter(p[np.newaxis], w[np.newaxis], bias, stride, padding) for p, w in pairs]
    return np.stack(one)


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, bias=0.0, stride=1, padding=0):
    """np.zeros_like(x) of whole pixels holds whole numbers, and 20.5 becomes 20 in it."""
    return apply_filter(x, weight, bias, stride, padding).astype(int)


@mistake(
    "rows and columns of the map were swapped",
    "The map has as many rows as there are places for the window from top to bottom.",
)
def map_transposed(x, weight, bias=0.0, stride=1, padding=0):
    """The values are right but lie on their side: a map of 3 rows and 5 columns comes as 5×3."""
    return apply_filter(x, weight, bias, stride, padding).T


@mistake(
    "the last row and column of the map were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, bias=0.0, stride=1, padding=0):
    """The map has its right size, but range(columns - 1) stops one cell before its end."""
    result = apply_filter(x, weight, bias, stride, padding)
    result[-1], result[:, -1] = 0, 0
    return result


@mistake(
    "only the first row of the map was done",
    "How far is `return` moved in? A function ends at its first `return`.",
)
def only_first_row(x, weight, bias=0.0, stride=1, padding=0):
    """A `return` inside the outer loop ends it after one row; the others stay zero."""
    result = apply_filter(x, weight, bias, stride, padding)
    result[1:] = 0
    return result


@mistake(
    "the running total was never set back to 0",
    "Where does total = 0 stand: before both loops, or inside the inner one?",
)
def total_carried_on(x, weight, bias=0.0, stride=1, padding=0):
    """With total = 0 before the loops the example gives 21 and 64: the second holds the first."""
    sums = apply_filter(x, weight, 0.0, stride, padding)
    return np.cumsum(sums).reshape(sums.shape) + bias


@mistake(
    "nothing was ever written into the map",
    "Which line puts a value into the map, and at which row and column?",
)
def never_filled(x, weight, bias=0.0, stride=1, padding=0):
    """The map has its right size, but a value that is only worked out is lost."""
    return np.zeros_like(apply_filter(x, weight, bias, stride, padding))


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function look at x and weight?",
)
def example_answer(x, weight, bias=0.0, stride=1, padding=0):
    """21, 43 is the map of the example in the docstring, and of hardly any other picture."""
    return np.array([[21, 43]])
