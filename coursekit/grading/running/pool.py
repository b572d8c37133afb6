"""Where submissions are graded, and on this machine: processes, each with one at a time.

Results come back in the order in which they are ready. A worker that dies costs only the
submission that it had, which is tried once more.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Self

from coursekit.grading.running.journey import Terms, not_graded
from coursekit.grading.running.worker import Worker
from coursekit.grading.submission import GradedSubmission, Submission

TRIES = 2
"""Times that a submission is begun: one whose worker dies twice is to blame itself."""

DEADLINE = 600.0
"""Seconds for one submission, all told. A box has a budget of its own that is far below."""

LOOK = 1.0
"""Seconds between two looks at how many submissions may be under way."""


class Runner(ABC):
    """Where submissions are graded, each with a thread here that waits for it; for ``with``.

    `place` says where, for the heading; as many are graded at the same time as there are threads.
    """

    def __init__(self, place: str, threads: int) -> None:
        self.place = place
        self._threads = ThreadPoolExecutor(threads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._threads.shutdown(cancel_futures=True)

    @abstractmethod
    def room(self) -> int:
        """Tell how many submissions may be under way now, 1 or more."""

    @abstractmethod
    def grade(self, submission: Submission, terms: Terms) -> GradedSubmission:
        """Grade a submission; with 0 and that reason, where whoever grades it dies each time."""

    @abstractmethod
    def close(self) -> None:
        """Let go of whoever grades."""

    def run(self, submissions: Iterable[Submission], terms: Terms) -> Iterator[GradedSubmission]:
        """Grade submissions, and give each in any order.

        They are taken from the source only as fast as they can be graded.
        """
        source = iter(submissions)
        under_way: set[Future[GradedSubmission]] = set()
        while True:
            for submission in islice(source, max(0, self.room() - len(under_way))):
                under_way.add(self._threads.submit(self.grade, submission, terms))
            if not under_way:
                return
            done, under_way = wait(under_way, LOOK, FIRST_COMPLETED)
            for future in done:
                yield future.result()


class Pool(Runner):
    """Worker processes on this machine: so many at once, others when they are needed.

    A worker that says nothing until its deadline, in seconds, is ended.
    """

    def __init__(self, workers: int, deadline: float = DEADLINE) -> None:
        super().__init__(f"{workers} at a time", max(1, workers))
        self._deadline = deadline
        self._lock = threading.Lock()
        self._is_closed = False
        self.idle = [Worker() for _ in range(workers)]
        self.busy: dict[Worker, str] = {}  # with the learner, once it is at work
        self._room = 2 * workers

    def room(self) -> int:
        """Tell how many may be under way: for each worker one, and one that waits for it."""
        return self._room

    def grade(self, submission: Submission, terms: Terms) -> GradedSubmission:
        """Grade a submission in a worker; RuntimeError where that cannot even start."""
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
        """End all workers; whoever waits for a grade gets none."""
        with self._lock:
            self._is_closed = True
            for worker in self.busy:
                worker.process.kill()  # the thread that waits for it does the rest
            while self.idle:
                self.idle.pop().end()
