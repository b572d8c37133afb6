"""Filters that read a single channel: shifted pictures, multiplied and added up.

Each value takes K_h * K_w products only, too few to lay windows out for. Instead each weight is
multiplied with all the pixels that it ever lies on, a shifted part of the picture, and the
pictures are added up.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from convlib.conv.product import pieces
from convlib.conv.region import region
from convlib.shapes import Geometry

PIECE = 2**15
"""Values of the maps that are made at a time: with the pixels under them they fit the cache."""


def add_shifted(
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
    kernel_height, kernel_width = weight.shape[2:]
    batch, out_channels, height, width = maps.shape
    piece = max(1, PIECE // (down * right))
    columns = min(width, piece)
    rows = min(height, max(1, piece // columns))
    channels = min(x.shape[1], max(1, piece // (columns * rows)))
    filters = out_channels // x.shape[1]
    span = (rows - 1) * down + (kernel_height - 1) * row_gap + 1
    reach = (columns - 1) * right + (kernel_width - 1) * column_gap + 1
    # At stride 1 whole rows of pixels are taken: they follow each other in memory, so NumPy goes
    # through all of them in one run. What is made past the end of a row of the map is left there.
    taken = reach if right == down == 1 else columns
    total, product = np.empty((2, channels, rows, taken), dtype)
    pixels = np.zeros((channels, span + 1, reach), dtype)  # one row more: the last run's end
    plane, line, pixel = pixels.strides
    shifted = [
        as_strided(
            pixels[:, i * row_gap :, j * column_gap :],
            total.shape,
            (plane, line * down, pixel * right),
        )
        for i in range(kernel_height)
        for j in range(kernel_width)
    ]
    weights = weight.reshape(out_channels, len(shifted), 1, 1).astype(dtype, copy=False)

    for image in range(batch):
        for channel in pieces(x.shape[1], channels):
            for row in pieces(height, rows):
                first = row.start * down - top
                for column in pieces(width, columns):
                    start = column.start * right - left
                    pixels[:, :span] = region(
                        x[image, channel], (first, first + span), (start, start + reach)
                    )
                    for nth in range(filters):
                        own = slice(channel.start * filters + nth, channel.stop * filters, filters)
                        own_weights = weights[own]
                        np.multiply(shifted[0], own_weights[:, 0], out=total)
                        for index in range(1, len(shifted)):
                            np.multiply(shifted[index], own_weights[:, index], out=product)
                            np.add(total, product, out=total)
                        np.add(
                            total[..., :columns],
                            bias[own, None, None],
                            out=maps[image, own, row, column],
                            casting="unsafe",
                        )
