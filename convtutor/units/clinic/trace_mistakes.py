"""What people get wrong when they follow shapes: how one layer hands on to the next.

The numbers are those of LeNet-5: pictures of (1, 32, 32), filters of 5×5 and pooling by 2×2, which
make (6, 28, 28), (6, 14, 14), (16, 10, 10) and (16, 5, 5).
"""

from convtutor.checks.exercise import mistake
from convtutor.units.clinic import example_mistakes
from convtutor.units.clinic.right import trace_shapes

# ---------------------------------------------------------------- from layer to layer


@mistake(
    "every layer reads the network's input",
    "What does the second layer read: the input, or what the first layer made?",
)
def layers_side_by_side(input_shape, layers):
    """The sizes do not go on into the next layer: the first pooling makes 16 of 32, not 14."""
    channels, shapes = input_shape[0], []
    for layer in layers:
        [(channels, height, width)] = trace_shapes((channels, *input_shape[1:]), [layer])
        shapes.append((channels, height, width))
    return shapes


@mistake("the list ends after the first layer", "How far is your `return` moved in?")
def first_layer_only(input_shape, layers):
    """A `return` inside the loop ends it in its first turn, with (6, 28, 28) alone."""
    return trace_shapes(input_shape, layers[:1])


@mistake("only the last shape was returned", "One shape for each layer, in a list.")
def last_shape_only(input_shape, layers):
    """The shapes of the layers before, from (6, 28, 28) on, are forgotten on the way."""
    return trace_shapes(input_shape, layers)[-1]


@mistake(
    "the list begins with the input's own shape",
    "One shape for each layer: what comes out of it.",
)
def input_shape_first(input_shape, layers):
    """The list is one longer than the network, since (1, 32, 32) is not made by a layer."""
    return [input_shape, *trace_shapes(input_shape, layers)]


@mistake(
    "pooling layers were left out of the list",
    "A pooling layer has no weights. Does it make something?",
)
def pooling_left_out(input_shape, layers):
    """The shapes go through the pooling, but only those of filters are written down."""
    shapes = trace_shapes(input_shape, layers)
    return [shape for shape, layer in zip(shapes, layers, strict=True) if layer[0] is not None]


@mistake(
    "pooling was taken to keep the size",
    "Pooling has a window and a stride as well. Which law do its sides follow?",
)
def pooling_keeps_the_size(input_shape, layers):
    """Where out_channels is None the shape is passed on as it was: 28 stays 28, not 14."""
    return trace_shapes(
        input_shape, [(out, *((1, 1, 0) if out is None else rest)) for out, *rest in layers]
    )


# ---------------------------------------------------------------- channels


@mistake(
    "the channels of the input were kept throughout",
    "A layer of 6 filters makes how many maps?",
)
def channels_kept(input_shape, layers):
    """The number of filters is not used, so that each shape begins with 1."""
    return [(input_shape[0], *sides) for _, *sides in trace_shapes(input_shape, layers)]


@mistake(
    "the channels were multiplied: one map for each kernel",
    "The kernels of a filter are summed. How many maps does one filter make?",
)
def channels_multiplied(input_shape, layers):
    """On 6 channels 16 filters have 96 kernels, but they make 16 maps."""
    channels, shapes = input_shape[0], []
    for (out_channels, *_), (_, *sides) in zip(
        layers, trace_shapes(input_shape, layers), strict=True
    ):
        channels *= out_channels or 1
        shapes.append((channels, *sides))
    return shapes


@mistake(
    "the maps of a layer were added to its input's channels",
    "Are the channels of the input still there after the layer?",
)
def channels_added(input_shape, layers):
    """A layer gives its own maps only: after 16 filters on 6 channels there are 16, not 22."""
    channels, shapes = input_shape[0], []
    for (out_channels, *_), (_, *sides) in zip(
        layers, trace_shapes(input_shape, layers), strict=True
    ):
        channels += out_channels or 0
        shapes.append((channels, *sides))
    return shapes


@mistake(
    "pooling was taken to make one channel",
    "Pooling works in each channel on its own. How many channels come out?",
)
def pooling_makes_one_channel(input_shape, layers):
    """Pooling is treated as one filter, which sums the channels: (1, 14, 14), not (6, 14, 14)."""
    return trace_shapes(input_shape, [(out or 1, *settings) for out, *settings in layers])


# ---------------------------------------------------------------- height and width


@mistake("the width was taken to be the height", "Pictures need not be square.")
def width_from_height(input_shape, layers):
    """The height is computed and used for both sides, which 32×32 hides."""
    channels, height, _ = input_shape
    return trace_shapes((channels, height, height), layers)


@mistake("the height was taken to be the width", "Pictures need not be square.")
def height_from_width(input_shape, layers):
    """The width is computed and used for both sides, which 32×32 hides."""
    channels, _, width = input_shape
    return trace_shapes((channels, width, width), layers)


@mistake("height and width were swapped", "The order is (channels, height, width).")
def height_and_width_swapped(input_shape, layers):
    """Rows come before columns in a shape, though x comes before y in a drawing."""
    return [(channels, w, h) for channels, h, w in trace_shapes(input_shape, layers)]


@mistake(
    "height and width were multiplied to one number",
    "How many numbers has the shape of a volume?",
)
def sides_multiplied(input_shape, layers):
    """The 28·28 = 784 values of a map are counted, but the next layer needs both sides."""
    return [(channels, h * w) for channels, h, w in trace_shapes(input_shape, layers)]


@mistake("the channels were put last", "The order is (channels, height, width).")
def trace_channels_last(input_shape, layers):
    """Pictures in files and in TensorFlow have their channels last: (28, 28, 6)."""
    return [(h, w, channels) for channels, h, w in trace_shapes(input_shape, layers)]


MISTAKES = (
    layers_side_by_side,
    first_layer_only,
    last_shape_only,
    input_shape_first,
    pooling_left_out,
    pooling_keeps_the_size,
    channels_kept,
    channels_multiplied,
    channels_added,
    pooling_makes_one_channel,
    width_from_height,
    height_from_width,
    height_and_width_swapped,
    sides_multiplied,
    trace_channels_last,
    *example_mistakes.TRACE,
)
