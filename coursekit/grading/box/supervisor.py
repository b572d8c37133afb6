"""Start a box, order exercises in it, and end it, whatever goes on inside."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.box.bounds import Limits
from coursekit.grading.box.cgroups import Group
from coursekit.grading.box.launch import boxed_command, plain_command, surroundings
from coursekit.grading.box.process import Running
from coursekit.grading.box.syscalls import syscall_filter
from coursekit.grading.wire.channel import END, NEXT, Channel, Gone, Late

START_SECONDS = 30.0
"""Until a box must be ready: a tenth of a second where nothing else goes on."""

END_SECONDS = 5.0
"""Until what was killed must be gone."""


class BoxError(CourseError):
    """No box could be made."""


class Box:
    """Where the code of one submission runs; used with ``with``.

    Without `sandbox` the same program runs as a plain process of this user, with limits for each
    process alone: it can read, change and send away whatever this user can. From the first exercise
    on, `whole_tree` says whether memory is bounded for all processes of an exercise together.
    """

    def __init__(self, limits: Limits | None = None, sandbox: bool = True) -> None:
        self.limits = limits or Limits()
        self.sandbox = sandbox
        self.deadline = 0.0
        self.exercise: Running | None = None
        self._control: Channel | None = None
        self._program: subprocess.Popen[bytes] | None = None
        self._home = ""
        self._group: Group | None = None
        self._open = False

    def __enter__(self) -> Box:
        self.deadline = time.monotonic() + self.limits.seconds
        self._open = True
        try:
            self._group = Group(self.limits) if self.sandbox else None
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def whole_tree(self) -> bool:
        """Whether all processes of an exercise are bounded together."""
        return bool(self._group and self._group.folders)

    def begin(self, timed: bool = False) -> Running:
        """Start a process for an exercise; the one before is ended, with all that it has left.

        `timed` says that `processor_seconds` will be asked for. A BoxError says that there is none
        to be had.
        """
        if not self._open:
            raise BoxError("the box is closed; make calls within its `with`")
        self.end_exercise()
        with contextlib.suppress(Gone, Late, OSError):
            return self._order(timed)
        self._stop()
        self._start()
        try:
            return self._order(timed)
        except (Gone, Late, OSError) as error:
            raise BoxError(
                "the box has ended and a new one takes no orders; is the machine out of memory or "
                "of processes?"
            ) from error

    def _order(self, timed: bool) -> Running:
        # The one before could not be started again, if there is none.
        control = self._control or self._start()
        deadline = time.monotonic() + START_SECONDS
        channel = Channel()
        try:
            control.hand(NEXT, [channel.other], deadline)
            channel.hand_over()
            process = channel.hear_process(deadline)
            if self._group:
                self._group.take_in(process, timed)
            pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[0])
        except BaseException:
            channel.close()
            raise
        space = pages * os.sysconf("SC_PAGE_SIZE")
        self.exercise = Running(channel, self.deadline, process, space)
        return self.exercise

    def end_exercise(self) -> None:
        """End the exercise that runs, if one does, and all processes that it has left."""
        if self.exercise is None or self._control is None:
            return
        self.exercise.channel.close()
        self.exercise = None
        deadline = time.monotonic() + END_SECONDS
        try:
            self._control.hand(END, [], deadline)
            self._control.take(1, deadline)
        except (Gone, Late):
            self._stop()
            self._start()

    def killed_for_memory(self) -> int:
        """Count the processes that wanted more memory than there is for the submission."""
        return self._group.kills() if self._group else 0

    def processor_seconds(self) -> tuple[float, bool]:
        """Tell the seconds that processors have worked for the exercise that runs, all of it.

        And whether that is exact. Without a control group it is in steps of a hundredth of a
        second or so, and for the processes that are there.
        """
        seconds = self._group.processor_seconds() if self._group else None
        if seconds is not None:
            return seconds, True
        return self.exercise.processor_seconds() if self.exercise else 0.0, False

    def close(self) -> None:
        """End everything in the box, and wait until it is gone."""
        self._open = False
        if self.exercise is not None:
            self.exercise.channel.close()
            self.exercise = None
        self._stop()
        if self._group is not None:
            self._group.close()

    def _start(self) -> Channel:
        self._control = Channel()
        with contextlib.ExitStack() as stack:
            messages = stack.enter_context(tempfile.TemporaryFile())
            passed = [self._control.other]
            if self.sandbox:
                rules = stack.enter_context(tempfile.TemporaryFile())
                rules.write(syscall_filter())
                rules.seek(0)
                passed.append(rules.fileno())
                words = boxed_command(self.limits, *passed)
                words[0] = shutil.which(words[0]) or words[0]
            else:
                self._home = tempfile.mkdtemp(prefix="coursekit-unboxed-")
                words = plain_command(*passed)
            try:
                self._program = subprocess.Popen(
                    words,
                    # None of the grader's own, which code in a box could look up.
                    env=surroundings(self._home or "/tmp"),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=messages,
                    pass_fds=passed,
                    cwd=self._home or "/",
                    start_new_session=True,
                )
                self._control.hand_over()
                self._control.hear_process(time.monotonic() + START_SECONDS)
            except (Gone, Late, OSError) as error:
                self._stop()
                messages.seek(0)
                said = messages.read(2000).decode("utf-8", "replace").strip().splitlines()
                reason = said[-1] if said else str(error) or type(error).__name__
                raise BoxError(f"no box could be made: {reason}") from error
        return self._control

    def _stop(self) -> None:
        """End the box's first process, with which the kernel ends all others in it."""
        if self._control is not None:
            if self.sandbox and self._control.process >= 0:
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(self._control.process, signal.SIGKILL)
                # It is gone when all others in the box are.
                self._control.wait_for_end(time.monotonic() + END_SECONDS)
            self._control.close()
            self._control = None
        if self._program is not None:
            if not self.sandbox:
                # It ends by itself, and ends the exercise first, which leads a group of its own.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._program.wait(END_SECONDS)
            self._program.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._program.wait(END_SECONDS)
            self._program = None
        if self._home:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = ""
