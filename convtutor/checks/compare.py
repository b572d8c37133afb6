"""Tell whether a result is right, and if not, in which way it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from convtutor.calling import take_numbers
from convtutor.calling.outcome import Case, Outcome, Raised, Returned
from convtutor.checks.exercise import Exercise
from convtutor.checks.problems import (
    describe_loop,
    describe_no_numbers,
    has_loop,
    numbers_of,
    with_article,
)

TOLERANCE = 1e-5
"""Times the sum of |products| + |bias|: float32 and an FFT pass, float16 does not."""


WHOLE = ("size", "sizes")
"""What must come as whole numbers, and exactly."""

OVERWROTE = (
    "this call changed the result of an earlier one: make a new array in each call, as np.zeros "
    "does, rather than fill one that is kept"
)


@dataclass(frozen=True)
class Comparison:
    """How a result stands beside the expected one.

    Attributes
    ----------
    right : bool
    note : str
        A sentence on a right result of an unusual kind.
    problem : str
        A sentence on a wrong result.
    only_kind : bool
        The numbers of a wrong result are right: only its kind or an extra axis is not.
    first_wrong : tuple of int, optional
        The first cell, in reading order, that differs in a map of the right shape.
    loop : bool
        The result is right, but a loop in Python runs over what should be done at once.
    unsteady : bool
        The same call gave another result the second time.
    cause : str
        What a wrong result hangs on besides the values that were asked: "state", "memory" or
        "kinds of numbers".
    """

    right: bool
    note: str = ""
    problem: str = ""
    only_kind: bool = False
    first_wrong: tuple[int, ...] | None = None
    loop: bool = False
    unsteady: bool = False
    cause: str = ""


def expected_outcome(exercise: Exercise, case: Case) -> Outcome:
    """What the reference gives: a value, or the error that a right answer raises too."""
    return exercise.once(case, "expected outcome", lambda: _expected_outcome(exercise, case))


def _expected_outcome(exercise: Exercise, case: Case) -> Outcome:
    try:
        return Returned(*take_numbers(exercise.reference(*case.arguments, **case.options)))
    except ValueError as error:
        return Raised("ValueError", str(error))


def compare(exercise: Exercise, case: Case, expected: Outcome, got: Outcome) -> Comparison:
    """Compare what a call gave with what it should give."""
    if not isinstance(got, Returned):
        asked = expected.kind if isinstance(expected, Raised) else ""
        if isinstance(got, Raised) and not got.in_cell and asked in (got.kind, *got.bases):
            return Comparison(True)
        return Comparison(False, problem=describe_no_numbers(got))
    if isinstance(expected, Raised):
        problem = f"this input should raise a {expected.kind}"
        return Comparison(False, problem=problem)
    if got.changed:
        problem = "the function changed its input; work on a copy of it, which .copy() makes"
        return Comparison(False, problem=problem)
    if got.overwrote:
        return Comparison(False, problem=OVERWROTE, cause="state")
    right, numbers = numbers_of(expected), numbers_of(got)
    if exercise.accepts and (numbers is not None or got.kind == "NoneType"):
        problem = exercise.accepts(case, numbers)
        only_kind = False
        if problem and numbers is not None and numbers.dtype.kind == "f":
            whole = (numbers % 1 == 0).all()  # which NaN and infinity are not
            only_kind = bool(whole and not exercise.accepts(case, numbers.astype(int)))
        return Comparison(not problem, problem=problem, only_kind=only_kind)
    if right is None or numbers is None:
        return Comparison(False, problem=describe_no_numbers(got))
    comparison = _compare_values(exercise, case, right, numbers, got.kind)
    if comparison.right and got.lines and has_loop(case, got.lines):
        return Comparison(False, problem=describe_loop(exercise, case, got.lines), loop=True)
    return comparison


def same_outcome(
    exercise: Exercise,
    case: Case,
    one: Outcome,
    other: Outcome,
    slack: Callable[[Exercise, Case], np.ndarray] | None = None,
) -> bool:
    """Whether two outcomes cannot be told apart: both fail alike, or have the same values.

    `slack` gives what `allowed_error` does.
    """
    if isinstance(one, Returned) and isinstance(other, Returned):
        if one.changed != other.changed:
            return False
        first, second = numbers_of(one), numbers_of(other)
        if first is None or second is None:
            return one.value is None and other.value is None and one.kind == other.kind
        if exercise.known_by:
            first, second = (exercise.known_by(case, value) for value in (first, second))
        if one.lines and other.lines and has_loop(case, one.lines) != has_loop(case, other.lines):
            return False
        if first.shape != second.shape:
            return False
        if exercise.returns in WHOLE:
            # 14.5 and 14, or 14.0 and 14, are different mistakes.
            return first.dtype.kind == second.dtype.kind and first.tolist() == second.tolist()
        return same_values(first, second, (slack or allowed_error)(exercise, case))
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.kind == other.kind
    return False


def same_values(first: np.ndarray, second: np.ndarray, slack: np.ndarray) -> bool:
    """Whether two answers of one shape hold the same numbers, give or take the error allowed.

    NaN and infinity are not close to themselves, but two answers that hold them there are alike.
    """
    slack = slack if slack.shape == first.shape else slack.max(initial=0.0)
    off = _distance(first, second)
    if (off <= slack).all():
        return True
    if not np.isnan(off).any():  # nearly always, and this is asked thousands of times
        return False
    alike = (np.isnan(first) & np.isnan(second)) | (first == second)
    return bool((alike | (off <= slack)).all())


def repeats(one: Outcome, other: Outcome) -> bool:
    """Whether the second of two calls with the same input did the same as the first."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        if one.value is None or other.value is None:
            return one.value is other.value and one.kind == other.kind
        same_shape = one.value.shape == other.value.shape
        # Threads may add up in another order, which changes the last digits.
        return same_shape and np.allclose(one.value, other.value, rtol=1e-6, equal_nan=True)
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.kind == other.kind
    return type(one) is type(other)


def _compare_values(
    exercise: Exercise, case: Case, expected: np.ndarray, numbers: np.ndarray, kind: str
) -> Comparison:
    returns, slack = exercise.returns, allowed_error(exercise, case)
    if numbers.shape != expected.shape:
        return _compare_shapes(expected, numbers, slack)
    if returns == "size":
        return _compare_sizes(int(expected), numbers, kind)
    if returns == "sizes" and numbers.dtype.kind == "f" and (numbers == expected).all():
        problem = "the values are right but floats; sizes are whole numbers: divide with //"
        return Comparison(False, problem=problem, only_kind=True)
    close = _distance(numbers, expected) <= slack  # NaN is not close to anything
    if not close.all():
        first_wrong = tuple(int(i) for i in np.argwhere(~close)[0])
        wrong = int((~close).sum())
        problem = f"{wrong} of {close.size} values differ" if close.ndim else ""
        return Comparison(False, problem=problem, first_wrong=first_wrong)
    note = ""
    if returns == "map" and kind != "ndarray":
        note = f"Your result is {with_article(kind)}; an array is usual: np.array(...)."
    return Comparison(True, note=note)


def _compare_sizes(expected: int, numbers: np.ndarray, kind: str) -> Comparison:
    value = numbers.item()
    if value != expected:
        return Comparison(False)
    if numbers.dtype.kind == "f":
        problem = (
            f"{value!r} has the right value but is a float; sizes and counts are whole numbers: "
            "divide with // rather than /"
        )
        return Comparison(False, problem=problem, only_kind=True)
    note = ""
    if kind == "ndarray":
        note = "Your size is an array without axes; a plain int is usual: int(...)."
    return Comparison(True, note=note)


def _compare_shapes(expected: np.ndarray, numbers: np.ndarray, slack: np.ndarray) -> Comparison:
    extra_axis = numbers.ndim != expected.ndim and _longer(numbers) == _longer(expected)
    if extra_axis and (_distance(numbers.reshape(expected.shape), expected) <= slack).all():
        problem = (
            f"the values are right but the shape is {numbers.shape}, not {expected.shape}: "
            "an axis of length 1 is too many or too few"
        )
        return Comparison(False, problem=problem, only_kind=True)
    if expected.ndim == 0:
        problem = f"the result should be one number, but it is an array of shape {numbers.shape}"
    else:
        problem = f"the shape is {numbers.shape} but should be {expected.shape}"
    return Comparison(False, problem=problem)


def _distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    # In float64, since the difference of two narrow or large whole numbers wraps round.
    with np.errstate(all="ignore"):
        return np.abs(one.astype(np.float64) - other.astype(np.float64))


def _longer(array: np.ndarray) -> tuple[int, ...]:
    """The shape without its axes of length 1."""
    return tuple(side for side in array.shape if side != 1)


def allowed_error(exercise: Exercise, case: Case) -> np.ndarray:
    """Give the tolerance of each value, in the shape of the result; 0 for whole numbers.

    It is `TOLERANCE` times the same sum with every factor made positive.
    """
    if exercise.returns in WHOLE:
        return np.zeros(())
    return exercise.once(case, "allowed error", lambda: _allowed_error(exercise, case))


def _allowed_error(exercise: Exercise, case: Case) -> np.ndarray:
    sizes = [np.abs(value) for value in case.arguments]
    options = {
        name: value if value is None else np.abs(value) for name, value in case.options.items()
    }
    magnitude = exercise.magnitude or exercise.reference
    magnitudes = np.asarray(magnitude(*sizes, **options), dtype=np.float64)
    # The rounding error of an FFT is that of its largest value, also where all products are 0.
    return TOLERANCE * magnitudes + np.finfo(np.float32).eps * magnitudes.max(initial=0.0)
