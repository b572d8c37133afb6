"""``coursekit report UNIT``: read the records of a unit, and write the page and the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from convtutor.units.catalogue import exercises
from coursekit.atomic_write import make_private, write_text, writing_to
from coursekit.classroom.roster import read_roster
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import read_gradebook, read_settings
from coursekit.grading.report.asked import asked_questions
from coursekit.grading.report.entries import Entry, read_entries
from coursekit.grading.report.findings import Answer, Findings, QuestionFindings, find
from coursekit.grading.report.practised import read_practice
from coursekit.grading.report.report_page import make_page
from coursekit.grading.report.tables import NAMING, make_tables
from coursekit.words import learners, rate

PAGE = "report.html"
REMEDY = "choose another folder by --output"

SMALLEST_CLASS = 5
"""Learners: of fewer, everybody would know who is meant."""

SHARED = 2
"""Learners who must have given a wrong answer before its words are shown."""


class Report(NamedTuple):
    """What was written."""

    page: Path
    tables: tuple[Path, ...]
    summary: str  # lines for the terminal; they name no learner


def write_report(
    course: Course,
    unit: str,
    *,
    target: Path | None = None,
    anonymous: bool = False,
    database: str = "",
    roster: Path | None = None,
) -> Report:
    """Write what a class made of a unit, to `target` or else a folder in the course's ``build/``.

    The start of the unit's name will do. An anonymous report names nobody, so that the page can be
    shown in class. `database` is the address of the gradebook, in place of the configuration's.
    With a roster others are left out, and who handed in nothing is told. A CourseError says that
    there is no such unit, nothing is graded, or too few are to stay without names.
    """
    found = read_findings(course, unit, anonymous=anonymous, database=database, roster=roster)
    folder = target or course.report(found.unit.name, anonymous=anonymous)
    with writing_to(folder, REMEDY):
        # With names it is for the instructor's eyes, as the records are.
        if anonymous:
            folder.mkdir(parents=True, exist_ok=True)
        else:
            make_private(folder)
    tables = make_tables(found, anonymous=anonymous)
    for file, text in {PAGE: make_page(found, anonymous=anonymous), **tables}.items():
        write_text(folder / file, text, REMEDY)
    for file in {*NAMING} - {*tables}:  # from an earlier report
        (folder / file).unlink(missing_ok=True)
    return Report(folder / PAGE, tuple(folder / file for file in tables), _summary(found))


def read_findings(
    course: Course,
    unit: str,
    *,
    anonymous: bool = False,
    database: str = "",
    roster: Path | None = None,
) -> Findings:
    """Read the records of a unit and count what the class did; see `write_report`."""
    about = course.unit(unit)
    folder = course.records(about.name)
    entries, unreadable = read_entries(folder, read_gradebook(course, about.name, database))
    if not entries:
        raise CourseError(
            f"There is nothing graded in {folder}; run `coursekit grade {about.name}` first."
        )
    people = [person.login for person in read_roster(roster).people] if roster else []
    if people:
        entries = [entry for entry in entries if entry.learner in people]
        if not entries:
            raise CourseError(f"Nobody of the roster {roster} has a grade of {about.name}.")
    handed_in = {entry.learner for entry in entries}
    absent = [learner for learner in people if learner not in handed_in]
    practice = read_practice(_submitted(course, database), about.name, sorted(handed_in))
    if anonymous:
        entries = without_names(entries)
    known = exercises(about.name)
    if not known:
        raise CourseError(f"{about.name} has no exercises in convtutor.units to report on.")
    found = find(about, known, asked_questions(course, about.name), entries, unreadable)
    found = replace(found, absent=absent, practice=practice)
    if anonymous:
        found = replace(found, questions=tuple(map(without_rare_answers, found.questions)))
    return found


def _submitted(course: Course, database: str) -> Path:
    """The folder of what was handed in."""
    if not course.nbgrader_config.exists():
        return course.root / "submitted"
    return read_settings(course, database).all_submitted


def without_names(entries: Sequence[Entry]) -> list[Entry]:
    """Take out of the records what tells who is meant; the order is that of their points.

    A CourseError says that the class is so small that it would tell all the same.
    """
    if len(entries) < SMALLEST_CLASS:
        raise CourseError(
            f"{len(entries)} handed in, and of fewer than {SMALLEST_CLASS} everybody would know "
            "who is meant; leave out --anonymous, and do not show the page in class."
        )
    by_points = sorted(entries, key=lambda entry: entry.points)
    return [
        replace(
            entry,
            learner=str(place),  # only tells one from another, and is not shown
            results={id: replace(result, text="") for id, result in entry.results.items()},
            notes=("",) * len(entry.notes),
            asides=(),
            sources={},
            problem="it could not be judged" if entry.problem else "",
        )
        for place, entry in enumerate(by_points)
    ]


def without_rare_answers(found: QuestionFindings) -> QuestionFindings:
    """Put the wrong answers that one learner alone gave together, without their words."""
    shown = [answer for answer in found.answers if answer.right or answer.count >= SHARED]
    rest = found.answered - sum(answer.count for answer in shown)
    others = [Answer("another answer", rest, False)] if rest else []
    return replace(found, answers=(*shown, *others))


def _summary(found: Findings) -> str:
    handed_in = len(found.entries)
    lines = [
        f"{found.unit.name}: {learners(handed_in)} graded, median {found.median:g} of "
        f"{found.unit.points:g} points, all points {rate(found.full_marks, handed_in)}."
    ]
    for theme in found.themes[:3]:
        share = rate(theme.count, theme.judged)
        lines.append(f"  {share}: {one_line(theme.name)} ({theme.where})")
    if found.absent:
        lines.append(f"  {learners(len(found.absent))} of the roster handed in nothing.")
    if found.likeness:
        lines.append(
            f"  {len(found.likeness)} groups whose code is the same but for names: a reason to "
            "look, and no proof."
        )
    if found.unreadable:
        lines.append(f"  {len(found.unreadable)} files in the folder are no records.")
    return "\n".join(lines)
