"""Where something cannot be written, each command says so in a sentence, and nothing is lost."""

import pytest
from support.course_copy import copy_course
from support.fictitious_class import make_class, write_whole
from support.grading_class import UNIT, needs_box

from coursekit.cli import main
from coursekit.course import Course

LEARNER = "ada lovelace"


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course, in a folder whose name has blanks, where a file is in the way of build/."""
    course = Course(copy_course(tmp_path / "my course, 2nd"))
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(tmp_path / "nowhere"))
    (record,) = make_class(UNIT, 1)
    write_whole(course.records(UNIT), [record | {"learner": LEARNER}])
    for path in (
        course.root / "submitted" / LEARNER / UNIT / f"{UNIT}.ipynb",
        course.root / "feedback" / LEARNER / UNIT / f"{UNIT}.html",
    ):
        path.parent.mkdir(parents=True)
        path.write_text("kept")
    (course.root / "build").write_text("a file")
    return course


def kept(course):
    files = [path for path in course.root.rglob("*") if path.is_file() and path.name != ".lock"]
    return {path: path.read_bytes() for path in files}


COMMANDS = (
    ("report", UNIT),
    ("hand-back", UNIT),
    ("archive",),
    ("archive", "--anonymous"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_command_says_what_it_cannot_write_and_what_to_do(course, command, capsys):
    before = kept(course)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "cannot be written" in said
    assert "--output" in said
    new = {path.name for path in kept(course).keys() - before.keys()}
    assert new <= {"pseudonyms.key"}, "no half of a file"
    assert before.items() <= kept(course).items()


def test_grade_is_explained_all_the_same(course, capsys):
    assert main(["grade", UNIT, "--explain", LEARNER]) == 0
    said = capsys.readouterr().out
    assert "check-conv_output_size" in said
    assert "There is no page of it to hand over" in said


@pytest.mark.parametrize("obstacle", ["", ".unfinished/x"])
def test_grading_says_that_its_records_cannot_be_written(course, obstacle, capsys):
    needs_box()
    folder = course.records(UNIT)
    if obstacle:
        (folder / obstacle).parent.mkdir()
        (folder / obstacle).touch()
    else:
        folder.rename(folder.with_name("elsewhere"))
        folder.write_text("a file")
    assert main(["grade", UNIT, "--workers", "1"]) == 2
    said = capsys.readouterr().err
    assert f"{folder} cannot be written" in said
    assert "what is graded already is kept" in said


def test_who_is_forgotten_may_be_in_no_exchange(course, capsys):
    (course.root / "build").unlink()
    assert main(["forget", LEARNER, "--yes"]) == 0
    assert not course.records(UNIT).joinpath(f"{LEARNER}.json").exists()
