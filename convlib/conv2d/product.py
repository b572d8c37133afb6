"""Windows as the columns of a matrix, strip by strip, and one matrix product for each strip.

A filter reads K_h rows of pixels at a time. Each row of pixels is laid out once, as a block of
K_w lines for each channel: the row as it is, moved by one pixel, by two, and so on. What the filter
reads for one row of the map is then K_h such blocks, one after another: a matrix, with a column
for each place of the window.

The next row of the map reads the same blocks but for the first few. So its matrix is the same
memory, a little further on: a view, and nothing is copied again. The whole matrix of im2col is
never there, only a strip of it for a few rows of the map: filled, multiplied, and filled anew.

References
----------
Chellapilla, K., Puri, S. and Simard, P. (2006), High performance convolutional neural networks for
document processing, for windows as columns; Chetlur, S. and others (2014), cuDNN: efficient
primitives for deep learning, section 3.1, for filling the matrix piece by piece.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from convlib.conv2d.windows import Windows
from convlib.geometry import Geometry

COLUMNS = 512
"""Places of the window in one product: fewer are too little work, more leave the cache."""

FEWEST = 64
"""Where rows share pixels, so many places are enough; three for each filter, if that is more."""

FEW, LONGEST = 16, 256
"""With fewer than `FEW` filters BLAS adds products one after another, and each sum rounds a little:
then a value is summed in parts of `LONGEST` products at the most."""

ROOM = 2**21
"""Bytes at the most of pixels laid out, with their products; as many of a piece with its border."""


class Strip(NamedTuple):
    """How much of the maps is made at a time.

    Attributes
    ----------
    images, bands, columns : int
        What lies side by side in one product: images, bands of each, places in a row of the map.
    rows : int
        Rows of the map in each band. They follow one another and share what is laid out.
    filters : int
    reads : int
        Products of a window that are summed at a time.
    """

    images: int
    bands: int
    columns: int
    rows: int
    filters: int
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
        Stride, dilation and padding.
    dtype : dtype
        What is computed in.
    """
    (down, right), (row_gap, column_gap) = geometry.stride, geometry.dilation
    top, left = geometry.pads[0][0], geometry.pads[1][0]
    channels, kernel_height, kernel_width = weight.shape[1:]
    images, bands, columns, rows, filters_at_once, reads_at_once = plan(
        weight.shape, geometry, dtype.itemsize, weight.dtype == dtype
    )

    # The blocks that the rows of a band read: neighbouring rows share all but `down` of them.
    blocks = (rows - 1) * down + kernel_height
    laid = np.empty((blocks, channels, kernel_width, images, bands, columns), dtype)
    reads, side = weight[0].size, images * bands * columns
    line = side * laid.itemsize
    matrices = np.ndarray(
        (rows, reads, side),
        dtype,
        laid,
        strides=(down * channels * kernel_width * line, line, laid.itemsize),
    )
    if rows == 1:  # nothing to share: the order of the weights saves turning those
        laid = laid.reshape(channels, blocks, *laid.shape[2:]).swapaxes(0, 1)
    steps = (row_gap, column_gap), (rows * down, right)
    windows = Windows(x, laid, steps, padded=any(map(any, geometry.pads)))

    for chosen in pieces(len(weight), filters_at_once):
        filters = weight[chosen].astype(dtype, copy=False)
        filters = (filters if rows == 1 else filters.swapaxes(1, 2)).reshape(-1, reads)
        products = np.empty((rows, len(filters), side), dtype)
        as_maps = products.reshape(rows, len(filters), images, bands, columns)
        as_maps = as_maps.transpose(2, 1, 3, 0, 4)  # (images, filters, bands, rows, columns)
        for image in pieces(len(x), images):
            for row in pieces(maps.shape[2], bands * rows):
                for column in pieces(maps.shape[3], columns):
                    start = row.start * down - top, column.start * right - left
                    windows.lay(image, slice(None), *start)
                    first = slice(0, reads_at_once)
                    np.matmul(filters[:, first], matrices[:, first], out=products)
                    for begin in range(reads_at_once, reads, reads_at_once):  # nearly always none
                        rest = slice(begin, begin + reads_at_once)
                        products += np.matmul(filters[:, rest], matrices[:, rest])
                    place = maps[image, chosen, row, column].reshape(as_maps.shape)
                    np.add(as_maps, bias[chosen, None, None, None], out=place, casting="unsafe")


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

    Parameters
    ----------
    weight_shape : (int, int, int, int)
        (filters, C, K_h, K_w), of one group of channels.
    geometry : Geometry
    itemsize : int
        Bytes of a number.
    as_they_are : bool
        Whether the weights are of the kind that is computed in, so that they need no copy.

    Returns
    -------
    Strip
        A single window may be more than `ROOM`; else nothing is.
    """
    batch, _, height, width = geometry.output_shape
    filters, channels, kernel_height, kernel_width = weight_shape
    down, right = geometry.stride
    reads = channels * kernel_height * kernel_width
    # Bytes for each place: its window, or the pixels up to the next one if those are more.
    window = channels * max(kernel_height * kernel_width, down * right) * itemsize
    most = max(1, min(COLUMNS, ROOM // window))
    columns = min(width, max(1, ROOM // window))
    images = even(batch, most // columns)
    beside = images * columns
    bands, rows = even(height, most // beside), 1

    # Rows share blocks where windows overlap. It pays to turn the weights for it, unless they are
    # many: then the product takes so long that copies hardly count.
    weights = filters * reads * itemsize
    if geometry.dilation[0] == 1 and down < kernel_height and weights <= ROOM // 2:
        enough = max(FEWEST, 3 * filters) // beside
        found = {}  # by the number of bands: the rows of each, and how many are made in all
        for count in range(1, min(bands, max(1, enough)) + 1):
            block = channels * max(kernel_width, right) * count * beside * itemsize
            product = filters * count * beside * itemsize
            # As many rows as fit, with products: rows*(down*block + product) + overlap.
            fit = (ROOM - (kernel_height - down) * block) // (down * block + product)
            rows_of_each = even(height // count, fit)
            strip = count * rows_of_each
            found[count] = rows_of_each, -(-height // strip) * strip
        # The last strip begins early, so some rows are made twice: as few as can be. Among equals
        # the most bands, which need the fewest products.
        fewest_made = min(made for _, made in found.values())
        count = max(count for count, (_, made) in found.items() if made == fewest_made)
        if found[count][0] > 1:
            bands, rows = count, found[count][0]
    at_once = ROOM // (rows * bands * beside * itemsize)
    if not as_they_are:
        at_once = min(at_once, ROOM // window)
    at_a_time = even(reads, LONGEST) if filters < FEW else reads
    return Strip(images, bands, columns, rows, even(filters, at_once), at_a_time)


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
