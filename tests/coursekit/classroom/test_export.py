"""The gradebook as a table that a learning platform takes."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from support.course_copy import ROOT

from coursekit.classroom import export as exporting
from coursekit.classroom.export import export
from coursekit.cli import build_parser, main
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import FinalGrade

FIRST, THIRD, OPTIONAL = "01_single_filter", "03_stride", "09_learned_filters"
GRADES = {
    FIRST: {"ada": FinalGrade({"a": 6.0}), "gone": FinalGrade({"a": 6.0})},
    THIRD: {
        "ada": FinalGrade({"a": 2.0, "b": 1.0}, penalty=0.3, waiting=["b"]),
        "o'neill": FinalGrade({"a": 10.0}),
    },
    OPTIONAL: {"ada": FinalGrade({"a": 3.0})},
}
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,03_stride (88),Quiz
    Points Possible,,,,,,10,5
"Lovelace, Ada",4711,u1,ada,"A, B",x,,
"=O'Neill, Zoë",4712,u2,o'neill,A,,,
"Smith, John",4713,u3,john,A,,,
"""
MOODLE = "First name,Last name,ID number,Email address\nAda,Lovelace,ada,ada@x.org\n"
BLACKBOARD = "Last Name\tFirst Name\tUsername\tStudent ID\tStride 03 [Total]|7\nL\tAda\tada\t5\t\n"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The course's units, with grades of three of them."""
    root = tmp_path / "course"
    root.mkdir()
    (root / "notebooks").symlink_to(ROOT / "notebooks")
    monkeypatch.setattr(
        exporting, "read_gradebook", lambda course, unit, db: dict(GRADES.get(unit, {}))
    )
    return Course(root)


@pytest.fixture
def roster(tmp_path):
    """Write a roster and return its path."""

    def write(text):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows(path):
    """The rows of a table that was written."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_canvas_gets_its_own_columns_and_heading_and_a_row_for_all_of_the_roster(course, roster):
    done = export(course, "canvas", roster=roster(CANVAS))
    table, optional = map(rows, done.files)
    assert table == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", FIRST, "03_stride (88)"],
        ["Points Possible", "", "", "", "", "6", "10"],
        ["Lovelace, Ada", "4711", "u1", "ada", "A, B", "6", "2.7"],
        # No spreadsheet computes it; Canvas goes by the numbers.
        ["'=O'Neill, Zoë", "4712", "u2", "o'neill", "A", "0", "10"],
        ["Smith, John", "4713", "u3", "john", "A", "0", "0"],
    ]
    assert [row[-1] for row in optional] == [OPTIONAL, "3", "3", "0", "0"]
    assert done.unknown == ["gone"]
    assert done.absent[FIRST] == ["o'neill", "john"]
    for words in ("not in the roster, so left out: gone", "1 answer still waits", "3 learners in"):
        assert words in done.text()


def test_every_platform_can_be_asked_for():
    for lms in ("csv", *exporting.KNOWN_BY):
        assert build_parser().parse_args(["export", "--lms", lms]).lms == lms


def test_moodle_and_blackboard_get_what_they_know_people_by(course, roster):
    table = rows(export(course, "moodle", roster=roster(MOODLE)).files[0])
    assert table[1] == ["Ada", "Lovelace", "ada", "ada@x.org", "6", "2.7"]
    table = rows(export(course, "blackboard", roster=roster(BLACKBOARD), units=("3",)).files[0])
    assert table[1] == ["L", "Ada", "ada", "5", "2.7"]
    # Without a roster: those of the gradebook, by their logins.
    assert rows(export(course, "moodle").files[0])[1:] == [
        ["ada", "6", "2.7"],
        ["gone", "6", "0"],
        ["o'neill", "0", "10"],
    ]


def test_spreadsheet_gets_a_total_without_what_is_optional_and_who_handed_in_nothing(course):
    done = export(course, "csv")
    header, ada, gone, _ = rows(done.files[0])
    assert header == [
        *("id", "name", FIRST, THIRD, "total", "of"),
        *(f"{OPTIONAL} (optional)", "not handed in"),
    ]
    assert ada == ["ada", "ada", "6", "2.7", "8.7", "16", "3", ""]
    assert gone == ["gone", "gone", "6", "0", "6", "16", "0", f"{THIRD} {OPTIONAL}"]
    assert len(done.files) == 1


def test_what_is_not_due_yet_is_no_0(course, roster):
    soon = datetime.now(UTC) + timedelta(days=1)
    over = soon - timedelta(days=2)
    course.deadlines.write_text(
        f"[units.{FIRST}]\ndue = {soon:%Y-%m-%dT%H:%M:%SZ}\n"
        f"[units.{THIRD}]\ndue = {over:%Y-%m-%dT%H:%M:%SZ}\n"
        f"[learners.john.due]\n{THIRD} = {soon:%Y-%m-%dT%H:%M:%SZ}\n"
    )
    table = rows(export(course, "canvas", roster=roster(CANVAS)).files[0])
    assert [row[-2:] for row in table[2:]] == [["6", "2.7"], ["", "10"], ["", ""]]


def test_what_cannot_be_exported_is_a_sentence(course, roster, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    assert main(["export", "--lms", "canvas"]) == 2
    assert "give --roster FILE" in capsys.readouterr().err
    assert main(["export", "--roster", str(roster("who\nada\n"))]) == 2
    assert "no column that tells" in capsys.readouterr().err
    (tmp_path / "file").touch()
    assert main(["export", "--output", str(tmp_path / "file" / "grades.csv")]) == 2
    assert "another place by --output" in capsys.readouterr().err
    assert main(["export", "3"]) == 0
    assert "3 learners in" not in capsys.readouterr().out
    monkeypatch.setattr(exporting, "read_gradebook", lambda *asked: {})
    with pytest.raises(CourseError, match=r"no grades of these units; `coursekit grade"):
        export(course, "csv")
