"""What coming late costs, as nbgrader asks for it: by the rules of ``deadlines.toml``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy import select
from sqlalchemy.orm import Session
from traitlets import Unicode

from coursekit.grading.deadlines import Deadlines, Lateness, read_deadlines


class LatePenalty(LateSubmissionPlugin):
    """Take off the share of the points that ``deadlines.toml`` says.

    nbgrader's own `autograde` asks it, and so does `coursekit grade`. For a unit of which the file
    has no date, nbgrader's own rule holds: nothing comes off unless the course configures that.
    """

    file = Unicode(help="The course's deadlines.toml.").tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points that come off, from 0 to `score`; None for none."""
        graded = self.parent
        deadlines = read_deadlines(Path(self.file))
        if graded.assignment_id not in deadlines.due:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        with Gradebook(graded.db_url) as book:
            late = lateness(book.db, deadlines, student_id, graded.assignment_id)
        return score * late.share if late else None


def lateness(db: Session, deadlines: Deadlines, learner: str, unit: str) -> Lateness | None:
    """Say what coming late costs, by the times that the gradebook has of all that came."""
    asked = (
        select(Assignment.name, SubmittedAssignment.timestamp)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(SubmittedAssignment.student_id == learner)
    )
    came: dict[str, datetime] = {
        name: time.replace(tzinfo=UTC) for name, time in db.execute(asked) if time
    }
    return deadlines.lateness(learner, unit, came)
