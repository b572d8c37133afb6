"""A unit's number changes by renaming its notebook: no line of code knows it."""

import nbformat
import pytest
from support.course_copy import copy_course, environment, run
from support.grading_class import needs_box

from convtutor.units.catalogue import exercises

OLD, NEW, LEARNER = "02_padding", "42_padding", "ada"


@pytest.fixture(scope="module")
def renumbered(tmp_path_factory):
    """A course whose second unit is its forty-second, and a learner who copied the solutions."""
    folder = copy_course(tmp_path_factory.mktemp("renumbered") / "course")
    env = environment(folder.parent, COURSEKIT_ROOT=str(folder))
    for kind in ("solutions", "notebooks"):
        unit = (folder / kind / OLD).rename(folder / kind / NEW)
        path = (unit / f"{OLD}.ipynb").rename(unit / f"{NEW}.ipynb")
        notebook = nbformat.read(path, as_version=4)
        notebook.metadata["course"]["unit"] = NEW
        nbformat.write(notebook, path)
    return folder, env


def said(renumbered, *arguments):
    done = run(["coursekit", *arguments], *renumbered)
    assert done.returncode == 0, done.stdout
    return done.stdout


def solve(folder, *place):
    solution = nbformat.read(folder / "solutions" / NEW / f"{NEW}.ipynb", as_version=4)
    path = folder.joinpath(*place, NEW, f"{NEW}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(solution, path)


def test_saved_verdicts_and_fresh_ones_count_under_the_new_number(renumbered):
    solve(renumbered[0], "my-work")
    full = sum(found.points for found in exercises("padding"))
    assert f"Total: {full:g} of {full:g} points" in said(renumbered, "check", "42")
    row = next(row for row in said(renumbered, "progress").splitlines() if NEW in row)
    assert f"{full:g} of {full:g}" in row


def test_a_class_is_graded_and_reported_under_the_new_number(renumbered):
    needs_box()
    solve(renumbered[0], "submitted", LEARNER)
    assert LEARNER in said(renumbered, "grade", "42", "--seed", "7")
    report = said(renumbered, "report", "42")
    assert f"{NEW}: 1 learner graded" in report
    assert "all points 1 of 1" in report
