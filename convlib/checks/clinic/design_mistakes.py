"""What people get wrong when they choose settings or follow shapes through a network."""

from math import ceil

from convlib.checks.clinic.right import trace_shapes
from convlib.checks.exercise import mistake

# ---------------------------------------------------------------- find_settings


@mistake(
    "the + 1 of the size was forgotten",
    "Put your numbers into the law of the size: is the first position in it?",
)
def settings_without_plus_one(in_size, out_size):
    return in_size - out_size, 1, 0


@mistake(
    "the padding was counted on one side only",
    "Each unit of padding adds two zeros to the axis, one at each end.",
)
def settings_with_padding_once(in_size, out_size):
    return in_size - out_size + 2, 1, 1


@mistake(
    "kernel_size and stride came in the wrong order",
    "Three numbers, in this order: kernel_size, stride, padding.",
)
def settings_in_wrong_order(in_size, out_size):
    return 1, in_size - out_size + 1, 0


@mistake(
    "the kernel and the stride are in_size / out_size, which is a float",
    "A stride is a whole number of pixels. And what if out_size does not divide in_size?",
)
def settings_with_floats(in_size, out_size):
    return in_size / out_size, in_size / out_size, 0


@mistake(
    "the windows were laid edge to edge, even where they do not fit so",
    "in_size // out_size drops the rest. Try 7 and 4 on paper.",
)
def settings_as_tiles(in_size, out_size):
    return in_size // out_size, in_size // out_size, 0


@mistake(
    "the size was taken to be in_size // stride, whatever the rest",
    "A kernel of 3 with padding 1 keeps the size at stride 1. At stride 2, what does 7 become?",
)
def settings_of_same_padding(in_size, out_size):
    return 3, in_size // out_size, 1


@mistake(
    "in_size and out_size were swapped",
    "The larger number comes in, the smaller one comes out.",
)
def sizes_swapped(in_size, out_size):
    return out_size - in_size + 1, 1, 0


@mistake("the kernel is as large as the input", "How many positions does such a window have?")
def whole_input_as_kernel(in_size, out_size):
    return in_size, 1, 0


# ---------------------------------------------------------------- trace_shapes


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
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p - k) // s)


@mistake("the size was rounded up (ceil)", "A window that hangs over the edge does not count.")
def trace_rounded_up(input_shape, layers):
    return _trace(input_shape, layers, lambda n, k, s, p: ceil((n + 2 * p - k) / s) + 1)


@mistake("the division made floats of the sizes", "Which division leaves a whole number?")
def trace_not_floored(input_shape, layers):
    return _trace(input_shape, layers, lambda n, k, s, p: (n + 2 * p - k) / s + 1)


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def trace_without_stride(input_shape, layers):
    return _trace(input_shape, layers, lambda n, k, s, p: n + 2 * p - k + 1)


@mistake("the padding was left out", "How long is the axis once the zeros are there?")
def trace_without_padding(input_shape, layers):
    return _trace(input_shape, layers, lambda n, k, s, p: (n - k) // s + 1)


@mistake("the padding was counted on one side only", "How many sides has an axis?")
def trace_with_padding_once(input_shape, layers):
    return _trace(input_shape, layers, lambda n, k, s, p: (n + p - k) // s + 1)


@mistake(
    "every layer reads the network's input",
    "What does the second layer read: the input, or what the first layer made?",
)
def layers_side_by_side(input_shape, layers):
    channels, shapes = input_shape[0], []
    for layer in layers:
        [(channels, height, width)] = trace_shapes((channels, *input_shape[1:]), [layer])
        shapes.append((channels, height, width))
    return shapes


@mistake(
    "the channels of the input were kept throughout",
    "A layer of 6 filters makes how many maps?",
)
def channels_kept(input_shape, layers):
    return [(input_shape[0], *sides) for _, *sides in trace_shapes(input_shape, layers)]


@mistake(
    "the channels were multiplied: one map for each kernel",
    "The kernels of a filter are summed. How many maps does one filter make?",
)
def channels_multiplied(input_shape, layers):
    channels, shapes = input_shape[0], []
    for (out_channels, *_), (_, *sides) in zip(
        layers, trace_shapes(input_shape, layers), strict=True
    ):
        channels *= out_channels or 1
        shapes.append((channels, *sides))
    return shapes


@mistake(
    "pooling was taken to make one channel",
    "Pooling works in each channel on its own. How many channels come out?",
)
def pooling_makes_one_channel(input_shape, layers):
    return trace_shapes(input_shape, [(out or 1, *settings) for out, *settings in layers])


@mistake("the width was taken to be the height", "Pictures need not be square.")
def width_from_height(input_shape, layers):
    channels, height, _ = input_shape
    return trace_shapes((channels, height, height), layers)


@mistake("height and width were swapped", "The order is (channels, height, width).")
def height_and_width_swapped(input_shape, layers):
    return [(channels, w, h) for channels, h, w in trace_shapes(input_shape, layers)]


@mistake("the channels were put last", "The order is (channels, height, width).")
def trace_channels_last(input_shape, layers):
    return [(h, w, channels) for channels, h, w in trace_shapes(input_shape, layers)]


@mistake(
    "the list begins with the input's own shape",
    "One shape for each layer: what comes out of it.",
)
def input_shape_first(input_shape, layers):
    return [input_shape, *trace_shapes(input_shape, layers)]


@mistake("only the last shape was returned", "One shape for each layer, in a list.")
def last_shape_only(input_shape, layers):
    return trace_shapes(input_shape, layers)[-1]
