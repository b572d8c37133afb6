"""What people get wrong when they mend any patient: what is multiplied, and what is summed.

The numbers are those of one window: pixels 1, 2 in one channel and 3, 4 in the other, under the
kernels 1, 10 and 2, 20. Its products are 1, 20, 6 and 80, and the value is 107.
"""

import numpy as np

from convtutor.checks.exercise import mistake
from convtutor.units.stride import value_mistakes as strided
from convtutor.units.stride.right import apply_filter

# ---------------------------------------------------------------- channels


@mistake(
    "only the first channel was read",
    "The filter has one kernel for each channel. Which of them takes part?",
)
def first_channel_only(x, weight, **options):
    """An index 0 stays in the loop, or the picture is taken for a grey one: 21, not 107."""
    return apply_filter(x[:1], weight[:1], **options)


@mistake(
    "only the last channel was read",
    "Is the sum of a channel added to those before, or written over them?",
)
def last_channel_only(x, weight, **options):
    """With = for += in the loop over channels, the last one stays alone: 86, not 107."""
    return apply_filter(x[-1:], weight[-1:], **options)


@mistake(
    "the channels were averaged instead of summed",
    "All the products of all the channels go into one sum.",
)
def channels_averaged(x, weight, bias=0, **options):
    """A mean over the channels takes the place of the sum: 107/2 = 53.5."""
    return apply_filter(x, weight, **options) / len(x) + bias


@mistake(
    "one map was made for each channel",
    "One filter makes one map: what happens to the sums of the channels?",
)
def channels_not_summed(x, weight, **options):
    """The axis of the channels is not summed, so that 21 and 86 stand in two maps."""
    pairs = zip(x, weight, strict=True)
    return np.stack([apply_filter(p[np.newaxis], w[np.newaxis], **options) for p, w in pairs])


@mistake(
    "the first kernel was laid on every channel",
    "Which kernel belongs to channel 1? Does the number of the channel stand in weight[...]?",
)
def first_kernel_for_all(x, weight, **options):
    """The filter is taken for one grid: 1, 10 meets the pixels 3, 4 as well, and 21 + 43 = 64."""
    return apply_filter(x, np.broadcast_to(weight[:1], weight.shape), **options)


@mistake(
    "every kernel was laid on the first channel",
    "Which pixels does kernel 1 read? Does the number of the channel stand in x[...]?",
)
def first_pixels_for_all(x, weight, **options):
    """Each kernel reads the pixels 1, 2 of the first channel: 21 + 42 = 63, not 107."""
    return apply_filter(np.broadcast_to(x[:1], x.shape), weight, **options)


@mistake(
    "the kernels were laid on the channels in reverse order",
    "Which of the kernels belongs to channel 0?",
)
def channels_reversed(x, weight, **options):
    """The first channel meets the last kernel. With one channel nothing shows."""
    return apply_filter(x, weight[::-1], **options)


# ---------------------------------------------------------------- products


@mistake(
    "the products were averaged instead of summed",
    "One value is the sum of its products: is there a mean in your code?",
)
def products_averaged(x, weight, **options):
    """A mean stands where a sum belongs: 107/4 = 26.75."""
    return apply_filter(x, weight / weight.size, **options)


@mistake(
    "the window never moves: each value is the first one",
    "Which rows and columns does the window at the bottom right read?",
)
def window_never_moves(x, weight, **options):
    """The window is cut before the loops, or row and column do not stand in its slice."""
    result = apply_filter(x, weight, **options)
    return np.full_like(result, result[0, 0])


@mistake(
    "the products were written into the picture, whose pixels the next window reads",
    "window *= weight changes the window. Whose pixels are those?",
)
def products_written_back(x, weight, bias=0.0, stride=1):
    """A slice is a view: what is multiplied in place is multiplied in the picture, too.

    Where windows overlap, the next one begins with products instead of pixels.
    """
    result = np.zeros(apply_filter(x, weight, stride=stride).shape)
    for row, column in np.ndindex(result.shape):
        top, left = row * stride, column * stride
        window = x[:, top : top + weight.shape[1], left : left + weight.shape[2]]
        window *= weight
        result[row, column] = window.sum() + bias
    return result


@mistake(
    "the results were cut down to whole numbers",
    "What kind of number does the array hold that you write the results into?",
)
def cut_to_integers(x, weight, **options):
    """An array of ints takes 2.5 and keeps 2, without a word."""
    return apply_filter(x, weight, **options).astype(int)


MISTAKES = (
    first_channel_only,
    last_channel_only,
    channels_averaged,
    channels_not_summed,
    first_kernel_for_all,
    first_pixels_for_all,
    channels_reversed,
    products_averaged,
    window_never_moves,
    strided.total_carried_on,
    strided.never_filled,
)
"""Of any patient. The others in this file need numbers with a fraction, or a picture to spoil."""
