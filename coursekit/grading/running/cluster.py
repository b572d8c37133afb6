"""Where submissions are graded: the workers of a Dask cluster.

A submission travels as bytes, and what came of it comes back as data; this process alone writes
grades. Dask runs it again elsewhere when its worker dies. A worker is used only if it can make a
box and has this very course; it is asked before its first submission.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import time

from coursekit.errors import CourseError
from coursekit.grading.escaping import one_line
from coursekit.grading.running.journey import Terms, not_graded
from coursekit.grading.running.pool import LOOK, TRIES, Pool, Runner
from coursekit.grading.running.provenance import course_hash
from coursekit.grading.submission import GradedSubmission, Submission

PATIENCE = 60.0
"""Seconds that are waited for a worker that can be used, when none is left."""

OTHER_COURSE = "it has another version of the course; install the same one there"

MOST = 2000
"""Submissions that are under way at most, each with a thread here that waits for it."""


class Cluster(Runner):
    """The workers of a Dask scheduler at an address such as "tcp://10.0.0.1:8786".

    For a sandbox, workers that cannot make a box are refused. Where there is none that can be used,
    one is waited for so many seconds. A CourseError says that there is no such scheduler, or no
    worker that can be used.
    """

    def __init__(self, address: str, *, sandbox: bool = True, patience: float = PATIENCE) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise CourseError(
                "--scheduler needs Dask, which is not installed here; "
                "`pip install -c constraints.txt -e .[lab,dask]` in the course's folder installs it"
            ) from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says is said below
        self._sandbox = sandbox
        self._patience = patience
        self._useful: dict[str, int] = {}  # threads, by address
        self._refused: dict[str, str] = {}  # why, by address
        self._looked = time.monotonic()
        try:
            self._client = Client(address, timeout=10)
        except (OSError, ValueError, TypeError) as error:
            raise CourseError(
                f"There is no Dask scheduler at {one_line(address)} ({one_line(str(error))}); "
                "`dask scheduler` starts one and prints its address."
            ) from None
        try:
            self._look_for_workers()
            if not self._useful:
                raise self._no_worker()
        except BaseException:
            self._client.close()
            raise
        place = f"on {len(self._useful)} Dask workers"
        if self._refused:
            place += f" ({len(self._refused)} refused: {self._why()})"
        super().__init__(place, MOST)

    def close(self) -> None:
        """Leave the cluster; what it still works at is for nobody."""
        self._client.close()

    def room(self) -> int:
        """Tell how many may be under way: for each thread one, and one that waits for it.

        CourseError when for a while there is no worker left that can be used.
        """
        if time.monotonic() - self._looked > LOOK:
            self._wait_for_workers()
            self._looked = time.monotonic()
        return min(MOST, 2 * sum(self._useful.values()))

    def grade(self, submission: Submission, terms: Terms) -> GradedSubmission:
        """Have a submission graded by one of the workers, and wait for that."""
        from distributed import wait

        why, tries = "", 0
        while tries < TRIES:
            while not (places := set(self._useful)) and self._client.status == "running":
                time.sleep(LOOK)
            future = self._client.submit(
                grade_on_worker,
                pickle.dumps((submission, terms)),
                course_hash(),
                pure=False,
                workers=list(places),
                allow_other_workers=False,
            )
            # Not for ever: the workers that it may go to can all be gone.
            while future.status == "pending" and places & set(self._useful):
                with contextlib.suppress(TimeoutError):
                    wait([future], timeout=LOOK)
            if future.status == "finished":
                return pickle.loads(future.result())
            if future.status == "pending":
                future.cancel()
                continue
            tries += 1  # by now it has cost some workers their lives, or could not be run
            why = one_line(str(future.exception()))
        return not_graded(submission, terms, f"no worker could grade it ({why})")

    def _wait_for_workers(self) -> None:
        until = time.monotonic() + self._patience
        self._look_for_workers()
        while not self._useful:
            if time.monotonic() > until:
                raise self._no_worker()
            time.sleep(LOOK)
            self._look_for_workers()

    def _look_for_workers(self) -> None:
        """See which workers there are, and ask those that are new whether they can be used."""
        there = self._client.scheduler_info(n_workers=-1)["workers"]
        self._useful = {one: n for one, n in self._useful.items() if one in there}
        new = [one for one in there if one not in self._useful and one not in self._refused]
        if not new:
            return
        said = self._client.run(
            why_not, course_hash(), self._sandbox, workers=new, on_error="return"
        )
        for address, sentence in said.items():
            if sentence == "":
                self._useful[address] = there[address]["nthreads"]
            elif isinstance(sentence, OSError):
                continue  # it died while it was asked
            else:
                self._refused[address] = (
                    sentence if isinstance(sentence, str) else "it has no such course"
                )

    def _no_worker(self) -> CourseError:
        if self._refused:
            return CourseError(
                f"None of the {len(self._refused)} Dask workers can be used: {self._why()}. What "
                "is graded already is kept."
            )
        return CourseError(
            "The Dask scheduler has no workers; start some with `dask worker ADDRESS` in the "
            "course's environment, and give the same command again. What is graded already is kept."
        )

    def _why(self) -> str:
        address, sentence = next(iter(self._refused.items()))
        return f"{one_line(address)}: {one_line(sentence)}"


def why_not(course: str, sandbox: bool) -> str:
    """Say, on a worker, why it cannot be used; nothing if it can.

    It must have the course's code with the hash `course` and, for a sandbox, make boxes.
    """
    from coursekit.grading.box import refusal

    if course_hash() != course:
        return OTHER_COURSE
    return refusal() if sandbox else ""


def grade_on_worker(travelling: bytes, course: str) -> bytes:
    """Grade a submission, on a worker, in a process beside it, as on one machine.

    A `Submission` and its `Terms` travel there, a `GradedSubmission` travels back. CourseError
    where the worker was begun again, at the same address, with another version of the course.
    """
    if course_hash() != course:
        raise CourseError(OTHER_COURSE)
    submission, terms = pickle.loads(travelling)
    # A worker's threads are no place to grade in: alarms and limits belong to whole processes.
    return pickle.dumps(_beside.grade(submission, terms))


_beside = Pool(0)
