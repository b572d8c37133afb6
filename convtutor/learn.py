"""Let data choose the weights: fit one kernel to a picture and the map that is wanted of it.

This is gradient descent in its plainest form: one kernel, one channel, no bias.

References
----------
Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3: gradient-based optimization.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from convlib import images, kernels
from convlib.conv2d import conv2d
from convlib.one_value import OneValue, one_value

Step = Callable[[np.ndarray, np.ndarray, np.ndarray, float], np.ndarray]


def pair() -> tuple[np.ndarray, np.ndarray]:
    """Give a picture and a map that a hidden kernel made of it, for a learner to find the kernel.

    Returns
    -------
    x : ndarray, shape (32, 32)
        The portrait in grey, less 0.5: dark pixels are negative, bright ones positive.
    wanted : ndarray, shape (30, 30)
    """
    x = images.grey(images.portrait(32)) - 0.5
    return x, _correlate(x, kernels.sobel())


def loss(x: np.ndarray, target: np.ndarray, weight: np.ndarray) -> float:
    """Say in one number how far a kernel's map is from the wanted one.

    Parameters
    ----------
    x : ndarray, shape (H, W)
        The picture.
    target : ndarray, shape (H - K_h + 1, W - K_w + 1)
        The wanted map.
    weight : ndarray, shape (K_h, K_w)
        The kernel.

    Returns
    -------
    float
        The mean of the squared differences of the two maps; 0 where they agree.

    Examples
    --------
    >>> loss(np.array([[1, 2, 3]]), np.array([[2, 2]]), np.array([[1, 0]]))  # maps 1, 2 and 2, 2
    0.5
    """
    return float((_error(x, target, weight) ** 2).mean())


def gradient_step(
    x: np.ndarray, target: np.ndarray, weight: np.ndarray, learning_rate: float
) -> np.ndarray:
    """Change each weight of a kernel a little, so that its map comes nearer to the wanted one.

    Parameters
    ----------
    x : ndarray, shape (H, W)
        The picture.
    target : ndarray, shape (H_out, W_out) = (H - K_h + 1, W - K_w + 1)
        The wanted map.
    weight : ndarray, shape (K_h, K_w)
        The kernel; it is not changed.
    learning_rate : float
        How far to go against the slope.

    Returns
    -------
    ndarray, shape (K_h, K_w)
        ``weight - learning_rate * slope``, where the slope of the weight at (i, j) is the mean,
        over all positions of the window, of 2 · (value - target) · (pixel under the weight).

    Examples
    --------
    >>> x, target = np.array([[1, 2, 3]]), np.array([[2, 2]])
    >>> gradient_step(x, target, np.array([[1, 0]]), 0.1)  # errors -1, 0; slopes -1, -2
    array([[1.1, 0.2]])
    """
    error = _error(x, target, weight)
    # The weight at (i, j) met the pixels at (i, j) + (row, column) of each position, so the sums
    # are a correlation of the picture with the errors.
    slope = 2 * _correlate(x, error) / error.size
    return weight - learning_rate * slope


class OneWeight(NamedTuple):
    """One weight of a step of gradient descent, and what its new value is made of."""

    # The pixels that the weight met, times the errors: one value of the map that the errors make,
    # laid over the picture as a kernel.
    met: OneValue
    slope: float  # 2 * met.value / positions, where each position of the window gave one error
    old: float
    learning_rate: float
    new: float  # old - learning_rate * slope


def one_weight(
    x: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    learning_rate: float,
    row: int,
    column: int,
) -> OneWeight:
    """Take one weight of `gradient_step` apart.

    Parameters
    ----------
    x, target, weight, learning_rate
        As in `gradient_step`.
    row, column : int
        The place of the weight in the kernel.

    Returns
    -------
    OneWeight

    Examples
    --------
    >>> x, target = np.array([[1, 2, 3]]), np.array([[2, 2]])
    >>> made = one_weight(x, target, np.array([[1, 0]]), 0.1, 0, 1)
    >>> made.met.products, made.slope, made.new  # errors -1 and 0 met pixels 2 and 3
    (array([[[-2,  0]]]), -2.0, 0.2)
    """
    error = _error(x, target, weight)
    met = one_value(x[np.newaxis], error[np.newaxis], 0, row, column)
    slope, old = 2 * met.value / error.size, weight[row, column].item()
    return OneWeight(met, slope, old, learning_rate, old - learning_rate * slope)


def fit(
    x: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    learning_rate: float,
    steps: int,
    take_step: Step = gradient_step,
) -> tuple[np.ndarray, np.ndarray]:
    """Take many steps, and keep the kernel and the loss of each.

    Parameters
    ----------
    x, target, weight, learning_rate
        As in `gradient_step`; `weight` is where to begin.
    steps : int
        How many steps to take.
    take_step : callable
        Takes one step; your own `gradient_step`, say.

    Returns
    -------
    kernels : ndarray, shape (steps + 1, K_h, K_w)
        The kernel before the first step, and after each.
    losses : ndarray, shape (steps + 1,)
        The loss of each of these kernels.
    """
    kernels = [np.asarray(weight, dtype=np.float64)]
    with np.errstate(all="ignore"):  # a learning rate that is too large is worth seeing
        for _ in range(steps):
            kernels.append(np.asarray(take_step(x, target, kernels[-1], learning_rate)))
        losses = [loss(x, target, kernel) for kernel in kernels]
    return np.stack(kernels), np.array(losses)


def _error(x: np.ndarray, target: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return _correlate(x, weight) - target


def _correlate(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return conv2d(x[np.newaxis, np.newaxis], weight[np.newaxis, np.newaxis])[0, 0]
