"""``coursekit forget LEARNER``: delete all that the course holds of one person."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import (
    NbgraderSettings,
    locked,
    read_settings,
    remove_learner,
)
from coursekit.grading.intake import is_learner_name

MADE_ANEW = ("report", "grades", "feedback")
"""In ``build/``: what names everybody, and is made again by its command."""


def held_of(course: Course, settings: NbgraderSettings, learner: str) -> list[Path]:
    """List the files and folders that are about a learner, and those that name the whole class."""
    return [path for path in _places(course, settings, learner) if path.exists()]


def _places(course: Course, settings: NbgraderSettings, learner: str) -> Iterator[Path]:
    yield settings.all_submitted / learner
    yield settings.autograded(learner, "any").parents[1]
    yield settings.feedback(learner, "any").parents[1]
    for unit in course.units():
        yield from (course.records(unit.name) / f"{learner}{one}" for one in (".json", ".before"))
        yield course.explained(unit.name) / f"{learner}.html"
    inbound = settings.exchange / settings.course_id / "inbound"
    with contextlib.suppress(OSError):
        yield from (path for path in inbound.iterdir() if path.name.startswith(f"{learner}+"))
    yield from (course.build / name for name in MADE_ANEW)


def forget(course: Course, learner: str, *, really: bool, database: str = "") -> str:
    """Delete what the course holds of a learner, or say what that would be.

    A CourseError says that nothing is held of such a learner, or something cannot be deleted.
    """
    if not is_learner_name(learner):
        raise CourseError(f"{learner!r} cannot be a learner's name in a gradebook.")
    settings = read_settings(course, database)
    common = {course.build / name for name in MADE_ANEW}
    places = held_of(course, settings, learner)
    known = remove_learner(settings, learner, really=False)
    if not known and not set(places) - common:
        raise CourseError(f"The course holds nothing of {learner!r}; is the name right?")
    lines = [f"  {path}" for path in places]
    lines += [f"  the grades in the gradebook {settings.shown_database}"] * known
    if not really:
        return "\n".join(
            ["This would be deleted for good:", *lines, "Give --yes as well to do it."]
        )
    with locked(*course.all_records()):
        _delete(places)
        remove_learner(settings, learner, really=True)
    return "\n".join(
        [
            "Deleted:",
            *lines,
            "Pages that the exchange has handed out lie in learners' own folders, and archives "
            f"(such as in {course.root / 'build' / 'archive'}) and backups where you keep them.",
        ]
    )


def _delete(places: list[Path]) -> None:
    for path in places:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            raise CourseError(
                f"{error.filename or path} cannot be deleted ({error.strerror}); mend that, and "
                "give the same command again."
            ) from None
