"""``coursekit report UNIT``: read the records of a unit, and write the page and the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from convtutor.units.catalogue import exercises
from coursekit.atomic_write import write_text
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.escaping import one_line
from coursekit.grading.report.anonymous import without_names, without_rare_answers
from coursekit.grading.report.asked import asked_questions
from coursekit.grading.report.entries import read_entries
from coursekit.grading.report.findings import Findings, find
from coursekit.grading.report.report_page import make_page
from coursekit.grading.report.tables import TABLES, make_tables
from coursekit.words import learners, rate

PAGE = "report.html"
REMEDY = "choose another folder by --output"


@dataclass(frozen=True)
class Report:
    """What was written.

    Attributes
    ----------
    page : Path
    tables : tuple of Path
    summary : str
        Lines for the terminal; they name no learner.
    """

    page: Path
    tables: tuple[Path, ...]
    summary: str


def write_report(
    course: Course, unit: str, *, target: Path | None = None, anonymous: bool = False
) -> Report:
    """Write what a class made of a unit.

    Parameters
    ----------
    course : Course
    unit : str
        The start of the unit's name will do.
    target : Path, optional
        The folder to write to; else one in the course's ``build/``.
    anonymous : bool
        Name nobody, so that the page can be shown in class.

    Returns
    -------
    Report

    Raises
    ------
    CourseError
        When there is no such unit, nothing is graded, or too few are to stay without names.
    """
    found = findings(course, unit, anonymous=anonymous)
    name = found.unit.name
    folder = target or course.report(name, anonymous=anonymous)
    try:
        # With names it is for the instructor's eyes, as the records are.
        folder.mkdir(parents=True, exist_ok=True, mode=0o755 if anonymous else 0o700)
    except OSError as error:
        raise CourseError(
            f"{folder} cannot be made: {error.strerror}; choose another folder by --output."
        ) from None
    page = folder / PAGE
    write_text(page, make_page(found, anonymous=anonymous), REMEDY)
    tables = make_tables(found, anonymous=anonymous)
    for file, text in tables.items():
        write_text(folder / file, text, REMEDY)
    for file in {*TABLES} - {*tables}:  # from an earlier report, with the names
        (folder / file).unlink(missing_ok=True)
    return Report(page, tuple(folder / file for file in tables), _summary(found))


def findings(course: Course, unit: str, *, anonymous: bool = False) -> Findings:
    """Read the records of a unit and count what the class did; see `write_report`."""
    about = course.unit(unit)
    folder = course.records(about.name)
    entries, unreadable = read_entries(folder)
    if not entries:
        raise CourseError(
            f"There is nothing graded in {folder}; run `coursekit grade {about.name}` first."
        )
    if anonymous:
        entries = without_names(entries)
    known = exercises(about.name)
    if not known:
        raise CourseError(f"{about.name} has no exercises in convtutor.units to report on.")
    found = find(about, known, asked_questions(course, about.name), entries, unreadable)
    if anonymous:
        found = replace(found, questions=tuple(map(without_rare_answers, found.questions)))
    return found


def _summary(found: Findings) -> str:
    handed_in = len(found.entries)
    lines = [
        f"{found.unit.name}: {learners(handed_in)} graded, median {found.median:g} of "
        f"{found.unit.points:g} points, all points {rate(found.full_marks, handed_in)}."
    ]
    for theme in found.themes[:3]:
        share = rate(theme.count, theme.judged)
        lines.append(f"  {share}: {one_line(theme.name)} ({theme.where})")
    if found.unreadable:
        lines.append(f"  {len(found.unreadable)} files in the folder are no records.")
    return "\n".join(lines)
