"""A process in a box, as it is seen from outside."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from coursekit.grading.box.channel import Channel


class Running:
    """A process that runs one exercise.

    Attributes
    ----------
    channel : Channel
    deadline : float
        Of the submission, on the monotonic clock.
    process : int
        Its number.
    address_space : int
        Bytes that it had before any code of the learner's.
    """

    def __init__(self, channel: Channel, deadline: float, process: int, address_space: int) -> None:
        self.channel = channel
        self.deadline = deadline
        self.process = process
        self.address_space = address_space

    def ask(self, frame: bytes, seconds: float) -> bytes:
        """Send a frame and wait for the reply.

        Parameters
        ----------
        frame : bytes
        seconds : float
            To wait at most. The submission's own budget may end before.

        Returns
        -------
        bytes

        Raises
        ------
        Gone, Late, Flooded
        """
        deadline = min(time.monotonic() + seconds, self.deadline)
        self.channel.say(frame, deadline)
        return self.channel.hear(deadline)

    def processor_seconds(self) -> float:
        """Tell how long the processors have worked for this process.

        Returns
        -------
        float
            Seconds, in steps of a hundredth or so; with threads and processes that it has started
            and that have ended.
        """
        with contextlib.suppress(OSError):
            # After the name, which may hold anything; see proc(5).
            words = Path(f"/proc/{self.process}/stat").read_text("utf-8", "replace")
            ticks = words.rpartition(")")[2].split()[11:15]
            return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        return 0.0
