"""The kernels and pictures that the explorer offers by name."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from convlib import images, kernels
from convtutor import trained
from convtutor.explore.conv_explorer.arrays import pack

SIZES = range(1, 12)
LEARNED = (0, 1, 2, 3, 4, 5)


@cache
def menus() -> dict[str, Any]:
    """Collect what the menus hold.

    Returns
    -------
    dict
        ``kernels``: name → side → plane of numbers; ``learned``: six filters of
        `convtutor.trained`; ``pictures``: name → ``shape``, ``data`` (a byte a number) and
        ``divisor`` (what a byte is divided by).
    """
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
            "small whole numbers": _bytes(_whole_numbers(), 1),
        },
    }


def _kernels() -> dict[str, dict[int, np.ndarray]]:
    odd = [size for size in SIZES if size % 2]
    return {
        "upright edges": {size: kernels.edge(size) for size in odd if size > 1},
        "level edges": {size: kernels.edge(size, "rows") for size in odd if size > 1},
        "outline": {3: kernels.outline()},
        "blur": {size: kernels.blur(size) for size in SIZES},
        "sharpen": {3: kernels.sharpen()},
        "identity": {size: kernels.identity(size) for size in odd},
    }


def _whole_numbers() -> np.ndarray:
    rows, columns = np.mgrid[0:6, 0:6]
    return ((2 * rows + 3 * columns + rows * columns) % 10)[None]


def _bytes(picture: np.ndarray, divisor: int) -> dict[str, Any]:
    data = np.round(picture * divisor).astype(np.uint8).tobytes()
    return {"shape": list(picture.shape), "data": memoryview(data), "divisor": divisor}
