"""What people get wrong when they count multiplications: in how many places the window stands.

Each is right but for one thing. The numbers are those of six filters of 3×5×5 on a picture of
3×32×32, which stand at 28·28 = 784 places and cost 352,800 multiplications.
"""

from math import ceil, prod

from convlib.geometry import conv2d_output_shape
from convtutor.checks.exercise import mistake
from convtutor.units.counting.right import conv2d_multiply_count


def _count(input_shape, weight_shape, rows, columns):
    """The right product for a map of so many rows and columns."""
    return input_shape[0] * rows * columns * prod(weight_shape)


def _count_by(input_shape, weight_shape, side):
    """The right product for maps whose sides follow another law."""
    sides = zip(input_shape[2:], weight_shape[2:], strict=True)
    return _count(input_shape, weight_shape, *(side(n, k) for n, k in sides))


# ---------------------------------------------------------------- places


@mistake(
    "one window of each picture was counted instead of all of them",
    "In how many places does the window stand?",
)
def one_window_only(input_shape, weight_shape, stride=1, padding=0):
    """The six filters cost 450 products at one place, and there are 784 places."""
    return input_shape[0] * prod(weight_shape)


@mistake(
    "the window stood on every pixel of the input",
    "Count the values that come out, not the pixels that go in.",
)
def input_size_for_output(input_shape, weight_shape, stride=1, padding=0):
    """H and W of the input stand for those of the map: 1,024 places, and a count of 460,800."""
    return _count(input_shape, weight_shape, *input_shape[2:])


@mistake(
    "the map was taken to be square, as wide as it is high",
    "Height and width of the input may differ, and so may those of the kernel.",
)
def map_taken_for_square(input_shape, weight_shape, stride=1, padding=0):
    """The rows are counted and squared. 28·28 hides it; a picture of 4×6 pixels does not."""
    _, _, rows, _ = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows, rows)


@mistake(
    "a + 1 is missing in the size of the map",
    "The window also stood somewhere before its first step.",
)
def multiply_without_plus_one(input_shape, weight_shape, stride=1, padding=0):
    """Steps are counted instead of places: 27·27 of them make 328,050."""
    _, _, rows, columns = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows - 1, columns - 1)


@mistake(
    "the kernel's size was not subtracted from the picture's",
    "Where does the *last* window begin? It still has to fit.",
)
def multiply_kernel_not_subtracted(input_shape, weight_shape, stride=1, padding=0):
    """Windows hang over the edge at the end of each axis: 33·33 places, and a count of 490,050."""
    return _count_by(input_shape, weight_shape, lambda n, k: (n + 2 * padding) // stride + 1)


# ---------------------------------------------------------------- padding


@mistake("the padding was left out", "How long is an axis once the zeros are there?")
def multiply_without_padding(input_shape, weight_shape, stride=1, padding=0):
    """The zeros make room for more places.

    Padding 2 keeps 32·32 of them; without it there are 28·28.
    """
    return _count_by(input_shape, weight_shape, lambda n, k: (n - k) // stride + 1)


@mistake(
    "the padding was counted on one side only",
    "Padding is added on each side. How many sides has an axis?",
)
def multiply_with_padding_once(input_shape, weight_shape, stride=1, padding=0):
    """The size has n + p where n + 2p belongs: with padding 2 there are 30·30 places, not 32·32."""
    return _count_by(input_shape, weight_shape, lambda n, k: (n + padding - k) // stride + 1)


@mistake(
    "the padding was added twice",
    "Once the picture is padded, does its size still need the padding added?",
)
def multiply_with_padding_twice(input_shape, weight_shape, stride=1, padding=0):
    """The padded size is padded once more: with padding 2 there are 36·36 places, not 32·32."""
    return conv2d_multiply_count(input_shape, weight_shape, stride, 2 * padding)


# ---------------------------------------------------------------- stride


@mistake("the stride was left out", "How many pixels does the window move at each step?")
def multiply_without_stride(input_shape, weight_shape, stride=1, padding=0):
    """With stride 2 the window stands at 14·14 places.

    At 28·28 of them the layer would cost four times as much.
    """
    return conv2d_multiply_count(input_shape, weight_shape, 1, padding)


@mistake("the stride was applied to rows only", "The window moves right by the stride, too.")
def multiply_with_stride_on_rows(input_shape, weight_shape, stride=1, padding=0):
    """The window skips rows but no columns: 14·28 places with stride 2, not 14·14."""
    _, _, rows, _ = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    _, _, _, columns = conv2d_output_shape(input_shape, weight_shape, 1, padding)
    return _count(input_shape, weight_shape, rows, columns)


@mistake(
    "the stride was applied to columns only",
    "At the end of a row the window moves down by the stride, too.",
)
def multiply_with_stride_on_columns(input_shape, weight_shape, stride=1, padding=0):
    """The window skips columns but no rows: 28·14 places with stride 2, not 14·14."""
    _, _, rows, _ = conv2d_output_shape(input_shape, weight_shape, 1, padding)
    _, _, _, columns = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows, columns)


# Seen at https://github.com/Lyken17/pytorch-OpCounter/issues/8
@mistake(
    "the sides of the map were divided by the stride once more",
    "The size of the map knows about the stride already. What does another division do?",
)
def stride_twice(input_shape, weight_shape, stride=1, padding=0):
    """Stride 2 leaves a map of 14·14; divided again it is 7·7, a quarter of the places."""
    _, _, rows, columns = conv2d_output_shape(input_shape, weight_shape, stride, padding)
    return _count(input_shape, weight_shape, rows // stride, columns // stride)


@mistake(
    "the sides of the map were rounded up",
    "A window that hangs over the edge does not count. Which way does 14.5 have to go?",
)
def multiply_rounded_up(input_shape, weight_shape, stride=1, padding=0):
    """The side (32 − 5)/2 + 1 = 14.5 becomes 15, for a window that would read past the edge."""
    return _count_by(
        input_shape, weight_shape, lambda n, k: ceil((n + 2 * padding - k) / stride) + 1
    )


@mistake(
    "the 1 was added before dividing by the stride",
    "Count the whole steps first; then add the place that the window started from.",
)
def multiply_plus_one_inside(input_shape, weight_shape, stride=1, padding=0):
    """For 7 pixels, kernel 3 and stride 2, (7 − 3 + 1)//2 gives 2 places, and there are 3."""
    return _count_by(input_shape, weight_shape, lambda n, k: (n + 2 * padding - k + 1) // stride)


MISTAKES = (
    one_window_only,
    input_size_for_output,
    map_taken_for_square,
    multiply_without_plus_one,
    multiply_kernel_not_subtracted,
    multiply_without_padding,
    multiply_with_padding_once,
    multiply_with_padding_twice,
    multiply_without_stride,
    multiply_with_stride_on_rows,
    multiply_with_stride_on_columns,
    stride_twice,
    multiply_rounded_up,
    multiply_plus_one_inside,
)
