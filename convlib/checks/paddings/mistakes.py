"""What people get wrong in unit 02: each mistake is the right answer with one thing changed."""

from dataclasses import replace

import numpy as np

from convlib.checks.exercise import Mistake, mistake
from convlib.checks.paddings.right import same_padding, zero_pad

# ---------------------------------------------------------------- mistakes in a ring of zeros


@mistake(
    "the channel axis was padded, too",
    "How many channels does the result have? The zeros lie around each channel, not before "
    "and behind the channels.",
)
def channels_padded(x, padding):
    return np.pad(x, padding)


@mistake(
    "the channels were taken to be the last axis",
    "The axes of x are (channel, row, column): which two of them grow?",
)
def channels_taken_to_be_last(x, padding):
    return np.pad(x, ((padding, padding), (padding, padding), (0, 0)))


@mistake(
    "the zeros were put at the top and left only",
    "A picture has four sides. How much longer does each axis become?",
)
def top_and_left_only(x, padding):
    return np.pad(x, ((0, 0), (padding, 0), (padding, 0)))


@mistake(
    "the zeros were put at the bottom and right only",
    "A picture has four sides. How much longer does each axis become?",
)
def bottom_and_right_only(x, padding):
    return np.pad(x, ((0, 0), (0, padding), (0, padding)))


@mistake(
    "the size is right, but the picture was left in the top left corner",
    "Where in the result does the pixel at row 0, column 0, belong?",
)
def picture_in_the_corner(x, padding):
    return np.pad(x, ((0, 0), (0, 2 * padding), (0, 2 * padding)))


@mistake(
    "zeros were put above and below only",
    "The left and the right side get their zeros, too.",
)
def above_and_below_only(x, padding):
    return np.pad(x, ((0, 0), (padding, padding), (0, 0)))


@mistake(
    "zeros were put left and right only",
    "The top and the bottom get their zeros, too.",
)
def left_and_right_only(x, padding):
    return np.pad(x, ((0, 0), (0, 0), (padding, padding)))


@mistake(
    "twice the padding was put on each side",
    "The padding is the number of zeros on *one* side. How much longer is an axis then?",
)
def padded_twice(x, padding):
    return zero_pad(x, 2 * padding)


@mistake(
    "the padding was shared between two sides",
    "Each side gets as many zeros as `padding` says, not half of them.",
)
def shared_by_two_sides(x, padding):
    sides = (padding // 2, padding - padding // 2)
    return np.pad(x, ((0, 0), sides, sides))


@mistake(
    "the border repeats the edge pixels instead of holding zeros",
    "What value does zero padding put around the picture?",
)
def edge_values(x, padding):
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding)), mode="edge")


@mistake(
    "one zero was put on each side, whatever the padding",
    "How does `padding` get into your shapes and slices?",
)
def always_one(x, padding):
    return zero_pad(x, 1)


@mistake(
    "the picture's own border was set to zero",
    "The zeros come *around* the picture: no pixel is lost, and the result is larger.",
)
def border_overwritten(x, padding):
    return border_overwritten_in_place.function(x.copy(), padding)


@mistake(
    "the picture's own border was set to zero, and in x itself",
    "Make a new, larger array of zeros, and put the picture into its middle.",
)
def border_overwritten_in_place(x, padding):
    x[:, :padding] = x[:, -padding:] = 0
    x[:, :, :padding] = x[:, :, -padding:] = 0
    return x


@mistake(
    "the middle was taken to be [padding:-padding], which holds nothing if the padding is 0",
    "Where does the picture end, counted from the start: padding plus what?",
)
def slice_to_minus_padding(x, padding):
    channels, height, width = x.shape
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, padding:-padding, padding:-padding] = x
    return padded


@mistake(
    "the pixels were cut down to whole numbers",
    "What kind of number does the array of zeros hold that you write the pixels into?",
)
def cut_to_integers(x, padding):
    return zero_pad(x, padding).astype(int)


# ---------------------------------------------------------------- mistakes in a padding


def refusing_even(found: Mistake) -> Mistake:
    """The same mistake by somebody who refuses even kernels, as is right."""

    def function(kernel_size):
        if kernel_size % 2 == 0:
            raise ValueError("an even kernel")
        return found.function(kernel_size)

    return replace(found, id=f"{found.id}-for-odd-kernels", function=function)


@mistake(
    "the zeros of both sides were put on each side",
    "The window loses kernel_size − 1 places in all. How many of them does each side give back?",
)
def both_sides_counted(kernel_size):
    return kernel_size - 1


@mistake(
    "the whole kernel was put on each side",
    "Try it: a kernel of 3 with that many zeros. How large does the map become?",
)
def whole_kernel(kernel_size):
    return kernel_size


@mistake(
    "1 was added where it should be taken off",
    "A kernel of 1 loses nothing, so it needs no padding. What does yours give?",
)
def one_added(kernel_size):
    return (kernel_size + 1) // 2


@mistake(
    "half the kernel was taken, middle pixel and all",
    "The middle of the window stands on the pixel itself. How many weights lie on each side of it?",
)
def half_the_kernel(kernel_size):
    return kernel_size / 2


@mistake(
    "the division was not one of whole numbers, so the padding is a float",
    "/ makes a float, even of 2/2. Which division leaves a whole number?",
)
def float_padding(kernel_size):
    return (kernel_size - 1) / 2


@mistake(
    "even kernels got a padding, too, rounded up",
    "Try it: 6 pixels, a kernel of 4 and your padding. How large is the map?",
)
def even_rounded_up(kernel_size):
    return kernel_size // 2


@mistake(
    "even kernels got a padding, too, rounded down",
    "Try it: 6 pixels, a kernel of 4 and your padding. How large is the map?",
)
def even_rounded_down(kernel_size):
    return (kernel_size - 1) // 2


@mistake(
    "nothing was said about even kernels, and None came back",
    "A quiet None is found much later. Which word makes Python stop with a ValueError?",
)
def even_gives_none(kernel_size):
    return same_padding(kernel_size) if kernel_size % 2 else None


@mistake(
    "odd and even were confused: odd kernels are refused",
    "What is 3 % 2, and what is 4 % 2?",
)
def odd_refused(kernel_size):
    if kernel_size % 2:
        raise ValueError("an odd kernel")
    return (kernel_size - 1) // 2
