"""What the course computes beside a layer, as recipes: sizes, counts, a step, a network.

Nothing here knows an exercise. `wording` has each step in words, and a nudge.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import AXES, Fault, Recipe, Step, step, together

# Tables of steps, laid out by hand.
# fmt: off

# ---------------------------------------------------------------- an axis: where windows stand

AXIS: dict[str, Callable[..., Any]] = {
    "n": lambda given_n: given_n,
    "k": lambda given_k: given_k,
    "s": lambda given_s: given_s,
    "p": lambda given_p: given_p,
    "zeros": lambda p: 2 * p,  # that the size counts
    "taken": lambda k: k,
    "room": lambda n, zeros, taken: n + zeros - taken,
    "divisor": lambda s: s,
    "steps": lambda room, divisor: room // divisor,
    "places": lambda steps: steps + 1,
    "before": lambda p: p,  # zeros that are really put there
    "after": lambda p: p,
    "first": lambda given_first: given_first,
    "move": lambda s: s,
    "starts": lambda first, move, places: [first + i * move for i in range(places)],
    "length": lambda k: k,
    "gap": lambda: 1,
}
SIZE_STEPS = {name: AXIS[name] for name in list(AXIS)[: list(AXIS).index("places") + 1]}


def on_axes(steps: dict[str, Callable[..., Any]]) -> dict[str, Step]:
    """The steps of both axes of a map, such as "rows_places"."""
    return {f"{axis}_{name}": step(steps[name]).on(axis) for axis in AXES for name in steps}


def axes_values(sides: Any, kernel: Any, s: int, p: int, first: Any = (0, 0)) -> dict[str, Any]:
    """What both axes are asked."""
    asked = {"n": sides, "k": kernel, "s": (s, s), "p": (p, p), "first": first}
    return {
        f"{axis}_given_{name}": value
        for name, both in asked.items() for axis, value in zip(AXES, both, strict=True)
    }


SIZE = Recipe({}).then(
    **SIZE_STEPS,
    style=lambda: "formula",  # a range that would be shorter than nothing is empty
    misfit=lambda places: places < 0,
    answer=lambda places, style: max(places, 0) if style == "range" else places,
    returned=lambda answer: answer,
)
UNREAD = Recipe({}).then(
    **SIZE_STEPS,
    move=AXIS["move"],
    length=AXIS["length"],
    style=lambda: "remainder",
    misfit=lambda: True,
    left=lambda n, zeros, places, move, length, room, divisor, style: (
        room % divisor if style == "remainder" else n + zeros - (places - 1) * move - length
    ),
    not_pixels=lambda p: p,
    behind=lambda left, not_pixels: left - not_pixels,
    answer=lambda behind: max(0, behind),
    returned=lambda answer: answer,
)
SAME = Recipe({}).then(
    k=lambda given_k: given_k,
    lost=lambda k: k - 1,
    half=lambda lost: lost // 2,
    odd=lambda half: half,
    even=lambda: ValueError(),  # what even kernels get
    answer=lambda k, odd, even: odd if k % 2 else even,
    returned=lambda answer: answer,
)

# ---------------------------------------------------------------- counts, a step of descent

PARAMETERS = Recipe({}).then(
    inputs=lambda given_inputs: given_inputs,
    outputs=lambda given_outputs: given_outputs,
    k=lambda given_k: given_k,
    area=lambda k: k**2,
    has_bias=lambda given_bias: bool(given_bias),
    fan_in=lambda inputs, area: inputs * area,
    weights=lambda fan_in, outputs: fan_in * outputs,
    biases=lambda outputs, has_bias: outputs * has_bias,
    answer=lambda weights, biases: weights + biases,
    returned=lambda answer: answer,
)
# A layer that reads a whole volume, and makes all values of another.
FULLY_CONNECTED = PARAMETERS.then(
    inputs=lambda given_inputs: prod(given_inputs),
    outputs=lambda given_outputs: prod(given_outputs),
    k=lambda: 1,
)
MULTIPLICATIONS = Recipe({}).then(
    **on_axes(SIZE_STEPS),
    style=lambda: "formula",
    misfit=lambda rows_places, cols_places: min(rows_places, cols_places) < 0,
    least=lambda style: 0 if style == "range" else -np.inf,
    places=lambda rows_places, cols_places, least: (
        max(rows_places, least) * max(cols_places, least)
    ),
    batch=lambda x_shape: x_shape[0],
    filters=lambda w_shape: w_shape[0],
    channels=lambda w_shape: w_shape[1],
    area=lambda w_shape: prod(w_shape[2:]),
    each=lambda channels, area: channels * area,
    values=lambda batch, filters, places: batch * filters * places,
    answer=lambda values, each: values * each,
    returned=lambda answer: answer,
)
GRADIENT = Recipe({}).then(
    weight=lambda given_weight: given_weight,
    target=lambda given_target: given_target,
    kernel=lambda weight: weight,
    pixels=lambda x, kernel: np.lib.stride_tricks.sliding_window_view(x, kernel.shape),
    feature_map=lambda pixels, kernel: (pixels * kernel).sum((2, 3)),
    errors=lambda feature_map, target: feature_map - target,
    pulls=lambda errors: errors,  # what each position's pixels are multiplied by
    products=lambda pulls, pixels: pulls[:, :, None, None] * pixels,
    totals=lambda products: products.sum((0, 1)),
    count=lambda errors: errors.size,
    two=lambda: 2,
    slopes=lambda totals, count, two: two * totals / count,
    rate=lambda given_rate: given_rate,
    change=lambda rate, slopes: rate * slopes,
    new=lambda weight, change: weight - change,
    typed=lambda new: new,
    answer=lambda typed: typed,
    mutated=lambda: False,
    returned=lambda answer: answer,
)

# ---------------------------------------------------------------- what ReLU leaves

RECTIFIED = Recipe({}).then(
    sums=lambda given_sums: given_sums,
    biases=lambda given_b: given_b,
    values=lambda sums, biases: sums + biases,
    kept=lambda values: np.maximum(values, 0),
    answer=lambda kept: kept.sum(),
    returned=lambda answer: answer,
)

# ---------------------------------------------------------------- shapes through a network


def _law(faults):
    """The law of the size, right or with faults in it."""
    changes = together(faults)
    if changes is None:
        raise ArithmeticError("two faults in one step")

    def law(n, k, s, p):
        if not changes:
            return (n + 2 * p - k) // s + 1
        right = SIZE.values({"given_n": n, "given_k": k, "given_s": s, "given_p": p})
        values = SIZE.follow(right, changes)
        if "error" in values:
            raise values["error"]
        return values["returned"]

    return law


def in_law(fault: Fault) -> Fault:
    """A fault of the size as a fault of every layer of a network."""
    faults = lambda right: (*right, fault)  # noqa: E731
    return Fault(fault.id, fault.name, fault.hint, fault.cost, faults=faults)


def _trace(start, settings, rows_law, cols_law, out_of, fed_by, width_read):
    shape, shapes = start, []
    for out, k, s, p in settings:
        channels = (start if fed_by == "input and its channels" else shape)[0]
        height, width = (shape if fed_by == "layer before" else start)[-2:]
        rows = rows_law(height, k, s, p)
        shape = out_of(channels, out), rows, cols_law(width_read(width, rows), k, s, p)
        shapes.append(shape)
    return shapes


TRACE = Recipe({}).then(
    start=lambda given_shape: given_shape,
    settings=lambda layers: list(layers),
    **on_axes({"faults": lambda: (), "law": _law}),
    out_of=lambda: lambda channels, out: channels if out is None else out,
    fed_by=lambda: "layer before",
    width_read=lambda: lambda width, new_height: width,
    shapes=_trace,
    answer=lambda shapes: shapes,
    returned=lambda answer: answer,
)

STRIDES_FIRST, PADDINGS_FIRST = "strides first", "paddings first"
"""In which order settings are tried: of wrong ones, another comes first."""


def _tries(strides, paddings, style):
    if style == STRIDES_FIRST:
        return [(s, p) for s in strides for p in paddings]
    return [(s, p) for p in paddings for s in strides]


SETTINGS = Recipe({}).then(
    n=lambda in_size: in_size,
    k=lambda kernel_size: kernel_size,
    wanted=lambda out_size: out_size,
    faults=lambda: (),
    law=_law,
    strides=lambda n: range(1, n + 1),
    paddings=lambda k: range(k),
    style=lambda: STRIDES_FIRST,
    tries=_tries,
    fitting=lambda tries, law, n, k, wanted: [
        (s, p) for s, p in tries if n + 2 * p >= k and law(n, k, s, p) == wanted
    ],
    none=lambda: None,
    answer=lambda fitting, none: next(iter(fitting), none),
    misfit=lambda: True,
    returned=lambda answer: answer,
)

# ---------------------------------------------------------------- what one value reads of a picture

FIELD = Recipe({}).then(
    sides=lambda layers: [k for k, _ in layers],
    strides=lambda layers: [s for _, s in layers],
    # From one value that a layer reads to its neighbour, in pixels of the picture.
    jumps=lambda strides: [prod(strides[:place]) for place in range(len(strides))],
    grown=lambda sides, jumps: [(k - 1) * jump for k, jump in zip(sides, jumps, strict=True)],
    answer=lambda grown: 1 + sum(grown),
    returned=lambda answer: answer,
)
