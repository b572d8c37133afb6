"""The ways in which the same array can lie in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def _backwards(array: np.ndarray) -> np.ndarray:
    # Zeros follow, so that what reads on as if it lay forwards still reads numbers.
    return np.flip(np.concatenate([np.flip(array), np.zeros_like(array)])[: len(array)])


LAYOUTS: dict[str, tuple[Callable[[np.ndarray], np.ndarray], str]] = {
    "column by column": (np.asfortranarray, "np.asfortranarray({})"),
    "backwards": (_backwards, "np.flip(np.flip({}).copy())"),
    "with gaps": (lambda a: np.repeat(a, 2, -1)[..., ::2], "np.repeat({}, 2, -1)[..., ::2]"),
}
"""By name: how to lay out an array so, and the same as code."""


def lay_out(value: Any, memory: str) -> Any:
    """Give the same array in a layout, "" for row by row; what is no array, as it is."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value
    return LAYOUTS[memory][0](value) if memory else np.ascontiguousarray(value)
