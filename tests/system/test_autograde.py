"""The real `nbgrader autograde`, a graded cell at a time: nothing earned is lost or given away."""

import copy

import pytest
from nbgrader.api import Gradebook
from support.course_copy import (
    UNITS,
    answered,
    copy_course,
    environment,
    every_third,
    graded_part,
    mistaken,
    mistakes_worth,
    nbgrader,
    nbgrader_cells,
    points_of,
    read_unit,
    solved,
    verdict_of,
    write_unit,
)

from convtutor.checks.judge import PUBLIC_SEED
from convtutor.notebook import SEED_VARIABLE
from convtutor.units.catalogue import exercises

WRONG = "03_stride"
"""One unit is enough to see what becomes of wrong answers: the judge is the same for all."""

of_one_unit = pytest.mark.parametrize("graded", [WRONG], indirect=True)


@pytest.fixture(scope="module", params=every_third(UNITS, UNITS.index(WRONG)))
def graded(request, tmp_path_factory):
    """Grade a unit; {student: {exercise: (score, what the check said)}}."""
    unit = request.param
    folder = tmp_path_factory.mktemp("autograded")
    course = copy_course(folder / "course")
    env = environment(folder / "home", **{SEED_VARIABLE: str(PUBLIC_SEED)})
    nbgrader("generate_assignment", unit, "--force", cwd=course, env=env)
    handed_in = submissions(course, unit)
    for student, notebook in handed_in.items():
        write_unit(notebook, course / "submitted" / student, unit)
    nbgrader("autograde", unit, cwd=course, env=env)
    return unit, {student: read_scores(course, unit, student) for student in handed_in}


def submissions(course, unit):
    released = read_unit(course, "notebooks", unit)
    right = answered(released, unit, solved(course, unit))
    if unit != WRONG:
        # The pictures are drawn in other tests: nbval's, the browser's, and test_blanks.
        return {"untouched": graded_part(released), "right": graded_part(right)}
    without_checks = copy.deepcopy(right)
    for cell in nbgrader_cells(without_checks, "grade").values():
        without_checks.cells.remove(cell)
    return {
        "untouched": released,  # whole, with all that it draws
        "right": right,
        "without-checks": graded_part(without_checks),
        "partly": graded_part(answered(released, unit, mistaken(partly=True))),
        "wrong": graded_part(answered(released, unit, mistaken())),
    }


def read_scores(course, unit, student):
    notebook = read_unit(course / "autograded", student, unit)
    cells = nbgrader_cells(notebook, "grade")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        grades = gradebook.find_submission_notebook(unit, unit, student).grades
        scores = {grade.name: grade.score for grade in grades}
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    # All cells ran, also those that call what a learner has not written yet.
    assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]
    return {
        name.removeprefix("check-"): (score, verdict_of(cells[name]).get("status"))
        for name, score in scores.items()
        if name in cells
    }


def test_every_exercise_of_the_unit_is_graded(graded):
    unit, scores = graded
    for student, of_student in scores.items():
        assert set(of_student) == {found.id for found in exercises(unit)}, student


def test_untouched_release_scores_nothing_and_solution_scores_full_marks(graded):
    unit, scores = graded
    for found in exercises(unit):
        assert scores["untouched"][found.id] == (0, "not written")
        assert scores["right"][found.id] == (found.points, "right")


@of_one_unit
def test_check_cell_that_was_deleted_grades_all_the_same(graded):
    unit, scores = graded
    assert scores["without-checks"] == {
        found.id: (found.points, "right") for found in exercises(unit)
    }


@of_one_unit
def test_known_wrong_answer_scores_nothing_and_partly_right_one_its_part(graded):
    unit, scores = graded
    for exercise in exercises(unit):
        # "wrong" says that the check itself judged it: an error in the cell would score 0 as well.
        assert scores["wrong"][exercise.id] == (0, "wrong")
        part = points_of(exercise, next(mistakes_worth(exercise, partly=True)).function)
        assert 0 < part < exercise.points
        assert scores["partly"][exercise.id] == (part, "wrong")
