"""What came of one call.

The judge never calls a learner's function itself: it is given a *caller*, something that takes a
`Case` and gives one of these outcomes. They hold plain data alone, nothing that the learner's
code made, so that nothing of the learner's runs when they are compared, shown or thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from convlib.checks.exercise import Case


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What all outcomes have: the beginning of what the function printed."""

    printed: str = ""


@dataclass(frozen=True)
class Returned(_Outcome):
    """The call came back with a value.

    Attributes
    ----------
    value : ndarray or None
        The numbers, as a plain array of bool, int, float or complex; None if the function returned
        anything else.
    kind : str
        What the function returned, in a word or two, such as "list", "ndarray" or "generator".
    changed : bool
        The function changed its input on the way.
    lines : (int, int), optional
        How many lines of Python ran, with the case's arguments and with its larger ones, if it has
        such.
    """

    value: np.ndarray | None
    kind: str = "ndarray"
    changed: bool = False
    lines: tuple[int, int] | None = None


@dataclass(frozen=True)
class Raised(_Outcome):
    """The call raised; `line` is the last line of the learner's own code that took part."""

    kind: str
    message: str
    line: str = ""


@dataclass(frozen=True)
class NotWritten(_Outcome):
    """The stub is as it came: it raises NotImplementedError."""


@dataclass(frozen=True)
class TookTooLong(_Outcome):
    """The call was stopped after so many seconds, while it was at `line`."""

    seconds: float
    line: str = ""


@dataclass(frozen=True)
class Borrowed(_Outcome):
    """The call used `name`, a function of convlib that answers an exercise."""

    name: str


Outcome = Returned | Raised | NotWritten | TookTooLong | Borrowed
Caller = Callable[[Case], Outcome]
