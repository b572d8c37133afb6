"""What `convlib.conv2d` cannot be faster than: the steps of it that no code of its own can shorten.

Each is timed in turns with the peers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.conv2d.workloads import Workload
from convlib import conv2d
from convlib.conv2d import product
from convlib.geometry import conv2d_geometry

BARE = "bare product"
"""One product of the layer's size, of matrices that are already laid out."""
LAID_FOR_FREE = "laid out for free"
"""All that `convlib` does but copying pixels: no way of laying them out can be better."""
NEW_MEMORY = "new memory"
"""An array of the maps' shape that is made and filled: what the system takes for the memory."""
MEMORY_KEPT = "convlib, memory kept"
"""The same windows and products, into maps that are there already."""


def of_a_layer(workload: Workload, dtype: str) -> dict[str, Callable[[], object]]:
    """Give what is timed beside a layer whose windows are laid out as columns."""
    first, second = (np.ones(shape, dtype) for shape in workload.matrices)
    out = np.matmul(first, second)
    arrays = workload.arrays(dtype)

    def for_free() -> object:
        usual, product.Windows = product.Windows, _Ready  # type: ignore[misc,assignment]
        try:
            return conv2d(*arrays, **workload.settings)
        finally:
            product.Windows = usual  # type: ignore[misc]

    return {BARE: lambda: np.matmul(first, second, out=out), LAID_FOR_FREE: for_free}


def of_growth(workload: Workload, dtype: str) -> dict[str, Callable[[], object]]:
    """Give what is timed beside sizes that grow."""
    x, weight, bias = workload.arrays(dtype)
    geometry = conv2d_geometry(x.shape, weight.shape, **workload.settings)
    maps = np.zeros(workload.output_shape, dtype)

    def kept() -> np.ndarray:
        product.multiply_windows(x, weight, bias, maps, geometry, x.dtype)
        return maps

    return {NEW_MEMORY: lambda: np.full(workload.output_shape, 0, dtype), MEMORY_KEPT: kept}


class _Ready:
    """In place of `Windows`: the lines stay as they are."""

    def __init__(self, x: np.ndarray, laid: np.ndarray, steps: object, *, padded: bool) -> None:
        laid[...] = 1

    def lay(self, images: slice, channels: slice, top: int, left: int) -> None:
        """Do nothing."""
