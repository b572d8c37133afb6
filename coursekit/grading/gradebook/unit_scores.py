"""The one writer of scores in nbgrader's gradebook.

A submission is entered first with 0 in every graded cell and the words "not judged"; nothing but
the judge's result takes their place. Whatever stops grading in between therefore leaves that.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

import nbformat
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coursekit.grading.gradebook.nbgrader_settings import NbgraderSettings
from coursekit.grading.gradebook.records import FinalGrade
from coursekit.grading.submission import is_readable

NOT_JUDGED = "0, not judged"
LONGEST_NAME = 128
"""Bytes of a learner's name that a gradebook has room for."""


class UnitScores:
    """The grades of one unit.

    Parameters
    ----------
    book : nbgrader.api.Gradebook
    settings : NbgraderSettings
    unit : str
        The gradebook knows it already.
    """

    def __init__(self, book: Gradebook, settings: NbgraderSettings, unit: str) -> None:
        self._book = book
        self._settings = settings
        self._unit = unit

    def enter(self, learner: str, timestamp: str | None) -> None:
        """Enter a submission with 0 in every graded cell, not judged.

        Parameters
        ----------
        learner : str
        timestamp : str, optional
            When it was handed in. Without one it is unknown, whatever the gradebook had before.

        Raises
        ------
        ValueError
            When this cannot be a learner's name.
        """
        if not is_readable(learner) or len(learner.encode()) > LONGEST_NAME:
            raise ValueError(
                f"{learner!a:.200} cannot be a learner's name in a gradebook; rename the folder to "
                f"at most {LONGEST_NAME} bytes of printable characters"
            )
        db = self._book.db
        if db.scalar(select(Student.id).where(Student.id == learner)) is None:
            self._book.add_student(learner)
        if self._submission(learner) is None:
            with db.no_autoflush:  # else SQLAlchemy warns of nbgrader's half-made rows
                self._book.add_submission(self._unit, learner)
        submission = self._submission(learner)
        db.execute(
            update(SubmittedAssignment)
            .where(SubmittedAssignment.id == submission)
            .values(timestamp=parse_utc(timestamp) if timestamp else None)
        )
        self._set_scores(learner, {}, NOT_JUDGED)
        db.commit()

    def judged(
        self, learner: str, scores: Mapping[str, float | None], reason: str = ""
    ) -> float | None:
        """Put the judge's scores in place of "not judged".

        Parameters
        ----------
        learner : str
            Entered before.
        scores : mapping of str to float or None
            By grade_id. A graded cell that is not named keeps 0; None asks a person for it.
        reason : str
            Why there is none, for a submission that could not be judged.

        Returns
        -------
        float or None
            By how many seconds it was late, 0 or more; None where no date is due.
        """
        self._set_scores(learner, scores, reason or None)
        self._book.db.commit()
        return self.update_lateness(learner)

    def update_lateness(self, learner: str) -> float | None:
        """Take the points off that lateness costs by the due date of now; return the seconds."""
        late = self._seconds_late(learner)
        self._assign_late_penalty(learner, late)
        return late

    def scores(self, learner: str) -> dict[str, float | None]:
        """Return the scores that a learner's submission has in the gradebook, by grade_id."""
        rows = self._book.db.execute(
            select(BaseCell.name, Grade.auto_score)
            .join(Grade, Grade.cell_id == BaseCell.id)
            .where(Grade.notebook_id == self._notebook(learner))
        )
        return dict(rows.all())

    def students(self) -> list[str]:
        """Return whom the gradebook knows, by name: a roster, and those of earlier units."""
        return list(self._book.db.scalars(select(Student.id).order_by(Student.id)))

    def final_grade(self, learner: str) -> FinalGrade:
        """Return what the gradebook says of a learner's submission."""
        return read_final_grades(self._book.db, self._unit, learner)[learner]

    # Only columns are read below: nbgrader's objects bring sums over all grades of the class with
    # them, and a class of 1,000 would take ever longer.

    def _set_scores(
        self, learner: str, scores: Mapping[str, float | None], comment: str | None
    ) -> None:
        db, notebook = self._book.db, self._notebook(learner)
        rows = db.execute(
            select(Grade.id, BaseCell.name, Grade.manual_score)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .where(Grade.notebook_id == notebook)
        ).all()
        for grade, name, manual in rows:
            # As nbgrader does: a score that a person gave stays, and asks to be looked at again.
            score = scores.get(name, 0.0)
            values = {
                "auto_score": score,
                "needs_manual_grade": manual is not None or score is None,
            }
            db.execute(update(Grade).where(Grade.id == grade).values(**values))
        db.execute(
            update(Comment).where(Comment.notebook_id == notebook).values(auto_comment=comment)
        )

    def _submission(self, learner: str) -> str | None:
        return self._book.db.scalar(
            select(SubmittedAssignment.id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == self._unit, SubmittedAssignment.student_id == learner)
        )

    def _notebook(self, learner: str) -> str | None:
        return self._book.db.scalar(
            select(SubmittedNotebook.id)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .where(
                SubmittedNotebook.assignment_id == self._submission(learner),
                Notebook.name == self._unit,
            )
        )

    def _seconds_late(self, learner: str) -> float | None:
        handed_in, extension, due = self._book.db.execute(
            select(SubmittedAssignment.timestamp, SubmittedAssignment.extension, Assignment.duedate)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(SubmittedAssignment.id == self._submission(learner))
        ).one()
        if due is None:
            return None
        due = due + extension if extension else due
        return max(0.0, (handed_in - due).total_seconds()) if handed_in else None

    def _assign_late_penalty(self, learner: str, late: float | None) -> None:
        db = self._book.db
        if not late:
            notebook = SubmittedNotebook.id == self._notebook(learner)
            db.execute(
                update(SubmittedNotebook).where(notebook).values(late_submission_penalty=None)
            )
            db.commit()
            return
        # nbgrader's own, with whatever rule the course has configured.
        names = {"notebook": self._unit, "assignment": self._unit, "student": learner}
        assign = AssignLatePenalties(parent=self._settings.app)
        assign.log = logging.getLogger(f"{__name__}.late")
        assign.log.setLevel(logging.CRITICAL)
        resources = {"nbgrader": names | {"db_url": self._settings.database}}
        assign.preprocess(nbformat.v4.new_notebook(), resources)
        db.expire_all()


def read_final_grades(db: Session, unit: str, learner: str | None = None) -> dict[str, FinalGrade]:
    """Read by learner what the gradebook says of a unit's submissions, or of one learner's."""
    rows = (
        select(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == unit)
    )
    if learner is not None:
        rows = rows.where(SubmittedAssignment.student_id == learner)
    found = {name: FinalGrade({}, penalty=penalty or 0.0) for name, penalty in db.execute(rows)}
    graded = rows.join(Grade, Grade.notebook_id == SubmittedNotebook.id).join(
        BaseCell, BaseCell.id == Grade.cell_id
    )
    columns = (
        *(SubmittedAssignment.student_id, BaseCell.name, Grade.score),
        *(Grade.auto_score, Grade.manual_score, Grade.extra_credit),
    )
    for name, cell, score, judged, by_hand, extra in db.execute(graded.with_only_columns(*columns)):
        found[name].scores[cell] = score or 0.0
        if judged is None and by_hand is None:
            found[name].waiting.append(cell)
        elif by_hand is not None or extra:
            found[name].by_hand.append(cell)
    commented = rows.join(Comment, Comment.notebook_id == SubmittedNotebook.id)
    told = commented.with_only_columns(SubmittedAssignment.student_id, Comment.manual_comment)
    for name, comment in db.execute(told):
        if comment:
            found[name].comments.append(comment)
    return found
