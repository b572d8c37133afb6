"""What nbgrader keeps of a grade, and what lies beside it: notebook, page and record.

What needs nbgrader itself, which takes a while to load, is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coursekit.course import Course
from coursekit.grading.deadlines import NO_DEADLINES, Deadlines
from coursekit.grading.gradebook.graded_notebook import CheckOutput, rebuild
from coursekit.grading.gradebook.nbgrader_settings import (
    NbgraderSettings,
    hide_password,
    read_settings,
)
from coursekit.grading.gradebook.records import (
    NOT_JUDGED_ANEW,
    FinalGrade,
    Record,
    Records,
    describe_final_grade,
    final_grade,
    locked,
    next_run,
)
from coursekit.release.release import Release

if TYPE_CHECKING:
    from coursekit.grading.gradebook.keeper import Keeper

__all__ = [
    "NOT_JUDGED_ANEW",
    "CheckOutput",
    "FinalGrade",
    "Keeper",
    "NbgraderSettings",
    "Record",
    "Records",
    "describe_final_grade",
    "final_grade",
    "hide_password",
    "locked",
    "next_run",
    "open_keeper",
    "read_gradebook",
    "read_settings",
    "rebuild",
    "remove_learner",
]


@contextmanager
def open_keeper(
    settings: NbgraderSettings,
    unit: str,
    release: Release,
    records: Records,
    deadlines: Deadlines = NO_DEADLINES,
) -> Iterator[Keeper]:
    """Open the gradebook, and give what keeps grades in it and beside it."""
    from coursekit.grading.gradebook.database import open_gradebook
    from coursekit.grading.gradebook.keeper import Keeper

    with open_gradebook(settings, unit, release.maxima, deadlines) as scores:
        yield Keeper(settings, unit, release, records, scores)


def remove_learner(settings: NbgraderSettings, learner: str, *, really: bool) -> bool:
    """Delete a learner's grades, if `really`; return whether the gradebook has any."""
    from coursekit.grading.gradebook import database

    return database.remove_learner(settings, learner, really=really)


def read_gradebook(course: Course, unit: str, database: str = "") -> dict[str, FinalGrade]:
    """Read what the gradebook says of a unit now, by learner; nothing where there is none."""
    if not database and not course.nbgrader_config.exists():
        return {}
    settings = read_settings(course, database)
    from coursekit.grading.gradebook.database import final_grades

    return final_grades(settings, unit)
