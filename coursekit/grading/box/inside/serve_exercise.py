"""Take one exercise: run the cells of a learner, then answer calls of the function.

From the first cell on, everything in this process may have been changed by the learner's code. So
what is said here is no more than a claim, which the judge checks.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import linecache
import os
import resource
import socket
import sys
import traceback
import types
from collections.abc import Callable, Sequence
from typing import Any

from convtutor.calling import call_here
from convtutor.calling.limits import TimeUp, time_limit
from convtutor.calling.silence import quiet
from coursekit.grading.box.inside.stand_in import NOTHING, answers
from coursekit.grading.wire.channel import receive, send
from coursekit.grading.wire.frames import pack, unpack
from coursekit.grading.wire.replies import LINE, pack_outcome, unpack_case

CELL_SECONDS = 5.0
"""For one cell."""


def serve(judge: socket.socket) -> None:
    """Answer the judge until it hangs up.

    Parameters
    ----------
    judge : socket
        Its first frame holds the limits and the cells. The reply is None, or what went wrong with
        them. All other frames are calls.
    """
    judge.sendall(b"R")  # by which the judge learns this process's number, and bounds it
    limits, fonts, setup, cells, function_name = unpack(receive(judge))
    _bound(limits, judge)
    if fonts is not None:
        _lay_out(*fonts)
    with quiet():
        function, trouble = _define(setup, cells, function_name)
    send(judge, pack(trouble))
    if function is None:
        return
    call = call_here(function, answers())
    while True:
        number, case = unpack_case(unpack(receive(judge)))
        send(judge, pack_outcome(number, call(case)))


def _bound(limits: list[Any], judge: socket.socket) -> None:
    """Take on limits that only root could lift again, and let go of all files but the judge's."""
    for name, most in limits:
        resource.setrlimit(getattr(resource, name), (most, most))
    keep = judge.fileno()
    highest = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    os.closerange(3, keep)
    os.closerange(keep + 1, max(highest, 1024))


def _lay_out(name: str, text: str) -> None:
    """Put matplotlib's list of fonts where it looks for it, and load it.

    That takes long, and is not to count as the time of the first call that draws.
    """
    with contextlib.suppress(OSError):  # a full /tmp: then it looks for the fonts themselves
        os.makedirs(os.environ["MPLCONFIGDIR"], exist_ok=True)
        with open(os.path.join(os.environ["MPLCONFIGDIR"], name), "w", encoding="utf-8") as file:
            file.write(text)
    with contextlib.suppress(Exception), quiet():
        importlib.import_module("matplotlib.pyplot")


def _define(
    setup: Sequence[str], cells: Sequence[str], function_name: str
) -> tuple[Callable[..., Any] | None, list[str] | None]:
    """Run statements and cells; give the function, or what went wrong, in three texts."""
    notebook = types.ModuleType("__main__")
    sys.modules["__main__"] = notebook
    namespace = notebook.__dict__
    # What a notebook has beside Python's own.
    vars(builtins).update(display=lambda *_, **__: None, get_ipython=lambda: NOTHING)
    trouble: list[str] | None = None
    for number, source in enumerate([*setup, *cells], 1):
        name = f"<cell {number}>"
        try:
            run_cell(source, name, namespace)
        except TimeUp:
            trouble = ["cell stopped", "it was still running after 5 s; does a loop end?", ""]
        except BaseException as error:
            trouble = ["error in the cell", *_describe(error, name)]
    function = namespace.get(function_name)
    if callable(function):
        return function, None
    if function is not None:
        kind = type(function).__name__[:40]
        return None, ["no function", f"{function_name} is of kind {kind}", ""]
    return None, trouble or ["no function", f"the cell defines no {function_name}", ""]


def run_cell(source: str, name: str, namespace: dict[str, Any]) -> None:
    """Run a cell until it ends, raises, or takes too long.

    Parameters
    ----------
    source : str
    name : str
        Stands for a file in tracebacks; a cell's own, as in a notebook.
    namespace : dict
        Of the notebook.

    Raises
    ------
    BaseException
        Whatever the cell raises. What it had defined before stays defined, as in a notebook.
    """
    # So that tracebacks show the line.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    code = compile(source, name, "exec", dont_inherit=True)
    with time_limit(CELL_SECONDS):
        exec(code, namespace)


def _describe(error: BaseException, name: str) -> tuple[str, str]:
    """Tell an error's kind and message, and the line of the cell that it came from."""
    kind = type(error).__name__[:40]
    try:
        message = str(error)[:200]
    except Exception:  # a class of the learner's, with a fault of its own
        message = ""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.line for frame in frames if frame.filename == name and frame.line]
    return f"{kind}: {message}" if message else kind, (lines[-1] if lines else "")[:LINE]
