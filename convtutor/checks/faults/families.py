"""Families of faults: the same slip made with one thing after another.

Each family is a table of ways and what they do. An exercise's words are given with the way, as
"id: what follows 'it looks as if'"; `{end}` in them stands for "first" and for "last".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import SLIP, Fault, Function, Step, plain
from convtutor.checks.faults.wording import WORDS

LITERAL = "Call it with something else. Which of the arguments does your function read?"
"""What to ask where a number was typed in."""
EARLY = "How far is `return` moved in? A function ends at its first `return`."
"""And where a loop ends after its first turn."""

Way = Callable[..., Any]


def _all_but(a: np.ndarray, axis: int, kept: Any) -> np.ndarray:
    """Zeros, but for what is kept along an axis."""
    found, where = np.zeros_like(a), [slice(None)] * a.ndim
    where[axis] = kept
    found[tuple(where)] = a[tuple(where)]
    return found


# What can be done to a number; the cost says how far-fetched it is.
SCALARS: dict[str, tuple[int, Function]] = {
    "none": (1, lambda: 0),
    "one": (1, lambda: 1),
    "two": (2, lambda: 2),
    "twice": (1, lambda right: 2 * right),
    "squared": (2, lambda right: right**2),
    "halved": (1, lambda right: right // 2),
    "negative": (1, lambda right: -right),
    "more": (1, lambda right: right + 1),
    "less": (1, lambda right: right - 1),
    "positive": (1, lambda right: abs(right)),
}
# To an array along one axis, at its first or its last place.
ENDS: dict[str, tuple[int, Way]] = {
    "alike": (1, lambda a, axis, at: np.zeros_like(a) + a.take([at], axis)),
    "only": (1, lambda a, axis, at: _all_but(a, axis, slice(1) if at == 0 else slice(-1, None))),
    "zero": (1, lambda a, axis, at: _all_but(a, axis, slice(1, None) if at == 0 else slice(-1))),
    "alone": (1, lambda a, axis, at: a.take([at], axis)),
    "taken": (1, lambda a, axis, at: a.take(at, axis)),
    "missing": (2, lambda a, axis, at: np.delete(a, at, axis)),
}
# To an array along one axis, all of it.
ALONG: dict[str, tuple[int, Way]] = {
    "reversed": (2, lambda a, axis: np.flip(a, axis)),
    "summed": (1, lambda a, axis: np.zeros_like(a) + a.sum(axis, keepdims=True)),
    "averaged": (2, lambda a, axis: 0.0 * a + a.mean(axis, keepdims=True)),
    "one_sum": (1, lambda a, axis: a.sum(axis, keepdims=True)),
    "sum": (1, lambda a, axis: a.sum(axis)),
    "mean": (1, lambda a, axis: a.mean(axis)),
    "running": (1, lambda a, axis: np.cumsum(a, axis)),
}
# To the rows and columns of an array, which are its last two axes.
TURNS: dict[str, tuple[int, str, Function]] = {
    "flipped": (1, "{was} flipped (that is true convolution)",
                lambda right: right[..., ::-1, ::-1]),
    "upside-down": (2, "{was} turned upside down", lambda right: right[..., ::-1, :]),
    "left-to-right": (2, "{was} turned left to right", lambda right: right[..., ::-1]),
    "transposed": (1, "rows and columns of {it} were swapped",
                   lambda right: right.swapaxes(-1, -2)),
    "turned-left": (2, "{was} turned by a quarter to the left",
                    lambda right: np.rot90(right, 1, (-2, -1))),
    "turned-right": (2, "{was} turned by a quarter to the right",
                     lambda right: np.rot90(right, -1, (-2, -1))),
    "transposed-and-flipped": (2, "{was} transposed and flipped",
                               lambda right: right[..., ::-1, ::-1].swapaxes(-1, -2)),
}  # fmt: skip


def _fault(text: str, hint: str, cost: int, slots: str, change: Function | Step) -> Fault:
    id, name = text.split(": ", 1)
    changes: dict[str, Any] = dict.fromkeys(slots.split(), change)
    return Fault(id, name, hint, cost, **changes)


def number(slots: str, hint: str = "", cost: int | None = None, **ways: str) -> tuple[Fault, ...]:
    """A number left out, taken twice, squared and so on: what is wrong with it, by way."""
    return tuple(
        _fault(text, hint, SCALARS[way][0] if cost is None else cost, slots, SCALARS[way][1])
        for way, text in ways.items()
    )


def typed_in(values: tuple[int, ...], said: str, slot: str, cost: int = 2) -> tuple[Fault, ...]:
    """A number typed in where an argument belongs."""
    text = f"{said.removeprefix('the ').replace(' ', '-')}-always-{{}}: {said} was taken to be {{}}"
    texts = {v: f"{text.format(v, v)}, whatever it is" for v in values}
    return tuple(_fault(texts[v], LITERAL, cost, slot, lambda v=v: v) for v in values)


NUMBERS = "Put the numbers of that case into your line by hand. What comes out, and what should?"
"""What to ask where one number is another than it should be."""
_SLIPS = {
    "none": "as 0",
    "one": "as 1",
    "two": "as 2",
    "more": "one too large",
    "less": "one too small",
    "twice": "twice as large",
    "halved": "half as large",
    "squared": "squared",
    "negative": "with the other sign",
}
_ARGUMENTS = ("n", "k", "s", "p", "inputs", "outputs")
_OPERATORS: dict[str, tuple[str, Function]] = {
    "and": ("the sum of {} and {}", operator.add),
    "less": ("the difference of {} and {}", operator.sub),
    "times": ("the product of {} and {}", operator.mul),
    "by": ("the whole quotient of {} and {}", operator.floordiv),
    "over": ("the quotient of {} and {}", operator.truediv),
    "rest-by": ("the remainder of {} by {}", operator.mod),
}


def slips(*slots: str, others: Iterable[str] = ()) -> tuple[Fault, ...]:
    """What can go wrong with any number: one off, doubled, left out; another taken for it."""
    found: list[Fault] = []
    for slot in slots:
        for way, how in _SLIPS.items():
            text = f"{way}-for-{slot}: {_label(slot)} came out {how}"
            found.append(_fault(text, NUMBERS, SLIP, slot, SCALARS[way][1]))
        found += instead(slot, *others)
    return tuple(found)


def instead(slot: str, *others: str) -> tuple[Fault, ...]:
    """Another number taken for one."""
    return tuple(
        _in_place(slot, other, _label(other), Step(lambda value: value, (_as_given(other),)))
        for other in others
        if other != slot
    )


def _as_given(name: str) -> str:
    """An argument itself, which another mistake has not changed; other steps as they are."""
    bare = plain(name)
    return f"{name.removesuffix(bare)}given_{bare}" if bare in _ARGUMENTS else name


def operators(*sums: str) -> tuple[Fault, ...]:
    """Two numbers that make a third: added where they should be multiplied, and so on.

    A sum such as "weights = fan_in times outputs" says which way is right, "?" that none is.
    """
    found: dict[str, Fault] = {}
    for slot, _, one, right, other in map(str.split, sums):
        for way, (words, change) in _OPERATORS.items():
            swapped = f"{other}-{way}-{one}-for-{slot}"
            if way == right or (way in ("and", "times") and swapped in found):
                continue
            said = words.format(_label(one), _label(other))
            fault = _in_place(slot, f"{one}-{way}-{other}", said, Step(change, (one, other)))
            found[fault.id] = fault
    return tuple(found.values())


def _in_place(slot: str, id: str, said: str, change: Step) -> Fault:
    text = f"{id}-for-{slot}: {said} took the place of {_label(slot)}"
    return _fault(text, NUMBERS, SLIP, slot, change)


def _label(slot: str) -> str:
    axis = {"rows": " for the rows", "cols": " for the columns"}.get(slot.partition("_")[0], "")
    return WORDS[plain(slot)][0] + axis


def along(
    slot: str, axes: int | tuple[int, ...], hint: str = "", cost: int | None = None, **ways: str
) -> tuple[Fault, ...]:
    """One of many taken for all, left out, alone; all in reverse order, summed into one."""
    found = []
    for way, text in ways.items():
        own_cost, change = (ENDS | ALONG)[way]
        for end, at in (("first", (0,)), ("last", (-1,))) if way in ENDS else (("", ()),):
            function = _along(change, axes if isinstance(axes, tuple) else (axes,), at)
            said = text.replace("{end}", end)
            found.append(_fault(said, hint, own_cost if cost is None else cost, slot, function))
    return tuple(found)


def _along(change: Way, axes: tuple[int, ...], at: tuple[int, ...]) -> Function:
    return lambda right: reduce(lambda a, axis: change(a, axis, *at), axes, right)


def turned(slot: str, was: str, it: str, hint: str = "", *, id: str = "") -> tuple[Fault, ...]:
    """Rows and columns flipped, turned or swapped."""
    return tuple(
        Fault(f"{id or slot}-{way}", name.format(was=was, it=it), hint, cost, "", **{slot: change})
        for way, (cost, name, change) in TURNS.items()
    )
