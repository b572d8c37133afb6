"""What people get wrong about a ring of zeros."""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.padding.right import zero_pad


@mistake(
    "the channel axis was padded, too",
    "How many channels does the result have? The zeros lie around each channel, not before "
    "and behind the channels.",
)
def channels_padded(x, padding):
    """np.pad(x, 1) pads every axis, so a picture of 3 channels comes back with 5."""
    return np.pad(x, padding)


# Seen at https://github.com/google-deepmind/dm_pix/pull/112
@mistake(
    "the channels were taken to be the last axis",
    "The axes of x are (channel, row, column): which two of them grow?",
)
def channels_taken_to_be_last(x, padding):
    """Pairs in the order of (H, W, C) pad channels and rows, and leave the columns alone."""
    return np.pad(x, ((padding, padding), (padding, padding), (0, 0)))


@mistake(
    "the zeros were put at the top and left only",
    "A picture has four sides. How much longer does each axis become?",
)
def top_and_left_only(x, padding):
    """A row of 2 pixels becomes 3 long, and not 4: only one of its ends got a zero."""
    return np.pad(x, ((0, 0), (padding, 0), (padding, 0)))


@mistake(
    "the zeros were put at the bottom and right only",
    "A picture has four sides. How much longer does each axis become?",
)
def bottom_and_right_only(x, padding):
    """A row of 2 pixels becomes 3 long, and not 4: only one of its ends got a zero."""
    return np.pad(x, ((0, 0), (0, padding), (0, padding)))


@mistake(
    "the size is right, but the picture was left in the top left corner",
    "Where in the result does the pixel at row 0, column 0, belong?",
)
def picture_in_the_corner(x, padding):
    """padded[:, :height, :width] = x leaves all the zeros at the bottom and the right."""
    return np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding)))


@mistake(
    "zeros were put above and below only",
    "The left and the right side get their zeros, too.",
)
def above_and_below_only(x, padding):
    """Only the rows became more, so a window still cannot reach over the left edge."""
    return np.pad(x, ((0, 0), (padding, padding), (0, 0)))


@mistake(
    "zeros were put left and right only",
    "The top and the bottom get their zeros, too.",
)
def left_and_right_only(x, padding):
    """Only the columns became more, so a window still cannot reach over the top edge."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding)))


@mistake(
    "twice the padding was put on each side",
    "The padding is the number of zeros on *one* side. How much longer is an axis then?",
)
def padded_twice(x, padding):
    """A side of 3 pixels with padding 1 becomes 3 + 2·1 = 5; with 2·1 on each side it becomes 7."""
    return zero_pad(x, 2 * padding)


@mistake(
    "the padding was shared between two sides",
    "Each side gets as many zeros as `padding` says, not half of them.",
)
def shared_by_two_sides(x, padding):
    """The padding is counted on one side: 2 means 2 above and 2 below, not 1 and 1."""
    sides = (padding // 2, padding - padding // 2)
    return np.pad(x, ((0, 0), sides, sides))


@mistake(
    "the border repeats the edge pixels instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def edge_values(x, padding):
    """np.pad(..., mode="edge") goes on with the nearest pixel, so 1, 2 becomes 1, 1, 2, 2."""
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")


@mistake(
    "one zero was put on each side, whatever the padding",
    "How does `padding` get into your shapes and slices?",
)
def always_one(x, padding):
    """Right for 3×3 kernels; a 5×5 kernel wants 2 zeros on each side to keep the size."""
    return zero_pad(x, 1)


@mistake(
    "the picture's own border was set to zero",
    "The zeros come *around* the picture: no pixel is lost, and the result is larger.",
)
def border_overwritten(x, padding):
    """The size stays as it was, and the pixels at the border are lost."""
    return border_overwritten_in_place.function(x.copy(), padding)


@mistake(
    "the picture's own border was set to zero, and in x itself",
    "Make a new, larger array of zeros, and put the picture into its middle.",
)
def border_overwritten_in_place(x, padding):
    """Whoever uses x after the call finds its border gone; an array is not copied by a call."""
    x[:, :padding] = x[:, -padding:] = 0
    x[:, :, :padding] = x[:, :, -padding:] = 0
    return x


@mistake(
    "the middle was taken to be [padding:-padding], which holds nothing if the padding is 0",
    "Where does the picture end, counted from the start: padding plus what?",
)
def slice_to_minus_padding(x, padding):
    """1:-1 is the middle, but 0:-0 is 0:0, an empty slice, so padding 0 ends in an error."""
    channels, height, width = x.shape
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, padding:-padding, padding:-padding] = x
    return padded


@mistake(
    "the pixels were cut down to whole numbers",
    "What kind of number does the array of zeros hold that you write the pixels into?",
)
def cut_to_integers(x, padding):
    """np.zeros(shape, dtype=int) keeps 0 of a pixel of 0.75."""
    return zero_pad(x, padding).astype(int)


@mistake(
    "the border mirrors the picture instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def mirrored(x, padding):
    """np.pad(..., mode="symmetric") folds the picture out: 1, 2, 3 becomes 1, 1, 2, 3, 3.

    With a padding of 1 that looks like repeated edge pixels; with 2 the order shows.
    """
    ring = (padding, padding)
    return np.pad(x, ((0, 0), ring, ring), mode="symmetric")


@mistake(
    "the picture was mirrored at its edge pixels instead of getting zeros",
    "What value does zero padding put around the picture?",
)
def reflected(x, padding):
    """np.pad(..., mode="reflect") leaves the edge pixel out: 1, 2, 3 becomes 2, 1, 2, 3, 2."""
    ring = (padding, padding)
    return np.pad(x, ((0, 0), ring, ring), mode="reflect")


@mistake(
    "only the first channel was padded, and came back alone",
    "How many channels go in, and how many come out?",
)
def first_channel_only(x, padding):
    """x[0] is the red plane: a picture of three channels comes back as one grid."""
    return np.pad(x[0], padding)


@mistake(
    "all channels are those of the first",
    "Does the number of the channel stand on both sides of your =?",
)
def first_channel_everywhere(x, padding):
    """x[0] inside a loop over channels is red each time, so green and blue are lost."""
    return zero_pad(np.broadcast_to(x[:1], x.shape), padding)


@mistake(
    "the zeros are there but the picture was never put among them",
    "Which line puts x into the array of zeros?",
)
def picture_forgotten(x, padding):
    """The shape is right, and every number in it is 0."""
    return np.zeros_like(zero_pad(x, padding))


@mistake(
    "the picture came back without any zeros",
    "np.pad does not change x. What do you do with the array that it gives?",
)
def result_thrown_away(x, padding):
    """np.pad gives a new array; without a name for it, `return x` gives the old one."""
    np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    return x


@mistake(
    "the answer of the example was returned, whatever the input",
    "Does your function look at x and padding?",
)
def example_answer(x, padding):
    """It is right for the pixels 1, 2 with one zero on each side, and for no other picture."""
    return np.array([[[0, 0, 0, 0], [0, 1, 2, 0], [0, 0, 0, 0]]])
