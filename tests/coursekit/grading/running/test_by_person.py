"""Exercises of an instructor's own beside ours: ours are judged in the box, theirs by a person."""

import csv

import nbformat
import pytest
from support.course_copy import nbgrader, read_unit, run, write_unit
from support.grading_class import FULL, UNIT, Class, needs_box

pytestmark = pytest.mark.system

WITH_SECRET = "ada"
BY_HAND = "ben"


def marks(grade_id, **more):
    kept = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return {"nbgrader": {"grade_id": grade_id} | kept | more}


def essay(text):
    about = marks("essay", grade=True, solution=True, points=2)
    return nbformat.v4.new_markdown_cell(text, metadata=about, id="essay")


def own_cells():
    """A written answer, and a function that plain assertions grade, which we never run."""
    written = "def halve(n):\n    ### BEGIN SOLUTION\n    return n // 2\n    ### END SOLUTION"
    test = "assert halve(4) == 2"
    about = marks("test-halve", grade=True, locked=True, points=1)
    return [
        essay("Why does the floor lose pixels?"),
        nbformat.v4.new_code_cell(written, metadata=marks("halve", solution=True), id="halve"),
        nbformat.v4.new_code_cell(test, metadata=about, id="test-halve"),
    ]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    needs_box()
    taught = Class(tmp_path_factory.mktemp("class"))
    source = read_unit(taught.course, "solutions", UNIT)
    source.cells += own_cells()
    write_unit(source, taught.course / "solutions", UNIT)
    made = run(["coursekit", "notebooks", UNIT], taught.course, taught.env)
    assert made.returncode == 0, made.stdout
    taught.released = read_unit(taught.course, "notebooks", UNIT)
    for learner in (WITH_SECRET, BY_HAND):
        folder = taught.hand_in(learner, timestamp="")
        handed_in = read_unit(folder.parent.parent / learner, "", UNIT)
        (place,) = [n for n, cell in enumerate(handed_in.cells) if cell.id == "essay"]
        handed_in.cells[place] = essay(f"Because, says {learner}, no step is half.")
        write_unit(handed_in, folder.parent, UNIT)
    taught.hand_in("cleo", timestamp="")
    taught.hand_in("damaged", b"{")
    exchanged = taught.course / "submitted" / WITH_SECRET / UNIT / "submission_secret.txt"
    exchanged.write_text("a" * 64)
    taught.done = taught.grade()
    taught.again = taught.grade()
    return taught


def give(taught, learner, cell, points):
    with taught.gradebook() as book:
        grade = book.find_grade(cell, UNIT, UNIT, learner)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def waiting(taught, learner):
    with taught.gradebook() as book:
        grades = book.find_submission_notebook(UNIT, UNIT, learner).grades
        return {grade.name for grade in grades if grade.needs_manual_grade}


def test_ours_are_judged_and_the_others_wait_for_a_person(graded):
    assert graded.done.returncode == 1, graded.done.stdout
    assert f"{FULL:g} of {FULL + 3:g}  all right" in graded.done.stdout
    assert graded.done.stdout.count("[2 to grade by hand]") == 2
    assert "Left to a person (nbgrader formgrader): essay, test-halve." in graded.done.stdout
    assert waiting(graded, WITH_SECRET) == {"essay", "test-halve"}
    assert "essay: 0 of 2 points until a person has graded it." in graded.page(WITH_SECRET)


def test_no_answer_and_no_notebook_are_0_and_nobody_is_graded_twice(graded):
    assert waiting(graded, "cleo") == {"test-halve"}, "an essay as handed out is 0, as in nbgrader"
    assert waiting(graded, "damaged") == set()
    assert "4 were graded before, and not again (--force).\n" in graded.again.stdout
    assert "another version" not in graded.again.stdout


def test_answer_to_a_person_is_not_said_to_be_a_changed_check(graded):
    assert graded.record(WITH_SECRET)["notes"] == []


def test_graded_notebook_has_what_the_learner_wrote(graded):
    assert f"Because, says {BY_HAND}, no step is half.".encode() in graded.notebook(BY_HAND)


def test_what_a_person_gave_is_told_everywhere_and_outlives_a_regrade(graded):
    give(graded, WITH_SECRET, "essay", 1.5)
    give(graded, WITH_SECRET, "test-halve", 1.0)
    assert f"{FULL:g} → {FULL + 2.5:g}" in graded.grade().stdout
    assert "essay: 1.5 of 2 points, given by hand." in graded.page(WITH_SECRET)
    command = ["coursekit", "grade", UNIT, "--explain", WITH_SECRET]
    assert f"{FULL + 2.5:g} of {FULL + 3:g}" in run(command, graded.course, graded.env).stdout
    assert run(["coursekit", "report", UNIT], graded.course, graded.env).returncode == 0
    table = graded.course / "build" / "report" / UNIT / "scores.csv"
    with open(table, encoding="utf-8", newline="") as file:
        rows = {row["learner"]: row for row in csv.DictReader(file)}
    assert float(rows[WITH_SECRET]["points"]) == FULL + 2.5
    assert rows[WITH_SECRET]["late_seconds"] == "unknown"  # no time stamp lay beside it
    graded.grade("--force")
    assert graded.scores(WITH_SECRET)["essay"] == 1.5


def test_pages_of_the_exchange_are_released_and_the_others_named(graded):
    assert f"hand-back {UNIT}` packs their pages: {BY_HAND}, cleo, damaged." in graded.done.stdout
    said = nbgrader("release_feedback", UNIT, cwd=graded.course, env=graded.env)
    for learner in (WITH_SECRET, BY_HAND):
        assert f"Releasing feedback for student '{learner}'" in said
