"""Find the faults, alone or two together, that do what a learner's function does in every case.

A name is given on evidence alone: all cases agree, errors and shapes included. One fault comes
before two; two need three wrong cases that gave numbers. Of faults that come out alike, the least
far-fetched are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np

from convtutor.calling import take_numbers
from convtutor.calling.outcome import Case, Outcome, Raised, Returned
from convtutor.checks.compare import WHOLE, allowed_error, same_outcome
from convtutor.checks.exercise import Exercise
from convtutor.checks.faults.recipe import SLIP, Changes, Exposed, Fault, Values, together
from convtutor.checks.problems import numbers_of

MOST_ALIKE = 3
"""Faults that cannot be told apart: with more of them none is named."""
PARTNER_COST = 1
"""Dearer faults are not combined, but where all combinations are tried."""
PAIR_COST = 4
"""Two that are dearer together are too far-fetched."""
MOST_TRIED = 12_000
"""Combinations that are tried on a case, at most; a third where one takes long."""


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


MOST_SIFTED = 2
"""Wrong cases of an aspect, and right ones, by which pairs are sifted before they are tried."""

Made = tuple[Outcome, bool, frozenset[str], frozenset[str]]
"""What faults make of a case, and whether the style of the code matters to it; which steps they
change, and what is read where nothing comes of it."""
IMPOSSIBLE: Made = Raised("no such combination", ""), False, frozenset(), frozenset()
"""Of two faults that want one step each for itself."""


class Tried:
    """A case on which faults are tried; what comes of each fault alone is kept.

    In a `further` one, which is no case of the exercise, no result is as good as another: an error
    or a map of no cells.
    """

    def __init__(
        self, exercise: Exercise, exposed: Exposed, case: Case, further: bool = False
    ) -> None:
        self.exercise, self.exposed, self.case, self.further = exercise, exposed, case, further
        self._outcomes: dict[Found, Made] = {}
        self._alone: dict[tuple[Found, ...], Alone] = {}

    @cached_property
    def values(self) -> Values:
        """The right computation."""
        asked = self.exposed.asked(*self.case.arguments, **self.case.options)
        with np.errstate(all="ignore"):
            return self.exposed.recipe.values(asked)

    @cached_property
    def right(self) -> Outcome:
        """What the right computation gives."""
        return _made(self.values)[0]

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
        return Tried(self.exercise, self.exposed, larger)

    def follow(self, values: Values, changes: Changes, anew: Iterable[str] | None = None) -> Values:
        """All values of a changed computation."""
        with np.errstate(all="ignore"):
            return self.exposed.recipe.follow(values, changes, anew)

    def outcome(self, found: Found) -> Made:
        """What faults make of the case."""
        if found in self._outcomes:
            return self._outcomes[found]
        changes = found.changes()
        made = IMPOSSIBLE if changes is None else _made(self.follow(self.values, changes))
        if len(found.faults) == 1:
            self._outcomes[found] = made
        return made

    def alone(self, partners: tuple[Found, ...]) -> Alone:
        """What each of the partners of pairs alone makes of the case."""
        if partners not in self._alone:
            self._alone[partners] = Alone(self, partners)
        return self._alone[partners]

    @cached_property
    def exact(self) -> bool:
        """Whether more is compared than numbers, give or take the error allowed."""
        exercise = self.exercise
        return bool(exercise.returns in WHOLE or exercise.known_by or self.larger)

    def slack_for(self, shape: tuple[int, ...]) -> Any:
        """How far off values of a shape may be."""
        return self.slack if self.slack.shape == shape else self.slack.max(initial=0.0)

    def alike(self, one: Outcome, other: Outcome) -> bool:
        """Whether two outcomes of the case cannot be told apart."""
        return same_outcome(self.exercise, self.case, one, other, lambda *_: self.slack)

    def like(self, found: Found, seen: Outcome) -> bool:
        """Whether faults look like the learner."""
        outcome = self.outcome(found)[0]
        if self.larger and isinstance(seen, Raised) and not isinstance(outcome, Raised):
            outcome = self.larger.outcome(found)[0]
        if self.further and _is_nothing(outcome) and _is_nothing(seen):
            return True
        return self.alike(outcome, seen)


def _is_nothing(one: Outcome) -> bool:
    return not isinstance(one, Returned) or (one.value is not None and one.value.size == 0)


def _made(values: Values) -> Made:
    """The answer: an error that stands for itself was raised."""
    answer = values.get("error", values["returned"])
    matters = bool(values.get("hangs") or values.get("misfit"))
    otherwise, in_vain = (frozenset(values.get(key, ())) for key in ("otherwise", "in vain"))
    if isinstance(answer, Exception):
        return Raised(type(answer).__name__, str(answer)), matters, otherwise, in_vain
    came = Returned(*take_numbers(answer), changed=bool(values.get("mutated")))
    return came, matters, otherwise, in_vain


@lru_cache(maxsize=4)
def _outcomes_of_pairs(tried: Tried) -> Callable[[Found], Made]:
    """The outcomes of pairs in one case, each worked on from what the earlier fault left."""
    place = {name: at for at, name in enumerate(tried.exposed.recipe.steps)}
    acts = {one: min(place[name] for name in one.changes) for one in tried.exposed.faults}
    left: dict[Found, Values] = {}

    @cache
    def outcome(pair: Found) -> Made:
        first, then = sorted(pair.faults, key=acts.__getitem__)
        alone, changes = Found((first,), pair.style), pair.changes()
        if changes is None:
            return IMPOSSIBLE
        if alone not in left:
            left[alone] = tried.follow(tried.values, alone.changes() or {})
        values = left[alone]
        if "failed" not in values:
            values = tried.follow(values, changes, then.changes)
        elif place[values["failed"]] >= acts[then]:  # it may not come to that
            values = tried.follow(tried.values, changes)
        return _made(values)

    return outcome


def search(
    tried: Sequence[Tried],
    seen: Sequence[Outcome],
    wrong: Sequence[int],
    fixed: int,
    single: bool = False,
) -> list[Found]:
    """Find what explains all outcomes.

    Parameters
    ----------
    tried : sequence of Tried
    seen : sequence of Outcome
        What came of each case.
    wrong : sequence of int
        The cases that came out wrong, the smallest first.
    fixed : int
        How many cases, the first ones, are the same for every learner.
    single : bool
        Do not look for two faults.
    """
    exposed = tried[0].exposed
    order = [*wrong, *(i for i in range(len(seen)) if i not in set(wrong))]
    numbers = [i for i in wrong if _tells(seen[i])]
    came = [one for one in map(seen.__getitem__, wrong) if isinstance(one, Returned)]
    errors_alone = not numbers and all(one.value is not None for one in came)

    def explains(found: Found) -> bool:
        return all(tried[i].like(found, seen[i]) for i in order)

    def shapes_agree(found: Found) -> bool:
        """Whether errors have the same shapes in them, and several such."""
        shapes = [_shapes(seen[i]) for i in wrong]
        ours = (_shapes(tried[i].outcome(found)[0]) for i in wrong)
        return len(set(shapes)) > 1 and all(s and s == o for s, o in zip(shapes, ours, strict=True))

    def styles(found: Found) -> list[Found]:
        """The same in other styles, if one could matter in the first case that tells."""
        if not exposed.styles or not any(tried[i].outcome(found)[1] for i in order[:4]):
            return [found]
        return [Found(found.faults, style) for style in exposed.styles]

    def each_shows(pair: Found) -> bool:
        """Whether each of two changes some result, or else what is raised is its own."""
        ours = {i: tried[i].outcome(pair)[0] for i in wrong if isinstance(seen[i], Returned)}
        return all(
            fault.raises
            or any(not tried[i].alike(tried[i].outcome(other)[0], ours[i]) for i in ours)
            for fault, other in zip(
                pair.faults, [Found((one,), pair.style) for one in pair.faults[::-1]], strict=True
            )
        )

    singles = []
    for fault in exposed.faults:
        alone, smallest = Found((fault,)), tried[order[0]]
        if errors_alone and not (_raised(fault, [seen[i] for i in wrong]) or shapes_agree(alone)):
            continue
        if smallest.like(alone, seen[order[0]]) or smallest.outcome(alone)[1]:
            singles += list(filter(explains, styles(alone)))[:1]
    if errors_alone and not all(one.faults[0].raises for one in singles):
        return []  # the first window that does not fit is the same for many
    likely = any(one.cost[0] <= 2 for one in singles)
    if likely or single or not numbers or len(numbers) < min(3, len(wrong)):
        return _unless_by_chance(_cheapest(singles), 2 * len(numbers) < len(wrong))
    pairs: list[Found] = []
    first = numbers[0]
    outcome_of = _outcomes_of_pairs(tried[first])
    sifting = [i for i in order if i < fixed]
    if not exposed.few:
        sifting = _some_of_each_aspect(tried, sifting, set(wrong))
    for both in _possible(exposed, [(tried[i], seen[i]) for i in sifting]):
        if Found(both).cost[0] > min((one.cost[0] for one in (*pairs, *singles)), default=99):
            break
        shared = set(both[0].changes) & set(both[1].changes)
        for ordered in (both, both[::-1]) if shared else (both,):
            pair = Found(ordered)
            matters = outcome_of(pair)[1]
            ways = [Found(ordered, style) for style in exposed.styles] if matters else [pair]
            ways = [way for way in ways if tried[first].alike(outcome_of(way)[0], seen[first])]
            if not matters and ways:
                ways = styles(pair)
            match = next(filter(explains, ways), None)
            if match and each_shows(match):
                pairs.append(match)
                break
    cheapest = _cheapest([*singles, *pairs])
    return cheapest if exposed.few else _unless_by_chance(cheapest, 2 * len(numbers) < len(wrong))


def _tells(one: Outcome) -> bool:
    """Whether there is a number in it: arrays of NaN alone are alike whatever made them."""
    value = one.value if isinstance(one, Returned) else None
    return value is not None and bool(np.isfinite(value).any())


class Alone:
    """What each of many faults alone makes of a case: what does not hang on the learner."""

    def __init__(self, tried: Tried, partners: Sequence[Found]) -> None:
        self.tried, self.partners = tried, partners
        made = [tried.outcome(one) for one in partners]
        self.outcomes = [one[0] for one in made]
        self.still = np.array([tried.alike(one, tried.right) for one in self.outcomes])
        place = {name: at for at, name in enumerate(tried.exposed.recipe.steps)}
        changed, read = np.zeros((2, len(partners), len(place)), np.float32)
        for row, (*_, otherwise, in_vain) in enumerate(made):
            changed[row, [place[name] for name in otherwise]] = 1
            read[row, [place[name] for name in in_vain if name in place]] = 1
        self.bearing = (read @ changed.T).astype(bool)
        self.sides = [_sides(one) for one in self.outcomes]
        self.sides_stay = np.array([one == _sides(tried.right) for one in self.sides])
        self.arrays: dict[tuple[int, ...], tuple[np.ndarray, np.ndarray]] = {}
        for shape in {shape for one in self.outcomes if (shape := _shape(one)) is not None}:
            rows = [row for row, one in enumerate(self.outcomes) if _shape(one) == shape]
            values = [np.asarray(numbers_of(self.outcomes[row]), np.float64) for row in rows]
            self.arrays[shape] = np.array(rows), np.stack(values)

    def other_sides(self, seen: Outcome) -> np.ndarray:
        """Which faults give a result of other sides than the learner."""
        sides = _sides(seen)
        return np.array([None not in (one, sides) and one != sides for one in self.sides])

    def alike(self, seen: Outcome) -> np.ndarray:
        """Which faults look like the learner."""
        tried = self.tried
        found = np.zeros(len(self.partners), bool)
        rows = np.arange(len(found))
        numbers = numbers_of(seen)
        if numbers is not None and np.isfinite(numbers).all() and not tried.exact:
            if numbers.shape not in self.arrays:
                return found
            rows, values = self.arrays[numbers.shape]
            off = np.abs(values - numbers.astype(np.float64))
            rows = rows[(off <= tried.slack_for(numbers.shape)).reshape(len(rows), -1).all(1)]
        found[rows] = [tried.like(self.partners[row], seen) for row in rows.tolist()]
        return found


def _sides(one: Outcome) -> tuple[int, ...] | None:
    """The sides of a result in whatever order; None where none came."""
    shape = _shape(one)
    return None if shape is None else tuple(sorted(shape))


def _shape(one: Outcome) -> tuple[int, ...] | None:
    numbers = numbers_of(one)
    return None if numbers is None else numbers.shape


def _shapes(one: Outcome) -> tuple[str, ...]:
    """The shapes that an error names, such as those of arrays that do not go together."""
    found = re.findall(r"\(\d[\d, ]*\)", one.message) if isinstance(one, Raised) else []
    return tuple(sorted(shape.replace(" ", "") for shape in found))


def _raised(fault: Fault, seen: Sequence[Outcome]) -> bool:
    """Whether errors alone can be those of the fault."""
    if fault.raises in ("", "any", "shapes"):
        return fault.raises == "any"
    return all(isinstance(one, Raised) and fault.raises in one.message for one in seen)


def _cheapest(found: list[Found]) -> list[Found]:
    """Those of the lowest cost, each said once; none if they are too many."""
    least = min((one.cost for one in found), default=None)
    by_ids = {tuple(f.id for f in one.faults): one for one in found if one.cost == least}
    return list(by_ids.values()) if len(by_ids) <= MOST_ALIKE else []


def _some_of_each_aspect(
    tried: Sequence[Tried], order: Sequence[int], wrong: set[int]
) -> list[int]:
    """Of the cases of each aspect the first two that are wrong, and the first two right ones."""
    chosen: dict[tuple[str, bool], list[int]] = {}
    for i in order:
        chosen.setdefault((tried[i].case.aspect, i in wrong), []).append(i)
    return [i for some in chosen.values() for i in some[:MOST_SIFTED]]


def _unless_by_chance(found: list[Found], errors: bool) -> list[Found]:
    """None of several that are far-fetched, where most of what came are errors."""
    return [] if errors and len(found) > 1 and found[0].cost[0] >= SLIP else found


def _possible(
    exposed: Exposed, cases: Iterable[tuple[Tried, Outcome]]
) -> list[tuple[Fault, Fault]]:
    """Pairs that may explain all.

    Where one gives the right result, the other alone looks like both. Those come last of which the
    other changes what the one reads in vain, so that this need not be. And where one leaves the
    sides of the result as they are, both give those of the other.
    """
    dearest = SLIP if exposed.few else PARTNER_COST
    partners = tuple(Found((one,)) for one in exposed.faults if one.cost <= dearest)
    possible, likely = ~np.eye(len(partners), dtype=bool)[np.newaxis].repeat(2, 0)
    changing = np.zeros(len(partners), bool)
    for tried, seen in cases:
        alone = tried.alone(partners)
        changing |= ~alone.still
        alike = alone.alike(seen)
        if not exposed.few:
            rows = np.flatnonzero(alone.still)
            unlike = np.broadcast_to(~alike, (len(rows), len(partners)))
            for pairs, against in ((likely, unlike), (possible, unlike & ~alone.bearing[rows])):
                pairs[rows] &= ~against
                pairs[:, rows] &= ~against.T
            rows, other = np.flatnonzero(alone.sides_stay), alone.other_sides(seen)
            possible[rows] &= ~other
            possible[:, rows] &= ~other[:, np.newaxis]
    possible &= np.outer(changing, changing)
    pairs = np.argwhere(np.triu(possible, 1))
    costs = np.array([one.cost[0] for one in partners])[pairs].sum(1)
    pairs, costs = pairs[costs <= PAIR_COST], costs[costs <= PAIR_COST]
    order = np.lexsort((costs, ~likely[tuple(pairs.T)]))
    tried_first = pairs[order[: MOST_TRIED if exposed.few else MOST_TRIED // 3]].tolist()
    both = ((partners[row].faults[0], partners[column].faults[0]) for row, column in tried_first)
    return [pair for pair in both if exposed.combine(*pair)]
