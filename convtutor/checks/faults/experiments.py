"""What an answer does not read: its result stays as it is when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from convtutor.calling.outcome import Caller, Case, Outcome, Returned, TookTooLong
from convtutor.checks.compare import expected_outcome, repeats
from convtutor.checks.exercise import Exercise

TRIED = 20
"""Cases on which each change is tried, from the smallest to the largest."""
TELLING = 5
"""In how many of them it must matter, at least."""

MUCH = (1, 2, 3, 5, -40)
"""How much is changed."""

Change = Callable[[int, Any], Any]
"""By how much, of an argument's value; None where it has no such part."""


def ignored(
    exercise: Exercise,
    call: Caller,
    cases: Sequence[Case],
    got: Sequence[Outcome],
    parts: bool,
) -> Iterator[str]:
    """Say what makes no difference to an answer, and should.

    Parameters
    ----------
    exercise : Exercise
    call : callable
        From a case to an outcome of the learner's function.
    cases, got : sequence
        Wrong cases, and what came of them; the smallest first.
    parts : bool
        Change single rows, columns and channels, too.
    """
    some = [one for one in zip(cases, got, strict=True) if _holds_something(one[1])]
    some = some[:: -(-len(some) // TRIED) or 1]
    for words, name, change in _changes(exercise, parts):
        told: set[int] = set()
        for (place, (case, outcome)), much in product(enumerate(some), MUCH):
            other = _with(exercise, case, name, partial(change, much))
            if other is None or not _matters(exercise, case, other):
                continue
            came = call(other)
            if isinstance(came, TookTooLong):
                return  # each stop takes a second or more
            if not repeats(outcome, came):
                break
            told.add(place)
        else:
            if len(told) >= TELLING:
                yield f"the result stays as it is when {words} changed"


def _holds_something(outcome: Outcome) -> bool:
    return isinstance(outcome, Returned) and outcome.value is not None and outcome.value.size > 0


def _matters(exercise: Exercise, case: Case, other: Case) -> bool:
    one, two = expected_outcome(exercise, case), expected_outcome(exercise, other)
    return isinstance(one, Returned) and isinstance(two, Returned) and not repeats(one, two)


def _with(exercise: Exercise, case: Case, name: str, change: Callable[[Any], Any]) -> Case | None:
    """The same call with one argument changed, or a part of it; None if it has no such part."""
    names = list(exercise.signature.parameters)
    place = names.index(name)
    if place < len(case.arguments):
        value = change(case.arguments[place])
        arguments = (*case.arguments[:place], value, *case.arguments[place + 1 :])
        return None if value is None else replace(case, arguments=arguments, larger=())
    value = change(case.options.get(name, exercise.signature.parameters[name].default))
    return (
        None if value is None else replace(case, options={**case.options, name: value}, larger=())
    )


def _changes(exercise: Exercise, parts: bool) -> Iterator[tuple[str, str, Change]]:
    """What can be changed, the largest part of an argument first: words, argument, change."""
    for name in exercise.signature.parameters:
        yield f"{_WORDS.get(name, name)} {'are' if name in _MANY else 'is'}", name, _all
    for name in (n for n in ("x", "weight") if parts and n in exercise.signature.parameters):
        for part, axis in _PARTS.items():
            for end, at in (("first", 0), ("last", -1)):
                yield f"the {end} {part} of {_WORDS[name]} is", name, _part(axis, at)


_WORDS = {"x": "the picture", "weight": "the weights", "target": "the wanted map"}
_MANY = ("weight", "layers")
_PARTS = {"channel": -3, "row": -2, "column": -1}


def _all(much: int, value: Any) -> Any:
    if isinstance(value, np.ndarray):
        pattern = 1 + np.arange(value.size).reshape(value.shape) % 3
        return (value + much * pattern).astype(value.dtype)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + much if much > 0 else None
    return value + much if isinstance(value, float) else None


def _part(axis: int, at: int) -> Change:
    def change(much: int, value: Any) -> Any:
        if not isinstance(value, np.ndarray) or value.ndim < -axis or value.shape[axis] < 2:
            return None
        changed = np.moveaxis(value.copy(), axis, 0)
        changed[at] = _all(much, changed[at])
        return np.moveaxis(changed, 0, axis)

    return change
