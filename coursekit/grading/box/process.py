"""A process in a box, as it is seen from outside."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import time
from pathlib import Path

from coursekit.grading.wire.channel import Channel


class Running:
    """A process that runs one exercise."""

    def __init__(self, channel: Channel, deadline: float, process: int, address_space: int) -> None:
        self.channel = channel
        self.deadline = deadline  # of the submission, on the monotonic clock
        self.process = process  # its number
        self.address_space = address_space  # bytes that it had before any code of the learner's
        # Numbers of all processes of the exercise, once there may be no more.
        self.together: set[int] = set()

    def ask(self, frame: bytes, seconds: float) -> bytes:
        """Send a frame and wait for the reply, as long as the submission's own budget lasts.

        Gone, Late and FrameError say why there is none.
        """
        deadline = min(time.monotonic() + seconds, self.deadline)
        self.channel.say(frame, deadline)
        return self.channel.hear(deadline)

    def allow_no_more(self) -> None:
        """Let nothing in the box start a process or a thread from now on.

        So whoever works for this exercise can be seen: a helper that came and went would not be.
        """
        seen: set[int] = set()
        while more := set(self._processes()) - seen:
            for process in more:
                with contextlib.suppress(OSError):  # it has ended
                    resource.prlimit(process, resource.RLIMIT_NPROC, (0, 0))
            seen |= more
        self.together = seen

    def processor_seconds(self) -> float:
        """Tell the seconds that processors have worked for this process and all in the box.

        In steps of a hundredth or so. Infinite, if a process has ended after `allow_no_more`,
        since nobody knows how long it has worked.
        """
        ticks = self._processes()
        if self.together - set(ticks):
            return math.inf
        return sum(ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> dict[int, int]:
        """List the processes of the exercise, with the ticks that each has worked for."""
        parents, ticks = {}, {}
        for place in os.listdir("/proc"):
            if place.isdigit():
                with contextlib.suppress(OSError):
                    text = Path("/proc", place, "stat").read_text("utf-8", "replace")
                    # After the name, which may hold anything; see proc(5).
                    words = text.rpartition(")")[2].split()
                    parents[int(place)] = int(words[1])
                    ticks[int(place)] = sum(map(int, words[11:15]))
        # The process was forked by the first one in the box, which adopts those whose parent ends.
        below: set[int] = set()
        children = {parents[self.process]} if self.process in parents else set()
        while children := {one for one in parents if parents[one] in children} - below:
            below |= children
        return {one: ticks[one] for one in below}
