"""Keep what a call prints, and put back what it sets."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

KEPT = 2000
"""Characters that are kept of what a call prints."""


class Printed(io.TextIOBase):
    """Takes any amount of text and keeps the beginning."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Take text."""
        if len(self.text) < KEPT:
            self.text = (self.text + text)[:KEPT]
        return len(text)


@contextlib.contextmanager
def quiet(seed: int = 0) -> Iterator[Printed]:
    """Let nothing of what runs inside get out; give what it printed.

    On stderr, too, where nbgrader would take it for a failure. What goes past Python's streams
    and what is displayed is dropped, and so are warnings and the errors of objects that are
    thrown away. NumPy's and Python's global random numbers start from `seed`, so that a function
    that reads them gives the same verdict every time; afterwards they go on as if there had been
    no call. NumPy's error and print settings are put back, and figures that pyplot keeps open are
    closed, which a notebook would show below the check.
    """
    printed = Printed()
    numpy_state, python_state = np.random.get_state(), random.getstate()  # noqa: NPY002
    figures = _open_figures()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_nothing_past_python())
        stack.enter_context(_nothing_displayed())
        stack.enter_context(contextlib.redirect_stdout(printed))
        stack.enter_context(contextlib.redirect_stderr(printed))
        stack.enter_context(warnings.catch_warnings())
        stack.enter_context(np.errstate())
        stack.enter_context(np.printoptions())
        warnings.simplefilter("ignore")
        stack.callback(setattr, sys, "unraisablehook", sys.unraisablehook)
        sys.unraisablehook = lambda _: None
        np.random.seed(seed)  # noqa: NPY002
        random.seed(seed)
        try:
            yield printed
        finally:
            np.random.set_state(numpy_state)  # noqa: NPY002
            random.setstate(python_state)
            for number in _open_figures() - figures:
                sys.modules["matplotlib.pyplot"].close(number)


@contextlib.contextmanager
def _nothing_past_python() -> Iterator[None]:
    """Send away what is written to the process's own stdout and stderr, as C code does it."""
    streams = (1, 2)
    kept = {}
    with open(os.devnull, "wb") as nowhere:
        for stream in streams:
            with contextlib.suppress(OSError):  # a process may have none
                kept[stream] = os.dup(stream)
                os.dup2(nowhere.fileno(), stream)
        try:
            yield
        finally:
            for stream, copy in kept.items():
                os.dup2(copy, stream)
                os.close(copy)


@contextlib.contextmanager
def _nothing_displayed() -> Iterator[None]:
    """Hold back what is displayed in a notebook: pictures, tables, widgets."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "display_pub"):
        yield
        return
    from IPython.utils.capture import capture_output  # what shell stands for is loaded

    with capture_output(stdout=False, stderr=False, display=True):
        yield


def _open_figures() -> set[Any]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()
