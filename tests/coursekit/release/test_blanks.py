"""What learners get: made from the solutions to the byte, without an answer, and it runs."""

import re
import shutil
import textwrap

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.apps import NbGraderAPI
from support.course_copy import (
    ROOT,
    UNITS,
    copy_course,
    environment,
    every_third,
    nbgrader,
    nbgrader_cells,
    read_unit,
    verdict_of,
)
from traitlets.config import PyFileConfigLoader

from convtutor.units.catalogue import exercises
from coursekit.release.preprocessors import blank_answers

STUB = "# Your code here\nraise NotImplementedError"
# predict( or recall(, the question, and then an answer that is not dots.
ANSWERED = re.compile(
    r"""(?:predict|recall)\(\s*(["'])\w+\1\s*,\s*(?!(?:answer\s*=\s*)?\.\.\.)\S"""
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Make a copy of the course whose notebooks/ were generated just now."""
    folder = tmp_path_factory.mktemp("release")
    course, env = copy_course(folder / "course"), environment(folder / "home")
    shutil.rmtree(course / "notebooks")
    # From another folder: the settings must not depend on the current one.
    options = ("--no-db", "--force", f"--course-dir={course}")
    nbgrader("generate_assignment", "*", *options, cwd=folder, env=env)
    return course


def files_in(folder):
    """Return the bytes of each file; JupyterLab's checkpoints are not of the course."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def test_committed_notebooks_are_what_the_solutions_make(fresh):
    made, committed = files_in(fresh / "notebooks"), files_in(ROOT / "notebooks")
    assert sorted(committed) == sorted(made), "run `make notebooks`, and remove what is left over"
    differ = [name for name in made if made[name] != committed[name]]
    assert not differ, "run `make notebooks` and commit what it changes"


def test_release_holds_units_and_nothing_else():
    notebooks = {f"{unit}/{unit}.ipynb" for unit in UNITS}
    assert {name for name in files_in(ROOT / "notebooks") if name.endswith(".ipynb")} == notebooks
    assert {path.name for path in (ROOT / "notebooks").iterdir()} == set(UNITS)


@pytest.mark.parametrize("unit", UNITS)
def test_release_holds_no_answer(unit):
    for cell in read_unit(ROOT, "notebooks", unit).cells:
        for mark in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS", "MARK SCHEME"):
            assert mark not in cell.source, cell.id
        if cell.cell_type == "code":
            assert not ANSWERED.search(cell.source), cell.id


@pytest.mark.parametrize("unit", UNITS)
def test_release_holds_no_outputs(unit):
    for cell in read_unit(ROOT, "notebooks", unit).cells:
        if cell.cell_type == "code":
            assert cell.outputs == [], cell.id
            assert cell.execution_count is None, cell.id


@pytest.mark.parametrize("unit", UNITS)
def test_each_function_is_a_stub_and_nothing_of_its_solution_is_left(unit):
    released = nbgrader_cells(read_unit(ROOT, "notebooks", unit), "solution")
    for id, cell in nbgrader_cells(read_unit(ROOT, "solutions", unit), "solution").items():
        kept, _, rest = cell.source.partition("    ### BEGIN SOLUTION")
        after = rest.partition("### END SOLUTION")[2]
        assert released[id].source == kept + textwrap.indent(STUB, "    ") + after


@pytest.mark.system
@pytest.mark.parametrize("unit", every_third(UNITS, 1))
def test_run_all_stops_nowhere_and_each_check_says_not_written_yet(fresh, unit, monkeypatch):
    monkeypatch.delenv("CONVLIB_CHECK_RAISES", raising=False)
    notebook = read_unit(fresh, "notebooks", unit)
    client = NotebookClient(notebook, timeout=120, record_timing=False)
    client.execute(cwd=str(fresh / "notebooks" / unit))  # raises where a cell does
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [one.text for one in outputs if one.get("name") == "stderr"], "nbgrader: 0 points"
    statuses = {
        id.removeprefix("check-"): verdict_of(cell).get("status")
        for id, cell in nbgrader_cells(notebook, "grade").items()
    }
    assert statuses == {found.id: "not written" for found in exercises(unit)}


def test_answers_are_taken_out_however_they_are_written():
    for written, blank in {
        'predict("side", 15)': 'predict("side", ...)',
        'recall("a", (1, 2))  # a pair': 'recall("a", ...)  # a pair',
        'predict("é", "ü"); predict("b", [1])': 'predict("é", ...); predict("b", ...)',
        'predict(\n    "a",\n    [\n        1,\n    ],\n)': 'predict(\n    "a",\n    ...,\n)',
        'predict("a", answer=3)': 'predict("a", answer=...)',
        'x = 1\nrecall("a", x + 1)\nx': 'x = 1\nrecall("a", ...)\nx',
    }.items():
        assert blank_answers(written) == blank
        assert blank_answers(blank) == blank


def test_cells_without_an_answer_stay_as_they_are():
    for text in ('reveal("side", 14)', 'predict("side")', "%%time\nx = 1", "a.predict(1, 2)", ""):
        assert blank_answers(text) == text


def test_formgrader_takes_answers_out_too(tmp_path, monkeypatch):
    # Its buttons call this, with the same settings file.
    for name, value in environment(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NBGRADER_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("CONVLIB_CHECK_RAISES", "0")  # the settings take it out, here and after
    notebook = new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
        cells=[new_code_cell('predict("side", 15)'), new_markdown_cell('predict("side", 15)')],
    )
    (tmp_path / "solutions" / "unit").mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "solutions" / "unit" / "unit.ipynb")
    settings = PyFileConfigLoader(str(ROOT / "nbgrader_config.py")).load_config()
    settings.CourseDirectory.root = str(tmp_path)
    settings.Application.log_level = "CRITICAL"
    result = NbGraderAPI(config=settings).generate_assignment("unit")
    assert result["success"], result.get("error")
    code, prose = read_unit(tmp_path, "notebooks", "unit").cells
    assert code.source == 'predict("side", ...)'
    assert prose.source == 'predict("side", 15)'
