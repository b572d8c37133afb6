"""From a submission's bytes to what the learner answered.

The bytes are parsed in a child process, which has limits and may die; plain, capped texts come
back. Nothing that the learner wrote is run.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.grading.reading.guesses import questions
from coursekit.grading.reading.names import statements
from coursekit.grading.reading.plain import parsed
from coursekit.grading.reading.server import HEADER, LENGTH

SECONDS = 10.0
"""How long one submission may take to be read."""

LONGEST_REPLY = 64 * 2**20
"""Bytes that a reader may reply."""

_SERVER = Path(__file__).parent / "reading" / "server.py"
_KEPT = ("grade", "solution", "locked", "points", "cell_type", "task")


@dataclass(frozen=True)
class Answers:
    """What a learner answered.

    Attributes
    ----------
    sources : dict of str to str
        The text of each exercise's cell by its grade_id, as the learner wrote it. An exercise is
        missing where its cell is.
    predictions : dict of str to str
        What was guessed and recalled, by "predict:<id>" and "recall:<id>".
    notes : tuple of str
        What an instructor may want to know, a sentence each. What learners wrote is quoted in them
        in ASCII, and short.
    problem : str
        Why there is nothing to grade, in a sentence, or "".
    code : dict of str to str
        What of each source is run: without lines that only a notebook understands, and with what
        it needs of the learner's own cells above it.
    names : dict of str to tuple of str
        The global names that each code uses.
    """

    sources: dict[str, str] = field(default_factory=dict)
    predictions: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""
    code: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


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
        Always, and within about twice `SECONDS`.

    Notes
    -----
    One reader serves a process; it is made when it is first needed, takes about 30 ms to start,
    and a few to read a submission. A submission at which it dies, or is too slow, is read once
    more as text alone, without looking for Python in it.
    """
    with _lock:
        for look in (True, False):
            found = _ask(notebook, json.dumps(asked_by(release) | {"look": look}).encode())
            if found is not None:
                break
    if found is None:
        return Answers(
            problem=f"The file could not be read within {SECONDS:g} seconds; it is not graded."
        )
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


@functools.lru_cache(maxsize=32)
def asked_by(release: bytes) -> Mapping[str, Any]:
    """List what a release asks of a learner, as plain data for the reader.

    Parameters
    ----------
    release : bytes
        The released notebook, which is trusted.

    Returns
    -------
    dict
        "unit", "kernel", "wanted" (the exercises), "marks" (nbgrader's metadata and text of each
        cell that has them), "questions", "gives" (names), "released" (texts of other cells).
    """
    notebook = json.loads(release)
    cells = [
        {**cell, "source": "".join(cell["source"]), "marks": cell["metadata"].get("nbgrader", {})}
        for cell in notebook["cells"]
    ]
    about = notebook["metadata"]
    plain = [cell for cell in cells if cell["cell_type"] == "code" and not cell["marks"]]
    trees = [tree for cell in plain if (tree := parsed(cell["source"]))]
    return {
        "unit": about.get("course", {}).get("unit", ""),
        "kernel": about.get("kernelspec", {}).get("name", ""),
        "wanted": _wanted(cells),
        "marks": {
            cell["marks"]["grade_id"]: {
                "source": cell["source"],
                "marks": {name: cell["marks"].get(name) for name in _KEPT if name in cell["marks"]},
            }
            for cell in cells
            if cell["marks"].get("grade_id")
        },
        "questions": questions(trees),
        "gives": sorted({n for tree in trees for one in statements(tree) for n in one.binds}),
        "released": [cell["source"].strip() for cell in cells],
    }


def _wanted(cells: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The exercises: each solution cell, with the graded cell that comes next."""
    found: list[dict[str, str]] = []
    for cell in cells:
        marks = cell["marks"]
        if marks.get("solution") and cell["cell_type"] == "code":
            tree = parsed(cell["source"])
            names = [node.name for node in tree.body if hasattr(node, "name")] if tree else []
            found.append(
                {
                    "grade_id": marks["grade_id"],
                    "cell_id": cell.get("id", ""),
                    "function": names[-1] if names else marks["grade_id"],
                    "stub": cell["source"],
                    "check_id": "",
                }
            )
        elif marks.get("grade") and found and not found[-1]["check_id"]:
            found[-1]["check_id"] = marks["grade_id"]
    return found


_lock = threading.Lock()
_reader: tuple[int, subprocess.Popen[bytes]] | None = None


def _ask(notebook: bytes, asked: bytes) -> dict[str, Any] | None:
    """Ask this process's reader; None where it dies or is too slow, and then it is gone."""
    global _reader
    if _reader is None or _reader[0] != os.getpid() or _reader[1].poll() is not None:
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
    except (OSError, EOFError, ValueError, RecursionError):
        _end(server)
        _reader = None
        return None


def _start() -> subprocess.Popen[bytes]:
    server = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(_SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        bufsize=0,
        start_new_session=True,  # so that it can be ended with its children
    )
    os.set_blocking(server.stdin.fileno(), False)
    os.set_blocking(server.stdout.fileno(), False)
    return server


def _end(server: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.stdin.close()
    server.stdout.close()
    server.wait()


def _send(server: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
    left, end = memoryview(data), server.stdin.fileno()
    while left:
        _, ready, _ = select.select([], [end], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        left = left[os.write(end, left[: 2**16]) :]


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
