"""What goes to the browser and comes back: arrays as bytes, kernels and pictures by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import traitlets

from convlib import images, kernels
from convtutor import trained

BROWSER = Path(__file__).with_name("browser")
"""The JavaScript and CSS of the explorers."""

SIZES = range(1, 12)
LEARNED = (0, 1, 2, 3, 4, 5)

Packed = dict[str, Any]


def pack(array: np.ndarray) -> Packed:
    """Give an array as JavaScript gets it: its shape, and little-endian float64 in C order."""
    numbers = np.ascontiguousarray(array, dtype="<f8")
    return {"shape": list(array.shape), "data": memoryview(numbers.tobytes())}


def unpack(packed: Mapping[str, Any]) -> np.ndarray:
    """Give back what `pack` or JavaScript packed; read-only: no change would reach the browser."""
    return np.frombuffer(packed["data"], dtype="<f8").reshape(packed["shape"])


class ArrayTrait(traitlets.Any):
    """A setting that is an array; travels as bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.tag(
            sync=True,
            to_json=lambda array, widget: pack(array),
            from_json=lambda packed, widget: unpack(packed),
        )


@cache
def menus() -> dict[str, Any]:
    """Collect the kernels and pictures that the explorer offers by name.

    ``kernels``: name → side → plane of numbers; ``learned``: six filters of `convtutor.trained`;
    ``pictures``: name → ``shape``, ``data`` (a byte a number) and ``divisor`` (of a byte).
    """
    rows, columns = np.mgrid[0:6, 0:6]
    whole_numbers = (2 * rows + 3 * columns + rows * columns) % 10
    return {
        "kernels": {
            name: {size: plane.tolist() for size, plane in by_size.items()}
            for name, by_size in _kernels().items()
        },
        "learned": pack(trained.filters()[list(LEARNED)]),
        "pictures": {
            "house": _bytes(images.house(32), 255),
            "portrait": _bytes(images.portrait(64), 255),
            "step": _bytes(images.step(8, 8)[None], 1),
            "checkerboard": _bytes(images.checkerboard(8)[None], 1),
            "small whole numbers": _bytes(whole_numbers[None], 1),
        },
    }


def _kernels() -> dict[str, dict[int, np.ndarray]]:
    odd = [size for size in SIZES if size % 2]
    return {
        "vertical edges": {size: kernels.edge(size) for size in odd if size > 1},
        "horizontal edges": {size: kernels.edge(size, "rows") for size in odd if size > 1},
        "outline": {3: kernels.outline()},
        "blur": {size: kernels.blur(size) for size in SIZES},
        "sharpen": {3: kernels.sharpen()},
        "identity": {size: kernels.identity(size) for size in odd},
    }


def _bytes(picture: np.ndarray, divisor: int) -> dict[str, Any]:
    data = np.round(picture * divisor).astype(np.uint8).tobytes()
    return {"shape": list(picture.shape), "data": memoryview(data), "divisor": divisor}
