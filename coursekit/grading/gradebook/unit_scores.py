"""The one writer of scores in nbgrader's gradebook.

A submission is entered first with 0 in every graded cell and the words "not judged"; nothing but
the judge's result takes their place. Whatever stops grading in between therefore leaves that.

Only columns are read: nbgrader's objects bring sums over all grades of the class with them, and a
class of 1,000 would take ever longer.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

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
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from coursekit.grading.deadlines import NO_DEADLINES, Deadlines
from coursekit.grading.gradebook.graded_notebook import NOT_JUDGED
from coursekit.grading.gradebook.late_penalty import lateness
from coursekit.grading.gradebook.nbgrader_settings import NbgraderSettings
from coursekit.grading.gradebook.records import FinalGrade
from coursekit.grading.intake import LONGEST_NAME
from coursekit.grading.submission import is_readable


def submissions(unit: str, learner: str | None, *columns: Any) -> Select:
    """Select columns of the submissions of a unit: one learner's, or everybody's."""
    chosen = (
        select(*columns)
        .select_from(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .where(Assignment.name == unit, Notebook.name == unit)
    )
    return chosen if learner is None else chosen.where(SubmittedAssignment.student_id == learner)


def grades(unit: str, learner: str | None, *columns: Any) -> Select:
    """Select columns of the graded cells of those submissions."""
    return (
        submissions(unit, learner, *columns)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
    )


@dataclass(frozen=True)
class UnitScores:
    """The grades of one unit, which the gradebook knows already."""

    book: Gradebook
    settings: NbgraderSettings
    unit: str
    deadlines: Deadlines = NO_DEADLINES

    @property
    def _db(self) -> Session:
        return self.book.db

    def enter(self, learner: str, timestamp: str | None) -> None:
        """Enter a submission with 0 in every graded cell, not judged.

        Without a timestamp it is unknown when it was handed in, whatever the gradebook had before.
        A ValueError says that this cannot be a learner's name.
        """
        if not is_readable(learner) or len(learner.encode()) > LONGEST_NAME:
            raise ValueError(
                f"{learner!a:.200} cannot be a learner's name in a gradebook; rename the folder to "
                f"at most {LONGEST_NAME} bytes of printable characters"
            )
        if self._db.scalar(select(Student.id).where(Student.id == learner)) is None:
            self.book.add_student(learner)
        if self._db.scalar(submissions(self.unit, learner, SubmittedAssignment.id)) is None:
            with self._db.no_autoflush:  # else SQLAlchemy warns of nbgrader's half-made rows
                self.book.add_submission(self.unit, learner)
        handed_in = parse_utc(timestamp) if timestamp else None
        self._update(SubmittedAssignment, learner, timestamp=handed_in)
        # Who must look is said when it is judged.
        self._set_scores(learner, {}, NOT_JUDGED, set(self.scores(learner)))

    def judged(
        self,
        learner: str,
        scores: Mapping[str, float | None],
        reason: str = "",
        *,
        before: Mapping[str, float | None] = MappingProxyType({}),
    ) -> float | None:
        """Put the judge's scores in place of "not judged", and say by how much it was late.

        The learner was entered before. Scores are by grade_id: a graded cell that is not named
        keeps 0, None asks a person for it; `reason` is why there is none where nothing could be
        judged. `before` is what the same submission scored before: as nbgrader does, a score that a
        person gave stays, and asks to be looked at again; but not where the judge's has not
        changed.
        """
        looked_at = {cell for cell, score in scores.items() if before.get(cell, -1) == score}
        self._set_scores(learner, scores, reason or None, looked_at)
        return self.update_lateness(learner)

    def update_lateness(self, learner: str) -> float | None:
        """Take the points off that lateness costs by the due date of now; return the seconds.

        They are 0 or more; None where no date is due, or nobody knows when it came.
        """
        if (learner, self.unit) in self.deadlines.extended:
            later = self.deadlines.extended[learner, self.unit] - self.deadlines.due[self.unit]
            self._update(SubmittedAssignment, learner, extension=later)
            self._db.commit()
        columns = SubmittedAssignment.timestamp, SubmittedAssignment.extension, Assignment.duedate
        asked = submissions(self.unit, learner, *columns)
        handed_in, extension, due = self._db.execute(asked).one()
        late = None
        if due and handed_in:
            due = due + extension if extension else due
            late = max(0.0, (handed_in - due).total_seconds())
        if late:
            self._assign_late_penalty(learner)
        else:
            self._update(SubmittedNotebook, learner, late_submission_penalty=None)
            self._db.commit()
        return late

    def why_late(self, learner: str) -> str:
        """Say by what rule of ``deadlines.toml`` it costs what it costs; "" where none applies."""
        return str(lateness(self._db, self.deadlines, learner, self.unit) or "")

    def scores(self, learner: str) -> dict[str, float | None]:
        """Return the scores that a learner's submission has in the gradebook, by grade_id."""
        found = self._db.execute(grades(self.unit, learner, BaseCell.name, Grade.auto_score))
        return dict(found.all())

    def students(self) -> list[str]:
        """Return whom the gradebook knows, by name: a roster, and those of earlier units."""
        return list(self._db.scalars(select(Student.id).order_by(Student.id)))

    def final_grade(self, learner: str) -> FinalGrade:
        """Return what the gradebook says of a learner's submission."""
        return read_final_grades(self.settings, self._db, self.unit, learner)[learner]

    def _update(self, table: Any, learner: str, **values: object) -> None:
        """Change the row of a table that is about the learner's submission."""
        of_learner = submissions(self.unit, learner, table.id)
        self._db.execute(update(table).where(table.id.in_(of_learner)).values(**values))

    def _set_scores(
        self,
        learner: str,
        scores: Mapping[str, float | None],
        comment: str | None,
        looked_at: Collection[str],
    ) -> None:
        columns = Grade.id, BaseCell.name, Grade.manual_score, Grade.needs_manual_grade
        found = self._db.execute(grades(self.unit, learner, *columns)).all()
        for grade, name, by_hand, asking in found:
            score = scores.get(name, 0.0)
            asks = score is None if by_hand is None else asking or name not in looked_at
            self._db.execute(
                update(Grade)
                .where(Grade.id == grade)
                .values(auto_score=score, needs_manual_grade=asks)
            )
        notebook = submissions(self.unit, learner, SubmittedNotebook.id)
        self._db.execute(
            update(Comment).where(Comment.notebook_id.in_(notebook)).values(auto_comment=comment)
        )
        self._db.commit()

    def _assign_late_penalty(self, learner: str) -> None:
        """Let nbgrader do it, with whatever rule the course has configured."""
        assign = AssignLatePenalties(parent=self.settings.app)
        assign.log = logging.getLogger(f"{__name__}.late")
        assign.log.setLevel(logging.CRITICAL)
        names = {"notebook": self.unit, "assignment": self.unit, "student": learner}
        resources = {"nbgrader": names | {"db_url": self.settings.database}}
        assign.preprocess(nbformat.v4.new_notebook(), resources)
        self._db.expire_all()


def read_final_grades(
    settings: NbgraderSettings, db: Session, unit: str, learner: str | None = None
) -> dict[str, FinalGrade]:
    """Read by learner what the gradebook says of a unit's submissions, or of one learner's."""
    student = SubmittedAssignment.student_id
    penalties = submissions(unit, learner, student, SubmittedNotebook.late_submission_penalty)
    found = {
        name: FinalGrade({}, penalty=cost or 0.0, gradebook=settings.shown_database)
        for name, cost in db.execute(penalties)
    }
    by_whom = Grade.auto_score, Grade.manual_score, Grade.extra_credit
    graded = grades(unit, learner, student, BaseCell.name, Grade.score, *by_whom)
    for name, cell, score, judged, by_hand, extra in db.execute(graded):
        found[name].scores[cell] = score or 0.0
        if judged is None and by_hand is None:
            found[name].waiting.append(cell)
        elif by_hand is not None or extra:
            found[name].by_hand.append(cell)
    commented = submissions(unit, learner, student, Comment.manual_comment).join(
        Comment, Comment.notebook_id == SubmittedNotebook.id
    )
    for name, comment in db.execute(commented):
        if comment:
            found[name].comments.append(comment)
    return found
