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

    def alike(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Whether two arrays of this case are the same, as far as rounding allows."""
        far = self.slack.max(initial=0.0) + 1e-9
        return one.shape == other.shape and bool((np.abs(one - other) <= far).all())


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
    if wrong and all(
        isinstance(expected[i], Raised) and numbers_of(got[i]) is not None for i in wrong
    ):
        return "no error is raised where the contract asks for one"
    seen = []
    for index in wrong:
        right, yours = numbers_of(expected[index]), numbers_of(got[index])
        if right is None or yours is None or not np.isfinite(yours).all():
            return ""
        slack = allowed_error(exercise, cases[index])
        floats = right.astype(np.float64), yours.astype(np.float64)
        seen.append(Seen(settings_of(exercise, cases[index]), *floats, slack))
    if len(seen) < TELLING:
        return ""
    what = {"size": "number", "sizes": "sizes", "number": "value"}.get(exercise.returns, "map")
    with np.errstate(all="ignore"):
        found = next((one for one in _said(what) if _holds(one[1], seen)), None)
        said = found[0] if found else _amount(what, seen)
    failing = {id(cases[index]) for index in wrong}
    return said and f"{_where(exercise, cases, failing)}, {said}"


def settings_of(exercise: Exercise, case: Case) -> dict[str, Any]:
    """The arguments of a call by name, defaults included."""
    bound = exercise.signature.bind(*case.arguments, **case.options)
    bound.apply_defaults()
    return dict(bound.arguments)


Test = Callable[[Seen], bool | None]
"""True: it holds, and tells something. None: it holds, and would hold of a right result, too."""


def _holds(test: Test, seen: Sequence[Seen]) -> bool:
    told = [test(one) for one in seen]
    return False not in told and told.count(True) >= TELLING


def _said(what: str) -> Iterator[tuple[str, Test]]:
    """All that can be said, the most telling first."""
    yield f"the {what} has the other sign", lambda s: s.alike(s.yours, -s.right)
    yield (
        f"the {what} is never below 0, and else right",
        lambda s: s.alike(s.yours, s.right.clip(0)),
    )
    yield f"the {what} has no signs, and is else right", lambda s: s.alike(s.yours, abs(s.right))
    for words, factor in _FACTORS.items():
        yield f"the {what} is {words}", _times(factor)
    for words, offset in _OFFSETS.items():
        yield f"{'each value' if what == 'map' else f'the {what}'} is {words}", _plus(offset)
    if what != "map":
        return
    yield "rows and columns of the map are swapped", _turned(lambda a: a.swapaxes(-1, -2))
    yield "the map is upside down", _turned(lambda a: np.flip(a, -2))
    yield "the map is mirrored, left to right", _turned(lambda a: np.flip(a, -1))
    yield "the map is turned by half a turn", _turned(lambda a: np.flip(a, (-2, -1)))
    for axis, names in ((-2, ("down", "up")), (-1, ("to the right", "to the left"))):
        for name, step in zip(names, (1, -1), strict=True):
            line = "row" if axis == -2 else "column"
            yield f"the map is moved {name} by one {line}", _moved(axis, step)
    for words, region in _REGIONS.items():
        yield f"the map is right but for {words}", _only_in(region)


def _sides(s: Seen) -> int:
    return int(np.prod(s.settings["weight"].shape[-2:])) if "weight" in s.settings else 1


def _channels(s: Seen) -> int:
    weight = s.settings.get("weight", np.zeros(()))
    return weight.shape[-3] if weight.ndim > 2 else 1


def _bias(s: Seen) -> Any:
    bias = np.asarray(0.0 if s.settings.get("bias") is None else s.settings["bias"], float)
    return bias[:, np.newaxis, np.newaxis] if bias.ndim else bias


_FACTORS: dict[str, Callable[[Seen], float]] = {
    "twice as large as it should be": lambda s: 2,
    "half as large as it should be": lambda s: 0.5,
    "divided by the number of channels": lambda s: 1 / _channels(s),
    "multiplied by the number of channels": _channels,
    "divided by the number of weights of one channel": lambda s: 1 / _sides(s),
    "multiplied by the number of weights of one channel": _sides,
    "divided by the number of weights": lambda s: 1 / (_sides(s) * _channels(s)),
}
_OFFSETS: dict[str, Callable[[Seen], Any]] = {
    "too small by the bias": lambda s: -_bias(s),
    "too large by the bias": _bias,
    "too large by the bias times one less than the channels": lambda s: (
        _bias(s) * (_channels(s) - 1)
    ),
    "too large by the bias times the channels": lambda s: _bias(s) * _channels(s),
    "too small by twice the bias": lambda s: -2 * _bias(s),
}
_REGIONS: dict[str, tuple[Any, ...]] = {
    "its first row": (..., slice(0, 1), slice(None)),
    "its last row": (..., slice(-1, None), slice(None)),
    "its first column": (..., slice(0, 1)),
    "its last column": (..., slice(-1, None)),
    "its first channel": (..., slice(0, 1), slice(None), slice(None)),
    "its last channel": (..., slice(-1, None), slice(None), slice(None)),
    "the first picture": (slice(0, 1), slice(None), slice(None), slice(None)),
}


def _times(factor: Callable[[Seen], float]) -> Test:
    return lambda s: s.alike(s.yours, s.right * factor(s))


def _plus(offset: Callable[[Seen], Any]) -> Test:
    return lambda s: s.alike(s.yours, s.right + offset(s))


def _turned(turn: Callable[[np.ndarray], np.ndarray]) -> Test:
    return lambda s: s.right.ndim > 1 and s.alike(s.yours, turn(s.right))


def _moved(axis: int, step: int) -> Test:
    def test(s: Seen) -> bool | None:
        if s.yours.shape != s.right.shape or s.right.ndim < 2:
            return False
        yours, right = np.moveaxis(s.yours, axis, 0), np.moveaxis(s.right, axis, 0)
        parts = (yours[1:], right[:-1]) if step > 0 else (yours[:-1], right[1:])
        return s.alike(*parts) and (True if parts[0].size else None)

    return test


def _only_in(region: tuple[Any, ...]) -> Test:
    def test(s: Seen) -> bool | None:
        if s.yours.shape != s.right.shape or s.right.ndim < len(region) - (region[0] is ...):
            return False
        rest = s.yours.copy()
        rest[region] = s.right[region]
        return s.alike(rest, s.right) and (True if s.right[region].size < rest.size else None)

    return test


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
    if amount and all(s.alike(s.yours, s.right + amount) for s in seen):
        return f"{whose} is {abs(amount):.4g} too {'large' if amount > 0 else 'small'}"
    slack = max(s.slack.max(initial=0.0) for s in seen)
    for way, sign in (("large", 1), ("small", -1)):
        if (sign * offsets > slack).all():
            return f"{whose} is too {way}"
    whole = all((s.yours == np.rint(s.yours)).all() for s in seen)
    if whole and not all((s.right == np.rint(s.right)).all() for s in seen):
        return f"{whose} is a whole number"
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
