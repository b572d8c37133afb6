"""Which pixels the windows read, counted and put into words; the drawings only show it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from convlib.sizes import conv_output_size

MOST_NAMED_PIXELS = 6


def never_read(input_size: int, kernel_size: int, stride: int, padding: int) -> list[int]:
    """Give the pixels along one axis that no window reads.

    Examples
    --------
    >>> never_read(6, 3, 2, 0)
    [5]
    """
    starts = range(conv_output_size(input_size, kernel_size, stride, padding))
    read = {index * stride - padding + pixel for index in starts for pixel in range(kernel_size)}
    return [pixel for pixel in range(input_size) if pixel not in read]


def exact_size(input_size: int, kernel_size: int, stride: int, padding: int) -> Fraction:
    """Give the number of positions before the floor, as an exact fraction."""
    return Fraction(input_size + 2 * padding - kernel_size, stride) + 1


def floored_text(exact: Fraction) -> str:
    """Write a number of positions and, where they differ, its floor: ``14.5 → 14``."""
    floored = f"{exact.numerator // exact.denominator}"
    return floored if exact.denominator == 1 else f"{float(exact):.4g} → {floored}"


def size_sentence(input_size: int, kernel_size: int, stride: int, padding: int) -> str:
    """Write the sum that gives the number of positions."""
    zeros = f" + 2·{padding}" if padding else ""
    exact = exact_size(input_size, kernel_size, stride, padding)
    noun = "position" if int(exact) == 1 else "positions"
    return f"({input_size}{zeros} − {kernel_size})/{stride} + 1 = {floored_text(exact)} {noun}"


def unread_sentence(noun: str, unread: Sequence[int]) -> str:
    """Say which pixels (or rows, or columns) no window reads."""
    if len(unread) == 0:
        return f"every {'pixel' if noun == 'row and column' else noun} is read"
    if len(unread) == 1:
        verb = "are" if " and " in noun else "is"
        return f"{noun} {unread[0]} {verb} never read"
    nouns = noun.replace("row and column", "rows and column") + "s"
    if len(unread) > MOST_NAMED_PIXELS:
        return f"{len(unread)} {nouns} are never read ({unread[0]}, {unread[1]}, …, {unread[-1]})"
    *most, last = map(str, unread)
    return f"{nouns} {', '.join(most)} and {last} are never read"
