"""What runs before an answer: enough for every answer, and nothing that answers an exercise."""

import json

import numpy as np
import pytest
from support.course_copy import ROOT, UNITS
from support.manglings.cells import solutions

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.reading.answers import read_answers
from coursekit.grading.reading.program import program
from coursekit.grading.submission import Answers
from coursekit.release.release import read_release
from coursekit.release.statements import needed_statements


def release(unit):
    return read_release((ROOT / "notebooks" / unit / f"{unit}.ipynb").read_bytes())


def setup(release, names, grade_id):
    [exercise] = [one for one in release.exercises if one.grade_id == grade_id]
    return tuple(statement.text for statement in needed_statements(exercise.before, names))


def run(made):
    """Run a program as a box does: statements of the release first, in one namespace."""
    names = {"__name__": "__main__"}
    for text in (*made.setup, *made.cells):
        exec(text, names)
    return names


CELLS = [(unit, one.grade_id) for unit in UNITS for one in release(unit).exercises]


@pytest.mark.parametrize(("unit", "grade_id"), CELLS)
def test_solution_runs_with_what_it_needs_and_scores_full(unit, grade_id):
    solved = (ROOT / "solutions" / unit / f"{unit}.ipynb").read_bytes()
    made = program(release(unit), read_answers(solved, release(unit)), grade_id)
    function = run(made)[made.function_name]
    assert judge(find_exercise(grade_id), call_here(function)).status == "right"


@pytest.mark.parametrize(("unit", "grade_id"), CELLS)
def test_setup_holds_nothing_that_is_not_needed(unit, grade_id):
    solved = (ROOT / "solutions" / unit / f"{unit}.ipynb").read_bytes()
    made = program(release(unit), read_answers(solved, release(unit)), grade_id)
    assert set(made.setup) <= {
        "import numpy as np",
        "from numpy.lib.stride_tricks import sliding_window_view",
    }


@pytest.mark.parametrize(("unit", "grade_id"), CELLS)
def test_everything_that_a_release_gives_can_be_run(unit, grade_id):
    gives = next(o.gives for o in release(unit).exercises if o.grade_id == grade_id)
    names = {}
    for text in setup(release(unit), gives, grade_id):
        exec(text, names)
    assert set(gives) <= set(names)


@pytest.mark.parametrize(("unit", "grade_id"), CELLS)
def test_no_statement_computes_what_an_exercise_asks(unit, grade_id, monkeypatch):
    """With the core of convlib broken, everything still runs: nothing has used it."""
    import convlib

    gives = next(o.gives for o in release(unit).exercises if o.grade_id == grade_id)
    for name in ("conv2d", "conv_output_size", "unread_pixels", "conv2d_parameter_count"):
        monkeypatch.delattr(convlib, name)
    names = {}
    for text in setup(release(unit), gives, grade_id):
        exec(text, names)


def test_helper_function_of_the_prose_comes_with_what_it_needs():
    made = setup(release("06_vectorise"), {"multiply_then_sum"}, "conv2d_vectorised")
    assert [text.split("(")[0] for text in made] == [
        "import numpy as np",
        "from numpy.lib.stride_tricks import sliding_window_view",
        "def multiply_then_sum",
    ]


def test_pictures_and_kernels_come_along():
    made = setup(release("01_single_filter"), {"x", "weight"}, "window_response")
    names = {}
    exec("\n".join(made), names)
    assert names["x"].shape == (3, 32, 32)
    assert np.array_equal(names["weight"][0], names["weight"][2])


def test_value_that_is_changed_later_comes_changed():
    text = json.loads(release("06_vectorise").data)
    made = setup(read_release(json.dumps(text).encode()), {"picture"}, "conv2d_vectorised")
    names = {}
    exec("\n".join(made), names)
    assert names["picture"][1, 2] == 7  # set to 70 in one cell, and back


@pytest.mark.parametrize("name", ["maps", "true_convolution"])  # by convlib.conv2d
def test_value_that_convlib_computed_does_not_come_along(name):
    assert not setup(release("01_single_filter"), {name}, "window_response")


def test_only_cells_before_the_exercise_count():
    after = {"portrait", "filters"}  # assigned below apply_filter
    assert setup(release("01_single_filter"), after, "apply_filter") == ()


def test_stubs_and_checks_are_no_part_of_the_setup():
    made = setup(release("03_stride"), {"conv_output_size", "check"}, "apply_filter_strided")
    assert made == ("from convtutor import check",)


def test_program_has_the_cells_until_the_exercise_in_the_order_of_the_release():
    unit = "03_stride"
    answers = Answers(
        code={"apply_filter_strided": "c", "conv_output_size": "a", "unread_pixels": "b"},
        names={"apply_filter_strided": ("np",)},
    )
    assert program(release(unit), answers, "unread_pixels").cells == ("a", "b")
    assert program(release(unit), answers, "unread_pixels").setup == ()
    last = program(release(unit), answers, "apply_filter_strided")
    assert (last.cells, last.setup) == (("a", "b", "c"), ("import numpy as np",))
    assert last.function_name == "apply_filter"


def test_answer_that_is_missing_leaves_the_others():
    answers = Answers(code={"unread_pixels": "b"})
    assert program(release("03_stride"), answers, "apply_filter_strided").cells == ("b",)


def test_exercise_of_another_unit_is_refused():
    with pytest.raises(KeyError, match="no exercise of this release"):
        program(release("03_stride"), Answers(), "conv2d")


def test_names_that_nobody_gives_need_nothing():
    assert setup(release("03_stride"), {"nonsense", "__builtins__", ""}, "unread_pixels") == ()
    assert len(solutions(json.loads(release("03_stride").data))) == 3
