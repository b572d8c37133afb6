"""What people get wrong when they follow shapes through a network: the law of the size.

The numbers are those of LeNet-5: pictures of 32×32, filters of 5×5 and pooling by 2×2, which make
28×28, 14×14, 10×10 and 5×5.
"""

from math import ceil

from convtutor.checks.exercise import mistake


def _trace(input_shape, layers, side):
    """Follow the shapes with another law for the side."""
    channels, height, width = input_shape
    shapes = []
    for out_channels, *settings in layers:
        channels = channels if out_channels is None else out_channels
        height, width = side(height, *settings), side(width, *settings)
        shapes.append((channels, height, width))
    return shapes


@mistake("the + 1 is missing", "A window as large as its input stands in how many places?")
def trace_without_plus_one(input_shape, layers):
    """Steps are counted instead of places: 27 for 32 pixels and a kernel of 5, then 12, 7 and 2."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p - k) // s)


@mistake(
    "the 1 was added before dividing by the stride",
    "Count the whole steps first; then add the place that the window started from.",
)
def trace_plus_one_inside(input_shape, layers):
    """For 7 pixels, kernel 3 and stride 2, (7 − 3 + 1)//2 gives 2 places, and there are 3."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p - k + 1) // s)


# Seen at https://github.com/BVLC/caffe/issues/988
@mistake("the size was rounded up (ceil)", "A window that hangs over the edge does not count.")
def trace_rounded_up(input_shape, layers):
    """Caffe's pooling does so: 3×3 with stride 2 makes 17 of 34 pixels there, and 16 here."""
    return _trace(input_shape, layers, lambda n, k, s, p: ceil((n + 2 * p - k) / s) + 1)


@mistake(
    "the size was rounded to the nearest whole number",
    "Half a window is no window, and nine tenths of one are none either.",
)
def trace_rounded_to_nearest(input_shape, layers):
    """The function round makes 3 of 2.67 steps, where only 2 whole ones fit."""
    return _trace(input_shape, layers, lambda n, k, s, p: round((n + 2 * p - k) / s) + 1)


@mistake("the division made floats of the sizes", "Which division leaves a whole number?")
def trace_not_floored(input_shape, layers):
    """The stroke / gives 14.0 where all goes well, and 14.5 where it does not."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p - k) / s + 1)


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def trace_without_stride(input_shape, layers):
    """Pooling by 2×2 with stride 2 halves 28 to 14; without the stride 27 are left."""
    return _trace(input_shape, layers, lambda n, k, s, p: n + 2 * p - k + 1)


@mistake(
    "the kernel size was not subtracted",
    "Where does the *last* window start? It still has to fit.",
)
def trace_without_kernel(input_shape, layers):
    """Windows that hang over the edge are counted: 33 for 32 pixels, not 28."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p) // s + 1)


@mistake("the padding was left out", "How long is the axis once the zeros are there?")
def trace_without_padding(input_shape, layers):
    """A 5×5 kernel with padding 2 keeps 32 pixels; without the zeros it leaves 28."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n - k) // s + 1)


@mistake("the padding was counted on one side only", "How many sides has an axis?")
def trace_with_padding_once(input_shape, layers):
    """The law has n + p where n + 2p belongs: with a 5×5 kernel and padding 2, 30 for 32."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + p - k) // s + 1)


@mistake(
    "the padding was added twice",
    "How many zeros does padding 1 put along an axis, all in all?",
)
def trace_with_padding_twice(input_shape, layers):
    """The padding is doubled before the law doubles it: 36 instead of 32 for padding 2."""
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 4 * p - k) // s + 1)


MISTAKES = (
    trace_without_plus_one,
    trace_plus_one_inside,
    trace_rounded_up,
    trace_rounded_to_nearest,
    trace_not_floored,
    trace_without_stride,
    trace_without_kernel,
    trace_without_padding,
    trace_with_padding_once,
    trace_with_padding_twice,
)
