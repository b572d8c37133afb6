"""What came of one call, and ways to call.

The judge never calls a learner's function itself: it is given a *caller*, something that takes a
`Case` and gives an outcome. `call_here` makes the one that runs in this very process; another
one may send the case to a process that is locked up.
"""

from __future__ import annotations

import copy
import inspect
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from convlib.checks.exercise import Case
from convlib.checks.lines import count_lines


@dataclass(frozen=True)
class Returned:
    """The call came back with a value; `changed` says whether it changed its input on the way.

    `lines` says how many lines of Python ran, with the case's arguments and with its larger ones,
    if it has such.
    """

    value: Any
    changed: bool = False
    lines: tuple[int, int] | None = None


@dataclass(frozen=True)
class Raised:
    """The call raised; `line` is the last line of the learner's own code that took part."""

    kind: str
    message: str
    line: str = ""


@dataclass(frozen=True)
class NotWritten:
    """The stub is as it came: it raises NotImplementedError."""


Outcome = Returned | Raised | NotWritten
Caller = Callable[[Case], Outcome]


def call_here(function: Callable[..., Any]) -> Caller:
    """Make a caller that runs `function` in this process.

    Parameters
    ----------
    function : callable
        It gets copies, so that one case cannot spoil the next.

    Returns
    -------
    callable
        From `Case` to an outcome. Warnings are kept off stderr, where nbgrader would take them
        for a failure.
    """

    def call(case: Case) -> Outcome:
        arguments, options = copy.deepcopy((case.arguments, dict(case.options)))
        lines = None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                value = function(*arguments, **options)
                if case.larger:
                    both = [case.arguments, case.larger]
                    lines = tuple(count_lines(function, one, case.options) for one in both)
        except NotImplementedError:
            return NotWritten()
        except (Exception, SystemExit) as error:
            return Raised(type(error).__name__, str(error), _own_line(error, function))
        given = [*case.arguments, *case.options.values()]
        after = [*arguments, *options.values()]
        changed = not all(map(np.array_equal, given, after))
        return Returned(value, changed, lines)

    return call


def _own_line(error: BaseException, function: Callable[..., Any]) -> str:
    """The last traceback line in the file (or notebook cell) that defines the function."""
    try:
        home = inspect.getfile(function)
    except (TypeError, OSError):  # a built-in, an object with __call__, a class in a notebook
        return ""
    if Path(home).is_relative_to(Path(__file__).parent.parent):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame.line for frame in frames if frame.filename == home and frame.line]
    return own[-1] if own else ""
