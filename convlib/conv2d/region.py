"""The picture and the zeros around it."""

from __future__ import annotations

import numpy as np


def pad2d(x: np.ndarray, pads: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    """Put a border of zeros around the last two axes.

    Parameters
    ----------
    x : ndarray, shape (..., H, W)
    pads : ((int, int), (int, int))
        Zero pixels at the ((top, bottom), (left, right)).

    Returns
    -------
    ndarray, shape (..., top + H + bottom, left + W + right)
        `x` itself where there is nothing to add.

    Examples
    --------
    >>> pad2d(np.array([[5]]), ((0, 1), (1, 1)))
    array([[0, 5, 0],
           [0, 0, 0]])
    """
    (top, bottom), (left, right) = pads
    if not (top or bottom or left or right):
        return x
    height, width = x.shape[-2:]
    return region(x, (-top, height + bottom), (-left, width + right))


def region(
    x: np.ndarray,
    rows: tuple[int, int],
    columns: tuple[int, int],
    room: np.ndarray | None = None,
) -> np.ndarray:
    """Cut a rectangle out of a picture that has zeros all around it, as far as one likes.

    Parameters
    ----------
    x : ndarray, shape (..., H, W)
    rows, columns : (int, int)
        From, and up to but without; counted in pixels of `x`, so that -1 is in the border.
    room : ndarray, shape (..., rows, columns), optional
        Memory for a copy, which is written over.

    Returns
    -------
    ndarray, shape (..., rows, columns)
        A view of `x` where the rectangle lies inside of it, else a copy with the zeros.

    Examples
    --------
    >>> region(np.array([[1, 2], [3, 4]]), (0, 2), (-1, 1))
    array([[0, 1],
           [0, 3]])
    """
    height, width = x.shape[-2:]
    (top, bottom), (left, right) = rows, columns
    if top >= 0 and left >= 0 and bottom <= height and right <= width:
        return x[..., top:bottom, left:right]
    if room is None:
        room = np.empty((*x.shape[:-2], bottom - top, right - left), x.dtype)
    # What of the picture lies in the rectangle; nothing where it is all border.
    first, last = min(max(top, 0), height), max(min(bottom, height), 0)
    start, end = min(max(left, 0), width), max(min(right, width), 0)
    inside = slice(first - top, last - top), slice(start - left, end - left)
    room.fill(0)
    room[..., inside[0], inside[1]] = x[..., first:last, start:end]
    return room
