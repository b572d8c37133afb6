"""From a submission's bytes to what the learner answered.

The bytes are parsed in a child process, which has limits and may die; plain, capped texts come
back. Nothing that the learner wrote is run.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from coursekit.grading.submission import Answers
from coursekit.grading.wire.channel import Channel, Gone, Late
from coursekit.grading.wire.frames import FrameError, unpack
from coursekit.release.release import Release

SECONDS = 60.0
"""How long is waited for a reader, on however busy a machine. It ends itself long before that, by
the processor time that it has."""

_SERVER = Path(__file__).with_name("server.py")


def read_answers(notebook: bytes, release: Release) -> Answers:
    """Read what a learner answered in a file, whatever it is: always, and in time.

    Notes
    -----
    One reader serves a process; it is made when it is first needed, takes about 30 ms to start,
    and a few to read a submission. A submission at which it dies, or is too slow, is read once
    more as text alone, without looking for Python in it.
    """
    with _lock:
        try:
            try:
                return _ask(notebook, release, look=True)
            except _FailedError:
                answers = _ask(notebook, release, look=False)
        except _FailedError as error:
            return Answers(problem=f"The file could not be read ({error}).")
    note = "Python's parser did not survive this notebook; it was read as text."
    return Answers(**vars(answers) | {"notes": (note, *answers.notes)})


class _FailedError(Exception):
    """Why a reader gave no answer."""


class Reader:
    """A process that reads submissions, and forks for each."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.channel = Channel()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(_SERVER), str(self.channel.other)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[self.channel.other],
            # Nothing of the grader's, but what some systems need to start a Python at all.
            env={key: os.environ[key] for key in ("LD_LIBRARY_PATH",) if key in os.environ},
            start_new_session=True,  # so that it can be ended with its children
        )
        self.channel.hand_over()

    def end(self) -> None:
        """End it with its children; one that serves the process that this was forked from stays."""
        if self.owner == os.getpid():
            if self.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.channel.close()


_lock = threading.Lock()
_reader: Reader | None = None


@atexit.register
def _end_reader() -> None:
    global _reader
    if _reader is not None:
        _reader.end()
        _reader = None


def _ask(notebook: bytes, release: Release, *, look: bool) -> Answers:
    """Ask this process's reader; where it dies or is too slow, it is gone and that is raised."""
    global _reader
    if _reader is not None and (_reader.owner != os.getpid() or _reader.process.poll() is not None):
        _end_reader()
    if _reader is None:
        _reader = Reader()
    deadline = time.monotonic() + SECONDS
    try:
        _reader.channel.say(pickle.dumps((release, notebook, look)), deadline)
        frame = _reader.channel.hear(deadline)
        reply = unpack(frame, len(frame))
    except Late:
        _end_reader()
        raise _FailedError(f"it takes more than {SECONDS:g} seconds") from None
    except (Gone, FrameError):
        _end_reader()
        raise _FailedError("its reader died") from None
    if isinstance(reply, str):  # the name of what `server` failed with
        raise _FailedError(reply)
    problem, notes, predictions, found = reply
    return Answers(
        problem=problem,
        notes=tuple(notes),
        predictions=dict(predictions),
        sources={grade_id: source for grade_id, source, _, _ in found},
        code={grade_id: code for grade_id, _, code, _ in found},
        names={grade_id: tuple(names) for grade_id, _, _, names in found},
    )
