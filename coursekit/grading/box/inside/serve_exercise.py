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
from dataclasses import replace
from typing import Any

from convtutor.calling import call_here
from convtutor.calling.limits import TimeUp, time_limit
from convtutor.calling.outcome import Raised, Returned
from convtutor.calling.raised import describe_error
from convtutor.calling.silence import quiet
from coursekit.grading.box.inside.stand_in import NOTHING, answers
from coursekit.grading.wire.channel import READY, receive, send
from coursekit.grading.wire.frames import pack, unpack
from coursekit.grading.wire.replies import ASKS, pack_outcome, unpack_case

CELL_SECONDS = 5.0
"""For one statement of a cell, "for" and all that is in it."""
SECONDS_AFTER_A_STOP = 0.5
"""For one statement of a cell in which another one was stopped."""


def serve(judge: socket.socket) -> None:
    """Answer the judge until it hangs up.

    Its first frame holds the limits and the cells. The reply is `Returned` if the function is
    there, and `Raised` where a line above it failed or, "in the cell", there is none. All other
    frames are calls.
    """
    judge.sendall(READY)  # by which the judge learns this process's number, and bounds it
    order = receive(judge)
    limits, fonts, setup, cells, function_name, asked = unpack(order, len(order))
    _bound(limits, judge)
    if fonts is not None:
        _lay_out(*fonts)
    with quiet():
        function, trouble = _define(setup, cells, function_name)
        for name in asked if function is not None else ():
            vars(sys.modules["__main__"])[name] = _asking(judge, name)
    send(judge, pack_outcome(0, trouble or Returned(None, "function")))
    if function is None:
        return
    call = call_here(function, answers())
    while True:
        number, case = unpack_case(receive(judge))
        send(judge, pack_outcome(number, call(case)))


def _asking(judge: socket.socket, name: str) -> Callable[..., Any]:
    """Make a function that asks the judge for each value: how it is made stays there."""

    def ask(*arguments: Any, **options: Any) -> Any:
        send(judge, pack([ASKS, name, arguments, list(options.items())]))
        kind, value = unpack(receive(judge))
        if kind != "gives":
            raise ValueError(value)
        return value

    return ask


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
) -> tuple[Callable[..., Any] | None, Raised | None]:
    """Run statements and cells; give the function, and what went wrong above it."""
    notebook = types.ModuleType("__main__")
    sys.modules["__main__"] = notebook
    namespace = notebook.__dict__
    # What a notebook has beside Python's own.
    vars(builtins).update(display=lambda *_, **__: None, get_ipython=lambda: NOTHING)
    troubles: list[tuple[int, Raised]] = []
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
        reason = f"{function_name} is no function but of kind {type(function).__name__[:40]}"
        told = Raised("no function", reason)
    elif troubles:
        told = troubles[-1][1]
    else:
        told = Raised("no function", f"there is no function {function_name}")
    return None, replace(told, in_cell=True)


def run_cell(source: str, name: str, namespace: dict[str, Any]) -> list[tuple[int, Raised]]:
    """Run a cell statement by statement; give what went wrong, with the statement's line.

    A notebook stops at the first error; but one in a line that has nothing to do with the answer,
    such as an import of what is not here, is not to cost the answer below it. The name stands for
    a file in tracebacks.
    """
    # So that tracebacks show the line.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    seconds, flags = CELL_SECONDS, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    troubles: list[tuple[int, Raised]] = []
    try:
        nodes = ast.parse(source).body
    except BaseException as error:
        return [(1, describe_error(error, name))]
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
            told = Raised("cell stopped", "a line of the cell was still running after 5 s")
            troubles.append((node.lineno, told))
            seconds = SECONDS_AFTER_A_STOP
        except BaseException as error:
            troubles.append((node.lineno, describe_error(error, name)))
    return troubles
