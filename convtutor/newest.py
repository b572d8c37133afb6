"""The newest text of a function in a notebook: whether it ran, and what kept it from running.

A notebook's cell ends at its first error, and one that Python cannot read does not begin. So what
stands in the cell and what is called by its name can be two functions, or none.
"""

from __future__ import annotations

import ast
import linecache
import re
import sys
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from convtutor.calling.limits import TimeUp, time_limit
from convtutor.calling.outcome import Raised
from convtutor.calling.raised import describe_error
from convtutor.checks.code_errors import NOT_RUN, as_said, line_failed, syntax_sentence

SECONDS = 5.0
"""For one statement of a cell that is run after the cell ended with an error."""

CHECKED = re.compile(r"\bcheck\(\s*(\w+)")


class Missing:
    """Stands for a function that is not there, in the one cell that checks it."""

    def __init__(self, name: str, error: Raised) -> None:
        self.__name__, self.error = name, error

    def __call__(self, *_: Any, **__: Any) -> None:
        """Do what the name alone would have done."""
        raise NameError(f"name {self.__name__!r} is not defined")


@dataclass(frozen=True)
class _Failed:
    """What a cell ended with, and where in it."""

    error: Raised
    file: str
    line: int


_failed: dict[str, _Failed] = {}  # by the cell's text
_below: dict[Any, str] = {}  # by a function's code: what failed above it


def watch(names: Set[str], check: Callable[..., Any]) -> None:
    """Look at each cell of the notebook before and after it runs; elsewhere do nothing.

    The names are of the functions that can be checked; `check` is what checks them, also where the
    cell that imports it has not run.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and hasattr(shell, "events"):

        def before(info: Any) -> None:
            checked = names & set(CHECKED.findall(info.raw_cell))
            if checked:
                shell.user_ns.setdefault("check", check)
            _before(shell, checked)

        shell.events.register("pre_run_cell", before)
        shell.events.register("post_run_cell", lambda result: _after(shell, result))
        shell.set_custom_exc((NameError,), _explain_name)


def _explain_name(shell: Any, kind: type, error: NameError, trace: Any, tb_offset: Any) -> None:
    """Show a traceback that also says where a name comes from, as after a restart."""
    if kind is NameError:
        error.add_note(
            f"Does a cell above make {error.name}? Then it has not run since the kernel started: "
            "menu Run, Run All Above Selected Cell."
        )
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _after(shell: Any, result: Any) -> None:
    """Keep where a cell ended; take the stand-ins away."""
    names = [name for name, value in shell.user_ns.items() if isinstance(value, Missing)]
    for name in names:
        del shell.user_ns[name]
    error = result.error_in_exec
    trace = error.__traceback__ if isinstance(error, BaseException) else None
    while trace is not None and trace.tb_frame.f_code.co_name != "<module>":
        trace = trace.tb_next
    if trace is not None:
        file = trace.tb_frame.f_code.co_filename
        told = _Failed(describe_error(error, file), file, trace.tb_lineno)
        _failed["".join(linecache.getlines(file)).strip()] = told


def _before(shell: Any, names: Set[str]) -> None:
    """Make ready what a cell is going to check: the function below a line that failed, or none."""
    for name in names:
        newest, function = _newest(shell, name), shell.user_ns.get(name)
        if function is not None and not _is_older(newest, function):
            continue
        failed = _failed.pop(newest, None)
        if failed is not None:
            _run_below(newest, failed, shell.user_ns)
            function = shell.user_ns.get(name, function)
            if hasattr(function, "__code__") and not _is_older(newest, function):
                _below[function.__code__] = line_failed(failed.error)
        if function is None:
            unread = _unread(newest)
            none = Raised(NOT_RUN, f"there is no function {name} yet", in_cell=True)
            shell.user_ns[name] = Missing(name, unread or none)


def _run_below(cell: str, failed: _Failed, namespace: dict[str, Any]) -> None:
    """Run what a cell would have defined, below the statement at which it ended."""
    defining = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Assign
    for node in ast.parse(cell).body:
        if node.lineno > failed.line and isinstance(node, defining):
            try:
                with time_limit(SECONDS):
                    exec(compile(ast.Module([node], []), failed.file, "exec"), namespace)
            except (Exception, TimeUp):  # it is not there then, as it is not now
                continue


def caution(shell: Any, function: Callable[..., Any]) -> str:
    """Say what is to be known of the function that is judged in a notebook's shell: "" for most.

    That is that a line above it failed; or that its newest text did not run, and why.
    """
    code = getattr(function, "__code__", None)
    if shell is None or code is None:
        return ""
    if code in _below:
        return _below[code]
    newest = _newest(shell, code.co_name)
    if not _is_older(newest, function):
        return ""
    unread, failed = _unread(newest), _failed.get(newest)
    why = "its cell ended with an error"
    if unread:
        why = syntax_sentence(unread).rstrip(".")
    elif failed:
        why = f"its cell ended with {as_said(failed.error)}"
    return (
        f"The newest text of {code.co_name} has not run: {why}. So this is about the one before "
        "it. Mend the error, and run both cells again."
    )


def _newest(shell: Any, name: str) -> str:
    """The text of the newest cell that defines a function of this name, or ""."""
    defines = re.compile(rf"^\s*def {re.escape(name)}\s*\(", re.MULTILINE)
    cells = reversed(shell.user_ns["In"])
    return str(next((cell for cell in cells if defines.search(cell)), "")).strip()


def _is_older(newest: str, function: Any) -> bool:
    """Whether a function is of another text than the newest one."""
    code = getattr(function, "__code__", None)
    # IPython keeps the text of each cell that defined something where tracebacks look for it.
    ran = "".join(linecache.getlines(code.co_filename)).strip() if code else ""
    return bool(ran and newest and newest != ran)


def _unread(cell: str) -> Raised | None:
    """What Python says of a text that it cannot read."""
    try:
        ast.parse(cell)
    except (SyntaxError, ValueError) as error:
        told = describe_error(error, "")
        return Raised(told.kind, told.message, told.line, told.bases, in_cell=True)
    return None
