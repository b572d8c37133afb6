"""Watch the Python that a call runs: whose functions it uses, and how many lines."""

from __future__ import annotations

import copy
import gc
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

TEACHING = str(Path(__file__).parents[1])
CALLING = str(Path(__file__).parent)


@contextmanager
def watch_borrowing(answers: Collection[str]) -> Iterator[list[str]]:
    """Note the names of functions, such as "conv2d", whose code is from the files with answers.

    A profile function sees each function that starts, whatever name it was imported under. What
    the course's own pictures use to draw does not count. The garbage collector waits: a generator
    of the course's that it closes would be taken for one that the learner started. A profiler that
    is at work is set again afterwards.
    """
    names: list[str] = []

    def profile(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in answers and not _draws(frame, answers):
            names.append(code.co_name)

    before = sys.getprofile()
    with _no_collection():
        sys.setprofile(profile)
        try:
            yield names
        finally:
            sys.setprofile(before)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let the garbage collector wait."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _draws(frame: FrameType | None, answers: Collection[str]) -> bool:
    """Whether it is the rest of the course that uses an answer, not the learner."""
    while frame is not None and frame.f_code.co_filename in answers:
        frame = frame.f_back
    file = frame.f_code.co_filename if frame else ""
    return file.startswith(TEACHING) and not file.startswith(CALLING)


def count_lines(
    function: Callable[..., Any], arguments: tuple[Any, ...], options: Mapping[str, Any]
) -> int:
    """Call a function twice on copies, and count the lines of Python that run the second time.

    Each turn of a loop counts anew, also in a comprehension on one line. The lines of what the
    function calls count as well, as far as that is Python too: ``np.vectorize`` is a loop in
    Python whatever it is given, ``np.matmul`` is not.

    The first call is there for what happens only once, such as an import. The garbage collector
    waits, since what objects do when they go is not the function's work. A trace function that
    was set before, such as a debugger's, is set again afterwards.

    Examples
    --------
    >>> def total(numbers):
    ...     return sum(number for number in numbers)
    >>> count_lines(total, ([0] * 30,), {}) - count_lines(total, ([0] * 20,), {})
    10
    """
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    calls = [copy.deepcopy((arguments, dict(options))) for _ in range(2)]
    function(*calls[0][0], **calls[0][1])
    before = sys.gettrace()
    with _no_collection():
        sys.settrace(trace)
        try:
            function(*calls[1][0], **calls[1][1])
        finally:
            sys.settrace(before)
    return lines
