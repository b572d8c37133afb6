"""What goes wrong in maps: pictures and filters, where values are put."""

import numpy as np

from convtutor.checks.faults.families import EARLY, along
from convtutor.checks.faults.layer_steps import add
from convtutor.checks.faults.recipe import Fault

# Tables of faults, laid out by hand.
# fmt: off

# ================================================================ which picture, which filter

_WHOSE = "Map f of picture n: which picture and which filter is it made of?"
_AXES = "The axes of weight are (filter, channel, row, column), in this order."
_REACHED = "Over which numbers does your loop run? Write down its first and its last."
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
    *along("kept", 0, _REACHED, zero="{end}-picture-left-empty: the {end} picture's maps are zero",
           missing="{end}-picture-missing: the {end} picture was not done"),
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
        *along("kept", axes, _REACH, 3,  # as where the window never moves
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
    *along("kept", 1, _REACHED, zero="{end}-map-left-empty: the {end} filter's map is zero",
           missing="{end}-map-missing: the {end} filter's map is missing"),
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
