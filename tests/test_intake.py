"""Submissions are taken from disk as they lie there; nothing is followed, opened by mistake, or
waited for."""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path

import pytest

from coursekit.grading import intake
from coursekit.grading.intake import LARGEST_NOTEBOOK, learners, take

UNIT = "03_stride"
FILE = f"{UNIT}.ipynb"


@pytest.fixture
def submitted(tmp_path):
    """The folder of submissions; ada has handed in."""
    folder = tmp_path / "submitted"
    hand_in(folder, "ada")
    return folder


def hand_in(submitted, learner, data=b"{}", name=FILE):
    folder = submitted / learner / UNIT
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def refused(found, *words):
    assert found.notebook is None
    assert all(word in found.problem for word in words), found.problem
    assert found.problem.endswith(".")
    assert found.problem.isprintable()


def test_notebook_is_taken_as_it_is(submitted):
    hand_in(submitted, "ada", b"\xff any \0 bytes")
    found = take(submitted, UNIT, "ada")
    assert (found.learner, found.unit, found.notebook) == ("ada", UNIT, b"\xff any \0 bytes")
    assert (found.timestamp, found.notes, found.problem) == (None, (), "")


def test_learners_who_handed_the_unit_in_are_listed(submitted):
    hand_in(submitted, "zoe")
    (submitted / "bob" / "01_single_filter").mkdir(parents=True)  # another unit
    (submitted / "notes.txt").write_text("no folder")
    (submitted / ".ipynb_checkpoints").mkdir()
    assert learners(submitted, UNIT) == ["ada", "zoe"]


def test_without_a_folder_of_submissions_there_are_none(tmp_path):
    assert learners(tmp_path / "submitted", UNIT) == []
    refused(take(tmp_path / "submitted", UNIT, "ada"), "cannot be opened")


def test_folder_of_submissions_may_be_a_link_of_the_instructors(submitted, tmp_path):
    (tmp_path / "link").symlink_to(submitted)
    assert learners(tmp_path / "link", UNIT) == ["ada"]
    assert take(tmp_path / "link", UNIT, "ada").notebook == b"{}"


def test_learners_folder_that_is_a_link_is_refused(submitted):
    (submitted / "eve").symlink_to("ada")
    assert learners(submitted, UNIT) == ["ada", "eve"]
    refused(take(submitted, UNIT, "eve"), "'eve' is a symbolic link")


def test_units_folder_that_is_a_link_is_refused(submitted):
    (submitted / "eve").mkdir()
    (submitted / "eve" / UNIT).symlink_to(submitted / "ada" / UNIT)
    assert learners(submitted, UNIT) == ["ada", "eve"]
    refused(take(submitted, UNIT, "eve"), f"'{UNIT}' is a symbolic link")


@pytest.mark.parametrize("target", [f"../../ada/{UNIT}/{FILE}", "/etc/passwd", "nowhere", FILE])
def test_notebook_that_is_a_link_is_refused(submitted, target):
    folder = submitted / "eve" / UNIT
    folder.mkdir(parents=True)
    (folder / FILE).symlink_to(target)
    refused(take(submitted, UNIT, "eve"), "is a symbolic link", "another's work")


def test_renamed_notebook_that_is_a_link_is_refused(submitted):
    folder = submitted / "eve" / UNIT
    folder.mkdir(parents=True)
    (folder / "mine.ipynb").symlink_to(f"../../ada/{UNIT}/{FILE}")
    refused(take(submitted, UNIT, "eve"), "is a symbolic link")


def test_hard_link_is_a_file_like_others(submitted):
    folder = submitted / "bob" / UNIT
    folder.mkdir(parents=True)
    os.link(submitted / "ada" / UNIT / FILE, folder / FILE)
    assert take(submitted, UNIT, "bob").notebook == b"{}"


@pytest.mark.parametrize("where", ["notebook", "unit", "learner", "timestamp.txt"])
def test_pipe_is_not_waited_for(submitted, where):
    path = {
        "notebook": submitted / "eve" / UNIT / FILE,
        "unit": submitted / "eve" / UNIT,
        "learner": submitted / "eve",
        "timestamp.txt": submitted / "ada" / UNIT / "timestamp.txt",
    }[where]
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    began = time.monotonic()
    if where == "timestamp.txt":
        found = take(submitted, UNIT, "ada")
        assert found.notebook == b"{}"
        assert "timestamp.txt cannot be read" in found.notes[0]
    else:
        refused(take(submitted, UNIT, "eve"), "is no")
    assert time.monotonic() - began < 2


def test_socket_is_not_opened(submitted, monkeypatch):
    folder = submitted / "eve" / UNIT
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(FILE)
        refused(take(submitted, UNIT, "eve"), "no regular file")


def test_device_is_not_opened(submitted, monkeypatch):
    """As if it were one: making a device takes rights that a test does not have."""
    opened, real = [], os.open
    monkeypatch.setattr(intake, "_kind", lambda folder, name: "device")
    monkeypatch.setattr(
        os, "open", lambda name, *a, **k: opened.append(name) or real(name, *a, **k)
    )
    refused(take(submitted, UNIT, "ada"), "no regular file")
    assert FILE not in opened


def test_folder_in_place_of_the_notebook_is_refused(submitted):
    (submitted / "eve" / UNIT / FILE).mkdir(parents=True)
    refused(take(submitted, UNIT, "eve"), "no regular file")


def test_file_in_place_of_a_folder_is_refused(submitted):
    (submitted / "eve").mkdir()
    (submitted / "eve" / UNIT).write_bytes(b"{}")
    assert "eve" in learners(submitted, UNIT)
    refused(take(submitted, UNIT, "eve"), "is no folder")


def test_swapping_a_file_for_a_link_again_and_again_never_leads_out(submitted, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    file, stop = hand_in(submitted, "eve", b"own") / FILE, threading.Event()

    def swap():
        while not stop.is_set():
            for make in (lambda p: p.symlink_to(secret), lambda p: p.write_bytes(b"own")):
                new = file.with_name("new")
                make(new)
                os.replace(new, file)

    racer = threading.Thread(target=swap)
    racer.start()
    try:
        found = {take(submitted, UNIT, "eve").notebook for _ in range(400)}
    finally:
        stop.set()
        racer.join()
    assert found <= {b"own", None}
    assert b"own" in found


def test_largest_notebook_is_taken_and_a_byte_more_is_not(submitted, monkeypatch):
    monkeypatch.setattr(intake, "LARGEST_NOTEBOOK", 1000)
    hand_in(submitted, "ada", b"x" * 1000)
    assert len(take(submitted, UNIT, "ada").notebook) == 1000
    hand_in(submitted, "ada", b"x" * 1001)
    refused(take(submitted, UNIT, "ada"), "1,001 bytes", "at most 1,000", "without its outputs")


def test_file_that_is_huge_and_empty_inside_is_not_read(submitted):
    file = hand_in(submitted, "ada") / FILE
    os.truncate(file, LARGEST_NOTEBOOK * 1000)  # 20 GiB on paper, nothing on disk
    began = time.monotonic()
    refused(take(submitted, UNIT, "ada"), "bytes")
    assert time.monotonic() - began < 2


def test_file_that_grows_while_it_is_read_is_read_no_further(submitted, monkeypatch):
    monkeypatch.setattr(intake, "LARGEST_NOTEBOOK", 1000)
    monkeypatch.setattr(os, "read", lambda number, length: b"x" * 300)  # without end
    refused(take(submitted, UNIT, "ada"), "1,200 bytes")


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
    monkeypatch.setattr(intake, "MOST_FILES", 10)
    for number in range(50):
        hand_in(submitted, "ada", b"x", f"{number}.ipynb")
    found = take(submitted, UNIT, "ada")
    assert found.notebook == b"{}"  # its name is known
    assert len(found.notes[0]) < 200


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
    assert len(found.learner.encode()) <= intake.LONGEST_NAME


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
    "text",
    ["2026-11-22 10:00:00.000000 UTC", "2026-11-22T10:00:00+01:00", "22 Nov 2026 10:00 +0100"],
)
def test_timestamp_is_one_that_nbgrader_reads(submitted, text):
    found = stamped(submitted, f"\n {text} \n".encode())
    assert (found.timestamp, found.notes) == (text, ())


@pytest.mark.parametrize(
    "text",
    [b"yesterday", b"\xff\xfe", b"9" * 150, b"2026-11-22" * 50, b"\x1b[31m2026", b"0000-00-00"],
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


def test_no_file_stays_open(submitted):
    folder = Path("/dev/fd")
    hand_in(submitted, "eve", b"", "a.ipynb")
    take(submitted, UNIT, "ada")
    before = len(os.listdir(folder))
    for _ in range(20):
        for learner in ("ada", "eve", "nobody", "a\0b", ".."):
            with contextlib.suppress(KeyError):
                take(submitted, UNIT, learner)
    assert len(os.listdir(folder)) == before
