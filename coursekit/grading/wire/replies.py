"""Calls and what comes of them as frames, and back.

What comes back is checked before anything is made of it: it may have been written by whoever
wants to mislead.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

import numpy as np

from convtutor.calling.numbers import TOO_LARGE
from convtutor.calling.outcome import Case, Outcome
from convtutor.calling.raised import MESSAGE
from convtutor.calling.silence import KEPT
from coursekit.grading.wire.frames import FrameError, pack, unpack

ASKS = "asks"
"""How a frame begins in which a call asks for a value before it ends."""

NAME = 60
"""Characters of a kind or of a class's name."""

_TEXTS = {
    **dict.fromkeys(("kind", "name", "beside"), NAME),
    "printed": KEPT,
    "message": MESSAGE,
    "line": 500,
}
"""By the name of an outcome's field: how many characters it may have."""

MOST_BASES = 50
"""Classes that one error's class builds on."""

MOST_LINES = 10**15
"""Lines of Python that anybody can have run."""

LONGEST_CALL = 10_000.0
"""Seconds that anybody can have waited."""

_OUTCOMES: dict[str, type[Outcome]] = {kind.__name__: kind for kind in get_args(Outcome)}


def pack_case(number: int, case: Case) -> bytes:
    """Write a call as a frame; its reply repeats the number.

    A FrameError says that the case holds what fits in no frame.
    """
    options = list(case.options.items())
    return pack([number, case.arguments, options, case.aspect, case.larger, case.memory])


def unpack_case(frame: bytes) -> tuple[int, Case]:
    """Make a call of a frame of the judge's: its number, and the case."""
    number, arguments, options, *rest = unpack(frame, len(frame))
    return number, Case(arguments, dict(options), *rest)


def pack_outcome(number: int, outcome: Outcome) -> bytes:
    """Write what came of the call with that number as a frame; texts are cut."""
    reply = [type(outcome).__name__, number]
    values = {
        field.name: _cut(field.name, getattr(outcome, field.name)) for field in fields(outcome)
    }
    try:
        return pack([*reply, *values.values()])
    except FrameError:  # a side far beyond all reason, without a value
        shape = np.shape(values["value"])
        values |= {"value": None, "kind": f"{TOO_LARGE} of shape {shape}"[:NAME]}
        return pack([*reply, *values.values()])


def unpack_outcome(frame: bytes, number: int) -> Outcome:
    """Make an outcome of a frame that anybody may have written.

    A FrameError says that it is not a reply to the call with that number in every respect. Nothing
    else is raised.
    """
    reply = unpack(frame)
    if type(reply) is not list or len(reply) < 2 or type(reply[0]) is not str:
        raise FrameError("a reply is a list of a name, the call's number, and what came of it")
    name, came, *values = reply
    if type(came) is not int or came != number:
        raise FrameError("a reply is to another call")
    if name not in _OUTCOMES or len(values) != len(fields(_OUTCOMES[name])):
        raise FrameError("a reply is of no known kind")
    given = {
        field.name: value for field, value in zip(fields(_OUTCOMES[name]), values, strict=True)
    }
    for field, value in given.items():
        if not _may_be(field, value):
            raise FrameError(f"a reply has another kind of {field}, or too much of it")
    return _OUTCOMES[name](**given)


def _cut(field: str, value: Any) -> Any:
    """What passes of an outcome's field."""
    if field in _TEXTS:
        return str(value)[: _TEXTS[field]]
    if field == "bases":
        return tuple(base[:NAME] for base in value[:MOST_BASES])
    return value


def _may_be(field: str, value: Any) -> bool:
    """Whether a value that anybody may have chosen can be that of an outcome's field."""
    match field:
        case "value":
            return value is None or type(value) is np.ndarray
        case "changed" | "overwrote" | "in_cell":
            return type(value) is bool
        case "seconds":
            return type(value) is float and 0 < value < LONGEST_CALL
        case "lines":
            return value is None or (
                type(value) is tuple
                and len(value) == 2
                and all(type(count) is int and 0 <= count <= MOST_LINES for count in value)
            )
        case "bases":
            return (
                type(value) is tuple
                and len(value) <= MOST_BASES
                and all(_may_be("name", base) for base in value)
            )
        case _:
            return type(value) is str and len(value) <= _TEXTS[field]
