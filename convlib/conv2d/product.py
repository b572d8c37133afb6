"""Windows as the columns of a matrix, strip by strip, and one matrix product for each strip.

A filter reads K_h rows of pixels at a time. Each row of pixels is laid out once, as a block of
K_w lines for each channel: the row as it is, moved by one pixel, by two, and so on. What the filter
reads for one row of the map is then K_h such blocks, one after another: a matrix, with a column
for each place of the window.

The next row of the map reads the same blocks but for the first few. So its matrix is the same
memory, a little further on: a view, and nothing is copied again. A line of ones, multiplied by the
bias, spares a sum. The whole matrix of im2col is never there, only a strip of it for a few rows of
the map: filled, multiplied right into the map, and filled anew.

References
----------
Chellapilla, K., Puri, S. and Simard, P. (2006), High performance convolutional neural networks for
document processing, for windows as columns; Chetlur, S. and others (2014), cuDNN: efficient
primitives for deep learning, section 3.1, for filling the matrix piece by piece.
"""

from __future__ import annotations

import functools
import itertools
from typing import NamedTuple

import numpy as np

from convlib.conv2d.windows import Windows
from convlib.geometry import Geometry

COLUMNS = 512
"""Places of the window in one product: fewer are too little work, more leave the cache."""

FEW, LONGEST = 16, 256
"""With fewer than `FEW` filters BLAS adds products one after another, and each sum rounds a little:
then a value is summed in parts of `LONGEST` products at the most."""

ROOM = 2**21
"""Bytes at the most of pixels laid out; as many of a piece with its border, and of weights."""


class Strip(NamedTuple):
    """How much of the maps is made at a time.

    Attributes
    ----------
    images, rows, columns : int
    channels : int
        Summed at a time: of many weights not all, so that more places find room.
    shared : bool
        Whether rows share what is laid out, with a product for each; else all have one.
    filters : int
    turned : bool
        Whether weights are copied: the kernel's rows first, and the biases as one weight more.
    reads : int
        Products of a window that are summed at a time.
    """

    images: int
    rows: int
    columns: int
    channels: int
    shared: bool
    filters: int
    turned: bool
    reads: int


def multiply_windows(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    maps: np.ndarray,
    geometry: Geometry,
    dtype: np.dtype,
) -> None:
    """Write the maps of one group of channels into `maps`.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
    weight : ndarray, shape (filters, C, K_h, K_w)
    bias : ndarray, shape (filters,)
    maps : ndarray, shape (N, filters, H_out, W_out)
    geometry : Geometry
    dtype : dtype
        What is computed in.
    """
    (down, right), (top, _), (left, _) = geometry.stride, *geometry.pads
    channels, kernel_height, kernel_width = weight.shape[1:]
    strip = plan(weight.shape, geometry, dtype.itemsize, weight.dtype == dtype)
    images, rows, columns, at_a_time = strip[:4]

    # A product for each row, of a block of lines for each row of the kernel; or one for all rows,
    # of a single block. The last line of a block is ones, which are multiplied by the bias.
    products, blocks, joined = 1, 1, 1
    if strip.shared:
        products, blocks, joined = rows, (rows - 1) * down + kernel_height, kernel_height
    lines, places = weight[0, :at_a_time].size // joined, rows * columns // products
    laid = np.empty((blocks, lines + strip.turned, images * places), dtype)
    laid[:, lines:] = 1
    shape = products, joined * laid.shape[1], images * places
    strides = down * laid.strides[0], *laid.strides[1:]
    matrices = np.ndarray(shape, dtype, laid, strides=strides)
    order = (-1, channels, kernel_width) if strip.turned else (-1, *weight.shape[2:])
    pixels = laid[:, :lines].reshape(*order, images, rows // products, columns)
    pixels = pixels if strip.turned else pixels.swapaxes(0, 1)
    steps, padded = (geometry.dilation, geometry.stride), any(map(any, geometry.pads))
    windows = Windows(x, pixels, steps, padded=padded)

    for chosen in pieces(len(weight), strip.filters):
        filters = weight[chosen].astype(dtype, copy=False)
        if strip.turned:
            turned = np.zeros((len(filters), joined, lines + 1), dtype)
            turned[..., :lines] = filters.swapaxes(1, 2).reshape(len(filters), joined, lines)
            turned[:, 0, lines] = bias[chosen]
            filters = turned
        filters = filters.reshape(len(filters), -1)
        # Maps of one image are written where they belong; those of many lie the other way round.
        made = products, len(filters), images * places
        sums = np.empty(made, dtype) if images > 1 else None
        rest = np.empty(made if strip.reads < filters.shape[1] else 0, dtype)
        for image, row, column in itertools.product(
            pieces(len(x), images), pieces(maps.shape[2], rows), pieces(maps.shape[3], columns)
        ):
            place = maps[image, chosen, row, column]
            place = place.reshape(images, -1, products, places).transpose(2, 1, 0, 3)
            out = place[:, :, 0] if sums is None else sums
            summed = 0
            for some in pieces(channels, at_a_time):
                windows.lay(image, some, row.start * down - top, column.start * right - left)
                for begin in range(0, shape[1], strip.reads):
                    part = matrices[:, begin : begin + strip.reads]
                    weights = filters[:, summed : summed + part.shape[1]]
                    if not summed:
                        np.matmul(weights, part, out=out, casting="unsafe")
                    else:
                        np.matmul(weights, part, out=rest)
                        np.add(out, rest, out=out, casting="unsafe")
                    summed += part.shape[1]
            if not strip.turned:
                np.add(out, bias[chosen, None], out=out, casting="unsafe")
            if sums is not None:
                place[...] = sums.reshape(place.shape)


def multiply_pixels(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, maps: np.ndarray) -> None:
    """Write the maps of 1x1 kernels at stride 1: each picture is its own matrix of windows.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Its rows follow one another in memory.
    weight : ndarray, shape (filters, C, 1, 1)
    bias : ndarray, shape (filters,)
    maps : ndarray, shape (N, filters, H, W)
        All of one dtype.
    """
    batch, channels, height, width = x.shape
    pixels = x.reshape(batch, channels, height * width)
    lines = maps.reshape(batch, len(weight), height * width)
    np.matmul(weight.reshape(len(weight), channels), pixels, out=lines)
    lines += bias[:, None]


@functools.lru_cache(maxsize=64)  # a slider asks for the same layer at every move
def plan(
    weight_shape: tuple[int, ...], geometry: Geometry, itemsize: int, as_they_are: bool
) -> Strip:
    """Choose strips that make large products and stay near the processor.

    For weights of shape (filters, C, K_h, K_w), of one group; `as_they_are` says whether they are
    of the kind that is computed in, of `itemsize` bytes a number, and need no copy. A single window
    may be more than `ROOM`; else nothing is.
    """
    batch, _, height, width = geometry.output_shape
    filters, channels, kernel_height, kernel_width = weight_shape
    down, right = geometry.stride
    reads = channels * kernel_height * kernel_width
    # It pays to turn the weights, unless they are many: then the product takes so long that copies
    # and sums hardly count.
    turned, shared = filters * reads * itemsize <= ROOM // 2, False
    # Bytes for each place: its window, or the pixels up to the next one if those are more; values.
    # Windows that leave room for few places are summed up a part of the channels at a time.
    pixel = max(kernel_height * kernel_width, down * right) * itemsize
    if not turned and ROOM // (channels * pixel) < min(COLUMNS // 2, height * width):
        fit = ROOM // (pixel * min(COLUMNS, height * width))
        channels = next((n for n in range(fit, fit // 2, -1) if channels % n == 0), channels)
    window = channels * pixel
    values = filters * itemsize
    most = max(1, ROOM // max(window, values))
    columns = min(width, most)
    rows = even(height, min(COLUMNS, most) // columns)
    images, places, held = 1, rows * columns, rows * columns * max(window, values)

    # Rows share blocks where windows overlap, if there are so many places in a row, of one image or
    # of several, as filters.
    if turned and geometry.dilation[0] == 1 and down < kernel_height:
        part = even(width, COLUMNS)
        needed, overlap = -(-filters // part), kernel_height - down
        block = channels * max(kernel_width, right) * part * itemsize
        fit = min((ROOM // (needed * block) - overlap) // down, ROOM // (needed * part * values))
        if fit > 1 and needed <= batch:
            shared, images, rows, columns, places = True, needed, even(height, fit), part, part
            held = max((rows * down + overlap) * block, rows * part * values)
    if (rows, columns) == (height, width):  # small maps: of many images at once
        images = even(batch, max(images, min(COLUMNS // places, ROOM // held)))
    at_once = filters if turned or as_they_are else max(1, ROOM // (reads * itemsize))
    lines = channels * kernel_height * kernel_width + turned * (kernel_height if shared else 1)
    lines = even(lines, LONGEST) if filters < FEW else lines
    return Strip(images, rows, columns, channels, shared, even(filters, at_once), turned, lines)


def even(total: int, most: int) -> int:
    """Cut `total` into equal pieces of at most `most`; give the size of one."""
    if most >= total:
        return max(1, total)
    return -(-total // -(-total // max(1, most)))


def pieces(total: int, size: int) -> list[slice]:
    """Slices of one size that cover `total`; the last begins early where it would not fit.

    Examples
    --------
    >>> pieces(7, 3)
    [slice(0, 3, None), slice(3, 6, None), slice(4, 7, None)]
    """
    if size == total:
        return [slice(0, total)]
    starts = (min(start, total - size) for start in range(0, total, size))
    return [slice(start, start + size) for start in starts]
