"""The real `nbgrader autograde`, a graded cell at a time: nothing earned is lost or given away."""

import pytest
from nbgrader.api import Gradebook
from support.course_copy import (
    UNITS,
    answered,
    copy_course,
    environment,
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
from convtutor.units.catalogue import exercises, find_exercise

CELLS = [(unit, found.id) for unit in UNITS for found in exercises(unit)]
WRONG = "03_stride"
"""One unit is enough to see what becomes of wrong answers: the judge is the same for all."""


@pytest.fixture(scope="module")
def graded(request, tmp_path_factory):
    """Grade a unit once; {student: {exercise: (score, what the check said)}}."""
    return grade(request.param, tmp_path_factory.mktemp(request.param))


of_each_unit = pytest.mark.parametrize("graded", UNITS, indirect=True, scope="module")
of_each_cell = pytest.mark.parametrize(("graded", "id"), CELLS, indirect=["graded"], scope="module")
of_one_unit = pytest.mark.parametrize(
    ("graded", "id"),
    [cell for cell in CELLS if cell[0] == WRONG],
    indirect=["graded"],
    scope="module",
)


def grade(unit, folder):
    """Autograde all submissions to a unit, which takes a few seconds for each."""
    course = copy_course(folder / "course")
    env = environment(folder / "home", **{SEED_VARIABLE: str(PUBLIC_SEED)})
    nbgrader("generate_assignment", unit, "--force", cwd=course, env=env)
    for student, notebook in submissions(course, unit).items():
        write_unit(notebook, course / "submitted" / student, unit)
    nbgrader("autograde", unit, cwd=course, env=env)
    return {student: read_scores(course, unit, student) for student in submissions(course, unit)}


def submissions(course, unit):
    released = read_unit(course, "notebooks", unit)
    right = answered(released, unit, solved(course, unit))
    handed_in = {"untouched": released, "right": right}  # whole, with all that they draw
    if unit != WRONG:
        return handed_in
    without_checks = graded_part(right)
    graded_cells = nbgrader_cells(right, "grade")
    without_checks.cells = [
        cell
        for cell in right.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") not in graded_cells
    ]
    return handed_in | {
        "without-checks": without_checks,
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


@of_each_unit
def test_every_exercise_of_the_unit_is_graded(graded, request):
    unit = request.node.callspec.params["graded"]
    for student, scores in graded.items():
        assert set(scores) == {found.id for found in exercises(unit)}, student


@of_each_cell
def test_untouched_release_scores_nothing(graded, id):
    assert graded["untouched"][id] == (0, "not written")


@of_each_cell
def test_solution_scores_full_marks(graded, id):
    assert graded["right"][id] == (find_exercise(id).points, "right")


@of_one_unit
def test_check_cell_that_was_deleted_grades_all_the_same(graded, id):
    assert graded["without-checks"][id] == (find_exercise(id).points, "right")


@of_one_unit
def test_known_wrong_answer_scores_nothing(graded, id):
    # "wrong" says that the check itself judged it: an error in the cell would score 0 as well.
    assert graded["wrong"][id] == (0, "wrong")


@of_one_unit
def test_partly_right_answer_scores_its_part(graded, id):
    exercise = find_exercise(id)
    part = points_of(exercise, next(mistakes_worth(exercise, partly=True)).function)
    assert 0 < part < exercise.points
    assert graded["partly"][id] == (part, "wrong")
