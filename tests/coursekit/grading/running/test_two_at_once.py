"""Several people at one gradebook: nothing is lost, and nothing is graded twice."""

import subprocess
import sys
import time

import pytest
from support.course_copy import answered, graded_part, read_unit, solved, write_unit
from support.grading_class import FULL, UNIT, Class, needs_box

pytestmark = pytest.mark.system

OTHER = "02_padding"
LEARNERS = [f"learner{number}" for number in range(5)]
CELL = "check-conv_output_size"


def start(taught, unit):
    return subprocess.Popen(
        [sys.executable, "-m", "coursekit", "grade", unit, "--workers", "1", "--force"],
        cwd=taught.course,
        env=taught.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def give_points(taught, learner, points):
    """As Formgrader does: one person's points for one answer, in a session of their own."""
    with taught.gradebook() as book:
        grade = book.find_grade(CELL, UNIT, UNIT, learner)
        grade.manual_score, grade.needs_manual_grade = points, False
        book.db.commit()


def test_two_grade_and_others_give_points_meanwhile(tmp_path):
    needs_box()
    taught = Class(tmp_path)
    padding = read_unit(taught.course, "notebooks", OTHER)
    padding = graded_part(answered(padding, OTHER, solved(taught.course, OTHER)))
    for learner in LEARNERS:
        taught.hand_in(learner, whole=False)
        write_unit(padding, taught.course / "submitted" / learner, OTHER)
    assert taught.grade().returncode == 0

    runs = start(taught, UNIT), start(taught, OTHER)
    for number, learner in enumerate(LEARNERS):
        give_points(taught, learner, number / 4)
        time.sleep(0.3)  # all over the run
    said = [run.communicate(timeout=600)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    taught.grade()
    with taught.gradebook() as book:
        for number, learner in enumerate(LEARNERS):
            grade = book.find_grade(CELL, UNIT, UNIT, learner)
            assert (grade.manual_score, grade.auto_score) == (number / 4, 4)
            of_other = book.find_submission_notebook(OTHER, OTHER, learner)
            assert of_other.score == of_other.max_score == 5
    for number, learner in enumerate(LEARNERS):
        assert taught.record(learner)["grade"]["scores"][CELL] == number / 4
        assert sum(taught.record(learner)["scores"].values()) == FULL

    # Two people at two answers of one submission.
    with taught.gradebook() as ours, taught.gradebook() as theirs:
        one = ours.find_grade(CELL, UNIT, UNIT, "learner0")
        other = theirs.find_grade("check-unread_pixels", UNIT, UNIT, "learner0")
        one.manual_score, other.manual_score = 1.0, 1.5
        ours.db.commit()
        theirs.db.commit()
    scores = {"conv_output_size": 1, "unread_pixels": 1.5, "apply_filter_strided": 4}
    assert taught.scores("learner0") == scores
