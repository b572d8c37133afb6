"""Where submissions are graded: processes on this machine.

Results come back in the order in which they are ready. A worker that dies costs only the
submission that it had, which is tried once more.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait

from coursekit.grading.running.journey import Terms, not_graded
from coursekit.grading.running.worker import DEADLINE, TRIES, Worker, died
from coursekit.grading.submission import GradedSubmission, Submission


@dataclass
class _Task:
    submission: Submission
    terms: Terms
    tries: int = 0
    started: float = 0.0


class Pool:
    """Worker processes on this machine.

    Parameters
    ----------
    workers : int
        How many, from 1.
    deadline : float
        Seconds after which a worker that says nothing is ended.
    """

    def __init__(self, workers: int, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._busy: dict[Worker, _Task] = {}
        self._idle: list[Worker] = []
        self._starting = [Worker() for _ in range(workers)]
        self.place = f"{workers} at a time"
        self.ahead = workers
        """Submissions that are taken from the source before a worker is free for them."""

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self._starting, *self._idle, *self._busy]:
            worker.end()

    def run(self, submissions: Iterable[Submission], terms: Terms) -> Iterator[GradedSubmission]:
        """Grade submissions; take them from the source only as fast as they can be graded.

        Parameters
        ----------
        submissions : iterable of Submission
        terms : Terms

        Yields
        ------
        GradedSubmission
            One for each, in any order.
        """
        source, ended = iter(submissions), False
        waiting: deque[_Task] = deque()
        while True:
            while not ended and len(waiting) < self.ahead:
                submission = next(source, None)
                if submission is None:
                    ended = True
                else:
                    waiting.append(_Task(submission, terms))
                    self._hand_out(waiting)
            if ended and not waiting and not self._busy:
                return
            done = deque(self._collect(waiting))
            self._hand_out(waiting)  # before the results are written, so that no worker waits
            yield from done

    def _hand_out(self, waiting: deque[_Task]) -> None:
        while waiting and self._idle:
            worker, task = self._idle.pop(), waiting.popleft()
            task.tries += 1
            task.started = time.monotonic()
            self._busy[worker] = task
            with contextlib.suppress(OSError):  # it is dead, which the next look at it finds
                worker.send(task.submission, task.terms)

    def _collect(self, waiting: deque[_Task]) -> Iterator[GradedSubmission]:
        """Take what workers say; look after those that are dead or say nothing for too long."""
        listening = {worker.connection: worker for worker in [*self._starting, *self._busy]}
        said = wait(list(listening), timeout=1.0)
        for worker in [worker for end, worker in listening.items() if end in said]:
            try:
                graded = worker.receive()
            except (EOFError, OSError):
                yield from self._bury(worker, waiting)
                continue
            if graded is None:
                self._starting.remove(worker)
            else:
                self._busy.pop(worker)
                yield graded
            self._idle.append(worker)
        for worker, task in list(self._busy.items()):
            if time.monotonic() - task.started > self._deadline:
                yield from self._bury(worker, waiting)

    def _bury(self, worker: Worker, waiting: deque[_Task]) -> Iterator[GradedSubmission]:
        how = worker.end()
        if worker in self._starting:
            raise RuntimeError(
                f"a grading process could not start ({how}); "
                "`python -m coursekit.grading.running.worker 0 /tmp` shows why"
            )
        task = self._busy.pop(worker)
        self._starting.append(Worker())
        if task.tries < TRIES:
            waiting.appendleft(task)
        else:
            yield not_graded(task.submission, task.terms, died(how))
