"""A picture and a filter that fit each other, and the sentence about one of their values."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from convlib.one_value import OneValue
from convtutor.draw.arrays import channel_letters, picture_array
from convtutor.draw.style import CHANNEL_NAMES, number


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


def describe_step(made: OneValue, map_shape: tuple[int, int]) -> tuple[str, str]:
    """Return the title and the text of the picture of a step."""
    title = f"How the value in row {made.row}, column {made.column} of the feature map is made"
    height, width = made.is_padding.shape
    top, bottom, left, right = map(number, (*made.rows[[0, -1]], *made.columns[[0, -1]]))
    letters = channel_letters(len(made.window))
    sums = ", ".join(
        f"{CHANNEL_NAMES.get(letter, 'grey')} {number(total, 3)}"
        for letter, total in zip(letters, made.channel_sums, strict=True)
    )
    text = (
        f"The window reads rows {top} to {bottom} and columns {left} to {right} of the picture. "
        f"Sum of the {height} × {width} products: {sums}. With the bias {number(made.bias, 3)} "
        f"they make {number(made.value, 3)}: row {made.row}, column {made.column} of the one "
        f"{map_shape[0]} × {map_shape[1]} feature map (rounded to three decimals)."
    )
    return title, text
