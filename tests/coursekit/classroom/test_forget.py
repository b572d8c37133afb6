"""All that the course holds of one person goes, and nothing of others."""

import re

import pytest
from nbgrader.api import Gradebook
from support.course_copy import copy_course

from coursekit.classroom.forget import forget
from coursekit.cli import main
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import read_settings

UNIT = "03_stride"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course that holds something of ada and of adam everywhere."""
    course = Course(copy_course(tmp_path / "course"))
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)
    settings = read_settings(course)
    for learner in ("ada", "adam"):
        for path in (
            settings.submitted_by(learner, UNIT) / f"{UNIT}.ipynb",
            settings.autograded(learner, UNIT),
            settings.feedback(learner, UNIT),
            course.records(UNIT) / f"{learner}.json",
            course.records(UNIT) / f"{learner}.before",
            course.explained(UNIT) / f"{learner}.html",
            settings.exchange / "convolution/inbound" / f"{learner}+{UNIT}+2026" / "x.ipynb",
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(learner)
    page = course.root / "build/report" / UNIT / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("ada and adam")
    with Gradebook(settings.database, "convolution") as book:
        book.add_assignment(UNIT)
        for learner in ("ada", "adam"):
            book.add_student(learner)
            with book.db.no_autoflush:
                book.add_submission(UNIT, learner)
    return course


def holding(course, name):
    """The files and gradebook rows of somebody."""
    found = [path.relative_to(course.root) for path in course.root.rglob("*") if path.is_file()]
    files = {str(path) for path in found if name in re.split("[/+.]", str(path))}
    with Gradebook(read_settings(course).database, "convolution") as book:
        return files, [student.id for student in book.students]


def test_everything_of_one_goes_and_all_of_the_others_stays(course, capsys):
    before, _ = holding(course, "ada")
    others, _ = holding(course, "adam")
    assert len(before) == len(others) == 7
    assert main(["forget", "ada"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("This would be deleted for good:")
    assert holding(course, "ada") == (before, ["ada", "adam"])
    assert main(["forget", "ada", "--yes"]) == 0
    told = capsys.readouterr().out
    assert "the grades in the gradebook" in told
    assert holding(course, "ada") == (set(), ["adam"])
    assert holding(course, "adam")[0] == others
    assert not (course.root / "build/report").exists(), "it named her; the command makes it anew"
    with pytest.raises(CourseError, match="holds nothing of 'ada'; is the name right"):
        forget(course, "ada", really=True)

    for leads_elsewhere in ("..", "../course", "", ".", "a/b"):
        with pytest.raises(CourseError, match="cannot be a learner's name"):
            forget(course, leads_elsewhere, really=True)
    assert holding(course, "adam") == (others, ["adam"])
