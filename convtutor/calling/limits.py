"""Stop a call that runs for ever, or wants more memory than there is."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

AGAIN = 0.05
"""Seconds until a call that swallowed the first stop is stopped again."""

MEMORY = 2 * 2**30
"""Bytes that one call may take beside what the process has. A right answer takes some kB."""


class TimeUp(BaseException):
    """The call was stopped. Not an Exception, so that ``except Exception:`` lets it through."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` from the line that runs when so many seconds of the clock are over.

    Python looks for signals between its own steps, so one long step inside a C function ends
    first. There is no limit while a debugger is at work: who steps through takes as long as they
    like. The timer of POSIX systems also ends a sleep; elsewhere, and in other threads than the
    main one, only the clock is looked at before each line.
    """
    if sys.gettrace() is not None:
        yield
    elif hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        yield from _by_signal(seconds)
    else:
        yield from _by_looking(seconds)


def _by_signal(seconds: float) -> Iterator[None]:
    rings = 0

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal rings
        rings += 1
        if rings > 1:
            _raise_at_the_next_line(frame)
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.settrace(None)


def _raise_at_the_next_line(frame: FrameType | None) -> None:
    """Stop a loop like ``while True: try: ... except: pass``, which swallows what is raised.

    The next line that runs is that of the ``except``, and what is raised there gets out.
    """

    def stop(_frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            raise TimeUp
        return stop

    while frame is not None and not _is_ours(frame):
        frame.f_trace = stop
        frame = frame.f_back
    sys.settrace(lambda *_: None)  # functions that begin from now on are not stopped


def _is_ours(frame: FrameType) -> bool:
    module = frame.f_globals.get("__name__", "")
    return module == "contextlib" or module.startswith("convtutor.calling")


def _by_looking(seconds: float) -> Iterator[None]:
    """Look at the clock before each line of Python, which makes the call slower."""
    end = time.monotonic() + seconds

    def look(frame: FrameType, event: str, _: Any) -> Any:
        if _is_ours(frame):
            return None
        if event == "line" and time.monotonic() > end:
            raise TimeUp
        return look

    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(None)


@contextlib.contextmanager
def memory_limit() -> Iterator[None]:
    """Let what runs inside take `MEMORY` bytes more, and no more: beyond is a MemoryError.

    Where the system has no such limit for a running process (only Linux tells how much it has),
    nothing is limited.
    """
    used = Path("/proc/self/statm")
    if not used.exists():
        yield
        return
    import resource  # not on every system

    pages = int(used.read_text(encoding="ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + MEMORY
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
