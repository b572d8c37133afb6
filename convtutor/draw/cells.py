"""Planes of cells with whatever stands in them: any numbers, of any size, and what is no number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from convtutor.draw.style import (
    NUMBER_SIZE,
    NUMBERED_SIDE,
    PADDING,
    SIGNED_COLOURS,
    black_reads_better,
    number,
    plural,
    symmetric_limit,
)

DIGIT = 0.093  # inches that a digit of NUMBER_SIZE takes
ROOMY = 0.45  # inches; in narrower cells 0.26 shrinks to .26
APART = 0.92  # of a cell, which a number may fill, so that neighbours stay apart
NARROW = 0.6  # of a digit, which a point takes
LARGEST_SHOWN = 1e100  # beyond it, a colour scale would leave the numbers that a float64 holds
BEHIND_ZERO = {"facecolor": "#F2F2F2", "edgecolor": "none", "pad": 1.0}
NO_NUMBER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}


def number_array(name: str, array: ArrayLike) -> np.ndarray:
    """Check that something is an array of whole or real numbers with at most four axes."""
    remedy = "a map is an array of numbers with shape (rows, columns)"
    try:
        array = np.asarray(array)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} is a {type(array).__name__}; {remedy}") from None
    if array.dtype.kind == "b":
        array = array.astype(np.int64)
    elif array.dtype.kind == "f":
        with np.errstate(over="ignore"):  # a longer float may not fit; it becomes infinite
            array = array.astype(np.float64)
    if array.dtype.kind not in "iuf" or array.ndim > 4:
        raise ValueError(
            f"{name!r} has shape {array.shape} and holds {array.dtype}; {remedy}, "
            "with up to two more axes in front"
        )
    return array


def as_planes(array: np.ndarray) -> np.ndarray:
    """See an array as a stack of planes, (leading axes…, H, W); a single number is a 1 × 1."""
    return array.reshape((1,) * (2 - array.ndim) + array.shape)


def size_words(array: np.ndarray) -> str:
    """Write a shape as a size: ``2 × 3``, ``4 values`` in a row, ``one number``."""
    if array.ndim == 0:
        return "one number"
    return plural(len(array), "value") if array.ndim == 1 else " × ".join(map(str, array.shape))


def value_words(value: float | int, decimals: int = 3) -> str:
    """Write any number so that it is not rounded to nothing.

    Examples
    --------
    >>> value_words(-2.0), value_words(0.00012345), value_words(2**63), value_words(float("nan"))
    ('−2', '0.000123', '9.22e+18', 'NaN')
    """
    size = abs(float(value))
    if np.isnan(size):
        return "NaN"
    if np.isinf(size):
        return "inf" if value > 0 else "−inf"
    if size >= 1e9 or 0 < size < 0.5 * 10**-decimals:
        return f"{float(value):.3g}".replace("-", "−")
    return number(value, decimals)


def words_apart(one: float, other: float) -> tuple[str, str]:
    """Write two numbers with as many decimals as tell them apart, if any do.

    Examples
    --------
    >>> words_apart(0.25, 0.2501), words_apart(22, 12)
    (('0.25', '0.2501'), ('22', '12'))
    """
    for decimals in (3, 6, 9):
        pair = value_words(one, decimals), value_words(other, decimals)
        if pair[0] != pair[1] or one == other:
            return pair
    return repr(float(one)).replace("-", "−"), repr(float(other)).replace("-", "−")


def fitting_words(planes: Sequence[np.ndarray], room: float) -> list[np.ndarray] | None:
    """Write the numbers of all planes alike, if they fit into cells so many inches wide.

    Returns
    -------
    list of ndarray of str, or None
        None where a plane is too large for numbers, or the numbers are too long, or where fewer
        decimals would write something as 0 that is not 0.
    """
    if any(max(plane.shape[-2:]) > NUMBERED_SIDE for plane in planes):
        return None
    planes = [np.ma.filled(plane, 0) for plane in planes]
    for decimals in (2, 1, 0):
        written = [_write_all(plane, decimals, room) for plane in planes]
        pairs = [
            (words, value)
            for words_, plane in zip(written, planes, strict=True)
            for words, value in zip(words_.flat, plane.flat, strict=True)
        ]
        if any(words == "0" and value != 0 for words, value in pairs):
            return None
        if all(_width(words) <= APART * room for words, _ in pairs):
            return written
    return None


def signed_limits(planes: Sequence[np.ndarray]) -> tuple[float, float]:
    """Give the one colour scale for all planes: 0 in the middle, whatever the numbers."""
    # As floats, since the smallest whole number has no positive counterpart of its kind.
    floats = [np.ma.filled(plane, 0).astype(np.float64) for plane in planes]
    limit = min(symmetric_limit(floats), LARGEST_SHOWN)
    return -limit, limit


def draw_cells(
    axes: Axes,
    plane: np.ndarray,
    words: np.ndarray | None,
    limits: tuple[float, float],
    at: tuple[float, float] = (0, 0),
    colours: object = SIGNED_COLOURS,
) -> AxesImage:
    """Draw a plane of any numbers, its top-left cell at `at`; what is no number is hatched.

    Cells that a masked array masks stay empty.

    Parameters
    ----------
    axes : Axes
    plane : ndarray, shape (H, W)
    words : ndarray of str, shape (H, W), optional
        What to write into the cells.
    limits : (float, float)
        Of the colours.
    at : (float, float)
        (row, column) in the axes, where the cells are 1 high and 1 wide.
    colours : colormap

    Returns
    -------
    AxesImage
    """
    (top, left), (height, width) = at, plane.shape
    empty, plane = np.ma.getmaskarray(plane), np.ma.getdata(plane)
    missing = ~np.isfinite(plane) & ~empty
    shown = axes.imshow(
        np.ma.masked_array(np.clip(plane, -LARGEST_SHOWN, LARGEST_SHOWN), missing | empty),
        cmap=colours,
        vmin=limits[0],
        vmax=limits[1],
        interpolation="nearest",
        extent=(left - 0.5, left + width - 0.5, top + height - 0.5, top - 0.5),
    )
    for row, column in np.argwhere(missing):
        cell = Rectangle((left + column - 0.5, top + row - 0.5), 1, 1, zorder=2)
        cell.set(facecolor="white", edgecolor=PADDING, hatch="//", linewidth=0)
        axes.add_patch(cell)
    if words is not None:
        black = black_reads_better(shown, np.where(missing | empty, 0, plane)) | missing
        for row, column in np.argwhere(~empty):
            text = words[row, column]
            label = axes.text(left + column, top + row, text, ha="center", va="center", zorder=3)
            label.set(color="black" if black[row, column] else "white", fontsize=NUMBER_SIZE)
            # It lies inside the panel: measuring it would only slow the layout down.
            label.set_in_layout(False)
            if missing[row, column]:
                label.set_bbox(NO_NUMBER)
    return shown


def outline(axes: Axes, height: int, width: int, at: tuple[float, float] = (0, 0)) -> None:
    """Draw a thin line around a plane, so that white cells at its edge are seen too."""
    frame = Rectangle((at[1] - 0.5, at[0] - 0.5), width, height, fill=False, zorder=3)
    frame.set(edgecolor="black", linewidth=0.8)
    axes.add_patch(frame)


def _write_all(plane: np.ndarray, decimals: int, room: float) -> np.ndarray:
    texts = [_short(float(value), decimals, room) for value in plane.flat]
    return np.array(texts, dtype=object).reshape(plane.shape)


def _short(value: float, decimals: int, room: float) -> str:
    if not np.isfinite(value):
        return value_words(value)
    if abs(value) >= 1e5:
        return f"{value:.0e}".replace("-", "−").replace("e+0", "e").replace("e+", "e")
    text = number(value, decimals)
    if text == "0" and value and decimals:
        text = f"{value:.{decimals}f}".replace("-", "−")  # 0.00 is not quite 0
    return text.replace("0.", ".", 1) if abs(value) < 1 and room < ROOMY else text


def _width(words: str) -> float:
    return DIGIT * sum(NARROW if letter == "." else 1 for letter in words)
