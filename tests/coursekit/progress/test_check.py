"""`coursekit check` runs a copy of a notebook and tells each exercise's verdict."""

import json
import shutil

import pytest
from support.coursekit_folder import answered, cell, make_course, save

from coursekit.cli import main
from coursekit.course import notebook_in
from coursekit.lab.work_folder import copy_missing_units

RIGHT = {"one": "size + 2", "two": "size * size"}  # both give 4 for 2


@pytest.fixture
def course(tmp_path, monkeypatch):
    made = make_course(tmp_path)
    monkeypatch.setenv("COURSEKIT_ROOT", str(made.root))
    monkeypatch.delenv("COURSEKIT_WORK", raising=False)
    copy_missing_units(made)
    return made


@pytest.fixture
def first(course):
    return notebook_in(course.work, "01_first")


def test_all_right_exits_0_with_each_message_and_the_total(first, capsys):
    save(first, answered("01_first", **RIGHT))
    assert main(["check", "01"]) == 0
    shown = capsys.readouterr().out
    assert "one is right\n  second line of one\n" in shown
    assert "two is right\n" in shown
    assert shown.endswith("Total: 6 of 6 points\n")


def test_one_wrong_and_one_not_written_exit_1(first, capsys):
    save(first, answered("01_first", one="7", two=None))
    assert main(["check", "01_first"]) == 1
    shown = capsys.readouterr().out
    assert "one is wrong" in shown
    assert "two is not written" in shown
    assert shown.endswith("Total: 1.5 of 6 points\n")


def test_checking_saves_nothing(first):
    before = first.read_bytes()
    main(["check", "01"])
    assert first.read_bytes() == before
    assert [path.name for path in first.parent.iterdir() if path.suffix] == [first.name]


def test_an_exercise_whose_check_cell_was_deleted_is_not_checked(first, capsys):
    save(first, answered("01_first", one="4"))
    assert main(["check", "01"]) == 1
    shown = capsys.readouterr().out
    assert "two: not checked" in shown
    assert shown.endswith("Total: 3 of 6 points\n")


def test_a_verdict_saved_before_does_not_pass_for_one_of_this_run(first, capsys):
    save(first, answered("01_first", **RIGHT))
    made = json.loads(first.read_text())
    verdict = {"exercise": "one", "status": "right", "points": 3}
    data = {"application/vnd.convlib.verdict+json": verdict, "text/plain": "old"}
    kept = [{"output_type": "display_data", "metadata": {}, "data": data}]
    made["cells"].append(cell("", outputs=kept))
    made["cells"][2] = cell("pass")
    save(first, made)
    assert main(["check", "01"]) == 1
    assert "one: not checked" in capsys.readouterr().out


def test_a_cell_that_raises_is_told_by_number_and_the_rest_still_runs(first, capsys):
    made = answered("01_first", **RIGHT)
    made["cells"].insert(1, cell("  # an empty line of code counts\n1 / 0") | {"id": "raises"})
    save(first, made)
    assert main(["check", "01"]) == 1
    shown = capsys.readouterr().out
    assert "Error in cell [2]: " in shown
    assert "Total: 6 of 6 points" in shown


def test_a_cell_tagged_to_raise_is_no_fault(first):
    made = answered("01_first", **RIGHT)
    made["cells"].append(cell("1 / 0", id="tagged", metadata={"tags": ["raises-exception"]}))
    save(first, made)
    assert main(["check", "01"]) == 0


def test_a_cell_that_takes_too_long_is_told_and_ends_the_run(first, capsys):
    made = answered("01_first", **RIGHT)
    made["cells"].insert(3, cell("while True: pass", id="endless"))
    save(first, made)
    assert main(["check", "01", "--timeout", "1"]) == 1
    shown = capsys.readouterr().out
    assert "Stopped: cell [4] took longer than 1 seconds" in shown
    assert "one is right" in shown
    assert "two: not checked" in shown


def test_a_kernel_that_dies_is_told(first, capsys):
    made = answered("01_first", **RIGHT)
    made["cells"].insert(3, cell("import os; os._exit(1)", id="deadly"))
    save(first, made)
    assert main(["check", "01"]) == 1
    assert "the kernel died or was stopped in cell [4]" in capsys.readouterr().out


def test_the_kernel_runs_in_the_notebook_s_folder_with_the_course_s_environment(first, capsys):
    made = answered("01_first", **RIGHT)
    source = (
        "import os, sys\n"
        "assert os.environ['COURSEKIT_PREFIX'] == sys.prefix\n"
        "assert open('data/picture.txt').read() == 'pixels'"
    )
    made["cells"].insert(0, cell(source, id="where"))
    made["metadata"]["kernelspec"]["name"] = "a-kernel-of-another-machine"
    save(first, made)
    assert main(["check", str(first)]) == 0


def test_a_notebook_anywhere_is_compared_with_the_unit_it_names(course, tmp_path, capsys):
    path = save(tmp_path / "elsewhere/renamed.ipynb", answered("01_first", one="4"))
    assert main(["check", str(path)]) == 1
    assert "two: not checked" in capsys.readouterr().out


def test_a_notebook_of_an_unknown_unit_is_judged_by_its_own_graded_cells(course, tmp_path):
    path = save(tmp_path / "09_other.ipynb", answered("09_other", nine="4"))
    assert main(["check", str(path)]) == 0


BAD = [
    ("not json", "not JSON"),
    ('{"cells": 3}', "not a notebook"),
    ('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "not a notebook of the"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_notebook_exits_2_with_a_sentence(course, tmp_path, capsys, text, said):
    path = save(tmp_path / "bad.ipynb", text)
    assert main(["check", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_notebook_of_an_unknown_format_exits_2_with_a_sentence(course, tmp_path, capsys):
    made = answered("01_first", one=None) | {"nbformat": "four"}
    assert main(["check", str(save(tmp_path / "strange.ipynb", made))]) == 2
    assert "not a notebook that can be run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("nothing.ipynb", "no notebook nothing.ipynb"),
        ("07", "'07' is the start of no unit; choose one of 01_first, 03_stride"),
        ("0", "'0' is the start of no unit"),
    ],
)
def test_what_is_not_there_exits_2_with_a_sentence(course, capsys, target, said):
    assert main(["check", target]) == 2
    assert said in capsys.readouterr().err


def test_a_unit_not_copied_yet_exits_2_and_says_how_to_copy_it(course, first, capsys):
    shutil.rmtree(first.parent)
    assert main(["check", "01"]) == 2
    assert "`coursekit lab` copies it" in capsys.readouterr().err


def test_no_kernel_to_start_exits_2_with_a_sentence(course, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr("sys.executable", str(tmp_path / "gone"))
    assert main(["check", "01"]) == 2
    assert "No Python kernel could be started" in capsys.readouterr().err
