"""What an exercise is: one declarative entry that the judge, the tests and the reports read.

A question that looks back, `Recall`, is an entry of the same kind.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.checks.faults.recipe import Exposed
from convtutor.checks.variants import varied

if TYPE_CHECKING:
    from convtutor.draw import Picture

T = TypeVar("T")

FURTHER = 60
"""Calls on which what is said of a wrong answer is tried."""
SEED_OF_FURTHER = 60


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people really give, as a function that gives it.

    Attributes
    ----------
    id : str
        Such as "missing-plus-one".
    name : str
        The mistake in half a sentence, which follows "it looks as if".
    explanation : str
        Why such an answer comes out wrong, in a sentence or two.
    hint : str
        A question or a nudge; never the answer.
    function : callable
        The wrong implementation, with the exercise's signature.
    """

    id: str
    name: str
    explanation: str
    hint: str
    function: Callable[..., Any] = field(compare=False)


@dataclass(frozen=True)
class WrongResult:
    """A result that can be drawn beside the right one.

    Attributes
    ----------
    given : mapping of str to object
        All arguments of the call, in the order of the signature.
    yours : ndarray
    expected : ndarray or None
        None where the call should have raised an error.
    cell : tuple of int or None
        The first that differs in a map of the right shape.
    tolerance : callable
        Gives how far apart values may be.
    steps : mapping of str to object
        All values of the computation with the mistake that was named, as its recipe calls them.
    """

    given: Mapping[str, Any]
    yours: np.ndarray
    expected: np.ndarray | None
    cell: tuple[int, ...] | None
    tolerance: Callable[[], np.ndarray]
    steps: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercise:
    """A function that the learner writes, and all that is needed to judge it.

    Attributes
    ----------
    id : str
        Says the function; where a later unit asks for the same function again with more
        settings, it says what is new, as in "apply_filter_strided".
    unit : str
        What the unit is about, such as "stride": its folder's name without the number.
    points : float
        What a right answer scores; the notebook's graded cell says the same number.
    reference : callable
        A right answer, with exactly the stub's signature.
    begun : str
        The id of the mistake in the code that the stub holds, below its
        `raise NotImplementedError`; "" where it holds none. The exercise's hints are about it.
    returns : "size", "sizes", "number" or "map"
        A whole number, an array of them, one number, or an array.
    cases : tuple of Case
        Fixed, and small enough to redo on paper.
    fresh : callable
        From a random generator to more cases of the same aspects.
    wide : callable
        From a random generator and the exercise to any small call that the contract allows.
    hints : tuple of str
        For a wrong answer that is not a known mistake: three steps, from a question to the nearly
        whole answer.
    praise : str
        For a right answer: what the learner has made, and where it leads, in a sentence or two.
    picture : callable, optional
        From a wrong result to the picture that shows it, or None: one of `checks.pictures`.
    faults : Exposed, optional
        Which recipe the exercise follows, and what can go wrong in its steps.
    by_hand : tuple of Mistake
        What is no change of a step.
    replay : callable, optional
        For a map: (case, index of a cell) to lines that compute that cell number by number.
    accepts : callable, optional
        Where several answers are right: (case, value) to a sentence that says what is wrong with
        the value, or "" if it is right. The value is an array of any shape, or None where the
        learner's function returned that. The reference is then only one example.
    known_by : callable, optional
        Beside `accepts`: (case, value) to what a mistake is recognised by, where wrong answers
        differ that are one mistake.
    magnitude : callable, optional
        From the arguments, all made positive, to the size of what is added up in each value, which
        sets the tolerance. Only where the reference subtracts; else the reference tells it.
    """

    id: str
    unit: str
    points: float
    reference: Callable[..., Any]
    returns: str
    cases: tuple[Case, ...]
    fresh: Callable[[np.random.Generator], Iterable[Case]]
    wide: Callable[[np.random.Generator, Exercise], Case]
    hints: tuple[str, ...]
    praise: str = ""
    begun: str = ""
    faults: Exposed | None = None
    by_hand: tuple[Mistake, ...] = ()
    picture: Callable[[WrongResult], Picture | None] | None = None
    replay: Callable[[Case, tuple[int, ...]], str] | None = None
    accepts: Callable[[Case, np.ndarray | None], str] | None = None
    known_by: Callable[[Case, np.ndarray], np.ndarray] | None = None
    magnitude: Callable[..., Any] | None = None

    @property
    def function_name(self) -> str:
        """The name that the learner gives the function."""
        return self.reference.__name__

    @cached_property
    def signature(self) -> inspect.Signature:
        """The signature that the learner's function has."""
        return inspect.signature(self.reference)

    @property
    def aspects(self) -> tuple[str, ...]:
        """The aspects in the order in which the cases bring them."""
        return tuple(dict.fromkeys(case.aspect for case in self.cases))

    def all_cases(self, seed: int) -> list[Case]:
        """The fixed cases, then fresh ones; the same seed gives the same cases, bit for bit."""
        fresh = list(self.fresh(np.random.default_rng(seed)))
        return [*self.cases, *varied(self.cases, fresh, seed)]

    @cached_property
    def further(self) -> tuple[Case, ...]:
        """Calls that cost no points: what is said of a wrong answer must hold there, too."""
        rng = np.random.default_rng(SEED_OF_FURTHER)
        calls = tuple(self.wide(rng, self) for _ in range(FURTHER))
        self._worked_out.update((id(case), {}) for case in calls)
        return calls

    @cached_property
    def _worked_out(self) -> dict[int, dict[str, Any]]:
        return {id(case): {} for case in self.cases}

    def once(self, case: Case, what: str, work_out: Callable[[], T]) -> T:
        """Work something out once for a case that comes in every check, and anew for others."""
        known = self._worked_out.get(id(case), {})
        if what not in known:
            known[what] = work_out()
        found: T = known[what]
        return found


def settings_of(exercise: Exercise, case: Case) -> dict[str, Any]:
    """The arguments of a call by name, defaults included."""
    bound = exercise.signature.bind(*case.arguments, **case.options)
    bound.apply_defaults()
    return dict(bound.arguments)


@dataclass(frozen=True)
class Recall:
    """A question that looks back.

    Attributes
    ----------
    id, unit : str
    answer : callable
        Computes the right answer, so that no number is typed.
    hint : str
        For a wrong answer.
    praise : str
        For a right one: a reason, in a sentence.
    """

    id: str
    unit: str
    answer: Callable[[], Any]
    hint: str
    praise: str = ""
