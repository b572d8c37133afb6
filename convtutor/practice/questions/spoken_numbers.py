"""Numbers in sentences: separators, true minus signs, one thing or several of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import Values


class Spoken:
    """A number in a sentence: `{n}` is "1,024", and `{n:pixel}` "1,024 pixels"."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __str__(self) -> str:
        return spoken(self.value)

    def __format__(self, thing: str) -> str:
        if not thing:
            return str(self)
        return f"{self} {thing}" if self.value == 1 else f"{self} {plural(thing)}"


def say(values: Values) -> Values:
    """The same values, as sentences speak them."""
    return {
        name: Spoken(value)
        if isinstance(value, int | float | np.number) and not isinstance(value, bool)
        else value
        for name, value in values.items()
    }


def spoken(number: Any) -> str:
    """A number with separators, a true minus sign, and at most two places.

    Examples
    --------
    >>> spoken(14455392), spoken(-3), spoken(14.5)
    ('14,455,392', '−3', '14.5')
    """
    whole = float(number).is_integer()
    text = f"{int(number):,}" if whole else f"{number:,.2f}".rstrip("0")
    return text.replace("-", "−")


def plural(thing: str) -> str:
    """More than one of a thing: its last word is the one that changes."""
    if thing.endswith(("s", "x")):
        return f"{thing}es"
    return f"{thing}s"


_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven")
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth", 8: "eighth", 16: "sixteenth"}


def spelt(number: int) -> str:
    """A small number as a word."""
    return _SPELT[number] if number < len(_SPELT) else spoken(number)


def ordinal(number: int) -> str:
    """Which one in a row.

    Examples
    --------
    >>> ordinal(3), ordinal(15), ordinal(21)
    ('third', '15th', '21st')
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    usual = f"{number:,}{'th' if number % 100 in (11, 12, 13) else ending}"
    return _ORDINALS.get(number, usual)
