"""Authors' commands: solutions run to clean outputs, and nbgrader makes the learners' form."""

import json

import pytest
from support.coursekit_folder import answered, cell, make_course, notebook, save

from coursekit.cli import main

SHOWS = """\
from IPython.display import display
view = "application/vnd.jupyter.widget-view+json"
data = {"text/plain": "still", "image/png": "aGVsbG8=", view: {"model_id": "random"}}
display(data, raw=True)
print("a")
print("b")"""


@pytest.fixture
def solution(tmp_path, monkeypatch):
    course = make_course(tmp_path)
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    made = notebook("01_first", [cell("import ipywidgets; ipywidgets.IntSlider()"), cell(SHOWS)])
    made["metadata"]["widgets"] = {"state": {}}
    made["metadata"]["language_info"] = {"name": "python", "version": "3.99"}
    return save(course.solutions / "01_first/01_first.ipynb", made)


def test_a_solution_is_saved_with_clean_outputs_that_come_out_the_same(solution):
    assert main(["execute"]) == 0
    first = solution.read_bytes()
    assert main(["execute", "01"]) == 0
    assert solution.read_bytes() == first
    saved = json.loads(first)
    assert saved["metadata"]["language_info"] == {"name": "python"}
    assert set(saved["metadata"]) == {"kernelspec", "language_info", "course"}
    slider, shown = saved["cells"]
    assert slider["metadata"] == {}
    assert set(slider["outputs"][0]["data"]) == {"text/plain"}
    assert slider["outputs"][0]["execution_count"] == slider["execution_count"] == 1
    assert set(shown["outputs"][0]["data"]) == {"text/plain", "image/png"}
    assert "".join(shown["outputs"][1]["text"]) == "a\nb\n"


def test_a_solution_that_raises_is_not_saved(solution, capsys):
    before = save(solution, notebook("01_first", [cell("print(1)"), cell("1 / 0")])).read_bytes()
    assert main(["execute"]) == 2
    assert solution.read_bytes() == before
    said = capsys.readouterr().err
    assert "was not saved, because a cell raised ZeroDivisionError: division by zero" in said


def test_a_solution_that_takes_too_long_is_not_saved(solution, capsys):
    before = save(solution, notebook("01_first", [cell("while True: pass")])).read_bytes()
    assert main(["execute", "--timeout", "1"]) == 2
    assert solution.read_bytes() == before
    assert "was not saved: cell [1] took longer than 1 seconds" in capsys.readouterr().err


def test_a_cell_without_an_id_is_warned_of(solution, capsys):
    made = notebook("01_first", [cell("1"), cell("2")])
    del made["cells"][1]["id"]
    save(solution, made)
    assert main(["execute"]) == 0
    assert "cell 2 of 01_first.ipynb had no id" in capsys.readouterr().err


def test_an_unknown_solution_is_a_sentence(solution, capsys):
    assert main(["execute", "07"]) == 2
    assert "'07' is the start of no unit; choose from 01_first" in capsys.readouterr().err


def test_without_solutions_there_is_a_sentence(solution, capsys):
    solution.unlink()
    assert main(["notebooks"]) == 2
    assert "There are no notebooks in" in capsys.readouterr().err


def graded_solution():
    made = answered("01_first", one="size + 2")
    about = {"grade": False, "solution": True, "locked": False, "task": False}
    about |= {"schema_version": 3, "grade_id": "one"}
    made["cells"][1]["metadata"]["nbgrader"] = about
    made["cells"][1]["source"] = (
        "def one(size):\n    ### BEGIN SOLUTION\n    return size + 2\n    ### END SOLUTION"
    )
    made["cells"][2]["metadata"]["nbgrader"] |= {"locked": True, "task": False, "schema_version": 3}
    return made


CONFIG = """\
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
"""


def test_notebooks_are_made_from_solutions_by_nbgrader(solution, capsys):
    save(solution, graded_solution())
    root = solution.parents[2]
    save(root / "nbgrader_config.py", CONFIG)
    save(root / "notebooks/01_first/old.txt", "of an earlier release")
    assert main(["notebooks"]) == 0
    assert capsys.readouterr().out.startswith("01_first: made ")
    released = (root / "notebooks/01_first/01_first.ipynb").read_text()
    assert "size + 2" not in released
    assert "check(one)" in released
    # The release is whole, and nothing is left of what it was made beside.
    assert [path.name for path in (root / "notebooks/01_first").iterdir()] == ["01_first.ipynb"]
    assert not [path for path in (root / "notebooks").iterdir() if path.name.startswith(".")]


def test_a_failing_nbgrader_is_a_sentence_with_the_end_of_its_log(solution, capsys):
    save(solution.parents[2] / "nbgrader_config.py", CONFIG)
    made = graded_solution()
    made["cells"][2]["metadata"]["nbgrader"]["grade_id"] = "one"  # twice the same: an error
    save(solution, made)
    released = solution.parents[2] / "notebooks/01_first/01_first.ipynb"
    before = released.read_bytes()
    assert main(["notebooks", "01"]) == 2
    assert released.read_bytes() == before, "what was released stays"
    said = capsys.readouterr().err
    assert "nbgrader could not make 01_first from its solution. It said:" in said
