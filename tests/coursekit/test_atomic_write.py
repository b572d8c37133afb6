"""A file is written whole or not at all, and a failure is a sentence."""

import os

import pytest
from support.coursekit_folder import save

from coursekit.atomic_write import make_private, write_atomically, write_text
from coursekit.errors import CourseError


def test_an_interrupted_write_leaves_the_old_text_and_nothing_else(tmp_path, monkeypatch):
    page = save(tmp_path / "page.md", "old")

    def fail(source, target):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("coursekit.atomic_write.os.replace", fail)
    with pytest.raises(CourseError, match=r"No space left on device\); make room\.$"):
        write_text(page, "new", "make room")
    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_links_in_the_places_of_the_file_and_of_its_half_are_replaced_and_not_followed(tmp_path):
    outside = save(tmp_path / "gradebook.db", "grades")
    folder = tmp_path / "new"
    folder.mkdir()
    for name in ("page.html", f".writing-{os.getpid()}"):
        (folder / name).symlink_to(outside)
    write_atomically(folder / "page.html", b"page", 0o444)
    assert outside.read_text() == "grades"
    assert not (folder / "page.html").is_symlink()
    assert (folder / "page.html").read_bytes() == b"page"
    assert (folder / "page.html").stat().st_mode & 0o777 == 0o444
    assert [path.name for path in folder.iterdir()] == ["page.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_what_is_private_is_the_teams_in_a_folder_that_a_team_shares(tmp_path):
    modes = {}
    for name, mode in (("alone", 0o755), ("team", 0o2775)):
        folder = tmp_path / name
        folder.mkdir()
        folder.chmod(mode)
        make_private(folder / "grading" / "unit")
        write_atomically(folder / "grading" / "unit" / "ada.json", b"{}", 0o600)
        write_atomically(folder / "page.html", b"", 0o644)
        parts = ("grading/unit", "grading/unit/ada.json", "page.html")
        modes[name] = [(folder / part).stat().st_mode & 0o777 for part in parts]
    assert modes == {"alone": [0o700, 0o600, 0o644], "team": [0o770, 0o660, 0o664]}
