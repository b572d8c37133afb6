"""Compute one weight of a gradient step number by number, in words."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d


def replay_weight(
    x: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    learning_rate: float,
    place: tuple[int, int],
) -> str:
    """Write out the errors, the pixels that the weight met, its slope and its new value.

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
    str
        A line for the products, one for the slope, one for the new weight.

    Examples
    --------
    >>> x, target, weight = np.array([[1, 2, 3]]), np.array([[2, 3]]), np.array([[1, 0]])
    >>> print(replay_weight(x, target, weight, 0.1, (0, 1)))
    the weight at row 0, column 1; each error (value − wanted) times the pixel that it met:
      (-1)·2 + (-1)·3 = -5
      slope: 2 · -5 / 2 positions = -5
      new weight: 0 − 0.1 · -5 = 0.5
    """
    batch, filters = x[np.newaxis, np.newaxis], weight[np.newaxis, np.newaxis]
    error = conv2d(batch, filters)[0, 0] - target
    rows, columns = error.shape
    row, column = place
    pixels = x[row : row + rows, column : column + columns]
    pairs = zip(error.flat, pixels.flat, strict=True)
    products = " + ".join(f"{_factor(e)}·{_factor(pixel)}" for e, pixel in pairs)
    total = float((error * pixels).sum())
    slope = 2 * total / error.size
    new = weight[place] - learning_rate * slope
    return "\n".join(
        [
            f"the weight at row {row}, column {column}; each error (value − wanted) times the "
            "pixel that it met:",
            f"  {products} = {total:.4g}",
            f"  slope: 2 · {total:.4g} / {error.size} positions = {slope:.4g}",
            f"  new weight: {weight[place]:.4g} − {learning_rate:.4g} · {slope:.4g} = {new:.4g}",
        ]
    )


def _factor(value: float) -> str:
    text = f"{float(value):.4g}"
    return f"({text})" if text.startswith("-") else text
