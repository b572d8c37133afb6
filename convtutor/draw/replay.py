"""One value redone: what is multiplied, the products, their sums, and what is done with these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d, pad2d
from convtutor.draw.cells import value_words
from convtutor.draw.style import number

WHOLE_SIDE = 8  # a padded picture up to this many rows and columns is shown with its window

MOST_ADDED = 4  # sums of channels that are written one by one


@dataclass(frozen=True)
class Replay:
    """How one value is made: planes times planes, summed, and the sum carried on.

    Attributes
    ----------
    heading : str
        Which value it is, and what it reads.
    names : (str, str)
        What to write above the planes on the left and on the right.
    left : ndarray, shape (C, H, W)
        The planes on the left; where they are larger than those on the right, with a window.
    right : ndarray, shape (C, K_h, K_w)
        What meets the window.
    corner : (int, int)
        (row, column) of the window in the planes on the left.
    zeros : ndarray of bool, shape (H, W)
        Which cells on the left are zeros of the padding.
    equation : str
        What is done with the sums, up to the sign "=".
    value : float
        What comes out.
    step : str
        What is computed before, on a line of its own.
    """

    heading: str
    names: tuple[str, str]
    left: np.ndarray
    right: np.ndarray
    corner: tuple[int, int]
    zeros: np.ndarray
    equation: str
    value: float
    step: str = ""

    @property
    def products(self) -> np.ndarray:
        """The products of the window, shape (C, K_h, K_w)."""
        return self.window * self.right

    @property
    def window(self) -> np.ndarray:
        """What the window reads, shape (C, K_h, K_w)."""
        (top, left), (height, width) = self.corner, self.right.shape[1:]
        return self.left[:, top : top + height, left : left + width]

    @property
    def sums(self) -> np.ndarray:
        """The sum of the products of each channel, shape (C,)."""
        return self.products.sum(axis=(1, 2))


def window_replay(
    x: ArrayLike,
    weight: ArrayLike,
    bias: float,
    cell: tuple[int, int],
    stride: int = 1,
    padding: int = 0,
    names: tuple[str, str] = ("the picture", "kernel"),
) -> Replay:
    """Redo one value of a feature map: its window times the kernels, and the bias.

    Parameters
    ----------
    x : ndarray, shape (C, H, W)
        The picture without its zeros.
    weight : ndarray, shape (C, K_h, K_w)
        One filter.
    bias : float
    cell : (int, int)
        (row, column) of the feature map.
    stride, padding : int
        In pixels.
    names : (str, str)
        What to call the picture, and what to write above the kernels.

    Returns
    -------
    Replay

    Raises
    ------
    ValueError
        If the map has no such cell, or the shapes do not fit together.
    """
    x, weight = np.asarray(x, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    rows, columns = conv2d(x[None], weight[None], stride=stride, padding=padding).shape[2:]
    row, column = cell
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"the feature map has {rows} rows and {columns} columns, so it has no cell in "
            f"row {row}, column {column}; both count from 0"
        )
    height, width = weight.shape[1:]
    corner = row * stride, column * stride
    top, left = corner[0] - padding, corner[1] - padding
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    zeros = np.ones(padded.shape[1:], dtype=bool)
    zeros[padding : padding + x.shape[1], padding : padding + x.shape[2]] = False
    window = np.s_[corner[0] : corner[0] + height, corner[1] : corner[1] + width]
    sums = (padded[(slice(None), *window)] * weight).sum(axis=(1, 2))
    heading = (
        f"the value in row {row}, column {column} reads {_span('row', top, height)} and "
        f"{_span('column', left, width)} of {names[0]}"
    )
    if zeros[window].any():
        heading += ", with zeros"
    shown = names[0].removeprefix("the ")
    if max(padded.shape[1:]) > WHOLE_SIDE:
        padded, zeros, corner = padded[(slice(None), *window)], zeros[window], (0, 0)
        shown = "window"
    added = "  +  ".join(map(value_words, sums))
    if len(sums) > MOST_ADDED:
        added = f"all {len(sums)} channels {value_words(sums.sum())}"
    return Replay(
        heading=heading,
        names=(shown, names[1]),
        left=padded,
        right=weight,
        corner=corner,
        zeros=zeros,
        equation=f"{added}  +  bias {value_words(bias)}  =",
        value=float(sums.sum() + bias),
    )


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
    x : ndarray, shape (H, W)
    target : ndarray, shape (H_out, W_out)
    weight : ndarray, shape (K_h, K_w)
    learning_rate : float
    place : (int, int)
        (row, column) of the weight.

    Returns
    -------
    Replay
    """
    x, target, weight = (np.asarray(array, dtype=np.float64) for array in (x, target, weight))
    error = conv2d(x[None, None], weight[None, None])[0, 0] - target
    (rows, columns), (row, column) = error.shape, place
    pixels = x[row : row + rows, column : column + columns]
    slope = 2 * float((error * pixels).sum()) / error.size
    rate, old = value_words(learning_rate), value_words(weight[place])
    total = value_words((error * pixels).sum())
    return Replay(
        heading=f"the weight in row {row}, column {column}: each error (value − wanted) times the "
        "pixel that the weight met",
        names=("errors", "pixels"),
        left=error[None],
        right=pixels[None],
        corner=(0, 0),
        zeros=np.zeros(error.shape, dtype=bool),
        step=f"slope  2 · {total} / {error.size}  =  {value_words(slope)}",
        equation=f"{old}  −  {rate} · {value_words(slope)}  =",
        value=float(weight[place] - learning_rate * slope),
    )


def _span(noun: str, first: int, count: int) -> str:
    """Write ``row 2`` or ``rows −1 to 1``."""
    if count == 1:
        return f"{noun} {number(first)}"
    return f"{noun}s {number(first)} to {number(first + count - 1)}"
