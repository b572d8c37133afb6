"""What a notebook calls: `check`, and how its verdict is shown."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from typing import Any

from convlib.checks.catalogue import exercise as find_exercise
from convlib.checks.judge import judge
from convlib.checks.outcome import call_here
from convlib.checks.report import describe

VERDICT_MIME = "application/vnd.convlib.verdict+json"
"""The kind of the verdict as data, stored in the cell's output beside its text."""

RAISE_VARIABLE = "CONVLIB_CHECK_RAISES"
"""An environment variable: where it is "1", a check that is not right raises (for nbval)."""


LINE = 88
"""Characters in a line of output. JupyterLab cuts what is too long anywhere, inside words too."""


class CheckFailedError(AssertionError):
    """A check was not right, and the environment asks for an error in that case."""


def check(function: Callable[..., Any], exercise: str | None = None) -> float:
    """Check an answer, say what is wrong with it, and return its points.

    Parameters
    ----------
    function : callable
        The function that you wrote.
    exercise : str, optional
        The exercise's id, where it is not the function's own name.

    Returns
    -------
    float
        Points, from 0 to the exercise's points. nbgrader reads them as the cell's score.

    Raises
    ------
    TypeError
        If `function` is not a function.
    ValueError
        If there is no such exercise.
    CheckFailedError
        Only where the environment variable CONVLIB_CHECK_RAISES is "1": if it is not right.
    """
    if not callable(function):
        raise TypeError(
            f"check({function!r}) needs the function itself, without brackets: "
            "check(conv_output_size), not check(conv_output_size(32, 5))"
        )
    name = exercise or getattr(function, "__name__", type(function).__name__)
    verdict = judge(find_exercise(name), call_here(function))
    text = describe(verdict)
    show(text, {VERDICT_MIME: verdict.as_json()})
    if os.environ.get(RAISE_VARIABLE) == "1" and verdict.status != "right":
        raise CheckFailedError(text)
    return verdict.points


def show(text: str, data: dict[str, Any] | None = None) -> None:
    """Show a text in the cell's output, with data stored beside it; print it outside Jupyter."""
    # Loaded here: outside a notebook, nothing else needs IPython.
    from IPython import get_ipython
    from IPython.display import display

    if get_ipython() is None:
        print(text)
    else:
        display({"text/plain": fold(text), **(data or {})}, raw=True)


def fold(text: str) -> str:
    """Break long lines between words, and go on under the line's own beginning.

    Examples
    --------
    >>> print(fold("  Hint: " + "count the zeros on both sides, " * 3))
      Hint: count the zeros on both sides, count the zeros on both sides, count the zeros on
      both sides,
    """
    lines = []
    for line in text.split("\n"):
        if len(line) <= LINE:
            lines.append(line)
            continue
        indent = " " * (len(line) - len(line.lstrip()))
        lines += textwrap.wrap(
            line,
            LINE,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)
