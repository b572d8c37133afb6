"""A verdict in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from convtutor.calling.outcome import Borrowed, Case, Returned
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import PUBLIC_SEED, Verdict

PRINTED_LINES = 5
"""Lines that are shown of what the function printed."""


def describe(verdict: Verdict, hint: int | None = None) -> str:
    """Say what was found, in plain text.

    Parameters
    ----------
    verdict : Verdict
    hint : int, optional
        Which hint to give, from 1. A wrong answer gets the first one unasked.

    Returns
    -------
    str
        One line if all is right. Else: what is right already, the name of the mistake if and only
        if it is known, one hint, and the smallest case that fails.

    Raises
    ------
    ValueError
        If there is no such hint.
    """
    exercise = verdict.exercise
    name = exercise.function_name
    seed = "" if verdict.seed == PUBLIC_SEED else f" (fresh cases from seed {verdict.seed})"
    if verdict.status == "right":
        lines = [f"✓ {name}: {verdict.passed} of {verdict.cases} cases{seed}"]
        return "\n".join([*lines, *(f"  {note}" for note in verdict.notes)])
    hints = hints_for(verdict)
    if hint is not None and hint not in range(1, len(hints) + 1):
        raise ValueError(f"hint={hint!r} is not there; choose one from 1 to {len(hints)}")
    if verdict.status == "not written":
        lines = [f"… {name}: not written yet"]
        return "\n".join(lines + (_describe_hint(exercise, hints, hint) if hint else []))
    points = f"{verdict.points:g} of {exercise.points:g} points"
    lines = [f"✗ {name}: {verdict.passed} of {verdict.cases} cases, {points}{seed}"]
    if verdict.right_aspects:
        lines.append(f"  Right already: {', '.join(verdict.right_aspects)}.")
        lines.append(f"  Not yet: {', '.join(verdict.wrong_aspects)}.")
    lines += _describe_mistakes(verdict)
    if hint or not _speaks_for_itself(verdict):
        lines += _describe_hint(exercise, hints, hint or 1)
    return "\n".join([*lines, *describe_failure(verdict)])


def hints_for(verdict: Verdict) -> tuple[str, ...]:
    """List the hints in their order: the known mistake's own, then the exercise's.

    Parameters
    ----------
    verdict : Verdict

    Returns
    -------
    tuple of str
        From a question to the nearly whole answer.
    """
    return (*(mistake.hint for mistake in verdict.mistakes[:1]), *verdict.exercise.hints)


def _speaks_for_itself(verdict: Verdict) -> bool:
    """Whether the sentence on the failing case says all there is to say."""
    failure = verdict.failure
    by_kind = failure.comparison.only_kind or failure.comparison.loop
    return not verdict.mistakes and (by_kind or isinstance(failure.got, Borrowed))


def _describe_mistakes(verdict: Verdict) -> list[str]:
    if len(verdict.mistakes) == 1:
        [mistake] = verdict.mistakes
        return [f"  It looks as if {mistake.name}.", f"  {mistake.explanation}"]
    if verdict.mistakes:
        names = ", or as if ".join(mistake.name for mistake in verdict.mistakes)
        return [f"  One of these mistakes, which look alike: it looks as if {names}."]
    return [] if _speaks_for_itself(verdict) else ["  Not a mistake that we know by name."]


def _describe_hint(exercise: Exercise, hints: tuple[str, ...], number: int) -> list[str]:
    lines = [f"  Hint {number} of {len(hints)}: {hints[number - 1]}"]
    if number < len(hints):
        name = exercise.function_name
        call = name if exercise.id == name else f'{name}, "{exercise.id}"'
        lines.append(f"  The next hint: check({call}, hint={number + 1})")
    return lines


def describe_failure(verdict: Verdict) -> list[str]:
    """Say which case fails and what came of it.

    Parameters
    ----------
    verdict : Verdict
        Of a wrong answer.

    Returns
    -------
    list of str
        Lines, indented. Where the case is a hidden one, they do not tell what it expects.
    """
    exercise, failure = verdict.exercise, verdict.failure
    case, comparison = failure.case, failure.comparison
    if comparison.loop or isinstance(failure.got, Borrowed):
        return [f"  {comparison.problem[0].upper()}{comparison.problem[1:]}."]
    label = "The smallest case that fails:"
    if failure.hidden:
        label = "A fresh case that fails; what it expects stays hidden:"
    lines = [f"  {label}", *_indent(describe_call(exercise, case))]
    if isinstance(failure.expected, Returned) and not failure.hidden:
        label = "expected one of several, such as" if exercise.accepts else "expected"
        lines += _indent(_label(label, failure.expected.value))
    if isinstance(failure.got, Returned) and failure.got.value is not None:
        lines += _indent(_label("got     ", failure.got.value))
    if comparison.problem:
        lines += _indent(comparison.problem)
    if comparison.first_wrong is not None and exercise.replay and not failure.hidden:
        lines += _indent(exercise.replay(case, comparison.first_wrong))
    if failure.got.printed:
        lines += _indent(_describe_printed(failure.got.printed))
    return lines


def _describe_printed(text: str) -> str:
    lines = text.splitlines()
    shown = [f"  {line[:100]}" for line in lines[:PRINTED_LINES]]
    more = ["  …"] if len(lines) > PRINTED_LINES else []
    return "\n".join(["and printed:", *shown, *more])


def describe_call(exercise: Exercise, case: Case) -> str:
    """Write a case as a call, with its arrays above it."""
    names = list(exercise.signature.parameters)
    arrays, arguments = [], []
    for name, value in zip(names, case.arguments, strict=False):
        if isinstance(value, np.ndarray):
            arrays.append(_label(f"{name} =", value))
            arguments.append(name)
        else:
            arguments.append(repr(value))
    arguments += [f"{name}={value!r}" for name, value in case.options.items()]
    call = f"{exercise.function_name}({', '.join(arguments)})"
    return "\n".join([*arrays, call])


def _label(label: str, value: Any) -> str:
    """The label, then the value with its further lines aligned below the first."""
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(value, separator=", ", precision=4, threshold=60, edgeitems=2)
    else:
        text = repr(value.item() if isinstance(value, np.ndarray) else value)
    first, *rest = text.splitlines() or [""]
    pad = " " * (len(label) + 1)
    return "\n".join([f"{label} {first}", *(pad + line for line in rest)])


def _indent(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
