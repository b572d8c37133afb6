"""Goal: more points by what is written beside the cells: nbgrader's marks, outputs, verdicts."""

import json

import nbformat
import pytest
from support.course_copy import nbgrader_cells, read_unit
from support.grading_class import FIRST, FULL, UNIT

from convtutor.notebook import VERDICT_MIME
from convtutor.units.catalogue import exercises


def many_points(notebook):
    for cell in nbgrader_cells(notebook, "grade").values():
        cell.metadata["nbgrader"]["points"] = 9999


def not_graded(notebook):
    for cell in nbgrader_cells(notebook, "grade").values():
        cell.metadata["nbgrader"] |= {"grade": False, "locked": False}


def graded_by_hand(notebook):
    for cell in nbgrader_cells(notebook, "solution").values():
        cell.metadata["nbgrader"] |= {"grade": True, "points": 50}


def another_format(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata["nbgrader"]["schema_version"] = 99


def verdicts_in_outputs(notebook):
    for name, cell in nbgrader_cells(notebook, "grade").items():
        verdict = {"exercise": name.removeprefix("check-"), "status": "right", "points": 4.0}
        data = {VERDICT_MIME: verdict, "text/plain": "4.0"}
        cell.outputs = [
            nbformat.v4.new_output("display_data", data),
            nbformat.v4.new_output("execute_result", {"text/plain": "4.0"}, execution_count=1),
        ]
        cell.source = "4.0"


def own_check(notebook):
    for cell in nbgrader_cells(notebook, "solution").values():
        cell.source = "def check(*_, **__):\n    return 100.0\n\n" + cell.source


def named_as_another(notebook):
    """Each exercise's cell holds a right answer to the first, which is worth more."""
    notebook.metadata["course"] = {"unit": "01_single_filter"}
    for cell in nbgrader_cells(notebook, "solution").values():
        cell.metadata["nbgrader"]["grade_id"] = FIRST.id


FORGERIES = [
    many_points,
    not_graded,
    graded_by_hand,
    another_format,
    verdicts_in_outputs,
    own_check,
    named_as_another,
]


def hand_in(taught):
    for forge in FORGERIES:
        notebook = read_unit(taught.course, "notebooks", UNIT)
        forge(notebook)
        taught.hand_in(f"d-{forge.__name__}", json.dumps(notebook).encode())


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_nothing_is_earned_by_marks(attacked, forge):
    name = f"d-{forge.__name__}"
    assert attacked.scores(name) == {found.id: 0 for found in exercises(UNIT)}
    with attacked.gradebook() as book:
        submission = book.find_submission(UNIT, name)
        assert (submission.score, submission.max_score) == (0, FULL)
        assert not submission.needs_manual_grade


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_graded_notebook_has_the_release_s_marks(attacked, forge):
    released = read_unit(attacked.course, "notebooks", UNIT)
    graded = nbformat.reads(attacked.notebook(f"d-{forge.__name__}").decode(), as_version=4)
    marks = [[c.metadata.get("nbgrader") for c in one.cells] for one in (released, graded)]
    assert marks[0] == marks[1]
