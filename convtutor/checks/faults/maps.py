"""What goes wrong in a map: its border, its kernels, its sums, its biases, where values are put."""

import numpy as np

from convtutor.checks.faults.families import along, number, turned
from convtutor.checks.faults.recipe import Fault
from convtutor.checks.faults.steps import add, corners

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


def _pixel_lost(right, cols_after):
    width = right.shape[3] - cols_after
    return np.concatenate([right[..., : width - 1], right[..., :1] * 0, right[..., width:]], 3)


_PAIRS = "np.pad wants a pair for each axis. On which two of them is there a border?"
_BOTH = "Does the number of the channel stand on both sides of your =?"
BORDER = (
    Fault("edge-values", "the border repeats the edge pixels instead of holding zeros",
          mode=lambda: "edge"),
    Fault("mirrored", "the border mirrors the picture instead of holding zeros",
          mode=lambda: "symmetric"),
    Fault("reflected", "the picture was mirrored at its edge pixels instead of getting zeros",
          mode=lambda: "reflect"),
    Fault("wrapped-around", "the picture goes on from its other side instead of getting zeros",
          mode=lambda: "wrap"),
    *number("fill", one="border-of-ones: the border was filled with ones"),
    Fault("border-of-minus-ones", "the border was filled with minus ones", cost=2, fill=lambda: -1),
    Fault("channels-padded", "the channel axis was padded, too", _PAIRS,
          frame=lambda right, own_axes: _all_axes(own_axes, right)),
    Fault("channels-taken-to-be-last", "the channels were taken to be the last axis",
          "The axes of x are (…, channel, row, column): which two of them grow?",
          frame=lambda right: (right[0], *right[2:], (0, 0))),
    Fault("border-overwritten", "the picture's own border was set to zero",
          "The zeros come *around* the picture: no pixel is lost, and the result is larger.",
          padded=_ringed),
    Fault("picture-forgotten", "the zeros are there but the picture was never put among them",
          "Which line puts x into the array of zeros?", padded=lambda right: 0 * right),
    Fault("slice-to-minus-padding",
          "the middle was taken to be [padding:-padding], which holds nothing if the padding is 0",
          "Where does the picture end, counted from the start: padding plus what?",
          padded=_minus_padding, raises="into shape"),
    Fault("pixels-cut-to-integers", "the pixels were cut down to whole numbers",
          "What kind of number does the array of zeros hold that you write the pixels into?",
          padded=lambda right: right.astype(int)),
    Fault("zeros-on-their-side", "height and width were swapped in the array of zeros",
          padded=_swapped_zeros),
    Fault("pixel-lost", "the last column of the picture was lost", cost=2, padded=_pixel_lost),
    *along("padded", 1, _BOTH, 2,
           only="{end}-channel-padded: only the {end} channel was padded, the others are zero"),
)
RING_ONLY = (
    *along("padded", 1, _BOTH,
           alike="{end}-channel-everywhere: all channels are those of the {end}"),
    Fault("border-overwritten-in-place",
          "the picture's own border was set to zero, and in x itself",
          "Make a new, larger array of zeros, and put the picture into its middle.", padded=_ringed,
          mutated=lambda x, rows_p, cols_p: not np.array_equal(x, _ringed(x, rows_p, cols_p))),
    *along("answer", 1, "How many channels go in, and how many come out?",
           taken="{end}-channel-only: only the {end} channel was padded, and came back alone",
           alone="{end}-channel-alone: only the {end} channel came back, as a picture of one",
           sum="channels-summed: the channels were summed into one"),
    Fault("result-thrown-away", "the picture came back without any zeros",
          "np.pad does not change x. What do you do with the array that it gives?",
          answer=lambda x: x),
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

_ROWS = "The axes of weight are (…, channel, row, column). Which index is the row?"
_EACH = "The filter has one kernel for each channel. Which of them takes part?"
_BY = "np.dot and @ multiply rows by columns. Which sign multiplies each pixel by its own weight?"
_PAIR = "The product pairs number 1 with number 1, 2 with 2. In which order do both lie?"
_RED = "Which kernel meets the red channel now?"
_MEAN = "A blur's weights are small already. Who divides, and by what?"
_ADDED = "Which sign multiplies each pixel by its own weight?"


def _dot(windows, kernels):
    return np.matmul(windows[:, None], kernels[None, :, None, None])


MEETING = (
    *turned("kernels", "{the_kernel}", "{the_kernel_itself}", id="kernel")[:3],
    *turned("kernels", "{the_kernel}", "{the_kernel_itself}", _ROWS, id="kernel")[3:],
    Fault("channels-flipped-too", "{the_kernel} flipped, and the order of the channels with {it}",
          f"np.flip without an axis turns all axes round. {_RED}",
          kernels=lambda right: right[:, ::-1, ::-1, ::-1]),
    Fault("channels-reversed", "the kernels were laid on the channels in reverse order", _RED,
          kernels=lambda right: right[:, ::-1]),
    Fault("kernel-transposed-throughout",
          "rows and columns of {the_kernel_itself} were swapped, and {its} sides with them",
          "Along which axis of x does the window's height go?",
          rows_k=lambda cols_given_k: cols_given_k, cols_k=lambda rows_given_k: rows_given_k,
          kernels=lambda right: right.swapaxes(2, 3)),
    Fault("axes-turned-round", "all axes of {the_kernel_itself} were turned round (.T)", _ROWS,
          kernels=lambda right: right.transpose(0, 3, 2, 1)),
    *along("kernels", 1, _EACH,
           alike="{end}-kernel-for-all: the {end} kernel was laid on every channel"),
    *number("kernels", cost=2, positive="weights-without-signs: {the_kernel} taken without signs"),
    Fault("divided-by-the-weights", "{the_kernel} divided by {its} sum", _MEAN, 2,
          kernels=lambda right: right / right.sum((1, 2, 3), keepdims=True)),
    Fault("weights-added", "the weights were added to the pixels, not multiplied", _ADDED,
          products=lambda windows, kernels: windows[:, None] + kernels[None, :, None, None]),
    Fault("weights-not-used", "the pixels were summed, and the weights not used", _ADDED,
          products=lambda windows, kernels: windows[:, None] + 0 * kernels[None, :, None, None]),
    Fault("matrix-product", "a matrix product was made where number should meet number", _BY,
          products=_dot),
    *number("products", cost=2,
            positive="products-without-signs: the products were taken without their signs"),
    *along("windows", 3, _EACH,
           alike="{end}-pixels-for-all: every kernel was laid on the {end} channel"),
    Fault("channels-read-last", "x was read as if its channels were the last axis",
          "Print x.shape. The axes of x are (…, channel, row, column), in this order.",
          x=lambda right: np.moveaxis(right, -1, 1), rows_n=lambda x: x.shape[2],
          cols_n=lambda x: x.shape[3]),
    Fault("row-and-column-swapped", "row and column of the window were swapped",
          "The axes of x are (channel, row, column): which one does your first index count along?",
          tops=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[1],
          lefts=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[0]),
    *turned("x", "the picture was", "the picture", "Which picture do you read?", id="picture")[1:3],
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
_FIRST_ONE = "Does an index 0 stand where all of them should go through?"
PICTURES = (
    *along("x", 0, _WHOSE,
           alike="{end}-picture-repeated: the {end} picture was read for each picture of the batch",
           alone="{end}-picture-alone: only the {end} picture was done",
           reversed="pictures-in-reverse-order: the pictures came in reverse order"),
    *along("x", 0, _WHOSE, 2, one_sum="pictures-summed: all pictures were added up"),
    *along("kept", 0, _FIRST_ONE,
           only="only-{end}-picture: only the {end} picture was done, and the others are zero",
           summed="pictures-added-up: the maps of all pictures were added up"),
    *along("kept", (0, 1), _FIRST_ONE,
           only="only-{end}-map: only one map was done, the {end}, and the others are zero"),
    *along("answer", 0, "How many pictures go in, and how many come out?",
           taken="{end}-picture-returned: only the {end} picture's maps came back"),
    Fault("all-maps-on-one-axis", "all maps lie on one axis, pictures and filters alike",
          answer=lambda right: right.reshape(-1, *right.shape[2:])),
    Fault("pictures-and-filters-swapped",
          "pictures and filters were swapped in the axes of the result",
          answer=lambda right: right.swapaxes(0, 1)),
)

# ================================================================ how one value is made

_ONE = "All the products of all the channels go into one sum."
_AFTER = "What does your total hold when the second channel begins, and what after it?"
_APART = "One filter makes one map: what happens to the sums of the channels?"
_GRID = "window * weight is still a whole grid. What makes one number of it?"
_ENDS = "How far is `return` moved in? A function ends at its first `return`."


def _maps_of_kernels(products, biases, times):
    maps = np.moveaxis(products.sum((5, 6)), 4, 2) + np.reshape(biases * times, (-1, 1, 1, 1))
    return maps.reshape(len(maps), -1, *maps.shape[3:])


def _summed(change):
    """Products that were chosen by a change, summed."""
    return lambda products: change(products).sum((4, 5, 6))


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


def _own_channel(products):
    own = [products[:, f, :, :, f % products.shape[4]] for f in range(products.shape[1])]
    return np.stack(own, 1).sum((4, 5))


COMBINING = (
    Fault("sums-multiplied", "the sum of the pixels was multiplied by the sum of the weights",
          _GRID, sums=lambda windows, kernels:
              windows.sum((3, 4, 5))[:, None] * kernels.sum((1, 2, 3)).reshape(-1, 1, 1)),
    Fault("channels-averaged", "the channels were averaged instead of summed", _ONE,
          sums=lambda right, products: right / products.shape[4]),
    Fault("products-averaged", "the products were averaged instead of summed", _MEAN,
          sums=lambda right, products: right / np.prod(products.shape[4:])),
    *along("products", 4, _AFTER, only="{end}-channel-only: only the {end} channel was summed",
           zero="{end}-channel-left-out: the {end} channel was left out"),
    *along("products", (4, 5, 6), _ENDS,
           only="{end}-product-only: only the {end} product was kept"),
    *along("products", 5, _AFTER, 2,
           only="{end}-row-of-products-only: only the {end} row of products was kept"),
    Fault("largest-product", "the largest product was taken, not the sum", _GRID,
          sums=lambda products: products.max((4, 5, 6))),
    Fault("channels-multiplied", "the channels were multiplied, not summed", _ONE, 2,
          sums=lambda products: products.sum((5, 6)).prod(4)),
    *number("sums", cost=2, twice="sum-taken-twice: the sum was taken twice"),
    Fault("channels-not-summed", "{channels_apart}", _APART,
          sums=lambda products: np.moveaxis(products.sum((5, 6)), 4, 2)),
    Fault("products-not-summed", "the products were not summed", _GRID,
          sums=lambda products: np.moveaxis(products, (4, 5, 6), (2, 3, 4))),
    *(Fault(f"summed-over-{axes}-only", f"the products were summed over {axes} only", _GRID, 2,
            sums=lambda products, axis=axis: np.moveaxis(products.sum(axis), (4, 5), (2, 3)))
      for axis, axes in ((4, "channels"), (5, "rows"), (6, "columns"))),
    Fault("multiplied-in-place", "the picture was multiplied by the weights in place",
          "window *= weight writes into the window. Whose pixels are those?", sums=_written_back,
          mutated=_spoilt),
)

# ================================================================ the bias

_JOINS = "The bias joins once, after the sum; is it inside the brackets of the sum?"
_FIRST = "Every value of the map needs its bias. How often does that line run?"
_COUNTS = "Which axis of the maps counts the filters?"


def _end_bias(sums, biases, times, place):
    values = np.array(sums, float)
    values[:, :, place, place] += biases * times
    return values


def _none_forgotten(b):
    if b is None:
        raise TypeError("'NoneType' object is not subscriptable")
    return b


def _asked_for_truth(b, right):
    bool(b)  # raises, as `if bias:` does
    return right


def _along(shape):
    return lambda sums, b, times: sums if b is None else sums + np.reshape(b, shape) * times


def _times(id, name, count, hint=_JOINS, cost=1):
    return Fault(id, f"the bias was {name}", hint, cost, times=count)


BIAS = (
    *number("times", "What is added after all the products are summed?",
            none="bias-forgotten: {the_bias} left out"),
    _times("bias-per-channel", "added once for each channel", lambda w: w.shape[1]),
    _times("bias-per-product", "added to each product", lambda w: w[0].size),
    Fault("bias-once-too-many", "the map begins with the bias, and each channel adds it again",
          "You begin with the bias now. Which line still brings it?",
          times=lambda w: w.shape[1] + 1),
    _times("bias-per-weight-of-a-kernel", "added for each weight of a kernel",
           lambda w: w[0, 0].size, cost=2),
    _times("bias-per-row", "added for each row of the kernel", lambda w: w.shape[2], cost=2),
    *number("times", "How many lines add the bias: one before the loops, and another after them?",
            twice="bias-twice: the bias was added twice"),
    *number("times", "Does a positive bias raise the map?",
            negative="bias-taken-off: the bias was taken off instead of added"),
    Fault("bias-multiplied", "the sum was multiplied by the bias",
          "A bias of 0 should change nothing. What does it do in yours?",
          values=lambda sums, biases: sums * np.reshape(biases, (-1, 1, 1))),
    *(Fault(f"bias-on-{end}-value-only", f"only the {end} value of the map got the bias", _FIRST,
            cost, values=lambda sums, biases, times, at=at: _end_bias(sums, biases, times, at))
      for at, end, cost in ((0, "first", 1), (-1, "last", 2))),
)
BIASES = (
    *along("biases", 0, alike="{end}-bias-for-all: every map got the bias of the {end} filter"),
    *along("biases", 0, cost=2, summed="biases-summed: every map got the sum of all biases",
           averaged="biases-averaged: every map got the mean of all biases",
           reversed="biases-in-reverse-order: the biases came in reverse order"),
    Fault("missing-bias-not-handled", "a call without biases (bias=None) was not thought of",
          "What is bias where a call has none? Print it.", raises="NoneType",
          biases=_none_forgotten),
    Fault("truth-of-the-biases", "`if bias:` asks an array for its truth, and it has several",
          "What should be asked about bias: whether it is there, or whether it is true?",
          raises="truth value of an array", biases=_asked_for_truth),
    Fault("missing-bias-gives-none", "without biases (bias=None) None came back", _ENDS, 2,
          answer=lambda right, b: None if b is None else right),
    *(Fault(f"bias-along-{axes}", f"the biases were laid along the {axes}{of}", _COUNTS,
            values=_along(shape))
      for axes, of, shape in (("columns", " of the maps", -1), ("rows", " of the maps", (-1, 1)),
                              ("pictures", "", (-1, 1, 1, 1)))),
)

# ================================================================ where a value is written


def _running(axes, bias=False):
    """A total that is not set back to 0 along the last axes; the bias may be in it."""

    def values(sums, biases, times):
        sums = add(sums, biases * times) if bias else sums
        total = np.cumsum(sums.reshape(*sums.shape[: sums.ndim - axes], -1), -1).reshape(sums.shape)
        return total if bias else add(total, biases * times)

    return values


def _totals(*rows: tuple[int, str, str]) -> tuple[Fault, ...]:
    return tuple(
        Fault(f"total{id}-carried-on{where}", f"the running total was {said}{name}", _TOTAL,
              1 + bool(id), values=_running(axes, bool(id)))
        for id, name in (("", ""), ("-and-bias", ", and each value added the bias to it"))
        for axes, where, said in rows
    )


def _swapped_cells(values):
    if values.shape[2] != values.shape[3]:
        raise IndexError("index is out of bounds")
    return values.swapaxes(2, 3)


def _at_starts(values, tops, lefts, sides):
    result = np.zeros((*values.shape[:2], *sides))
    for i, j in np.ndindex(tops.shape):
        result[:, :, tops[i, j], lefts[i, j]] = values[:, :, i, j]
    return result


def _within(values, sides, ring=0):
    result = np.zeros((*values.shape[:2], *sides))
    rows, cols = values.shape[2:]
    result[:, :, ring : ring + rows, ring : ring + cols] = values
    return result


def _around(values, rows_given_p, cols_given_p):
    return np.pad(values, ((0, 0), (0, 0), (rows_given_p,) * 2, (cols_given_p,) * 2))


_TOTAL = "Where does total = 0 stand: before both loops, or inside the inner one?"
_REACH = "How far does the last window reach? Let the loops run up to it."
_SIZE = "How many rows and columns has the map? Count the places of the window."
_PLACE = "A map has a row for each *place* of the window."
_PART = tuple(
    one
    for axes, said, all_of in ((2, "row", "row"), (3, "column", "column"),
                               ((2, 3), "window", "value"))
    for one in (
        *along("kept", axes, _REACH, 1,
               zero=f"{{end}}-{said}-left-at-zero: the {{end}} "
               f"{'row and column' if said == 'window' else said} of {{the_map}} stayed at zero"),
        *along("kept", axes, _ENDS,
               only=f"only-{{end}}-{said}: only the {{end}} {said} of {{the_map}} was done"),
        *along("kept", axes, _REACH, 2,
               alike=f"{{end}}-{all_of}-everywhere: every {all_of} of {{the_map}} is the {{end}}"),
        *along("kept", axes, "With 4 pixels and a kernel of 3, where can the window start? Count "
               "the places.", 0, missing=f"{{end}}-{said}-missing: the {{end}} {said} of each "
               + ("row and column is missing, for want of a + 1" if said == "window" else
                  "map is missing")),
    )
)
WRITING = (
    *_PART,
    Fault("never-filled", "nothing was ever written into {the_map}", cost=0,
          kept=lambda values: 0.0 * values),
    Fault("cell-indices-swapped", "row and column were swapped inside the loops",
          "Each of your loops counts along one axis. Which index does it stand for in the map?", 0,
          kept=_swapped_cells),
    Fault("written-at-starts", "the values were written where their windows start", _PLACE,
          kept=lambda values, tops, lefts: _at_starts(values, tops, lefts, values.shape[2:])),
    Fault("zeros-between",
          "the map has the size of stride 1, and its values stand apart with zeros between them",
          _PLACE, kept=lambda values, tops, lefts, rows_room, cols_room:
              _at_starts(values, tops, lefts, (rows_room + 1, cols_room + 1))),
    Fault("corner-filled", "the map has the size of stride 1, and only its corner is filled",
          _PLACE, kept=lambda values, rows_room, cols_room:
              _within(values, (rows_room + 1, cols_room + 1))),
    Fault("as-large-as-the-picture",
          "the map was made as large as the picture, and its end left at zero", _SIZE,
          kept=lambda values, x: _within(values, x.shape[2:])),
    Fault("as-large-as-the-padded-picture",
          "the map was made as large as the padded picture, and its end left at zero", _SIZE,
          kept=lambda values, padded: _within(values, padded.shape[2:])),
    Fault("as-large-with-a-ring",
          "the map was made as large as the picture, and its ring left at zero", _SIZE,
          kept=lambda values, x: _within(values, x.shape[2:], 1)),
    Fault("map-padded", "the zeros were put around the map, not around the picture",
          "What does the first window read: pixels only, or zeros as well?", 0, rows_p=lambda: 0,
          cols_p=lambda: 0, kept=_around),
    Fault("windows-padded",
          "zeros were put around the windows or their maps, not around the pictures",
          "Does the border come before the view is made, or after?", rows_p=lambda: 0,
          cols_p=lambda: 0, sums=lambda right, rows_given_p, cols_given_p: _around(right,
              rows_given_p, cols_given_p)),
    Fault("map-thinned-out",
          "the stride was applied twice: windows were skipped in the finished map again",
          "The stride comes in once. Where does yours?",
          kept=lambda values, rows_s, cols_s: values[..., ::rows_s, ::cols_s]),
    *_totals((4, "", "never set back to 0"), (1, "-in-each-row", "set back to 0 only once a row")),
)
_LEFT = "Into which of the maps does filter 0 write? Look at the left side of the =."
_ORDER = "The axes of the result are (pictures, filters, rows, columns), in this order."
_SUMMED = "Channels are summed. Are filters?"
FILTERS = (
    Fault("filters-and-channels-swapped", "filters and channels were swapped in the weight's axes",
          _AXES, w=lambda right: right.swapaxes(0, 1)),
    *along("kernels", 0, _WHOSE,
           alike="{end}-filter-everywhere: every map was made with the {end} filter",
           reversed="filters-in-reverse-order: the filters came in reverse order"),
    *along("kernels", 0, _WHOSE, 2,
           summed="filters-summed: the filters were summed into one"),
    Fault("first-filter-alone", "only the first filter was used, and its map came back alone",
          _WHOSE, w=lambda right: right[:1], b=lambda right: None if right is None else right[:1]),
    Fault("each-filter-its-channel",
          "each filter read one channel only, its own (as in a depthwise layer)", _EACH,
          sums=_own_channel),
    Fault("maps-of-kernels", "{channels_apart}, all on one axis", _APART, values=_maps_of_kernels),
    *along("kept", 1, _LEFT,
           only="only-{end}-filter: only the {end} filter was used, and the other maps are zero",
           alike="{end}-map-everywhere: every map is the one of the {end} filter"),
    *along("kept", 1, _SUMMED,
           summed="maps-added-up-everywhere: the maps of all filters were added up",
           running="maps-run-on: each map also holds those of the filters before it"),
    *along("kept", 1, "Which filter made your first map?", 1,
           reversed="maps-in-reverse-order: the maps stand in reverse order"),
    *along("answer", 1, _SUMMED, one_sum="maps-summed: the maps of all filters became one",
           sum="maps-added-up: the maps were added up",
           mean="maps-averaged: the maps were averaged"),
    *along("answer", 1, "One map for each filter: where do they gather?",
           taken="{end}-map-alone: only the {end} filter's map was returned"),
    Fault("rows-and-columns-swapped", "rows and columns of the maps were swapped",
          "Rows come before columns: the last axis of the result counts columns.",
          answer=lambda right: right.swapaxes(2, 3)),
    Fault("filters-last", "the filters were put on the last axis of the result", _ORDER,
          answer=lambda right: np.moveaxis(right, 1, -1)),
    *(Fault(f"maps-{where}", f"the maps were laid {where.replace('-', ' ')}, in one {shape} map",
            "How many axes should the result have?",
            answer=lambda right, axis=axis: np.concatenate(list(np.moveaxis(right, 1, 0)), axis))
      for where, shape, axis in (("side-by-side", "wide", -1), ("below-each-other", "high", -2))),
    *_totals((2, "-in-each-map", "set back to 0 only once a map")),
)

# ======== the kind of number, and what comes back

_KIND = "What kind of number does the array hold that you write the results into?"
_PICTURE = "A map is no picture: it may hold negative numbers, and large ones."
_PLACES_ = "Show fewer places if you like, but give back all of them."


def _stored(id, name, hint, kind, cost=2):
    return Fault(id, f"the results were stored {name}", hint, cost,
                 typed=lambda kept: kept.astype(int).astype(kind))


TYPES = (
    Fault("cut-to-integers", "{the_results} cut down to whole numbers", _KIND,
          typed=lambda kept: kept.astype(int)),
    Fault("rounded", "the results were rounded to whole numbers",
          "Weights and biases need not be whole numbers. Where does yours lose what is after the "
          "point?", typed=lambda kept: np.round(kept)),
    *(Fault(f"rounded-to-{said}", f"the results were rounded to {said.replace('-', ' ')}", _PLACES_,
            2, typed=lambda kept, places=places: np.round(kept, places))
      for places, said in ((1, "one-place"), (2, "two-places"))),
    Fault("negative-set-to-zero", "numbers below 0 were set to 0",
          "What does a negative value of an edge filter tell you?",
          typed=lambda kept: np.maximum(kept, 0)),
    Fault("clipped", "the results were clipped to 0 to 255", _PICTURE, 2,
          typed=lambda kept: np.clip(kept, 0, 255)),
    *number("typed", "An edge from bright to dark and one from dark to bright are two answers.",
            positive="absolute-values: the minus signs were dropped"),
    *number("typed", cost=2, negative="signs-reversed: the results came back with the other sign"),
    Fault("stretched", "the map was stretched to fill 0 to 255",
          "Two pictures give maps of different strength. Can they still be told apart in yours?",
          typed=lambda kept: (kept - kept.min()) * (255 / (kept.max() - kept.min()))),
    _stored("stored-as-bytes", "as bytes, where −1 becomes 255",
            "A byte holds 0 to 255. What kind of number does the array of the results hold?",
            np.uint8),
    _stored("stored-as-signed-bytes", "as bytes with a sign, from −128 to 127",
            "An int8 holds a sign, but how large a number?", np.int8),
    _stored("stored-without-a-sign", "in 16 bits without a sign, where −1 becomes 65,535",
            "There is room for large numbers now. And for those below 0?", np.uint16),
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
    Fault("divided-by-255", "the pixels were divided by 255 first",
          "The map is asked for the pixels as they are. What scale do yours have?",
          x=lambda right: right / 255),
)
BACK = (
    Fault("map-transposed", "rows and columns of the map were swapped",
          "The map has as many rows as there are places for the window from top to bottom.",
          answer=lambda right: right.swapaxes(-2, -1)),
    *turned("answer", "the map was", "the map", "Which value belongs at row 0, column 0?",
            id="map")[1:3],
    Fault("laid-flat", "all values were laid in one long row",
          "In what shape do the values come back, and in what shape are the places?",
          answer=lambda right: right.reshape(*right.shape[:2], -1)),
    *along("answer", 2, _ENDS, 2, taken="{end}-row-returned: only the {end} row came back"),
    *along("answer", (2, 2), _ENDS, 2,
           taken="{end}-value-returned: only the {end} value came back"),
    Fault("map-summed", "the sum of the map came back", cost=2,
          answer=lambda right: right.sum((2, 3))),
    Fault("picture-returned", "the picture came back as it went in", cost=2, answer=lambda x: x),
)
NOTHING = (
    Fault("nothing-returned", "nothing came back",
          "Where is `return`? print only shows a value.", answer=lambda: None),
)
