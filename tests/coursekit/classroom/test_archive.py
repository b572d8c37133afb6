"""A class is kept in one file, put back where it was lost, and told of without names."""

import csv
import io
import os
import re
import shutil
import sqlite3
import zipfile

import pytest
from support.course_copy import copy_course
from support.fictitious_class import make_class, write_whole
from support.grading_class import FIRST, FULL, ROUNDED_UP, UNIT, Class, needs_box

from coursekit.classroom.anonymous import COMMON, OTHER
from coursekit.cli import main
from coursekit.course import Course
from coursekit.grading.gradebook import locked

COMMENT = "Ben, you explained it well at the board."


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with a few records and a gradebook that nobody graded into."""
    course = Course(copy_course(tmp_path / "a course"))
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    monkeypatch.delenv("NBGRADER_EXCHANGE", raising=False)
    return course


@pytest.mark.system
def test_class_that_was_lost_is_put_back_grades_and_all(tmp_path):
    needs_box()
    taught = Class(tmp_path)
    taught.hand_in("ada", whole=False)
    taught.hand_in("ben", {FIRST.id: ROUNDED_UP}, whole=False)
    taught.grade("--seed", "7")
    with taught.gradebook() as book:
        book.find_grade("check-unread_pixels", UNIT, UNIT, "ben").manual_score = 1.5
        book.find_comment(FIRST.id, UNIT, UNIT, "ben").manual_comment = COMMENT
        book.db.commit()
    taught.grade()
    before = taught.made("ada"), taught.made("ben"), taught.record("ben")
    work = taught.command("archive")
    assert work.returncode == 0, work.stdout
    (kept,) = (taught.course / "build/archive").iterdir()
    assert kept.stat().st_mode & 0o077 == 0, "it names everybody"

    refused = taught.command("archive", "--restore", str(kept))
    assert refused.returncode == 2
    assert "would be lost: nothing is written over" in refused.stdout
    (taught.course / "gradebook.db").unlink()
    for folder in ("grading", "submitted", "autograded", "feedback"):
        shutil.rmtree(taught.course / folder)
    assert taught.command("archive", "--restore", str(kept)).returncode == 0
    assert (taught.made("ada"), taught.made("ben"), taught.record("ben")) == before
    assert (taught.course / "grading").stat().st_mode & 0o077 == 0
    again = taught.grade()
    assert "2 were graded before" in again.stdout, "as if nothing had happened"
    assert "Other points" not in again.stdout
    assert taught.record("ben")["grade"]["comments"] == [COMMENT]
    assert sum(taught.scores("ada").values()) == FULL


def test_gradebook_is_copied_whole_while_it_is_written(course, tmp_path, capsys):
    target = tmp_path / "kept.zip"
    writer = sqlite3.connect(course.root / "gradebook.db")
    writer.execute("INSERT INTO student (id) VALUES ('half')")  # and no commit yet
    (course.root / "submitted/ada").mkdir(parents=True)
    (course.root / "submitted/ada/link").symlink_to("/etc/passwd")
    (course.root / "submitted/ada" / os.fsdecode(b"\xff.ipynb")).write_text("no text in its name")
    assert main(["archive", "--output", str(target)]) == 0
    writer.rollback()
    writer.close()
    with zipfile.ZipFile(target) as found:
        assert "submitted/ada/link" not in found.namelist(), "no link is followed"
        assert found.read("submitted/ada/\\udcff.ipynb") == b"no text in its name"
        assert any(name.startswith("solutions/") for name in found.namelist())
        (tmp_path / "copy.db").write_bytes(found.read("gradebook.db"))
    copied = sqlite3.connect(tmp_path / "copy.db")
    assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert copied.execute("SELECT count(*) FROM student WHERE id = 'half'").fetchone() == (0,)
    copied.close()


def test_while_somebody_grades_nothing_is_kept_or_forgotten(course, capsys):
    with locked(course.records(UNIT)):
        assert main(["archive"]) == 2
        assert f"`coursekit grade {UNIT}`" in capsys.readouterr().err
    assert not (course.root / "build").exists()


@pytest.mark.parametrize("text", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_a_sentence_and_changes_nothing(course, tmp_path, text, capsys):
    (tmp_path / "other.zip").write_bytes(text)
    (course.root / "gradebook.db").unlink()
    code = main(["archive", "--restore", str(tmp_path / "other.zip")])
    said = capsys.readouterr()
    if text.startswith(b"PK"):  # an empty one
        assert "holds nothing of a class" in said.err
    else:
        assert "is no archive of a class" in said.err
    assert code == 2
    assert not (course.root / "grading").exists()


def test_archive_that_leads_out_of_the_course_does_not(course, tmp_path, capsys):
    (course.root / "gradebook.db").unlink()
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as evil:
        for name in ("grading/../../out", "../out", "/grading/out", "solutions/out", "grading/in"):
            evil.writestr(name, "x")
    assert main(["archive", "--restore", str(tmp_path / "evil.zip")]) == 0
    assert (course.root / "grading/in").exists()
    assert not list(tmp_path.rglob("out"))


def tables(file):
    with zipfile.ZipFile(file) as found:
        names = [name for name in found.namelist() if name.endswith(".csv")]
        texts = {name: found.read(name).decode() for name in names}
        whole = "".join(found.read(name).decode() for name in found.namelist())
    return {n: list(csv.DictReader(io.StringIO(text))) for n, text in texts.items()}, whole


def test_class_without_names_has_the_numbers_and_nothing_that_anybody_wrote(course, tmp_path):
    records = make_class(UNIT, 12, failed=1)
    question = next(iter(records[5]["predictions"]))
    for number, record in enumerate(records):
        record["notes"] = ["a note of Zacharias"]
        record["texts"] = {FIRST.id: "printed Zacharias"}
        record["predictions"][question] = "edge" if number < COMMON else "Zacharias"
    records[-1]["predictions"][question] = "Zacharias Maier"
    for record in records[COMMON:-1]:
        record["predictions"][question] = "15"
    write_whole(course.records(UNIT), records)
    assert main(["archive", "--anonymous", "--output", str(tmp_path / "one.zip")]) == 0
    found, whole = tables(tmp_path / "one.zip")
    for record in records:
        assert record["learner"] not in whole
    assert "Zacharias" not in whole
    assert len(found["submissions.csv"]) == 12
    points = sorted(float(row["points"]) for row in found["submissions.csv"])
    assert points == sorted(sum(record["scores"].values()) for record in records)
    exercises = [row for row in found["exercises.csv"] if row["exercise"] == FIRST.id]
    assert len(exercises) == 11
    guesses = [row["answer"] for row in found["guesses.csv"] if row["question"] == question]
    assert (guesses.count("edge"), guesses.count(OTHER)) == (COMMON, 1)
    who = {row["learner"] for row in found["submissions.csv"]}
    assert all(re.fullmatch("L[0-9a-f]{12}", one) for one in who)

    assert main(["archive", "--anonymous", "--output", str(tmp_path / "two.zip")]) == 0
    assert tables(tmp_path / "two.zip")[0] == found, "the same pseudonyms"
    (course.root / "grading/pseudonyms.key").unlink()
    assert main(["archive", "--anonymous", "--output", str(tmp_path / "three.zip")]) == 0
    others = {row["learner"] for row in tables(tmp_path / "three.zip")[0]["submissions.csv"]}
    assert not who & others


def test_gradebook_on_a_server_is_told_whose_means_copy_it(course, capsys):
    assert main(["archive", "--db", "postgresql://me:secret@host/class"]) == 2
    said = capsys.readouterr().err
    assert "pg_dump" in said
    assert "secret" not in said
    assert not list((course.root / "build/archive").iterdir()), "no half of an archive"


def test_nobody_graded_is_a_sentence(course, capsys):
    assert main(["archive", "--anonymous"]) == 2
    assert "Nobody is graded yet" in capsys.readouterr().err
