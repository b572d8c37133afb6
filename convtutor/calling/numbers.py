"""Take the numbers out of whatever a function returned."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

LARGEST = 1_000_000
"""Values that are copied. No right answer comes near it."""

TOO_LARGE = "far too large array"
"""How the kind of a result with more values begins; its shape follows."""


def take_numbers(value: Any) -> tuple[np.ndarray | None, str]:
    """Copy a result into a plain array, and say in a word or two what it was.

    The array is one of its own, of bool, int, float or complex; None for what is not numbers, and
    for more than `LARGEST` of them, of which the words begin with `TOO_LARGE`.

    Classes may bring their own ``==``, ``__array_function__`` and so on. Arrays and numbers are
    copied by NumPy's and Python's own methods, past those. What a class does in ``__array__``
    runs here, and so has to be called where the learner's code is called.

    Examples
    --------
    >>> take_numbers([[1, 2], [3, 4]])[0].shape
    (2, 2)
    >>> take_numbers(number for number in [1, 2])
    (None, 'generator')
    """
    kind = type(value).__name__[:40]
    # NumPy loads this module when it is first asked for, which takes longer than most calls.
    masked = sys.modules.get("numpy.ma")
    if masked and isinstance(value, masked.MaskedArray) and masked.getmaskarray(value).any():
        return None, "masked array with hidden values"
    if isinstance(value, np.ndarray):
        array = np.ndarray.view(value, np.ndarray)
        return _numbers(array, kind)
    if isinstance(value, list | tuple) and len(value) > LARGEST:
        return None, f"{TOO_LARGE} of shape ({len(value)}, ...)"
    if isinstance(value, bool | int | float | complex | np.generic | list | tuple):
        try:
            numbers = np.array(_built_in(value))
            if numbers.dtype.kind == "O" and any(one is None for one in numbers.flat):
                kind += " with None in it"
            return _numbers(numbers, kind)
        except (ValueError, OverflowError):  # such as rows of different lengths
            return None, kind
    if hasattr(type(value), "__array__"):
        return _numbers(np.asarray(value), kind)
    return None, kind


def _built_in(value: Any) -> Any:
    """The number itself, of a class that builds on int or float."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__add__(value, 0)
    if isinstance(value, float):
        return float.__add__(value, 0.0)
    return value


def _numbers(array: np.ndarray, kind: str) -> tuple[np.ndarray | None, str]:
    if array.dtype.kind not in "biufc":
        kinds = {"int": "int of more than 64 bits", "ndarray": f"array of {array.dtype}"}
        return None, kinds.get(kind, kind)
    if array.size > LARGEST:
        return None, f"{TOO_LARGE} of shape {array.shape}"
    return np.array(array, order="C"), kind
