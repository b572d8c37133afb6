"""The kinds of exercises: which recipe each follows, how its arguments map, what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from convtutor.checks.faults import (
    count_faults,
    maps,
    network_faults,
    size_faults,
    slopes,
    steps,
    values,
)
from convtutor.checks.faults.recipe import Fault, Recipe, Values
from convtutor.checks.faults.search import Exposed
from convtutor.checks.faults.steps import OWN, STYLES, axis_values, in_law, layer_values, plain

ONE_FILTER = {
    "the_bias": "the bias was",
    "the_kernel": "the kernel was",
    "the_kernels": "the kernel's",
    "the_kernel_itself": "the kernel",
    "it": "it",
    "its": "its",
    "the_map": "the map",
    "the_maps": "the map has",
    "every_axis": "the channels",
    "channels_apart": "one map was made for each channel",
    "the_results": "the results were",
}
ONE_WINDOW = ONE_FILTER | {
    "channels_apart": "the channels were kept apart, one value each",
    "the_results": "the result was",
}
FILTERS = ONE_FILTER | {
    "the_bias": "the biases were",
    "the_kernel": "the kernels were",
    "the_kernels": "the kernels'",
    "the_kernel_itself": "the kernels",
    "it": "them",
    "its": "their",
    "the_map": "the maps",
    "the_maps": "the maps have",
    "every_axis": "the channels and the batch",
    "channels_apart": "one map was made for each kernel",
}
CONVOLUTION = {
    "filter": "filter",
    "in_and_out": "in_channels and out_channels",
    "input": "channel that comes in",
}
LINEAR = {
    "filter": "unit",
    "in_and_out": "in_features and out_features",
    "input": "number that goes in",
}


def _axes(*families: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault of an axis on both axes, on the rows alone, on the columns alone."""
    return tuple(one for family in families for fault in family for one in fault.on_axes(OWN))


def _without(faults: Iterable[Fault], *ids: str) -> tuple[Fault, ...]:
    return tuple(one for one in faults if one.id not in ids)


# What an exercise has not that gives no bias and so on: nothing changes these steps, nor reads what
# would have been given. "p" is that of the rows and that of the columns.
NO_BIAS = frozenset({"given b", "biases", "times"})
NO_STRIDE = frozenset({"given s", "given divisor", "s", "divisor"})
NO_PADDING = frozenset(
    {"given p", "given padded", "p", "zeros", "before", "after", "frame", "mode", "fill", "padded"}
)


def _not_touching(faults: Iterable[Fault], missing: Iterable[str]) -> tuple[Fault, ...]:
    """The faults that change no step that is missing, and read none that would be given."""
    missing = frozenset(missing)
    return tuple(
        one
        for one in faults
        if missing.isdisjoint(
            [plain(slot) for slot in one.changes]
            + [f"given {plain(name)}" for change in one.changes.values() for name in change.reads]
        )
    )


# ---------------------------------------------------------------- sizes


def _side(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> Values:
    asked = {"n": input_size, "k": kernel_size, "s": stride, "p": padding}
    return {f"given_{name}": value for name, value in asked.items()}


# What makes the same size as another fault does.
_LAW = _without(size_faults.LAW, "padding-left-out-of-size", "stride-left-out-of-size")
_ASKED = _without(size_faults.ASKED, "padding-twice")
_SIZES = (*_LAW, *_ASKED, *count_faults.TOTAL, *size_faults.LITERALS)

SIZE = Exposed(steps.SIZE, _side, _SIZES, few=True)
UNREAD = Exposed(
    steps.UNREAD, _side, (*size_faults.UNREAD, *_SIZES), styles=("remainder", "end"), few=True
)
SAME = Exposed(
    steps.SAME,
    lambda kernel_size: {"given_k": kernel_size},
    (*size_faults.SAME, *count_faults.TOTAL[:1]),
    combine=lambda one, other: ("even" in one.changes) != ("even" in other.changes),
    few=True,
)

# ---------------------------------------------------------------- maps


def _no_weights(x: np.ndarray, padding: int) -> Values:
    return layer_values(x[None], np.ones((1, 1, 1, 1)), None, 1, padding, own_axes=3)


def one_filter(x: Any, weight: Any, bias: Any = 0.0, stride: int = 1, padding: int = 0) -> Values:
    """What a layer of one filter and one picture is asked."""
    return layer_values(x[None], weight[None], np.array([bias]), stride, padding, own_axes=3)


def _window(x: Any, weight: Any, bias: Any, row: int, column: int) -> Values:
    asked = layer_values(x[None], weight[None], np.array([bias]), first=(row, column))
    return asked | {"own_axes": 3}


def _filters(x: Any, weight: Any) -> Values:
    return layer_values(x[None], weight, None, 1, 0, own_axes=3)


def _returning(place: Any, **steps_of: Any) -> Recipe:
    """A layer of which a part is returned, such as the one map of one picture."""
    return steps.LAYER.then(
        **steps_of, returned=lambda answer: None if answer is None else answer[place]
    )


_ONE_VALUE = (*values.MEETING, *values.COMBINING, *values.BIAS)
_SAME_MAP = ("plus-two", "one-taken-for-two", "steps-divided-twice", "padding-once")
_WINDOWS = _axes(
    size_faults.SIDES,
    size_faults.MAP_SIDES,
    _without(size_faults.LAW, *_SAME_MAP),
    size_faults.STEPPING,
    size_faults.TOO_MANY,
    size_faults.ASKED,
    size_faults.ZEROS,
)
_BORDER = (*_without(maps.BORDER, "channels-padded"), *maps.READ)
_MAPS = (*_WINDOWS, *_ONE_VALUE, *_BORDER, *maps.WRITING, *maps.TYPES)
_FILTERS = (*_MAPS, *maps.FILTERS, *values.OF_FILTERS)

RING = Exposed(
    steps.RING_ALONE,
    _no_weights,
    (
        *_without(_axes(size_faults.RING_ZEROS), "ring-left-out"),
        *maps.BORDER,
        *maps.RING_ONLY,
        *_without(maps.TYPES, "cut-to-integers"),
        *_without(maps.BACK, "picture-returned"),
    ),
    words=ONE_FILTER,
)
WINDOW = Exposed(
    _returning((0, 0, ..., 0, 0), rows_places=lambda: 1, cols_places=lambda: 1),
    _window,
    (
        *_not_touching(
            (*_axes(size_faults.SIDES, size_faults.STEPPING), *_ONE_VALUE), NO_STRIDE | NO_PADDING
        ),
        *_without(maps.TYPES, "stretched", "divided-by-the-largest"),
    ),
    styles=STYLES,
    words=ONE_WINDOW,
)


def one_map(
    asked: Callable[..., Values] = one_filter,
    missing: Iterable[str] = (),
    more: tuple[Fault, ...] = (),
) -> Exposed:
    """An exercise on one filter and one picture, that has not the steps that are missing."""
    faults = (*more, *_not_touching((*_MAPS, *maps.BACK), missing))
    return Exposed(_returning((0, 0)), asked, faults, STYLES, ONE_FILTER)


_UNASKED = _axes(size_faults.UNASKED)
MAP = one_map(missing=NO_STRIDE | NO_PADDING, more=_UNASKED)
STRIDED_MAP = one_map()
LAYER = Exposed(
    steps.LAYER,
    layer_values,
    (*_FILTERS, *maps.PICTURES, *values.BIASES),
    STYLES,
    FILTERS,
)
VECTORISED = Exposed(steps.LAYER, layer_values, (*values.FLAT, *LAYER.faults), STYLES, FILTERS)
SEVERAL = Exposed(
    _returning(0),
    _filters,
    _without(
        _not_touching(_FILTERS, NO_BIAS | NO_STRIDE | NO_PADDING),
        "first-map-everywhere",
        "last-map-everywhere",
    ),
    STYLES,
    ONE_FILTER,
)

# ---------------------------------------------------------------- counts


def _parameters(inputs: int, outputs: int, k: int = 1, bias: Any = True) -> Values:
    return {"given_inputs": inputs, "given_outputs": outputs, "given_k": k, "given_bias": bias}


def _shapes(x_shape: Any, w_shape: Any, stride: int = 1, padding: int = 0) -> Values:
    asked = {"x_shape": x_shape, "w_shape": w_shape}
    for axis, n, k in zip(("rows", "cols"), x_shape[2:], w_shape[2:], strict=True):
        asked |= axis_values(axis, n, k, stride, padding)
    return asked


CONVOLUTION_COUNT = Exposed(
    steps.PARAMETERS,
    _parameters,
    (*count_faults.PARAMETERS, *count_faults.KERNELS, *count_faults.TOTAL),
    words=CONVOLUTION,
    few=True,
)
LINEAR_COUNT = Exposed(
    steps.PARAMETERS,
    _parameters,
    (*_without(count_faults.PARAMETERS, "bias-as-one-more-output"), *count_faults.TOTAL),
    words=LINEAR,
    few=True,
)
PRODUCTS = Exposed(
    steps.MULTIPLICATIONS,
    _shapes,
    (
        *count_faults.MULTIPLYING,
        *_axes(_ASKED, _LAW, size_faults.SIDES, size_faults.MAP_SIDES[-1:]),
        *count_faults.TOTAL,
    ),
    words=ONE_FILTER,
)

# ---------------------------------------------------------------- a step, a network, settings

STEP = Exposed(
    steps.GRADIENT,
    lambda x, target, weight, learning_rate: {
        "x": x,
        "given_target": target,
        "given_weight": weight,
        "given_rate": learning_rate,
    },
    slopes.GRADIENT,
)
NETWORK = Exposed(
    steps.TRACE,
    lambda input_shape, layers: {"given_shape": tuple(input_shape), "layers": layers},
    (
        *network_faults.TRACE,
        *(in_law(one) for one in _without(_LAW, "zeros-counted-twice")),
    ),
)
SETTINGS = Exposed(
    steps.SETTINGS,
    lambda in_size, out_size, kernel_size: {
        "in_size": in_size,
        "out_size": out_size,
        "kernel_size": kernel_size,
    },
    (*network_faults.SETTINGS, *map(in_law, _LAW)),
    styles=(steps.STRIDES_FIRST, steps.PADDINGS_FIRST),
)

# ---------------------------------------------------------------- the patients of the clinic


def _bytes(x: Any, weight: Any) -> Values:
    return one_filter(x, weight, 0)


PATIENT_1 = MAP
PATIENT_3 = one_map(missing=NO_STRIDE | NO_PADDING, more=(*maps.BIAS_KIND, *_UNASKED))
PATIENT_2 = one_map(missing=NO_BIAS | NO_PADDING, more=_UNASKED)
PATIENT_4 = one_map(missing=NO_BIAS | NO_STRIDE)
PATIENT_5 = one_map(_bytes, NO_BIAS | NO_STRIDE | NO_PADDING, (*maps.BYTES, *_UNASKED))
