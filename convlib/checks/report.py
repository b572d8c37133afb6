"""A verdict in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from convlib.checks.exercise import Case, Exercise
from convlib.checks.judge import Failure, Verdict
from convlib.checks.outcome import Returned


def describe(verdict: Verdict) -> str:
    """Say what was found, in plain text.

    Parameters
    ----------
    verdict : Verdict

    Returns
    -------
    str
        One line if all is right. Else: what is right already, the smallest case that fails, the
        name of the mistake if and only if it is known, and one hint.
    """
    exercise = verdict.exercise
    name = exercise.function_name
    if verdict.status == "not written":
        return f"… {name}: not written yet"
    if verdict.failure is None:
        lines = [f"✓ {name}: {verdict.passed} of {verdict.cases} cases"]
        return "\n".join([*lines, *(f"  {note}" for note in verdict.notes)])
    points = f"{verdict.points:g} of {exercise.points:g} points"
    lines = [f"✗ {name}: {verdict.passed} of {verdict.cases} cases, {points}"]
    if verdict.right_aspects:
        lines.append(f"  Right already: {', '.join(verdict.right_aspects)}.")
        lines.append(f"  Not yet: {', '.join(verdict.wrong_aspects)}.")
    lines += _describe_failure(exercise, verdict.failure)
    comparison = verdict.failure.comparison
    if (comparison.only_kind or comparison.loop) and not verdict.mistakes:
        return "\n".join(lines)
    if len(verdict.mistakes) == 1:
        lines.append(f"  A known mistake: it looks as if {verdict.mistakes[0].name}.")
        lines.append(f"  Hint: {verdict.mistakes[0].hint}")
    elif verdict.mistakes:
        names = ", or as if ".join(mistake.name for mistake in verdict.mistakes)
        lines.append(f"  One of these mistakes, which look alike: it looks as if {names}.")
        lines.append(f"  Hint: {verdict.mistakes[0].hint}")
    else:
        lines.append("  Not a mistake that we know by name.")
        lines.append(f"  Hint: {exercise.hints[0]}")
    return "\n".join(lines)


def _describe_failure(exercise: Exercise, failure: Failure) -> list[str]:
    case, comparison = failure.case, failure.comparison
    if comparison.loop:
        return [f"  {comparison.problem[0].upper()}{comparison.problem[1:]}."]
    lines = ["  The smallest case that fails:", *_indent(describe_call(exercise, case))]
    if isinstance(failure.expected, Returned):
        label = "expected one of several, such as" if exercise.accepts else "expected"
        lines += _indent(_label(label, failure.expected.value))
    if isinstance(failure.got, Returned):
        lines += _indent(_label("got     ", failure.got.value))
    if comparison.problem:
        lines += _indent(comparison.problem)
    if comparison.first_wrong is not None and exercise.replay:
        lines += _indent(exercise.replay(case, comparison.first_wrong))
    return lines


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
        text = repr(value.item() if isinstance(value, np.ndarray | np.generic) else value)
        text = text if len(text) <= 200 else text[:200] + " …"
    first, *rest = text.splitlines() or [""]
    pad = " " * (len(label) + 1)
    return "\n".join([f"{label} {first}", *(pad + line for line in rest)])


def _indent(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
