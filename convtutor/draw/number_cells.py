"""Planes of numbers: whether something is one, its cells with the numbers in them, its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from numpy.typing import ArrayLike

from convtutor.draw.style import (
    NUMBER_SIZE,
    NUMBERED_SIDE,
    PADDING,
    SIGNED_COLOURS,
    Pair,
    cells_patch,
    label_pixels,
    number,
    plural,
)

Words = list[np.ndarray | None]
"""For each plane, what to write into its cells, or nothing."""

DIGIT = 0.093  # inches that a digit of NUMBER_SIZE takes
ROOMY = 0.45  # inches; in narrower cells 0.26 shrinks to .26
APART = 0.92  # of a cell, which a number may fill, so that neighbours stay apart
NARROW = 0.6  # of a digit, which a point takes
LARGEST_SHOWN = 1e100  # beyond it, a colour scale would leave the numbers that a float64 holds
NO_NUMBER = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}


def picture_array(x: ArrayLike) -> np.ndarray:
    """Check that an array is a picture, (3, H, W) or (H, W), and return it as float64."""
    x = np.asarray(x, dtype=np.float64)
    if not (x.ndim == 2 or (x.ndim == 3 and len(x) == 3)) or x.size == 0:
        raise ValueError(
            f"a picture has shape (3, H, W) or (H, W), but this array has shape {x.shape}; "
            "axes are (channels, rows, columns)"
        )
    low, high = float(x.min()), float(x.max())
    if not low >= 0 or (x.ndim == 3 and not high <= 1):
        raise ValueError(
            f"a picture holds numbers from 0 to 1, but these go from {number(low)} to "
            f"{number(high)}; divide bytes by 255, and draw feature maps with draw.maps"
        )
    return x


def plane_array(name: str, plane: object) -> np.ndarray:
    """Check that something is a plane of numbers, (H, W), and return it as float64."""
    remedy = "a map is an array of numbers with shape (rows, columns)"
    if plane is None:
        raise ValueError(f"{name!r} is None; {remedy}: does the function end with `return`?")
    try:
        array = np.asarray(plane, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} is a {type(plane).__name__}; {remedy}") from None
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name!r} has shape {array.shape}; {remedy}")
    return array


class Scale(NamedTuple):
    """The colours of a plane: signed ones are symmetric about a white 0, the others grey."""

    low: float
    high: float
    signed: bool = False


BRIGHTNESS = Scale(0.0, 1.0)  # black 0, white 1


def signed_scale(planes: Sequence[np.ndarray]) -> Scale:
    """Give the one signed scale for all planes: 0 in the middle, whatever the numbers."""
    # As floats, since the smallest whole number has no positive counterpart of its kind.
    floats = (np.ma.filled(plane, 0).astype(np.float64) for plane in planes)
    largest = max(np.abs(plane[np.isfinite(plane)]).max(initial=0.0) for plane in floats)
    limit = min(float(largest) or 1.0, LARGEST_SHOWN)
    return Scale(-limit, limit, signed=True)


def shared_scale(planes: Sequence[np.ndarray]) -> Scale:
    """Choose one colour scale for all: signed if any number is negative."""
    numbers = np.concatenate([plane[np.isfinite(plane)] for plane in planes])
    if (numbers < 0).any():
        return signed_scale(planes)
    return Scale(0.0, numbers.max(initial=0.0) or 1.0)


def channel_letters(count: int) -> list[str]:
    """Name channels: R, G, B where there are three, else their index."""
    return list("RGB") if count == 3 else [str(index) for index in range(count)]


def shape_text(shape: Sequence[int]) -> str:
    """Write a shape as people say it: ``3 × 32 × 32``."""
    return " × ".join(map(str, shape))


def describe_plane(plane: np.ndarray) -> str:
    """Say what a plane holds: every number if it is small, else the range."""
    if plane.ndim == 2 and max(plane.shape) <= NUMBERED_SIDE:
        return "rows " + " | ".join(", ".join(map(number, row)) for row in plane)
    known = plane[np.isfinite(plane)]
    if not known.size:
        return "no values yet"
    words = f"values from {number(known.min())} to {number(known.max())}"
    missing = plane.size - known.size
    return words + (f", {plural(missing, 'cell')} without a value" if missing else "")


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
    return plural(len(array), "value") if array.ndim == 1 else shape_text(array.shape)


def place_words(names: Sequence[str], index: Sequence[int]) -> str:
    """Write ``picture 1, filter 2``."""
    return ", ".join(f"{name} {at}" for name, at in zip(names, index, strict=True))


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


def fitting_words(planes: Sequence[np.ndarray], room: float) -> Words:
    """Write the numbers of all planes alike, if they fit into cells so many inches wide.

    None for each plane where one is too large for numbers, or the numbers are too long, or where
    fewer decimals would write something as 0 that is not 0.
    """
    nothing: Words = [None] * len(planes)
    if any(max(plane.shape[-2:]) > NUMBERED_SIDE for plane in planes):
        return nothing
    planes = [np.ma.filled(plane, 0) for plane in planes]
    values = [value for plane in planes for value in plane.flat]
    for decimals, fractions in ((2, True), (2, False), (1, False), (0, False)):
        texts = [
            (fractions and _unit_fraction(float(value))) or _short(float(value), decimals, room)
            for value in values
        ]
        if any(text == "0" and value != 0 for text, value in zip(texts, values, strict=True)):
            return nothing
        if all(_width(text) <= APART * room for text in texts):
            left = iter(texts)
            return [
                np.array([next(left) for _ in plane.flat], dtype=object).reshape(plane.shape)
                for plane in planes
            ]
    return nothing


def show_plane(
    axes: Axes, plane: np.ndarray, scale: Scale, numbered_side: int = NUMBERED_SIDE
) -> AxesImage:
    """Draw one plane of numbers as cells, with the numbers in them where there is room.

    Cells that hold no number (NaN) stay white and hatched.
    """
    words = None
    if max(plane.shape) <= numbered_side:
        texts = [cell_number(value, max(plane.shape)) for value in plane.flat]
        words = np.array(texts, dtype=object).reshape(plane.shape)
    return draw_cells(axes, plane, words, scale)


def show_map(axes: Axes, title: str, plane: np.ndarray, scale: Scale) -> AxesImage:
    """Draw one plane as `show_plane` does, under its title and size, with its pixels counted."""
    shown = show_plane(axes, plane, scale)
    label_pixels(axes, f"{title} ({shape_text(plane.shape)})")
    return shown


def draw_cells(
    axes: Axes,
    plane: np.ndarray,
    words: np.ndarray | None,
    scale: Scale,
    at: Pair = (0, 0),
) -> AxesImage:
    """Draw a plane of any numbers, its top-left cell at `at`, with words in the cells.

    What is no number is hatched. Cells that a masked array masks are for others to draw over.
    """
    (top, left), (height, width) = at, plane.shape
    empty, plane = np.ma.getmaskarray(plane), np.ma.getdata(plane)
    missing = ~np.isfinite(plane)
    shown = axes.imshow(
        np.ma.masked_array(np.clip(plane, -LARGEST_SHOWN, LARGEST_SHOWN), missing | empty),
        cmap=SIGNED_COLOURS if scale.signed else "gray",
        vmin=scale.low,
        vmax=scale.high,
        interpolation="nearest",
        extent=(left - 0.5, left + width - 0.5, top + height - 0.5, top - 0.5),
    )
    if missing.any():
        behind = cells_patch(axes, at, plane.shape, zorder=-1, facecolor="white", linewidth=0)
        behind.set(edgecolor=PADDING, hatch="//")
    if words is not None:
        black = black_reads_better(shown, np.where(missing | empty, 0, plane)) | missing
        for row, column in np.argwhere(~empty & (words != "")):
            text = words[row, column]
            label = axes.text(left + column, top + row, text, ha="center", va="center", zorder=3)
            label.set(color="black" if black[row, column] else "white", fontsize=NUMBER_SIZE)
            # It lies inside the panel: measuring it would only slow the layout down.
            label.set_in_layout(False)
            if missing[row, column]:
                label.set_bbox(NO_NUMBER)
    return shown


def black_reads_better(shown: AxesImage, plane: np.ndarray) -> np.ndarray:
    """Say of each cell whether black words read better on its colour than white ones."""
    # Relative luminance as the Web Content Accessibility Guidelines define it. At 0.179 black
    # and white read equally well, with a contrast of 4.6 to 1.
    coded = shown.to_rgba(plane)[..., :3]
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return light @ np.array([0.2126, 0.7152, 0.0722]) > 0.179


def outline(axes: Axes, size: Pair, at: Pair = (0, 0)) -> None:
    """Draw a thin line around a plane, so that white cells at its edge are seen too."""
    cells_patch(axes, at, size, fill=False, zorder=3, edgecolor="black", linewidth=0.8)


def cell_number(value: float, side: int) -> str:
    """Write a number for a cell; in planes of 5 and more a side ``0.26`` shrinks to ``.26``.

    Examples
    --------
    >>> cell_number(-0.333, side=3), cell_number(-0.333, side=5), cell_number(0, side=5)
    ('−0.33', '−.33', '0')
    """
    if not np.isfinite(value):
        return ""
    text = _unit_fraction(float(value)) or number(value)
    return text.replace("0.", ".", 1) if side >= 5 and abs(value) < 1 else text


def _unit_fraction(value: float) -> str:
    """Write a third as 1/3, which no decimals say; "" for what is no such part of 1.

    Nor is a pixel of 17/255, which is a fifteenth by chance.

    Examples
    --------
    >>> _unit_fraction(-1 / 3), _unit_fraction(0.25), _unit_fraction(0.3), _unit_fraction(17 / 255)
    ('−1/3', '', '', '')
    """
    if not 0.01 < abs(value) < 1 or abs(value * 100 - round(value * 100)) < 1e-9:
        return ""
    parts = round(1 / abs(value))
    if abs(1 / abs(value) - parts) > 1e-9 or (parts > 3 and 255 % parts == 0):
        return ""
    return f"{'−' * (value < 0)}1/{parts}"


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
