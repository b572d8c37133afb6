"""Filters that read a single channel: the kernel's rows one by one, and their sums.

Each value takes K_h * K_w products only, too little work for a matrix of whole windows. So a row
of pixels is laid out once, as K_w lines, and a small matrix product gives what each row of the
kernel makes of each row of pixels. A row of the map is then the sum of K_h of those products, from
rows of pixels one below the other.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from convlib.conv2d.product import ROOM, even, pieces
from convlib.conv2d.windows import Windows
from convlib.geometry import Geometry


class Piece(NamedTuple):
    """How much of the maps is made at a time."""

    images: int
    channels: int
    rows: int
    columns: int


def convolve_channels(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    maps: np.ndarray,
    geometry: Geometry,
    dtype: np.dtype,
) -> None:
    """Write the maps of filters that read one channel each into `maps`.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
    weight : ndarray, shape (C_out, 1, K_h, K_w)
        C_out is a multiple of C: so many filters in a row read the same channel.
    bias : ndarray, shape (C_out,)
    maps : ndarray, shape (N, C_out, H_out, W_out)
    geometry : Geometry
    dtype : dtype
        What is computed in.
    """
    (down, right), (row_gap, column_gap) = geometry.stride, geometry.dilation
    top, left = geometry.pads[0][0], geometry.pads[1][0]
    (batch, _, height, width), all_channels = maps.shape, x.shape[1]
    filters, kernel_height, kernel_width = len(weight) // all_channels, *weight.shape[2:]
    images, channels, rows, columns = plan(weight.shape, geometry, dtype.itemsize)

    lines = (rows - 1) * down + (kernel_height - 1) * row_gap + 1
    laid = np.empty((images, channels, kernel_width, lines, columns), dtype)
    windows = Windows(
        x,
        laid.transpose(1, 2, 0, 3, 4)[None],
        ((0, column_gap), (1, right)),
        padded=any(map(any, geometry.pads)),
    )
    matrices = laid.reshape(images, channels, kernel_width, lines * columns)
    kernel_rows = weight.reshape(all_channels, -1, kernel_width).astype(dtype, copy=False)
    products = np.empty((images, channels, filters, kernel_height, lines, columns), dtype)
    made = products.reshape(images, channels, -1, lines * columns)
    # What a row of the map sums up: the kernel's next row, one row of pixels further down.
    n, c, f, i, h, w = products.strides
    summands = np.ndarray(
        (images, channels, filters, kernel_height, rows, columns),
        dtype,
        products,
        strides=(n, c, f, i + h * row_gap, h * down, w),
    )

    biases = bias.reshape(all_channels, filters, 1, 1)
    maps = maps.reshape(batch, all_channels, filters, height, width)
    for image in pieces(batch, images):
        for some in pieces(all_channels, channels):
            for row in pieces(height, rows):
                for column in pieces(width, columns):
                    windows.lay(image, some, row.start * down - top, column.start * right - left)
                    np.matmul(kernel_rows[some], matrices, out=made)
                    place = maps[image, some, :, row, column]
                    np.einsum("ncfihw->ncfhw", summands, out=place, dtype=dtype, casting="unsafe")
                    np.add(place, biases[some], out=place, casting="unsafe")


@functools.lru_cache(maxsize=64)  # a slider asks for the same layer at every move
def plan(weight_shape: tuple[int, ...], geometry: Geometry, itemsize: int) -> Piece:
    """Choose pieces that stay near the processor, for weights of shape (C_out, 1, K_h, K_w).

    The lines and products of a single value may be more than `ROOM`; else nothing is.
    """
    batch, out_channels, height, width = geometry.output_shape
    _, _, kernel_height, kernel_width = weight_shape
    (down, right), channels = geometry.stride, geometry.groups
    # Numbers for each pixel: lines, or the pixels up to the next place if those are more; products.
    each = max(kernel_width, right) + out_channels // channels * kernel_height
    numbers = ROOM // itemsize // each
    overlap = (kernel_height - 1) * geometry.dilation[0] + 1  # rows of pixels under a window
    columns = even(width, numbers // overlap)
    rows = even(height, (numbers // columns - overlap) // down + 1)
    piece = ((rows - 1) * down + overlap) * columns
    channels = even(channels, numbers // piece)
    images = even(batch, numbers // (piece * channels))
    return Piece(images, channels, rows, columns)
