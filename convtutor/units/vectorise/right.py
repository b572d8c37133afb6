"""The right answer of this unit, with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np

from convtutor.units.multi_filter.right import conv2d


def conv2d_vectorised(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
) -> np.ndarray:
    """Every filter on every picture, in one product."""
    return conv2d(x, weight, bias, stride, padding)
