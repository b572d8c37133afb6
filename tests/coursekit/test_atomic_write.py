"""A file is written whole or not at all, and a failure is a sentence."""

import pytest
from support.coursekit_folder import save

from coursekit.atomic_write import write_atomically, write_text
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


def test_a_link_in_the_file_s_place_is_replaced_and_not_followed(tmp_path):
    mine = save(tmp_path / "mine.txt", "mine")
    link = tmp_path / "new" / "link.txt"
    link.parent.mkdir()
    link.symlink_to(mine)
    write_atomically(link, b"data", 0o444)
    assert not link.is_symlink()
    assert link.read_bytes() == b"data"
    assert link.stat().st_mode & 0o777 == 0o444
    assert mine.read_text() == "mine"
