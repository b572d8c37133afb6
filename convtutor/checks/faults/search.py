"""Find the faults, alone or two together, that do what a learner's function does in every case.

A name is given on evidence alone: all cases agree, errors and shapes included. One fault comes
before two; two need three wrong cases that gave numbers, and no more that gave none. Of faults that
come out alike, the least far-fetched are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from convtutor.calling.outcome import Outcome, Raised, Returned
from convtutor.checks.faults.recipe import SLIP, Exposed, Fault
from convtutor.checks.faults.trying import Found, Tried, pairs_of

MOST_ALIKE = 3
"""Faults that cannot be told apart: with more of them none is named."""
PAIR_COST = 2 * SLIP
"""Two that are dearer together are too far-fetched."""
MOST_SIFTED = 5
"""Cases, the plainest, by which pairs are sifted before they are tried."""
MOST_TRIED = 2_500
"""Pairs that are tried on a case, at most."""
SIGN = 2
"""How much cheaper is a pair of which each is seen alone, and that no case speaks against."""


def search(
    tried: Sequence[Tried],
    seen: Sequence[Outcome],
    wrong: Sequence[int],
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
    single : bool
        Do not look for two faults.
    """
    evidence = _Evidence(tried, seen, wrong)
    singles = list(evidence.singles())
    if evidence.errors_alone and not all(one.faults[0].raises for one in singles):
        return []  # the first window that does not fit is the same for many
    likely = any(one.cost[0] < SLIP for one in singles)
    few = evidence.mostly_errors or len(evidence.numbers) < min(3, len(wrong))
    pairs = [] if likely or single or few else evidence.pairs(singles)
    return _cheapest([*singles, *pairs], evidence.mostly_errors)


class _Evidence:
    """What came of a learner's calls, and what it proves.

    Attributes
    ----------
    order, numbers : list of int
        All cases, the wrong ones first; the wrong ones that gave a number.
    errors_alone, mostly_errors : bool
        Nothing but errors and no numbers came where it is wrong; or fewer numbers.
    """

    def __init__(
        self, tried: Sequence[Tried], seen: Sequence[Outcome], wrong: Sequence[int]
    ) -> None:
        self.tried, self.seen, self.wrong, self.exposed = tried, seen, wrong, tried[0].exposed
        self.order = [*wrong, *(i for i in range(len(seen)) if i not in set(wrong))]
        self.numbers = [i for i in wrong if _tells(seen[i])]
        came = [one for one in map(seen.__getitem__, wrong) if isinstance(one, Returned)]
        self.errors_alone = not self.numbers and all(one.value is not None for one in came)
        self.mostly_errors = 2 * len(self.numbers) < len(wrong)
        self.raised = [i for i in wrong if isinstance(seen[i], Raised)]

    def explaining(self, found: Found) -> Found | None:
        """Faults in the first style in which they do what the learner's function does, always."""
        for one in self._styles(found):
            failing = (i for i in self.order if not self.tried[i].like(one, self.seen[i]))
            first = next(failing, None)
            if first is None:
                return one
            if not self.tried[first].made(one).by_style:
                break
        return None

    def singles(self) -> Iterator[Found]:
        """Give the faults that explain all."""
        for alone in (Found((fault,)) for fault in self.exposed.faults):
            must_raise = self.errors_alone or (self.mostly_errors and alone.faults[0].raises)
            if must_raise and not self._raises_the_same(alone):
                continue
            if found := self.explaining(alone):
                yield found

    def pairs(self, singles: Sequence[Found]) -> list[Found]:
        """The pairs that explain all, as far as they are no more far-fetched than single faults."""
        exposed, first = self.exposed, self.numbers[0]
        tried, seen = self.tried[first], self.seen[first]
        made_of = pairs_of(tried)
        sifting = [first, *_plain_ones(self.tried, self.order, MOST_SIFTED)]
        cases = [(self.tried[i], self.seen[i]) for i in dict.fromkeys(sifting)]
        least = min((one.cost[0] for one in singles), default=PAIR_COST)
        pairs: list[Found] = []
        for both in _possible(exposed, cases):
            if Found(both).cost[0] > least:
                continue
            for ordered in (both, both[::-1]) if _in_turn(*both) else (both,):
                pair = Found(ordered)
                ways = self._styles(pair) if made_of(pair).by_style else [pair]
                alike = any(tried.alike(made_of(way).outcome, seen) for way in ways)
                match = self.explaining(pair) if alike else None
                if match and self._each_shows(match):
                    pairs.append(match)
                    least = match.cost[0]
                    break
        return pairs

    def _raises_the_same(self, alone: Found) -> bool:
        """Whether errors can be those of a fault: its own, or with the same shapes in them.

        Of shapes there must be several.
        """
        if _raised(alone.faults[0], [self.seen[i] for i in self.raised]):
            return True
        shapes = [_shapes(self.seen[i]) for i in self.raised]
        ours = (_shapes(self.tried[i].made(alone).outcome) for i in self.raised)
        return len(set(shapes)) > 1 and all(s and s == o for s, o in zip(shapes, ours, strict=True))

    def _styles(self, found: Found) -> list[Found]:
        """The same in all styles, the recipe's own first."""
        return [found, *(Found(found.faults, style) for style in self.exposed.styles[1:])]

    def _each_shows(self, pair: Found) -> bool:
        """Whether each of two changes some result, or else what is raised is its own."""
        came = [self.tried[i] for i in self.order if isinstance(self.seen[i], Returned)]
        both = [one.made(pair).outcome for one in came]
        for fault, other in (pair.faults, pair.faults[::-1]):
            alone = [one.made(Found((other,), pair.style)).outcome for one in came]
            if not fault.raises and all(map(Tried.alike, came, alone, both)):
                return False
        return True


def _in_turn(one: Fault, other: Fault) -> bool:
    """Whether both change what there is of one step, so that it matters which comes first."""
    shared = one.changes.keys() & other.changes.keys()
    return any(
        "right" in a.reads and "right" in b.reads
        for a, b in ((one.changes[slot], other.changes[slot]) for slot in shared)
    )


def _tells(one: Outcome) -> bool:
    """Whether there is a number in it: arrays of NaN alone are alike whatever made them."""
    value = one.value if isinstance(one, Returned) else None
    return value is not None and bool(np.isfinite(value).any())


def _shapes(one: Outcome) -> tuple[str, ...]:
    """The shapes that an error names, such as those of arrays that do not go together."""
    found = re.findall(r"\(\d[\d, ]*\)", one.message) if isinstance(one, Raised) else []
    return tuple(sorted(shape.replace(" ", "") for shape in found))


def _raised(fault: Fault, seen: Sequence[Outcome]) -> bool:
    """Whether errors alone can be those of the fault."""
    if fault.raises in ("", "any", "shapes"):
        return fault.raises == "any"
    messages = [one.message for one in seen if isinstance(one, Raised)]
    return bool(messages) and all(fault.raises in message for message in messages)


def _cheapest(found: list[Found], mostly_errors: bool) -> list[Found]:
    """Those of the lowest cost, each said once; none if they are too many.

    Of several pairs, or several that are far-fetched, the first says as much as all. Those say
    nothing where most of what came are errors, which many have in common.
    """
    least = min((one.cost for one in found), default=(0, 0))
    by_ids = {tuple(f.id for f in one.faults): one for one in found if one.cost == least}
    if len(by_ids) > 1 and (least[0] >= SLIP or least[1] == 2):
        return [] if mostly_errors and least[0] >= SLIP else list(by_ids.values())[:1]
    return list(by_ids.values()) if len(by_ids) <= MOST_ALIKE else []


def _plain_ones(tried: Sequence[Tried], order: Sequence[int], most: int) -> list[int]:
    """Of the cases that are kept some that ask for little each, and together for all there is."""
    plainest = sorted((i for i in order if tried[i].kept), key=lambda i: len(tried[i].asked))
    asked: set[tuple[str, int]] = set()
    telling: list[int] = []
    for i in plainest:
        if tried[i].asked - asked:
            telling.append(i)
            asked |= tried[i].asked
    return [*telling, *(i for i in plainest if i not in telling)][:most]


def _possible(
    exposed: Exposed, cases: Sequence[tuple[Tried, Outcome]]
) -> list[tuple[Fault, Fault]]:
    """Pairs that may explain all, the likeliest first.

    Where one gives the right result, the other alone looks like both: pairs of which that is seen
    come first, and those last of which the other changes what the one reads in vain, so that this
    need not be. Where one leaves the sides of the result as they are, both give those of the other.
    And where the later one makes up no value of a map, all values are the earlier one's.
    """
    partners = tuple(Found((one,)) for one in exposed.faults)
    possible, likely = np.ones((2, len(partners), len(partners)), bool)
    evident = np.zeros(possible.shape)
    moving, holding = np.ones((2, len(partners)), bool)
    for tried, seen in cases:
        each = tried.each_alone(partners)
        moving &= each.moving
        holding &= each.holding(seen)
        alike = each.alike(seen)
        for leaves, looks_alike in ((each.still, alike), *each.columns(seen)):
            evident[leaves] += looks_alike
            likely[leaves] &= looks_alike
        possible[each.still] &= alike | each.bearing[each.still]
        possible[each.sides_stay] &= ~each.other_sides(seen)
    place = {name: at for at, name in enumerate(exposed.recipe.steps)}
    acts = np.array([min(place[name] for name in one.changes) for one in exposed.faults])
    if cases[0][0].exercise.returns == "map":
        later = moving[:, np.newaxis] & (acts[:, np.newaxis] >= acts)
        possible &= ~later | holding | moving
    likely &= likely.T
    possible &= possible.T
    pairs = np.argwhere(np.triu(possible, 1))
    costs = np.array([one.cost[0] for one in partners])[pairs].sum(1)
    pairs, costs = pairs[costs <= PAIR_COST], costs[costs <= PAIR_COST]
    both = tuple(pairs.T)
    shown = (evident + evident.T) / len(cases)
    signs = shown + likely + ((evident > 0) & (evident.T > 0))
    unlikely = costs - SIGN * signs[both]
    order = np.argsort(unlikely, kind="stable")[:MOST_TRIED]
    faults = (
        (exposed.faults[row], exposed.faults[column]) for row, column in pairs[order].tolist()
    )
    return [pair for pair in faults if exposed.combine(*pair)]
