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
import threading
from multiprocessing.connection import Connection
from pathlib import Path

from coursekit.grading.box.staging import staged, use_staged
from coursekit.grading.running.journey import Terms, grade, not_graded
from coursekit.grading.submission import GradedSubmission, Submission

READY = b"ready"

TRIES = 2
"""Times that a submission is begun: one whose worker dies twice is to blame itself."""

DEADLINE = 600.0
"""Seconds for one submission, all told. A box has a budget of its own that is far below."""


class Worker:
    """The other end: a worker process, and the one submission that it may be busy with.

    Raises
    ------
    EOFError, OSError
        From any method, when the process has died.
    """

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "coursekit.grading.running.worker",
                    str(theirs.fileno()),
                    str(staged()),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # Whatever it says may quote a submission, which has no business in a terminal.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self.connection = Connection(ours.detach())

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, submission: Submission, terms: Terms) -> None:
        """Give it a submission; it must not have one already."""
        self.connection.send_bytes(pickle.dumps((submission, terms)))

    def receive(self) -> GradedSubmission | None:
        """Return what came of it; None when the process says that it has started."""
        data = self.connection.recv_bytes()
        return None if data == READY else pickle.loads(data)

    def end(self) -> str:
        """End the process, and say how it ended."""
        self.connection.close()
        self._process.kill()
        code = self._process.wait()
        return f"signal {-code}" if code < 0 else f"exit code {code}"


def grade_apart(
    thread: threading.local, submission: Submission, terms: Terms, deadline: float = DEADLINE
) -> GradedSubmission:
    """Grade in a worker process of this thread's own, which is started when it is needed.

    Parameters
    ----------
    thread : threading.local
        Where the worker is kept from one call to the next.
    submission : Submission
    terms : Terms
    deadline : float
        Seconds for each try.

    Returns
    -------
    GradedSubmission
        Always; where the process dies each time, with 0 and that reason.
    """
    how = ""
    for _ in range(TRIES):
        if getattr(thread, "worker", None) is None:
            thread.worker = Worker()
        try:
            thread.worker.send(submission, terms)
            graded = None
            while graded is None:
                if not thread.worker.connection.poll(deadline):
                    raise TimeoutError
                graded = thread.worker.receive()
            return graded
        except (EOFError, OSError):
            how = thread.worker.end()
            thread.worker = None
    return not_graded(submission, terms, died(how))


def died(how: str) -> str:
    """Say why a submission whose worker died again and again scores 0."""
    return f"the process that judged it died {TRIES} times ({how})"


def serve(connection: Connection) -> None:
    """Grade what comes until nothing more can come."""
    connection.send_bytes(READY)
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
