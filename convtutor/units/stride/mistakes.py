"""What people get wrong in a map with stride and padding.

Each is the right answer with one thing changed, or the two loops with that change in them.
"""

from math import ceil

import numpy as np

from convlib.conv2d import pad2d
from convtutor.checks.exercise import mistake
from convtutor.units.single_filter.loops import places, slide
from convtutor.units.stride.right import apply_filter


# Seen at https://github.com/JudasDie/deeplearning.ai/issues/12
@mistake(
    "the map has the right size but the window still moves by one pixel",
    "The value at row 1 of the map: at which row of the picture does its window start?",
)
def stride_in_size_only(x, weight, bias=0.0, stride=1, padding=0):
    """Cell (1, 1) gets the window at (1, 1), not (2, 2): the map is a corner of a larger one."""
    height, width = apply_filter(x, weight, bias, stride, padding).shape
    return apply_filter(x, weight, bias, 1, padding)[:height, :width]


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def map_stride_left_out(x, weight, bias=0.0, stride=1, padding=0):
    """With stride 1 the window stands everywhere, and the map is about twice as high and wide."""
    return apply_filter(x, weight, bias, 1, padding)


@mistake(
    "the stride was applied to rows only",
    "The window moves right by the stride, too.",
)
def stride_on_rows_only(x, weight, bias=0.0, stride=1, padding=0):
    """The map gets fewer rows but keeps all its columns."""
    return apply_filter(x, weight, bias, 1, padding)[::stride]


@mistake(
    "the stride was applied to columns only",
    "At the end of a row the window moves down by the stride, too.",
)
def stride_on_columns_only(x, weight, bias=0.0, stride=1, padding=0):
    """The map gets fewer columns but keeps all its rows."""
    return apply_filter(x, weight, bias, 1, padding)[:, ::stride]


# Seen at https://github.com/rasbt/python-machine-learning-book-2nd-edition/issues/132
@mistake(
    "the loops step by the stride, and their end was divided by it as well",
    "range(0, end, stride) takes the steps itself. Where does its last window start?",
)
def stride_used_twice(x, weight, bias=0.0, stride=1, padding=0):
    """Of 14 places at stride 2 range(0, 14, 2) reaches 7, and half of the picture is unread."""
    rows, columns = apply_filter(x, weight, bias, stride, padding).shape
    return apply_filter(x, weight, bias, 1, padding)[:rows:stride, :columns:stride]


@mistake(
    "the stride was also put between the pixels of a window",
    "How far apart do neighbours in one window lie: one pixel, or the stride?",
)
def stride_inside_the_window(x, weight, bias=0.0, stride=1, padding=0):
    """x[:, top : top + stride * kernel_height : stride] skips pixels: that is dilation."""
    sides = apply_filter(x, weight, bias, stride, padding).shape
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    _, kernel_height, kernel_width = weight.shape
    result = np.zeros(sides)
    for row, column in np.ndindex(sides):
        seen = padded[:, row * stride :: stride, column * stride :: stride]
        result[row, column] = (seen[:, :kernel_height, :kernel_width] * weight).sum() + bias
    return result


@mistake(
    "the picture was thinned out first, and then read pixel by pixel",
    "Does a window at stride 2 read neighbouring pixels of the picture, or every second one?",
)
def picture_thinned_out(x, weight, bias=0.0, stride=1, padding=0):
    """x[:, ::2, ::2] throws three of four pixels away before any window has read them."""
    thin = pad2d(x, ((padding, padding), (padding, padding)))[:, ::stride, ::stride]
    return slide(lambda w: (w * weight).sum() + bias, thin, weight, places(thin, weight))


@mistake(
    "the size of the map was rounded up, so that a last window hangs over the edge",
    "A window that does not fit does not count. Which way does 14.5 have to go?",
)
def size_rounded_up(x, weight, bias=0.0, stride=1, padding=0):
    """Where a remainder is left, the extra window finds fewer pixels than the kernel has."""
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    rows, columns = (ceil((place - 1) / stride) + 1 for place in places(padded, weight))
    return slide(lambda w: (w * weight).sum() + bias, padded, weight, (rows, columns), stride)


@mistake("the padding was left out", "Where does the border of zeros get into your loops?")
def map_padding_left_out(x, weight, bias=0.0, stride=1, padding=0):
    """Without the zeros the window never stands over the edge, and the map is too small."""
    return apply_filter(x, weight, bias, stride, 0)


@mistake(
    "the zeros were put at the bottom and right only",
    "The border goes around all four sides: where is the picture's first pixel then?",
)
def padding_at_the_end_only(x, weight, bias=0.0, stride=1, padding=0):
    """The size is right, but every window starts `padding` pixels too far down and right."""
    return apply_filter(pad2d(x, ((0, 2 * padding), (0, 2 * padding))), weight, bias, stride)


@mistake(
    "the border repeats the edge pixels instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def padding_with_edge_values(x, weight, bias=0.0, stride=1, padding=0):
    """Beside a pixel of 3 this puts 3, not 0, so the sums along the border are wrong."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")
    return apply_filter(padded, weight, bias, stride)


@mistake(
    "the padding was added twice",
    "Once the picture is padded, does its size still need the padding added?",
)
def padding_twice(x, weight, bias=0.0, stride=1, padding=0):
    """np.pad has made 5 rows of 3 already; 5 + 2·1 in the size formula counts the zeros again."""
    return apply_filter(x, weight, bias, stride, 2 * padding)


@mistake(
    "all the zeros were put at the top and left",
    "The border goes around all four sides: where is the picture's last pixel then?",
)
def padding_at_the_start_only(x, weight, bias=0.0, stride=1, padding=0):
    """The size is right, but every window starts `padding` pixels too far up and left."""
    return apply_filter(pad2d(x, ((2 * padding, 0), (2 * padding, 0))), weight, bias, stride)


@mistake(
    "zeros were put at the top and left only, and none at the other sides",
    "How many sides has a picture? Compare your size with conv_output_size.",
)
def padding_at_the_start_once(x, weight, bias=0.0, stride=1, padding=0):
    """A side of 3 becomes 4, not 5; the formula input + padding − kernel would agree."""
    return apply_filter(pad2d(x, ((padding, 0), (padding, 0))), weight, bias, stride)


@mistake(
    "zeros were put at the bottom and right only, and none at the other sides",
    "How many sides has a picture? Compare your size with conv_output_size.",
)
def padding_at_the_end_once(x, weight, bias=0.0, stride=1, padding=0):
    """A side of 3 becomes 4, not 5, and no window reaches over the top or the left edge."""
    return apply_filter(pad2d(x, ((0, padding), (0, padding))), weight, bias, stride)


@mistake(
    "the map has room for the padding but the windows are cut out of x itself",
    "Two arrays hold the picture, with and without zeros. Which one do you slice?",
)
def unpadded_picture_read(x, weight, bias=0.0, stride=1, padding=0):
    """The last windows hang over the edge of x, where a slice quietly gives fewer pixels."""
    sides = apply_filter(x, weight, bias, stride, padding).shape
    return slide(lambda w: (w * weight).sum() + bias, x, weight, sides, stride)


@mistake(
    "zeros were put around the channels, too",
    "np.pad wants a pair for each of the three axes. On which two of them is there a border?",
)
def padding_on_every_axis(x, weight, bias=0.0, stride=1, padding=0):
    """np.pad(x, 1) makes 4 channels of 2, and a filter with 2 kernels fits them no longer."""
    sides = apply_filter(x, weight, bias, stride, padding).shape
    padded = np.pad(x, padding)
    return slide(lambda w: (w * weight).sum() + bias, padded, weight, sides, stride)


@mistake(
    "zeros were put around the channels, too",
    "Which shape should the padded picture have? Compare it with the one that it has.",
)
def padding_on_every_axis_in_loops(x, weight, bias=0.0, stride=1, padding=0):
    """After np.pad(x, 1) channel 0 is a plane of zeros, and the kernel for green reads red."""
    return apply_filter(np.pad(x, padding)[: len(x)], weight, bias, stride)


@mistake("the bias was left out", "What is added to each value after the sum?")
def map_bias_forgotten(x, weight, bias=0.0, stride=1, padding=0):
    """Every value is off by the same number, and padding and stride cannot hide it."""
    return apply_filter(x, weight, 0.0, stride, padding)


@mistake(
    "the kernel was flipped (that is true convolution)",
    "Deep learning multiplies each pixel by the weight at the same place, with no flip.",
)
def map_kernel_flipped(x, weight, bias=0.0, stride=1, padding=0):
    """Every window meets the kernel upside down, which only symmetric kernels do not show."""
    return apply_filter(x, weight[:, ::-1, ::-1], bias, stride, padding)


@mistake(
    "the last window of each row and column is missing, for want of a + 1",
    "Count the positions with your own conv_output_size.",
)
def last_window_missing(x, weight, bias=0.0, stride=1, padding=0):
    """Room // stride is the number of steps; the places are one more in each direction."""
    return apply_filter(x, weight, bias, stride, padding)[:-1, :-1]
