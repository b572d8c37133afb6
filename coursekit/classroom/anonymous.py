"""A class without names: what a researcher may count, and nothing that anybody wrote."""

from __future__ import annotations

import hashlib
import hmac
import io
import re
import secrets
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.classroom.archive import ROOM
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.escaping import Row, csv_text
from coursekit.grading.gradebook import FinalGrade, Record, Records, final_grade, read_gradebook

KEY = "pseudonyms.key"
"""In ``grading/``: with it, and a list of names, somebody can tell whose pseudonym is whose."""
COMMON = 3
"""Learners who must have given an answer in words before it is told: one may be a name."""
OTHER = "(in words)"
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,12})?|True|False")
ABOUT = """\
A class of the course "Convolution filters and feature maps", without names.

submissions.csv  one row a submission: its points, what lateness cost, whether it could be judged
exercises.csv    one row an exercise: how many cases it was right on, and which mistakes it shows
guesses.csv      one row a guess or a recall question

A learner is the same pseudonym in all tables and in all copies of this class. Left out are names,
times of day, code, notes, comments, and every answer in words that fewer than {common} gave.

What this cannot take out: whoever knows somebody's points, or how late they were, may find their
row, above all in a small class or an unusual result. Treat it as data about people, and do not
publish rows. Who has {key} of the course's grading/ and a list of names can undo it;
delete that file, and nobody can (then later copies have other pseudonyms).
"""


def archive_without_names(course: Course, output: Path | None = None, database: str = "") -> str:
    """Write tables of a class without names into a zip, and say where.

    A CourseError says that nobody is graded, or it cannot be written.
    """
    units = [folder.name for folder in course.all_records()]
    found = {unit: _records(course, unit, database) for unit in units}
    if not any(found.values()):
        raise CourseError("Nobody is graded yet; `coursekit grade UNIT` makes the records.")
    key = _key(course)
    tables = {
        "submissions.csv": list(_submissions(found, key)),
        "exercises.csv": list(_exercises(found, key)),
        "guesses.csv": list(_guesses(found, key)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", ABOUT.format(common=COMMON, key=KEY))
        for name, (heading, *rows) in tables.items():
            # In the order of the pseudonyms: that of the names would tell something.
            archive.writestr(
                name, csv_text([heading, *sorted(rows, key=lambda row: list(map(str, row)))])
            )
    named = f"{datetime.now():%Y-%m-%d}-no-names.zip"
    target = output or course.build / "archive" / named
    with writing_to(target, ROOM):
        write_atomically(target, packed.getvalue(), 0o600)
    count = len({who for of_unit in found.values() for who in of_unit})
    return f"{count} learners without names in {target}; its README.txt says what it cannot hide."


def _records(course: Course, unit: str, database: str) -> dict[str, Record]:
    """The records of a unit by learner, with the grades of now."""
    records = Records(course.records(unit))
    grades = read_gradebook(course, unit, database)
    names = [path.stem for path in records.folder.glob("*.json")]
    found = {name: record for name in names if (record := records.read(name))}
    return {
        name: record | {"final": grades.get(name, final_grade(record))}
        for name, record in found.items()
    }


def _key(course: Course) -> bytes:
    path = course.root / "grading" / KEY
    with writing_to(path, "without it no pseudonym stays the same, so mend that"):
        if not path.exists():
            write_atomically(path, secrets.token_hex(32).encode(), 0o600)
        return path.read_bytes()


def _pseudonym(key: bytes, learner: str) -> str:
    return f"L{hmac.new(key, learner.encode('utf-8', 'replace'), hashlib.sha256).hexdigest()[:12]}"


Found = dict[str, dict[str, Record]]


def _submissions(found: Found, key: bytes) -> Iterator[Row]:
    yield ("learner", "unit", "points", "of", "late days", "late cost", "by hand", "judged")
    for unit, of_unit in found.items():
        for learner, record in of_unit.items():
            grade: FinalGrade = record["final"]
            late = record["late_seconds"]
            yield (
                *(_pseudonym(key, learner), unit, grade.points),
                sum(record["provenance"]["maxima"].values()),
                "" if late is None else -(-int(late) // 86400),
                *(grade.penalty, len(grade.by_hand), "no" if record["problem"] else "yes"),
            )


def _exercises(found: Found, key: bytes) -> Iterator[Row]:
    yield ("learner", "unit", "exercise", "status", "points", "of", "cases", "right", "mistakes")
    for unit, of_unit in found.items():
        for learner, record in of_unit.items():
            for one in record["verdicts"]:
                yield (
                    *(_pseudonym(key, learner), unit, one["exercise"], one["status"]),
                    *(one["points"], one["max_points"], one["cases"], one["passed"]),
                    " ".join(one["mistakes"]),
                )


def _guesses(found: Found, key: bytes) -> Iterator[Row]:
    yield ("learner", "unit", "question", "answer")
    for unit, of_unit in found.items():
        given: dict[str, Counter[str]] = defaultdict(Counter)
        for record in of_unit.values():
            for question, answer in record["predictions"].items():
                given[question][answer] += 1
        for learner, record in of_unit.items():
            for question, answer in record["predictions"].items():
                told = _NUMBER.fullmatch(answer) or given[question][answer] >= COMMON
                yield _pseudonym(key, learner), unit, question, answer if told else OTHER
