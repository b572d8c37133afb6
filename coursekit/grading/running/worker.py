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
            self._is_ready = self._connection.recv_bytes() == READY
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


class Workers:
    """Worker processes, from which any thread may ask for grades.

    Parameters
    ----------
    count : int
        How many are started at once; others are when they are needed.
    deadline : float
        Seconds after which a worker that says nothing is ended.
    """

    def __init__(self, count: int = 0, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._lock = threading.Lock()
        self._is_closed = False
        self.idle = [Worker() for _ in range(count)]
        self.busy: dict[Worker, str] = {}  # with the learner, once it is at work

    def grade(self, submission: Submission, terms: Terms) -> GradedSubmission:
        """Grade a submission; with 0 and that reason, where its worker dies each time.

        Raises
        ------
        RuntimeError
            If a worker cannot even start, for which no submission is to blame.
        """
        how = ""
        for _ in range(TRIES):
            worker = self._take()
            try:
                worker.wait_until_ready()
                self.busy[worker] = submission.learner
                return worker.grade(submission, terms, self._deadline)
            except (EOFError, OSError):
                how = worker.end()
            finally:
                self._give_back(worker)
        reason = f"the process that judged it died {TRIES} times ({how})"
        return not_graded(submission, terms, reason)

    def _take(self) -> Worker:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("no submission is graded any longer")
            worker = self.idle.pop() if self.idle else Worker()
            self.busy[worker] = ""
        return worker

    def _give_back(self, worker: Worker) -> None:
        with self._lock:
            del self.busy[worker]
            if self._is_closed:
                worker.end()
            elif worker.process.returncode is None:
                self.idle.append(worker)

    def close(self) -> None:
        """End all of them; whoever waits for a grade gets none."""
        with self._lock:
            self._is_closed = True
            for worker in self.busy:
                worker.process.kill()  # the thread that waits for it does the rest
            while self.idle:
                self.idle.pop().end()


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
