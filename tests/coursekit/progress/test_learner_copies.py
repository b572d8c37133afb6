"""A copy from an earlier version is noticed, stays, and has a fresh one beside it, once."""

import pytest
from support.coursekit_folder import answered, is_copy, make_course, save, with_verdicts

from coursekit.cli import main
from coursekit.course import notebook_in
from coursekit.lab.work_folder import copy_missing_units
from coursekit.progress.learner_copies import IMPORTS, outdated, tell_of_old_copies
from coursekit.progress.points import measure, write_start_page

OLD = "from convlib.checks import check, predict\nfrom convlib import draw, images\n"
GONE = ["convlib.checks", "convlib.draw"]


@pytest.fixture
def course(tmp_path, monkeypatch):
    made = make_course(tmp_path)
    monkeypatch.setenv("COURSEKIT_ROOT", str(made.root))
    monkeypatch.delenv("COURSEKIT_WORK", raising=False)
    copy_missing_units(made)
    return made


def make_old(notebook, source=OLD):
    """Put imports of an earlier version into the first cell that was handed out."""
    notebook["cells"][0]["source"] = source + notebook["cells"][0]["source"]
    return notebook


@pytest.fixture
def old(course):
    return save(notebook_in(course.work, "03_stride"), make_old(answered("03_stride", three="4")))


@pytest.mark.parametrize(
    ("source", "gone"),
    [
        (OLD, GONE),
        ("import convlib.explore.view as view\n%matplotlib inline\n", ["convlib.explore.view"]),
        ("try:\n    from convlib.environment import show\nexcept ImportError:\n    pass\n", None),
        ("from convtutor import check, draw, explore as ex  # all here\nimport convlib\n", []),
        ("from convlib import conv2d, kernels as k\nimport numpy.nothing\n", []),
    ],
)
def test_what_is_gone_is_what_this_version_does_not_have(course, source, gone):
    path = save(notebook_in(course.work, "01_first"), make_old(answered("01_first"), source))
    found = outdated(course, path, course.unit("01")).get(IMPORTS, [])
    assert found == (["convlib.environment"] if gone is None else gone)


def test_a_mistyped_import_in_a_cell_of_one_s_own_makes_no_copy_old(course):
    made = answered("01_first", one="4")
    made["cells"].append(made["cells"][0] | {"id": "my-own", "source": "import convlib.kernls"})
    assert outdated(course, save(course.work / "mine.ipynb", made), course.unit("01")) == {}


def test_a_copy_of_an_earlier_version_stays_and_gets_one_fresh_one_beside_it(course, old):
    before = old.read_bytes()
    assert copy_missing_units(course) == ["03_stride.fresh"]
    assert copy_missing_units(course) == []
    assert old.read_bytes() == before
    fresh = course.work / "03_stride.fresh/03_stride.ipynb"
    assert is_copy(fresh, notebook_in(course.released, "03_stride"))
    assert tell_of_old_copies(course) == (
        "03_stride is a copy of an earlier version of the course, with imports that this version "
        "does not have (convlib.checks, convlib.draw). What you wrote stays as it is. "
        f"A fresh copy is in {fresh.parent}: copy your functions there, and go on there."
    )


def test_a_fresh_copy_that_grew_old_gets_a_fresh_one_too(course, old):
    copy_missing_units(course)
    save(course.work / "03_stride.fresh/03_stride.ipynb", old.read_text())
    assert copy_missing_units(course) == ["03_stride.fresh-2"]
    assert copy_missing_units(course) == []


def test_several_old_copies_are_told_of_in_one_sentence(course, old):
    save(notebook_in(course.work, "01_first"), make_old(answered("01_first")))
    told = tell_of_old_copies(course)
    assert told.startswith("01_first, 03_stride are copies of an earlier version of the course,")
    assert "A fresh copy of each lies beside it, such as " in told


def test_progress_tells_of_an_old_copy_and_how_to_get_a_fresh_one(course, old, capsys):
    assert main(["progress"]) == 0
    *_, told = capsys.readouterr().out.splitlines()
    assert told.startswith("03_stride is a copy of an earlier version of the course, with")
    assert "03_stride.fresh, once `coursekit lab` has put it there: copy" in told


def test_nothing_is_said_where_all_copies_are_of_this_version(course):
    assert tell_of_old_copies(course) == ""


def test_points_in_the_old_copy_stay_and_those_in_the_fresh_one_count(course, old):
    save(old, make_old(with_verdicts("03_stride", three=2.0)))
    assert measure(course, course.units()[1]).points == 2
    copy_missing_units(course)
    assert measure(course, course.units()[1]).points == 2
    save(course.work / "03_stride.fresh/03_stride.ipynb", with_verdicts("03_stride", three=3.0))
    assert measure(course, course.units()[1]).points == 3


def test_start_page_leads_to_the_fresh_copy(course, old):
    copy_missing_units(course)
    write_start_page(course)
    assert "(03_stride.fresh/03_stride.ipynb)" in course.start_page.read_text("utf-8")


def test_check_of_a_copy_that_is_old_says_so_and_what_to_do(course, old, capsys):
    fresh = course.work / "03_stride.fresh"
    for target in ("03", str(old)):
        assert main(["check", target]) == 2
        said = capsys.readouterr().err
        assert f"{old} is a copy of an earlier version of the course" in said
        assert "(convlib.checks, convlib.draw)" in said
        assert f"{fresh}." in said


def test_reset_starts_the_fresh_copy_again_and_leaves_the_old_one(course, old, capsys):
    before = old.read_bytes()
    assert main(["reset", "03"]) == 0
    assert capsys.readouterr().out == f"A fresh copy is in {course.work / '03_stride.fresh'}.\n"
    assert main(["reset", "03"]) == 0
    assert "kept in" in capsys.readouterr().out
    assert old.read_bytes() == before


def test_a_copy_under_an_old_number_stays_and_its_points_count(course):
    moved = save(notebook_in(course.work, "09_stride"), with_verdicts("09_stride", three=2.0))
    before = moved.read_bytes()
    assert copy_missing_units(course) == []  # the unit's own folder is there
    assert moved.read_bytes() == before
    assert measure(course, course.units()[1]).points == 2
    told = tell_of_old_copies(course)
    assert "09_stride is a copy of an earlier version of the course, with a number" in told


def test_a_copy_with_a_name_of_the_learner_s_own_is_no_old_one(course):
    mine = save(course.work / "03_stride-Copy1.ipynb", answered("03_stride", three="4"))
    assert outdated(course, mine, course.unit("03")) == {}


def test_a_copy_with_an_exercise_that_is_elsewhere_now_gets_a_fresh_one(course):
    save(notebook_in(course.work, "01_first"), answered("01_first", one="4", three="4"))
    assert copy_missing_units(course) == ["01_first.fresh"]
    assert "with exercises that are elsewhere now (three)." in tell_of_old_copies(course)
