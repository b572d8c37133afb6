"""A process that grades: ``python -m coursekit.grading.running.worker FD STAGED``.

It is told one submission after the other, and tells what came of each, through the socket whose
number it is given. When the other end of the socket is gone, it ends. STAGED is the folder of what
a box holds: one for all workers, which whoever started them removes.
"""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from coursekit.grading.box.staging import staged, use_staged
from coursekit.grading.running.journey import Terms, grade
from coursekit.grading.submission import GradedSubmission, Submission

STARTED = b"started"


class Worker:
    """The other end: a worker process, for one submission at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        program = [sys.executable, "-P", "-m", "coursekit.grading.running.worker"]
        with theirs:
            self.process = subprocess.Popen(
                [*program, str(theirs.fileno()), str(staged())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # Whatever it says may quote a submission, which has no business in a terminal.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._connection = Connection(ours.detach())
        self._is_ready = False

    def wait_until_ready(self) -> None:
        """Wait until it has started; RuntimeError where it cannot."""
        if self._is_ready:
            return
        try:
            self._is_ready = self._connection.recv_bytes() == STARTED
        except (EOFError, OSError):
            raise RuntimeError(
                f"a grading process could not start ({self.end()}); "
                "`python -m coursekit.grading.running.worker 0 /tmp` shows why"
            ) from None

    def grade(self, submission: Submission, terms: Terms, deadline: float) -> GradedSubmission:
        """Grade a submission there; EOFError or OSError where it dies or takes too long."""
        self._connection.send_bytes(pickle.dumps((submission, terms)))
        if not self._connection.poll(deadline):
            raise TimeoutError
        return pickle.loads(self._connection.recv_bytes())

    def end(self) -> str:
        """End the process, and say how it ended."""
        self._connection.close()
        self.process.kill()
        code = self.process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def serve(connection: Connection) -> None:
    """Grade what comes until nothing more can come."""
    connection.send_bytes(STARTED)
    while True:
        try:
            submission, terms = pickle.loads(connection.recv_bytes())
        except EOFError:
            return
        connection.send_bytes(pickle.dumps(grade(submission, terms)))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who writes the grades
    use_staged(Path(sys.argv[2]))
    serve(Connection(int(sys.argv[1])))
