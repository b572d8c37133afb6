"""Run the text of notebook cells as a notebook would, without Jupyter."""

from __future__ import annotations

import ast
import linecache
import re
from typing import Any

from convtutor.calling.limits import time_limit

SECONDS = 5.0
"""For one cell."""

RUNS_PYTHON = ("%%time", "%%timeit", "%%capture", "%%prun")
"""Cell magics whose cells hold Python."""


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
    tree, source = _parse(source, name)
    # So that tracebacks show the line.
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    code = compile(tree, name, "exec", dont_inherit=True)
    with time_limit(SECONDS):
        exec(code, namespace)


def _parse(source: str, name: str) -> tuple[ast.Module, str]:
    """Parse Python; where that fails, without what only Jupyter understands."""
    try:
        return ast.parse(source, name), source
    except SyntaxError:
        plain = without_magics(source)
        if plain == source:
            raise
        return ast.parse(plain, name), plain


def without_magics(source: str) -> str:
    r"""Leave out magics, commands of the shell and questions, which only Jupyter understands.

    Parameters
    ----------
    source : str

    Returns
    -------
    str
        With as many lines as before.

    Examples
    --------
    >>> without_magics("%matplotlib inline\nif x:\n    !ls")
    'pass\nif x:\n    pass'
    """
    lines = source.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if lines[first].split()[0] not in RUNS_PYTHON:
            return "\n" * (len(lines) - 1)
        lines[first] = ""
    return "\n".join(_plain_line(line) for line in lines)


def _plain_line(line: str) -> str:
    bare = line.strip()
    if bare[:1] in ("%", "!", "?") or re.fullmatch(r"[\w.]+\?{1,2}", bare):
        return line[: len(line) - len(line.lstrip())] + "pass"
    return line
