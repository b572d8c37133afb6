"""Cases on which faults are tried, and what comes of each fault alone, of all, or of two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np

from convtutor.calling import take_numbers
from convtutor.calling.outcome import Case, Outcome, Raised, Returned
from convtutor.checks.compare import WHOLE, allowed_error, same_outcome
from convtutor.checks.exercise import Exercise, settings_of
from convtutor.checks.faults.recipe import SLIP, Changes, Fault, Values, together
from convtutor.checks.problems import numbers_of


@dataclass(frozen=True)
class Found:
    """One fault or two that do what the learner's function does."""

    faults: tuple[Fault, ...]
    style: str | None = None

    @property
    def cost(self) -> tuple[int, int]:
        """To compare by: how far-fetched all of it is, then how many they are."""
        return sum(one.cost for one in self.faults), len(self.faults)

    def changes(self) -> Changes | None:
        """Of both; None where they cannot be had together."""
        return together(self.faults, self.style)


@dataclass(frozen=True)
class Made:
    """What faults make of a case.

    Attributes
    ----------
    outcome : Outcome
    by_style : bool
        The style of the code matters to it.
    otherwise, in_vain : set of str
        The steps that come out otherwise; what was read where nothing came of it.
    """

    outcome: Outcome
    by_style: bool = False
    otherwise: frozenset[str] = frozenset()
    in_vain: frozenset[str] = frozenset()

    @classmethod
    def of(cls, values: Values) -> Made:
        """Take the answer from all values: an error that stands for itself was raised."""
        answer = values.get("error", values["returned"])
        outcome: Outcome
        if isinstance(answer, Exception):
            outcome = Raised(type(answer).__name__, str(answer))
        else:
            outcome = Returned(*take_numbers(answer), changed=bool(values.get("mutated")))
        by_style = bool(values.get("hangs") or values.get("misfit"))
        changed = (frozenset(values.get(key, ())) for key in ("otherwise", "in vain"))
        return cls(outcome, by_style, *changed)


IMPOSSIBLE = Made(Raised("no such combination", ""))
"""Of two faults that want one step each for itself."""


class Tried:
    """A case on which faults are tried; what comes of each fault alone is kept.

    Where a map is asked for, no result is as good as another: an error or a map of no cells. So it
    is in a `further` case, which is no case of the exercise. A `kept` one is asked in every check.
    """

    def __init__(self, exercise: Exercise, case: Case) -> None:
        if exercise.faults is None:
            raise ValueError(f"{exercise.id} follows no recipe; give it faults=...")
        self.exercise, self.exposed, self.case = exercise, exercise.faults, case
        self.further = any(case is one for one in exercise.further)
        self.kept = self.further or any(case is one for one in exercise.cases)
        self._made: dict[Found, Made] = {}
        self._all: dict[tuple[Found, ...], EachAlone] = {}

    @cached_property
    def values(self) -> Values:
        """The right computation."""
        asked = self.exposed.asked(*self.case.arguments, **self.case.options)
        with np.errstate(all="ignore"):
            return self.exposed.recipe.values(asked)

    @cached_property
    def right(self) -> Outcome:
        """What the right computation gives."""
        return Made.of(self.values).outcome

    @cached_property
    def slack(self) -> np.ndarray:
        """How far off a value may be."""
        return allowed_error(self.exercise, self.case)

    @cached_property
    def larger(self) -> Tried | None:
        """What the case asks besides, and where an error may come from, too."""
        if not self.case.larger:
            return None
        larger = replace(self.case, arguments=self.case.larger, larger=())
        return Tried(self.exercise, larger)

    @cached_property
    def exact(self) -> bool:
        """Whether more is compared than numbers, give or take the error allowed."""
        exercise = self.exercise
        return bool(exercise.returns in WHOLE or exercise.known_by or self.larger)

    @cached_property
    def asked(self) -> frozenset[tuple[str, int]]:
        """Which sides and numbers of the case are not just 0 or 1, by argument and axis."""
        given = settings_of(self.exercise, self.case)
        return frozenset(
            (name, axis)
            for name, value in given.items()
            for axis, side in enumerate(np.shape(value) or [value])
            if not (side is None or side in (0, 1))
        )

    def made(self, found: Found) -> Made:
        """What faults make of the case."""
        if found in self._made:
            return self._made[found]
        changes = found.changes()
        if changes is None:
            return IMPOSSIBLE
        made = Made.of(self.exposed.recipe.follow(self.values, changes))
        if len(found.faults) == 1:
            self._made[found] = made
        return made

    def each_alone(self, partners: tuple[Found, ...]) -> EachAlone:
        """What each of the partners of pairs alone makes of the case."""
        if partners not in self._all:
            self._all[partners] = EachAlone(self, partners)
        return self._all[partners]

    def alike(self, one: Outcome, other: Outcome) -> bool:
        """Whether two outcomes of the case cannot be told apart."""
        return same_outcome(self.exercise, self.case, one, other, lambda *_: self.slack)

    def like(self, found: Found, seen: Outcome) -> bool:
        """Whether faults look like the learner."""
        outcome = self.made(found).outcome
        if self.larger and isinstance(seen, Raised) and not isinstance(outcome, Raised):
            outcome = self.larger.made(found).outcome
        anything = self.further or self.exercise.returns == "map"
        if anything and _is_nothing(outcome) and _is_nothing(seen):
            return True
        return self.alike(outcome, seen)


def _is_nothing(one: Outcome) -> bool:
    return not isinstance(one, Returned) or (one.value is not None and one.value.size == 0)


@lru_cache(maxsize=4)
def pairs_of(tried: Tried) -> Callable[[Found], Made]:
    """Make what gives the outcome of a pair, worked on from what the earlier fault left."""
    place = {name: at for at, name in enumerate(tried.exposed.recipe.steps)}
    acts = {one: min(place[name] for name in one.changes) for one in tried.exposed.faults}
    left: dict[Found, Values] = {}
    follow = tried.exposed.recipe.follow

    @cache
    def made(pair: Found) -> Made:
        first, then = sorted(pair.faults, key=acts.__getitem__)
        alone, changes = Found((first,), pair.style), pair.changes()
        if changes is None:
            return IMPOSSIBLE
        if alone not in left:
            left[alone] = follow(tried.values, alone.changes() or {})
        values = left[alone]
        if "failed" not in values:
            values = follow(values, changes, then.changes)
        elif place[values["failed"]] >= acts[then]:  # it may not come to that
            values = follow(tried.values, changes)
        return Made.of(values)

    return made


class EachAlone:
    """What each of many faults alone makes of a case: what does not hang on the learner.

    Attributes
    ----------
    still : ndarray of bool
        Which faults leave the result as it is.
    bearing : ndarray of bool, shape (faults, faults)
        Whether the one has read in vain what the other changes.
    moving : ndarray of bool
        Which faults make up no value: those that they leave are right ones, or 0.
    """

    def __init__(self, tried: Tried, partners: Sequence[Found]) -> None:
        self.tried, self.partners = tried, partners
        made = [tried.made(one) for one in partners]
        self.outcomes = [one.outcome for one in made]
        self.by_style = [row for row, one in enumerate(made) if one.by_style]
        self.still = np.array([tried.alike(one, tried.right) for one in self.outcomes])
        place = {name: at for at, name in enumerate(tried.exposed.recipe.steps)}
        changed, read = np.zeros((2, len(partners), len(place)), np.float32)
        for row, one in enumerate(made):
            changed[row, [place[name] for name in one.otherwise]] = 1
            read[row, [place[name] for name in one.in_vain if name in place]] = 1
        self.bearing = (read @ changed.T).astype(bool)
        shapes = [_shape(one) for one in self.outcomes]
        self._sides = list(map(_sides, self.outcomes))
        self._held = list(map(_values_of, self.outcomes))
        for row in self.by_style:  # which may give something else
            self._sides[row] = self._held[row] = None
        self.sides_stay = np.array([one == _sides(tried.right) for one in self._sides])
        self._by_shape = {
            shape: [row for row, one in enumerate(shapes) if one == shape]
            for shape in dict.fromkeys(shapes)
            if shape is not None
        }
        self._values = {
            shape: np.stack([np.asarray(numbers_of(self.outcomes[row]), float) for row in rows])
            for shape, rows in self._by_shape.items()
        }
        right = _values_of(tried.right) or frozenset()
        self.moving = np.array([one is not None and one <= right for one in self._held])

    def columns(self, seen: Outcome) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Of each column of shapes: which faults leave it, and which look like the learner there.

        A fault that gives another number of shapes may.
        """
        right, yours = numbers_of(self.tried.right), numbers_of(seen)
        if right is not None and yours is not None and right.shape == yours.shape:
            rows = self._by_shape.get(right.shape, [])
            shapes = self.tried.exercise.returns == "sizes" and right.ndim == 2
            for column in range(right.shape[1] if shapes else 0):
                still, alike = np.zeros(len(self.still), bool), np.ones(len(self.still), bool)
                ours = self._values[right.shape][:, :, column]
                still[rows] = (ours == right[:, column]).all(1)
                alike[rows] = (ours == yours[:, column]).all(1)
                yield still, alike

    def other_sides(self, seen: Outcome) -> np.ndarray:
        """Which faults give a result of other sides than an outcome's, in whatever order."""
        sides = _sides(seen)
        return np.array([None not in (one, sides) and one != sides for one in self._sides])

    def holding(self, seen: Outcome) -> np.ndarray:
        """Which faults give all values of an outcome, or give no numbers."""
        values = _values_of(seen) or frozenset()
        return np.array([one is None or values <= one for one in self._held])

    def alike(self, seen: Outcome) -> np.ndarray:
        """Which faults look like the learner, in some style where they are not far-fetched."""
        tried = self.tried
        found = np.zeros(len(self.partners), bool)
        rows = list(range(len(found)))
        numbers = numbers_of(seen)
        if numbers is not None and numbers.size and np.isfinite(numbers).all() and not tried.exact:
            rows = self._by_shape.get(numbers.shape, [])
            if rows:
                off = np.abs(self._values[numbers.shape] - numbers.astype(float))
                slack = tried.slack
                slack = slack if slack.shape == numbers.shape else slack.max(initial=0.0)
                near = (off <= slack).reshape(len(rows), -1).all(1)
                rows = [row for row, one in zip(rows, near, strict=True) if one]
        found[rows] = [tried.like(self.partners[row], seen) for row in rows]
        for row in (row for row in self.by_style if self.partners[row].cost[0] < SLIP):
            styled = (replace(self.partners[row], style=one) for one in tried.exposed.styles[1:])
            found[row] = found[row] or any(tried.like(one, seen) for one in styled)
        return found


def _values_of(one: Outcome) -> frozenset[float] | None:
    """All values of a result, rounded, and 0; None where it holds no numbers."""
    numbers = numbers_of(one)
    return None if numbers is None else frozenset([0.0, *numbers.astype(float).round(6).flat])


def _shape(one: Outcome) -> tuple[int, ...] | None:
    numbers = numbers_of(one)
    return None if numbers is None else numbers.shape


def _sides(one: Outcome) -> tuple[int, ...] | None:
    """The sides of a result in whatever order; None where it holds nothing."""
    shape = _shape(one)
    return tuple(sorted(shape)) if shape is not None and 0 not in shape else None
