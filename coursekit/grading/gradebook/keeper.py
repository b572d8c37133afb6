"""What is kept of a grade: the notebook, the page, the gradebook's rows and, last, the record."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.atomic_write import write_atomically
from coursekit.grading.gradebook.configuration import Settings
from coursekit.grading.gradebook.records import (
    Record,
    Records,
    Run,
    make_record,
)
from coursekit.grading.gradebook.writer import GradeBook, open_gradebook
from coursekit.grading.intake.files import IntakeError, open_folder, read_file
from coursekit.grading.reading.released import Released
from coursekit.grading.submission import GradedSubmission, Submission

SECRET = "submission_secret.txt"
"""A file of the exchange beside a submission: `nbgrader release_feedback` makes of it the name
under which only its owner finds a page."""

LARGEST_SECRET = 10_000
"""Bytes. nbgrader writes 64."""


@contextmanager
def open_keeper(
    settings: Settings, unit: str, released: Released, records: Records
) -> Iterator[Keeper]:
    """Open the gradebook, and give what keeps grades in it and beside it."""
    with open_gradebook(settings, unit, released.maxima) as book:
        yield Keeper(settings, unit, released, records, book)


class Keeper:
    """The one writer of a unit's grades."""

    def __init__(
        self,
        settings: Settings,
        unit: str,
        released: Released,
        records: Records,
        book: GradeBook,
    ) -> None:
        self._settings = settings
        self._unit = unit
        self._released = released
        self._book = book
        self.records = records

    def is_done(
        self,
        record: Record,
        submission: Submission,
        run: Run,
        *,
        sandbox: bool,
        seed: int | None = None,
    ) -> bool:
        """Say whether a record is of this very submission, and all that belongs to it is there.

        Parameters
        ----------
        record : dict
        submission : Submission
        run : Run
        sandbox : bool
        seed : int, optional
            The one that is asked for; any will do if there is none.
        """
        made = record["provenance"]
        learner = submission.learner
        return (
            not run.grades_again(record)
            and made["submission"] == submission.hash
            and made["release"] == self._released.hash
            and made["sandbox"] == sandbox
            and seed in (None, made["seed"])
            and record["submitted"] == submission.timestamp
            and self._notebook(learner).is_file()
            and self._page(learner).is_file()
            and self._book.scores(learner) == record["scores"]
        )

    def enter(self, submission: Submission) -> None:
        """Enter a submission as not judged; what an earlier grading left is no longer true.

        Raises
        ------
        ValueError
            When its learner cannot be entered.
        """
        self.records.forget(submission.learner)
        self._book.enter(submission.learner, submission.timestamp)

    def keep(self, submission: GradedSubmission, run: Run) -> Record:
        """Keep a grade.

        Raises
        ------
        OSError
            When a file cannot be written; the gradebook then still says "not judged".
        """
        learner = submission.learner
        # nbgrader, too, leaves graded notebooks read-only, and pages not.
        write_atomically(self._notebook(learner), submission.notebook, 0o444)
        write_atomically(self._page(learner), submission.feedback.encode(), 0o644)
        self._put_beside(learner, "timestamp.txt", (submission.timestamp or "").encode())
        self._put_beside(learner, SECRET, self._read_secret(learner))
        late = self._book.judged(learner, submission.scores, submission.problem)
        record = make_record(submission, run, late_seconds=late)
        self.records.write(record)
        return record

    def _notebook(self, learner: str) -> Path:
        return self._settings.autograded(learner, self._unit) / f"{self._unit}.ipynb"

    def _page(self, learner: str) -> Path:
        return self._settings.feedback(learner, self._unit) / f"{self._unit}.html"

    def _put_beside(self, learner: str, name: str, data: bytes) -> None:
        for kept in (self._notebook(learner), self._page(learner)):
            if data:
                write_atomically(kept.parent / name, data, 0o644)
            else:  # what an earlier submission left there does not belong to this one
                (kept.parent / name).unlink(missing_ok=True)

    def _read_secret(self, learner: str) -> bytes:
        """Read it as the submission was read: a link on the way may lead to a neighbour's."""
        with (
            contextlib.suppress(IntakeError),
            open_folder(str(self._settings.all_submitted), None) as top,
            open_folder(learner, top) as own,
            open_folder(self._unit, own) as folder,
        ):
            return read_file(folder, SECRET, LARGEST_SECRET)
        return b""
