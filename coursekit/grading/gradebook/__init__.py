"""What nbgrader keeps of a grade, and what lies beside it: notebook, page and record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.course import Course

if TYPE_CHECKING:
    from coursekit.grading.gradebook.records import FinalGrade


def read_gradebook(course: Course, unit: str, database: str = "") -> dict[str, FinalGrade]:
    """Read what the gradebook says of a unit now, by learner; nothing where there is none."""
    if not database and not course.nbgrader_config.exists():
        return {}
    from coursekit.grading.gradebook.nbgrader_settings import load_nbgrader, read_settings

    load_nbgrader()
    from coursekit.grading.gradebook.database import final_grades

    return final_grades(read_settings(course, database), unit)
