"""From what came of a learner's calls to the mistakes that are named, and to their words."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from convtutor.calling import call_here
from convtutor.calling.outcome import Case, Outcome, Raised, Returned
from convtutor.checks.compare import same_outcome
from convtutor.checks.exercise import Exercise, Mistake
from convtutor.checks.faults.recipe import SLIP, Changes, Exposed, Values, plain
from convtutor.checks.faults.search import search
from convtutor.checks.faults.trying import Found, Tried
from convtutor.checks.faults.wording import WORDS, partings
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
    if not wrong or not all(map(_comparable, got)):
        return ()
    by_hand = tuple(one for one in exercise.by_hand if _does(exercise, one, cases, got, wrong))
    if by_hand or exercise.faults is None:
        return by_hand
    tried, fixed, constant = _tried(exercise, cases), len(exercise.cases), _constant(got)
    smallest = sorted(wrong, key=lambda i: (i >= fixed, cases[i].size))
    with np.errstate(all="ignore"):
        found = search(tried, got, smallest, single=constant)
    if constant and (not found or found[0].cost[0] > 1):
        return (SAME_ANSWER,)
    return tuple(_mistake(one, tried, shown) for one in found)


def known_mistake(exercise: Exercise, id: str) -> Mistake | None:
    """The mistake of an id, as a report finds it stored; None where the course has none such."""
    for one in (*exercise.by_hand, SAME_ANSWER):
        if one.id == id:
            return one
    by_id = {fault.id: fault for fault in exercise.faults.faults} if exercise.faults else {}
    if not by_id.keys() >= set(id.split("+")):
        return None
    found, tried = Found(tuple(by_id[part] for part in id.split("+"))), _tried(exercise)
    shown = _first_wrong(found, tried)
    return _mistake(found, tried, -1 if shown is None else shown)


def known_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """The single mistakes that an exercise can name and its cases show, but the far-fetched."""
    tried = _tried(exercise)
    key = id(tried[0])
    if key not in _CATALOGUES:
        found = [Found((fault,)) for fault in tried[0].exposed.faults if fault.cost < SLIP]
        shown = [(one, _first_wrong(one, tried)) for one in found]
        _CATALOGUES[key] = tuple(_mistake(one, tried, at) for one, at in shown if at is not None)
    return (*exercise.by_hand, *_CATALOGUES[key])


_CATALOGUES: dict[int, tuple[Mistake, ...]] = {}


def _by_size(tried: Sequence[Tried]) -> list[int]:
    return sorted(range(len(tried)), key=lambda index: tried[index].case.size)


def _first_wrong(found: Found, tried: Sequence[Tried]) -> int | None:
    """The smallest of some cases in which faults show."""
    with np.errstate(all="ignore"):
        for index in _by_size(tried):
            one = tried[index]
            if not one.alike(one.made(found).outcome, one.right):
                return index
    return None


# ---------------------------------------------------------------- in words


def _mistake(found: Found, tried: Sequence[Tried], shown: int) -> Mistake:
    """A fault or two in the words of an exercise, and as a function with its signature."""
    exposed, exercise = tried[0].exposed, tried[0].exercise
    hints = [one.hint or WORDS[plain(next(iter(one.changes)))][1] for one in found.faults]
    hint = hints[0] if len(hints) == 1 else "There are two things. " + " And: ".join(hints)
    return Mistake(
        "+".join(one.id for one in found.faults),
        ", and ".join(one.name for one in found.faults).format_map(exposed.words),
        # Where several answers are right, ours is not the learner's.
        "" if shown < 0 or exercise.known_by else _explain(found, tried, shown),
        hint.format_map(exposed.words),
        Mistaken(exposed, found.changes() or {}, exercise.function_name),
    )


def _explain(found: Found, tried: Sequence[Tried], shown: int) -> str:
    """Where the computations part: in the case that is shown, or else in a fixed one."""
    fixed = _by_size(tried[: len(tried[0].exercise.cases)])
    told: dict[int, str] = {}  # by fault, the first case that tells
    sentences = []
    for one in (tried[index] for index in (shown, *fixed)):
        if len(told) == len(found.faults):
            break
        parted = dict(
            enumerate(partings(one.exposed.recipe, one.values, found.faults, found.style))
        )
        new = {place: said for place, said in parted.items() if said and place not in told}
        if new:
            told |= new
            sentences.append(f"With {_asked(one)}: {'; '.join(new.values())}.")
    return " ".join(sentences)


def _asked(tried: Tried) -> str:
    """A case in short: of arrays the shapes."""
    case = tried.case
    given = dict(zip(tried.exercise.signature.parameters, case.arguments, strict=False))
    said = {
        name: f"of {'×'.join(map(str, value.shape))}"
        if isinstance(value, np.ndarray)
        else str(value)
        for name, value in (given | dict(case.options)).items()
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
        if values.get("mutated"):  # as a fault that works in place does
            given = (*arguments, *options.values())
            next(one for one in given if isinstance(one, np.ndarray)).flat[0] += 1
        return answer

    def steps(self, *arguments: Any, **options: Any) -> Values:
        """All values on the way, as the recipe calls them."""
        ours, own = copy.deepcopy((arguments, options))
        recipe, asked = self.exposed.recipe, self.exposed.asked(*ours, **own)
        return recipe.follow(recipe.values(asked), self.changes)


# ---------------------------------------------------------------- what came of the cases


def _comparable(one: Outcome) -> bool:
    """Whether a fault could give such a thing: truth values and complex numbers none gives."""
    if isinstance(one, Returned):
        return one.value is None or numbers_of(one) is not None
    return isinstance(one, Raised)


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


def _constant(got: Sequence[Outcome]) -> bool:
    """Whether all that came back is the same, so that no input can have mattered."""
    values = [one.value for one in got if isinstance(one, Returned)]
    if len(values) < 3 or any(v is None or v.dtype.kind not in "iuf" for v in values):
        return False
    return len({(v.shape, v.tobytes()) for v in values if v is not None}) == 1


def _tried(exercise: Exercise, cases: Sequence[Case] = ()) -> list[Tried]:
    """The fixed cases, then those that come after them; of what is always asked, all is kept."""
    asked = (*exercise.cases, *cases[len(exercise.cases) :])
    return [exercise.once(one, "tried", partial(Tried, exercise, one)) for one in asked]
