"""Which file is taken for the notebook, whose it is, and when it was handed in."""

import os
import re

import pytest
from support.handed_in import FILE, UNIT, hand_in, refused

from coursekit.grading.intake import submissions
from coursekit.grading.intake.submissions import learners, take


@pytest.fixture
def submitted(tmp_path):
    """The folder of submissions; ada has handed in."""
    folder = tmp_path / "submitted"
    hand_in(folder, "ada")
    return folder


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n"])
def test_empty_file_is_refused(submitted, data):
    hand_in(submitted, "ada", data)
    refused(take(submitted, UNIT, "ada"), "is empty")


def test_empty_folder_is_refused(submitted):
    (submitted / "eve" / UNIT).mkdir(parents=True)
    refused(take(submitted, UNIT, "eve"), "no notebook in the folder", FILE)


@pytest.mark.parametrize("what", [FILE, UNIT, "ada"])
def test_what_may_not_be_read_is_refused(submitted, monkeypatch, what):
    real = os.open

    def guarded(name, *rest, **more):
        if name == what:
            raise PermissionError(13, "Permission denied")
        return real(name, *rest, **more)

    monkeypatch.setattr(os, "open", guarded)  # the superuser may read everything
    refused(take(submitted, UNIT, "ada"), f"'{what}' cannot be", "Permission denied")


def test_disk_that_fails_is_a_problem(submitted, monkeypatch):
    def fails(number, length):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", fails)
    refused(take(submitted, UNIT, "ada"), "Input/output error")


def test_only_notebook_of_another_name_is_taken_with_a_note(submitted):
    hand_in(submitted, "eve", b"mine", "My <b>work\n.IPYNB")
    found = take(submitted, UNIT, "eve")
    assert (found.notebook, found.problem) == (b"mine", "")
    assert "was renamed to 'My <b>work\\n.IPYNB'" in found.notes[0]
    assert found.notes[0].isprintable()


@pytest.mark.parametrize(
    "name",
    ["03_Stride.ipynb", "03_stride (1).ipynb", "03 stride.ipynb", "03_stride-Copy2.ipynb"],
)
def test_of_several_the_one_that_is_nearly_named_right_is_taken(submitted, name):
    hand_in(submitted, "eve", b"mine", name)
    hand_in(submitted, "eve", b"other", "01_single_filter.ipynb")
    hand_in(submitted, "eve", b"other", "scratch.ipynb")
    found = take(submitted, UNIT, "eve")
    assert (found.notebook, found.problem) == (b"mine", "")


def test_several_of_which_none_is_named_right_are_a_problem_that_lists_them(submitted):
    for name in ("a.ipynb", "b.ipynb", "\x1b[2J.ipynb", "z" * 240 + ".ipynb"):
        hand_in(submitted, "eve", b"x", name)
    found = take(submitted, UNIT, "eve")
    refused(found, "4 notebooks", r"\x1b[2J", FILE)
    assert len(found.problem) < 400


def test_right_name_goes_before_others_which_are_noted(submitted):
    hand_in(submitted, "ada", b"copy", "03_stride-Copy1.ipynb")
    hand_in(submitted, "ada", b"copy", "a.ipynb")
    found = take(submitted, UNIT, "ada")
    assert found.notebook == b"{}"
    assert found.notes == (
        f"Beside {FILE} there is '03_stride-Copy1.ipynb' and 1 more, which is not graded.",
    )


def test_hidden_files_and_other_kinds_are_not_looked_at(submitted):
    for name in (".03_stride.ipynb", "._x.ipynb", "data.csv", "03_stride.html"):
        hand_in(submitted, "ada", b"x", name)
    (submitted / "ada" / UNIT / ".ipynb_checkpoints").mkdir()
    assert take(submitted, UNIT, "ada").notes == ()


def test_folder_of_many_files_is_searched_no_further(submitted, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_FILES", 10)
    for number in range(50):
        hand_in(submitted, "ada", b"x", f"{number}.ipynb")
    found = take(submitted, UNIT, "ada")
    assert found.notebook == b"{}"  # its name is known
    assert int(re.search(r"(\d+) more", found.notes[0])[1]) < 10


GOOD_NAMES = [
    "ada",
    "O'Neil <b>",
    "=cmd|' calc'!A0",
    "a⁄b",  # a fraction bar
    "a..b",
    "张伟",
    "naïve ñ",
    "x" * 128,
    "a b",
    "-rf",
    "%s{}$HOME",
    "back\\slash",
]
BAD_NAMES = [
    "two\nlines",
    "\x1b[2Jclear",
    "turned\u202etxet",
    "tab\t",
    " blank",
    "blank ",
    ".hidden",
    "...",
    "x" * 129,
    "é" * 65,
    b"caf\xe9".decode("utf-8", "surrogateescape"),
    "zero\u200bwidth",
    "x" * 200,
    "x" * 199 + "y",
    "unusable name two\\nlines",
]


@pytest.mark.parametrize("name", GOOD_NAMES)
def test_odd_name_is_a_name_all_the_same(submitted, name):
    hand_in(submitted, name)
    assert name in learners(submitted, UNIT)
    found = take(submitted, UNIT, name)
    assert (found.learner, found.notebook, found.problem) == (name, b"{}", "")


@pytest.mark.parametrize("name", BAD_NAMES)
def test_name_that_no_gradebook_can_hold_is_a_problem_under_another_name(submitted, name):
    hand_in(submitted, name)
    assert name in learners(submitted, UNIT)
    found = take(submitted, UNIT, name)
    refused(found, "rename it")
    assert found.learner.startswith("unusable name ")
    assert found.learner.isprintable()
    assert len(found.learner.encode()) <= submissions.LONGEST_NAME


def test_names_that_no_gradebook_can_hold_stay_apart(submitted):
    names = {take(submitted, UNIT, name).learner for name in BAD_NAMES}
    assert len(names) == len(BAD_NAMES)


@pytest.mark.parametrize(
    "learner", ["", ".", "..", "../ada", "ada/../ada", "./ada", "ada/", "a\0b"]
)
def test_what_is_no_name_of_a_folder_leads_nowhere(submitted, learner):
    found = take(submitted, UNIT, learner)
    assert found.notebook is None
    assert found.problem


def stamped(submitted, text):
    (submitted / "ada" / UNIT / "timestamp.txt").write_bytes(text)
    return take(submitted, UNIT, "ada")


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-22 10:00:00.000000 UTC", 10),
        ("\ufeff2026-11-22 10:00:00", 10),  # a byte-order mark; without a zone, UTC as nbgrader's
        ("2026-11-22T10:00:00+01:00", 9),
        ("2026-11-22 10:00:00+0100", 9),
        ("2026-11-22 10:00:00 -0800", 18),
        ("2026-11-22 10:00 -08:00", 18),
    ],
)
def test_timestamp_of_any_zone_is_kept_in_utc(submitted, text, hour):
    found = stamped(submitted, f"\n {text} \n".encode() if text[0] == "2" else text.encode())
    assert (found.timestamp, found.notes) == (f"2026-11-22 {hour:02}:00:00.000000 UTC", ())


@pytest.mark.parametrize(
    "text",
    [
        *(
            b"yesterday",
            b"\xff\xfe",
            b"9" * 150,
            b"2026-11-22" * 50,
            b"\x1b[31m2026",
            b"0000-00-00",
        ),
        # What a library that guesses takes for a time of today, this month, or of another zone.
        *(b"10:00", b"5", b"2026", b"2026-11-22", b"2026-11-22 10:00:00 PST", b"2026-11-31 10:00"),
    ],
)
def test_timestamp_that_is_none_costs_nothing_but_itself(submitted, text):
    found = stamped(submitted, text)
    assert (found.notebook, found.timestamp, found.problem) == (b"{}", None, "")
    assert "timestamp.txt" in found.notes[0]
    assert found.notes[0].isprintable()


def test_empty_timestamp_is_none(submitted):
    found = stamped(submitted, b" \n")
    assert (found.timestamp, found.notes) == (None, ())


def test_timestamp_that_is_a_link_is_not_followed(submitted, tmp_path):
    (tmp_path / "stamp").write_text("2026-11-22 10:00:00 UTC")
    (submitted / "ada" / UNIT / "timestamp.txt").symlink_to(tmp_path / "stamp")
    assert take(submitted, UNIT, "ada").timestamp is None
