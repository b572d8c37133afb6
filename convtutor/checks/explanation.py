"""What a verdict says: made here, once, as data with words, for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from convtutor.calling.layout import LAYOUTS
from convtutor.calling.outcome import Borrowed, Case, Raised, Returned
from convtutor.checks.code_errors import usual_cause
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import PUBLIC_SEED, Failure, Verdict
from convtutor.checks.problems import numbers_of

COPIED_NUMBERS = 400
"""Numbers of an array that are written out for copying."""
PRINTED: dict[str, Any] = {
    "linewidth": 75,
    "suppress": False,
    "nanstr": "nan",
    "infstr": "inf",
    "sign": "-",
    "formatter": None,
    "legacy": False,
}
"""How arrays are printed: NumPy's defaults, since a reader may have set others."""
ABOUT_PLACES = ("IndexError", "ValueError")
"""Errors that may come of a mistake in convolution, so that a hint on it may help."""
PRINTED_LINES = 5
"""Lines that are shown of what the function printed."""


@dataclass(frozen=True)
class ShownCase:
    """A call that came out wrong, with all its values as text, "" for what there is not."""

    label: str  # which of the cases it is
    call: str  # below its arrays
    expected: str
    several: bool  # what is expected is only one of several right answers
    got: str
    problem: str
    replay: str  # how the first wrong value should arise, number by number
    printed: str
    code: str = ""  # the call, to be copied into a cell

    def text(self, got: str = "got") -> str:
        """Put it all below each other; `got` says whose result stands beside the expected one."""
        expected = "expected one of several, such as" if self.several else "expected"
        printed = self.printed.splitlines()
        lines = [f"  {line[:100]}" for line in printed[:PRINTED_LINES]]
        if printed:
            lines.insert(0, "and printed:")
        if len(printed) > PRINTED_LINES:
            lines.append("  …")
        values = (_beside(expected, self.expected), _beside(f"{got:8}", self.got))
        parts = (self.call, *values, self.problem, self.replay, *lines)
        return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class Hint:
    """One of the hints, those that come after it, and the call that gives the next one."""

    number: int
    total: int
    text: str
    further: tuple[str, ...]
    next_call: str


@dataclass(frozen=True)
class Explanation:
    """What a verdict says.

    Attributes
    ----------
    headline : str
        The function, how many cases are right, and the points.
    kind : "right", "not yet", "error" or "not written"
    praise : str
        Of a right answer: what it can do, and what comes next.
    tried : str
        How many cases are right, and from which seed the fresh ones are.
    right, missing : tuple of str
        The aspects that earn their share by now, and the others; empty where none does.
    guess : str
        A sentence with the name of the mistake, or on there being none; "" where the problem says
        all there is to say.
    reason : str
        Why an answer with this mistake comes out wrong.
    hint : Hint, optional
    case : ShownCase, optional
    problem : str
        What is wrong, where no case would show it.
    notes : tuple of str
        On right results of an unusual kind.
    caution : str
        What to know before all else: that this is not about the newest text, say.
    """

    headline: str
    kind: str
    praise: str = ""
    tried: str = ""
    right: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    guess: str = ""
    reason: str = ""
    hint: Hint | None = None
    case: ShownCase | None = None
    problem: str = ""
    notes: tuple[str, ...] = ()
    caution: str = ""

    def text(self) -> str:
        """The same in plain text, as a notebook shows it."""
        lines = [self.caution]
        if self.right:
            lines += [f"Right already: {', '.join(self.right)}."]
            lines += [f"Not yet: {', '.join(self.missing)}."]
        lines += [self.praise, self.problem, self.guess, self.reason]
        if self.hint:
            lines.append(f"Hint {self.hint.number} of {self.hint.total}: {self.hint.text}")
            lines.append(self.hint.next_call and f"The next hint: {self.hint.next_call}")
        if self.case:
            lines += [self.case.label, *(f"  {line}" for line in self.case.text().splitlines())]
        lines += self.notes
        return "\n".join([self.headline, *(f"  {line}" for line in lines if line)])


def describe(verdict: Verdict, hint: int | None = None) -> str:
    """Say what was found, in plain text: `explain` tells how."""
    return explain(verdict, hint).text()


def explain(verdict: Verdict, hint: int | None = None) -> Explanation:
    """Say what was found.

    Parameters
    ----------
    verdict : Verdict
    hint : int, optional
        Which hint to give, from 1. A wrong answer gets the first one unasked.

    Returns
    -------
    Explanation
        Of a wrong answer: what is right already, the name of the mistake if and only if it is
        known, one hint, and the smallest case that fails.

    Raises
    ------
    ValueError
        If there is no such hint.
    """
    return replace(_explain(verdict, hint), caution=verdict.caution)


def _explain(verdict: Verdict, hint: int | None) -> Explanation:
    exercise, failure = verdict.exercise, verdict.failure
    name, cases = exercise.function_name, f"{verdict.passed} of {verdict.cases} cases"
    seed = "" if verdict.seed == PUBLIC_SEED else f" (fresh cases from seed {verdict.seed})"
    tried = f"{cases}{seed}"
    points = f"{verdict.points:g} of {exercise.points:g} points"
    if verdict.status == "right":
        headline = f"✓ {name}: {cases}, {points}{seed}"
        praise = "" if verdict.carried else exercise.praise
        return Explanation(headline, "right", praise, tried, notes=verdict.notes)
    shown_hint = None if hint is None else _hint(verdict, hint)
    if failure is None:
        headline = f"… {name}: not written yet"
        return Explanation(headline, "not written", hint=shown_hint, notes=verdict.notes)
    said = Explanation(
        f"✗ {name}: {cases}, {points}{seed}",
        "error" if verdict.error or isinstance(failure.got, Raised) else "not yet",
        tried=tried,
        right=verdict.right_aspects,
        missing=verdict.wrong_aspects if verdict.right_aspects else (),
    )
    if verdict.error:
        said = replace(said, problem=verdict.error.sentence, hint=shown_hint)
        if isinstance(failure.got, Raised) and failure.got.in_cell:
            return replace(said, headline=f"✗ {name}: there is nothing to judge yet, {points}")
        return replace(said, case=replace(show_case(exercise, failure), problem=""))
    comparison, borrowed = failure.comparison, isinstance(failure.got, Borrowed)
    if comparison.loop or borrowed:  # no single case shows that
        problem = f"{comparison.problem[0].upper()}{comparison.problem[1:]}."
        said = replace(said, problem=problem)
    else:
        said = replace(said, case=show_case(exercise, failure))
    names = ", or as if ".join(mistake.name for mistake in verdict.mistakes)
    if len(verdict.mistakes) == 1:
        reason = verdict.mistakes[0].explanation
        said = replace(said, guess=f"It looks as if {names}.", reason=reason)
    elif names:
        alike = "One of these mistakes, which look alike: it looks as if"
        said = replace(said, guess=f"{alike} {names}.")
    elif (
        comparison.loop
        or borrowed
        or comparison.only_kind
        or (comparison.cause or comparison.unsteady)
        or (isinstance(failure.got, Returned) and failure.got.changed)
    ):
        return replace(said, hint=shown_hint)
    elif verdict.described:
        sentence = f"{verdict.described[0].upper()}{verdict.described[1:]}."
        said = replace(said, guess=sentence)
    elif isinstance(failure.got, Raised):
        said = replace(said, guess=usual_cause(failure.got))
        if failure.got.kind not in ABOUT_PLACES:
            return replace(said, hint=shown_hint)
    else:
        said = replace(said, guess="Not a mistake that we know by name.")
    return replace(said, hint=shown_hint or _hint(verdict, 1))


def _hint(verdict: Verdict, number: int) -> Hint:
    """A hint: those of the known mistake come first, then the exercise's but for the vaguest."""
    exercise = verdict.exercise
    named = [one.hint for one in verdict.mistakes[:1] if one.id != exercise.begun]
    hints = (*named, *exercise.hints[len(named) :])
    if number not in range(1, len(hints) + 1):
        raise ValueError(f"hint={number!r} is not there; choose one from 1 to {len(hints)}")
    name = exercise.function_name
    call = name if exercise.id == name else f'{name}, "{exercise.id}"'
    following = f"check({call}, hint={number + 1})" if number < len(hints) else ""
    return Hint(number, len(hints), hints[number - 1], hints[number:], following)


def show_case(exercise: Exercise, failure: Failure) -> ShownCase:
    """Put a failing case into words; of a hidden one not what it expects."""
    comparison, expected, got = failure.comparison, failure.expected, failure.got
    label, known = "The smallest case that fails:", not failure.hidden
    if failure.hidden:
        label = "A fresh case that fails; what it expects stays hidden:"
    replay = ""
    if known and exercise.replay and comparison.first_wrong is not None:
        replay = exercise.replay(failure.case, comparison.first_wrong)
    return ShownCase(
        label,
        describe_call(exercise, failure.case),
        _text_of(expected.value) if known and isinstance(expected, Returned) else "",
        exercise.accepts is not None and numbers_of(expected) is not None,
        _text_of(got.value) if isinstance(got, Returned) and got.value is not None else "",
        comparison.problem,
        replay,
        got.printed,
        code_of(exercise, failure.case),
    )


def describe_call(exercise: Exercise, case: Case) -> str:
    """Write a case as a call, with its arrays above it."""
    arrays, arguments = [], []
    for name, value in zip(exercise.signature.parameters, case.arguments, strict=False):
        if isinstance(value, np.ndarray):
            arrays.append(_beside(f"{name} =", _text_of(value)))
        arguments.append(name if isinstance(value, np.ndarray) else repr(value))
    arguments += [f"{name}={value!r}" for name, value in case.options.items()]
    return "\n".join([*arrays, f"{exercise.function_name}({', '.join(arguments)})"])


def code_of(exercise: Exercise, case: Case) -> str:
    """Write a case as code that one can copy into a cell; "" where an array is too large."""
    lines, arguments = [], []
    given = zip(exercise.signature.parameters, case.arguments, strict=False)
    for name, value in (*given, *case.options.items()):
        text = repr(value)
        if isinstance(value, np.ndarray):
            if value.size > COPIED_NUMBERS:
                return ""
            text = name
            numbers = _printed(value, threshold=COPIED_NUMBERS + 1, floatmode="unique")
            numbers = numbers.replace("\n", "\n" + " " * len(f"{name} = np.array("))
            kind = "" if value.dtype in (np.int64, np.float64) else f', dtype="{value.dtype}"'
            lines.append(f"{name} = np.array({numbers}{kind})")
            if case.memory:
                lines.append(f"{name} = {LAYOUTS[case.memory][1].format(name)}")
        arguments.append(f"{name}={text}" if name in case.options else text)
    return "\n".join([*lines, f"{exercise.function_name}({', '.join(arguments)})"])


def _text_of(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        return _printed(value, precision=4, threshold=60, edgeitems=2)
    return repr(value.item() if isinstance(value, np.ndarray) else value)


def _printed(array: np.ndarray, **options: Any) -> str:
    """Print an array as NumPy does for those who have set nothing of their own."""
    with np.printoptions(**PRINTED, **{"precision": 8, "floatmode": "maxprec", **options}):
        return np.array2string(array, separator=", ")


def _beside(label: str, text: str) -> str:
    """A value beside its label, further lines aligned below the first; "" for no value."""
    return f"{label} {text}".replace("\n", "\n" + " " * (len(label) + 1)) if text else ""
