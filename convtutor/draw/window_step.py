"""The numbers of one step of the slide, and the sentence about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d, pad2d
from convtutor.draw.arrays import channel_letters, picture_array
from convtutor.draw.style import CHANNEL_NAMES, number


@dataclass(frozen=True)
class Step:
    """The numbers of one step of the slide."""

    row: int  # the cell of the feature map
    column: int
    top: int  # the top-left pixel of the window; negative where it begins in the padding
    left: int
    window: np.ndarray  # (C, K_h, K_w)
    sums: np.ndarray  # (C,): the products of each channel, summed
    bias: float
    feature_map: np.ndarray  # (H_out, W_out)

    @property
    def value(self) -> float:
        """The value of the feature map."""
        return float(self.sums.sum() + self.bias)


def checked_window(x: ArrayLike, weight: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture and a filter that fit each other as arrays."""
    x = np.asarray(x, dtype=np.float64)
    weight = np.asarray(weight, dtype=np.float64)
    if x.ndim != 3 or len(x) not in (1, 3):
        raise ValueError(f"a picture with a window has shape (3, H, W) or (1, H, W), not {x.shape}")
    if weight.ndim != 3 or len(weight) != len(x):
        raise ValueError(
            f"the picture has {len(x)} channels, so the filter needs shape "
            f"({len(x)}, K_h, K_w), but it has {weight.shape}; one kernel for each channel"
        )
    picture_array(x if len(x) == 3 else x[0])
    return x, weight


def take_step(
    x: np.ndarray,
    weight: np.ndarray,
    bias: float,
    row: int,
    column: int,
    stride: int,
    padding: int,
) -> Step:
    """Work out the numbers of one step; (row, column) is a cell of the feature map."""
    feature_map = conv2d(x[None], weight[None], [bias], stride=stride, padding=padding)[0, 0]
    rows, columns = feature_map.shape
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"the feature map has {rows} rows and {columns} columns, so it has no cell in "
            f"row {row}, column {column}; both count from 0"
        )
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    down = slice(row * stride, row * stride + weight.shape[1])
    right = slice(column * stride, column * stride + weight.shape[2])
    window = padded[:, down, right]
    return Step(
        row=row,
        column=column,
        top=row * stride - padding,
        left=column * stride - padding,
        window=window,
        sums=(window * weight).sum(axis=(1, 2)),
        bias=bias,
        feature_map=feature_map,
    )


def describe_step(step: Step) -> tuple[str, str]:
    """Return the title and the text of the picture of a step."""
    title = f"How the value in row {step.row}, column {step.column} of the feature map is made"
    height, width = step.window.shape[1:]
    letters = channel_letters(len(step.sums))
    sums = ", ".join(
        f"{CHANNEL_NAMES.get(letter, 'grey')} {number(total, 3)}"
        for letter, total in zip(letters, step.sums, strict=True)
    )
    rows, columns = step.feature_map.shape
    text = (
        f"The window reads rows {number(step.top)} to {number(step.top + height - 1)} and "
        f"columns {number(step.left)} to {number(step.left + width - 1)} of the picture. "
        f"Sum of the {height} × {width} products: {sums}. With the bias {number(step.bias, 3)} "
        f"they make {number(step.value, 3)}: row {step.row}, column {step.column} of the one "
        f"{rows} × {columns} feature map (rounded to three decimals)."
    )
    return title, text
