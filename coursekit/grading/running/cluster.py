"""Where submissions are graded: the workers of a Dask cluster.

A submission travels as bytes, and what came of it comes back as data; this process alone writes
grades. Dask runs it again elsewhere when its worker dies. A worker is used only if it can make a
box and has this very course; it is asked before its first submission.
"""

from __future__ import annotations

import logging
import pickle
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from coursekit.errors import CourseError
from coursekit.grading.escaping import one_line
from coursekit.grading.running.journey import Terms, not_graded
from coursekit.grading.running.provenance import course_hash
from coursekit.grading.running.worker import TRIES, grade_apart
from coursekit.grading.submission import GradedSubmission, Submission

PATIENCE = 60.0
"""Seconds that are waited for a worker that can be used, when none is left."""

LOOK = 1.0
"""Seconds between two looks at which workers there are."""


@dataclass
class _ClusterTask:
    submission: Submission
    terms: Terms
    tries: int = 0
    places: tuple[str, ...] = field(default=())


class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Such as "tcp://10.0.0.1:8786".
    sandbox : bool
        Whether workers that cannot make a box are refused.
    patience : float
        Seconds to wait for a worker that can be used, when there is none.

    Raises
    ------
    CourseError
        When there is no such scheduler, or no worker that can be used.
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
        self.place = f"on {len(self._useful)} Dask workers"
        if self._refused:
            self.place += f" ({len(self._refused)} refused: {self._why()})"

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

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

        Raises
        ------
        CourseError
            When for a while there is no worker left that can be used.
        """
        source, ended = iter(submissions), False
        waiting: deque[_ClusterTask] = deque()
        under_way: dict[Any, _ClusterTask] = {}
        looked = 0.0
        try:
            while not ended or waiting or under_way:
                if time.monotonic() - looked > LOOK:
                    self._wait_for_workers()
                    self._take_back(under_way, waiting)
                    looked = time.monotonic()
                # Two for each thread: one that runs, and one that is there when it has ended.
                while len(under_way) < 2 * sum(self._useful.values()):
                    task = waiting.popleft() if waiting else None
                    if task is None and not ended:
                        submission = next(source, None)
                        ended = submission is None
                        task = _ClusterTask(submission, terms) if submission else None
                    if task is None:
                        break
                    under_way[self._submit(task)] = task
                yield from self._collect(under_way, waiting)
        finally:
            for future in under_way:
                future.cancel()

    def _submit(self, task: _ClusterTask) -> Any:
        task.places = tuple(self._useful)
        return self._client.submit(
            grade_on_worker,
            pickle.dumps((task.submission, task.terms)),
            course_hash(),
            pure=False,
            workers=list(task.places),
            allow_other_workers=False,
        )

    def _collect(
        self, under_way: dict[Any, _ClusterTask], waiting: deque[_ClusterTask]
    ) -> Iterator[GradedSubmission]:
        from distributed import wait

        if not under_way:
            return
        try:
            done = wait(list(under_way), timeout=LOOK, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            return
        for future in done:
            task = under_way.pop(future)
            if future.status == "finished":
                yield pickle.loads(future.result())
                continue
            task.tries += 1  # by now it has cost some workers their lives, or could not be run
            if task.tries < TRIES:
                waiting.append(task)
            else:
                why = one_line(str(future.exception()))
                yield not_graded(task.submission, task.terms, f"no worker could grade it ({why})")

    def _take_back(self, under_way: dict[Any, _ClusterTask], waiting: deque[_ClusterTask]) -> None:
        """Take back the jobs that wait for workers which are all gone."""
        for future, task in list(under_way.items()):
            if not set(task.places) & set(self._useful) and future.status == "pending":
                del under_way[future]
                future.cancel()
                waiting.append(task)

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

    Parameters
    ----------
    course : str
        The hash of the course's code that is wanted.
    sandbox : bool
        Whether it must be able to make a box.
    """
    from coursekit.grading.box import refusal

    if course_hash() != course:
        return "it has another version of the course; install the same one there"
    return refusal() if sandbox else ""


def grade_on_worker(travelling: bytes, course: str) -> bytes:
    """Grade a submission, on a worker, in a process beside it, as on one machine.

    Parameters
    ----------
    travelling : bytes
        A `Submission` and its `Terms`.
    course : str
        The hash of the course's code that is wanted.

    Returns
    -------
    bytes
        A `GradedSubmission`.

    Raises
    ------
    RuntimeError
        When this worker cannot be used; the submission is then tried elsewhere.
    """
    submission, terms = pickle.loads(travelling)
    if sentence := why_not(course, terms.sandbox):
        raise RuntimeError(sentence)
    # A worker's threads are no place to grade in: alarms and limits belong to whole processes.
    return pickle.dumps(grade_apart(_thread, submission, terms))


_thread = threading.local()
