"""What goes wrong in a map: its border, pictures and filters, where values are put."""

import numpy as np

from convtutor.checks.faults.families import EARLY, along, number, turned
from convtutor.checks.faults.recipe import Fault
from convtutor.checks.faults.steps import add, sliced

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
    Fault("window-half-moved", "the windows start where the stride says, but end as if it were 1",
          "A slice is start : end. Which of the two does your stride move?",
          raises="shapes",
          windows=lambda picture, tops, lefts, rows_length, cols_length, kernels: sliced(
              picture, (tops, lefts),
              [at + side for at, side in zip(np.indices(tops.shape), (rows_length, cols_length),
                                             strict=True)],
              (1, 1), kernels)),
    Fault("unpadded-picture-read",
          "the map has room for the padding but the windows are cut out of x itself",
          "Which array does your window come from: x, or the padded one?", raises="shapes",
          picture=lambda x: x),
)

# ================================================================ which picture, which filter

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
    *along("sums", 0, _FIRST_ONE, 2,
           only="only-{end}-picture-multiplied: only the {end} picture was done, and the maps of "
           "the others hold the bias alone"),
    *along("kept", (0, 1), _FIRST_ONE,
           only="only-{end}-map: only one map was done, the {end}, and the others are zero"),
    *along("answer", 0, "How many pictures go in, and how many come out?",
           taken="{end}-picture-returned: only the {end} picture's maps came back"),
    Fault("pictures-averaged", "the maps of all pictures were averaged", _WHOSE, 2,
          answer=lambda right: right.mean(0, keepdims=True)),
    Fault("all-maps-on-one-axis", "all maps lie on one axis, pictures and filters alike",
          answer=lambda right: right.reshape(-1, *right.shape[2:])),
    Fault("pictures-and-filters-swapped",
          "pictures and filters were swapped in the axes of the result",
          answer=lambda right: right.swapaxes(0, 1)),
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
        *along("kept", axes, EARLY,
               only=f"only-{{end}}-{said}: only the {{end}} {said} of {{the_map}} was done"),
        *along("sums", axes, EARLY, 2,
               only=f"only-{{end}}-{said}-multiplied: only the {{end}} {said} of {{the_map}} was "
               "done, and the rest holds the bias alone"),
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


def _of_second_axis(w):
    if len(w) > w.shape[1] == 1:
        raise IndexError("index is out of bounds")
    return w[:, : len(w)].swapaxes(0, 1)


_LEFT = "Into which of the maps does filter 0 write? Look at the left side of the =."
_ORDER = "The axes of the result are (pictures, filters, rows, columns), in this order."
_SUMMED = "Channels are summed. Are filters?"
FILTERS = (
    Fault("second-axis-of-the-weight", "weight[:, f] was taken for filter f, where weight[f] is it",
          _AXES, kernels=_of_second_axis),
    Fault("filters-and-channels-swapped", "filters and channels were swapped in the weight's axes",
          _AXES, w=lambda right: right.swapaxes(0, 1)),
    *along("kernels", 0, _WHOSE,
           alike="{end}-filter-everywhere: every map was made with the {end} filter",
           reversed="filters-in-reverse-order: the filters came in reverse order"),
    *along("kernels", 0, _WHOSE, 2,
           summed="filters-summed: the filters were summed into one"),
    Fault("first-filter-alone", "only the first filter was used, and its map came back alone",
          _WHOSE, w=lambda right: right[:1], b=lambda right: None if right is None else right[:1]),
    *along("kept", 1, _LEFT,
           only="only-{end}-filter: only the {end} filter was used, and the other maps are zero",
           alike="{end}-map-everywhere: every map is the one of the {end} filter"),
    *along("sums", 1, _LEFT, 2,
           only="only-{end}-filter-multiplied: only the {end} filter was used, and the other maps "
           "hold their bias alone"),
    Fault("last-filter-in-map-0",
          "every filter wrote into map 0: the last one's values stay there, and the other maps are "
          "zero", _LEFT,
          kept=lambda values: np.concatenate([values[:, -1:], 0 * values[:, 1:]], 1)),
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


# Where a map begins at the bias, as np.full makes it.
BIAS_KIND = (
    Fault("map-of-the-kind-of-the-bias",
          "the map holds whole numbers only, because the bias is one",
          "What kind of number does np.full make of a bias of 10? Try float(bias).",
          typed=lambda kept, b: kept.astype(b.dtype) if b.dtype.kind in "iu" else kept),
)

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
    *along("answer", 2, EARLY, 2, taken="{end}-row-returned: only the {end} row came back"),
    *along("answer", (2, 2), EARLY, 2,
           taken="{end}-value-returned: only the {end} value came back"),
    Fault("map-summed", "the sum of the map came back", cost=2,
          answer=lambda right: right.sum((2, 3))),
    Fault("picture-returned", "the picture came back as it went in", cost=2, answer=lambda x: x),
)
