"""The judge: from an exercise and a way to call an answer to a verdict.

It never sees the learner's function, only outcomes, so it runs as well in the learner's kernel
as outside of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from convtutor.calling.outcome import (
    Borrowed,
    Caller,
    Case,
    NotWritten,
    Outcome,
    Raised,
    Returned,
    TookTooLong,
)
from convtutor.checks.code_errors import CodeError, find_error
from convtutor.checks.compare import (
    Comparison,
    compare,
    expected_outcome,
    repeats,
)
from convtutor.checks.exercise import Exercise, Mistake
from convtutor.checks.faults.description import descriptions
from convtutor.checks.faults.naming import recognise
from convtutor.checks.variants import in_real_numbers

PUBLIC_SEED = 0
"""The seed of the fresh cases that a learner meets. With any other, they are hidden."""

UNSTEADY = (
    "called again with the same input, the function gave another result: does it keep something "
    "between calls, such as a global or a list as a default, or roll dice?"
)

KEPT = (
    "the result is that of an earlier call with the same shapes and other values: compute it anew "
    "in each call; does the function keep something in a global, a default or a cache?"
)
MEMORY = (
    "right for the same numbers when they lie row by row in memory, wrong for an array that lies "
    "there {}, as a transposed or sliced one does: work with indices and shapes, or begin with "
    "x = np.ascontiguousarray(x)"
)
KINDS = (
    "right for the same numbers as floats, wrong where one array holds whole numbers and another "
    "real ones: give the result a kind of its own, as np.zeros(shape) does, and take no dtype from "
    "an input"
)

MEND_BELOW = (
    "The line `raise NotImplementedError` ends the function there: delete it, and mend the code "
    "below it."
)
STUB_LEFT = (
    "The stub's line `raise NotImplementedError` still stands below your lines: once they give the "
    "result back with `return`, delete it."
)

_INSTEAD = {
    Raised: "error",
    NotWritten: "not written",
    Borrowed: "borrowed",
}


@dataclass(frozen=True)
class Failure:
    """A case that came out wrong.

    Attributes
    ----------
    case : Case
    expected, got : Outcome
    comparison : Comparison
    hidden : bool
        The case is a fresh one of a seed that grades, so that what it expects is not shown.
    """

    case: Case
    expected: Outcome
    got: Outcome
    comparison: Comparison
    hidden: bool = False


@dataclass(frozen=True)
class Verdict:
    """All that the judge found.

    Attributes
    ----------
    exercise : Exercise
    status : "right", "wrong" or "not written"
    passed, cases : int
        Cases that are right, of all.
    points : float
        The exercise's points times the share of aspects in which every case is right.
    right_aspects, wrong_aspects : tuple of str
    failure : Failure, optional
        The smallest case that fails.
    error : CodeError, optional
        What kept the function from giving a result, where that is no mistake in convolution.
    mistakes : tuple of Mistake
        The known mistakes that give the learner's outcome in *every* case. More than one where
        they cannot be told apart; none where it is not a mistake we know.
    described : str
        How what came differs from what should have come in all wrong cases, where no mistake is
        known by name; "" where nothing is true of all.
    alike : str
        The same for answers without a name that do the same in all fixed cases, else another.
    carried : tuple of str
        The earlier functions of the learner's that are not right: this was judged with right ones.
    notes : tuple of str
        Sentences on right results of an unusual kind.
    caution : str
        What is to be known of the function that was judged, before all else.
    seed : int
        That the fresh cases were made from.
    """

    exercise: Exercise
    status: str
    passed: int
    cases: int
    points: float
    right_aspects: tuple[str, ...] = ()
    wrong_aspects: tuple[str, ...] = ()
    failure: Failure | None = None
    error: CodeError | None = None
    mistakes: tuple[Mistake, ...] = ()
    described: str = ""
    alike: str = ""
    carried: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    caution: str = ""
    seed: int = PUBLIC_SEED

    @property
    def fails_by(self) -> str:
        """In a word or two, what came instead of a right result in the case shown, or ""."""
        if self.failure is None:
            return ""
        if self.error:
            return self.error.kind
        got, comparison = self.failure.got, self.failure.comparison
        if isinstance(got, Returned):
            if comparison.cause:
                return comparison.cause
            for said in ("unsteady", "loop", "only_kind"):
                if getattr(comparison, said):
                    return said.replace("_", " ")
            return "another result"
        return _INSTEAD[type(got)]

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain data, to be stored beside its text."""
        return {
            "exercise": self.exercise.id,
            "unit": self.exercise.unit,
            "status": self.status,
            "cases": self.cases,
            "passed": self.passed,
            "right_aspects": list(self.right_aspects),
            "wrong_aspects": list(self.wrong_aspects),
            "fails_by": self.fails_by,
            "error": self.error.kind if self.error else "",
            "mistakes": [mistake.id for mistake in self.mistakes],
            "carried": list(self.carried),
            "described": self.described,
            "alike": self.alike,
            "points": self.points,
            "max_points": float(self.exercise.points),
            "seed": self.seed,
        }


def judge(exercise: Exercise, call: Caller, seed: int = PUBLIC_SEED) -> Verdict:
    """Try an answer on the fixed cases and on fresh ones.

    Parameters
    ----------
    exercise : Exercise
    call : callable
        From a `Case` to an outcome, such as `call_here(function)`.
    seed : int
        For the fresh cases. The same seed gives the same verdict.

    Returns
    -------
    Verdict
    """
    cases = exercise.all_cases(seed)
    expected = [expected_outcome(exercise, case) for case in cases]
    got: list[Outcome] = [call(case) for case in cases]
    # One branch that is not written yet does not cost the points of the others.
    besides = {one.beside for one in got if isinstance(one, NotWritten)}
    begun = bool(exercise.begun) and "below" in besides
    if all(isinstance(one, NotWritten) for one in got) and (begun or "below" not in besides):
        notes = (MEND_BELOW,) if begun else (STUB_LEFT,) if "above" in besides else ()
        return Verdict(exercise, "not written", 0, len(cases), 0.0, notes=notes, seed=seed)

    compared = [compare(exercise, *triple) for triple in zip(cases, expected, got, strict=True)]
    fixed = len(exercise.cases)
    failures = [
        Failure(*row, hidden=index >= fixed and seed != PUBLIC_SEED)
        for index, row in enumerate(zip(cases, expected, got, compared, strict=True))
        if not row[3].right
    ]
    errors = [find_error(exercise, f.case, f.expected, f.got) for f in failures]
    found = {id(failure): e for failure, e in zip(failures, errors, strict=True) if e}
    shown = _smallest(exercise, [f for f in failures if id(f) in found] or failures)
    error = found.get(id(shown))
    first = shown or Failure(cases[0], expected[0], got[0], compared[0])
    unsteady = None if error else _call_again(call, first)
    if unsteady:
        failures = [f for f in failures if f is not shown] + [unsteady]
        shown = unsteady
    mistakes: tuple[Mistake, ...] = ()
    described, alike = "", ""
    if shown and not (error or unsteady or shown.comparison.cause):
        only_fresh = not any(id(case) == id(f.case) for case in exercise.cases for f in failures)
        because = _because(exercise, call, cases, got, failures, shown) if only_fresh else None
        if because is None:
            # What is said of an answer must be so in further calls, too.
            further, came_further = _call_further(exercise, call)
            tried, came = [*cases, *further], [*got, *came_further]
            due = [*expected, *(expected_outcome(exercise, case) for case in further)]
            triples = enumerate(zip(tried, due, came, strict=True))
            wrong_calls = [i for i, triple in triples if not compare(exercise, *triple).right]
            looped = all(failure.comparison.loop for failure in failures)
            mistakes = _recognise(exercise, tried, came, wrong_calls, shown, looped)
            values = [f for f in failures if isinstance(f.got, Returned)]
            if mistakes and values and isinstance(shown.got, Raised):
                # How a value arose shows more of a mistake than an error that it led to.
                shown = _smallest(exercise, values) or shown
                mistakes = _recognise(exercise, tried, came, wrong_calls, shown, looped)
            if not (mistakes or only_fresh):
                because = _by_kinds(exercise, call, failures)
            if not (mistakes or because):
                said = descriptions(exercise, tried, due, came, wrong_calls, call)
                with np.errstate(all="ignore"):
                    described, alike = next(said, ""), _key(got[:fixed])
        if because:
            shown = replace(shown, comparison=because)
            failures = [shown if f.case is shown.case else f for f in failures]
    wrong = {failure.case.aspect for failure in failures}
    aspects = exercise.aspects
    right_aspects = tuple(aspect for aspect in aspects if aspect not in wrong)
    return Verdict(
        exercise,
        status="wrong" if failures else "right",
        passed=len(cases) - len(failures),
        cases=len(cases),
        points=round(float(exercise.points) * len(right_aspects) / len(aspects), 2),
        right_aspects=right_aspects,
        wrong_aspects=tuple(aspect for aspect in aspects if aspect in wrong),
        failure=shown,
        error=error,
        mistakes=mistakes,
        described=described,
        alike=alike,
        notes=tuple(dict.fromkeys(comparison.note for comparison in compared if comparison.note)),
        seed=seed,
    )


def _call_further(exercise: Exercise, call: Caller) -> tuple[list[Case], list[Outcome]]:
    """Call an answer further, until it has to be stopped: each stop takes a second or more."""
    cases: list[Case] = []
    got: list[Outcome] = []
    for case in exercise.further:
        cases.append(case)
        got.append(call(case))
        if isinstance(got[-1], TookTooLong):
            break
    return cases, got


def _smallest(exercise: Exercise, failures: list[Failure]) -> Failure | None:
    """The failure to show: wrong values before a loop, a fixed case before a fresh one.

    Of these, one in which more is wrong than an axis of length 1: one map for each channel shows
    where there are several channels. Then the one with the least to redo on paper.
    """
    # By identity, since cases hold arrays, which == compares cell by cell.
    fixed = {id(case) for case in exercise.cases}
    return min(
        failures,
        key=lambda f: (
            f.comparison.loop,
            id(f.case) not in fixed,
            f.comparison.only_kind,
            f.case.size,
        ),
        default=None,
    )


def _call_again(call: Caller, first: Failure) -> Failure | None:
    """Repeat a call after all others; a failure if another result comes of it."""
    if not isinstance(first.got, Returned | Raised):
        return None
    again = call(first.case)
    if repeats(first.got, again):
        return None
    return replace(first, got=again, comparison=Comparison(False, problem=UNSTEADY, unsteady=True))


def _key(got: list[Outcome]) -> str:
    """A short text for what came of the fixed cases, rounded."""
    seen = hashlib.sha256()
    for one in got:
        value = one.value if isinstance(one, Returned) else None
        if value is None:
            kind = one.kind if isinstance(one, Returned | Raised) else type(one).__name__
            seen.update(kind.encode())
        else:
            numbers = value.astype(np.complex128).round(4) + 0.0
            seen.update(repr((value.shape, value.dtype.kind)).encode() + numbers.tobytes())
    return seen.hexdigest()[:12]


def _because(
    exercise: Exercise,
    call: Caller,
    cases: list[Case],
    got: list[Outcome],
    failures: list[Failure],
    shown: Failure,
) -> Comparison | None:
    """What answers that are right in all fixed cases hang on besides the values that are asked."""
    if not isinstance(shown.got, Returned | Raised):
        return None
    shapes = _shapes(shown.case)
    for case, outcome in zip(cases, got, strict=True):
        if case is shown.case:
            break
        if shapes and _shapes(case) == shapes and repeats(outcome, shown.got):
            return Comparison(False, problem=KEPT, cause="state")
    if shown.case.memory:
        plain = replace(shown.case, memory="")
        if compare(exercise, plain, shown.expected, call(plain)).right:
            problem = MEMORY.format(shown.case.memory)
            return Comparison(False, problem=problem, cause="memory")
    return _by_kinds(exercise, call, failures)


def _by_kinds(exercise: Exercise, call: Caller, failures: list[Failure]) -> Comparison | None:
    """Whether all that is wrong is right once all arrays are of real numbers."""
    for failure in failures:
        case = in_real_numbers(failure.case)
        if case is None or not compare(exercise, case, failure.expected, call(case)).right:
            return None
    return Comparison(False, problem=KINDS, cause="kinds of numbers")


def _shapes(case: Case) -> list[tuple[int, ...]]:
    return [value.shape for value in case.arguments if isinstance(value, np.ndarray)]


def _recognise(
    exercise: Exercise,
    cases: list[Case],
    got: list[Outcome],
    wrong: list[int],
    shown: Failure,
    looped: bool,
) -> tuple[Mistake, ...]:
    """Name what gives the learner's outcome in every case."""
    if not looped:
        # A mistake in the values is the same mistake with a loop around it.
        got = [replace(o, lines=None) if isinstance(o, Returned) else o for o in got]
    told = next(i for i, case in enumerate(cases) if case is shown.case)
    return recognise(exercise, cases, got, wrong, -1 if shown.hidden else told)
