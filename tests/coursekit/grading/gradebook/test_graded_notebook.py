"""The notebook that is kept: the release, the answers, the verdicts, as nbgrader wants them."""

import copy
import json
import warnings

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import CheckCellMetadata, SaveAutoGrades
from nbgrader.utils import determine_grade
from support.course_copy import (
    ROOT,
    UNITS,
    answered,
    copy_course,
    environment,
    graded_part,
    nbgrader,
    nbgrader_cells,
    read_unit,
    verdict_of,
    write_unit,
)
from support.manglings.cells import marks

from convtutor.units.catalogue import exercises
from coursekit.grading.gradebook.graded_notebook import CheckOutput, rebuild
from coursekit.grading.reading.answers import Answers, read_answers
from coursekit.release.release import read_release

UNIT = "03_stride"


def release(unit=UNIT):
    return read_release((ROOT / "notebooks" / unit / f"{unit}.ipynb").read_bytes())


def judged(unit, share=1.0):
    """A verdict for each exercise, with this share of its points."""
    return {
        f"check-{one.id}": CheckOutput(
            text=f"✓ {one.id}: <b>all</b> cases",
            score=one.points * share,
            verdict={"exercise": one.id, "status": "right", "points": one.points * share},
            html=f"<pre>✓ {one.id}: all cases</pre>",
        )
        for one in exercises(unit)
    }


def solved(unit):
    data = (ROOT / "solutions" / unit / f"{unit}.ipynb").read_bytes()
    return read_answers(data, release(unit))


def read(data):
    notebook = nbformat.reads(data.decode(), as_version=4)
    nbformat.validate(notebook)
    return notebook


@pytest.mark.parametrize("unit", UNITS)
def test_rebuilt_notebook_is_the_release_with_answers_and_outputs(unit):
    answers = solved(unit)
    made, plain = (
        read(rebuild(release(unit), answers, judged(unit))),
        json.loads(release(unit).data),
    )
    assert made.metadata == plain["metadata"]
    assert [cell.metadata for cell in made.cells] == [cell["metadata"] for cell in plain["cells"]]
    assert [cell.id for cell in made.cells] == [cell["id"] for cell in plain["cells"]]
    for cell, before in zip(made.cells, plain["cells"], strict=True):
        grade_id = marks(before).get("grade_id")
        if grade_id in answers.sources:
            assert cell.source == answers.sources[grade_id]
        elif "predict(" not in cell.source and "recall(" not in cell.source:
            assert cell.source == "".join(before["source"])
        assert bool(cell.get("outputs")) == bool(marks(before).get("grade"))


@pytest.mark.parametrize("unit", UNITS)
def test_rebuilt_notebook_passes_nbgraders_own_check_of_metadata(unit):
    made = read(rebuild(release(unit), solved(unit), judged(unit)))
    CheckCellMetadata().preprocess(made, {})


def test_nbgrader_reads_the_score_of_each_check():
    cells = nbgrader_cells(read(rebuild(release(), solved(UNIT), judged(UNIT, 0.25))), "grade")
    points = {one.id: one.points for one in exercises(UNIT)}
    for grade_id, cell in cells.items():
        most = points[grade_id.removeprefix("check-")]
        assert determine_grade(cell) == (most * 0.25, most)
        assert verdict_of(cell)["points"] == most * 0.25


def test_check_without_a_verdict_says_so_and_scores_nothing():
    cells = nbgrader_cells(read(rebuild(release(), Answers(), {})), "grade")
    assert len(cells) == 3
    for cell in cells.values():
        assert determine_grade(cell)[0] == 0
        assert cell.outputs[0].data == {"text/plain": "0, not judged"}


def test_missing_answer_stays_as_handed_out():
    made = nbgrader_cells(read(rebuild(release(), Answers(), {})), "solution")
    plain = nbgrader_cells(nbformat.reads(release().data.decode(), as_version=4), "solution")
    assert {key: cell.source for key, cell in made.items()} == {
        key: cell.source for key, cell in plain.items()
    }


@pytest.mark.parametrize("score", [-0.5, 4.5, float("nan"), float("inf")])
def test_score_outside_of_the_points_is_refused(score):
    with pytest.raises(ValueError, match=r"check-conv_output_size is scored .* from 0 to 4"):
        rebuild(release(), Answers(), {"check-conv_output_size": CheckOutput("", score)})


def test_score_is_a_plain_float_whatever_number_it_was():
    import numpy as np

    shown = {"check-conv_output_size": CheckOutput("", np.float64(1.5))}  # its repr is no number
    cell = nbgrader_cells(read(rebuild(release(), Answers(), shown)), "grade")
    assert determine_grade(cell["check-conv_output_size"]) == (1.5, 4)


def test_whatever_a_learner_wrote_is_text_and_nothing_else():
    odd = 'x = 1\n"""</script><script>alert(1)\u2028\u202e\x1b[2J\0"""\n%%html\n' + "ü" * 10
    answers = Answers(sources={"conv_output_size": odd})
    plain = json.loads(release().data)
    made = json.loads(rebuild(release(), answers, {}))
    for cell in [*plain["cells"], *made["cells"]]:
        cell["source"] = "".join(cell["source"])
        if marks(cell).get("grade_id") == "conv_output_size":
            cell["source"] = cell["source"].replace(odd, "") if cell["source"] == odd else ""
        cell["outputs"] = []
    assert plain["cells"] == [{"outputs": [], **cell} for cell in made["cells"]]


@pytest.mark.parametrize(
    ("answer", "shown"),
    [("15", "15"), ("-0.5", "-0.5"), ("True", "True"), ("a\n'b'", "\"a\\n'b'\""), ("1)", "'1)'")],
)
def test_prediction_stands_where_the_learner_wrote_it(answer, shown):
    answers = Answers(predictions={"predict:side_at_stride_2": answer, "predict:nothing": "3"})
    made = rebuild(release(), answers, {}).decode()
    assert json.dumps(f'predict("side_at_stride_2", {shown}, ', ensure_ascii=False)[:-1] in made
    assert 'predict(\\"next_layer_cheaper\\", ..., ' in made


def test_outputs_that_a_release_was_saved_with_are_gone():
    saved = json.loads(release().data)
    for cell in saved["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "old"}]
            cell["execution_count"] = 3
    made = rebuild(read_release(json.dumps(saved).encode()), Answers(), {})
    assert made == rebuild(release(), Answers(), {})


def test_same_answers_make_the_same_bytes():
    one, other = (rebuild(release(), solved(UNIT), judged(UNIT)) for _ in range(2))
    assert one == other
    assert one.endswith(b"}\n")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with ada's rebuilt notebook and her feedback, and bob's of the real autograde."""
    folder = tmp_path_factory.mktemp("rebuilt")
    course, env = copy_course(folder / "course"), environment(folder / "home")
    nbgrader("generate_assignment", UNIT, "--force", cwd=course, env=env)
    data, answers = (course / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes(), solved(UNIT)
    same = lambda source, exercise: answers.sources[exercise.id]  # noqa: E731
    bob = graded_part(answered(read_unit(course, "notebooks", UNIT), UNIT, same))
    write_unit(bob, course / "submitted" / "bob", UNIT)
    nbgrader("autograde", UNIT, "--student", "bob", cwd=course, env=env)
    made = rebuild(read_release(data), answers, judged(UNIT, 0.5))
    write(course / "autograded" / "ada", made)
    address = f"sqlite:///{course / 'gradebook.db'}"
    with warnings.catch_warnings(), Gradebook(address) as gradebook:
        warnings.simplefilter("ignore")  # nbgrader's own use of its database
        gradebook.add_student("ada")
        gradebook.add_submission(UNIT, "ada")
    about = {"notebook": UNIT, "assignment": UNIT, "student": "ada", "db_url": address}
    SaveAutoGrades().preprocess(copy.deepcopy(read(made)), {"nbgrader": about})
    write(course / "autograded" / "eve", rebuild(read_release(data), HOSTILE, judged(UNIT, 0)))
    with warnings.catch_warnings(), Gradebook(address) as gradebook:
        warnings.simplefilter("ignore")
        gradebook.add_student("eve")
        gradebook.add_submission(UNIT, "eve")
    nbgrader("generate_feedback", UNIT, "--student", "ada", cwd=course, env=env)
    nbgrader("generate_feedback", UNIT, "--student", "eve", cwd=course, env=env)
    return course


HOSTILE = Answers(
    sources={
        "conv_output_size": "</pre></script><script>alert(1)</script>\x1b[2J\u202e\u2028\ufffd",
        "unread_pixels": "{{ self }} {% raw %} <img src=x onerror=alert(1)> $\\href{x:1}{y}$",
        "apply_filter_strided": "%%html\n<script>alert(1)</script>\n" + "(" * 5000 + "ü" * 100_000,
    },
    predictions={"predict:side_at_stride_2": "</script><script>alert(1)</script>"},
)


def write(folder, data):
    file = folder / UNIT / f"{UNIT}.ipynb"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)


@pytest.mark.system
def test_release_of_nbgrader_asks_what_the_committed_one_asks(course):
    found = (course / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes()
    found = read_release(found)
    assert (found.exercises, found.questions) == (release().exercises, release().questions)
    assert found.marked == release().marked


@pytest.mark.system
def test_nbgrader_saves_the_scores_of_a_rebuilt_notebook(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        grades = gradebook.find_submission_notebook(UNIT, UNIT, "ada").grades
        scores = {grade.name: grade.auto_score for grade in grades}
        assert gradebook.find_submission(UNIT, "ada").score == 5
    assert scores == {f"check-{one.id}": one.points / 2 for one in exercises(UNIT)}


@pytest.mark.system
def test_nbgrader_makes_feedback_of_a_rebuilt_notebook(course):
    page = (course / "feedback" / "ada" / UNIT / f"{UNIT}.html").read_text()
    assert "(Score: 5.0 / 10.0)" in page
    assert "left_over" in page  # of the learner's own code
    for one in exercises(UNIT):
        assert f"✓ {one.id}" in page


@pytest.mark.system
def test_feedback_of_nbgrader_shows_hostile_answers_as_text(course):
    page = (course / "feedback" / "eve" / UNIT / f"{UNIT}.html").read_text()
    assert "alert" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.system
def test_what_nbgrader_reads_is_as_its_own_autograde_leaves_it(course):
    theirs = read_unit(course / "autograded", "bob", UNIT)
    ours = read_unit(course / "autograded", "ada", UNIT)
    for kind in ("solution", "grade"):
        there, here = nbgrader_cells(theirs, kind), nbgrader_cells(ours, kind)
        assert set(there) == set(here)
        for grade_id, cell in there.items():
            assert cell.metadata.nbgrader == here[grade_id].metadata.nbgrader
            assert cell.source == here[grade_id].source
            assert kinds(cell.outputs) == kinds(here[grade_id].outputs)


def kinds(outputs):
    """What outputs hold; a picture or none."""
    return [(one.output_type, set(one.data) - {"text/html"}) for one in outputs]
