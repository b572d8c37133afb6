"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

import convlib
from convlib.conv2d import pad2d


def zero_pad(x: np.ndarray, padding: int) -> np.ndarray:
    """The same ring of zeros around each channel."""
    return pad2d(x, ((padding, padding), (padding, padding)))


def same_padding(kernel_size: int) -> int:
    """Half of what the window loses, for an odd kernel; an error for an even one."""
    return convlib.same_padding(kernel_size)
