"""A user's server on a hub: what it is started with, by role."""

import os
import shutil

import pytest

from coursekit.course import START_PAGE, find_course
from coursekit.lab import hub_user
from coursekit.lab.hub_user import COURSE_ID, main


@pytest.fixture
def become(monkeypatch, tmp_path):
    """Start a server, and return the words and the variables that it would be given."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path)
    became = []
    monkeypatch.setattr(os, "execve", lambda *given: became.append(given))

    def start(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, str(value))
        main(["--debug"])
        _, words, environment = became[-1]
        return words, environment

    return start


@pytest.fixture
def exchange(tmp_path):
    """An exchange in which one unit was handed out."""
    folder = tmp_path / "exchange"
    shutil.copytree(
        find_course().released / "02_padding", folder / COURSE_ID / "outbound" / "02_padding"
    )
    return folder


def test_learner_begins_on_the_start_page_with_the_units_that_were_handed_out(
    become, exchange, tmp_path
):
    words, environment = become(COURSEKIT_ROLE="learner", NBGRADER_EXCHANGE=exchange)
    work = tmp_path / "home" / COURSE_ID
    assert [path.name for path in sorted(work.glob("0*"))] == ["02_padding"]
    page = (work / START_PAGE).read_text(encoding="utf-8")
    assert "02_padding/02_padding.ipynb" in page
    assert "01_single_filter" not in page
    assert "**Handing in.**" in page
    assert environment["JUPYTERHUB_DEFAULT_URL"] == f"/lab/tree/{COURSE_ID}/{START_PAGE}"
    assert environment["JUPYTERHUB_ROOT_DIR"] == str(tmp_path / "home")
    assert "/learner:" in environment["JUPYTER_CONFIG_PATH"]
    assert words[-1] == "--debug"


def test_what_the_learner_has_written_stays(become, exchange, tmp_path):
    mine = tmp_path / "home" / COURSE_ID / "02_padding" / "02_padding.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("{}", encoding="utf-8")
    become(COURSEKIT_ROLE="learner", NBGRADER_EXCHANGE=exchange)
    assert mine.read_text(encoding="utf-8") == "{}"


def test_before_anything_was_handed_out_nothing_is_copied_and_the_lab_opens(
    become, tmp_path, monkeypatch, capsys
):
    # As in a wheel, whose own units would be there to copy.
    monkeypatch.setattr("coursekit.course.PACKAGED", find_course().released)
    _, environment = become(COURSEKIT_ROLE="learner", NBGRADER_EXCHANGE=tmp_path / "none")
    assert not list((tmp_path / "home" / COURSE_ID).glob("0*"))
    assert environment["JUPYTERHUB_DEFAULT_URL"] == "/lab"
    assert "There are no units in" in capsys.readouterr().err


def test_instructor_works_in_the_folder_of_the_class_and_shares_what_is_written(become, tmp_path):
    before = os.umask(0o022)
    try:
        _, environment = become(COURSEKIT_ROLE="instructor", COURSEKIT_CLASS=tmp_path)
        assert os.umask(0o022) == hub_user.TEAM
    finally:
        os.umask(before)
    assert environment["JUPYTERHUB_ROOT_DIR"] == str(tmp_path)
    assert environment["COURSEKIT_ROOT"] == str(tmp_path)
    assert "/instructor:" in environment["JUPYTER_CONFIG_PATH"]
    assert (tmp_path / "gradebook.db").stat().st_mode & 0o777 == 0o660
