"""A true sentence on how an answer without a name differs from the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from convtutor.calling.outcome import Caller, Case, Outcome, Raised, Returned
from convtutor.checks.compare import allowed_error
from convtutor.checks.exercise import Exercise, settings_of
from convtutor.checks.faults.differences import Claim, loosely_said, said
from convtutor.checks.faults.experiments import ignored
from convtutor.checks.faults.seen import Seen
from convtutor.checks.problems import numbers_of

TELLING = 2
"""Cases in which a description must say more than nothing, beside being true in all."""


def descriptions(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Outcome],
    got: Sequence[Outcome],
    wrong: Sequence[int],
    call: Caller | None = None,
    places: bool = False,
) -> Iterator[str]:
    """Say how the results of all wrong cases differ: sentences without their full stops.

    The most telling comes first. What is said is true of each wrong case, and shows in at least two
    of them. With a `call`, the learner's function is also tried on other input; with `places`, it
    is told where a result differs even if much ends in errors. Numbers that do not fit into a claim
    make warnings of NumPy, which are for the caller to turn off: not for a generator, which would
    leave them so wherever it is not read to its end.
    """
    unasked = (isinstance(expected[i], Raised) and _is_finite(got[i]) for i in wrong)
    if wrong and all(unasked):
        yield "no error is raised where the contract asks for one"
    where = _where(exercise, cases, {id(cases[index]) for index in wrong})
    came = [i for i in wrong if _is_finite(got[i])]
    raised = [i for i in wrong if isinstance(got[i], Raised)]
    if len(came) + len(raised) == len(wrong) and len(came) >= TELLING:
        asked = [i for i in came if not isinstance(expected[i], Raised)]
        place = "where a result comes back" if raised else where
        if exercise.accepts is None and TELLING <= len(asked) < len(came):
            came, place = asked, "where a result is asked for"
        places = places or (not raised and len(came) > TELLING)
        for what in _differences(exercise, cases, expected, got, came, call, places):
            yield f"{place}, {what}"
    results = [one for one in map(got.__getitem__, wrong) if isinstance(one, Returned)]
    ragged = sum(one.value is None and one.kind != "NoneType" for one in results)
    infinite = sum(not np.isfinite(n).all() for n in map(numbers_of, results) if n is not None)
    for words, count in (("all numbers", ragged), ("finite", infinite)):
        if count >= TELLING:
            yield f"some results are not {words}"
    if where.startswith("only where"):
        yield f"{where} does it go wrong"


def _is_finite(one: Outcome) -> bool:
    numbers = numbers_of(one)
    if numbers is None:
        return isinstance(one, Returned) and one.kind == "NoneType"
    return bool(np.isfinite(numbers).all())


def _differences(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Outcome],
    got: Sequence[Outcome],
    came: Sequence[int],
    call: Caller | None,
    places: bool,
) -> Iterator[str]:
    seen = []
    for index in came:
        right, yours = numbers_of(expected[index]), numbers_of(got[index])
        if right is not None and yours is not None:
            floats = right.astype(np.float64), yours.astype(np.float64)
            slack = allowed_error(exercise, cases[index])
            seen.append(Seen(settings_of(exercise, cases[index]), *floats, slack))
    what = {"size": "number", "sizes": "sizes", "number": "value"}.get(exercise.returns, "map")
    alone = exercise.accepts is None and len(seen) == len(came)  # no other answer is right
    if alone:
        yield from (words for words, claim in said(what, seen, places) if _holds(claim, seen))
    elif exercise.accepts is not None:
        yield from _of_several(exercise, cases, expected, got, came)
    if call is not None:
        smallest = sorted(came, key=lambda i: cases[i].size)
        tried = [cases[i] for i in smallest], [got[i] for i in smallest]
        if places or len(came) > 2 * TELLING:
            yield from ignored(exercise, call, *tried, parts=places)
    if alone:
        yield from loosely_said(what, seen, places)


def _holds(claim: Claim, seen: Sequence[Seen]) -> bool:
    """Whether it is so in each case, and not for nothing."""
    telling = 0
    for one in seen:
        so = claim(one)
        if so is False:
            return False
        telling += bool(so)
    return telling >= TELLING


def _of_several(
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Outcome],
    got: Sequence[Outcome],
    wrong: Sequence[int],
) -> Iterator[str]:
    """Of answers of which several are right: what they give beside what is wanted."""
    known, pairs = exercise.known_by or (lambda _, value: value), []
    for index in wrong:
        right, yours = numbers_of(expected[index]), numbers_of(got[index])
        case = cases[index]
        pairs.append(
            (
                None if right is None else known(case, right),
                None if yours is None else known(case, yours),
                yours,
                Seen(settings_of(exercise, case), np.zeros(()), np.zeros(()), np.zeros(())),
            )
        )
    found = [one for one in pairs if one[1] is not None]
    others = ", where something does" if len(found) < len(pairs) else ""
    two = [(value, seen) for *_, value, seen in found if value is not None and value.shape == (2,)]
    if len(found) >= TELLING and not two:
        yield f"no two numbers come back{others}"
    if TELLING < len(two) == len(found):
        for place, which in ((0, "first"), (1, "second")):
            for name in two[0][1].numbers():
                if all(value[place] == seen.numbers()[name] for value, seen in two):
                    yield f"the {which} of the two numbers is {name}{others}"
    if sum(yours is None for _, yours, *_ in pairs) >= TELLING:
        yield "None comes back where there is something to find, though not always"
    if sum(right is None for right, *_ in found) >= TELLING:
        yield "something comes back where there is nothing to find, though not always"
    both = [(y, r) for r, y, *_ in found if r is not None and y is not None and not y.ndim]
    for words, sign in (("large", 1), ("small", -1)):
        if sum(sign * (y - r) > 0 for y, r in both) >= TELLING:
            yield f"what your numbers give is too {words}, though not always"


def _where(exercise: Exercise, cases: Sequence[Case], failing: set[int]) -> str:
    """In which cases: a setting that all failing ones have and most others have not, if any."""
    if len(failing) == len(cases):
        return "in every case"
    settings = [settings_of(exercise, case) for case in cases]
    wrong = [id(case) in failing for case in cases]
    for words, condition in CONDITIONS.items():
        so = list(map(condition, settings))
        if not all(so) and all(np.less_equal(wrong, so)) and 2 * sum(wrong) >= sum(so):
            return f"only where {words}"
    return "in every case that fails"


def _side(settings: dict[str, Any], name: str, axis: int) -> int:
    value = settings.get(name)
    return value.shape[axis] if isinstance(value, np.ndarray) and value.ndim >= -axis else 1


CONDITIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "stride > 1 and padding > 0": lambda s: s.get("stride", 1) > 1 and s.get("padding", 0) > 0,
    "padding > 0": lambda s: s.get("padding", 0) > 0,
    "stride > 1": lambda s: s.get("stride", 1) > 1,
    "there are several channels": lambda s: _side(s, "x", -3) > 1,
    "there are several pictures": lambda s: _side(s, "x", -4) > 1,
    "there are several filters": lambda s: _side(s, "weight", -4) > 1,
}
"""Of the arguments by name: where something may go wrong, the narrowest first."""
