"""Pixels laid out in the order in which the windows read them."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided

from convlib.conv2d.region import region


class Windows:
    """The way from a piece of a picture to lines of pixels that lie side by side.

    A line holds what one weight of each kernel meets: a pixel for each place of the window.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
    laid : ndarray, shape (K_h, channels, K_w, images, rows, columns)
        Memory for the lines, in whatever order the next step likes best.
    steps : ((int, int), (int, int))
        In pixels, down and right: from a weight of the kernel to the next, and from a place of the
        window to the next.
    padded : bool
        Whether a piece can reach into the border.
    """

    def __init__(
        self,
        x: np.ndarray,
        laid: np.ndarray,
        steps: tuple[tuple[int, int], tuple[int, int]],
        *,
        padded: bool,
    ) -> None:
        self._x, self._steps = x, steps
        (kernel_down, kernel_right), (down, right) = steps
        kernel_height, channels, kernel_width, images, rows, columns = laid.shape
        height, self._rows = _reach(kernel_height, kernel_down, rows, down)
        width, self._columns = _reach(kernel_width, kernel_right, columns, right)
        self._laid, self._size = laid, (height, width)
        # For a copy of the piece with zeros around it.
        self._room = np.empty((images, channels, height, width), x.dtype) if padded else None

    def lay(self, images: slice, channels: slice, top: int, left: int) -> None:
        """Fill the lines.

        Parameters
        ----------
        images, channels : slice
            Of `x`, as many as there are lines for.
        top, left : int
            The pixel that the first weight meets at the first place; negative in the border.
        """
        (kernel_down, kernel_right), (down, right) = self._steps
        height, width = self._size
        whole = self._x[images, channels]
        for i in self._rows:
            for j in self._columns:
                row, column = top + i.start * kernel_down, left + j.start * kernel_right
                pixels = whole
                if self._room is not None:
                    piece = (row, row + height), (column, column + width)
                    pixels, row, column = region(whole, *piece, self._room), 0, 0
                part = self._laid[i, :, j]
                n, c, h, w = pixels.strides
                strides = (h * kernel_down, c, w * kernel_right, n, h * down, w * right)
                if pixels.flags.c_contiguous:  # the same view, made in a fifth of the time
                    offset = row * h + column * w
                    part[...] = np.ndarray(part.shape, pixels.dtype, pixels, offset, strides)
                else:
                    part[...] = as_strided(pixels[..., row:, column:], part.shape, strides)


def _reach(weights: int, gap: int, places: int, step: int) -> tuple[int, list[slice]]:
    """How many pixels are copied at a time along an axis, and for which weights.

    For all weights at once, unless they are so far apart that most pixels between are never read.
    """
    one = (places - 1) * step + 1
    together = one + (weights - 1) * gap
    if together <= weights * one:
        return together, [slice(0, weights)]
    return one, [slice(index, index + 1) for index in range(weights)]
