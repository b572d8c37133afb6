"""The weights as they were stored by `convtutor.trained.train`."""

from __future__ import annotations

from pathlib import Path

import numpy as np


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
