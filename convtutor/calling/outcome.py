"""One call of a learner's function, and what came of it.

The judge never calls a learner's function itself: it is given a *caller*, something that takes a
`Case` and gives one of these outcomes. They hold plain data alone, nothing that the learner's
code made, so that nothing of the learner's runs when they are compared, shown or thrown away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Case:
    """One call of the learner's function.

    Attributes
    ----------
    arguments : tuple
        Passed by position, in the stub's order.
    options : mapping
        Passed by the stub's names.
    aspect : str
        What the case is about, in words that finish "right ...", such as "with stride". All
        cases of an aspect must be right for its share of the points.
    larger : tuple, optional
        Arguments for one more call, longer along one axis. Where they are given, the caller
        counts the lines of Python that both calls run, and a loop over that axis is a mistake.
    memory : str
        How the arrays lie in memory: "", which is row by row, or a name in `layout.LAYOUTS`.
    """

    arguments: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    aspect: str = ""
    larger: tuple[Any, ...] = ()
    memory: str = ""

    @property
    def size(self) -> int:
        """How much there is to redo on paper: array elements, and the numbers themselves."""
        values = [*self.arguments, *self.options.values()]
        return sum(np.size(v) if np.ndim(v) else int(abs(v or 0)) for v in values)


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """What all outcomes have: the beginning of what the function printed."""

    printed: str = ""


@dataclass(frozen=True)
class Returned(_Outcome):
    """The call came back with a value."""

    value: np.ndarray | None  # plain bool, int, float or complex; None for anything else
    kind: str = "ndarray"  # what the function returned, in a word or two: "list", "generator"
    changed: bool = False  # the function changed its input on the way
    # How many lines of Python ran, with the case's arguments and with its larger ones, if it has
    # such.
    lines: tuple[int, int] | None = None
    overwrote: bool = False  # the call changed the result of an earlier one


@dataclass(frozen=True)
class Raised(_Outcome):
    """The call raised."""

    kind: str  # the error's class
    message: str
    line: str = ""  # the last line of the learner's own code that took part
    bases: tuple[str, ...] = ()  # the classes that the error's class builds on
    in_cell: bool = False  # it was the cell that raised, and so there is no function to call


@dataclass(frozen=True)
class NotWritten(_Outcome):
    """The stub's last line still runs: it raises NotImplementedError."""

    beside: str = ""  # where the learner's own lines stand to it: "above", "below", or "" for none


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
