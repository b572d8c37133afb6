"""What is kept of a grade: the notebook, the page, the gradebook's rows and, last, the record."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.grading.feedback import show_points
from coursekit.grading.gradebook.nbgrader_settings import NbgraderSettings
from coursekit.grading.gradebook.records import (
    CORRECTED,
    NOT_JUDGED_ANEW,
    ROOM,
    Record,
    Records,
    Run,
    describe_final_grade,
    final_grade,
    history,
    make_record,
)
from coursekit.grading.gradebook.unit_scores import UnitScores
from coursekit.grading.intake import IntakeError, open_folder, read_file
from coursekit.grading.submission import GradedSubmission, Submission
from coursekit.release.release import Release

SECRET = "submission_secret.txt"
"""A file of the exchange beside a submission: `nbgrader release_feedback` makes of it the name
under which only its owner finds a page."""

LARGEST_SECRET = 10_000
"""Bytes. nbgrader writes 64."""


@dataclass(frozen=True)
class Keeper:
    """The one writer of a unit's grades."""

    settings: NbgraderSettings
    unit: str
    release: Release
    records: Records
    scores: UnitScores

    def absent(self, handed_in: Collection[str]) -> list[str]:
        """List those whom the gradebook knows and who handed nothing in, by name."""
        return [name for name in self.scores.students() if name not in handed_in]

    def why_again(
        self,
        record: Record,
        submission: Submission,
        run: Run,
        *,
        sandbox: bool,
        seed: int | None,
        environment: str = "",
    ) -> str:
        """Say why a submission that has a record is to be graded again; "" where it is done.

        Any seed will do where none is asked for, and any environment.
        """
        provenance, learner = record["provenance"], submission.learner
        reasons = {
            "--force": run.grades_again(record),
            "another notebook was handed in": provenance["submission"] != submission.hash,
            "the unit was released anew": provenance["release"] != self.release.hash,
            CORRECTED: environment not in ("", provenance["environment"]),
            "in a sandbox or not": provenance["sandbox"] != sandbox,
            "with another seed": seed not in (None, provenance["seed"]),
            "another time of handing in": record["submitted"] != submission.timestamp,
            "its notebook or page was gone": not all(p.is_file() for p in self._files(learner)),
            "the gradebook had lost its scores": self.scores.scores(learner) != record["scores"],
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def refresh(self, record: Record) -> Record:
        """Bring a record and its page up to date with due date, penalty, and what a person gave."""
        learner = record["learner"]
        late = self.scores.update_lateness(learner)
        grade = self.scores.final_grade(learner)
        why = self.scores.why_late(learner)
        fresh = record | {"late_seconds": late, "late_rule": why, "grade": asdict(grade)}
        if fresh != record:
            fresh["earlier"] = history(record, fresh, NOT_JUDGED_ANEW)
            page = self._files(learner)[1]
            text = show_grade(page.read_text(encoding="utf-8"), fresh)
            with writing_to(page, ROOM):
                write_atomically(page, text.encode(), 0o644)
                self.records.write(fresh)
        return fresh

    def enter(self, submission: Submission) -> None:
        """Enter a submission as not judged; a ValueError says why its learner cannot be entered.

        What an earlier grading left is no longer true.
        """
        self.records.set_aside(submission.learner)
        self.scores.enter(submission.learner, submission.timestamp)

    def keep(
        self,
        submission: GradedSubmission,
        run: Run,
        before: Record | None = None,
        why: str = "",
    ) -> Record:
        """Keep a grade; after an OSError of a file the gradebook still says "not judged".

        `before` is the record that it had, and `why` the reason for which it was graded again.
        """
        learner = submission.learner
        # nbgrader, too, leaves graded notebooks read-only, and pages not.
        notebook, page = self._files(learner)
        write_atomically(notebook, submission.notebook, 0o444)
        # Without the two, `nbgrader release_feedback` stops at a page, and at all that follow.
        self._put_beside(learner, "timestamp.txt", (submission.timestamp or "").encode())
        secret = self._read_secret(learner)
        self._put_beside(learner, SECRET, secret or secrets.token_hex(32).encode())
        same = before is not None and all(
            before["provenance"][one] == submission.provenance[one]
            for one in ("submission", "release")
        )
        late = self.scores.judged(
            learner,
            submission.scores,
            submission.problem,
            before=before["scores"] if before and same else {},
        )
        grade = self.scores.final_grade(learner)
        rule = self.scores.why_late(learner)
        record = make_record(submission, run, grade, late_seconds=late, late_rule=rule)
        if before:
            record["earlier"] = history(before, record, why)
        write_atomically(page, show_grade(submission.feedback, record).encode(), 0o644)
        self.records.write(record)
        return record

    def _files(self, learner: str) -> tuple[Path, Path]:
        """The notebook that nbgrader keeps, and the page that it hands out."""
        settings = self.settings
        return settings.autograded(learner, self.unit), settings.feedback(learner, self.unit)

    def outside_exchange(self, learners: Iterable[str]) -> list[str]:
        """List those to whom `nbgrader release_feedback` brings nothing: handed in by hand."""
        return [learner for learner in learners if not self._read_secret(learner)]

    def _put_beside(self, learner: str, name: str, data: bytes) -> None:
        """Write over what an earlier submission left there, which does not belong to this one."""
        for kept in self._files(learner):
            write_atomically(kept.parent / name, data, 0o644)

    def _read_secret(self, learner: str) -> bytes:
        """Read it as the submission was read: a link on the way may lead to a neighbour's."""
        with (
            contextlib.suppress(IntakeError),
            open_folder(self.settings.all_submitted, learner, self.unit) as folder,
        ):
            return read_file(folder, SECRET, LARGEST_SECRET)
        return b""


def show_grade(page: str, record: Record) -> str:
    """Return a learner's page with the points of the gradebook."""
    most = sum(record["provenance"]["maxima"].values())
    return show_points(page, final_grade(record).points, most, describe_final_grade(record))
