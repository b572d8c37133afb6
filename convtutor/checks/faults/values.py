"""What goes wrong in one value: which weight meets which pixel, the sum, the bias."""

import numpy as np

from convtutor.checks.faults.families import EARLY, along, number, turned
from convtutor.checks.faults.layer_steps import corners
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ which weight meets which pixel

_ROWS = "The axes of weight are (…, channel, row, column). Which index is the row?"
_EACH = "The filter has one kernel for each channel. Which of them takes part?"
_BY = "np.dot and @ multiply rows by columns. Which sign multiplies each pixel by its own weight?"
_PAIR = "The product pairs number 1 with number 1, 2 with 2. In which order do both lie?"
_RED = "Which kernel meets the red channel now?"
_INDICES = (
    "The axes of x are (channel, row, column): which one does your first index count along?"
)
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
    Fault("weight-shape-misread", "the shape of weight was read as (rows, columns, channels)",
          _ROWS,
          rows_k=lambda w: w.shape[1], cols_k=lambda w: w.shape[2]),
    Fault("axes-turned-round", "all axes of {the_kernel_itself} were turned round (.T)", _ROWS,
          kernels=lambda right: right.transpose(0, 3, 2, 1)),
    *along("kernels", 1, _EACH,
           alike="{end}-kernel-for-all: the {end} kernel was laid on every channel"),
    *number("kernels", "Are some weights below 0? What becomes of their signs?", 2,
            positive="weights-without-signs: {the_kernel} taken without signs",
            negative="weights-with-other-signs: {the_kernel} taken with the other sign"),
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
          _INDICES,
          tops=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[1],
          lefts=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[0]),
    Fault("row-for-both", "the row was taken for the column, too", _INDICES,
          lefts=lambda tops: tops),
    Fault("column-for-both", "the column was taken for the row, too", _INDICES,
          tops=lambda lefts: lefts),
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

# ================================================================ how one value is made

_ONE = "All the products of all the channels go into one sum."
_AFTER = "What does your total hold when the second channel begins, and what after it?"
_APART = "One filter makes one map: what happens to the sums of the channels?"
_FROM_ZERO = "At which number does range(1, 3) begin, and at which do the rows of an array?"
_WRITES = "`=` writes over what the total held. Which sign adds to it?"
_GRID = "window * weight is still a whole grid. What makes one number of it?"


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


def _last_inside(products, tops, lefts, rows_n, rows_p, cols_n, cols_p):
    last, inside = [], np.ones(tops.shape, bool)
    ends = ((rows_n, rows_p, tops, 5), (cols_n, cols_p, lefts, 6))
    for side, zeros, starts, axis in ends:
        last.append(np.minimum(zeros + side - starts, products.shape[axis]) - 1)
        inside &= last[-1] >= np.maximum(0, zeros - starts)
    return products[:, :, *np.indices(tops.shape), -1, *(inside * at for at in last)] * inside


def _largest(products, tops, lefts, rows_side, cols_side):
    if (tops >= rows_side).any() or (lefts >= cols_side).any():  # which zeros stand for
        raise ValueError("zero-size array to reduction operation maximum which has no identity")
    return products.max((4, 5, 6))


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
          sums=lambda right, terms: right / terms),
    *(Fault(f"{end}-channel-only", f"only the {end} channel was summed", _AFTER,
            products=one.changes["products"],
            terms=lambda right, products: right // products.shape[4])
      for end, one in zip(("first", "last"), along("products", 4, only="{end}: {end}"),
                          strict=True)),
    *along("products", 4, _AFTER, 1,
           missing="{end}-channel-left-out: the {end} channel was left out"),
    *along("products", (4, 5, 6), EARLY,
           only="{end}-product-only: only the {end} product was kept"),
    *(Fault(f"total-overwritten-by-each-{part}", f"each {part} took the place of the total, so "
            "that the last one is left, and no bias", _WRITES,
            products=along("products", axes, only="{end}: {end}")[1].changes["products"],
            times=lambda products: 0 if products.size else 1)
      for part, axes in (("product", (4, 5, 6)), ("channel", 4))),
    Fault("last-product-inside-only",
          "only the last product of a pixel inside the picture was kept", _WRITES,
          sums=_last_inside),
    *along("products", 5, _FROM_ZERO, 1, missing="{end}-row-of-the-kernel-left-out: the {end} row "
           "of {the_kernel_itself} was left out")[:1],
    *along("products", 6, _FROM_ZERO, 1, missing="{end}-column-of-the-kernel-left-out: the {end} "
           "column of {the_kernel_itself} was left out")[:1],
    *along("products", (5, 6), _AFTER, 2, only="{end}-place-of-the-kernel-only: only the {end} "
           "place of {the_kernel_itself} took part, on each channel"),
    *along("products", 5, _AFTER, 2,
           only="{end}-row-of-products-only: only the {end} row of products was kept"),
    Fault("largest-product", "the largest product was taken, not the sum", _GRID,
          sums=_largest),
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
    *(Fault(f"{axes}-not-summed", f"the products were not summed over the {axes}", _GRID, 2,
            sums=lambda products, axis=axis: products.sum((4, axis)))
      for axis, axes in ((6, "rows"), (5, "columns"))),
    Fault("multiplied-in-place", "the picture was multiplied by the weights in place",
          "window *= weight writes into the window. Whose pixels are those?", sums=_written_back,
          mutated=_spoilt),
)
OF_FILTERS = (
    Fault("each-filter-its-channel",
          "each filter read one channel only, its own (as in a depthwise layer)", _EACH,
          sums=_own_channel),
    Fault("maps-of-kernels", "{channels_apart}, all on one axis", _APART, values=_maps_of_kernels),
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
    Fault("missing-bias-gives-none", "without biases (bias=None) None came back", EARLY, 2,
          answer=lambda right, b: None if b is None else right),
    *(Fault(f"bias-along-{axes}", f"the biases were laid along the {axes}{of}", _COUNTS,
            values=_along(shape))
      for axes, of, shape in (("columns", " of the maps", -1), ("rows", " of the maps", (-1, 1)),
                              ("pictures", "", (-1, 1, 1, 1)))),
)
