"""An exercise's case was corrected: what changes is told, and what people gave stays."""

import pytest
from support.course_copy import copy_code, run_its_code
from support.grading_class import FIRST, ROUNDED_UP, UNIT, Class, needs_box

pytestmark = pytest.mark.system

COMMENT = "You explained it well at the board."


def graded_by_hand(taught):
    with taught.gradebook() as book:
        grade = book.find_grade("check-unread_pixels", UNIT, UNIT, "cleo")
        return grade.manual_score, grade.needs_manual_grade


def give_by_hand(taught):
    with taught.gradebook() as book:
        grade = book.find_grade("check-unread_pixels", UNIT, UNIT, "cleo")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.find_comment(FIRST.id, UNIT, UNIT, "cleo").manual_comment = COMMENT
        book.db.commit()


def test_only_what_changes_is_told_with_both_grades(tmp_path):
    needs_box()
    taught = Class(tmp_path)
    taught.hand_in("ada", whole=False)
    taught.hand_in("ben", {FIRST.id: ROUNDED_UP}, whole=False)
    taught.hand_in("cleo", {}, whole=False)
    taught.grade("--seed", "7")
    taught.grade("--learner", "ben", "--force", "--seed", "8")
    give_by_hand(taught)

    # The size is now to be rounded up: ada's is wrong in one of four aspects, and ben's is right.
    copy_code(taught.course)
    right = taught.course / "convtutor/units/stride/right.py"
    old = "convlib.conv_output_size(input_size, kernel_size, stride, padding)"
    new = "-(-(input_size + 2 * padding - kernel_size) // stride) + 1"
    corrected = right.read_text(encoding="utf-8").replace(old, new)
    right.write_text(corrected, encoding="utf-8")
    command = ("grade", UNIT, "--workers", "2")
    said = run_its_code(*command, course=taught.course, env=taught.env).stdout
    assert "3 of these by another version of the course" in said, "it says what to do, and waits"
    assert taught.record("ben")["provenance"]["seed"] == 8

    # As a run leaves it that is stopped while ben's is being judged again.
    record = taught.course / "grading" / UNIT / "ben.json"
    record.rename(record.with_suffix(".before"))
    done = run_its_code(*command, "--regrade", course=taught.course, env=taught.env)
    assert done.returncode == 0
    told = [line.strip() for line in done.stdout.splitlines() if " → " in line]
    assert told == [
        "ada: 10 → 9 (the course was corrected; conv_output_size 4 → 3)",
        "ben: 3 → 4 (the course was corrected; conv_output_size 3 → 4)",
    ]
    assert "3 graded again, on the cases that they had" in done.stdout
    seeds = {name: taught.record(name)["provenance"]["seed"] for name in ("ada", "ben", "cleo")}
    assert seeds == {"ada": 7, "ben": 8, "cleo": 7}
    assert graded_by_hand(taught) == (1.5, False), "nothing changed there, so nobody need look"
    assert taught.record("cleo")["grade"]["comments"] == [COMMENT]
    assert "10 points before: the course was corrected" in taught.page("ada")

    again = run_its_code(*command, "--regrade", course=taught.course, env=taught.env).stdout
    assert "3 were graded before" in again
    assert " → " not in again
