"""The writer of nbgrader's gradebook: "0, not judged" first, then the judge's scores alone."""

import contextlib
import csv
import sqlite3
from datetime import datetime, timedelta
from operator import itemgetter

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from support.course_copy import (
    copy_course,
    empty_gradebook,
    environment,
    nbgrader,
    nbgrader_cells,
    read_unit,
    run,
    verdict_of,
    write_unit,
)
from support.fictitious_class import make_class, write_class
from support.grading_class import FULL, ROUNDED_UP, UNIT, Class, needs_box

from coursekit.cli import main
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.deadlines import read_deadlines
from coursekit.grading.gradebook import read_settings
from coursekit.grading.gradebook.database import open_gradebook
from coursekit.grading.gradebook.graded_notebook import NOT_JUDGED
from coursekit.grading.gradebook.nbgrader_settings import hide_password
from coursekit.grading.judging import exercises_of
from coursekit.release.release import read_release

LATE = "2026-11-20 12:00:00.000000 UTC"


@pytest.fixture
def course(tmp_path):
    return Course(copy_course(tmp_path / "course"))


def released(course):
    return read_release((course.released / UNIT / f"{UNIT}.ipynb").read_bytes())


def opened(course, **changes):
    maxima = released(course).maxima | changes
    deadlines = read_deadlines(course.deadlines)
    return open_gradebook(read_settings(course), UNIT, maxima, deadlines)


def cells(course):
    """Return the score, whether a person must look, and the comments of ada's submission."""
    with Gradebook(read_settings(course).database, "convolution") as book:
        notebook = book.find_submission_notebook(UNIT, UNIT, "ada")
        grades = {grade.name: (grade.score, grade.needs_manual_grade) for grade in notebook.grades}
        return grades, {comment.comment for comment in notebook.comments}


def test_submission_is_entered_with_0_not_judged_in_every_graded_cell(course):
    with opened(course) as book:
        book.enter("ada", None)
    maxima = released(course).maxima
    assert cells(course) == (dict.fromkeys(maxima, (0.0, False)), {NOT_JUDGED})


def test_only_the_judge_s_scores_take_the_place_of_0(course):
    first, *others = released(course).maxima
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", {first: 3.0})
        assert book.scores("ada") == {first: 3.0} | dict.fromkeys(others, 0.0)
    assert cells(course)[1] == {None}


def test_entering_again_takes_earlier_points_away(course):
    maxima = released(course).maxima
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", maxima)
        book.enter("ada", None)
    assert cells(course) == (dict.fromkeys(maxima, (0.0, False)), {NOT_JUDGED})


def test_reason_stands_where_there_are_no_points(course):
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", {}, "the file is empty")
    assert cells(course)[1] == {"the file is empty"}


def test_score_that_a_person_gave_stays_and_asks_to_be_looked_at(course):
    first, extra, *_ = released(course).maxima
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", {first: 1.0})
    with Gradebook(read_settings(course).database, "convolution") as book:
        book.find_grade(first, UNIT, UNIT, "ada").manual_score = 2.5
        book.find_grade(extra, UNIT, UNIT, "ada").extra_credit = 1.0
        book.db.commit()
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", {first: 4.0, extra: 2.0})
        grade = book.final_grade("ada")
    assert cells(course)[0][first] == (2.5, True)
    assert (grade.by_hand, grade.scores[extra]) == ([first, extra], 3.0)


def test_report_asks_the_gradebook_that_it_is_told(course, monkeypatch, tmp_path):
    first, *others = released(course).maxima
    (record,) = make_class(UNIT, 1)
    write_class(course.records(UNIT), [record | {"learner": "ada"}])
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", dict.fromkeys([first, *others], 0.0))
    with Gradebook(read_settings(course).database, "convolution") as book:
        book.find_grade(first, UNIT, UNIT, "ada").manual_score = 2.5
        book.db.commit()
    (course.root / "gradebook.db").rename(tmp_path / "elsewhere.db")
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    table = tmp_path / "report"
    address = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    assert main(["report", UNIT, "--db", address, "--output", str(table)]) == 0
    with open(table / "scores.csv", encoding="utf-8", newline="") as file:
        assert [row["points"] for row in csv.DictReader(file)] == ["2.5"]


def known_to(database):
    """All that a gradebook knows of the unit."""
    with Gradebook(database, "convolution") as book:
        notebook = book.find_notebook(UNIT, UNIT)
        return (
            {(cell.name, cell.max_score, cell.cell_type) for cell in notebook.grade_cells},
            {cell.name for cell in notebook.solution_cells},
            {(c.name, c.source, c.locked, c.checksum, c.cell_type) for c in notebook.source_cells},
            notebook.kernelspec,
        )


@pytest.mark.system
def test_unknown_unit_is_entered_as_nbgrader_does_and_no_notebook_is_written(course, tmp_path):
    def kept():
        folders = (course.solutions, course.released)
        return {path: path.stat().st_mtime_ns for one in folders for path in one.rglob("*")}

    before = kept()
    with opened(course):
        pass
    assert kept() == before
    ours = known_to(read_settings(course).database)
    (course.root / "gradebook.db").write_bytes(empty_gradebook())
    env = environment(tmp_path / "home")
    nbgrader("generate_assignment", UNIT, "--force", cwd=course.root, env=env)
    assert known_to(read_settings(course).database) == ours


def test_released_unit_of_other_points_than_its_source_is_a_sentence(course):
    first = next(iter(released(course).maxima))
    told = f"another form of {UNIT} than solutions/.*{first}.*`coursekit notebooks {UNIT}`"
    with pytest.raises(CourseError, match=told):
        opened(course, **{first: 99.0}).__enter__()


def test_unit_with_other_points_is_entered_anew_and_grades_stay(course):
    first, *others = released(course).maxima
    with opened(course) as book:
        book.enter("ada", None)
        book.judged("ada", {first: 3.0} | dict.fromkeys(others, 1.0))
    with Gradebook(read_settings(course).database, "convolution") as book:
        book.find_grade(others[0], UNIT, UNIT, "ada").manual_score = 0.5
        book.db.commit()
    source = read_unit(course.root, "solutions", UNIT)
    nbgrader_cells(source, "grade")[first].metadata.nbgrader.points = 6
    write_unit(source, course.solutions, UNIT)
    with opened(course, **{first: 6.0}) as book:
        assert book.scores("ada") == {first: 3.0} | dict.fromkeys(others, 1.0)
        assert book.final_grade("ada").scores[others[0]] == 0.5
    with Gradebook(read_settings(course).database, "convolution") as book:
        assert book.find_grade(first, UNIT, UNIT, "ada").max_score == 6


@pytest.mark.parametrize("added", [{}, {"essay": 2.0}])
def test_cells_left_out_or_added_after_grading_are_told_with_a_way_that_loses_nothing(
    course, added
):
    with opened(course) as book:
        book.enter("ada", None)
    first = next(iter(released(course).maxima))
    maxima = released(course).maxima | added
    if not added:
        del maxima[first]
    told = f"differ in {' '.join(added) or first}. It has grades, .* begin another gradebook"
    with (
        pytest.raises(CourseError, match=told) as refused,
        open_gradebook(read_settings(course), UNIT, maxima),
    ):
        pass
    assert "generate_assignment" not in str(refused.value), "which removes notebooks/<unit>"
    other = f"sqlite:///{course.root / 'other.db'}"
    with open_gradebook(read_settings(course, other), UNIT, released(course).maxima) as book:
        book.enter("ada", None)
    assert cells(course)[0], "the first gradebook is as it was"


@pytest.mark.parametrize("name", ["a\nb", "x" * 200, "é" * 80, "\x1b[31m"])
def test_name_that_cannot_stand_in_a_gradebook_is_refused(course, name):
    with opened(course) as book, pytest.raises(ValueError, match="rename the folder"):
        book.enter(name, None)


def with_penalty(course):
    config = course.root / "nbgrader_config.py"
    rule = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    config.write_text(config.read_text(encoding="utf-8") + rule, encoding="utf-8")


def set_due(course, moment):
    with Gradebook(read_settings(course).database, "convolution") as book:
        book.update_or_create_assignment(UNIT, duedate=moment)


def test_late_work_loses_what_the_course_s_rule_says(course):
    with_penalty(course)
    maxima = released(course).maxima
    due = datetime(2026, 11, 20, 11)
    with opened(course) as book:
        book.enter("ada", LATE)
        assert book.judged("ada", maxima) is None, "no date is due yet"
    set_due(course, due)
    with opened(course) as book:
        book.enter("ada", LATE)
        assert book.judged("ada", maxima) == 3600
        assert book.final_grade("ada").penalty == FULL
    set_due(course, due + timedelta(hours=1))
    with opened(course) as book:
        book.enter("ada", LATE)
        assert book.judged("ada", maxima) == 0
        assert book.final_grade("ada").penalty == 0
    set_due(course, due)
    with opened(course) as book:
        book.book.grant_extension(UNIT, "ada", hours=2)
        book.enter("ada", LATE)
        assert book.judged("ada", maxima) == 0
        assert book.final_grade("ada").penalty == 0


def test_deadlines_file_sets_due_date_extension_and_penalty(course):
    maxima = released(course).maxima
    text = "[late]\nper_day = 0.1\n[units.{unit}]\ndue = 2026-11-19T11:00:00Z\n{more}"
    course.deadlines.write_text(text.format(unit=UNIT, more=""))
    with opened(course) as book:
        book.enter("ada", LATE)
        assert book.judged("ada", maxima) == 25 * 3600
        assert book.final_grade("ada").penalty == pytest.approx(0.2 * FULL)
        assert book.why_late("ada") == "2 days begun: 20 % of the points"
    # What Formgrader and `nbgrader autograde` go by is the same date.
    with Gradebook(read_settings(course).database, "convolution") as book:
        assert book.find_assignment(UNIT).duedate == datetime(2026, 11, 19, 11)
    later = f"[learners.ada.due]\n{UNIT} = 2026-11-20T11:30:00Z\n"
    course.deadlines.write_text(text.format(unit=UNIT, more=later))
    with opened(course) as book:
        assert book.update_lateness("ada") == 1800
        assert book.final_grade("ada").penalty == pytest.approx(0.1 * FULL)
    course.deadlines.write_text(text.format(unit=UNIT, more=later.replace("11:30", "12:00")))
    with opened(course) as book:
        assert (book.update_lateness("ada"), book.why_late("ada")) == (0, "")
        assert book.final_grade("ada").penalty == 0
    # Where the file has no date, the gradebook keeps its own, and nbgrader's rule holds.
    with_penalty(course)
    course.deadlines.write_text("[late]\nper_day = 0.1\n")
    with opened(course) as book:
        book.enter("ben", LATE)
        assert book.judged("ben", maxima) == 25 * 3600
        assert book.final_grade("ben").penalty == FULL


@pytest.mark.system
def test_new_gradebook_notes_the_version_that_nbgrader_s_own_command_says(course, tmp_path):
    (course.root / "gradebook.db").unlink()
    with opened(course):
        pass
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db")) as made:
        ((version,),) = made.execute("SELECT version_num FROM alembic_version")
    heads = run(["nbgrader.dbutil", "heads"], tmp_path, environment(tmp_path / "home"))
    assert f"{version} (head)" in heads.stdout


def test_password_of_a_database_is_not_shown():
    assert hide_password("postgresql://me:secret@host/db") == "postgresql://me:***@host/db"
    assert "secret" not in hide_password("postgresql:/me:secret@host")


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A class with a late submission, graded by stock nbgrader and then by the course."""
    needs_box()
    taught = Class(tmp_path_factory.mktemp("class"))
    with_penalty(Course(taught.course))
    taught.hand_in("ada", whole=False)
    taught.hand_in("ben", {"conv_output_size": ROUNDED_UP}, timestamp=LATE, whole=False)
    for name in ("ada", "ben"):
        secret = taught.course / "submitted" / name / UNIT / "submission_secret.txt"
        secret.write_text(f"secret of {name}", encoding="utf-8")
    env = taught.env | {"CONVLIB_SEED": "2026", "NBGRADER_EXCHANGE": str(taught.course.parent)}
    taught.env = env
    nbgrader("generate_assignment", UNIT, "--force", cwd=taught.course, env=env)
    set_due(Course(taught.course), datetime(2026, 11, 20, 11))
    nbgrader("autograde", UNIT, cwd=taught.course, env=env)
    taught.stock = rows(taught)
    taught.stock_cells = {name: marks(taught, name) for name in ("ada", "ben")}
    taught.stock_seeds = {seed for name in ("ada", "ben") for seed in seeds(taught, name)}
    done = taught.grade("--seed", "2026")
    assert done.returncode == 0, done.stdout
    return taught


def rows(taught):
    with taught.gradebook() as book:
        return [row | {"id": ""} for row in book.submission_dicts(UNIT)]


def marks(taught, learner):
    notebook = read_unit(taught.course / "autograded", learner, UNIT)
    return [cell.metadata.nbgrader for cell in notebook.cells if "nbgrader" in cell.metadata]


@pytest.mark.system
def test_grades_times_and_penalties_are_those_of_stock_nbgrader(taught):
    assert rows(taught) == taught.stock
    with taught.gradebook() as book:
        late = book.find_submission(UNIT, "ben")
        assert late.late_submission_penalty == 3.0


def seeds(taught, learner):
    cells = nbgrader_cells(read_unit(taught.course / "autograded", learner, UNIT), "grade")
    return {verdict_of(cell)["seed"] for cell in cells.values()}


@pytest.mark.system
def test_seed_that_is_set_is_that_of_every_submission_of_stock_nbgrader_s_too(taught):
    assert taught.stock_seeds == {2026}


@pytest.mark.system
@pytest.mark.parametrize("learner", ["ada", "ben"])
def test_graded_notebook_has_the_marks_of_stock_nbgrader_s(taught, learner):
    assert marks(taught, learner) == taught.stock_cells[learner]


@pytest.mark.system
def test_formgrader_s_tables_list_what_was_graded(taught):
    by_student = itemgetter("student")  # the order is that of random numbers
    api = NbGraderAPI(read_settings(Course(taught.course)).app.coursedir)
    rows = sorted(api.get_submissions(UNIT), key=by_student)
    assert [(r["student"], r["score"], r["autograded"], r["needs_manual_grade"]) for r in rows] == [
        ("ada", FULL, True, False),
        ("ben", 3.0, True, False),
    ]
    rows = sorted(api.get_notebook_submissions(UNIT, UNIT), key=by_student)
    assert [(r["student"], r["score"], r["failed_tests"]) for r in rows] == [
        ("ada", FULL, False),
        ("ben", 3.0, True),
    ]


@pytest.mark.system
def test_nbgrader_s_own_commands_go_on_from_there(taught):
    def say(*arguments):
        return nbgrader(*arguments, cwd=taught.course, env=taught.env)

    page = taught.page("ben")
    say("generate_feedback", UNIT)
    assert taught.page("ben") == page, "it is there already"
    assert "Releasing feedback for student 'ben'" in say("release_feedback", UNIT)
    outbound = taught.course.parent / "convolution" / "feedback"
    assert page in {path.read_text(encoding="utf-8") for path in outbound.glob("*.html")}
    say("generate_feedback", UNIT, "--force")
    theirs = taught.page("ben")
    assert theirs != page
    assert "It looks as if the size was rounded up" in theirs
    say("export", "--to", str(taught.course / "grades.csv"))
    table = (taught.course / "grades.csv").read_text(encoding="utf-8")
    assert ",ada," in table
    say("autograde", UNIT, "--force")
    assert rows(taught) == taught.stock


def test_unit_in_the_gradebook_without_the_notebook_is_entered(course):
    with opened(course) as book:
        book.book.remove_assignment(UNIT)
        book.book.add_assignment(UNIT)  # as Formgrader's "Add new assignment" does
    with opened(course) as book:
        book.enter("ada", None)
        assert set(book.scores("ada")) == set(released(course).maxima)


def test_check_of_no_exercise_is_refused(course):
    notebook = read_unit(course.root, "notebooks", UNIT)
    next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")).metadata[
        "nbgrader"
    ]["grade_id"] = "essay"
    data = write_unit(notebook, course.root / "other", UNIT).read_bytes()
    with pytest.raises(CourseError, match=r"'essay' calls check.*there is no exercise 'essay'"):
        exercises_of(read_release(data))
