"""The same convolution written in NumPy in the ways that people write it.

All take ``(x, weight, bias, stride, padding, dilation, groups)`` with square settings, and give the
maps in whatever memory order falls out of the method: none copies just to be tidy.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def pad(x: np.ndarray, padding: int) -> np.ndarray:
    """Put zeros around the pictures; give `x` itself where there are none to put."""
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding))) if padding else x


def windows(
    x: np.ndarray, kernel_size: int, stride: int, padding: int, dilation: int
) -> np.ndarray:
    """Show each window as a view, shape (N, C, H_out, W_out, K, K)."""
    reach = dilation * (kernel_size - 1) + 1
    view = sliding_window_view(pad(x, padding), (reach, reach), axis=(2, 3))
    return view[:, :, ::stride, ::stride, ::dilation, ::dilation]


def loops(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    groups: int,
) -> np.ndarray:
    """Four loops, over images, filters, rows and columns; a sum of products in each step."""
    x = pad(x, padding)
    batch, _, height, width = x.shape
    filters, reads, kernel_size, _ = weight.shape
    reach = dilation * (kernel_size - 1) + 1
    out_height, out_width = (height - reach) // stride + 1, (width - reach) // stride + 1
    maps = np.empty((batch, filters, out_height, out_width), x.dtype)
    for n in range(batch):
        for k in range(filters):
            first = k // (filters // groups) * reads
            picture = x[n, first : first + reads]
            for i in range(out_height):
                top = i * stride
                for j in range(out_width):
                    left = j * stride
                    window = picture[
                        :, top : top + reach : dilation, left : left + reach : dilation
                    ]
                    maps[n, k, i, j] = (window * weight[k]).sum() + bias[k]
    return maps


def einsum(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    groups: int,
) -> np.ndarray:
    """Windows as a view, and one einsum that may choose its own way."""
    view = windows(x, weight.shape[-1], stride, padding, dilation)
    if groups == 1:
        maps = np.einsum("nchwij,kcij->nkhw", view, weight, optimize=True)
    else:
        view = view.reshape(len(x), groups, -1, *view.shape[2:])
        weight = weight.reshape(groups, -1, *weight.shape[1:])
        maps = np.einsum("ngchwij,gkcij->ngkhw", view, weight, optimize=True)
        maps = maps.reshape(len(x), -1, *maps.shape[3:])
    maps += bias[:, np.newaxis, np.newaxis]
    return maps


def tensordot(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    groups: int,
) -> np.ndarray:
    """Windows as a view, and one tensordot for each group."""
    view = windows(x, weight.shape[-1], stride, padding, dilation)
    parts = [
        np.tensordot(channels, filters, axes=((1, 4, 5), (1, 2, 3)))
        for channels, filters in zip(
            np.split(view, groups, axis=1), np.split(weight, groups), strict=True
        )
    ]
    maps = parts[0] if groups == 1 else np.concatenate(parts, axis=-1)
    maps += bias
    return np.moveaxis(maps, -1, 1)


def im2col(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    groups: int,
) -> np.ndarray:
    """All windows copied as the columns of one matrix an image and group; one product for each."""
    batch, filters = len(x), len(weight)
    view = windows(x, weight.shape[-1], stride, padding, dilation)
    out_height, out_width = view.shape[2:4]
    reads = weight[0].size
    # (N, C, K, K, H_out, W_out), in memory: the copy is this reshape
    columns = view.transpose(0, 1, 4, 5, 2, 3).reshape(batch, groups, reads, out_height * out_width)
    maps = np.matmul(weight.reshape(groups, filters // groups, reads), columns)
    maps = maps.reshape(batch, filters, out_height, out_width)
    maps += bias[:, np.newaxis, np.newaxis]
    return maps


def index_columns(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    stride: int,
    padding: int,
    dilation: int,
    groups: int,
) -> np.ndarray:
    """One matrix for all images, gathered by arrays of indices; groups must be 1."""
    x = pad(x, padding)
    batch, channels, height, width = x.shape
    filters, _, kernel_size, _ = weight.shape
    reach = dilation * (kernel_size - 1) + 1
    out_height, out_width = (height - reach) // stride + 1, (width - reach) // stride + 1
    channel, row, column = np.indices((channels, kernel_size, kernel_size)).reshape(3, -1, 1)
    down, right = np.indices((out_height, out_width)).reshape(2, -1)
    gathered = x[:, channel, row * dilation + down * stride, column * dilation + right * stride]
    columns = gathered.transpose(1, 2, 0).reshape(weight[0].size, -1)
    maps = weight.reshape(filters, -1) @ columns + bias[:, np.newaxis]
    return maps.reshape(filters, out_height, out_width, batch).transpose(3, 0, 1, 2)
