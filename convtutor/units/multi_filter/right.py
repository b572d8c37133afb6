"""The right answer of this unit, with exactly the signature of its stub."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convlib.conv2d import pad2d


def conv2d(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
) -> np.ndarray:
    """Every filter on every picture, in one product.

    Not `convlib.conv2d`, which goes from strip to strip: conv2d_vectorised asks for no loop.
    """
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    windows = sliding_window_view(padded, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    batch, _, rows, columns = windows.shape[:4]
    moved = windows.transpose(0, 1, 4, 5, 2, 3)  # (N, C_in, K_h, K_w, H_out, W_out)
    matrix = moved.reshape(batch, weight[0].size, rows * columns)
    filters = weight.reshape(len(weight), weight[0].size)
    maps = np.matmul(filters, matrix).reshape(batch, len(weight), rows, columns)
    return maps if bias is None else maps + bias[:, np.newaxis, np.newaxis]
