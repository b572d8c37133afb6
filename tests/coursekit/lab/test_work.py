"""Nothing that a learner wrote is lost or overwritten."""

from datetime import datetime

import pytest
from support.coursekit_folder import is_copy, make_course, save

from coursekit.course import Course, notebook_in
from coursekit.errors import CourseError
from coursekit.lab.work_folder import copy_missing_units, reset_unit

NOW = datetime(2026, 11, 22, 14, 30, 12)


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def test_units_are_copied_once_with_their_other_files(course):
    assert copy_missing_units(course) == ["01_first", "03_stride"]
    first = course.work / "01_first"
    released = course.released / "01_first"
    assert is_copy(first / "01_first.ipynb", released / "01_first.ipynb")
    assert (first / "data/picture.txt").read_text() == "pixels"
    assert copy_missing_units(course) == []


def test_what_the_learner_wrote_stays_and_what_is_missing_comes_back(course):
    copy_missing_units(course)
    mine = save(course.work / "01_first/01_first.ipynb", "mine")
    picture = course.work / "01_first/data/picture.txt"
    picture.unlink()
    assert copy_missing_units(course) == ["01_first"]
    assert mine.read_text() == "mine"
    assert picture.read_text() == "pixels"


def test_an_interrupted_copy_leaves_no_half_unit(course, monkeypatch):
    def interrupt(source, target):
        target.write_text("half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("coursekit.lab.work_folder.shutil.copyfile", interrupt)
        with pytest.raises(KeyboardInterrupt):
            copy_missing_units(course)
    assert list(course.work.iterdir()) == []
    assert copy_missing_units(course) == ["01_first", "03_stride"]


def test_copies_of_read_only_notebooks_can_be_written(course):
    for path in course.released.rglob("*.ipynb"):
        path.chmod(0o444)
    copy_missing_units(course)
    assert notebook_in(course.work, "01_first").stat().st_mode & 0o200


def test_checkpoints_are_not_copied(course):
    save(course.released / "01_first/.ipynb_checkpoints/01_first-checkpoint.ipynb", "old")
    copy_missing_units(course)
    assert not (course.work / "01_first/.ipynb_checkpoints").exists()


def test_reset_keeps_the_old_folder_under_the_date_and_puts_a_fresh_one(course):
    copy_missing_units(course)
    unit = course.unit("01")
    save(notebook_in(course.work, unit.name), "mine")
    fresh, kept = reset_unit(course, unit, NOW)
    assert fresh == course.work / "01_first"
    assert kept == course.work / "01_first.2026-11-22_143012"
    assert (kept / "01_first.ipynb").read_text() == "mine"
    fresh = notebook_in(course.work, unit.name)
    assert is_copy(fresh, course.released / "01_first/01_first.ipynb")


def test_two_resets_in_one_second_keep_both_folders(course):
    copy_missing_units(course)
    unit = course.unit("01")
    names = [reset_unit(course, unit, NOW)[1].name for _ in range(3)]
    assert names == [f"01_first.2026-11-22_143012{end}" for end in ("", "-2", "-3")]
    assert all((course.work / name / "01_first.ipynb").exists() for name in names)


def test_a_reset_that_fails_to_copy_moves_nothing(course, monkeypatch):
    copy_missing_units(course)
    unit = course.unit("01")
    save(notebook_in(course.work, unit.name), "mine")

    def fail(source, target):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("coursekit.lab.work_folder.shutil.copyfile", fail)
    with pytest.raises(CourseError, match="No space left"):
        reset_unit(course, unit, NOW)
    assert notebook_in(course.work, unit.name).read_text() == "mine"
    assert sorted(path.name for path in course.work.iterdir()) == ["01_first", "03_stride"]


def test_reset_of_a_unit_never_opened_copies_it(course):
    unit = course.unit("03")
    assert reset_unit(course, unit, NOW) == (course.work / "03_stride", None)
    assert notebook_in(course.work, unit.name).exists()


def test_a_work_folder_that_is_a_file_is_a_sentence(course):
    course.work.write_text("a file")
    with pytest.raises(CourseError, match="must be a folder of your own"):
        copy_missing_units(course)
    assert course.work.read_text() == "a file"


def test_no_permission_to_write_is_a_sentence(course, monkeypatch):
    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied", str(course.work))

    monkeypatch.setattr("coursekit.lab.work_folder.Path.mkdir", refuse)
    with pytest.raises(CourseError, match=r"Permission denied.*--work DIR"):
        copy_missing_units(course)


@pytest.mark.parametrize("place", ["notebooks", "notebooks/mine", "solutions"])
def test_work_inside_the_course_s_own_notebooks_is_refused(course, place):
    with pytest.raises(CourseError, match="regenerated"):
        Course(course.root, course.root / place)
