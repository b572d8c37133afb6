"""Find the faults, alone or two together, that do what a learner's function does in every case.

A name is given on evidence alone: all cases agree, errors and shapes included. One fault comes
before two; two need three wrong cases that gave numbers. Of faults that come out alike, the least
far-fetched are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import numpy as np

from convtutor.checks.faults.recipe import (
    Changes,
    Fault,
    Recipe,
    Result,
    Values,
    result_in,
    result_of,
    together,
)
from convtutor.checks.faults.steps import plain
from convtutor.checks.faults.wording import WORDS

MOST_ALIKE = 3
"""Faults that cannot be told apart: with more of them none is named."""
PARTNER_COST = 1
"""Dearer faults are not combined."""
MOST_TRIED = 4000
"""Combinations that are tried on a case, at most."""


@dataclass(frozen=True)
class Exposed:
    """Which recipe an exercise follows, and what can go wrong in it.

    Attributes
    ----------
    recipe : Recipe
    asked : callable
        From the exercise's arguments, as its reference has them, to what the first steps read.
    faults : tuple of Fault
    styles : tuple of str
        In which a step may be written, where that matters; the first one is the recipe's own.
    words : mapping
        For names that say {the_kernel} and the like.
    combine : callable
        Whether two faults together mean something here.
    few : bool
        All combinations are tried, also of faults that bear on each other.
    """

    recipe: Recipe
    asked: Callable[..., Values]
    faults: tuple[Fault, ...]
    styles: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    combine: Callable[[Fault, Fault], bool] = lambda one, other: True
    few: bool = False

    def name(self, fault: Fault) -> str:
        """What follows "it looks as if"."""
        return fault.name.format_map(self.words)

    def hint(self, fault: Fault) -> str:
        """The fault's own, or that of the first step that it changes."""
        slot = next(iter(fault.changes))
        return (fault.hint or WORDS[plain(slot)][1]).format_map(self.words)


@dataclass(frozen=True)
class Found:
    """One fault or two that do what the learner's function does."""

    faults: tuple[Fault, ...]
    style: str | None = None

    @property
    def cost(self) -> tuple[int, int]:
        """To compare by: the fewer the better, then the less far-fetched."""
        return len(self.faults), sum(one.cost for one in self.faults)

    def changes(self) -> Changes | None:
        """Of both; None where they cannot be had together."""
        return together(self.faults, self.style)


class Trial:
    """Cases on which faults are tried, and what comes of each fault alone."""

    def __init__(
        self,
        exposed: Exposed,
        asked: Sequence[Callable[[], Values]],
        larger: Mapping[int, int] | None = None,
    ) -> None:
        self.exposed = exposed
        self._asked = asked
        self.larger = larger or {}
        """By case, the index of what it asks besides, and where an error may come from, too."""
        self._values: dict[int, Values] = {}
        self._known: dict[tuple[Found, int], tuple[Result, bool]] = {}
        self._shared: Trial | None = None

    def with_more(self, asked: Sequence[Callable[[], Values]], larger: Mapping[int, int]) -> Trial:
        """The same cases and more; what is found out about the same ones stays known to both."""
        other = Trial(self.exposed, [*self._asked, *asked], larger)
        other._shared = self
        return other

    def values(self, index: int) -> Values:
        """The right computation of a case."""
        if self.home(index) is not self:
            return self.home(index).values(index)
        if index not in self._values:
            with np.errstate(all="ignore"):
                self._values[index] = self.exposed.recipe.values(self._asked[index]())
        return self._values[index]

    def right(self, index: int) -> Result:
        """What the right computation gives."""
        return result_of(self.values(index)["returned"])

    def outcome(self, found: Found, index: int) -> tuple[Result, bool]:
        """What faults make of a case, and whether the style of the code matters to it."""
        if self.home(index) is not self:
            return self.home(index).outcome(found, index)
        key = found, index
        known = self._known.get(key)
        if known is None:
            changes = found.changes()
            if changes is None:
                return IMPOSSIBLE
            known = result_in(self.follow(self.values(index), changes))
            if len(found.faults) == 1:
                self._known[key] = known
        return known

    def _follow(self, *computation: Any) -> Values:
        with np.errstate(all="ignore"):
            return self.exposed.recipe.follow(*computation)

    def home(self, index: int) -> Trial:
        """Where a case belongs to, and what is known of it."""
        return self._shared if self._shared and index < len(self._shared._asked) else self

    def follow(self, values: Values, changes: Changes, anew: Iterable[str] | None = None) -> Values:
        """All values of a changed computation."""
        with np.errstate(all="ignore"):
            return self.exposed.recipe.follow(values, changes, anew)


@lru_cache(maxsize=4)
def outcomes_of_pairs(trial: Trial, index: int) -> Callable[[Found], tuple[Result, bool]]:
    """The outcomes of pairs in one case, each worked on from what the earlier fault left."""
    place = {name: at for at, name in enumerate(trial.exposed.recipe.steps)}
    acts = {one: min(place[name] for name in one.changes) for one in trial.exposed.faults}
    right = trial.values(index)
    left: dict[Found, Values] = {}

    @cache
    def outcome(pair: Found) -> tuple[Result, bool]:
        first, then = sorted(pair.faults, key=acts.__getitem__)
        alone, changes = Found((first,), pair.style), pair.changes()
        if changes is None:
            return IMPOSSIBLE
        if alone not in left:
            left[alone] = trial.follow(right, alone.changes() or {})
        values = left[alone]
        if "failed" not in values:
            values = trial.follow(values, changes, then.changes)
        elif place[values["failed"]] >= acts[then]:  # it may not come to that
            values = trial.follow(right, changes)
        return result_in(values)

    return outcome


IMPOSSIBLE = Result(None, "no such combination"), False
"""Of two faults that want one step each for itself."""


def search(
    trial: Trial,
    seen: Sequence[Result],
    agrees: Callable[[int, Result, Result], bool],
    wrong: Sequence[int],
    fixed: int,
    single: bool = False,
) -> list[Found]:
    """Find what explains all outcomes.

    Parameters
    ----------
    trial : Trial
    seen : sequence of Result
        What came of each case.
    agrees : callable
        Whether two results of a case (its index first) cannot be told apart.
    wrong : sequence of int
        The cases that came out wrong, the smallest first.
    fixed : int
        How many cases, the first ones, are the same for every learner.
    single : bool
        Do not look for two faults.
    """
    if not wrong:
        return []
    exposed = trial.exposed
    order = [*wrong, *(i for i in range(len(seen)) if i not in set(wrong))]
    numbers = [i for i in wrong if _tells(seen[i])]
    told = numbers or any(seen[i].error == "NoneType" for i in wrong)

    def like(found: Found, index: int) -> bool:
        """Whether the faults look like the learner in a case."""
        outcome = trial.outcome(found, index)[0]
        if seen[index].error and outcome.value is not None and index in trial.larger:
            outcome = trial.outcome(found, trial.larger[index])[0]
        return agrees(index, outcome, seen[index])

    def explains(found: Found) -> bool:
        return all(like(found, i) for i in order)

    def styles(found: Found) -> list[Found]:
        """The same in other styles, if one could matter in the first case that tells."""
        if not exposed.styles or not any(trial.outcome(found, i)[1] for i in order[:4]):
            return [found]
        return [Found(found.faults, style) for style in exposed.styles]

    singles = []
    for fault in exposed.faults:
        alone = Found((fault,))
        if not told and not _raised(fault, seen, wrong):
            continue
        if not like(alone, order[0]) and not trial.outcome(alone, order[0])[1]:
            continue
        found = next(filter(explains, styles(alone)), None)
        if found:
            singles.append(found)
    if singles:
        return _cheapest(singles)
    if single or len(numbers) < min(3, len(wrong)) or not numbers:
        return []
    return _cheapest(_pairs(trial, agrees, like, seen, order, fixed, explains, styles))


def _tells(result: Result) -> bool:
    """Whether there is a number in it: arrays of NaN alone are alike whatever made them."""
    return result.value is not None and bool(np.isfinite(result.value).any())


def _raised(fault: Fault, seen: Sequence[Result], wrong: Sequence[int]) -> bool:
    """Whether errors alone can be those of the fault."""
    if fault.raises == "any":
        return True
    return bool(fault.raises) and all(fault.raises in seen[i].message for i in wrong)


def _cheapest(found: list[Found]) -> list[Found]:
    """Those of the lowest cost, each said once; none if they are too many."""
    least = min((one.cost for one in found), default=None)
    by_ids = {tuple(f.id for f in one.faults): one for one in found if one.cost == least}
    return list(by_ids.values()) if len(by_ids) <= MOST_ALIKE else []


def _pairs(trial, agrees, like, seen, order, fixed, explains, styles) -> list[Found]:
    partners = [Found((one,)) for one in trial.exposed.faults if one.cost <= PARTNER_COST]
    # Where one fault changes nothing, the other alone must look like the learner.
    possible = ~np.eye(len(partners), dtype=bool)
    changing = np.zeros(len(partners), bool)
    for index in (i for i in order if i < fixed):
        still, alike = np.zeros((2, len(partners)), bool)
        for row in np.flatnonzero(possible.any(1)):
            outcome = trial.outcome(partners[row], index)[0]
            still[row] = agrees(index, outcome, trial.right(index))
            alike[row] = like(partners[row], index)
        changing |= ~still
        if not trial.exposed.few:
            against = np.outer(still, ~alike)
            possible &= ~(against | against.T)
    possible &= np.outer(changing, changing)
    pairs = [
        partners[row].faults + partners[column].faults
        for row, column in np.argwhere(np.triu(possible, 1)).tolist()
    ]
    first = next(i for i in order if seen[i].value is not None)
    outcome_of = outcomes_of_pairs(trial.home(first), first)
    found: list[Found] = []
    for both in sorted(pairs, key=lambda pair: sum(one.cost for one in pair))[:MOST_TRIED]:
        if found and Found(both).cost > found[0].cost:
            break
        if not trial.exposed.combine(*both):
            continue
        shared = set(both[0].changes) & set(both[1].changes)
        for ordered in (both, both[::-1]) if shared else (both,):
            outcome, matters = outcome_of(Found(ordered))
            alike = agrees(first, outcome, seen[first])
            if matters:
                ways = [Found(ordered, style) for style in trial.exposed.styles]
                ways = [way for way in ways if agrees(first, outcome_of(way)[0], seen[first])]
            else:
                ways = styles(Found(ordered)) if alike else []
            match = next(filter(explains, ways), None)
            if match:
                found.append(match)
                break
    return found
