"""What people get wrong in the loops over pictures and filters.

Each mistake is the right answer with one thing changed.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.multi_filter.right import conv2d


def _biases(bias, count):
    return np.zeros(count) if bias is None else bias


# ---------------------------------------------------------------- filters and pictures


@mistake(
    "filters and channels were swapped in the weight's axes",
    "weight has the axes (filters, channels, rows, columns). Which part of it is filter 0?",
)
def filters_and_channels_swapped(x, weight, bias=None, stride=1, padding=0):
    """weight[:, 0] is a kernel of each filter, not filter 0: six filters make 3 maps of RGB."""
    maps = []
    for index in range(weight.shape[1]):
        one = weight[:, index]
        # As NumPy does in window * one: channels must agree, or be 1.
        channels = len(x[0, :, 0, 0] * one[:, 0, 0])
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
    """weight[c, f] reads the first kernels of other filters, and raises no error for 3×3."""
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
    """weight[0] in the loop makes the same map six times over, but for the biases."""
    first = np.broadcast_to(weight[:1], weight.shape)
    return conv2d(x, first, bias, stride, padding)


@mistake(
    "every map is the one of the last filter",
    "Each filter needs a place of its own in the result. Which place do you write to?",
)
def last_filter_everywhere(x, weight, bias=None, stride=1, padding=0):
    """Where each map is written over the one before, all six places end with the last."""
    maps = conv2d(x, weight, bias, stride, padding)
    return np.repeat(maps[:, -1:], len(weight), axis=1)


@mistake(
    "only the first filter was used, and the other maps are zero",
    "Does the loop over the filters reach its end? Look how far `return` is moved in.",
)
def only_first_filter(x, weight, bias=None, stride=1, padding=0):
    """A `return` inside the loop over filters ends it after one turn."""
    maps = conv2d(x, weight, bias, stride, padding)
    maps[:, 1:] = 0
    return maps


@mistake(
    "only the first picture of the batch was done, and the others are zero",
    "Does the loop over the pictures reach its end? Look how far `return` is moved in.",
)
def only_first_picture(x, weight, bias=None, stride=1, padding=0):
    """A `return` inside the loop over pictures ends it after one turn."""
    maps = conv2d(x, weight, bias, stride, padding)
    maps[1:] = 0
    return maps


@mistake(
    "the first picture was read again for each picture of the batch",
    "Does the number of the picture stand in x[...], too?",
)
def first_picture_repeated(x, weight, bias=None, stride=1, padding=0):
    """x[0] in the loop filters the first picture again and again, and nobody reads the others."""
    return conv2d(np.broadcast_to(x[:1], x.shape), weight, bias, stride, padding)


# ---------------------------------------------------------------- totals and results


@mistake(
    "only the first map of the first picture was done, and the others are zero",
    "How far is `return` moved in? A function ends at its first `return`.",
)
def only_first_map(x, weight, bias=None, stride=1, padding=0):
    """A `return` inside the inner of the two loops ends both after one turn."""
    maps = np.zeros_like(conv2d(x, weight, bias, stride, padding))
    maps[0, 0] = conv2d(x[:1], weight[:1], None if bias is None else bias[:1], stride, padding)
    return maps


@mistake(
    "the running total was never set back to 0",
    "Where does total = 0 stand: before all the loops, or inside the innermost?",
)
def total_carried_on(x, weight, bias=None, stride=1, padding=0):
    """With total = 0 before the loops each value holds all the sums before it, too."""
    sums = conv2d(x, weight, None, stride, padding)
    carried = np.cumsum(sums).reshape(sums.shape)
    return carried + np.reshape(_biases(bias, len(weight)), (-1, 1, 1))


@mistake(
    "the running total was set back to 0 only once a map",
    "Where does total = 0 stand: before the loops over rows and columns, or inside them?",
)
def total_carried_on_in_each_map(x, weight, bias=None, stride=1, padding=0):
    """The first value of each map is right, and every further one holds those before it, too."""
    sums = conv2d(x, weight, None, stride, padding)
    carried = np.cumsum(sums.reshape(*sums.shape[:2], -1), axis=2).reshape(sums.shape)
    return carried + np.reshape(_biases(bias, len(weight)), (-1, 1, 1))


@mistake(
    "nothing was ever written into the maps",
    "Which line puts a value into the maps, and at which four indices?",
)
def never_filled(x, weight, bias=None, stride=1, padding=0):
    """The maps have their right size, but a value that is only worked out is lost."""
    return np.zeros_like(conv2d(x, weight, bias, stride, padding))


@mistake(
    "the last row and column of the maps were left at zero",
    "How far does the last window reach? Let the loops run up to it.",
)
def last_window_left_at_zero(x, weight, bias=None, stride=1, padding=0):
    """The maps have their right size, but range(columns - 1) stops one cell before the end."""
    maps = conv2d(x, weight, bias, stride, padding)
    maps[:, :, -1], maps[..., -1] = 0, 0
    return maps


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, bias=None, stride=1, padding=0):
    """np.zeros(shape, dtype=int) keeps 9 of a value of 9.5."""
    return conv2d(x, weight, bias, stride, padding).astype(int)


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function look at x and weight?",
)
def example_answer(x, weight, bias=None, stride=1, padding=0):
    """20, 29 and 11, 12 are the maps of the docstring's example, and of hardly anything else."""
    return np.array([[[[20, 29]], [[11, 12]]]])
