"""Take one exercise: run the cells of a learner, then answer calls of the function.

From the first cell on, everything in this process may have been changed by the learner's code. So
what is said here is no more than a claim, which the judge checks.
"""

from __future__ import annotations
import __future__

import ast
import asyncio
import builtins
import contextlib
import importlib
import inspect
import linecache
import os
import resource
import socket
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

from convtutor.calling import call_here
from convtutor.calling.limits import TimeUp, time_limit
from convtutor.calling.raised import describe_error
from convtutor.calling.silence import quiet
from coursekit.grading.box.inside.stand_in import NOTHING, answers
from coursekit.grading.wire.channel import receive, send
from coursekit.grading.wire.frames import pack, unpack
from coursekit.grading.wire.replies import ASKS, LINE, pack_outcome, unpack_case

CELL_SECONDS = 5.0
"""For one statement of a cell, "for" and all that is in it."""
SECONDS_AFTER_A_STOP = 0.5
"""For one statement of a cell in which another one was stopped."""


def serve(judge: socket.socket) -> None:
    """Answer the judge until it hangs up.

    Parameters
    ----------
    judge : socket
        Its first frame holds the limits and the cells. The reply is whether the function is there,
        and what went wrong above it, or None. All other frames are calls.
    """
    judge.sendall(b"R")  # by which the judge learns this process's number, and bounds it
    limits, fonts, setup, cells, function_name, asked = unpack(receive(judge))
    _bound(limits, judge)
    if fonts is not None:
        _lay_out(*fonts)
    with quiet():
        function, trouble = _define(setup, cells, function_name)
        for name in asked if function is not None else ():
            vars(sys.modules["__main__"])[name] = _asking(judge, name)
    send(judge, pack([function is not None, trouble]))
    if function is None:
        return
    call = call_here(function, answers())
    while True:
        number, case = unpack_case(unpack(receive(judge)))
        send(judge, pack_outcome(number, call(case)))


def _asking(judge: socket.socket, name: str) -> Callable[..., Any]:
    """Make a function that asks the judge for each value: how it is made stays there."""

    def ask(*arguments: Any, **options: Any) -> Any:
        given = [list(pair) for pair in options.items()]
        send(judge, pack([ASKS, name, list(map(_plain, arguments)), _plain(given)]))
        kind, value = unpack(receive(judge))
        if kind != "gives":
            raise ValueError(value)
        return value.item() if getattr(value, "ndim", None) == 0 else value

    return ask


def _plain(value: Any) -> Any:
    """A NumPy number as Python's own."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.item() if getattr(value, "ndim", None) == 0 else value


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
    """Run statements and cells; give the function, and what went wrong above it, in three texts."""
    notebook = types.ModuleType("__main__")
    sys.modules["__main__"] = notebook
    namespace = notebook.__dict__
    # What a notebook has beside Python's own.
    vars(builtins).update(display=lambda *_, **__: None, get_ipython=lambda: NOTHING)
    troubles: list[tuple[int, list[str]]] = []
    name = ""
    for number, source in enumerate([*setup, *cells], 1):
        name = f"<cell {number}>"
        troubles = run_cell(source, name, namespace)
    function = namespace.get(function_name)
    if callable(function):
        code = getattr(function, "__code__", None)
        first = 0
        if isinstance(code, types.CodeType) and code.co_filename == name:
            first = code.co_firstlineno
        above = [told for line, told in troubles if line < first]
        return function, above[0] if above else None
    if function is not None:
        kind = type(function).__name__[:40]
        return None, ["no function", f"{function_name} is no function but of kind {kind}", ""]
    none = ["no function", f"there is no function {function_name}", ""]
    return None, troubles[-1][1] if troubles else none


def run_cell(source: str, name: str, namespace: dict[str, Any]) -> list[tuple[int, list[str]]]:
    """Run a cell statement by statement, whatever becomes of one of them.

    A notebook stops at the first error; but one in a line that has nothing to do with the answer,
    such as an import of what is not here, is not to cost the answer below it.

    Parameters
    ----------
    source : str
    name : str
        Stands for a file in tracebacks; a cell's own, as in a notebook.
    namespace : dict
        Of the notebook.

    Returns
    -------
    list of (int, list of str)
        What went wrong: the line at which the statement begins, and three texts.
    """
    # So that tracebacks show the line.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    seconds, flags = CELL_SECONDS, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    troubles: list[tuple[int, list[str]]] = []
    try:
        nodes = ast.parse(source).body
    except BaseException as error:
        return [(1, _told(error, name))]
    for node in nodes:
        try:
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                for alias in node.names:
                    flags |= getattr(__future__, alias.name).compiler_flag
                continue
            code = compile(ast.Module([node], []), name, "exec", flags, dont_inherit=True)
            with time_limit(seconds):
                waiting = eval(code, namespace)
                if inspect.iscoroutine(waiting):  # for an `await` outside of functions
                    asyncio.run(waiting)
        except TimeUp:
            told = ["cell stopped", "a line of the cell was still running after 5 s", ""]
            troubles.append((node.lineno, told))
            seconds = SECONDS_AFTER_A_STOP
        except BaseException as error:
            troubles.append((node.lineno, _told(error, name)))
    return troubles


def _told(error: BaseException, name: str) -> list[str]:
    """An error's kind and message, and the line of the cell that it came from."""
    told = describe_error(error, name)
    return [told.kind, told.message, told.line[:LINE]]
