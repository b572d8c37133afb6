"""How results without a name differ from the right ones: what can be said, the most telling first.

A claim is tried on each case that came out wrong. It is true there, false, or true for nothing, as
where a map of one row has all its rows alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from convtutor.checks.faults.seen import Seen
from convtutor.checks.faults.shapes import other_shapes

Claim = Callable[[Seen], "bool | None"]
"""Whether it is so; None where it would be so of a right answer, too."""
Supposed = Callable[[Seen], "np.ndarray | None"]
"""What yours would be; None where that says nothing."""


def said(what: str, seen: Sequence[Seen], places: bool) -> Iterator[tuple[str, Claim]]:
    """All claims that tell exactly what yours is, with their words.

    Where most cases raise an error, what is said of `places` would be true by chance.
    """
    value = "each value" if what in ("map", "sizes") else f"the {what}"
    for words, supposed in _OF_ALL.items():
        yield words.format(what=f"the {what}", value=value), _is(supposed)
    more = _amount(seen)
    if more:
        way = "large" if more > 0 else "small"
        yield f"{value} is {abs(more):.4g} too {way}", _is(lambda s: s.right + more)
    if what != "sizes":
        for name in seen[0].numbers():
            for words, change in _BY_A_NUMBER.items():
                yield words.format(value=value, name=name), _is(_by(change, name))
    if what == "number":
        for name, other in permutations(seen[0].numbers(), 2):
            words = f"the number is as large as with {name} in the place of {other}"
            yield words, _is(_exchanged(name, other))
    if what == "map" and places:
        for words, supposed in _OF_MAPS.items():
            yield words, _is(supposed)
        yield from _WHOLE.items()
    if what != "number" and seen[0].right.ndim and places:
        whole = (
            "the map is" if what == "map" else "the shapes are" if seen[0].right.ndim > 1 else ""
        )
        for words, region in (_PARTS if what == "map" else _PLACES).items():
            if whole:
                yield f"{whole} right but for {words}", _is(_only_in(region))


def loosely_said(what: str, seen: Sequence[Seen], places: bool) -> Iterator[str]:
    """What is true of all, but says less."""
    if any(s.yours.shape != s.right.shape for s in seen):
        yield from other_shapes(what, seen, places)
        return
    if not places:
        if what == "map":
            yield _OTHER_VALUES
        return
    whose = "each value" if what in ("map", "sizes") else f"the {what}"
    offsets = np.concatenate([(s.yours - s.right).ravel() for s in seen])
    slack = max(s.slack.max(initial=0.0) for s in seen)
    for way, sign in (("large", 1), ("small", -1)):
        if (sign * offsets > slack).all():
            yield f"{whose} is too {way}"
    whole = all((s.yours == np.rint(s.yours)).all() for s in seen)
    if whole and not all((s.right == np.rint(s.right)).all() for s in seen):
        yield f"{whose} is a whole number"
    if (offsets >= -slack).all() or (offsets <= slack).all():
        yield f"{whose} is right or too {'large' if offsets.max() > slack else 'small'}"
    if what == "map" and all(s.yours.ndim for s in seen):
        yield _OTHER_VALUES


_OTHER_VALUES = "the map has the right size, but other values"


def _amount(seen: Sequence[Seen]) -> float:
    """What may be too much everywhere, or 0."""
    if any(s.yours.shape != s.right.shape for s in seen):
        return 0.0
    return float(np.median(np.concatenate([(s.yours - s.right).ravel() for s in seen])))


# ---------------------------------------------------------------- what yours would be


def _is(supposed: Supposed) -> Claim:
    def claim(s: Seen) -> bool | None:
        yours = supposed(s)
        return None if yours is None else s.alike(yours)

    return claim


_OF_ALL: dict[str, Supposed] = {
    "{what} has the other sign": lambda s: -s.right,
    "{what} is never below 0, and else right": lambda s: s.right.clip(0),
    "{what} has no signs, and is else right": lambda s: abs(s.right),
    "{what} is twice as large as it should be": lambda s: 2 * s.right,
    "{what} is half as large as it should be": lambda s: s.right / 2,
    "{what} is divided by the number of channels": lambda s: s.right / s.channels,
    "{what} is multiplied by the number of channels": lambda s: s.right * s.channels,
    "{what} is divided by the number of weights of one channel": lambda s: s.right / s.area,
    "{what} is multiplied by the number of weights of one channel": lambda s: s.right * s.area,
    "{what} is divided by the number of weights": lambda s: s.right / (s.area * s.channels),
    "{value} is too small by the bias": lambda s: s.right - s.bias,
    "{value} is too large by the bias": lambda s: s.right + s.bias,
    "{value} is too large by the bias times one less than the channels": lambda s: (
        s.right + s.bias * (s.channels - 1)
    ),
    "{value} is too large by the bias times the channels": lambda s: s.right + s.bias * s.channels,
    "{value} is too small by twice the bias": lambda s: s.right - 2 * s.bias,
    "{value} is 0": lambda s: 0 * s.right,
    "{value} is the bias, and nothing else": lambda s: 0 * s.right + s.bias,
    "{value} has the other sign before the bias is added": lambda s: 2 * s.bias - s.right,
    "{value} is twice as large before the bias is added": lambda s: 2 * s.right - s.bias,
}
_BY_A_NUMBER: dict[str, Callable[[Seen, float], np.ndarray]] = {
    "{value} is {name} itself": lambda s, n: 0 * s.right + n,
    "{value} is too large by {name}": lambda s, n: s.right + n,
    "{value} is too small by {name}": lambda s, n: s.right - n,
    "{value} is multiplied by {name}": lambda s, n: s.right * n,
    "{value} is divided by {name}": lambda s, n: s.right / n,
    "{value} has {name} in the place of the bias": lambda s, n: s.right - s.bias + n,
}


def _by(change: Callable[[Seen, float], np.ndarray], name: str) -> Supposed:
    return lambda s: change(s, s.numbers().get(name, np.nan))


def _exchanged(name: str, other: str) -> Supposed:
    def supposed(s: Seen) -> np.ndarray:
        numbers = s.numbers()
        return s.right * numbers.get(name, np.nan) / numbers.get(other, np.nan)

    return supposed


def _turned(turn: Callable[[np.ndarray], np.ndarray]) -> Supposed:
    return lambda s: turn(s.right) if s.right.ndim > 1 else s.yours + np.nan


def _moved(axis: int, step: int) -> Supposed:
    def supposed(s: Seen) -> np.ndarray | None:
        if s.yours.shape != s.right.shape or s.right.ndim < 2:
            return s.yours + np.nan
        yours = np.moveaxis(s.yours.copy(), axis, 0)
        right = np.moveaxis(s.right, axis, 0)
        if len(right) < 2:
            return None
        kept, moved = (slice(1, None), right[:-1]) if step > 0 else (slice(-1), right[1:])
        yours[kept] = moved
        return np.moveaxis(yours, 0, axis)

    return supposed


def _counting(axis: int) -> Supposed:
    """In the place of the bias, the number of the row or column."""
    return lambda s: (
        s.right - s.bias + np.indices(s.right.shape)[axis] if s.right.ndim > 1 else None
    )


_OF_MAPS: dict[str, Supposed] = {
    "rows and columns of the map are swapped": _turned(lambda a: a.swapaxes(-1, -2)),
    "the map is upside down": _turned(lambda a: np.flip(a, -2)),
    "the map is mirrored, left to right": _turned(lambda a: np.flip(a, -1)),
    "the map is turned by half a turn": _turned(lambda a: np.flip(a, (-2, -1))),
    "all axes of the map are turned round": _turned(lambda a: a.T),
    "the map is moved down by one row": _moved(-2, 1),
    "the map is moved up by one row": _moved(-2, -1),
    "the map is moved to the right by one column": _moved(-1, 1),
    "the map is moved to the left by one column": _moved(-1, -1),
    "each value has the number of its row in the place of the bias": _counting(-2),
    "each value has the number of its column in the place of the bias": _counting(-1),
}


def _alike_along(axes: tuple[int, ...]) -> Claim:
    """Whether all that lies along some axes is the same."""

    def claim(s: Seen) -> bool | None:
        if s.yours.ndim < 2 or s.right.ndim < 2 or not s.yours.size:
            return False
        if max(s.yours.shape[axis] for axis in axes) < 2:
            return None
        first = np.take(s.yours, [0], axes[0])
        for axis in axes[1:]:
            first = np.take(first, [0], axis)
        return s.near(s.yours, np.broadcast_to(first, s.yours.shape))

    return claim


_WHOLE: dict[str, Claim] = {
    "all values of the map are the same": _alike_along((-2, -1)),
    "all rows of the map are the same": _alike_along((-2,)),
    "all columns of the map are the same": _alike_along((-1,)),
}
_ALL = slice(None)
_PARTS: dict[str, tuple[Any, ...]] = {
    "its first value": (..., slice(1), slice(1)),
    "its last value": (..., slice(-1, None), slice(-1, None)),
    "its first row": (..., slice(1), _ALL),
    "its last row": (..., slice(-1, None), _ALL),
    "its first column": (..., slice(1)),
    "its last column": (..., slice(-1, None)),
    "its first channel": (..., slice(1), _ALL, _ALL),
    "its last channel": (..., slice(-1, None), _ALL, _ALL),
    "the first picture": (slice(1), _ALL, _ALL, _ALL),
    "the last picture": (slice(-1, None), _ALL, _ALL, _ALL),
}
_PLACES: dict[str, tuple[Any, ...]] = {
    "the channels": (..., slice(1)),
    "the rows": (..., slice(1, 2)),
    "the columns": (..., slice(2, 3)),
    "rows and columns": (..., slice(1, 3)),
    "channels and rows": (..., slice(0, 2)),
    "channels and columns": (..., slice(0, 3, 2)),
    "the first layer": (slice(1),),
    "the last layer": (slice(-1, None),),
}


def _has(s: Seen, region: tuple[Any, ...]) -> bool:
    return s.yours.shape == s.right.shape and s.right.ndim >= len(region) - (region[0] is ...)


def _only_in(region: tuple[Any, ...]) -> Supposed:
    def supposed(s: Seen) -> np.ndarray | None:
        if not _has(s, region):
            return s.yours + np.nan
        yours = s.right.copy()
        yours[region] = s.yours[region]
        return None if s.right[region].size == yours.size else yours

    return supposed
