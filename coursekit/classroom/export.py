"""``coursekit export``: the gradebook as a table that a learning platform takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from coursekit.atomic_write import write_text
from coursekit.classroom.roster import Person, Roster, read_roster, squeezed
from coursekit.course import Course, Unit
from coursekit.errors import CourseError
from coursekit.grading.deadlines import Deadlines, read_deadlines
from coursekit.grading.escaping import Row, csv_text, some_names
from coursekit.grading.gradebook import FinalGrade, read_gradebook

CANVAS_NEEDS = (
    "Canvas knows people by its own numbers: give --roster FILE, the table that it exports "
    "(Grades, Export, Export Entire Gradebook)."
)
KNOWN_BY = {
    "canvas": ("Student", "ID", "SIS User ID", "SIS Login ID", "Section"),
    "moodle": ("First name", "Last name", "Surname", "Username", "ID number", "Email address"),
    "blackboard": ("Last Name", "First Name", "Username", "Student ID"),
}
"""The columns by which each platform knows people, as its own tables call them."""
NOT_YET = ""
"""In place of points that nobody can have lost yet."""


@dataclass
class Exported:
    """What was written, and of whom there is something to say."""

    files: list[Path] = field(default_factory=list)
    learners: int = 0
    absent: dict[str, list[str]] = field(default_factory=dict)  # by unit
    unknown: list[str] = field(default_factory=list)  # graded, and not in the roster
    waiting: dict[str, int] = field(default_factory=dict)  # cells that a person is to score

    def text(self) -> str:
        """Write it for the terminal."""
        lines = [f"{self.learners} learners in {', '.join(map(str, self.files))}"]
        for unit, names in self.absent.items():
            lines.append(f"{unit}: 0 points, because nothing was handed in: {some_names(names)}")
        for unit, count in self.waiting.items():
            answers = "answer still waits" if count == 1 else "answers still wait"
            lines.append(f"{unit}: {count} {answers} for your points (nbgrader formgrader).")
        if self.unknown:
            lines.append(f"Graded, but not in the roster, so left out: {some_names(self.unknown)}")
        return "\n".join(lines)


@dataclass(frozen=True)
class _Class:
    """Everybody's points."""

    people: tuple[Person, ...]
    columns: tuple[str, ...]  # of the roster
    units: tuple[Unit, ...]
    grades: Mapping[str, Mapping[str, FinalGrade]]  # by unit, then by learner
    deadlines: Deadlines

    def points(self, person: Person, unit: Unit) -> float | str:
        """The points of a learner, 0 for nothing handed in, and nothing while there is time."""
        grade = self.grades[unit.name].get(person.login)
        if grade:
            return round(grade.points, 4)
        due = self.deadlines.due_for(person.login, unit.name)
        return NOT_YET if due and due > datetime.now(UTC) else 0.0

    def heading(self, unit: Unit) -> str:
        """What the platform calls the unit's column, if its own table has one."""
        wanted = (squeezed(unit.name), squeezed(unit.title))
        for column in self.columns:
            if squeezed(column).startswith(wanted):
                return column
        return unit.name


def export(
    course: Course,
    lms: str,
    *,
    roster: Path | None = None,
    units: tuple[str, ...] = (),
    output: Path | None = None,
    database: str = "",
) -> Exported:
    """Write a row for each learner: of a roster, or else everybody whom the gradebook knows.

    Optional units are no part of a total, so they are in a file of their own for a platform that
    makes totals itself: `lms` is ``csv``, or of `KNOWN_BY`. Where no units are named, it is those
    that somebody has handed in; where no file, ``build/grades/<lms>.csv`` in the course. `database`
    is the address of the gradebook, in place of the configuration's. A CourseError says that there
    is nothing to export, or that the platform needs a roster.
    """
    if lms == "canvas" and not roster:
        raise CourseError(CANVAS_NEEDS)
    chosen = [course.unit(name) for name in units] or course.units()
    grades = {unit.name: read_gradebook(course, unit.name, database) for unit in chosen}
    chosen = [unit for unit in chosen if grades[unit.name] or units]
    if not any(grades.values()):
        raise CourseError(
            "The gradebook has no grades of these units; `coursekit grade UNIT` makes them."
        )
    logins = sorted({learner for of_unit in grades.values() for learner in of_unit})
    people = read_roster(roster) if roster else _known(logins)
    deadlines = read_deadlines(course.deadlines, [unit.name for unit in course.units()])
    done = Exported(learners=len(people.people))
    listed = {person.login for person in people.people}
    done.unknown = [login for login in logins if login not in listed]
    for unit in chosen:
        of_unit = grades[unit.name]
        absent = [one.login for one in people.people if one.login not in of_unit]
        if absent:
            done.absent[unit.name] = absent
        if waiting := sum(len(of_unit[name].waiting) for name in of_unit if name in listed):
            done.waiting[unit.name] = waiting
    file = output or course.grades(lms)
    parts = [(file, [unit for unit in chosen if lms == "csv" or not unit.optional])]
    optional = [unit for unit in chosen if unit.optional and lms != "csv"]
    if optional:
        parts.append((file.with_name(f"{file.stem}-optional{file.suffix}"), optional))
    for path, of_part in parts:
        if of_part:
            table = _Class(people.people, people.columns, tuple(of_part), grades, deadlines)
            write_text(
                path,
                csv_text(_csv(table) if lms == "csv" else _platform(table, lms)),
                "give another place by --output FILE",
            )
            done.files.append(path)
    return done


def _known(logins: list[str]) -> Roster:
    """Those whom the gradebook knows, where nobody says who is in the class."""
    return Roster(tuple(Person(login, login, {"Username": login}) for login in logins), ())


def _csv(found: _Class) -> list[Row]:
    """For a spreadsheet: points, a total without what is optional, and what is missing."""
    counted = [unit for unit in found.units if not unit.optional]
    optional = [unit for unit in found.units if unit.optional]
    rows: list[Row] = [
        (
            *("id", "name", *(unit.name for unit in counted), "total", "of"),
            *(f"{unit.name} (optional)" for unit in optional),
            "not handed in",
        )
    ]
    for person in found.people:
        got = [found.points(person, unit) for unit in counted]
        missing = [one.name for one in found.units if person.login not in found.grades[one.name]]
        rows.append(
            (
                *(person.login, person.name, *got),
                sum(float(points or 0) for points in got),
                sum(unit.points for unit in counted),
                *(found.points(person, unit) for unit in optional),
                " ".join(missing),
            )
        )
    return rows


def _platform(found: _Class, lms: str) -> list[Row]:
    """For a platform: what it knows people by, and a column for each unit."""
    columns = [name for name in KNOWN_BY[lms] if name in found.columns] or ["Username"]
    rows: list[Row] = [(*columns, *map(found.heading, found.units))]
    if lms == "canvas":  # its second line
        possible = ["Points Possible", *[""] * (len(columns) - 1)]
        rows.append((*possible, *(unit.points for unit in found.units)))
    for person in found.people:
        points = [found.points(person, unit) for unit in found.units]
        rows.append((*(person.row.get(name, "") for name in columns), *points))
    return rows
