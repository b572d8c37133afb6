"""From what came of a learner's calls to the mistakes that are named, and to their words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convtutor.calling import call_here
from convtutor.calling.outcome import Borrowed, Case, Outcome, Raised, Returned, TookTooLong
from convtutor.checks.compare import WHOLE, allowed_error, same_outcome, same_values
from convtutor.checks.exercise import Exercise, Mistake
from convtutor.checks.faults.recipe import Changes, Fault, Result, Values
from convtutor.checks.faults.search import Exposed, Found, Trial, search
from convtutor.checks.faults.wording import partings
from convtutor.checks.problems import numbers_of

SAME_ANSWER = Mistake(
    "constant-answer",
    "the same answer was returned, whatever is asked",
    "It is right where it happens to be, and nowhere else.",
    "Call it with something else. Which of the arguments does your function read?",
    lambda *arguments, **options: 1,
)


def recognise(
    exercise: Exercise,
    cases: Sequence[Case],
    got: Sequence[Outcome],
    wrong: Sequence[int],
    shown: int,
) -> tuple[Mistake, ...]:
    """Name what gives the learner's outcome in every case; nothing less is a name.

    Parameters
    ----------
    exercise : Exercise
    cases, got : sequence
        The calls and what came of them.
    wrong : sequence of int
        The cases that came out wrong.
    shown : int
        The one whose numbers may be told, or -1.

    Returns
    -------
    tuple of Mistake
        Of two mistakes at once, one with both ids, joined by "+".
    """
    if not wrong or any(isinstance(one, Borrowed | TookTooLong) for one in got):
        return ()
    by_hand = tuple(one for one in exercise.by_hand if _does(exercise, one, cases, got, wrong))
    if by_hand or exercise.faults is None:
        return by_hand
    trial = _trial(exercise, cases)
    smallest = sorted(wrong, key=lambda i: (i >= len(exercise.cases), cases[i].size))
    seen = [_seen(one) for one in got]
    if any(one is None for one in seen):  # no fault gives such a thing
        return ()
    with np.errstate(all="ignore"):
        found = search(
            trial,
            [one for one in seen if one],
            _agreement(exercise, cases),
            smallest,
            len(exercise.cases),
            single=_constant(got),
        )
    if (not found or found[0].cost[1] > 1) and _constant(got):
        return (SAME_ANSWER,)
    index = shown if shown >= 0 else None
    return tuple(mistake_of(exercise, one, trial, index, cases) for one in found)


def mistake_of(
    exercise: Exercise, found: Found, trial: Trial, index: int | None, cases: Sequence[Case]
) -> Mistake:
    """A fault or two in the words of an exercise, and as a function with its signature."""
    exposed = _exposed(exercise)
    one, *more = found.faults
    name, hint = exposed.name(one), exposed.hint(one)
    for other in more:
        name = f"{name}, and {exposed.name(other)}"
        hint = f"There are two things. {hint} And: {exposed.hint(other)}"
    return Mistake(
        "+".join(fault.id for fault in found.faults),
        name,
        _explain(exercise, found, trial, index, cases),
        hint,
        Mistaken(exposed, found.changes() or {}, exercise.function_name),
    )


def _explain(
    exercise: Exercise, found: Found, trial: Trial, index: int | None, cases: Sequence[Case]
) -> str:
    """Where the computations part: in the case of the index, or else in a fixed one."""
    # Where several answers are right, ours is not the learner's.
    if index is None or exercise.known_by:
        return ""
    recipe = trial.exposed.recipe
    order = sorted(range(len(exercise.cases)), key=lambda i: exercise.cases[i].size)
    told: dict[int, dict[int, str]] = {}
    for case in (index, *order):
        parted = list(partings(recipe, trial.values(case), found.faults, found.style))
        for place, sentence in enumerate(parted):
            if sentence and not any(place in said for said in told.values()):
                told.setdefault(case, {})[place] = sentence
        if sum(map(len, told.values())) == len(found.faults):
            break
    return " ".join(
        f"With {_asked(exercise, cases[case])}: {'; '.join(said.values())}."
        for case, said in told.items()
    )


def _asked(exercise: Exercise, case: Case) -> str:
    """A case in short: of arrays the shapes."""
    names = exercise.signature.parameters
    given = dict(zip(names, case.arguments, strict=False)) | dict(case.options)
    said = {
        name: f"of {'×'.join(map(str, value.shape))}"
        if isinstance(value, np.ndarray)
        else str(value)
        for name, value in given.items()
    }
    return ", ".join(f"{name} {value}" for name, value in said.items() if len(value) <= 30)


@dataclass(frozen=True, eq=False)
class Mistaken:
    """A wrong computation, called as the exercise's own function is.

    An object, no function: an error in it can show no line of ours.
    """

    exposed: Exposed
    changes: Changes
    __name__: str

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Compute it."""
        values = self.steps(*arguments, **options)
        answer = values.get("error", values["returned"])
        if isinstance(answer, Exception):
            raise answer
        if values.get("mutated"):
            _spoil(arguments, options)
        return answer

    def steps(self, *arguments: Any, **options: Any) -> Values:
        """All values on the way, as the recipe calls them."""
        ours, own = copy.deepcopy((arguments, options))
        recipe, asked = self.exposed.recipe, self.exposed.asked(*ours, **own)
        return recipe.follow(recipe.values(asked), self.changes)


def _spoil(arguments: tuple[Any, ...], options: dict[str, Any]) -> None:
    """Change an array that was given, as a fault that works in place does."""
    arrays = [one for one in (*arguments, *options.values()) if isinstance(one, np.ndarray)]
    arrays[0].flat[0] += 1


def known_mistake(exercise: Exercise, id: str) -> Mistake | None:
    """The mistake of an id, as a report finds it stored; None where the course has none such."""
    for one in (*exercise.by_hand, SAME_ANSWER):
        if one.id == id:
            return one
    if exercise.faults is None:
        return None
    by_id = {fault.id: fault for fault in exercise.faults.faults}
    faults = tuple(by_id[part] for part in id.split("+") if part in by_id)
    if len(faults) != id.count("+") + 1:
        return None
    trial = _trial(exercise, exercise.cases)
    index = _first_wrong(exercise, trial, *faults)
    return mistake_of(exercise, Found(faults), trial, index, exercise.cases)


def known_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """All single mistakes that an exercise can name, and that its fixed cases show."""
    key = exercise.id, id(exercise.cases)
    if exercise.faults is not None and key not in _CATALOGUES:
        trial = _trial(exercise, exercise.cases)
        shown = (
            (Found((fault,)), _first_wrong(exercise, trial, fault))
            for fault in exercise.faults.faults
        )
        _CATALOGUES[key] = tuple(
            mistake_of(exercise, found, trial, index, exercise.cases)
            for found, index in shown
            if index is not None
        )
    return (*exercise.by_hand, *_CATALOGUES.get(key, ()))


_CATALOGUES: dict[tuple[str, int], tuple[Mistake, ...]] = {}


def _first_wrong(exercise: Exercise, trial: Trial, *faults: Fault) -> int | None:
    """The smallest fixed case in which faults show."""
    agrees = _agreement(exercise, exercise.cases)
    order = sorted(range(len(exercise.cases)), key=lambda index: exercise.cases[index].size)
    for index in order:
        if not agrees(index, trial.outcome(Found(faults), index)[0], trial.right(index)):
            return index
    return None


# ---------------------------------------------------------------- outcomes as results


def _seen(outcome: Outcome) -> Result | None:
    if isinstance(outcome, Raised):
        return Result(None, outcome.kind, message=outcome.message)
    if not isinstance(outcome, Returned):
        return None
    if outcome.value is None:
        return Result(None, outcome.kind)
    return (
        Result(outcome.value, changed=outcome.changed) if numbers_of(outcome) is not None else None
    )


def _agreement(exercise: Exercise, cases: Sequence[Case]) -> Callable[[int, Result, Result], bool]:
    """Whether two results of a case cannot be told apart."""
    slacks: dict[int, np.ndarray] = {}
    whole = exercise.returns in WHOLE

    def agrees(index: int, one: Result, other: Result) -> bool:
        if one.error != other.error or one.changed != other.changed:
            return False
        first, second = one.value, other.value
        if first is None or second is None:
            return first is None and second is None
        if exercise.known_by:
            first, second = (exercise.known_by(cases[index], value) for value in (first, second))
        if first.shape != second.shape:
            return False
        if whole:
            return first.dtype.kind == second.dtype.kind and bool(np.all(first == second))
        if index not in slacks:
            slacks[index] = allowed_error(exercise, cases[index])
        return same_values(first, second, slacks[index])

    return agrees


def _does(
    exercise: Exercise,
    mistake: Mistake,
    cases: Sequence[Case],
    got: Sequence[Outcome],
    wrong: Sequence[int],
) -> bool:
    """Whether a mistake that is no change of a step does what the learner's function does."""
    call = call_here(mistake.function)
    order = [*wrong, *(i for i in range(len(cases)) if i not in set(wrong))]
    return all(same_outcome(exercise, cases[i], call(cases[i]), got[i]) for i in order)


def _exposed(exercise: Exercise) -> Exposed:
    if exercise.faults is None:
        raise ValueError(f"{exercise.id} follows no recipe; give it faults=...")
    return exercise.faults


def _constant(got: Sequence[Outcome]) -> bool:
    """Whether all that came back is the same, so that no input can have mattered."""
    values = [one.value for one in got if isinstance(one, Returned)]
    if len(values) < 3 or any(v is None or v.dtype.kind not in "iuf" for v in values):
        return False
    return len({(v.shape, v.tobytes()) for v in values if v is not None}) == 1


_FIXED: dict[tuple[str, int], tuple[Any, Trial]] = {}


def _trial(exercise: Exercise, cases: Sequence[Case]) -> Trial:
    """The trial of these cases; what was found out about the fixed ones is kept."""
    exposed = _exposed(exercise)
    key = exercise.id, id(exercise.cases)
    if key not in _FIXED:
        _FIXED[key] = (
            exercise.cases,
            Trial(exposed, [_asks(exposed, one.arguments, one) for one in exercise.cases]),
        )
    kept = _FIXED[key][1]
    fresh = [_asks(exposed, one.arguments, one) for one in cases[len(exercise.cases) :]]
    longer = [index for index, one in enumerate(cases) if one.larger]
    more = [_asks(exposed, cases[index].larger, cases[index]) for index in longer]
    larger = {index: len(cases) + place for place, index in enumerate(longer)}
    return kept.with_more([*fresh, *more], larger)


def _asks(exposed: Exposed, arguments: tuple[Any, ...], case: Case) -> Callable[[], Values]:
    return lambda: exposed.asked(*arguments, **case.options)
