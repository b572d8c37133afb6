"""The records of grades: whole or not there, and what they say of what has to be done again."""

import json

import pytest
from support.coursekit_folder import make_course

from coursekit.grading.gradebook.records import (
    FIELDS,
    FinalGrade,
    Records,
    Run,
    make_record,
    next_run,
)
from coursekit.grading.running import grade_command
from coursekit.grading.running.explain_grade import explain_record
from coursekit.grading.submission import GradedSubmission, Submission

RUN = Run("2026-11-22T10:00:00-00000000", 7)
GRADED = GradedSubmission(
    timestamp="2026-11-20 10:00:00 UTC",
    learner="ada",
    unit="03_stride",
    scores={"check-conv_output_size": 3.0},
    verdicts=(
        {
            "exercise": "conv_output_size",
            "status": "wrong",
            "points": 3.0,
            "max_points": 4.0,
            "cases": 12,
            "passed": 9,
            "right_aspects": ["padding"],
            "wrong_aspects": ["stride"],
        },
    ),
    texts={"conv_output_size": "✗ conv_output_size\n  \x1b[31mred\u202e"},
    notebook=b"{}",
    feedback="<html>",
    notes=("a note",),
    predictions={"predict:size": "14\x1b]0;title\x07"},
    provenance={
        "submission": "a" * 64,
        "release": "b" * 64,
        "environment": "c" * 64,
        "seed": 7,
        "sandbox": True,
        "maxima": {"check-conv_output_size": 4.0},
        "versions": {"python": "3.11"},
        "seconds": 0.25,
    },
)


def a_record(run=RUN, learner="ada"):
    made = make_record(GRADED, run, FinalGrade(GRADED.scores), late_seconds=0.0)
    return made | {"learner": learner}


@pytest.fixture
def records(tmp_path):
    return Records(tmp_path / "grading" / "03_stride")


def test_record_comes_back_as_it_was_written(records):
    records.write(a_record())
    assert records.read("ada") == json.loads(json.dumps(a_record()))
    added = {"submitted", "late_seconds", "late_rule", "grade", "earlier", "provenance"}
    assert {*FIELDS, *added} == set(a_record())


def test_record_from_before_codes_were_kept_is_read(records):
    # Else every grade of a running course would be made again, with other cases.
    younger = {"sources": {}, "earlier": []}
    before = {name: value for name, value in a_record().items() if name not in younger}
    records.write(before)
    assert records.read("ada") == json.loads(json.dumps(before)) | younger


def test_record_is_for_the_instructor_s_eyes_only(records):
    records.write(a_record())
    assert records.path("ada").stat().st_mode & 0o077 == 0
    assert records.folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"learner": "ada"}', "\xff"])
def test_damaged_record_counts_as_none(records, text):
    records.write(a_record())
    records.path("ada").write_bytes(text.encode("latin-1"))
    assert records.read("ada") is None


def test_record_that_is_set_aside_is_known_until_there_is_another(records):
    records.write(a_record())
    records.set_aside("ada")
    records.set_aside("ada")  # a run that was stopped twice
    assert records.read("ada") is None
    assert records.read_set_aside("ada") == json.loads(json.dumps(a_record()))
    records.write(a_record())
    assert records.read_set_aside("ada") is None


def test_new_run_draws_a_seed_that_is_not_the_learners(records):
    seeds = {next_run(None, seed=None, force=False).seed for _ in range(20)}
    assert len(seeds) == 20
    assert 0 not in seeds


def test_interrupted_run_is_gone_on_with_until_it_ends(records):
    records.start_run(RUN)
    assert records.unfinished_run() == RUN
    assert next_run(records.unfinished_run(), seed=None, force=False) == RUN
    records.end_run()
    assert records.unfinished_run() is None


@pytest.mark.parametrize("text", ["", "{}", "7", '{"id": "x", "seed": 7}'])
def test_damaged_note_of_a_run_counts_as_none(records, text):
    records.start_run(RUN)
    (records.folder / ".unfinished").write_text(text, encoding="utf-8")
    assert records.unfinished_run() is None


def test_another_seed_or_force_begins_a_new_run():
    forced = Run("x", 7, forced=True)
    assert next_run(RUN, seed=8, force=False).seed == 8
    assert next_run(RUN, seed=7, force=False) == RUN
    assert next_run(RUN, seed=None, force=True).id != RUN.id
    assert next_run(forced, seed=None, force=True) == forced, "a forced run goes on"
    assert next_run(forced, seed=None, force=False) == forced
    assert next_run(forced, seed=None, force=True, learners=("ada",)) != forced


def test_forced_run_grades_again_what_an_earlier_run_graded_and_only_whom_it_is_about():
    forced = Run("x", 7, forced=True)
    assert forced.grades_again(a_record(RUN))
    assert not forced.grades_again(a_record(forced))
    assert not RUN.grades_again(a_record(Run("y", 7)))
    ben = Run("x", 7, forced=True, learners=("ben",))
    assert not ben.grades_again(a_record(RUN, "ada"))
    assert ben.grades_again(a_record(RUN, "ben"))


def test_hash_is_of_the_bytes_or_of_what_is_wrong():
    def hashed(notebook, problem=""):
        return Submission("ada", "03_stride", notebook, problem=problem).hash

    # printf '{}' | sha256sum
    assert hashed(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert len({hashed(b"{}"), hashed(b"{} "), hashed(None, "empty"), hashed(None, "a link")}) == 4


def test_explanation_moves_no_cursor_and_names_everything(records):
    said = explain_record(a_record(), records.path("ada"))
    assert all(character.isprintable() or character == "\n" for character in said)
    assert "\\x1b[31mred\\u202e" in said
    for what in ("a" * 64, "b" * 64, "c" * 64, "3 of 4 points", "a note", "--force --seed 7"):
        assert what in said


def test_explanation_of_a_grade_without_a_sandbox_says_so_first(records):
    record = a_record()
    record["provenance"]["sandbox"] = False
    assert "NO (--unsafe-no-sandbox)" in explain_record(record, records.path("ada"))


def test_explanation_says_where_record_and_gradebook_are_two(tmp_path, monkeypatch):
    course = make_course(tmp_path)
    kept = FinalGrade(GRADED.scores, gradebook="sqlite:///other.db")
    Records(course.records("03_stride")).write(make_record(GRADED, RUN, kept, late_seconds=0.0))
    asked = FinalGrade({"check-conv_output_size": 1.0}, gradebook="sqlite:///gradebook.db")
    monkeypatch.setattr(grade_command, "read_gradebook", lambda *_: {"ada": asked})
    said = grade_command.explain(course, "03", "ada")
    assert "1 of 4 points" in said
    assert "score above is that of the gradebook sqlite:///gradebook.db" in said
    assert "which was written for sqlite:///other.db" in said
    monkeypatch.setattr(grade_command, "read_gradebook", lambda *_: {"ada": kept})
    assert "sqlite" not in grade_command.explain(course, "03", "ada")
