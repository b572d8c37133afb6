"""Call a function in this process."""

from __future__ import annotations

import ast
import copy
import inspect
import itertools
import textwrap
from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np

from convtutor.calling.layout import lay_out
from convtutor.calling.limits import TimeUp, memory_limit, time_limit
from convtutor.calling.numbers import take_numbers
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
from convtutor.calling.raised import MESSAGE, describe_error
from convtutor.calling.silence import quiet
from convtutor.calling.tracing import count_lines, watch_borrowing

SECONDS = 5.0
"""For one case. The slowest right answers, loops in plain Python, take a hundredth of it."""

SECONDS_AFTER_A_STOP = 1.0
"""Once a case had to be stopped, those of other aspects get less; its own are not tried at all."""

SLOWER = 4
"""Times as long as a call may take while its lines are counted, which slows Python down."""

OTHER_ARGUMENTS = "other arguments"
"""The kind of what is told of a call that does not fit the function's arguments: which it has."""

_Results = dict[tuple[int, ...], tuple[Any, np.ndarray]]


def call_here(function: Callable[..., Any], answers: Collection[str] = ()) -> Caller:
    """Make a caller that runs `function` in this process and raises only KeyboardInterrupt.

    The function gets copies, so that one case cannot spoil the next. A call that uses code of the
    files with the course's own `answers` is refused.
    """
    stopped: dict[str, TookTooLong] = {}  # by the aspect of the case
    results: _Results = {}  # by shape, with their numbers
    seeds = itertools.count()  # other ones in each call, and the same in each check

    def call(case: Case) -> Outcome:
        if case.aspect in stopped:  # its points are lost by now
            return stopped[case.aspect]
        seconds = SECONDS_AFTER_A_STOP if stopped else SECONDS
        limit = seconds * SLOWER if case.larger else seconds
        outcome: Outcome
        borrowed: list[str] = []
        watching = watch_borrowing(answers) if answers else nullcontext(borrowed)
        with quiet(next(seeds)) as printed:
            try:
                with memory_limit(), time_limit(limit), watching as borrowed:
                    outcome = _attempt(function, case, results)
            except TimeUp as stop:
                outcome = TookTooLong(limit, describe_error(stop, _home(function)).line)
        if borrowed:
            outcome = Borrowed(borrowed[0])
        outcome = replace(outcome, printed=printed.text)
        if isinstance(outcome, TookTooLong):
            stopped[case.aspect] = outcome
        return outcome

    return call


def _attempt(function: Callable[..., Any], case: Case, results: _Results) -> Outcome:
    arguments, options = copy.deepcopy((case.arguments, dict(case.options)))
    arguments = tuple(lay_out(value, case.memory) for value in arguments)
    options = {name: lay_out(value, case.memory) for name, value in options.items()}
    try:
        result = function(*arguments, **options)
        value, kind = take_numbers(result)
        overwrote = _overwrote(result, value, results)
        lines = None
        if case.larger:
            both = (case.arguments, case.larger)
            small, large = (count_lines(function, one, case.options) for one in both)
            lines = (small, large)
    except (KeyboardInterrupt, TimeUp):  # whoever presses stop means the whole check
        raise
    except BaseException as error:
        if type(error) is NotImplementedError:  # input() raises one of its own kind
            return NotWritten(_beside_the_stub(function))
        if type(error) is TypeError:
            others = _other_arguments(function, arguments, options)
            if others is not None:
                return Raised(OTHER_ARGUMENTS, others)
        return describe_error(error, _home(function))
    return Returned(value, kind, _changed(case, arguments, options), lines, overwrote)


def _overwrote(result: Any, value: np.ndarray | None, results: _Results) -> bool:
    """Whether a call changed what the last one with a result of this shape had given."""
    if value is None or not isinstance(result, np.ndarray):
        return False
    earlier, numbers = results.get(value.shape, (value, value))
    results[value.shape] = np.ndarray.view(result, np.ndarray), value
    return not np.array_equal(earlier, numbers, equal_nan=numbers.dtype.kind in "fc")


def _changed(case: Case, arguments: tuple[Any, ...], options: dict[str, Any]) -> bool:
    given = [*case.arguments, *case.options.values()]
    return not all(map(np.array_equal, given, [*arguments, *options.values()]))


def _other_arguments(
    function: Callable[..., Any], arguments: tuple[Any, ...], options: dict[str, Any]
) -> str | None:
    """Which arguments a function takes, where it cannot be called with these; else None."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # a built-in
        return None
    try:
        signature.bind(*arguments, **options)
    except TypeError:
        return ", ".join(signature.parameters)[:MESSAGE]
    return None


def _beside_the_stub(function: Callable[..., Any]) -> str:
    """Where the learner's own lines stand to the stub's last one: "above", "below", or ""."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except Exception:  # no text is kept, or it is that of something else
        return ""
    lines = tree.body[0].body if isinstance(tree.body[0], ast.FunctionDef) else []
    left = [i for i, line in enumerate(lines) if isinstance(line, ast.Raise)]
    if not left:
        return ""
    above = [one for one in lines[: left[0]] if not isinstance(one, ast.Expr)]
    return "below" if lines[left[0] + 1 :] else "above" if above else ""


def _home(function: Callable[..., Any]) -> str:
    """The file, or notebook cell, that defines a function."""
    try:
        return inspect.getfile(function)
    except (TypeError, OSError):  # a built-in, an object with __call__, a class in a notebook
        return ""
