"""Arrays on their way to the browser and back: the shape, and the numbers as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from traitlets import Any as AnyTrait

Packed = dict[str, Any]


def pack(array: np.ndarray) -> Packed:
    """Give an array as JavaScript gets it.

    Parameters
    ----------
    array : ndarray
        Of any shape and any kind of real numbers.

    Returns
    -------
    dict
        ``shape``, a list, and ``data``, the bytes of little-endian float64 in C order.
    """
    numbers = np.ascontiguousarray(array, dtype="<f8")
    return {"shape": list(array.shape), "data": memoryview(numbers.tobytes())}


def unpack(packed: Mapping[str, Any]) -> np.ndarray:
    """Give back the array that `pack` or JavaScript packed.

    Parameters
    ----------
    packed : mapping
        ``shape`` and ``data``, as in `pack`.

    Returns
    -------
    ndarray
        float64, read-only: an element changed in place would not reach the browser.
    """
    return np.frombuffer(packed["data"], dtype="<f8").reshape(packed["shape"])


def frozen(array: np.ndarray) -> np.ndarray:
    """Give an array as float64 that nobody can change in place; a copy, unless it is that."""
    if array.dtype == np.float64 and not array.flags.writeable:
        return array
    copy = np.array(array, dtype=np.float64)
    copy.setflags(write=False)
    return copy


class ArrayTrait(AnyTrait):
    """A setting that is an array; travels as bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.tag(
            sync=True,
            to_json=lambda array, widget: pack(array),
            from_json=lambda packed, widget: unpack(packed),
        )
