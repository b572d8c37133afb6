"""The kinds of exercises: which recipe each follows, how its arguments map, what can go wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from convtutor.checks.faults import count_faults, maps, size_faults, slopes, steps
from convtutor.checks.faults.recipe import Fault, Values
from convtutor.checks.faults.search import Exposed
from convtutor.checks.faults.steps import OWN, STYLES, axis_values, in_law, layer_values

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


def _without(faults: tuple[Fault, ...], *ids: str) -> tuple[Fault, ...]:
    return tuple(one for one in faults if one.id not in ids)


def _side(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> Values:
    asked = {"n": input_size, "k": kernel_size, "s": stride, "p": padding}
    return {f"given_{name}": value for name, value in asked.items()}


_LITERALS = (
    *size_faults.literals((1, 2, 3), "the stride", "s"),
    *size_faults.literals((0, 1, 2), "the padding", "p"),
    *size_faults.literals((3, 5), "the kernel size", "k"),
    *size_faults.literals((8, 32), "the input size", "n"),
)
_ASKED = _without(size_faults.ASKED, "padding-twice")
_LAW = _without(size_faults.LAW, "padding-left-out-of-size", "stride-left-out-of-size")

SIZE = Exposed(steps.SIZE, _side, (*_LAW, *_ASKED, *count_faults.TOTAL, *_LITERALS), few=True)
UNREAD = Exposed(
    steps.UNREAD,
    _side,
    (*size_faults.UNREAD, *_LAW, *_ASKED, *count_faults.TOTAL, *_LITERALS),
    styles=("remainder", "end"),
    few=True,
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


RING = Exposed(
    steps.RING_ALONE,
    _no_weights,
    (
        *_without(_axes(size_faults.RING_ZEROS), "ring-left-out"),
        *maps.BORDER,
        *maps.RING_ONLY,
        *_without(maps.TYPES, "cut-to-the-weights-kind", "cut-to-integers"),
        *_without(maps.BACK, "picture-returned"),
        *maps.NOTHING,
    ),
    words=ONE_FILTER,
)
_MAP = (*maps.MEETING, *maps.COMBINING, *maps.BIAS)
WINDOW = Exposed(
    steps.LAYER.then(
        rows_places=lambda: 1,
        cols_places=lambda: 1,
        returned=lambda answer: None if answer is None else answer[0, 0, ..., 0, 0],
    ),
    _window,
    (
        *_axes(
            _without(
                size_faults.SIDES,
                "map-sides-swapped",
                "kernel-sides-swapped-in-size",
                "window-sides-swapped",
            )
        ),
        *_axes(_without(size_faults.STEPPING, "one-window-too-many")),
        *_MAP,
        *_without(maps.TYPES, "stretched", "divided-by-the-largest"),
        *maps.NOTHING,
    ),
    styles=STYLES,
    words=ONE_WINDOW,
)
_ONE_MAP = steps.LAYER.then(returned=lambda answer: None if answer is None else answer[0, 0])


_STRIDE = (
    "stride",
    "moved-by",
    "moved-one",
    "map-thinned",
    "zeros-between",
    "corner-filled",
    "-thinned",
    "divided-by-stride",
    "divided-by-kernel",
    "divided-by-two",
    "brackets",
    "last-start",
    "last-end",
    "steps-",
    "rounded-up",
    "rounded-to-nearest",
    "rounded-halves",
    "cut-toward",
    "plus-one-in",
    "after-dividing",
    "same-rule",
    "input-divided",
    "places-without",
    "not-floored",
    "transposed-formula",
)
_BORDER = {one.id for one in (*maps.BORDER, *maps.READ)} | {
    "map-padded",
    "windows-padded",
    "as-large-as-the-padded-picture",
}
_PADDING = (
    "padding",
    "zeros-at",
    "border-of",
    "one-zero-counted",
    "zeros-counted",
    "no-zeros",
    "-the-zeros",
    "zeros-of-same",
    "padded-size",
)
# What makes the same map as another fault, or means something for a ring alone.
_TWICE = (
    "plus-two",
    "one-taken-for-two",
    "steps-divided-twice",
    "padding-once",
    "channels-padded",
    "first-channel-everywhere",
    "last-channel-everywhere",
)


def _exposing(
    faults: Iterable[Fault], bias: bool, stride: bool, padding: bool, batch: bool = True
) -> tuple[Fault, ...]:
    """Without the faults of what an exercise has not."""
    hidden: list[str] = [] if bias else ["bias"]
    hidden += [] if stride else _STRIDE
    hidden += (
        []
        if batch
        else [
            "picture-alone",
            "picture-repeated",
            "pictures",
            "first-picture",
            "last-picture",
            "only-first-map",
            "of-all",
            "in-each-picture",
            "maps-on-one-axis",
        ]
    )
    if padding:
        hidden += ["padded-unasked", "padded-fully"]
    else:
        hidden += _PADDING
    return tuple(
        one
        for one in faults
        if not any(word in one.id for word in hidden)
        and (padding or one.id not in _BORDER)
        and one.id not in _TWICE
    )


def one_map(
    asked: Any = one_filter,
    *,
    bias: bool = True,
    stride: bool = True,
    padding: bool = True,
    more: tuple[Fault, ...] = (),
) -> Exposed:
    """An exercise on one filter and one picture; a fault of what it has not is not exposed."""
    axis = _axes(
        size_faults.SIDES,
        size_faults.LAW,
        size_faults.STEPPING,
        size_faults.ASKED,
        size_faults.ZEROS,
        size_faults.UNASKED,
    )
    rest = (
        *_MAP,
        *maps.BORDER,
        *maps.READ,
        *maps.WRITING,
        *maps.TOTALS,
        *maps.TYPES,
        *maps.BACK,
        *maps.NOTHING,
    )
    faults = _without(
        _exposing((*axis, *more, *rest), bias, stride, padding),
        "total-carried-on-in-each-map",
        "total-carried-on-in-each-picture",
        "total-and-bias-carried-on-in-each-map",
    )
    return Exposed(_ONE_MAP, asked, faults, STYLES, ONE_FILTER)


def _filters(x: Any, weight: Any) -> Values:
    return layer_values(x[None], weight, None, 1, 0, own_axes=3)


_LAYER_FAULTS = (
    *_axes(
        size_faults.SIDES,
        size_faults.LAW,
        size_faults.STEPPING,
        size_faults.ASKED,
        size_faults.ZEROS,
    ),
    *maps.FILTERS,
    *maps.BORDER,
    *maps.READ,
    *maps.MEETING,
    *maps.COMBINING,
    *maps.BIAS,
    *maps.BIASES,
    *maps.WRITING,
    *maps.TOTALS,
    *maps.BATCH,
    *maps.TYPES,
    *maps.NOTHING,
)
LAYER = Exposed(
    steps.LAYER, layer_values, _exposing(_LAYER_FAULTS, True, True, True), STYLES, FILTERS
)
VECTORISED = Exposed(steps.LAYER, layer_values, (*maps.FLAT, *LAYER.faults), STYLES, FILTERS)
SEVERAL = Exposed(
    steps.LAYER.then(returned=lambda answer: None if answer is None else answer[0]),
    _filters,
    _without(_exposing(_LAYER_FAULTS, False, False, False, batch=False), "total-carried-on"),
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
    lambda in_channels, out_channels, kernel_size, bias=True: _parameters(
        in_channels, out_channels, kernel_size, bias
    ),
    (
        *count_faults.PARAMETERS,
        *count_faults.KERNELS,
        *count_faults.TOTAL,
        *size_faults.literals((3, 5), "the kernel size", "k"),
        *size_faults.literals((1,), "the number of channels", "inputs"),
    ),
    words=CONVOLUTION,
    few=True,
)
LINEAR_COUNT = Exposed(
    steps.PARAMETERS,
    lambda in_features, out_features, bias=True: _parameters(in_features, out_features, 1, bias),
    (
        *_without(
            count_faults.PARAMETERS,
            "bias-per-slice",
            "biases-times-area",
            "bias-per-kernel-weight",
            "bias-per-kernel-row",
            "bias-as-one-more-output",
        ),
        *count_faults.TOTAL,
    ),
    words=LINEAR,
    few=True,
)
PRODUCTS = Exposed(
    steps.MULTIPLICATIONS,
    lambda input_shape, weight_shape, stride=1, padding=0: _shapes(
        input_shape, weight_shape, stride, padding
    ),
    (
        *count_faults.MULTIPLYING,
        *_axes(
            _ASKED,
            _LAW,
            _without(size_faults.SIDES, "kernel-sides-swapped-in-size", "window-sides-swapped"),
        ),
        *count_faults.TOTAL,
        *size_faults.literals((3,), "the number of channels", "channels"),
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
    (*slopes.GRADIENT, *maps.NOTHING),
)
NETWORK = Exposed(
    steps.TRACE,
    lambda input_shape, layers: {"given_shape": tuple(input_shape), "layers": layers},
    (
        *count_faults.TRACE,
        *(in_law(one) for one in _without(_LAW, "zeros-counted-twice")),
        *maps.NOTHING,
    ),
)
SETTINGS = Exposed(
    steps.SETTINGS,
    lambda in_size, out_size: {"in_size": in_size, "out_size": out_size},
    (*count_faults.SETTINGS, *maps.NOTHING),
    combine=lambda one, other: False,
)

# ---------------------------------------------------------------- the patients of the clinic


def _strided(x: Any, weight: Any, stride: int = 1) -> Values:
    return one_filter(x, weight, 0.0, stride)


def _padded(x: Any, weight: Any, padding: int = 0) -> Values:
    return one_filter(x, weight, 0.0, 1, padding)


def _bytes(x: Any, weight: Any) -> Values:
    return one_filter(x, weight, 0)


PATIENT_1 = PATIENT_3 = one_map(stride=False, padding=False)
PATIENT_2 = one_map(_strided, bias=False, padding=False)
PATIENT_4 = one_map(_padded, bias=False, stride=False)
PATIENT_5 = one_map(_bytes, bias=False, stride=False, padding=False, more=maps.BYTES)
