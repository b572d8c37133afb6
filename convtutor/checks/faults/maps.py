"""What goes wrong in a map: its border, its kernels, its sums, its biases, where values are put."""

import numpy as np

from convtutor.checks.faults.recipe import Fault
from convtutor.checks.faults.steps import add

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ the border


def _ringed(x, rows_p, cols_p):
    x = x.copy()
    x[..., :rows_p, :] = x[..., -rows_p:, :] = 0
    x[..., :cols_p] = x[..., -cols_p:] = 0
    return x


def _minus_padding(x, frame, rows_p, cols_p):
    padded = np.pad(x * 0.0, frame)
    padded[:, :, rows_p:-rows_p, cols_p:-cols_p] = x  # raises for a padding of 0
    return padded


def _again(x, frame):
    for _ in range(x.shape[1]):
        x = np.pad(x, frame)
    return x


def _first_padded(right):
    right = right.copy()
    right[:, 1:] = 0
    return right


def _swapped_zeros(x, rows_p, cols_p):
    batch, channels, height, width = x.shape
    padded = np.zeros((batch, channels, width + 2 * cols_p, height + 2 * rows_p))
    padded[:, :, rows_p : rows_p + height, cols_p : cols_p + width] = x
    return padded


def _all_axes(own_axes, frame):
    """The ring around every axis that the exercise's own pictures have."""
    return ((0, 0),) * (4 - own_axes) + (frame[2],) * (own_axes - 2) + frame[2:]


def _padded_everywhere(x, frame, own_axes, channels):
    """What loops then read: the first pictures, and the first channels if they count those."""
    return np.pad(x, _all_axes(own_axes, frame))[: len(x), : x.shape[1] if channels else None]


_ZERO = "What value does zero padding put around the picture?"
_PAIRS = "np.pad wants a pair for each axis. On which two of them is there a border?"
BORDER = (
    Fault("edge-values", "the border repeats the edge pixels instead of holding zeros",
          mode=lambda: "edge"),
    Fault("mirrored", "the border mirrors the picture instead of holding zeros",
          mode=lambda: "symmetric"),
    Fault("reflected", "the picture was mirrored at its edge pixels instead of getting zeros",
          mode=lambda: "reflect"),
    Fault("wrapped-around", "the picture goes on from its other side instead of getting zeros",
          mode=lambda: "wrap"),
    Fault("border-of-means", "the border holds the mean of the picture instead of zeros", cost=2,
          mode=lambda: "mean"),
    Fault("border-of-ones", "the border was filled with ones", fill=lambda: 1),
    Fault("border-of-minus-ones", "the border was filled with minus ones", cost=2, fill=lambda: -1),
    Fault("border-of-the-padding", "the border holds the padding as its value", cost=2,
          fill=lambda cols_p: cols_p),
    Fault("channels-padded", "the channel axis was padded, too", _PAIRS,
          frame=lambda right, own_axes: _all_axes(own_axes, right)),
    Fault("channels-padded-too", "zeros were put around the channels, but not around the batch",
          _PAIRS, 2, frame=lambda right: (right[0], right[2], *right[2:])),
    Fault("batch-padded-too", "zeros were put around the batch, but not around the channels",
          _PAIRS, 2, frame=lambda right: (right[2], *right[1:])),
    Fault("channels-taken-to-be-last", "the channels were taken to be the last axis",
          "The axes of x are (channel, row, column): which two of them grow?",
          frame=lambda right: (right[0], *right[2:], (0, 0))),
    Fault("only-channels-padded", "only the channels were padded", _PAIRS, 2,
          frame=lambda right: (right[0], right[2], (0, 0), (0, 0))),
    Fault("border-overwritten", "the picture's own border was set to zero",
          "The zeros come *around* the picture: no pixel is lost, and the result is larger.",
          padded=lambda x, rows_p, cols_p: _ringed(x, rows_p, cols_p)),
    Fault("picture-forgotten", "the zeros are there but the picture was never put among them",
          "Which line puts x into the array of zeros?", padded=lambda right: 0 * right),
    Fault("slice-to-minus-padding",
          "the middle was taken to be [padding:-padding], which holds nothing if the padding is 0",
          "Where does the picture end, counted from the start: padding plus what?",
          padded=_minus_padding, raises="into shape"),
    Fault("padded-for-each-channel", "the zeros are put there once for each channel", cost=2,
          padded=_again),
    Fault("first-channel-padded", "only the first channel was padded, the others are zero", cost=2,
          padded=_first_padded),
    Fault("first-channel-everywhere", "all channels are those of the first",
          "Does the number of the channel stand on both sides of your =?",
          padded=lambda right: right[:, :1].repeat(right.shape[1], 1)),
    Fault("last-channel-everywhere", "all channels are those of the last",
          "Does the number of the channel stand on both sides of your =?", 2,
          padded=lambda right: right[:, -1:].repeat(right.shape[1], 1)),
    Fault("pixels-cut-to-integers", "the pixels were cut down to whole numbers",
          "What kind of number does the array of zeros hold that you write the pixels into?",
          padded=lambda right: right.astype(int)),
    Fault("zeros-on-their-side", "height and width were swapped in the array of zeros",
          padded=_swapped_zeros),
    Fault("pixel-lost", "the last column of the picture was lost", cost=2,
          padded=lambda right, cols_p, cols_after: np.concatenate([right[..., : right.shape[3] -
              cols_after - 1], right[..., :1] * 0, right[..., right.shape[3] - cols_after :]], 3)),
)
RING_ONLY = (
    Fault("border-overwritten-in-place",
          "the picture's own border was set to zero, and in x itself",
          "Make a new, larger array of zeros, and put the picture into its middle.", padded=_ringed,
          mutated=lambda x, rows_p, cols_p: not np.array_equal(x, _ringed(x, rows_p, cols_p))),
    Fault("first-channel-only", "only the first channel was padded, and came back alone",
          "How many channels go in, and how many come out?", answer=lambda right: right[:, 0]),
    Fault("first-channel-alone",
          "only the first channel was padded, and came back as a picture of one channel",
          "How many channels go in, and how many come out?", answer=lambda right: right[:, :1]),
    Fault("result-thrown-away", "the picture came back without any zeros",
          "np.pad does not change x. What do you do with the array that it gives?",
          answer=lambda x: x),
    Fault("channels-summed", "the channels were summed into one",
          "How many channels go in, and how many come out?", 2, answer=lambda right: right.sum(1)),
)
READ = (
    Fault("padding-on-every-axis", "zeros were put around {every_axis}, too", _PAIRS,
          raises="operands could not be broadcast together with shapes",
          picture=lambda x, frame, own_axes: _padded_everywhere(x, frame, own_axes, False)),
    Fault("padding-on-every-axis-in-loops",
          "zeros were put around {every_axis}, too, and the first of them were read",
          "Which shape should the padded picture have? Compare it with the one that it has.", 0,
          picture=lambda x, frame, own_axes: _padded_everywhere(x, frame, own_axes, True)),
    Fault("unpadded-picture-read",
          "the map has room for the padding but the windows are cut out of x itself",
          "Which array does your window come from: x, or the padded one?", picture=lambda x: x),
)

# ================================================================ which weight meets which pixel

_FLIP = "Deep learning multiplies each pixel by the weight at the same place, with no flip."
_ROWS = "The axes of weight are (…, channel, row, column). Which index is the row?"
_EACH = "The filter has one kernel for each channel. Which of them takes part?"
_BY = "np.dot and @ multiply rows by columns. Which sign multiplies each pixel by its own weight?"
_PAIR = "The product pairs number 1 with number 1, 2 with 2. In which order do both lie?"


def _turned(right):
    return right.swapaxes(2, 3)


def _channel(windows, index):
    return np.broadcast_to(windows[:, :, :, [index]], windows.shape)


def _dot(windows, kernels):
    return np.matmul(windows[:, None], kernels[None, :, None, None])


MEETING = (
    Fault("kernel-flipped", "{the_kernel} flipped (that is true convolution)", _FLIP,
          kernels=lambda right: right[..., ::-1, ::-1]),
    Fault("upside-down", "{the_kernel} turned upside down", _FLIP,
          kernels=lambda right: right[..., ::-1, :]),
    Fault("left-to-right", "{the_kernel} turned left to right", _FLIP,
          kernels=lambda right: right[..., ::-1]),
    Fault("channels-flipped-too", "{the_kernel} flipped, and the order of the channels with {it}",
          "np.flip without an axis turns all axes round. Which kernel meets the red channel now?",
          kernels=lambda right: right[:, ::-1, ::-1, ::-1]),
    Fault("channels-reversed", "the kernels were laid on the channels in reverse order",
          "Which kernel meets the red channel now?", kernels=lambda right: right[:, ::-1]),
    Fault("channels-and-rows-flipped",
          "channels and rows of {the_kernel_itself} were flipped, but not the columns", _FLIP, 2,
          kernels=lambda right: right[:, ::-1, ::-1]),
    Fault("kernel-transposed", "rows and columns of {the_kernel_itself} were swapped", _ROWS,
          kernels=_turned),
    Fault("kernel-transposed-throughout",
          "rows and columns of {the_kernel_itself} were swapped, and {its} sides with them",
          "Along which axis of x does the window's height go?",
          rows_k=lambda cols_given_k: cols_given_k, cols_k=lambda rows_given_k: rows_given_k,
          kernels=_turned),
    Fault("kernel-turned-left", "{the_kernel} turned by a quarter to the left", _ROWS, 2,
          kernels=lambda right: np.rot90(right, 1, (2, 3))),
    Fault("kernel-turned-right", "{the_kernel} turned by a quarter to the right", _ROWS, 2,
          kernels=lambda right: np.rot90(right, -1, (2, 3))),
    Fault("kernel-transposed-and-flipped", "{the_kernel} transposed and flipped", _ROWS, 2,
          kernels=lambda right: right[..., ::-1, ::-1].swapaxes(2, 3)),
    Fault("axes-turned-round", "all axes of {the_kernel_itself} were turned round (.T)", _ROWS,
          kernels=lambda right: right.transpose(0, 3, 2, 1)),
    Fault("weights-laid-anew",
          "the weights were laid out anew (reshape) with rows and columns swapped", _ROWS, 2,
          kernels=lambda right: right.reshape(*right.shape[:2], right.shape[3], right.shape[2])),
    Fault("first-kernel-for-all", "the first kernel was laid on every channel", _EACH,
          kernels=lambda right: right[:, :1].repeat(right.shape[1], 1)),
    Fault("last-kernel-for-all", "the last kernel was laid on every channel", _EACH, 2,
          kernels=lambda right: right[:, -1:].repeat(right.shape[1], 1)),
    Fault("weights-without-signs", "{the_kernel} taken without {its} signs", cost=2,
          kernels=lambda right: abs(right)),
    Fault("divided-by-the-weights", "{the_kernel} divided by {its} sum",
          "A blur's weights are small already. Who divides, and by what?", 2,
          kernels=lambda right: right / right.sum((1, 2, 3), keepdims=True)),
    Fault("weights-less-their-mean", "the mean of the weights was taken off", cost=2,
          kernels=lambda right: right - right.mean((1, 2, 3), keepdims=True)),
    Fault("weights-added", "the weights were added to the pixels, not multiplied",
          products=lambda windows, kernels: windows[:, None] + kernels[None, :, None, None]),
    Fault("weights-not-used", "the pixels were summed, and the weights not used",
          products=lambda windows, kernels: windows[:, None] + 0 * kernels[None, :, None, None]),
    Fault("differences-taken", "differences were taken, not products", cost=2,
          products=lambda windows, kernels: windows[:, None] - kernels[None, :, None, None]),
    Fault("products-without-signs", "the products were taken without their signs", cost=2,
          products=lambda right: abs(right)),
    Fault("matrix-product", "a matrix product was made where number should meet number", _BY,
          products=_dot),
    Fault("first-pixels-for-all", "every kernel was laid on the first channel", _EACH,
          windows=lambda right: _channel(right, 0)),
    Fault("last-pixels-for-all", "every kernel was laid on the last channel", _EACH, 2,
          windows=lambda right: _channel(right, -1)),
    Fault("windows-transposed", "rows and columns of each window were swapped",
          "The axes of x are (channel, row, column). Along which does a window's height go?", 2,
          windows=lambda right: right.swapaxes(4, 5)),
    Fault("row-and-column-swapped", "row and column of the window were swapped",
          "The axes of x are (channel, row, column): which one does your first index count along?",
          tops=lambda rows_starts, cols_starts: np.meshgrid(rows_starts, cols_starts,
              indexing="ij")[1],
          lefts=lambda rows_starts, cols_starts: np.meshgrid(rows_starts, cols_starts,
              indexing="ij")[0]),
    Fault("picture-upside-down", "the picture was turned upside down", cost=2,
          x=lambda right: right[:, :, ::-1]),
    Fault("picture-left-to-right", "the picture was turned left to right", cost=2,
          x=lambda right: right[..., ::-1]),
)
FLAT = (
    Fault("windows-reshaped-for-moved",
          "the windows were reshaped into the matrix without moving their axes first",
          "A column of the matrix is one window. Before reshape, which axes must stand side by "
          "side?", sums=lambda windows, kernels: _reshaped(windows, kernels)),
    Fault("laid-flat-column-by-column",
          "windows were laid flat column by column, but the kernels row by row", _PAIR,
          kernels=lambda right: right.reshape(*right.shape[:2], *right.shape[:1:-1]).swapaxes(2,
              3)),
    Fault("laid-flat-channels-last",
          "the channels come last in a flat window, but first in a flat filter",
          "weight.reshape(C_out, -1) goes channel by channel. Does your flat window, too?",
          kernels=lambda right: np.moveaxis(right.reshape(len(right), *right.shape[2:],
              right.shape[1]), -1, 1)),
    Fault("weights-reshaped-for-transposed",
          "the filters were reshaped into columns where the matrix should have been transposed",
          "reshape(-1, C_out) and reshape(C_out, -1).T have the same shape. Is column 0 filter 0 "
          "in both?", kernels=lambda right: right.reshape(-1, len(right)).T.reshape(right.shape)),
    Fault("result-reshaped-for-moved",
          "the result was reshaped where its axes should have been moved",
          "reshape never moves a number, it only cuts the row of numbers anew. What moves an axis?",
          sums=lambda right: np.moveaxis(right, 1, -1).reshape(right.shape)),
    Fault("batch-reshaped-for-moved",
          "the product of the whole batch was reshaped, but its filters come before its pictures",
          "A row of your product holds all pictures of one filter. What must move before reshape?",
          sums=lambda right: right.swapaxes(0, 1).reshape(right.shape)),
    Fault("pictures-taking-turns",
          "the product of the whole batch was reshaped, but its pictures take turns in each row",
          "Two numbers that are neighbours in a row of your product: are they of one picture?",
          sums=lambda right: right.transpose(1, 2, 3, 0).reshape(right.shape)),
    Fault("biases-changed-in-place", "the array of the biases was changed in place",
          "Does bias still have the shape and the values that the caller gave it?",
          mutated=lambda b: b is not None),
)


def _reshaped(windows, kernels):
    batch, rows, cols = windows.shape[:3]
    flat = np.moveaxis(windows, 3, 1).reshape(batch, -1, rows * cols)
    return (kernels.reshape(len(kernels), -1) @ flat).reshape(batch, len(kernels), rows, cols)


_WHOSE = "Map f of picture n: which picture and which filter is it made of?"
_AXES = "The axes of weight are (filter, channel, row, column), in this order."
FILTERS = (
    Fault("filters-and-channels-swapped", "filters and channels were swapped in the weight's axes",
          _AXES, w=lambda right: right.swapaxes(0, 1)),
    Fault("first-filter-everywhere", "every map was made with the first filter", _WHOSE,
          kernels=lambda right: right[:1].repeat(len(right), 0)),
    Fault("last-filter-everywhere-unsummed", "every map was made with the last filter", _WHOSE,
          cost=2, kernels=lambda right: right[-1:].repeat(len(right), 0)),
    Fault("filters-in-reverse-order", "the filters came in reverse order", _WHOSE, 2,
          kernels=lambda right: right[::-1]),
    Fault("as-many-filters-as-channels", "only as many filters were used as there are channels",
          _AXES, 2, w=lambda right: right[: right.shape[1]]),
    Fault("last-filter-left-out", "one filter was left out at the end", _WHOSE, 2,
          w=lambda right: right[:-1], b=lambda right: None if right is None else right[:-1]),
    Fault("first-picture-repeated",
          "the first picture was read again for each picture of the batch", _WHOSE,
          x=lambda right: right[:1].repeat(len(right), 0)),
    Fault("last-picture-repeated", "the last picture was read for each picture of the batch",
          _WHOSE, x=lambda right: right[-1:].repeat(len(right), 0)),
    Fault("pictures-in-reverse-order", "the pictures came in reverse order", _WHOSE, 2,
          x=lambda right: right[::-1]),
    Fault("filters-summed", "the filters were summed into one", _WHOSE, 2,
          kernels=lambda right: right.sum(0, keepdims=True).repeat(len(right), 0)),
    Fault("pictures-and-channels-swapped", "pictures and channels were swapped", _AXES, 2,
          x=lambda right: right.swapaxes(0, 1)),
    Fault("first-picture-alone", "only the first picture was done",
          "Does an index 0 stand where all the pictures should go through?",
          x=lambda right: right[:1]),
    Fault("last-picture-alone", "only the last picture was done", _WHOSE, 2,
          x=lambda right: right[-1:]),
    Fault("first-filter-alone", "only the first filter was used, and its map came back alone",
          _WHOSE, w=lambda right: right[:1], b=lambda right: None if right is None else right[:1]),
    Fault("pictures-summed", "all pictures were added up", _WHOSE, 2,
          x=lambda right: right.sum(0, keepdims=True)),
)

# ================================================================ how one value is made

_ONE = "All the products of all the channels go into one sum."
_AFTER = "What does your total hold when the second channel begins, and what after it?"
_MEAN = "A blur's weights are small already. Who divides, and by what?"
_APART = "One filter makes one map: what happens to the sums of the channels?"
_GRID = "window * weight is still a whole grid. What makes one number of it?"


def _maps_of_kernels(products, biases, times):
    maps = np.moveaxis(products.sum((5, 6)), 4, 2) + np.reshape(biases * times, (-1, 1, 1, 1))
    return maps.reshape(len(maps), -1, *maps.shape[3:])


def _product_kept(place):
    return lambda products: products[place].reshape(*products.shape[:4], -1).sum(4)


def _written_back(picture, tops, lefts, rows_length, cols_length, kernels):
    return _in_place(picture, tops, lefts, rows_length, cols_length, kernels)[0]


def _spoilt(x, picture, tops, lefts, rows_length, cols_length, kernels):
    after = _in_place(picture, tops, lefts, rows_length, cols_length, kernels)[1]
    return picture is x and not np.array_equal(after, x)


def _in_place(picture, tops, lefts, rows_length, cols_length, kernels):
    picture = picture.copy()
    sums = np.empty((len(picture), len(kernels), *tops.shape))
    for n, f, i, j in np.ndindex(sums.shape):
        top, left = tops[i, j], lefts[i, j]
        window = picture[n, :, top : top + rows_length, left : left + cols_length]
        window *= kernels[f]
        sums[n, f, i, j] = window.sum()
    return sums, picture


def _three(products):
    if products.shape[4] < 3:
        raise IndexError("index is out of bounds")
    return products[:, :, :, :, :3].sum((4, 5, 6))


def _own_channel(products, turn):
    channels = products.shape[4]
    of = [f % channels if turn else f for f in range(products.shape[1])]
    return np.stack([products[:, f, :, :, c].sum((3, 4)) for f, c in enumerate(of)], 1)


COMBINING = (
    Fault("sums-multiplied", "the sum of the pixels was multiplied by the sum of the weights",
          _GRID,
          sums=lambda windows, kernels: windows.sum((3, 4, 5))[:, None] * kernels.sum((1, 2,
              3)).reshape(-1, 1, 1)),
    Fault("sums-of-channels-multiplied",
          "the sum of each channel's pixels was multiplied by the sum of its weights", _GRID, 2,
          sums=lambda windows, kernels: (windows.sum((4, 5))[:, None] * kernels.sum((2, 3))[None,
              :, None, None]).sum(4)),
    Fault("three-channels-read", "three channels were read, whatever there are", cost=2,
          sums=_three),
    Fault("channels-averaged", "the channels were averaged instead of summed", _ONE,
          sums=lambda right, products: right / products.shape[4]),
    Fault("products-averaged", "the products were averaged instead of summed", _MEAN,
          sums=lambda right, products: right / np.prod(products.shape[4:])),
    Fault("kernels-averaged", "the products of each kernel were averaged, and the channels summed",
          _MEAN, 2, sums=lambda right, products: right / np.prod(products.shape[5:])),
    Fault("first-channel-only", "only the first channel was read", _EACH,
          sums=lambda products: products[:, :, :, :, 0].sum((4, 5))),
    Fault("last-channel-only", "only the last channel was kept", _AFTER,
          sums=lambda products: products[:, :, :, :, -1].sum((4, 5))),
    Fault("last-channel-left-out", "the last channel was left out", _EACH, 2,
          sums=lambda products: products[:, :, :, :, :-1].sum((4, 5, 6))),
    Fault("first-channel-left-out", "the first channel was left out", _EACH, 2,
          sums=lambda products: products[:, :, :, :, 1:].sum((4, 5, 6))),
    Fault("last-product-only", "only the last product was kept", _AFTER,
          sums=_product_kept(np.s_[..., -1, -1, -1])),
    Fault("first-product-only", "only the first product was kept",
          "How far is `return` moved in? A function ends at its first `return`.",
          sums=_product_kept(np.s_[..., 0, 0, 0])),
    Fault("last-row-of-products-only", "only the last row of products was kept", _AFTER, 2,
          sums=_product_kept(np.s_[..., -1, :])),
    Fault("first-row-of-products-only", "only the first row of products was kept", cost=2,
          sums=_product_kept(np.s_[..., 0, :])),
    Fault("last-column-of-products-only", "only the last column of products was kept", _AFTER, 2,
          sums=_product_kept(np.s_[..., -1])),
    Fault("last-products-of-channels", "only the last product of each channel was kept", _AFTER, 2,
          sums=_product_kept(np.s_[..., -1, -1])),
    Fault("diagonal-only", "only the diagonal of each kernel was summed", cost=2,
          sums=lambda products: np.trace(products, axis1=5, axis2=6).sum(4)),
    Fault("first-channel-twice", "the first channel's sum counts twice", cost=2,
          sums=lambda right, products: right + products[:, :, :, :, 0].sum((4, 5))),
    Fault("largest-product", "the largest product was taken, not the sum", _GRID,
          sums=lambda products: products.max((4, 5, 6))),
    Fault("largest-channel", "the largest channel was taken, not the sum", _ONE, 2,
          sums=lambda products: products.sum((5, 6)).max(4)),
    Fault("channels-multiplied", "the channels were multiplied, not summed", _ONE, 2,
          sums=lambda products: products.sum((5, 6)).prod(4)),
    Fault("sum-taken-twice", "the sum was taken twice", cost=2, sums=lambda right: 2 * right),
    Fault("channels-not-summed", "{channels_apart}", _APART,
          sums=lambda products: np.moveaxis(products.sum((5, 6)), 4, 2)),
    Fault("products-not-summed", "the products were not summed", _GRID,
          sums=lambda products: np.moveaxis(products, (4, 5, 6), (2, 3, 4))),
    Fault("summed-over-rows-only", "the products were summed over rows only", _GRID, 2,
          sums=lambda products: np.moveaxis(products.sum(5), (4, 5), (2, 3))),
    Fault("summed-over-columns-only", "the products were summed over columns only", _GRID, 2,
          sums=lambda products: np.moveaxis(products.sum(6), (4, 5), (2, 3))),
    Fault("summed-over-channels-only", "the products were summed over channels only", _GRID, 2,
          sums=lambda products: np.moveaxis(products.sum(4), (4, 5), (2, 3))),
    Fault("multiplied-in-place", "the picture was multiplied by the weights in place",
          "window *= weight writes into the window. Whose pixels are those?", sums=_written_back,
          mutated=_spoilt),
    Fault("products-written-back",
          "the products were written into the picture, whose pixels the next window reads",
          "window *= weight writes into the window. Whose pixels are those?", 1,
          sums=_written_back),
)

# ================================================================ the bias

_ONCE = "The bias joins once, after the sum; is it inside the brackets of the sum?"
_FIRST = "Every value of the map needs its bias. How often does that line run?"


def _some_bias(sums, biases, times, where):
    values = np.array(sums, float)
    values[where] += np.reshape(biases * times, (-1, 1, 1))
    return values


def _none_forgotten(b):
    if b is None:
        raise TypeError("'NoneType' object is not subscriptable")
    return b


def _all_alike(kernels, b, pick):
    return np.zeros(len(kernels), int) if b is None else np.full(len(kernels), pick(b))


def _along(shape):
    return lambda sums, b, times: sums if b is None else sums + np.reshape(b, shape) * times


BIAS = (
    Fault("bias-forgotten", "{the_bias} left out",
          "What is added after all the products are summed?", times=lambda: 0),
    Fault("bias-per-channel", "the bias was added once for each channel",
          times=lambda w: w.shape[1]),
    Fault("bias-per-product", "the bias was added to each product", _ONCE,
          times=lambda w: w[0].size),
    Fault("bias-once-too-many", "the map begins with the bias, and each channel adds it again",
          "You begin with the bias now. Which line still brings it?",
          times=lambda w: w.shape[1] + 1),
    Fault("bias-per-weight-of-a-kernel", "the bias was added for each weight of a kernel", _ONCE, 2,
          times=lambda w: w[0, 0].size),
    Fault("bias-per-row", "the bias was added for each row of the kernel", _ONCE, 2,
          times=lambda w: w.shape[2]),
    Fault("bias-per-row-and-channel", "the bias was added for each row of each channel's kernel",
          _ONCE, 2, times=lambda w: w.shape[1] * w.shape[2]),
    Fault("bias-per-column", "the bias was added for each column of the kernel", _ONCE, 2,
          times=lambda w: w.shape[3]),
    Fault("bias-twice", "the bias was added twice",
          "How many lines add the bias: one before the loops, and another one after them?",
          times=lambda: 2),
    Fault("bias-taken-off", "the bias was taken off instead of added",
          "Does a positive bias raise the map?", times=lambda: -1),
    Fault("bias-for-all-channels-but-one", "the bias was added for each channel but one", cost=2,
          times=lambda w: w.shape[1] - 1),
    Fault("bias-multiplied", "the sum was multiplied by the bias",
          "A bias of 0 should change nothing. What does it do in yours?",
          values=lambda sums, biases: sums * np.reshape(biases, (-1, 1, 1))),
    Fault("bias-averaged-too", "the bias was divided along with the sum", _ONCE, 2,
          times=lambda w: 1 / w[0].size),
    Fault("bias-divided-by-channels", "the bias was divided by the number of channels", cost=2,
          times=lambda w: 1 / w.shape[1]),
    Fault("one-for-bias", "1 was added, whatever the bias", cost=2, values=lambda sums: sums + 1),
    Fault("bias-on-first-value-only", "only the first value of the map got the bias", _FIRST,
          values=lambda sums, biases, times: _some_bias(sums, biases, times, np.s_[:, :, :1, :1])),
    Fault("bias-on-last-value-only", "only the last value of the map got the bias", _FIRST, 2,
          values=lambda sums, biases, times: _some_bias(sums, biases, times, np.s_[:, :, -1:,
              -1:])),
    Fault("bias-added-to-pixels", "the bias was added to the pixels, before the products", _ONCE, 2,
          values=lambda sums, biases, kernels: sums + (np.asarray(biases) * kernels.sum((1, 2,
              3))).reshape(-1, 1, 1)),
    Fault("bias-grows", "the bias grows from value to value, in reading order", cost=2,
          values=lambda sums, biases: sums + np.reshape(biases, (-1, 1, 1)) * (1 +
              np.arange(sums[0, 0].size).reshape(sums.shape[2:]))),
)
BIASES = (
    Fault("first-bias-for-all", "every map got the bias of the first filter",
          biases=lambda kernels, b: _all_alike(kernels, b, lambda b: b[0])),
    Fault("last-bias-for-all", "every map got the bias of the last filter",
          biases=lambda kernels, b: _all_alike(kernels, b, lambda b: b[-1])),
    Fault("biases-summed", "every map got the sum of all biases", cost=2,
          biases=lambda kernels, b: _all_alike(kernels, b, np.sum)),
    Fault("biases-averaged", "every map got the mean of all biases", cost=2,
          biases=lambda kernels, b: _all_alike(kernels, b, np.mean)),
    Fault("biases-in-reverse-order", "the biases came in reverse order", cost=2,
          biases=lambda right: right[::-1]),
    Fault("missing-bias-not-handled", "a call without biases (bias=None) was not thought of",
          "What is bias where a call has none? Print it.", raises="NoneType",
          biases=_none_forgotten),
    Fault("missing-bias-is-one", "without biases (bias=None) every map gets a 1", cost=2,
          biases=lambda right, kernels, b: np.ones(len(kernels)) if b is None else right),
    Fault("missing-bias-gives-none", "without biases (bias=None) None came back",
          "How far is `return` moved in?", 2, answer=lambda right, b: None if b is None else right),
    Fault("bias-along-columns", "the biases were laid along the columns of the maps",
          "Which axis of the maps counts the filters?", values=_along(-1)),
    Fault("bias-along-rows", "the biases were laid along the rows of the maps",
          "Which axis of the maps counts the filters?", values=_along((-1, 1))),
    Fault("bias-along-pictures", "the biases were laid along the pictures",
          "Count the axes after the filters' one: how many np.newaxis must follow the biases?",
          values=_along((-1, 1, 1, 1))),
    Fault("maps-of-kernels", "{channels_apart}, all on one axis", _APART, values=_maps_of_kernels),
)

# ================================================================ where a value is written


def _only(where):
    def kept(values):
        result = np.zeros(values.shape)
        result[where] = values[where]
        return result

    return kept


def _everywhere(where):
    return lambda values: np.zeros_like(values) + values[where]


def _running(axes, bias=False):
    """A total that is not set back to 0 along the last axes; the bias may be in it."""

    def values(sums, biases, times):
        sums = add(sums, biases * times) if bias else sums
        total = np.cumsum(sums.reshape(*sums.shape[: sums.ndim - axes], -1), -1).reshape(sums.shape)
        return total if bias else add(total, biases * times)

    return values


def _swapped_cells(values):
    if values.shape[2] != values.shape[3]:
        raise IndexError("index is out of bounds")
    return values.swapaxes(2, 3)


def _at_starts(values, tops, lefts, sides):
    result = np.zeros((*values.shape[:2], *sides))
    for i, j in np.ndindex(tops.shape):
        result[:, :, tops[i, j], lefts[i, j]] = values[:, :, i, j]
    return result


def _stride_one(rows_n, rows_p, rows_k, cols_n, cols_p, cols_k):
    return rows_n + 2 * rows_p - rows_k + 1, cols_n + 2 * cols_p - cols_k + 1


def _within(values, sides, ring=0):
    result = np.zeros((*values.shape[:2], *sides))
    rows, cols = values.shape[2:]
    result[:, :, ring : ring + rows, ring : ring + cols] = values
    return result


_TOTAL = "Where does total = 0 stand: before both loops, or inside the inner one?"
_REACH = "How far does the last window reach? Let the loops run up to it."
_RETURN = "How far is `return` moved in? A function ends at its first `return`."
_SIZE = "How many rows and columns has the map? Count the places of the window."
WRITING = (
    Fault("last-window-left-at-zero", "the last row and column of {the_map} were left at zero",
          _REACH, kept=_only(np.s_[:, :, :-1, :-1])),
    Fault("last-row-left-at-zero", "the last row of {the_map} was left at zero", _REACH,
          kept=_only(np.s_[:, :, :-1])),
    Fault("last-column-left-at-zero", "the last column of {the_map} was left at zero", _REACH,
          kept=_only(np.s_[..., :-1])),
    Fault("first-window-left-at-zero", "the first row and column of {the_map} were left at zero",
          "Which index has the first row of an array?", kept=_only(np.s_[:, :, 1:, 1:])),
    Fault("first-row-left-at-zero", "the first row of {the_map} was left at zero", cost=2,
          kept=_only(np.s_[:, :, 1:])),
    Fault("first-column-left-at-zero", "the first column of {the_map} was left at zero", cost=2,
          kept=_only(np.s_[..., 1:])),
    Fault("inner-values-only", "only the inner values of {the_map} were written", cost=2,
          kept=_only(np.s_[:, :, 1:-1, 1:-1])),
    Fault("only-first-row", "only the first row of {the_map} was done", _RETURN,
          kept=_only(np.s_[:, :, :1])),
    Fault("only-first-column", "only the first column of {the_map} was done", _RETURN,
          kept=_only(np.s_[..., :1])),
    Fault("only-first-window", "only the first window was done", _RETURN,
          kept=_only(np.s_[..., :1, :1])),
    Fault("only-last-window", "only the last window was done", kept=_only(np.s_[..., -1:, -1:])),
    Fault("only-last-row", "only the last row was kept", cost=2, kept=_only(np.s_[:, :, -1:])),
    Fault("only-last-column", "only the last column was kept", cost=2, kept=_only(np.s_[..., -1:])),
    Fault("never-filled", "nothing was ever written into {the_map}", cost=0,
          kept=lambda values: 0.0 * values),
    Fault("diagonal-written", "only the diagonal of {the_map} was written", cost=2,
          kept=lambda values: values * np.eye(*values.shape[2:])),
    Fault("last-value-everywhere", "every value of {the_map} is the last one",
          kept=_everywhere(np.s_[..., -1:, -1:])),
    Fault("first-value-everywhere", "every value of {the_map} is the first one", cost=2,
          kept=_everywhere(np.s_[..., :1, :1])),
    Fault("last-row-everywhere", "every row of {the_map} is the last one",
          kept=_everywhere(np.s_[..., -1:, :])),
    Fault("first-row-everywhere", "every row of {the_map} is the first one",
          kept=_everywhere(np.s_[..., :1, :])),
    Fault("cell-indices-swapped", "row and column were swapped inside the loops",
          "Each of your loops counts along one axis. Which index does it stand for in the map?", 0,
          kept=_swapped_cells),
    Fault("written-at-starts", "the values were written where their windows start",
          "A map has a row for each *place* of the window.",
          kept=lambda values, tops, lefts: _at_starts(values, tops, lefts, values.shape[2:])),
    Fault("zeros-between",
          "the map has the size of stride 1, and its values stand apart with zeros between them",
          "A map has a row for each *place* of the window.",
          kept=lambda values, tops, lefts, rows_n, rows_p, rows_k, cols_n, cols_p, cols_k:
              _at_starts(values, tops, lefts, _stride_one(rows_n, rows_p, rows_k, cols_n, cols_p,
              cols_k))),
    Fault("corner-filled", "the map has the size of stride 1, and only its corner is filled",
          "A map has a row for each *place* of the window.",
          kept=lambda values, rows_n, rows_p, rows_k, cols_n, cols_p, cols_k: _within(values,
              _stride_one(rows_n, rows_p, rows_k, cols_n, cols_p, cols_k))),
    Fault("as-large-as-the-picture",
          "the map was made as large as the picture, and its end left at zero", _SIZE,
          kept=lambda values, x: _within(values, x.shape[2:])),
    Fault("as-large-as-the-padded-picture",
          "the map was made as large as the padded picture, and its end left at zero", _SIZE,
          kept=lambda values, padded: _within(values, padded.shape[2:])),
    Fault("as-large-with-a-ring",
          "the map was made as large as the picture, and its ring left at zero", _SIZE,
          kept=lambda values, x: _within(values, x.shape[2:], 1)),
    Fault("one-row-and-column-of-zeros-more", "the map has one row and column of zeros too many",
          _SIZE, kept=lambda values: np.pad(values, ((0, 0), (0, 0), (0, 1), (0, 1)))),
    Fault("map-laid-anew", "the values were laid into a map of swapped sides (reshape)", _SIZE,
          kept=lambda values: values.reshape(*values.shape[:2], values.shape[3], values.shape[2])),
    Fault("last-window-missing",
          "the last window of each row and column is missing, for want of a + 1",
          "With 4 pixels and a kernel of 3, where can the window start? Count the places.", 0,
          kept=lambda values: values[..., :-1, :-1]),
    Fault("last-row-missing", "the last row of the map is missing", _SIZE, 0,
          kept=lambda values: values[..., :-1, :]),
    Fault("last-column-missing", "the last column of the map is missing", _SIZE, 0,
          kept=lambda values: values[..., :-1]),
    Fault("first-window-missing", "the first row and column of the map are missing", _SIZE, 2,
          kept=lambda values: values[..., 1:, 1:]),
    Fault("map-padded", "the zeros were put around the map, not around the picture",
          "What does the first window read: pixels only, or zeros as well?", 0, rows_p=lambda: 0,
          cols_p=lambda: 0,
          kept=lambda values, rows_given_p, cols_given_p: np.pad(values, ((0, 0), (0, 0),
              (rows_given_p,) * 2, (cols_given_p,) * 2))),
    Fault("windows-padded",
          "zeros were put around the windows or their maps, not around the pictures",
          "Does the border come before the view is made, or after?", rows_p=lambda: 0,
          cols_p=lambda: 0,
          sums=lambda right, rows_given_p, cols_given_p: np.pad(right, ((0, 0), (0, 0),
              (rows_given_p,) * 2, (cols_given_p,) * 2))),
    Fault("map-thinned-out",
          "the stride was applied twice: windows were skipped in the finished map again",
          "The stride comes in once. Where does yours?",
          kept=lambda values, rows_s, cols_s: values[..., ::rows_s, ::cols_s]),
)
TOTALS = (
    Fault("total-carried-on", "the running total was never set back to 0", _TOTAL,
          values=_running(4)),
    Fault("total-carried-on-in-each-picture",
          "the running total was set back to 0 only once a picture", _TOTAL, 2, values=_running(3)),
    Fault("total-carried-on-in-each-map", "the running total was set back to 0 only once a map",
          _TOTAL, values=_running(2)),
    Fault("total-carried-on-in-each-row", "the running total was set back to 0 only once a row",
          _TOTAL, values=_running(1)),
    Fault("total-and-bias-carried-on",
          "the running total was never set back to 0, and each value added the bias to it", _TOTAL,
          values=_running(4, True)),
    Fault("total-and-bias-carried-on-in-each-map",
          "the running total was set back to 0 only once a map, and each value added the bias to "
          "it", _TOTAL, values=_running(2, True)),
    Fault("total-and-bias-carried-on-in-each-row",
          "the running total was set back to 0 only once a row, and each value added the bias to "
          "it", _TOTAL, values=_running(1, True)),
)
_ORDER = "The axes of the result are (pictures, filters, rows, columns), in this order."
_LEFT = "Into which of the maps does filter 0 write? Look at the left side of the =."
BATCH = (
    Fault("each-filter-its-channel",
          "each filter read one channel only, its own (as in a depthwise layer)", _EACH,
          sums=lambda products: _own_channel(products, False)),
    Fault("each-filter-a-channel-in-turn", "each filter read one channel only, in turn", _EACH, 2,
          sums=lambda products: _own_channel(products, True)),
    Fault("only-first-picture",
          "only the first picture of the batch was done, and the others are zero", _RETURN,
          kept=_only(np.s_[:1])),
    Fault("only-last-picture",
          "only the last picture of the batch was done, and the others are zero", cost=2,
          kept=_only(np.s_[-1:])),
    Fault("only-first-filter", "only the first filter was used, and the other maps are zero",
          _RETURN, kept=_only(np.s_[:, :1])),
    Fault("only-last-filter", "only the last filter was used, and the other maps are zero",
          kept=_only(np.s_[:, -1:])),
    Fault("only-first-map",
          "only the first map of the first picture was done, and the others are zero", _RETURN,
          kept=_only(np.s_[:1, :1])),
    Fault("only-first-row-of-all", "the first row of the first map was done, and nothing else",
          _RETURN, 2, kept=_only(np.s_[:1, :1, :1])),
    Fault("only-first-value-of-all", "the first value of the first map was done, and nothing else",
          _RETURN, 2, kept=_only(np.s_[:1, :1, :1, :1])),
    Fault("last-filter-everywhere", "every map is the one of the last filter", _LEFT,
          kept=_everywhere(np.s_[:, -1:])),
    Fault("first-map-everywhere", "every map is the one of the first filter", _LEFT, 2,
          kept=_everywhere(np.s_[:, :1])),
    Fault("maps-of-last-picture-everywhere", "every picture's maps are those of the last", _LEFT,
          kept=_everywhere(np.s_[-1:])),
    Fault("maps-of-first-picture-everywhere", "every picture's maps are those of the first", _LEFT,
          2, kept=_everywhere(np.s_[:1])),
    Fault("maps-added-up-everywhere", "the maps of all filters were added up",
          "Channels are summed. Are filters?",
          kept=lambda values: np.zeros_like(values) + values.sum(1, keepdims=True)),
    Fault("maps-run-on", "each map also holds those of the filters before it",
          "A sum that runs on from filter to filter: where should it begin anew?",
          kept=lambda values: np.cumsum(values, 1)),
    Fault("pictures-added-up", "the maps of all pictures were added up", _WHOSE,
          kept=lambda values: np.zeros_like(values) + values.sum(0)),
    Fault("maps-in-reverse-order", "the maps stand in reverse order",
          "Which filter made your first map?", kept=lambda values: values[:, ::-1]),
    Fault("maps-summed", "the maps of all filters became one", "Channels are summed. Are filters?",
          answer=lambda right: right.sum(1, keepdims=True)),
    Fault("maps-added-up", "the maps were added up", "Channels are summed. Are filters?",
          answer=lambda right: right.sum(1)),
    Fault("maps-averaged", "the maps were averaged",
          "What is left of a filter once its map is in a mean?",
          answer=lambda right: right.mean(1)),
    Fault("pictures-averaged", "the maps of all pictures were averaged", _WHOSE, 2,
          answer=lambda right: right.mean(0, keepdims=True)),
    Fault("first-picture-returned", "only the first picture's maps came back",
          "How many pictures go in, and how many come out?", answer=lambda right: right[0]),
    Fault("last-picture-returned", "only the last picture's maps came back",
          "How many pictures go in, and how many come out?", answer=lambda right: right[-1]),
    Fault("first-map-alone", "only the first filter's map was returned",
          "One map for each filter: where do they go?", answer=lambda right: right[:, 0]),
    Fault("only-last-map", "only the last filter's map was kept",
          "One map for each filter: where do they gather?", answer=lambda right: right[:, -1]),
    Fault("all-maps-on-one-axis", "all maps lie on one axis, pictures and filters alike", _ORDER,
          answer=lambda right: right.reshape(-1, *right.shape[2:])),
    Fault("pictures-and-filters-swapped",
          "pictures and filters were swapped in the axes of the result", _ORDER,
          answer=lambda right: right.swapaxes(0, 1)),
    Fault("rows-and-columns-swapped", "rows and columns of the maps were swapped",
          "Rows come before columns: the last axis of the result counts columns.",
          answer=lambda right: right.swapaxes(2, 3)),
    Fault("filters-last", "the filters were put on the last axis of the result",
          "The axes of the result are (pictures, filters, rows, columns). Where are yours?",
          answer=lambda right: np.moveaxis(right, 1, -1)),
    Fault("filters-last-and-swapped",
          "the filters were put on the last axis, and rows and columns swapped", _ORDER, 2,
          answer=lambda right: right.transpose(0, 3, 2, 1)),
    Fault("filters-third", "the filters were put on the third axis", _ORDER, 2,
          answer=lambda right: np.moveaxis(right, 1, 2)),
    Fault("maps-side-by-side", "the maps were laid side by side, in one wide map",
          "How many axes should the result have?",
          answer=lambda right: np.concatenate(list(np.moveaxis(right, 1, 0)), -1)),
    Fault("maps-below-each-other", "the maps were laid below each other, in one high map",
          "How many axes should the result have?",
          answer=lambda right: np.concatenate(list(np.moveaxis(right, 1, 0)), -2)),
)

# ======== the kind of number, and what comes back

_KIND = "What kind of number does the array hold that you write the results into?"
_PICTURE = "A map is no picture: it may hold negative numbers, and large ones."


def _stretched(kept):
    low = kept.min()
    return (kept - low) * (255 / (kept.max() - low))


TYPES = (
    Fault("cut-to-integers", "{the_results} cut down to whole numbers", _KIND,
          typed=lambda kept: kept.astype(int)),
    Fault("cut-to-the-pictures-kind",
          "the results were cut down to the kind of number that the picture holds", _KIND, cost=2,
          typed=lambda kept, x: kept.astype(x.dtype)),
    Fault("cut-to-the-weights-kind",
          "the results were cut down to the kind of number that the weights hold", _KIND, 2,
          typed=lambda kept, w: kept.astype(w.dtype)),
    Fault("rounded", "the results were rounded to whole numbers",
          "Weights and biases need not be whole numbers. Where does yours lose what is after the "
          "point?", typed=lambda kept: np.round(kept)),
    Fault("rounded-down", "the results were rounded down to whole numbers", _KIND, 2,
          typed=lambda kept: np.floor(kept)),
    Fault("rounded-to-one-place", "the results were rounded to one place",
          "Show fewer places if you like, but give back all of them.", 2,
          typed=lambda kept: np.round(kept, 1)),
    Fault("rounded-to-two-places", "the results were rounded to two places",
          "Show fewer places if you like, but give back all of them.", 2,
          typed=lambda kept: np.round(kept, 2)),
    Fault("clipped", "the results were clipped to 0 to 255", _PICTURE,
          typed=lambda kept: np.clip(kept, 0, 255)),
    Fault("negative-set-to-zero", "numbers below 0 were set to 0",
          "What does a negative value of an edge filter tell you?",
          typed=lambda kept: np.maximum(kept, 0)),
    Fault("absolute-values", "the minus signs were dropped",
          "An edge from bright to dark and one from dark to bright are different answers.",
          typed=lambda kept: abs(kept)),
    Fault("signs-reversed", "the results came back with the other sign", cost=2,
          typed=lambda kept: -kept),
    Fault("divided-by-the-largest", "the results were divided by the largest", _PICTURE, 2,
          typed=lambda kept: kept / np.abs(kept).max()),
    Fault("stretched", "the map was stretched to fill 0 to 255",
          "Two pictures give maps of different strength. Can they still be told apart in yours?",
          typed=_stretched),
    Fault("stored-as-bytes", "the results were stored as bytes, where −1 becomes 255",
          "A byte holds 0 to 255. What kind of number does the array of the results hold?", 2,
          typed=lambda kept: kept.astype(int).astype(np.uint8)),
    Fault("stored-as-signed-bytes",
          "the results were stored as bytes with a sign, from −128 to 127",
          "An int8 holds a sign, but how large a number?", 2,
          typed=lambda kept: kept.astype(int).astype(np.int8)),
    Fault("stored-without-a-sign",
          "the results were stored in 16 bits without a sign, where −1 becomes 65,535",
          "There is room for large numbers now. And for those below 0?", 2,
          typed=lambda kept: kept.astype(int).astype(np.uint16)),
)
BYTES = (
    Fault("wrapped-bytes", "the results were stored as bytes, where −1 becomes 255",
          "A byte holds 0 to 255. What kind of number does the array of the results hold?", 0,
          typed=lambda kept: kept.astype(np.uint8)),
    Fault("products-wrapped", "each product was stored as a byte before the sum",
          "In which kind of number are the products made, before they are summed?",
          products=lambda right: right.astype(np.uint8)),
    Fault("pixels-read-with-a-sign",
          "the pixels were read as bytes with a sign, where 200 becomes −56",
          "Which numbers can a pixel be, and which can an int8 hold?",
          x=lambda right: right.astype(np.int8)),
    Fault("sums-in-signed-16-bits", "the sums were kept in 16 bits with a sign",
          "How large can a sum of many pixels times weights become?", 2,
          typed=lambda kept: kept.astype(np.int16)),
    Fault("divided-by-255", "the pixels were divided by 255 first",
          "The map is asked for the pixels as they are. What scale do yours have?",
          x=lambda right: right / 255),
)
_PLACES = "The map has as many rows as there are places for the window from top to bottom."
BACK = (
    Fault("map-transposed", "rows and columns of the map were swapped", _PLACES,
          answer=lambda right: right.swapaxes(-2, -1)),
    Fault("laid-flat", "all values were laid in one long row",
          "In what shape do the values come back, and in what shape are the places?",
          answer=lambda right: right.reshape(*right.shape[:2], -1)),
    Fault("map-upside-down", "the map came back upside down", cost=2,
          answer=lambda right: right[..., ::-1, :]),
    Fault("map-left-to-right", "the map came back turned left to right", cost=2,
          answer=lambda right: right[..., ::-1]),
    Fault("first-row-returned", "only the first row came back", _RETURN, 2,
          answer=lambda right: right[..., 0, :]),
    Fault("last-row-returned", "only the last row came back", cost=2,
          answer=lambda right: right[..., -1, :]),
    Fault("first-value-returned", "only the first value came back", _RETURN, 2,
          answer=lambda right: right[..., 0, 0]),
    Fault("last-value-returned", "only the last value came back", cost=2,
          answer=lambda right: right[..., -1, -1]),
    Fault("map-summed", "the sum of the map came back", cost=2,
          answer=lambda right: right.sum((2, 3))),
    Fault("picture-returned", "the picture came back as it went in", cost=2, answer=lambda x: x),
)
NOTHING = (
    Fault("nothing-returned", "nothing came back",
          "Where is `return`? print only shows a value.", answer=lambda: None),
)
