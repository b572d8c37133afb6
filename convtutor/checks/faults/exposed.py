"""The kinds of exercises: which recipe each follows, how its arguments map, what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from convtutor.checks.faults import (
    axis_faults,
    border,
    count_faults,
    kinds,
    map_slips,
    maps,
    network_faults,
    size_faults,
    slopes,
    steps,
    values,
)
from convtutor.checks.faults.families import instead, operators, slips
from convtutor.checks.faults.layer_steps import LAYER as LAYER_STEPS
from convtutor.checks.faults.layer_steps import RING_ALONE, STYLES, layer_values
from convtutor.checks.faults.recipe import Exposed, Fault, Recipe, Values, plain
from convtutor.checks.faults.steps import axes_values, in_law

# Tables of words and of faults, laid out by hand.
# fmt: off

ONE_FILTER = {
    "the_bias": "the bias was", "the_kernel": "the kernel was", "the_kernels": "the kernel's",
    "the_kernel_itself": "the kernel", "it": "it", "its": "its", "the_map": "the map",
    "the_maps": "the map has", "every_axis": "the channels", "the_results": "the results were",
    "channels_apart": "one map was made for each channel",
}
ONE_WINDOW = ONE_FILTER | {
    "channels_apart": "the channels were kept apart, one value each",
    "the_results": "the result was",
}
FILTERS = ONE_FILTER | {
    "the_bias": "the biases were", "the_kernel": "the kernels were", "the_kernels": "the kernels'",
    "the_kernel_itself": "the kernels", "it": "them", "its": "their", "the_map": "the maps",
    "the_maps": "the maps have", "every_axis": "the channels and the batch",
    "channels_apart": "one map was made for each kernel",
}
CONVOLUTION = {"filter": "filter", "in_and_out": "in_channels and out_channels",
               "input": "channel that comes in"}
LINEAR = {"filter": "unit", "in_and_out": "in_features and out_features",
          "input": "number that goes in"}


def _axes(*families: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault of an axis on both axes, on the rows alone, on the columns alone."""
    return tuple(one for family in families for fault in family for one in fault.on_axes())


def _without(faults: Iterable[Fault], *ids: str) -> tuple[Fault, ...]:
    return tuple(one for one in faults if one.id not in ids)


# What an exercise has not that gives no bias and so on: nothing changes these steps, nor reads what
# would have been given. "p" is that of the rows and that of the columns.
NO_BIAS = frozenset({"given b", "biases", "times"})
NO_STRIDE = frozenset({"given s", "given divisor", "s", "divisor"})
NO_PADDING = frozenset(
    {"given p", "given padded", "p", "zeros", "before", "after", "frame", "mode", "fill", "padded"}
)


def _not_touching(faults: Iterable[Fault], missing: frozenset[str]) -> tuple[Fault, ...]:
    """The faults that change no step that is missing, and read none that would be given."""
    return tuple(
        one for one in faults
        if missing.isdisjoint(map(plain, one.changes))
        and missing.isdisjoint(
            f"given {plain(name)}" for change in one.changes.values() for name in change.reads
        )
    )


# ---------------------------------------------------------------- sizes


def _side(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> Values:
    return {"given_n": input_size, "given_k": kernel_size, "given_s": stride, "given_p": padding}


# What makes the same size as another fault does.
_LAW = _without(size_faults.LAW, "padding-left-out-of-size", "stride-left-out-of-size")
_ASKED = _without(size_faults.ASKED, "padding-twice", "stride-always-two")
_ARGUMENTS = ("n", "k", "s", "p")
_FORMULA = (
    *slips("k", "s", "p", "zeros", "room", "steps", others=_ARGUMENTS),
    *slips("n", others=("s", "p")), *slips("places", others=(*_ARGUMENTS, "room")),
    *operators("zeros = p ? s", "room = n ? zeros", "room = n less taken", "steps = room by s",
               "steps = s ? room"),
)
_SIZES = (*_LAW, *_ASKED, *count_faults.TOTAL, *size_faults.LITERALS, *_FORMULA)

SIZE = Exposed(steps.SIZE, _side, _SIZES, styles=("formula", "range"))
UNREAD = Exposed(
    steps.UNREAD,
    _side,
    (
        *size_faults.UNREAD, *_SIZES, *slips("left", "behind", "not_pixels", others=_ARGUMENTS),
        *instead("left", "room"),
        *operators("left = s ? room", "left = room rest-by s", "behind = left less not_pixels"),
    ),
    styles=("remainder", "end"),
)
SAME = Exposed(
    steps.SAME,
    lambda kernel_size: {"given_k": kernel_size},
    (*size_faults.SAME, *count_faults.TOTAL[:1], *slips("k", "lost", "half", others=("k", "lost"))),
    combine=lambda one, other: ("even" in one.changes) != ("even" in other.changes),
)

# ---------------------------------------------------------------- maps


def one_filter(x: Any, weight: Any, bias: Any = 0.0, stride: int = 1, padding: int = 0) -> Values:
    """What a layer of one filter and one picture is asked."""
    return layer_values(x[None], weight[None], np.array([bias]), stride, padding, own_axes=3)


def _window(x: Any, weight: Any, bias: Any, row: int, column: int) -> Values:
    return layer_values(
        x[None], weight[None], np.array([bias]), own_axes=3, first=(row, column)
    )


def _returning(place: Any, **steps_of: Any) -> Recipe:
    """A layer of which a part is returned, such as the one map of one picture."""
    return LAYER_STEPS.then(
        **steps_of, returned=lambda answer: None if answer is None else answer[place]
    )


_SLIPS = (*map_slips.edges(), *map_slips.in_sums())
_ONE_VALUE = (*values.MEETING, *values.COMBINING, *values.BIAS)
_SAME_MAP = ("plus-two", "one-taken-for-two", "padding-once")
_MAPS = (
    *_axes(
        axis_faults.SIDES, axis_faults.MAP_SIDES, _without(size_faults.LAW, *_SAME_MAP),
        axis_faults.STEPPING, axis_faults.TOO_MANY, size_faults.ASKED, axis_faults.ZEROS,
        instead("taken", "n", "s", "p"), instead("places", "n", "k", "s"),
    ),
    *_ONE_VALUE, *_without(border.BORDER, "channels-padded"), *border.READ, *maps.WRITING,
    *kinds.TYPES, *_SLIPS, *map_slips.writing(), *map_slips.sizes(), *map_slips.fillings(),
    *map_slips.returned("map", "w"),
)
_FILTERS = (*_MAPS, *maps.FILTERS, *values.OF_FILTERS, *list(map_slips.returned("x"))[-1:])

RING = Exposed(
    RING_ALONE,
    lambda x, padding: layer_values(
        x[None], np.ones((1, 1, 1, 1)), None, 1, padding, own_axes=3
    ),
    (
        *_without(_axes(axis_faults.RING_ZEROS), "ring-left-out"),
        *border.BORDER, *border.RING_ONLY, *map_slips.frames(), *map_slips.fillings(),
        *(one for one in map_slips.returned() if "kernel" not in one.name),
        *_without(kinds.TYPES, "cut-to-integers"), *_without(kinds.BACK, "picture-returned"),
    ),
    words=ONE_FILTER,
)
WINDOW = Exposed(
    _returning((0, 0, ..., 0, 0), rows_places=lambda: 1, cols_places=lambda: 1),
    _window,
    (
        *_not_touching((*_axes(axis_faults.SIDES, axis_faults.STEPPING), *_ONE_VALUE),
                       NO_STRIDE | NO_PADDING),
        *(one for one in _SLIPS
          if not any(f"the {word}" in one.name for word in ("map", "stride", "padding"))),
        *_without(kinds.TYPES, "stretched"),
    ),
    styles=STYLES,
    words=ONE_WINDOW,
)


def one_map(
    missing: frozenset[str] = frozenset(),
    more: tuple[Fault, ...] = (),
    asked: Callable[..., Values] = one_filter,
    *without: str,
) -> Exposed:
    """An exercise on one filter and one picture, that has not the steps that are missing."""
    if missing >= NO_BIAS:  # the weights' signs are those of the results
        without = (*without, "weights-with-other-signs")
    faults = _without((*more, *_not_touching((*_MAPS, *kinds.BACK), missing)), *without)
    return Exposed(_returning((0, 0)), asked, faults, STYLES, ONE_FILTER)


_UNASKED = _axes(size_faults.UNASKED)
MAP = one_map(NO_STRIDE | NO_PADDING, _UNASKED)
STRIDED_MAP = one_map()
LAYER = Exposed(
    LAYER_STEPS, layer_values, (*_FILTERS, *maps.PICTURES, *values.BIASES), STYLES, FILTERS
)
VECTORISED = Exposed(LAYER_STEPS, layer_values, (*values.FLAT, *LAYER.faults), STYLES, FILTERS)
# The patients of the clinic.
PATIENT_2 = one_map(NO_BIAS | NO_PADDING, _UNASKED)
PATIENT_3 = one_map(NO_STRIDE | NO_PADDING, (*kinds.BIAS_KIND, *_UNASKED))
PATIENT_4 = one_map(NO_BIAS | NO_STRIDE)
PATIENT_5 = one_map(NO_BIAS | NO_STRIDE | NO_PADDING, (*kinds.BYTES, *_UNASKED),
                    lambda x, weight: one_filter(x, weight, 0), "products-without-signs")
PATIENT_6 = Exposed(
    _returning(0),
    lambda x, weight: layer_values(x[None], weight, own_axes=3),
    _without(_not_touching(_FILTERS, NO_BIAS | NO_STRIDE | NO_PADDING),
             "first-map-everywhere", "last-map-everywhere", "weights-with-other-signs"),
    STYLES,
    ONE_FILTER,
)

# ---------------------------------------------------------------- counts


def _parameters(inputs: int, outputs: int, k: int = 1, bias: Any = True) -> Values:
    return {"given_inputs": inputs, "given_outputs": outputs, "given_k": k, "given_bias": bias}


def _shapes(x_shape: Any, w_shape: Any, stride: int = 1, padding: int = 0) -> Values:
    asked = {"x_shape": x_shape, "w_shape": w_shape}
    return asked | axes_values(x_shape[2:], w_shape[2:], stride, padding)


_PARAMETERS = (
    *slips("inputs", "outputs", "weights", others=("inputs", "outputs", "has_bias")),
    *instead("biases", "inputs", "outputs", "has_bias"),
    *operators("weights = fan_in times outputs", "biases = outputs times has_bias",
               "biases = outputs ? outputs", "answer = weights and biases",
               "answer = weights ? has_bias"),
)
CONVOLUTION_COUNT = Exposed(
    steps.PARAMETERS,
    _parameters,
    (
        *count_faults.PARAMETERS, *count_faults.KERNELS, *count_faults.TOTAL, *_PARAMETERS,
        *slips("k", "area", "fan_in", others=("inputs", "outputs", "k", "has_bias")),
        *instead("biases", "k"), *operators("fan_in = inputs times area"),
    ),
    words=CONVOLUTION,
)
LINEAR_COUNT = Exposed(
    steps.PARAMETERS,
    _parameters,
    (
        *_without(count_faults.PARAMETERS, "bias-as-one-more-output"), *count_faults.TOTAL,
        *_PARAMETERS,
    ),
    words=LINEAR,
)
PRODUCTS = Exposed(
    steps.MULTIPLICATIONS,
    _shapes,
    (
        *count_faults.MULTIPLYING,
        *_axes(_ASKED, _LAW, axis_faults.SIDES, axis_faults.MAP_SIDES[-1:],
               _FORMULA),
        *count_faults.TOTAL,
        *(one for one in slips("batch", "filters", "channels", "area", "each", "values")
          if not one.id.startswith(("none-", "twice-", "negative-"))),  # TOTAL has these
        *instead("batch", "filters", "channels"), *instead("area", "batch", "filters", "channels"),
        *(one for own, other in (("rows", "cols"), ("cols", "rows"))
          for slot, others in (("p", ("batch",)), ("divisor", (f"{other}_k", "channels")),
                               ("taken", (f"{other}_n", f"{other}_places")),
                               ("places", (f"{other}_n", f"{other}_k", "filters", "channels")))
          for one in instead(f"{own}_{slot}", *others)),
        *(one for slot in ("batch", "filters", "channels")
          for one in instead(slot, "rows_n", "cols_n", "rows_k", "cols_k", "rows_s", "rows_p")),
        *operators("values = filters ? places", "answer = values times each",
                   "each = channels times area", "places = rows_places times cols_places"),
    ),
    styles=("formula", "range"),
    words=ONE_FILTER,
)

# ---------------------------------------------------------------- a step, a network, settings

STEP = Exposed(
    steps.GRADIENT,
    lambda x, target, weight, learning_rate: {
        "x": x, "given_target": target, "given_weight": weight, "given_rate": learning_rate
    },
    slopes.GRADIENT,
)
NETWORK = Exposed(
    steps.TRACE,
    lambda input_shape, layers: {"given_shape": tuple(input_shape), "layers": layers},
    (
        *network_faults.TRACE,
        *_axes(map(in_law, (*_without(_LAW, "zeros-counted-twice"), *_FORMULA))),
    ),
)
SETTINGS = Exposed(
    steps.SETTINGS,
    lambda in_size, out_size, kernel_size: {
        "in_size": in_size, "out_size": out_size, "kernel_size": kernel_size
    },
    # No slips: settings are compared by the size that they give, which proves less.
    (*network_faults.SETTINGS, *map(in_law, _LAW)),
    styles=(steps.STRIDES_FIRST, steps.PADDINGS_FIRST),
)
