"""One value redone: what is multiplied, the products, their sums, and what is done with these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d import pad2d
from convlib.one_value import OneValue, one_value
from convtutor.draw.phrases import number, value_words
from convtutor.learn import one_weight

WHOLE_SIDE = 8  # a padded picture up to this many rows and columns is shown with its window

MOST_ADDED = 4  # sums of channels that are written one by one


@dataclass(frozen=True)
class Replay:
    """How one value is made: planes times planes, summed, and the sum carried on."""

    made: OneValue
    heading: str  # which value it is, and what it reads
    names: tuple[str, str]  # what to write above the planes on the left and on the right
    left: np.ndarray  # (C, H, W): where larger than those on the right, with a window
    right: np.ndarray  # (C, K_h, K_w): what meets the window
    corner: tuple[int, int]  # (row, column) of the window in the planes on the left
    zeros: np.ndarray  # (H, W): which cells on the left are zeros of the padding
    equation: str  # what is done with the sums, up to the sign "="
    value: float  # what comes out
    step: str = ""  # what is computed before, on a line of its own
    yours: bool = False  # it is a learner's, with what is wrong in it


def window_replay(
    x: ArrayLike,
    weight: ArrayLike,
    bias: float | None,
    cell: tuple[int, int],
    stride: int = 1,
    padding: int = 0,
    names: tuple[str, str] = ("the picture", "kernel"),
) -> Replay:
    """Redo one value of a feature map: its window times the kernels, and the bias.

    The picture `x` comes without its zeros, `cell` is (row, column) of the map, and no bias at all
    is drawn for None. `names` are what to call the picture, and what to write above the kernels.
    """
    added = 0.0 if bias is None else bias
    made = one_value(x, weight, added, *cell, stride=stride, padding=padding)
    times = 0 if bias is None else 1
    return made_replay(made, pad2d(np.asarray(x), made.padding), names, times)


def made_replay(
    made: OneValue,
    padded: np.ndarray,
    names: tuple[str, str],
    times: int = 1,
    yours: bool = False,
) -> Replay:
    """Redo a value that is taken apart already, from the picture with its border.

    Of a channel that was left out, the products are zero. `times` is how often the bias is added;
    `yours` says that a learner's function made the value. `names` as in `window_replay`.
    """
    subject = f"the value in row {made.row}, column {made.column}"
    heading = (
        f"{'yours' if yours else subject} reads {_span('row', made.rows)} and "
        f"{_span('column', made.columns)} of {names[0]}"
    )
    if made.is_padding.any():
        heading += ", with zeros"
    left, zeros, corner, shown = made.window, made.is_padding, (0, 0), "window"
    if max(padded.shape[1:]) <= WHOLE_SIDE:
        left, shown = padded, names[0].removeprefix("the ")
        _, height, width = padded.shape
        (top, bottom), (start, end) = made.padding
        zeros = np.ones((height, width), dtype=bool)
        zeros[top : height - bottom, start : width - end] = False
        if left[:, zeros].any():  # the border holds other things
            zeros[:] = False
        corner = made.padded_rows[0], made.padded_columns[0]
    sums = made.channel_sums
    terms = [value_words(sums[c]) for c in range(len(sums)) if not left_out(made, c)]
    if len(terms) > MOST_ADDED:
        terms = [f"all {len(sums)} channels {value_words(sums.sum())}"]
    if times:
        terms.append(f"{f'{number(times)} · ' * (times != 1)}bias {value_words(made.bias)}")
    return Replay(
        made,
        heading=heading,
        names=(shown, names[1]),
        left=left,
        right=made.weight,
        corner=corner,
        zeros=zeros,
        equation=f"{'  +  '.join(terms)}  =",
        value=made.channel_sums.sum().item() + times * made.bias,
        yours=yours,
    )


def left_out(made: OneValue, channel: int) -> bool:
    """Whether the products of a channel are not counted."""
    met = made.window[channel] * made.weight[channel]
    return bool(met.any() and not made.products[channel].any())


def weight_replay(
    x: ArrayLike,
    target: ArrayLike,
    weight: ArrayLike,
    learning_rate: float,
    place: tuple[int, int],
) -> Replay:
    """Redo one weight of a gradient step: the errors times the pixels that the weight met.

    Parameters
    ----------
    x, target, weight, learning_rate
        As in `convtutor.learn.gradient_step`.
    place : (int, int)
        (row, column) of the weight.
    """
    arrays = np.asarray(x), np.asarray(target), np.asarray(weight)
    made = one_weight(*arrays, learning_rate, *place)
    slope = value_words(made.slope)
    return Replay(
        made=made.met,
        heading=f"the weight in row {place[0]}, column {place[1]}: each error (value − wanted) "
        "times the pixel that the weight met",
        names=("errors", "pixels"),
        left=made.met.weight,
        right=made.met.window,
        corner=(0, 0),
        zeros=made.met.is_padding,
        step=f"slope  2 · {value_words(made.met.value)} / {made.met.products.size}  =  {slope}",
        equation=f"{value_words(made.old)}  −  {value_words(learning_rate)} · {slope}  =",
        value=made.new,
    )


def _span(noun: str, pixels: np.ndarray) -> str:
    """Write ``row 2`` or ``rows −1 to 1``."""
    first, last = number(pixels[0]), number(pixels[-1])
    return f"{noun} {first}" if first == last else f"{noun}s {first} to {last}"
