"""Where submissions are graded: processes on this machine, each with a thread that waits for it.

Results come back in the order in which they are ready. A worker that dies costs only the
submission that it had, which is tried once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from coursekit.grading.running.journey import Terms
from coursekit.grading.running.worker import DEADLINE, Workers
from coursekit.grading.submission import GradedSubmission, Submission

LOOK = 1.0
"""Seconds between two looks at how many submissions may be under way."""


def grade_all(
    submissions: Iterable[Submission],
    begin: Callable[[Submission], Future[GradedSubmission]],
    room: Callable[[], int],
) -> Iterator[GradedSubmission]:
    """Grade submissions; take them from the source only as fast as they can be graded.

    Parameters
    ----------
    submissions : iterable of Submission
    begin : callable
        Begins to grade one.
    room : callable
        How many may be under way now; 1 or more.

    Yields
    ------
    GradedSubmission
        One for each, in any order.
    """
    source = iter(submissions)
    under_way: set[Future[GradedSubmission]] = set()
    while True:
        for submission in islice(source, max(0, room() - len(under_way))):
            under_way.add(begin(submission))
        if not under_way:
            return
        done, under_way = wait(under_way, LOOK, FIRST_COMPLETED)
        for future in done:
            yield future.result()


class Pool:
    """Worker processes on this machine; used with ``with``.

    Parameters
    ----------
    workers : int
        How many, from 1.
    deadline : float
        Seconds after which a worker that says nothing is ended.
    """

    def __init__(self, workers: int, deadline: float = DEADLINE) -> None:
        self.place = f"{workers} at a time"
        self.workers = Workers(workers, deadline)
        self._threads = ThreadPoolExecutor(workers)
        # One that runs and one that is there when it has ended, for each.
        self._room = 2 * workers

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.close()
        self._threads.shutdown(cancel_futures=True)

    def run(self, submissions: Iterable[Submission], terms: Terms) -> Iterator[GradedSubmission]:
        """Grade submissions; give what came of each, in any order."""
        return grade_all(
            submissions,
            lambda one: self._threads.submit(self.workers.grade, one, terms),
            lambda: self._room,
        )
