"""The two loops in which learners fill a map; the mistakes go wrong inside them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def places(x: np.ndarray, weight: np.ndarray) -> tuple[int, int]:
    """Give the places of the window down and across, at stride 1 and without padding."""
    return x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1


def slide(
    one_window: Callable[[np.ndarray], float],
    x: np.ndarray,
    weight: np.ndarray,
    sides: tuple[int, int],
    stride: int = 1,
) -> np.ndarray:
    """Fill a map cell by cell, as in the units.

    Parameters
    ----------
    one_window : callable
        From a window, shape (C, K_h, K_w), to a value. A window that hangs over the edge is cut
        off there, as NumPy's slices are.
    x : ndarray, shape (C, H, W)
    weight : ndarray, shape (C, K_h, K_w)
        Only its shape is used.
    sides : (int, int)
        Rows and columns of the map, right or not.
    stride : int
        In pixels.

    Returns
    -------
    ndarray of float64, shape sides
    """
    result = np.zeros(sides)
    _, kernel_height, kernel_width = weight.shape
    for row, column in np.ndindex(*sides):
        top, left = row * stride, column * stride
        result[row, column] = one_window(
            x[:, top : top + kernel_height, left : left + kernel_width]
        )
    return result
