"""The notebook, `coursekit check`, nbval, autograding and the box say the same of the same code."""

import functools
import html
import json
import shutil
import textwrap

import pytest
from nbgrader.api import Gradebook
from support.course_copy import (
    answered,
    copy_course,
    environment,
    graded_part,
    nbgrader,
    nbgrader_cells,
    read_unit,
    run,
    verdict_of,
    write_unit,
)
from support.grading_class import FLIPPED, ROUNDED_UP, UNIT, needs_box

from convtutor.calling import call_here
from convtutor.checks.compare import expected_outcome
from convtutor.checks.explanation import describe, explain
from convtutor.checks.judge import judge
from convtutor.notebook import fold
from convtutor.units.catalogue import answers, find_exercise

SEED = 2026
LEARNER = "ada"


def remembered():
    """Write a function that knows the visible cases by heart, and nothing else."""
    found = find_exercise("unread_pixels")
    answers = {}
    for case in found.cases:
        call = found.signature.bind(*case.arguments, **case.options)
        call.apply_defaults()
        answers[call.args] = expected_outcome(found, case).value.item()
    return f"""
        def unread_pixels(input_size, kernel_size, stride=1, padding=0):
            return {answers}.get((input_size, kernel_size, stride, padding), 0)
    """


WRITTEN = {
    "conv_output_size": ROUNDED_UP,
    "unread_pixels": remembered(),
    "apply_filter_strided": FLIPPED,
}
WRITTEN = {id: textwrap.dedent(source).strip() for id, source in WRITTEN.items()}


@functools.cache
def verdict_on(id):
    """What the judge says in this process."""
    names = {}
    exec("import numpy as np\n" + WRITTEN[id], names)
    found = find_exercise(id)
    return judge(found, call_here(names[found.function_name], answers()), SEED)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one submission, and the variables in which it is graded."""
    folder = tmp_path_factory.mktemp("verdict")
    course = copy_course(folder / "course")
    env = environment(folder / "home", CONVLIB_SEED=str(SEED))
    nbgrader("generate_assignment", UNIT, "--force", cwd=course, env=env)
    released = read_unit(course, "notebooks", UNIT)
    notebook = answered(released, UNIT, lambda source, found: WRITTEN[found.id])
    submitted = write_unit(graded_part(notebook), course / "submitted" / LEARNER, UNIT)
    return course, env, submitted


def graded_cells(course, env, *options):
    nbgrader("autograde", UNIT, *options, cwd=course, env=env)
    notebook = read_unit(course / "autograded", LEARNER, UNIT)
    cells = nbgrader_cells(notebook, "grade")
    return {name.removeprefix("check-"): cell for name, cell in cells.items()}


@pytest.fixture(scope="module")
def autograded(course):
    return graded_cells(course[0], course[1])


def text_of(cell):
    [text] = [
        output.data["text/plain"]
        for output in cell.outputs
        if output.get("data", {}).get("application/vnd.convlib.verdict+json")
    ]
    return text


def test_the_answers_are_what_they_should_be():
    partly, by_heart, flipped = (verdict_on(id) for id in WRITTEN)
    assert [m.id for m in partly.mistakes] == ["rounded-up"]
    assert 0 < partly.points < 4
    assert by_heart.points == 0.0
    assert by_heart.passed == len(find_exercise("unread_pixels").cases)
    assert [m.id for m in flipped.mistakes] == ["kernel-flipped"]
    assert flipped.points == 0.0


@pytest.mark.parametrize("id", WRITTEN)
def test_autograding_gives_the_judge_s_verdict_text_and_points(autograded, course, id):
    verdict = verdict_on(id)
    assert verdict_of(autograded[id]) == verdict.as_json()
    assert text_of(autograded[id]) == fold(describe(verdict))
    with Gradebook(f"sqlite:///{course[0] / 'gradebook.db'}") as gradebook:
        grades = gradebook.find_submission_notebook(UNIT, UNIT, LEARNER).grades
        [score] = [grade.score for grade in grades if grade.name == f"check-{id}"]
    assert score == verdict.points


def test_the_same_seed_gives_the_same_grades_again_and_another_one_other_cases(
    course, autograded, tmp_path
):
    _, env, _ = course
    folder = shutil.copytree(course[0], tmp_path / "course")
    again = graded_cells(folder, env, "--force")
    assert {id: cell.outputs for id, cell in again.items()} == {
        id: cell.outputs for id, cell in autograded.items()
    }
    without = {name: value for name, value in env.items() if name != "CONVLIB_SEED"}
    drawn = graded_cells(folder, without, "--force")
    seeds = {verdict_of(cell)["seed"] for cell in drawn.values()}
    assert len(seeds) == 1
    assert not seeds & {0, SEED}
    for id, cell in drawn.items():
        assert verdict_of(cell)["points"] == verdict_on(id).points


@pytest.fixture(scope="module")
def boxed(course, autograded):
    """The same submission, graded in a box; with the page that the learner gets."""
    needs_box()
    folder, env, _ = course
    env = env | {"COURSEKIT_ROOT": str(folder)}
    done = run(["coursekit", "grade", UNIT, "--seed", str(SEED)], folder, env)
    assert done.returncode == 0, done.stdout
    cells = nbgrader_cells(read_unit(folder / "autograded", LEARNER, UNIT), "grade")
    page = (folder / "feedback" / LEARNER / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    record = json.loads((folder / "grading" / UNIT / f"{LEARNER}.json").read_text("utf-8"))
    return {name.removeprefix("check-"): cell for name, cell in cells.items()}, page, record


@pytest.mark.parametrize("id", WRITTEN)
def test_the_box_gives_the_verdict_text_picture_and_points_of_the_notebook(boxed, autograded, id):
    cells, page, record = boxed
    shown, points = cells[id].outputs
    shown_there, points_there = autograded[id].outputs
    assert shown.data == shown_there.data
    assert points.data == points_there.data
    text = fold(describe(verdict_on(id)))
    said = explain(verdict_on(id))
    for words in (said.guess, said.reason, said.hint.text, said.case.text()):
        assert words in html.unescape(page)
    assert record["texts"][id] == text
    assert verdict_on(id).as_json() in record["verdicts"]
    assert record["scores"][f"check-{id}"] == verdict_on(id).points


def test_coursekit_check_prints_the_same_texts(course):
    folder, env, submitted = course
    done = run(["coursekit", "check", str(submitted)], folder, env)
    for id in WRITTEN:
        assert fold(describe(verdict_on(id))) in done.stdout
    assert done.returncode == 1


def test_nbval_fails_the_same_cells_with_the_same_texts(course):
    folder, env, submitted = course
    options = ("--nbval-lax", "--nbval-current-env", "-p", "no:cacheprovider")
    done = run(["pytest", *options, str(submitted)], folder, env)
    assert f"{len(WRITTEN)} failed" in done.stdout
    for id in WRITTEN:
        assert describe(verdict_on(id)).splitlines()[0] in done.stdout


def test_what_a_fresh_case_expects_is_in_no_output(autograded):
    text = text_of(autograded["unread_pixels"])
    assert "A fresh case that fails; what it expects stays hidden:" in text
    assert "expected" not in text
    shown = autograded["unread_pixels"].outputs[0].data["text/html"]
    assert "expected" not in shown
    assert "<img" not in shown


def test_feedback_has_the_explanation_and_a_picture_and_no_source_of_a_test(course, autograded):
    folder, env, _ = course
    nbgrader("generate_feedback", UNIT, "--force", cwd=folder, env=env)
    page = (folder / "feedback" / LEARNER / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")
    words = " ".join(html.unescape(page).split())
    for id in ("conv_output_size", "apply_filter_strided"):
        verdict = verdict_on(id)
        [mistake] = verdict.mistakes
        assert f"It looks as if {mistake.name}." in words
        assert mistake.explanation in words
        assert mistake.hint in words
        assert "data:image/png" in autograded[id].outputs[0].data["text/html"]
    assert page.count("<img") >= 2
    for source in ("BEGIN SOLUTION", "BEGIN HIDDEN", "fresh_unread", "expected_outcome"):
        assert source not in page
