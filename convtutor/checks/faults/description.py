"""A true sentence on how an answer without a name differs from the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convtutor.calling.outcome import Case, Outcome, Raised
from convtutor.checks.compare import allowed_error
from convtutor.checks.exercise import Exercise
from convtutor.checks.problems import numbers_of

TELLING = 2
"""Cases in which a description must say more than nothing, beside being true in all."""


@dataclass(frozen=True)
class Seen:
    """A case that came out wrong, as numbers."""

    settings: Mapping[str, Any]  # the arguments by name, defaults included
    right: np.ndarray
    yours: np.ndarray
    slack: np.ndarray

    def alike(self, other: np.ndarray) -> bool:
        """Whether yours is this, as far as rounding allows."""
        far = self.slack.max(initial=0.0) + 1e-9
        return self.yours.shape == other.shape and bool((np.abs(self.yours - other) <= far).all())

    @property
    def bias(self) -> Any:
        """One for all values, or one for each map."""
        given = self.settings.get("bias")
        bias = np.asarray(0.0 if given is None else given, float)
        return bias[:, np.newaxis, np.newaxis] if bias.ndim else bias

    @property
    def channels(self) -> int:
        """Of the filter."""
        weight = self.settings.get("weight", np.zeros(()))
        return weight.shape[-3] if weight.ndim > 2 else 1

    @property
    def area(self) -> int:
        """Weights of one channel."""
        return int(np.prod(self.settings["weight"].shape[-2:])) if "weight" in self.settings else 1


def describe_difference(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Outcome],
    got: Sequence[Outcome],
    wrong: Sequence[int],
) -> str:
    """Say how the results of all wrong cases differ: a sentence without its full stop, or "".

    What is said is true of each wrong case, and shows in at least two of them.
    """
    numbers = [(numbers_of(expected[i]), numbers_of(got[i])) for i in wrong]
    if wrong and all(
        isinstance(expected[i], Raised) and yours is not None
        for i, (_, yours) in zip(wrong, numbers, strict=True)
    ):
        return "no error is raised where the contract asks for one"
    seen = []
    for index, (right, yours) in zip(wrong, numbers, strict=True):
        if right is None or yours is None or not np.isfinite(yours).all():
            return ""
        case = cases[index]
        floats = right.astype(np.float64), yours.astype(np.float64)
        seen.append(Seen(settings_of(exercise, case), *floats, allowed_error(exercise, case)))
    if len(seen) < TELLING or exercise.accepts:  # several answers are right, not ours alone
        return ""
    what = {"size": "number", "sizes": "sizes", "number": "value"}.get(exercise.returns, "map")
    with np.errstate(all="ignore"):
        said = next((words for words, is_so in _said(what, seen[0]) if _holds(is_so, seen)), "")
        said = said or _amount(what, seen)
    failing = {id(cases[index]) for index in wrong}
    return said and f"{_where(exercise, cases, failing)}, {said}"


def settings_of(exercise: Exercise, case: Case) -> dict[str, Any]:
    """The arguments of a call by name, defaults included."""
    bound = exercise.signature.bind(*case.arguments, **case.options)
    bound.apply_defaults()
    return dict(bound.arguments)


Supposed = Callable[[Seen], "np.ndarray | None"]
"""What yours would be; None where it would be that, and right as well."""


def _holds(supposed: Supposed, seen: Sequence[Seen]) -> bool:
    """Whether it is so in each case, and not for nothing."""
    telling = 0
    for one in seen:
        yours = supposed(one)
        if yours is not None and not one.alike(yours):
            return False
        telling += yours is not None
    return telling >= TELLING


def _said(what: str, first: Seen) -> Iterator[tuple[str, Supposed]]:
    """All that can be said, the most telling first."""
    value = "each value" if what == "map" else f"the {what}"
    for words, supposed in _OF_ALL.items():
        yield words.format(what=f"the {what}", value=value), supposed
    if what == "number":
        for name, given in first.settings.items():
            if isinstance(given, int | np.integer):
                for words, change in _BY_ARGUMENT.items():
                    yield words.format(name=name), _by(change, name)
    if what == "map":
        yield from _OF_MAPS.items()
    if what != "number" and first.right.ndim:
        whole = "the map is" if what == "map" else "the shapes are" if first.right.ndim > 1 else ""
        for words, region in (_PARTS if what == "map" else _PLACES).items():
            if whole:
                yield f"{whole} right but for {words}", _only_in(region)


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
}
_BY_ARGUMENT: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "the number is {name} itself": lambda right, given: 0 * right + given,
    "the number is too large by {name}": lambda right, given: right + given,
    "the number is too small by {name}": lambda right, given: right - given,
    "the number is multiplied by {name}": lambda right, given: right * given,
    "the number is divided by {name}": lambda right, given: right / given,
}


def _by(change: Callable[[np.ndarray, int], np.ndarray], name: str) -> Supposed:
    return lambda s: change(s.right, s.settings[name])


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


_OF_MAPS: dict[str, Supposed] = {
    "rows and columns of the map are swapped": _turned(lambda a: a.swapaxes(-1, -2)),
    "the map is upside down": _turned(lambda a: np.flip(a, -2)),
    "the map is mirrored, left to right": _turned(lambda a: np.flip(a, -1)),
    "the map is turned by half a turn": _turned(lambda a: np.flip(a, (-2, -1))),
    "the map is moved down by one row": _moved(-2, 1),
    "the map is moved up by one row": _moved(-2, -1),
    "the map is moved to the right by one column": _moved(-1, 1),
    "the map is moved to the left by one column": _moved(-1, -1),
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
    "the first layer": (slice(1),),
    "the last layer": (slice(-1, None),),
}


def _only_in(region: tuple[Any, ...]) -> Supposed:
    def supposed(s: Seen) -> np.ndarray | None:
        if s.yours.shape != s.right.shape or s.right.ndim < len(region) - (region[0] is ...):
            return s.yours + np.nan
        yours = s.right.copy()
        yours[region] = s.yours[region]
        if s.right[region].size == yours.size:
            return None
        return yours

    return supposed


def _amount(what: str, seen: Sequence[Seen]) -> str:
    """The same number too much everywhere, or the same number of rows and columns."""
    if any(s.yours.shape != s.right.shape for s in seen):
        if what != "map" or any(s.yours.ndim != s.right.ndim for s in seen):
            return ""
        said = [_longer(name, seen, axis) for axis, name in ((-2, "row"), (-1, "column"))]
        return f"the map has {' and '.join(filter(None, said))}" if any(said) else ""
    whose = "each value" if what in ("map", "sizes") else f"the {what}"
    offsets = np.concatenate([(s.yours - s.right).ravel() for s in seen])
    amount = float(np.median(offsets))
    if amount and all(s.alike(s.right + amount) for s in seen):
        return f"{whose} is {abs(amount):.4g} too {'large' if amount > 0 else 'small'}"
    slack = max(s.slack.max(initial=0.0) for s in seen)
    for way, sign in (("large", 1), ("small", -1)):
        if (sign * offsets > slack).all():
            return f"{whose} is too {way}"
    whole = all((s.yours == np.rint(s.yours)).all() for s in seen)
    if whole and not all((s.right == np.rint(s.right)).all() for s in seen):
        return f"{whose} is a whole number"
    if (offsets >= -slack).all() or (offsets <= slack).all():
        return f"{whose} is right or too {'large' if offsets.max() > slack else 'small'}"
    return ""


def _longer(name: str, seen: Sequence[Seen], axis: int) -> str:
    """How many rows or columns too many: a number, a multiple of the padding, or just that."""
    more = [s.yours.shape[axis] - s.right.shape[axis] for s in seen]
    padding = [s.settings.get("padding", 0) for s in seen]
    if not any(more) or min(more) * max(more) < 0:
        return ""
    way = "many" if max(more) > 0 else "few"
    if len(set(more)) == 1:
        return f"{abs(more[0])} {name}{'s' * (abs(more[0]) > 1)} too {way}"
    for words, times in (("the padding", 1), ("twice the padding", 2)):
        if [abs(n) for n in more] == [times * p for p in padding]:
            return f"too {way} {name}s, by {words}"
    return f"too {way} {name}s" if min(more) * max(more) > 0 else ""


def _where(exercise: Exercise, cases: Sequence[Case], failing: set[int]) -> str:
    """In which cases: a setting that all failing ones have and no other, if there is one."""
    settings = [(id(case) in failing, settings_of(exercise, case)) for case in cases]
    conditions: dict[str, Callable[[dict[str, Any]], bool]] = {
        "padding > 0": lambda s: s.get("padding", 0) > 0,
        "stride > 1": lambda s: s.get("stride", 1) > 1,
        "stride > 1 and padding > 0": lambda s: s.get("stride", 1) > 1 and s.get("padding", 0) > 0,
    }
    for words, condition in conditions.items():
        if all(wrong == condition(one) for wrong, one in settings):
            return f"wherever {words}"
    return "in every case that fails" if len(failing) < len(cases) else "in every case"
