"""What an error says of itself, as plain data."""

from __future__ import annotations

import builtins
import difflib
import traceback

from convtutor.calling.outcome import Raised

MESSAGE = 300
"""Characters that are kept of an error's message."""


def describe_error(error: BaseException, home: str) -> Raised:
    """Tell an error's kind, message and line, and the name that was meant, if one is near.

    The line is the last one of `home`, the file or notebook cell with the learner's code, that
    took part, or the one that is no Python.
    """
    kind, *bases = (one.__name__[:40] for one in type(error).__mro__)
    if isinstance(error, SyntaxError):
        return Raised(kind, str(error.msg)[:MESSAGE], (error.text or "").strip(), tuple(bases))
    try:
        message = str(error)
    except Exception:  # a class of the learner's, with a fault of its own
        message = ""
    near = _nearest(error)
    if near and "Did you mean" not in message:
        message = f"{message[:200]}; did you mean {near}?"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.line for frame in frames if frame.filename == home and frame.line]
    return Raised(kind, message[:MESSAGE], lines[-1] if lines else "", tuple(bases))


def _nearest(error: BaseException) -> str:
    """The name that is there and most like the one that was not found, or ""."""
    try:
        if isinstance(error, AttributeError) and error.name:
            there = dir(error.obj)
        elif isinstance(error, NameError) and error.name and error.__traceback__:
            *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
            there = [*frame.f_locals, *frame.f_globals, *dir(builtins)]
        else:
            return ""
        public = [name for name in there if not name.startswith("_")]
        near = difflib.get_close_matches(error.name, public, 1, 0.75)
    except Exception:  # an object of the learner's may answer with anything
        return ""
    return near[0][:60] if near else ""
