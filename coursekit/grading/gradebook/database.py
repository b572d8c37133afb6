"""A gradebook that knows the unit as it was released; made where there is none."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from coursekit.errors import CourseError
from coursekit.grading.deadlines import NO_DEADLINES, Deadlines
from coursekit.grading.gradebook.nbgrader_settings import NbgraderSettings
from coursekit.grading.gradebook.records import FinalGrade
from coursekit.grading.gradebook.unit_scores import UnitScores, read_final_grades


@contextmanager
def open_gradebook(
    settings: NbgraderSettings,
    unit: str,
    maxima: Mapping[str, float],
    deadlines: Deadlines = NO_DEADLINES,
) -> Iterator[UnitScores]:
    """Open the gradebook for the grades of one unit, made where there is none.

    The maxima are the points of each graded cell of the released unit, by its grade_id. A
    CourseError says that it cannot be opened, or knows another form of the unit.
    """
    # A fault of the database is told in a sentence; nbgrader would log it with a traceback as well.
    log = logging.getLogger("tornado.application")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    kept = " What is graded already is kept; mend that, and give the same command again."
    try:
        with _faults_told(settings, kept), Gradebook(settings.database, settings.course_id) as book:
            _enter_assignment(book, settings, unit, dict(maxima))
            if due := deadlines.due.get(unit):
                book.find_assignment(unit).duedate = due.replace(tzinfo=None)
                book.db.commit()
            yield UnitScores(book, settings, unit, deadlines)
    finally:
        log.setLevel(before)


def final_grades(settings: NbgraderSettings, unit: str) -> dict[str, FinalGrade]:
    """Read what the gradebook says of a unit now; nothing where there is no gradebook."""
    address = make_url(settings.database)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return {}
    engine = create_engine(address)
    try:
        with _faults_told(settings), Session(engine) as db:
            return read_final_grades(settings, db, unit)
    finally:
        engine.dispose()


def remove_learner(settings: NbgraderSettings, learner: str, *, really: bool) -> bool:
    """Delete a learner with all grades, if `really`; return whether the gradebook knows one.

    Where there is no gradebook, none is made.
    """
    address = make_url(settings.database)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return False
    with _faults_told(settings), Gradebook(settings.database, settings.course_id) as book:
        try:
            book.find_student(learner)
        except MissingEntry:
            return False
        if really:
            book.remove_student(learner)
        return True


@contextmanager
def _faults_told(settings: NbgraderSettings, ending: str = "") -> Iterator[None]:
    """Turn what the database or its driver raises into a sentence, and this ending."""
    try:
        yield
    except (SQLAlchemyError, ImportError) as error:
        raise CourseError(
            f"The gradebook {settings.shown_database} failed: {_first_line(error)}.{ending}"
        ) from None


def _enter_assignment(
    book: Gradebook, settings: NbgraderSettings, unit: str, maxima: dict[str, float]
) -> None:
    """Enter the unit from its source unless the gradebook knows it so; write no notebook.

    A unit with other points is entered anew, and grades stay. A CourseError says that this cannot
    be: cells came or went after somebody was graded, or the source is another form of the unit.
    """
    known = _points_known(book, unit)
    if known == maxima:
        return
    if known is not None and known.keys() != maxima.keys() and _has_grades(book, unit):
        # `nbgrader generate_assignment` refuses, and has removed notebooks/<unit> by then.
        raise CourseError(
            f"The gradebook knows another form of {unit} than notebooks/ holds: they differ in "
            f"{_differing(known, maxima)}. It has grades, so nbgrader adds no cell to it and takes "
            f"none out. Make solutions/{unit} as it was and run `coursekit notebooks {unit}` (an "
            "exercise of 0 points counts as if it were left out); or begin another gradebook for "
            "this form by giving `--db sqlite:///other.db` to each command: it is made from "
            "submitted/, and the first one stays as it is."
        )
    _generate(book, settings, unit)
    made = _points_known(book, unit) or {}
    if made != maxima:
        raise CourseError(
            f"notebooks/ holds another form of {unit} than solutions/: they differ in "
            f"{_differing(made, maxima)}. Make the first from the second by "
            f"`coursekit notebooks {unit}`."
        )


def _points_known(book: Gradebook, unit: str) -> dict[str, float] | None:
    """The points of each graded cell that the gradebook knows; None where it knows no such unit."""
    try:
        return {cell.name: cell.max_score for cell in book.find_notebook(unit, unit).grade_cells}
    except MissingEntry:
        return None


def _has_grades(book: Gradebook, unit: str) -> bool:
    return bool(book.find_notebook(unit, unit).submissions)


def _differing(one: dict[str, float], other: dict[str, float]) -> str:
    return ", ".join(sorted(dict(one.items() ^ other.items())))


def _generate(book: Gradebook, settings: NbgraderSettings, unit: str) -> None:
    coursedir = settings.app.coursedir
    kept = coursedir.release_directory, coursedir.assignment_id
    with tempfile.TemporaryDirectory() as folder:
        coursedir.release_directory, coursedir.assignment_id = folder, unit
        try:
            make = GenerateAssignment(coursedir=coursedir, parent=settings.app)
            make.force = True
            make.start()
        except SQLAlchemyError:
            raise
        except Exception as error:  # nbgrader raises many kinds
            raise CourseError(
                f"{unit} could not be entered in the gradebook ({_first_line(error)}); "
                f"`coursekit notebooks {unit}` says more."
            ) from None
        finally:
            coursedir.release_directory, coursedir.assignment_id = kept
    book.db.expire_all()


def _first_line(error: BaseException) -> str:
    """What an error says, short, and without a full stop."""
    original: Any = getattr(error, "orig", None) or error
    return (str(original).strip().splitlines() or [type(error).__name__])[0][:300].rstrip(".")
