"""What nbgrader keeps of a grade, and what lies beside it: notebook, page and record."""

from __future__ import annotations

from coursekit.course import Course
from coursekit.grading.gradebook.graded_notebook import CheckOutput, rebuild
from coursekit.grading.gradebook.records import (
    FinalGrade,
    Record,
    Records,
    describe_final_grade,
    final_grade,
    next_run,
)

__all__ = [
    "CheckOutput",
    "FinalGrade",
    "Record",
    "Records",
    "describe_final_grade",
    "final_grade",
    "next_run",
    "read_gradebook",
    "rebuild",
]


def read_gradebook(course: Course, unit: str, database: str = "") -> dict[str, FinalGrade]:
    """Read what the gradebook says of a unit now, by learner; nothing where there is none."""
    if not database and not course.nbgrader_config.exists():
        return {}
    from coursekit.grading.gradebook.nbgrader_settings import load_nbgrader, read_settings

    load_nbgrader()
    from coursekit.grading.gradebook.database import final_grades

    return final_grades(read_settings(course, database), unit)
