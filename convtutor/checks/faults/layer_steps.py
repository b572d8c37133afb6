"""A layer as steps: zeros around the pictures, windows, products, sums, biases, maps.

Arrays are (N, C, H, W), (F, C, K_h, K_w) and (F,) or None, however the exercise has them. `wording`
has each step in words, and a nudge.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import Recipe
from convtutor.checks.faults.steps import AXIS, axes_values, on_axes

# Tables of steps, laid out by hand.
# fmt: off

def framed(x, frame, fill=0):
    """The same as np.pad, and several times as fast."""
    padded = np.full(
        [side + sum(ring) for side, ring in zip(x.shape, frame, strict=True)], fill, x.dtype
    )
    inner = [slice(ring[0], ring[0] + side) for side, ring in zip(x.shape, frame, strict=True)]
    padded[tuple(inner)] = x
    return padded


_RING = Recipe({}).then(
    x=lambda given_x: given_x,
    w=lambda given_w: given_w,
    b=lambda given_b: given_b,
    **on_axes(AXIS),
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
    rows, columns = np.array(tops, int)[:, None], np.array(lefts, int)[None]
    return rows.repeat(len(lefts), 1), columns.repeat(len(tops), 0)


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
