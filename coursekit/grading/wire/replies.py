"""Outcomes of calls as plain values, and back.

What comes back is checked before anything is made of it: it may have been written by whoever
wants to mislead.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from convtutor.calling.numbers import TOO_LARGE
from convtutor.calling.outcome import (
    Borrowed,
    Case,
    NotWritten,
    Outcome,
    Raised,
    Returned,
    TookTooLong,
)
from convtutor.calling.raised import MESSAGE
from convtutor.calling.silence import KEPT
from coursekit.grading.wire.frames import FrameError, pack, unpack

NAME = 60
"""Characters of a kind or of a class's name."""

ASKS = "asks"
"""How a frame begins in which a call asks for a value before it ends."""

LINE = 500
"""Characters of a line of code."""

MOST_BASES = 50
"""Classes that one error's class builds on."""

MOST_LINES = 10**15
"""Lines of Python that anybody can have run."""

LONGEST_CALL = 10_000.0
"""Seconds that anybody can have waited."""


def pack_case(number: int, case: Case) -> bytes:
    """Write a call as a frame.

    Parameters
    ----------
    number : int
        Of the call, which its reply repeats.
    case : Case

    Returns
    -------
    bytes

    Raises
    ------
    FrameError
        If the case holds what fits in no frame.
    """
    options = [list(case.options), list(case.options.values())]
    return pack(["call", number, case.arguments, options, case.aspect, case.larger, case.memory])


def unpack_case(request: list[Any]) -> tuple[int, Case]:
    """Make a call of what was in a frame of the judge's.

    Parameters
    ----------
    request : list
        From `pack_case`.

    Returns
    -------
    (int, Case)
    """
    _, number, arguments, (names, values), *rest = request
    return number, Case(arguments, dict(zip(names, values, strict=True)), *rest)


def pack_outcome(number: int, outcome: Outcome) -> bytes:
    """Write what came of a call as a frame.

    Parameters
    ----------
    number : int
        Of the call.
    outcome : Outcome

    Returns
    -------
    bytes
    """
    printed = str(outcome.printed)[:KEPT]
    if isinstance(outcome, Returned):
        lines = None if outcome.lines is None else list(outcome.lines)
        rest = [outcome.value, outcome.kind, outcome.changed, lines, outcome.overwrote]
        try:
            return pack(["returned", number, printed, *rest])
        except FrameError:  # a side far beyond all reason, without a value
            shape = () if outcome.value is None else outcome.value.shape
            rest[:2] = [None, f"{TOO_LARGE} of shape {shape}"[:NAME]]
            return pack(["returned", number, printed, *rest])
    if isinstance(outcome, Raised):
        texts = [outcome.kind[:NAME], outcome.message[:MESSAGE], outcome.line[:LINE]]
        bases = [base[:NAME] for base in outcome.bases[:MOST_BASES]]
        return pack(["raised", number, printed, *texts, bases])
    if isinstance(outcome, TookTooLong):
        return pack(["late", number, printed, float(outcome.seconds), outcome.line[:LINE]])
    if isinstance(outcome, Borrowed):
        return pack(["borrowed", number, printed, outcome.name[:NAME]])
    return pack(["not written", number, printed, outcome.beside[:NAME]])


def unpack_outcome(frame: bytes, number: int) -> Outcome:
    """Make an outcome of a frame that anybody may have written.

    Parameters
    ----------
    frame : bytes
    number : int
        Of the call that was made.

    Returns
    -------
    Outcome

    Raises
    ------
    FrameError
        If the frame is not a reply to this call in every respect. Nothing else is raised.
    """
    reply = unpack(frame)
    if type(reply) is not list or len(reply) < 3:
        raise FrameError("a reply is a list of a name, the call's number, and what was printed")
    name, came, printed, *rest = reply
    if type(came) is not int or came != number:
        raise FrameError("a reply is to another call")
    text = _text(printed, KEPT)
    made = _MAKERS.get(name) if type(name) is str else None
    if made is None or len(rest) != made[0]:
        raise FrameError("a reply is of no known kind")
    return made[1](text, *rest)


def _returned(printed: str, value: Any, kind: Any, changed: Any, lines: Any, over: Any) -> Outcome:
    if value is not None and type(value) is not np.ndarray:
        raise FrameError("a reply's value is an array or nothing")
    if type(changed) is not bool or type(over) is not bool:
        raise FrameError("a reply says whether something was changed by True or False")
    if lines is not None:
        if type(lines) is not list or len(lines) != 2:
            raise FrameError("a reply counts lines twice")
        if not all(type(count) is int and 0 <= count <= MOST_LINES for count in lines):
            raise FrameError("a reply counts lines by whole numbers")
        lines = tuple(lines)
    return Returned(value, _text(kind, NAME), changed, lines, over, printed=printed)


def _raised(printed: str, kind: Any, message: Any, line: Any, bases: Any) -> Outcome:
    if type(bases) is not list or len(bases) > MOST_BASES:
        raise FrameError("a reply lists the classes of an error")
    texts = (_text(kind, NAME), _text(message, MESSAGE), _text(line, LINE))
    return Raised(*texts, tuple(_text(base, NAME) for base in bases), printed=printed)


def _late(printed: str, seconds: Any, line: Any) -> Outcome:
    if type(seconds) is not float or not (math.isfinite(seconds) and 0 < seconds < LONGEST_CALL):
        raise FrameError("a reply tells the seconds of a call")
    return TookTooLong(seconds, _text(line, LINE), printed=printed)


def _borrowed(printed: str, name: Any) -> Outcome:
    return Borrowed(_text(name, NAME), printed=printed)


def _not_written(printed: str, beside: Any) -> Outcome:
    return NotWritten(_text(beside, NAME), printed=printed)


_MAKERS: dict[str, tuple[int, Any]] = {
    "returned": (5, _returned),
    "raised": (4, _raised),
    "late": (2, _late),
    "borrowed": (1, _borrowed),
    "not written": (1, _not_written),
}
"""By the reply's name: how many values follow what was printed, and what is made of them."""


def _text(value: Any, longest: int) -> str:
    if type(value) is not str or len(value) > longest:
        raise FrameError(f"text in a reply has at most {longest} characters")
    return value
