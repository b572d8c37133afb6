"""The trained filters, how they were trained, and where in the pictures each answers most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from convlib.conv2d import conv2d
from convtutor.trained.samples import pictures

# `convtutor.trained.train` says what each setting does.
SETTINGS: dict[str, Any] = {
    "seed": 0,
    "filters": 24,
    "kernel_size": 7,
    "windows_per_picture": 4000,
    "batch": 256,  # windows a step
    "noise": 1.0,  # in units of the windows' contrast
    "fee": 0.8,
    "learning_rate": 0.01,  # sinks to 0 by the last step
    "momentum": 0.9,
    "steps": 3000,
}


def filters() -> np.ndarray:
    """Load the trained filters.

    Returns
    -------
    ndarray, shape (24, 3, 7, 7)
        The weights of each filter sum to 0, so an even area of grey gives 0.

    Examples
    --------
    >>> filters().shape
    (24, 3, 7, 7)
    """
    return np.load(Path(__file__).with_name("weights.npy")).astype(np.float64)


def strongest_windows(
    kernels: np.ndarray, context: int = 7
) -> tuple[list[np.ndarray], list[float], list[str]]:
    """Find, in each picture, the window for which a filter has its largest value.

    Parameters
    ----------
    kernels : ndarray, shape (3, K_h, K_w)
        One filter.
    context : int
        How many pixels to show on each side of the window. Windows that lie nearer than that to
        the border of the picture are passed over.

    Returns
    -------
    windows : list of ndarray, shape (3, K_h + 2 * context, K_w + 2 * context)
        One for each picture, from the largest value to the smallest.
    values : list of float
        What the filter gives for each.
    names : list of str
        Which picture each comes from.
    """
    height, width = kernels.shape[1:]
    found = []
    for name, picture in pictures().items():
        inside = picture[:, context : picture.shape[1] - context, context : -context or None]
        feature_map = conv2d(inside[np.newaxis], kernels[np.newaxis])[0, 0]
        row, column = np.unravel_index(feature_map.argmax(), feature_map.shape)
        shown = picture[:, row : row + height + 2 * context, column : column + width + 2 * context]
        found.append((shown, float(feature_map[row, column]), name))
    windows, values, names = zip(*sorted(found, key=lambda one: -one[1]), strict=True)
    return list(windows), list(values), list(names)
