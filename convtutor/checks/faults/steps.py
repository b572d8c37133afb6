"""What the course computes, as recipes: an axis, a layer, a ring of zeros, counts, a step.

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


def _axes(steps: dict[str, Callable[..., Any]]) -> dict[str, Step]:
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
    **SIZE_STEPS, answer=lambda places: places, returned=lambda answer: answer
)
UNREAD = Recipe({}).then(
    **SIZE_STEPS,
    move=AXIS["move"],
    length=AXIS["length"],
    style=lambda: "remainder",
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

# ---------------------------------------------------------------- a layer


def framed(x, frame, fill=0):
    """The same as np.pad, and several times as fast."""
    padded = np.full(
        [side + sum(ring) for side, ring in zip(x.shape, frame, strict=True)], fill, x.dtype
    )
    inner = [slice(ring[0], ring[0] + side) for side, ring in zip(x.shape, frame, strict=True)]
    padded[tuple(inner)] = x
    return padded


# Arrays are (N, C, H, W), (F, C, K_h, K_w) and (F,) or None, however the exercise has them.
_RING = Recipe({}).then(
    x=lambda given_x: given_x,
    w=lambda given_w: given_w,
    b=lambda given_b: given_b,
    **_axes(AXIS),
    frame=lambda rows_before, rows_after, cols_before, cols_after: (
        (0, 0), (0, 0), (rows_before, rows_after), (cols_before, cols_after)
    ),
    mode=lambda: "constant",
    fill=lambda: 0,
    padded=lambda x, frame, mode, fill: (
        x if not any(map(any, frame))
        else framed(x, frame, fill) if mode == "constant" else np.pad(x, frame, mode)
    ),
)


def _hangs(picture, tops, lefts, rows_length, cols_length, rows_gap, cols_gap):
    if not tops.size:
        return True
    height, width = picture.shape[2:]
    low = tops.max() + rows_gap * (rows_length - 1)
    right = lefts.max() + cols_gap * (cols_length - 1)
    return bool(tops.min() < 0 or lefts.min() < 0 or low >= height or right >= width)


def cut(picture, tops, lefts, rows_length, cols_length, rows_gap, cols_gap, kernels, hangs, style):
    """All windows, (N, R, Q, C, K_h, K_w).

    How code goes on beyond the edge is a matter of style: slices are cut off, indices raise, what
    is not there adds nothing, a view holds only what fits.
    """
    rows = tops[..., None] + rows_gap * np.arange(rows_length)
    cols = lefts[..., None] + cols_gap * np.arange(cols_length)
    height, width = picture.shape[2:]
    if not tops.size and style == "fitting":
        raise ValueError("window shape cannot be larger than input array shape")
    if hangs and tops.size and style == "slices":
        gaps = rows_gap, cols_gap
        ends = tops + rows_length * rows_gap, lefts + cols_length * cols_gap
        return sliced(picture, (tops, lefts), ends, gaps, kernels)
    if hangs and tops.size and style == "nothing":
        ring = [(max(0, -int(at.min())), max(0, int(at.max()) - side + 1))
                for at, side in ((rows, height), (cols, width))]
        picture = np.pad(picture, ((0, 0), (0, 0), *ring))
        rows, cols = rows + ring[0][0], cols + ring[1][0]
    elif hangs and tops.size and style == "fitting":
        fit_rows, fit_cols = rows.max((1, 2)) < height, cols.max((0, 2)) < width
        rows, cols = rows[fit_rows][:, fit_cols], cols[fit_rows][:, fit_cols]
    found = picture[:, :, rows[..., :, None], cols[..., None, :]]
    return found.transpose(0, 2, 3, 1, 4, 5)


def sliced(picture, starts, ends, gaps, kernels):
    """Windows as slices cut them; one that is too small or large for its kernel raises.

    Along an axis where the kernel is 1 long, any window goes with it: there zeros fill up.
    """
    shape = kernels.shape[2:]
    lengths = [
        side if side > 1 else all_of if np.min(end) < 0 else max(1, int(np.max(end - start) // gap))
        for side, all_of, start, end, gap in zip(
            shape, picture.shape[2:], starts, ends, gaps, strict=True
        )
    ]
    found = np.zeros((len(picture), *starts[0].shape, picture.shape[1], *lengths), picture.dtype)
    for place in np.ndindex(starts[0].shape):
        one = tuple(
            slice(int(start[place]), int(end[place]), gap)
            for start, end, gap in zip(starts, ends, gaps, strict=True)
        )
        window = picture[:, :, *one]
        try:
            both = np.broadcast_shapes(window.shape[2:], shape)
        except ValueError as error:  # and says what window * weight would
            shapes = f"{window.shape[1:]} {kernels.shape[1:]}"
            said = f"operands could not be broadcast together with shapes {shapes}"
            raise ValueError(said) from error
        if 0 not in both:
            cells = tuple(slice(side) for side in both)
            found[(slice(None), *place, slice(None), *cells)] = window
    return found


def _products(windows, kernels, misfit, style):
    if misfit and style in ("loops", "nothing"):  # loops over a window's pixels, or a kernel's
        sides = [windows.shape[3:], kernels.shape[1:]]
        over, others = sides if style == "loops" else sides[::-1]
        if windows.size and any(a > b for a, b in zip(over, others, strict=True)):
            raise IndexError("index is out of bounds")
        within = tuple(map(slice, map(min, *sides)))
        windows, kernels = windows[:, :, :, *within], kernels[:, *within]
    return windows[:, None] * kernels[None, :, None, None]


def add(sums, biases):
    """Add biases along the axis of the filters, one for each."""
    if len(biases) < sums.shape[1]:
        raise IndexError("index is out of bounds")
    return sums + np.reshape(biases[: sums.shape[1]], (-1,) + (1,) * (sums.ndim - 2))


def _fits(rows_places, cols_places):
    if rows_places < 0 or cols_places < 0:
        raise ValueError("negative dimensions are not allowed")  # as np.zeros says
    return True


def corners(tops, lefts):
    """The top rows and the left columns of all windows."""
    shape = len(tops), len(lefts)
    rows, columns = np.array(tops, int)[:, None], np.array(lefts, int)[None]
    return np.broadcast_to(rows, shape), np.broadcast_to(columns, shape)


STYLES = ("slices", "loops", "nothing", "fitting")
LAYER = _RING.then(
    style=lambda: STYLES[0],
    picture=lambda padded: padded,  # what windows are cut out of
    fits=_fits,
    tops=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[0],
    lefts=lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[1],
    kernels=lambda w: w,
    channels=lambda kernels: kernels.shape[1],
    rows_side=lambda picture: picture.shape[2],
    cols_side=lambda picture: picture.shape[3],
    hangs=_hangs,
    windows=cut,
    misfit=lambda windows, kernels: windows.shape[3:] != kernels.shape[1:],
    products=_products,
    terms=lambda products: prod(products.shape[4:]),  # of each sum
    sums=lambda products: products.sum((4, 5, 6)),  # (N, F, R, Q)
    biases=lambda kernels, b: np.zeros(len(kernels), int) if b is None else b,
    times=lambda: 1,
    values=lambda sums, biases, times: add(sums, biases * times),
    kept=lambda values: values,  # which cells are written, and where
    typed=lambda kept: kept,
    answer=lambda typed: typed,
    mutated=lambda: False,
    returned=lambda answer: answer,
)
RING_ALONE = _RING.then(
    kept=lambda padded: padded,
    typed=lambda kept: kept,
    answer=lambda typed: typed,
    mutated=lambda: False,
    returned=lambda answer: None if answer is None else answer[0],
)


def layer_values(
    x, weight, bias=None, stride=1, padding=0, own_axes=4, first=(0, 0)
) -> dict[str, Any]:
    """What a layer is asked."""
    given = {"given_x": x, "given_w": weight, "given_b": bias, "own_axes": own_axes}
    return given | axes_values(x.shape[2:], weight.shape[2:], stride, padding, first)


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
    **_axes(SIZE_STEPS),
    places=lambda rows_places, cols_places: rows_places * cols_places,
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


def _trace(start, settings, rows_law, cols_law, out_of, fed_by):
    shape, shapes = start, []
    for out, k, s, p in settings:
        channels = (start if fed_by == "input and its channels" else shape)[0]
        height, width = (shape if fed_by == "layer before" else start)[-2:]
        shape = out_of(channels, out), rows_law(height, k, s, p), cols_law(width, k, s, p)
        shapes.append(shape)
    return shapes


TRACE = Recipe({}).then(
    start=lambda given_shape: given_shape,
    settings=lambda layers: list(layers),
    **_axes({"faults": lambda: (), "law": _law}),
    out_of=lambda: lambda channels, out: channels if out is None else out,
    fed_by=lambda: "layer before",
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
