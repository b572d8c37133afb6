"""Points are read from saved verdicts, and a damaged notebook is a line, not a crash."""

import pytest
from support.coursekit_folder import answered, cell, make_course, notebook, save, with_verdicts

from convtutor.notebook import VERDICT_MIME
from coursekit.course import notebook_in
from coursekit.errors import CourseError
from coursekit.lab.work_folder import copy_missing_units
from coursekit.progress.points import measure, progress_table, refresh_start_page, write_start_page

DAMAGED = ["", "{", "[]", "{}", '{"cells": 3}', '{"cells": [null]}', "\x00\xff", "[" * 100_000]


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def first(course):
    return notebook_in(course.work, "01_first")


def test_units_not_copied_yet_are_not_started(course):
    assert progress_table(course) == "01_first   not started\n03_stride  not started"


def test_points_of_saved_verdicts_are_added_up(course):
    copy_missing_units(course)
    save(first(course), with_verdicts("01_first", one=3.0, two=1.5))
    # 4.5 of 6 points fill 7 of the bar's 10 places: it is full only when all points are there
    assert progress_table(course) == (
        "01_first   ███████░░░ 4.5 of 6 points\n03_stride  ░░░░░░░░░░ 0 of 3 points"
    )


def test_optional_unit_is_called_so_on_the_start_page_and_in_the_terminal(course):
    made = answered("03_stride", three="4")
    made["metadata"]["course"]["optional"] = True
    save(course.released / "03_stride/03_stride.ipynb", made)
    assert progress_table(course).splitlines()[1].endswith("not started (optional)")
    copy_missing_units(course)
    plain, optional = progress_table(course).splitlines()
    assert optional.endswith("0 of 3 points (optional)")
    assert "optional" not in plain
    write_start_page(course)
    assert "(optional)" in course.start_page.read_text("utf-8")


@pytest.mark.parametrize(("points", "counted"), [(99, 3), (-5, 0), ("3", 0), (None, 0)])
def test_points_count_within_the_exercise_s_own(course, points, counted):
    save(first(course), with_verdicts("01_first", one=points))
    assert measure(course, course.units()[0]).points == counted


def test_the_last_verdict_of_an_exercise_counts(course):
    made = with_verdicts("01_first", one=3.0)
    made["cells"] += with_verdicts("01_first", one=1.0)["cells"]
    save(first(course), made)
    assert measure(course, course.units()[0]).points == 1


def test_exercises_that_the_unit_does_not_have_earn_nothing(course):
    save(first(course), with_verdicts("01_first", three=3.0))
    assert measure(course, course.units()[0]).points == 0


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_notebook_is_a_line_that_says_so(course, text):
    copy_missing_units(course)
    save(first(course), text)
    damaged, sound = progress_table(course).splitlines()
    assert damaged.startswith("01_first   cannot be read")
    assert "coursekit reset 01_first" in damaged
    assert sound.endswith("0 of 3 points")


@pytest.mark.parametrize(
    "outputs",
    [None, 3, [None], [{}], [{"data": []}], [{"data": {VERDICT_MIME: "right"}}]],
)
def test_outputs_of_another_shape_count_as_nothing(course, outputs):
    save(first(course), notebook("01_first", [cell("check(one)", outputs=outputs)]))
    assert measure(course, course.units()[0]).points == 0


def test_folders_that_reset_kept_are_no_units(course):
    save(course.work / "01_first.2026-11-22_143012/01_first.ipynb", answered("01_first", one="4"))
    assert progress_table(course).startswith("01_first   not started")


def test_the_start_page_links_each_unit_with_its_points(course):
    copy_missing_units(course)
    save(first(course), with_verdicts("01_first", one=3.0))
    write_start_page(course)
    page = course.start_page.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    row = (
        r"| [Title \| of 01_first](01_first/01_first.ipynb) | What 01_first is | 5 "
        "| █████░░░░░ 3 of 6 points |"
    )
    assert row in page.splitlines()
    assert "03_stride/03_stride.ipynb" in page


def test_the_start_page_ends_with_the_glossary_that_the_units_link_to(course):
    write_start_page(course)
    _, heading, words = course.start_page.read_text(encoding="utf-8").partition("\n\n## Glossary\n")
    assert heading
    assert all(line.startswith("|") for line in words.strip().splitlines())
    assert "| stride | pixels that the window moves" in words


def test_a_start_page_that_does_not_change_is_not_written_again(course):
    copy_missing_units(course)
    write_start_page(course)
    page = course.start_page
    page.chmod(0o444)
    before = page.stat()
    write_start_page(course)
    assert page.stat() == before


def test_a_page_that_the_learner_wrote_is_not_overwritten(course):
    copy_missing_units(course)
    page = save(course.start_page, "my notes")
    with pytest.raises(CourseError, match="rename it"):
        write_start_page(course)
    assert page.read_text() == "my notes"


class Log:
    def __init__(self):
        self.log = self
        self.lines = []

    def error(self, text, *values):
        self.lines.append(text % values)


def test_saving_a_notebook_refreshes_the_start_page(course, monkeypatch):
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root))
    monkeypatch.setenv("COURSEKIT_WORK", str(course.work))
    save(first(course), with_verdicts("01_first", one=3.0))
    refresh_start_page(model={"type": "file"}, contents_manager=Log(), os_path="")
    assert not course.start_page.exists()
    refresh_start_page(model={"type": "notebook"}, contents_manager=Log(), os_path="")
    assert "3\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}6" in course.start_page.read_text("utf-8")


def test_a_start_page_that_cannot_be_written_does_not_spoil_the_save(course, monkeypatch):
    monkeypatch.setenv("COURSEKIT_ROOT", str(course.root / "nowhere"))
    manager = Log()
    refresh_start_page(model={"type": "notebook"}, contents_manager=manager, os_path="")
    assert "not brought up to date" in manager.lines[0]
