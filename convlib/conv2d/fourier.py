"""Very large kernels: products of spectra in place of sums of products.

The Fourier transform of a convolution is the product of the transforms. A sum of hundreds of
products for each value becomes one product for each frequency, and the transforms there and back.
The picture is cut into tiles, so that a few MiB are enough for a picture of any size. Neighbours
overlap by a kernel less one pixel, so that no window is cut in two ("overlap-save").

Everything is computed in float64, whose transform NumPy makes as fast as float32's. The rounding
of a value is about 1e-16 of the largest value that its tile makes, not of itself.

References
----------
Oppenheim and Schafer, Discrete-Time Signal Processing, "Implementing linear time-invariant
systems using the DFT".
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np

from convlib.conv2d.product import pieces
from convlib.conv2d.region import region
from convlib.geometry import Geometry

SMALLEST = 15 * 15
"""Weights of a kernel below which a matrix product is always taken."""

LARGEST = 128
"""Pixels of a kernel's side that are transformed at a time; a larger one is cut into blocks."""

ROOM = 7 * 2**19
"""Bytes for all that is held."""

# What things cost, in nanoseconds on the machine where this was written; only ratios matter.
TRANSFORM = 3.0
"""A pixel of a transform, there or back."""
SPECTRUM = 0.4
"""A pixel of a product of spectra that is added to a sum."""
MATRIX = {4: 0.02, 8: 0.04}
"""A product in a matrix product, by the bytes of a number."""
VECTOR = 0.05
"""A product where there is a single filter."""
LAYING = 0.3
"""A pixel that is laid out for the matrix product."""


class Tiles(NamedTuple):
    """How the maps are cut, and how much is transformed at a time.

    Attributes
    ----------
    height, width : int
        Of a tile of the maps.
    side : (int, int)
        Of the transforms: rows, columns.
    filters, channels : int
        Whose spectra are held at a time.
    cost : float
        Nanoseconds for all groups, roughly.
    """

    height: int
    width: int
    side: tuple[int, int]
    filters: int
    channels: int
    cost: float


def suits_spectra(x: np.ndarray, weight: np.ndarray, geometry: Geometry, result: np.dtype) -> bool:
    """Say whether spectra take less time than a matrix product, and can stand for it.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
    weight : ndarray, shape (C_out, C / groups, K_h, K_w)
    geometry : Geometry
    result : dtype
        Of the maps.

    Returns
    -------
    bool
        False also where a number is not finite or huge: through its spectrum it would spread over
        the whole tile.
    """
    (reads, kernel_height, kernel_width), stride = weight.shape[1:], geometry.stride
    weights = kernel_height * kernel_width
    if weights < SMALLEST or result.kind != "f" or stride != (1, 1) or geometry.dilation != (1, 1):
        return False
    filters = weight.shape[0] // geometry.groups
    batch, _, height, width = geometry.output_shape
    product = MATRIX[result.itemsize] if filters > 1 else VECTOR
    for_each = reads * (filters * weights * product + kernel_width * LAYING)
    by_matrix = geometry.groups * batch * height * width * for_each
    tiles = cut(geometry.output_shape, filters, weight.shape)
    if by_matrix <= tiles.cost:
        return False
    return _is_moderate(x) and _is_moderate(weight)


def _is_moderate(array: np.ndarray) -> bool:
    # max and min hand a NaN on; comparing with it is False. Neither makes an array.
    return bool(array.size and float(array.max()) < 1e100 and float(array.min()) > -1e100)


def convolve_spectra(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    maps: np.ndarray,
    geometry: Geometry,
) -> None:
    """Write the maps of one group of channels into `maps`.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
    weight : ndarray, shape (filters, C, K_h, K_w)
    bias : ndarray, shape (filters,)
    maps : ndarray, shape (N, filters, H_out, W_out)
    geometry : Geometry
        Of stride 1 and dilation 1.
    """
    batch, filters, out_height, out_width = maps.shape
    channels, kernel_height, kernel_width = weight.shape[1:]
    (top, _), (left, _) = geometry.pads
    tiles = cut(maps.shape, filters, weight.shape)
    side = tiles.side
    # Memory that every tile writes over; new memory each time would cost as much as the transforms.
    pixels = np.empty((tiles.channels, *side))
    spectra = np.empty((tiles.channels, side[0], side[1] // 2 + 1), np.complex128)
    kernels = np.empty((tiles.filters, *spectra.shape), np.complex128)
    total, product = np.empty((2, tiles.filters, *spectra.shape[1:]), np.complex128)
    values = np.empty((tiles.filters, tiles.height, side[1]))

    # What is added up: blocks of channels, and of the kernel's rows and columns.
    blocks = itertools.product(
        range(0, channels, tiles.channels),
        range(0, kernel_height, LARGEST),
        range(0, kernel_width, LARGEST),
    )
    for chosen, (first, i, j) in itertools.product(pieces(filters, tiles.filters), list(blocks)):
        reads = slice(first, min(first + tiles.channels, channels))
        count = reads.stop - first
        for index in range(tiles.filters):  # one by one: each holds more while it is made
            kernel = weight[chosen.start + index, reads, i : i + LARGEST, j : j + LARGEST]
            kernels[index, :count] = np.fft.rfft2(kernel.astype(np.float64), side)
        np.conjugate(kernels, out=kernels)  # since the kernel is not flipped
        for image in range(batch):
            for row in range(0, out_height, tiles.height):
                for column in range(0, out_width, tiles.width):
                    pixels[:count] = region(
                        x[image, reads],
                        (row - top + i, row - top + i + side[0]),
                        (column - left + j, column - left + j + side[1]),
                    )
                    np.fft.rfft2(pixels[:count], out=spectra[:count])
                    np.multiply(kernels[:, 0], spectra[0], out=total)
                    for channel in range(1, count):
                        np.multiply(kernels[:, channel], spectra[channel], out=product)
                        np.add(total, product, out=total)
                    # Windows that wrap round are those at the bottom and on the right.
                    np.fft.ifft(total, axis=1, out=total)
                    np.fft.irfft(total[:, : tiles.height], side[1], out=values)
                    place = maps[image, chosen, row:, column:][:, : tiles.height, : tiles.width]
                    added = place if (first, i, j) != (0, 0, 0) else bias[chosen, None, None]
                    whole = values[:, : place.shape[1], : place.shape[2]]
                    np.add(whole, added, out=place, casting="same_kind")


def cut(output_shape: tuple[int, ...], filters: int, weight_shape: tuple[int, ...]) -> Tiles:
    """Choose the tiles that take the least time.

    Parameters
    ----------
    output_shape : (int, int, int, int)
        (N, C_out, H_out, W_out).
    filters : int
        Of a group.
    weight_shape : (int, int, int, int)
        (C_out, C, K_h, K_w).

    Returns
    -------
    Tiles
    """
    batch, _, out_height, out_width = output_shape
    _, channels, kernel_height, kernel_width = weight_shape
    parts = -(-kernel_height // LARGEST) * -(-kernel_width // LARGEST)
    kernel_height, kernel_width = min(kernel_height, LARGEST), min(kernel_width, LARGEST)
    found = []
    for aim in (64, 96, 128, 192, 256):
        height, rows = _side(out_height, kernel_height, aim)
        width, columns = _side(out_width, kernel_width, aim)
        planes = ROOM // (8 * rows * columns)
        held_filters, held_channels = _held(planes, filters, channels)
        count = batch * -(-out_height // height) * -(-out_width // width)
        transforms = channels * -(-filters // held_filters)
        transforms += filters * -(-channels // held_channels)
        operations = (count * transforms + filters * channels) * TRANSFORM
        operations += count * filters * channels * SPECTRUM
        cost = operations * rows * columns * parts * output_shape[1] / filters
        side = rows, columns
        found.append(Tiles(height, width, side, held_filters, held_channels, cost))
    return min(found, key=lambda tiles: tiles.cost)


def _held(planes: int, filters: int, channels: int) -> tuple[int, int]:
    """Choose how many filters and channels have their spectra held in so many planes.

    Held are f·c spectra of kernels, three planes for each filter and three for each channel:
    f·c + 3·f + 3·c planes. They are about as many of each; where a layer has fewer channels than
    that, there is room for more filters, and the other way round.
    """

    def room_beside(held: int) -> int:
        """Solve f·c + 3·f + 3·c <= planes for one number, given the other."""
        return max(1, (planes - 3 * held) // (held + 3))

    # With n of each: n² + 6·n = planes, so (n + 3)² = planes + 9.
    as_many_of_each = max(1, round((planes + 9) ** 0.5) - 3)
    held_filters = min(filters, room_beside(min(channels, as_many_of_each)))
    return held_filters, min(channels, room_beside(held_filters))


def _side(out_size: int, kernel_size: int, aim: int) -> tuple[int, int]:
    """Cut a side of the maps evenly, so that transforms have about `aim` pixels: (map, transform).

    The transform's side has no prime factor above 5, which is what makes it fast.
    """
    most = max(aim - kernel_size + 1, kernel_size // 2)
    evenly = -(-out_size // -(-out_size // most))
    side = evenly + kernel_size - 1
    while pow(60, side, side):  # not 0 where a prime above 5 divides the side: 60 = 2·2·3·5
        side += 1
    return side - kernel_size + 1, side
