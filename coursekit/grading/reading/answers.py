"""From a submission's bytes to what the learner answered.

The bytes are parsed in a child process, which has limits and may die; plain, capped texts come
back. Nothing that the learner wrote is run.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from coursekit.grading.reading.handed_out import asked_by
from coursekit.grading.reading.server import HEADER, LENGTH
from coursekit.grading.submission import Answers

SECONDS = 60.0
"""How long is waited for a reader, on however busy a machine. It ends itself long before that, by
the processor time that it has."""

LONGEST_REPLY = 64 * 2**20
"""Bytes that a reader may reply."""

_SERVER = Path(__file__).with_name("server.py")


def read_answers(notebook: bytes, release: bytes) -> Answers:
    """Read what a learner answered.

    Parameters
    ----------
    notebook : bytes
        The submission's file; anything.
    release : bytes
        The released notebook of the unit.

    Returns
    -------
    Answers
        Always, and in time.

    Notes
    -----
    One reader serves a process; it is made when it is first needed, takes about 30 ms to start,
    and a few to read a submission. A submission at which it dies, or is too slow, is read once
    more as text alone, without looking for Python in it.
    """
    with _lock:
        for look in (True, False):
            found = _ask(notebook, _request(release, look))
            if "failed" not in found:
                break
    if "failed" in found:
        return Answers(problem=f"The file could not be read ({found['failed']}).")
    notes = tuple(found.get("notes", ()))
    if not look:
        notes = ("Python's parser did not survive this notebook; it was read as text.", *notes)
    return Answers(
        sources=found.get("sources", {}),
        predictions=found.get("predictions", {}),
        notes=notes,
        problem=found.get("problem", ""),
        code=found.get("code", {}),
        names={key: tuple(names) for key, names in found.get("names", {}).items()},
    )


@functools.lru_cache(maxsize=64)
def _request(release: bytes, look: bool) -> bytes:
    return json.dumps(asked_by(release) | {"look": look}).encode()


_lock = threading.Lock()
_reader: tuple[int, subprocess.Popen[bytes]] | None = None


@atexit.register
def _end_with_this_process() -> None:
    if _reader is not None and _reader[0] == os.getpid():
        _end(_reader[1])


def _ask(notebook: bytes, asked: bytes) -> dict[str, Any]:
    """Ask this process's reader; "failed" where it dies or is too slow, and then it is gone."""
    global _reader
    if _reader is not None and _reader[0] != os.getpid():
        _close(_reader[1])  # it serves the process that this one was forked from
        _reader = None
    if _reader is not None and _reader[1].poll() is not None:
        _end(_reader[1])
        _reader = None
    if _reader is None:
        _reader = (os.getpid(), _start())
    server = _reader[1]
    deadline = time.monotonic() + SECONDS
    try:
        _send(server, HEADER.pack(len(asked), len(notebook)) + asked, deadline)
        _send(server, notebook, deadline)
        [length] = LENGTH.unpack(_receive(server, LENGTH.size, deadline))
        if length > LONGEST_REPLY:
            raise ValueError(f"a reply of {length} bytes")
        return json.loads(_receive(server, length, deadline))
    except (OSError, EOFError, ValueError, RecursionError) as error:
        _end(server)
        _reader = None
        slow = isinstance(error, TimeoutError)
        return {"failed": f"it takes more than {SECONDS:g} seconds" if slow else "its reader died"}


def _start() -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(_SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Nothing of the grader's, but what some systems need to start a Python at all.
        env={key: os.environ[key] for key in ("LD_LIBRARY_PATH",) if key in os.environ},
        bufsize=0,
        start_new_session=True,  # so that it can be ended with its children
    )
    # Room for a whole notebook: each time a pipe is full costs a change of processes.
    with contextlib.suppress(OSError, AttributeError):
        fcntl.fcntl(server.stdin, fcntl.F_SETPIPE_SZ, 2**20)
    os.set_blocking(server.stdin.fileno(), False)
    os.set_blocking(server.stdout.fileno(), False)
    return server


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
    _close(server)
    server.wait()


def _close(server: subprocess.Popen[bytes]) -> None:
    server.stdin.close()
    server.stdout.close()


def _send(server: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    left, end = memoryview(data), server.stdin.fileno()
    while left:
        _, ready, _ = select.select([], [end], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        left = left[os.write(end, left[: 2**20]) :]


def _receive(server: subprocess.Popen[bytes], length: int, deadline: float) -> bytes:
    parts, end = [], server.stdout.fileno()
    while length:
        ready, _, _ = select.select([end], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(end, min(length, 2**20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
