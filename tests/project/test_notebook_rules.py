"""The rules that each source notebook keeps, so that all units read like one course."""

import ast
import json
import re
from statistics import median

import pytest
from support.course_copy import ROOT, UNITS, nbgrader_cells, read_unit, verdict_of
from support.minutes import estimate

from convtutor.notebook import REVEAL_MIME
from convtutor.units.catalogue import exercises, recall_question
from coursekit.release.preprocessors import answers
from coursekit.release.release import ASKING

SECTIONS = (
    "Predict",
    "Explore",
    "Work one example",
    "Build",
    "Recall",
    "On your own",
    "In practice",
    "Further reading",
)
NEEDS = ("**What you'll do.**", "**What you'll learn.**", "**What you need.**")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
MACHINE_PATH = re.compile(r"/(?:home|root|tmp|Users)/|[A-Z]:\\\\")

pytestmark = pytest.mark.parametrize("unit", UNITS)


@pytest.fixture
def notebook(unit):
    return read_unit(ROOT, "solutions", unit)


@pytest.fixture
def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture
def prose(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


@pytest.fixture
def headings(prose):
    text = "\n".join(cell.source for cell in prose)
    return re.findall(r"^#+ .*$", text, flags=re.MULTILINE)


# ---------------------------------------------------------------- what the file says of itself


def test_every_cell_has_a_readable_id_of_its_own(unit):
    # Read as it stands: nbformat makes up an id where there is none, another one each time.
    text = (ROOT / "solutions" / unit / f"{unit}.ipynb").read_text(encoding="utf-8")
    notebook = json.loads(text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell.get("id", "(none)") for cell in notebook["cells"]]
    assert not [id for id in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id)]
    assert not [id for id in ids if re.fullmatch(r"[0-9a-f]{8}", id)], "made up by a machine"
    assert len(set(ids)) == len(ids)


def test_metadata_name_the_kernel_and_the_unit_and_nothing_else(notebook, unit, headings):
    metadata = dict(notebook.metadata)
    course = metadata.pop("course")
    assert metadata == {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    assert course.pop("optional", True) is True
    assert set(course) == {"unit", "title", "teaches", "minutes"}
    assert course["unit"] == unit
    assert headings[0].endswith(course["title"]), "the first heading says the title, too"
    assert len(course["teaches"].split()) >= 5


def test_minutes_are_those_that_a_beginner_needs(notebook):
    # The rule is in support/minutes.py, and so is a command that prints all of them.
    minutes = notebook.metadata.course.minutes
    assert minutes == pytest.approx(estimate(notebook), rel=0.1)
    assert f"about {minutes} minutes" in notebook.cells[0].source


def test_first_code_cell_checks_the_environment(code):
    assert "show_environment()" in code[0].source
    assert code[0].metadata.tags == ["nbval-ignore-output"]  # it prints this machine's versions


# ---------------------------------------------------------------- outputs


def test_every_code_cell_was_run_from_the_top(code):
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert sum(bool(cell.outputs) for cell in code) > len(code) / 2, "outputs were stripped"


def test_no_output_is_an_error_or_on_stderr(code):
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error", cell.id
            assert output.get("name") != "stderr", cell.id


def test_no_output_needs_the_kernel_that_made_it(code):
    for cell in code:
        for output in cell.outputs:
            kinds = output.get("data", {})
            assert not [kind for kind in kinds if "jupyter.widget" in kind], cell.id
            text = output.get("text", "") + "".join(map(str, kinds.values()))
            assert not MACHINE_PATH.search(text), f"{cell.id} shows a path of this machine"


# ---------------------------------------------------------------- exercises


def solution_mark(exercise):
    return {
        "grade": False,
        "grade_id": exercise.id,
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }


def grade_mark(exercise):
    return {
        "grade": True,
        "grade_id": f"check-{exercise.id}",
        "locked": True,
        "points": exercise.points,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def test_each_exercise_is_written_and_checked_once_in_order(notebook, unit):
    marks = [
        cell.metadata.nbgrader for cell in notebook.cells if cell.metadata.get("nbgrader", False)
    ]
    expected = [mark(found) for found in exercises(unit) for mark in (solution_mark, grade_mark)]
    assert marks == expected


def test_check_is_one_line_right_after_its_function(notebook, unit):
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    for found in exercises(unit):
        place = ids.index(f"check-{found.id}")
        assert ids[place - 1] == found.id
        more = "" if found.id == found.function_name else f', "{found.id}"'
        assert notebook.cells[place].source == f"check({found.function_name}{more})"


def test_stub_has_the_signature_a_docstring_and_one_solution_region(notebook, unit):
    cells = nbgrader_cells(notebook, "solution")
    for found in exercises(unit):
        source = cells[found.id].source
        (function,) = ast.parse(source).body
        assert isinstance(function, ast.FunctionDef)
        assert function.name == found.function_name
        plain = found.signature.replace(
            parameters=[p.replace(annotation=p.empty) for p in found.signature.parameters.values()],
            return_annotation=found.signature.empty,
        )
        assert f"({ast.unparse(function.args)})" == re.sub(r" = ", "=", str(plain))
        assert "Example" in ast.get_docstring(function)
        assert source.count("    ### BEGIN SOLUTION\n") == 1
        given = source.partition("\n    ### END SOLUTION")[2]
        assert bool(given) == bool(found.begun)


def test_saved_verdicts_are_right(notebook, unit):
    for id, cell in nbgrader_cells(notebook, "grade").items():
        assert verdict_of(cell).get("status") == "right", id


# ---------------------------------------------------------------- questions


def calls(cell, *names):
    """Return the calls of these functions, however deep; a cell that asks is plain Python."""
    if not any(name in cell.source for name in names):
        return []
    tree = ast.walk(ast.parse(cell.source))
    found = [node for node in tree if isinstance(node, ast.Call)]
    return [call for call in found if isinstance(call.func, ast.Name) and call.func.id in names]


def test_each_answer_stands_where_the_release_takes_it_out(code):
    for cell in code:
        assert len(calls(cell, *ASKING)) == len(answers(cell.source)), cell.id
        assert not (calls(cell, *ASKING) and cell.metadata.get("nbgrader")), cell.id


def test_each_guess_is_held_against_the_truth_later(code):
    guessed, revealed = [], []
    for cell in code:
        revealed += [call.args[0].value for call in calls(cell, "reveal")]
        assert set(revealed) <= set(guessed), f"{cell.id} reveals what was not asked"
        guessed += [call.args[0].value for call in calls(cell, "predict")]
    assert guessed
    assert sorted(guessed) == sorted(revealed)


def test_outputs_hold_the_truth_of_each_guess_as_data(code):
    for cell in code:
        stored = [output.data.get(REVEAL_MIME) for output in cell.outputs if "data" in output]
        asked = [call.args[0].value for call in calls(cell, "reveal")]
        assert [data["question"] for data in stored if data] == asked, cell.id


def test_two_questions_look_back_and_are_answered(code, unit):
    asked = [(cell, call) for cell in code for call in calls(cell, "recall")]
    assert len({call.args[0].value for _, call in asked}) == len(asked) == 2
    for cell, call in asked:
        assert recall_question(call.args[0].value).unit == unit[3:]  # without its number
        assert cell.outputs[0].data["text/plain"].startswith("✓"), cell.id


# ---------------------------------------------------------------- shape


def test_required_sections_stand_in_order(prose, headings):
    assert headings[0].startswith("# ")
    assert not [heading for heading in headings[1:] if not heading.startswith(("## ", "### "))]
    places = [prose[0].source.find(need) for need in NEEDS]
    assert -1 not in places
    assert places == sorted(places)
    names = [heading.lstrip("# ") for heading in headings]
    found = [
        next((n for n, name in enumerate(names) if name.startswith(section)), section)
        for section in SECTIONS
    ]
    assert not [section for section in found if isinstance(section, str)], "sections are missing"
    assert found == sorted(found)


def length(cell):
    """Count the lines that hold something; of a function to write neither docstring nor stub."""
    source = cell.source
    if cell.metadata.get("nbgrader", {}).get("solution"):
        docstring = ast.parse(source).body[0].body[0]
        lines = source.splitlines()
        source = "\n".join(lines[: docstring.lineno - 1] + lines[docstring.end_lineno :])
        source = source.partition("\n    ### END SOLUTION")[0]
    return sum(bool(line.strip()) for line in source.splitlines())


def test_code_cells_are_short(code):
    lengths = {cell.id: length(cell) for cell in code}
    assert not {id: lines for id, lines in lengths.items() if lines > 20}
    assert median(lengths.values()) <= 6
