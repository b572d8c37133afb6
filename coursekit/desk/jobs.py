"""The commands behind the desk's buttons, one at a time."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MOST_LINES = 5000
"""Of a job's output, the newest are kept."""
KIT = (sys.executable, "-m", "coursekit")
NBGRADER = (sys.executable, "-m", "nbgrader")


@dataclass(frozen=True)
class Action:
    """What a button does with a unit."""

    label: str
    command: tuple[str, ...]  # the unit's name goes to its end

    def shown(self, unit: str) -> str:
        """The command as one would type it."""
        return " ".join((*self.command[len(KIT) - 1 :], unit))


ACTIONS = {
    "release": Action("Hand out", (*NBGRADER, "release_assignment")),
    "collect": Action("Collect", (*NBGRADER, "collect", "--update")),
    "grade": Action("Grade", (*KIT, "grade")),
    "report": Action("Report", (*KIT, "report")),
    "feedback": Action("Hand back", (*NBGRADER, "release_feedback")),
}


@dataclass
class Job:
    """One run of a command."""

    action: str
    unit: str
    lines: list[str] = field(default_factory=list)
    dropped: int = 0  # lines before those
    code: int | None = None  # None while it runs
    process: asyncio.subprocess.Process | None = None


class Jobs:
    """Runs one job at a time in the folder of a class, with these variables of the commands."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = {**environment, "PYTHONUNBUFFERED": "1", "NO_COLOR": "1"}
        self.newest: Job | None = None
        self._following: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a job has not ended yet."""
        return self.newest is not None and self.newest.code is None

    async def start(self, action: str, unit: str) -> Job:
        """Begin a job, where none is running."""
        job = self.newest = Job(action, unit)
        job.process = await asyncio.create_subprocess_exec(
            *(*ACTIONS[action].command, unit),
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        self._following = asyncio.create_task(self._follow(job))
        return job

    def stop(self) -> None:
        """Ask the job to end, as Ctrl-C does; what it has done stays."""
        if self.newest and self.newest.process and self.running:
            os.killpg(self.newest.process.pid, signal.SIGINT)

    async def _follow(self, job: Job) -> None:
        assert job.process
        assert job.process.stdout
        rest = b""
        while data := await job.process.stdout.read(1 << 16):
            *whole, rest = (rest + data).split(b"\n")
            job.lines += [line.decode(errors="replace") for line in whole]
            extra = max(0, len(job.lines) - MOST_LINES)
            del job.lines[:extra]
            job.dropped += extra
        if rest:
            job.lines.append(rest.decode(errors="replace"))
        job.code = await job.process.wait()
