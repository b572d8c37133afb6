"""Numbers, sizes and places in words: what stands in cells and in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convtutor.draw.style import NUMBERED_SIDE

Words = list[np.ndarray | None]
"""For each plane, what to write into its cells, or nothing."""

DIGIT = 0.093  # inches that a digit in a cell takes
NARROW = 0.6  # of a digit, which a point takes
ROOMY = 0.45  # inches; in narrower cells 0.26 shrinks to .26
APART = 0.92  # of a cell, which a number may fill, so that neighbours stay apart


def number(value: float, decimals: int = 2) -> str:
    """Write a number as people do: no ``-0``, a true minus sign, no zeros at the end.

    Examples
    --------
    >>> number(2.0), number(-0.333), number(0.5), number(-0.001)
    ('2', '−0.33', '0.5', '0')
    """
    if not np.isfinite(value):
        return "none"
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 row``, ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


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


def channel_letters(count: int) -> list[str]:
    """Name channels: R, G, B where there are three, else their index."""
    return list("RGB") if count == 3 else [str(index) for index in range(count)]


def shape_text(shape: Sequence[int]) -> str:
    """Write a shape as people say it: ``3 × 32 × 32``."""
    return " × ".join(map(str, shape))


def size_words(array: np.ndarray) -> str:
    """Write a shape as a size: ``2 × 3``, ``4 values`` in a row, ``one number``."""
    if array.ndim == 0:
        return "one number"
    return plural(len(array), "value") if array.ndim == 1 else shape_text(array.shape)


def place_words(names: Sequence[str], index: Sequence[int]) -> str:
    """Write ``picture 1, filter 2``."""
    return ", ".join(f"{name} {at}" for name, at in zip(names, index, strict=True))


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
