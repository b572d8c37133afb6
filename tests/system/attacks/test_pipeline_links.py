"""Goal: be graded with the neighbour's work, or get a file of the instructor's into a page."""

import os

from support.grading_class import UNIT, Class

SECRET = "the instructor's own file"
ADDRESS = "where only a-honest finds a page"


def hand_in(taught: Class):
    submitted = taught.course / "submitted"
    secret = submitted / "a-honest" / UNIT / "submission_secret.txt"
    secret.write_text(ADDRESS, encoding="utf-8")
    (taught.course / "private.txt").write_text(SECRET, encoding="utf-8")
    os.symlink(submitted / "a-honest", submitted / "f-whole-folder")
    (submitted / "f-unit").mkdir()
    os.symlink(submitted / "a-honest" / UNIT, submitted / "f-unit" / UNIT)
    (submitted / "f-notebook" / UNIT).mkdir(parents=True)
    theirs = submitted / "a-honest" / UNIT / f"{UNIT}.ipynb"
    os.symlink(theirs, submitted / "f-notebook" / UNIT / f"{UNIT}.ipynb")
    (submitted / "f-pipe" / UNIT).mkdir(parents=True)
    os.mkfifo(submitted / "f-pipe" / UNIT / f"{UNIT}.ipynb")
    beside = taught.hand_in("f-beside", timestamp="")
    for name in ("timestamp.txt", "submission_secret.txt", f"{UNIT}.html"):
        os.symlink(taught.course / "private.txt", beside / name)
    odd = taught.hand_in("f-devices", timestamp="")
    os.symlink("/dev/zero", odd / "timestamp.txt")
    os.mkfifo(odd / "submission_secret.txt")


def test_links_and_pipes_score_nothing_and_say_why(attacked):
    for name in ("f-whole-folder", "f-unit", "f-notebook", "f-pipe"):
        assert sum(attacked.scores(name).values()) == 0
        assert attacked.record(name)["problem"]


def test_file_that_a_link_names_is_copied_nowhere(attacked):
    for step in ("autograded", "feedback"):
        for path in (attacked.course / step).rglob("*"):
            assert not path.is_symlink()
            assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    assert SECRET not in attacked.said


def test_nobody_s_page_is_handed_out_in_place_of_a_neighbour_s(attacked):
    """nbgrader puts a page where the secret beside it says."""
    holders = set()
    for path in (attacked.course / "feedback").rglob("submission_secret.txt"):
        if ADDRESS in path.read_text(encoding="utf-8"):
            holders.add(path.parent.parent.name)
    assert holders == {"a-honest"}


def test_work_beside_odd_files_counts(attacked):
    for name in ("f-beside", "f-devices"):
        assert sum(attacked.scores(name).values()) == sum(attacked.scores("a-honest").values())
        assert attacked.record(name)["submitted"] is None
