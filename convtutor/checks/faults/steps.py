"""What the course computes, as recipes: an axis, a layer, a ring of zeros, counts, a step.

Nothing here knows an exercise. `wording` has each step in words, and a nudge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import AXES, Fault, Recipe, Step, step, together

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
OWN = (*AXIS, "given_n", "given_k", "given_s", "given_p", "given_first")
SIZE_STEPS = list(AXIS)[: list(AXIS).index("places") + 1]


def axis_steps(axis: str, until: str = "gap") -> dict[str, Step]:
    """The steps of one axis of a map, such as "rows_places"."""
    names = list(AXIS)
    return {
        f"{axis}_{name}": step(AXIS[name], axis, OWN) for name in names[: names.index(until) + 1]
    }


def axis_values(
    axis: str, n: int, k: int, s: int = 1, p: int = 0, first: int = 0
) -> dict[str, Any]:
    """What an axis is asked."""
    asked = {"n": n, "k": k, "s": s, "p": p, "first": first}
    return {f"{axis}_given_{name}": value for name, value in asked.items()}


def _steps(functions: dict[str, Callable[..., Any]]) -> dict[str, Step]:
    return {name: step(function) for name, function in functions.items()}


SIZE = Recipe(
    _steps({name: AXIS[name] for name in SIZE_STEPS})
    | _steps({"answer": lambda places: places, "returned": lambda answer: answer})
)

UNREAD = Recipe(
    _steps(
        {name: AXIS[name] for name in (*SIZE_STEPS, "move", "length")}
        | {
            "style": lambda: "remainder",
            "left": lambda n, zeros, places, move, length, room, divisor, style: (
                room % divisor if style == "remainder" else n + zeros - (places - 1) * move - length
            ),
            "not_pixels": lambda p: p,
            "behind": lambda left, not_pixels: left - not_pixels,
            "answer": lambda behind: max(0, behind),
            "returned": lambda answer: answer,
        }
    )
)

SAME = Recipe(
    _steps(
        {
            "k": lambda given_k: given_k,
            "lost": lambda k: k - 1,
            "half": lambda lost: lost // 2,
            "odd": lambda half: half,
            "even": lambda: ValueError(),  # what even kernels get
            "answer": lambda k, odd, even: odd if k % 2 else even,
            "returned": lambda answer: answer,
        }
    )
)

# ---------------------------------------------------------------- a layer

RING: dict[str, Step] = {
    **_steps(
        {"x": lambda given_x: given_x, "w": lambda given_w: given_w, "b": lambda given_b: given_b}
    ),
    **axis_steps("rows"),
    **axis_steps("cols"),
    **_steps(
        {
            "frame": lambda rows_before, rows_after, cols_before, cols_after: (
                (0, 0),
                (0, 0),
                (rows_before, rows_after),
                (cols_before, cols_after),
            ),
            "mode": lambda: "constant",
            "fill": lambda: 0,
            "padded": lambda x, frame, mode, fill: (
                x
                if not any(map(any, frame))
                else framed(x, frame, fill)
                if mode == "constant"
                else np.pad(x, frame, mode)
            ),
        }
    ),
}
"""Arrays are (N, C, H, W), (F, C, K_h, K_w) and (F,) or None, however the exercise has them."""


def framed(x, frame, fill=0):
    """The same as np.pad, and several times as fast."""
    padded = np.full(
        [side + sum(ring) for side, ring in zip(x.shape, frame, strict=True)], fill, x.dtype
    )
    inner = [slice(ring[0], ring[0] + side) for side, ring in zip(x.shape, frame, strict=True)]
    padded[tuple(inner)] = x
    return padded


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
        return _sliced(
            picture, tops, lefts, (rows_length, cols_length), (rows_gap, cols_gap), kernels
        )
    if hangs and tops.size and style == "nothing":
        ring = [
            (max(0, -int(at.min())), max(0, int(at.max()) - side + 1))
            for at, side in ((rows, height), (cols, width))
        ]
        picture = np.pad(picture, ((0, 0), (0, 0), *ring))
        rows, cols = rows + ring[0][0], cols + ring[1][0]
    elif hangs and tops.size and style == "fitting":
        fit_rows, fit_cols = rows.max((1, 2)) < height, cols.max((0, 2)) < width
        rows, cols = rows[fit_rows][:, fit_cols], cols[fit_rows][:, fit_cols]
    found = picture[:, :, rows[..., :, None], cols[..., None, :]]
    return found.transpose(0, 2, 3, 1, 4, 5)


def _sliced(picture, tops, lefts, lengths, gaps, kernels):
    shape = kernels.shape[2:]
    found = np.zeros((len(picture), *tops.shape, picture.shape[1], *shape), picture.dtype)
    for place in np.ndindex(tops.shape):
        one = tuple(
            slice(int(start[place]), int(start[place]) + length * gap, gap)
            for start, length, gap in zip((tops, lefts), lengths, gaps, strict=True)
        )
        window = picture[:, :, *one]
        both = np.broadcast_shapes(window.shape[2:], shape)  # raises, as window * weight does
        if 0 not in both:
            found[(slice(None), *place)] = window
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


LAYER = Recipe(
    RING
    | _steps(
        {
            "style": lambda: "slices",
            "picture": lambda padded: padded,  # what windows are cut out of
            "fits": lambda rows_places, cols_places: _fits(rows_places, cols_places),
            "tops": lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[0],
            "lefts": lambda rows_starts, cols_starts: corners(rows_starts, cols_starts)[1],
            "kernels": lambda w: w,
            "hangs": _hangs,
            "windows": cut,
            "misfit": lambda windows, kernels: windows.shape[3:] != kernels.shape[1:],
            "products": _products,
            "sums": lambda products: products.sum((4, 5, 6)),  # (N, F, R, Q)
            "biases": lambda kernels, b: np.zeros(len(kernels), int) if b is None else b,
            "times": lambda: 1,
            "values": lambda sums, biases, times: add(sums, biases * times),
            "kept": lambda values: values,  # which cells are written, and where
            "typed": lambda kept: kept,
            "answer": lambda typed: typed,
            "mutated": lambda: False,
            "returned": lambda answer: answer,
        }
    )
)
STYLES = ("slices", "loops", "nothing", "fitting")

RING_ALONE = Recipe(
    RING
    | _steps(
        {
            "kept": lambda padded: padded,
            "typed": lambda kept: kept,
            "answer": lambda typed: typed,
            "mutated": lambda: False,
            "returned": lambda answer: None if answer is None else answer[0],
        }
    )
)


def _fits(rows, cols):
    if rows < 0 or cols < 0:
        raise ValueError("negative dimensions are not allowed")  # as np.zeros says
    return True


def corners(tops, lefts):
    """The top rows and the left columns of all windows."""
    shape = len(tops), len(lefts)
    rows, columns = np.array(tops, int)[:, None], np.array(lefts, int)[None]
    return np.broadcast_to(rows, shape), np.broadcast_to(columns, shape)


def layer_values(
    x, weight, bias=None, stride=1, padding=0, own_axes=4, first=(0, 0)
) -> dict[str, Any]:
    """What a layer is asked."""
    given = {"given_x": x, "given_w": weight, "given_b": bias, "own_axes": own_axes}
    for axis, n, k, start in zip(AXES, x.shape[2:], weight.shape[2:], first, strict=True):
        given |= axis_values(axis, n, k, stride, padding, start)
    return given


# ---------------------------------------------------------------- counts

PARAMETERS = Recipe(
    _steps(
        {
            "inputs": lambda given_inputs: given_inputs,
            "outputs": lambda given_outputs: given_outputs,
            "k": lambda given_k: given_k,
            "area": lambda k: k**2,
            "has_bias": lambda given_bias: bool(given_bias),
            "fan_in": lambda inputs, area: inputs * area,
            "weights": lambda fan_in, outputs: fan_in * outputs,
            "biases": lambda outputs, has_bias: outputs * has_bias,
            "answer": lambda weights, biases: weights + biases,
            "returned": lambda answer: answer,
        }
    )
)
MULTIPLICATIONS = Recipe(
    {
        **axis_steps("rows", "places"),
        **axis_steps("cols", "places"),
        **_steps(
            {
                "places": lambda rows_places, cols_places: rows_places * cols_places,
                "batch": lambda x_shape: x_shape[0],
                "filters": lambda w_shape: w_shape[0],
                "channels": lambda w_shape: w_shape[1],
                "area": lambda w_shape: prod(w_shape[2:]),
                "each": lambda channels, area: channels * area,
                "values": lambda batch, filters, places: batch * filters * places,
                "answer": lambda values, each: values * each,
                "returned": lambda answer: answer,
            }
        ),
    }
)

# ---------------------------------------------------------------- a step of gradient descent

GRADIENT = Recipe(
    _steps(
        {
            "weight": lambda given_weight: given_weight,
            "target": lambda given_target: given_target,
            "kernel": lambda weight: weight,
            "pixels": lambda x, kernel: np.lib.stride_tricks.sliding_window_view(x, kernel.shape),
            "feature_map": lambda pixels, kernel: (pixels * kernel).sum((2, 3)),
            "errors": lambda feature_map, target: feature_map - target,
            "pulls": lambda errors: errors,  # what each position's pixels are multiplied by
            "products": lambda pulls, pixels: pulls[:, :, None, None] * pixels,
            "totals": lambda products: products.sum((0, 1)),
            "count": lambda errors: errors.size,
            "two": lambda: 2,
            "slopes": lambda totals, count, two: two * totals / count,
            "rate": lambda given_rate: given_rate,
            "change": lambda rate, slopes: rate * slopes,
            "new": lambda weight, change: weight - change,
            "typed": lambda new: new,
            "answer": lambda typed: typed,
            "mutated": lambda: False,
            "returned": lambda answer: answer,
        }
    )
)

# ---------------------------------------------------------------- shapes through a network


class Law:
    """The law of the size, right or with faults in it."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self._changes = together(faults)
        if self._changes is None:
            raise ArithmeticError("two faults in one step")

    def __call__(self, n: int, k: int, s: int, p: int) -> Any:
        """The size of a map."""
        if not self._changes:
            return (n + 2 * p - k) // s + 1
        asked = {"given_n": n, "given_k": k, "given_s": s, "given_p": p}
        values = SIZE.values(asked)
        values = SIZE.follow(values, self._changes)
        if "error" in values:
            raise values["error"]
        return values["returned"]


def in_law(fault: Fault, cost: int = 0) -> Fault:
    """A fault of the size as a fault of every layer of a network."""
    found = Fault(fault.id, fault.name, fault.hint, fault.cost + cost)
    found.changes = {"faults": step(lambda right: (*right, fault))}
    return found


def _trace(given_shape, settings, law, row_law, col_law, out_of, fed_by):
    shape, shapes = given_shape, []
    for out, k, s, p in settings:
        channels = (given_shape if fed_by == "input and its channels" else shape)[0]
        height, width = (shape if fed_by == "layer before" else given_shape)[-2:]
        shape = (
            out_of(channels, out),
            (row_law or law)(height, k, s, p),
            (col_law or law)(width, k, s, p),
        )
        shapes.append(shape)
    return shapes


TRACE = Recipe(
    _steps(
        {
            "settings": lambda layers: list(layers),
            "faults": lambda: (),
            "law": lambda faults: Law(faults),
            "row_law": lambda: None,
            "col_law": lambda: None,
            "out_of": lambda: lambda channels, out: channels if out is None else out,
            "fed_by": lambda: "layer before",
            "shapes": _trace,
            "answer": lambda shapes: shapes,
            "returned": lambda answer: answer,
        }
    )
)

STRIDES_FIRST, PADDINGS_FIRST = "strides first", "paddings first"
"""In which order settings are tried: of wrong ones, another comes first."""

SETTINGS = Recipe(
    _steps(
        {
            "n": lambda in_size: in_size,
            "k": lambda kernel_size: kernel_size,
            "wanted": lambda out_size: out_size,
            "faults": lambda: (),
            "law": lambda faults: Law(faults),
            "strides": lambda n: range(1, n + 1),
            "paddings": lambda k: range(k),
            "style": lambda: STRIDES_FIRST,
            "tries": lambda strides, paddings, style: _tries(strides, paddings, style),
            "fitting": lambda tries, law, n, k, wanted: [
                (s, p) for s, p in tries if n + 2 * p >= k and law(n, k, s, p) == wanted
            ],
            "none": lambda: None,
            "answer": lambda fitting, none: next(iter(fitting), none),
            "misfit": lambda: True,
            "returned": lambda answer: answer,
        }
    )
)


def _tries(strides: Iterable[int], paddings: Iterable[int], style: str) -> list[tuple[int, int]]:
    if style == STRIDES_FIRST:
        return [(s, p) for s in strides for p in paddings]
    return [(s, p) for p in paddings for s in strides]


def plain(slot: str) -> str:
    """A slot without its axis: "rows_places" is "places"."""
    axis, _, name = slot.partition("_")
    return name if axis in AXES else slot
