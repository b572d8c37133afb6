"""An error is carried forward once: an answer that calls an earlier one is not wrong by that alone.

Where it is wrong, it is judged again with the right function in the earlier one's place. What is
right then has the points of its own exercise, and is told which function to mend first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from convtutor.calling.outcome import Caller, Case, Outcome
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import Verdict, judge


def judge_carrying(verdict: Verdict, earlier: Sequence[Exercise], call: Caller) -> Verdict:
    """Judge a wrong answer once more, with right functions in the place of earlier answers.

    Parameters
    ----------
    verdict : Verdict
        On the answer with the learner's own functions.
    earlier : sequence of Exercise
        Whose functions the answer calls, and whose own answers are not right.
    call : callable
        From a `Case` to an outcome, with these functions in place.

    Returns
    -------
    Verdict
        The better of both.
    """
    if verdict.status == "right" or not earlier:
        return verdict
    again = judge(verdict.exercise, call, verdict.seed)
    if again.points <= verdict.points:
        return verdict
    names = tuple(exercise.function_name for exercise in earlier)
    return replace(again, carried=names, notes=(*again.notes, _mend_first(names)))


def _mend_first(names: Sequence[str]) -> str:
    listed = " and ".join(names)
    return (
        f"This was judged with the right {listed} in the place of yours, which "
        f"{'is' if len(names) == 1 else 'are'} not right yet: mend {listed} first."
    )


def before(exercise: Exercise, unit: Sequence[Exercise], used: Set[str]) -> list[Exercise]:
    """The exercises of a unit before this one whose functions are used in its answer."""
    place = [one.id for one in unit].index(exercise.id)
    names = used - {exercise.function_name}
    return [one for one in unit[:place] if one.function_name in names]


def names_used(function: Callable[..., Any]) -> set[str]:
    """The global names that a function uses, and the functions that it calls by such a name."""
    found: set[str] = set()
    waiting = [getattr(function, "__code__", None)]
    scope = getattr(function, "__globals__", {})
    while waiting:
        code = waiting.pop()
        if code is None:
            continue
        waiting += [one for one in code.co_consts if hasattr(one, "co_names")]
        new = set(code.co_names) - found
        found |= new
        waiting += [getattr(scope.get(name), "__code__", None) for name in new]
    return found


def with_right(function: Callable[..., Any], call: Caller, earlier: Sequence[Exercise]) -> Caller:
    """Make a caller that puts the right functions in place for as long as each call takes."""

    def carrying(case: Case) -> Outcome:
        with _in_place(function.__globals__, earlier):
            return call(case)

    return carrying


@contextmanager
def _in_place(scope: dict[str, Any], earlier: Sequence[Exercise]) -> Iterator[None]:
    own = {exercise.function_name: scope.get(exercise.function_name) for exercise in earlier}
    scope |= {exercise.function_name: _right(exercise) for exercise in earlier}
    try:
        yield
    finally:
        scope |= own


def _right(exercise: Exercise) -> Callable[..., Any]:
    # Called from here, the course's answer is not taken for one that the learner borrowed.
    def right(*arguments: Any, **options: Any) -> Any:
        return exercise.reference(*arguments, **options)

    return right
