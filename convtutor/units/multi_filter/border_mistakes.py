"""What people get wrong about padding and stride in a layer.

Each mistake is the right answer with one thing changed.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.multi_filter.right import conv2d

# ---------------------------------------------------------------- padding


@mistake("the padding was left out", "Where does the border of zeros get into your loops?")
def padding_left_out(x, weight, bias=None, stride=1, padding=0):
    """Without the zeros the maps are 2 · padding smaller than they should be."""
    return conv2d(x, weight, bias, stride)


@mistake(
    "zeros were put around the channels and the batch, too",
    "np.pad wants a pair for each of the four axes. On which two of them is there a border?",
)
def padding_on_every_axis(x, weight, bias=None, stride=1, padding=0):
    """np.pad(x, 1) makes 5 channels of 3 and two pictures more, all of zeros."""
    padded = np.pad(x, padding)[: len(x)]
    # As NumPy does in window * filter: channels must agree, or be 1.
    channels = len(padded[0, :, 0, 0] * weight[0, :, 0, 0])
    filters = np.broadcast_to(weight, (len(weight), channels, *weight.shape[2:]))
    return conv2d(padded, filters, bias, stride)


@mistake(
    "zeros were put around the channels and the batch, too",
    "Which shape should the padded pictures have? Compare it with the one that they have.",
)
def padding_on_every_axis_in_loops(x, weight, bias=None, stride=1, padding=0):
    """After np.pad(x, 1) picture 0 and channel 0 are zeros, and all others moved on by one."""
    batch, channels = x.shape[:2]
    return conv2d(np.pad(x, padding)[:batch, :channels], weight, bias, stride)


@mistake(
    "all the zeros were put at the bottom and right",
    "The border goes around all four sides: where is a picture's first pixel then?",
)
def padding_at_the_end_only(x, weight, bias=None, stride=1, padding=0):
    """The size is right, but every window starts `padding` pixels too far down and right."""
    sides = (0, 2 * padding)
    return conv2d(np.pad(x, ((0, 0), (0, 0), sides, sides)), weight, bias, stride)


@mistake(
    "zeros were put at the top and left only, and none at the other sides",
    "How many sides has a picture? Compare your size with conv_output_size.",
)
def padding_at_the_start_once(x, weight, bias=None, stride=1, padding=0):
    """A side of 3 becomes 4, not 5; the formula input + padding − kernel would agree."""
    sides = (padding, 0)
    return conv2d(np.pad(x, ((0, 0), (0, 0), sides, sides)), weight, bias, stride)


@mistake(
    "the border repeats the edge pixels instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def padding_with_edge_values(x, weight, bias=None, stride=1, padding=0):
    """Beside a pixel of 3 this puts 3, not 0, so the sums along the border are wrong."""
    sides = (padding, padding)
    padded = np.pad(x, ((0, 0), (0, 0), sides, sides), mode="edge")
    return conv2d(padded, weight, bias, stride)


@mistake(
    "the padding was added twice",
    "Once the pictures are padded, does their size still need the padding added?",
)
def padding_twice(x, weight, bias=None, stride=1, padding=0):
    """np.pad has made 5 rows of 3 already; 5 + 2·1 in the size formula counts the zeros again."""
    return conv2d(x, weight, bias, stride, 2 * padding)


# ---------------------------------------------------------------- stride and size


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def stride_left_out(x, weight, bias=None, stride=1, padding=0):
    """At stride 2 every second place is skipped both ways; here all of them make a value."""
    return conv2d(x, weight, bias, 1, padding)


# Seen at https://github.com/rasbt/machine-learning-book/pull/168
@mistake(
    "the maps have the right size but the window still moves by one pixel",
    "The value in row 1 of a map: in which row of the padded picture does its window start?",
)
def stride_in_size_only(x, weight, bias=None, stride=1, padding=0):
    """Cell (1, 1) gets the window at (1, 1), not (2, 2): each map is a corner of a larger one."""
    height, width = conv2d(x, weight, bias, stride, padding).shape[2:]
    return conv2d(x, weight, bias, 1, padding)[:, :, :height, :width]


# Seen at https://github.com/rasbt/python-machine-learning-book-2nd-edition/issues/132
@mistake(
    "the loops step by the stride, and their end was divided by it as well",
    "range(0, end, stride) takes the steps itself. Where does its last window start?",
)
def stride_used_twice(x, weight, bias=None, stride=1, padding=0):
    """Of 14 places at stride 2 range(0, 14, 2) reaches 7, and half of each picture is unread."""
    height, width = conv2d(x, weight, bias, stride, padding).shape[2:]
    return conv2d(x, weight, bias, 1, padding)[:, :, :height:stride, :width:stride]


@mistake(
    "the stride was applied to rows only",
    "The window moves right by the stride, too.",
)
def stride_on_rows_only(x, weight, bias=None, stride=1, padding=0):
    """The maps get fewer rows but keep all their columns."""
    return conv2d(x, weight, bias, 1, padding)[:, :, ::stride]


@mistake(
    "the stride was applied to columns only",
    "At the end of a row the window moves down by the stride, too.",
)
def stride_on_columns_only(x, weight, bias=None, stride=1, padding=0):
    """The maps get fewer columns but keep all their rows."""
    return conv2d(x, weight, bias, 1, padding)[..., ::stride]


@mistake(
    "the last window of each row and column is missing, for want of a + 1",
    "Count the places with your own conv_output_size.",
)
def last_window_missing(x, weight, bias=None, stride=1, padding=0):
    """Room // stride is the number of steps; the places are one more in each direction."""
    return conv2d(x, weight, bias, stride, padding)[:, :, :-1, :-1]
