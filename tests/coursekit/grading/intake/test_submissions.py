"""Submissions are taken from disk as they lie there; nothing is followed, opened by mistake, or
waited for."""

import contextlib
import os
import socket
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.handed_in import FILE, UNIT, hand_in, refused

from coursekit.grading.intake import files, submissions
from coursekit.grading.intake.submissions import LARGEST_NOTEBOOK, learners, take


@pytest.fixture
def submitted(tmp_path):
    """The folder of submissions; ada has handed in."""
    folder = tmp_path / "submitted"
    hand_in(folder, "ada")
    return folder


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


def test_folder_with_no_work_in_it_was_not_handed_in(submitted):
    folder = submitted / "bob" / UNIT
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-11-22 10:00:00 UTC")
    assert learners(submitted, UNIT) == ["ada"]
    (folder / "notes.pdf").write_bytes(b"%PDF")
    assert learners(submitted, UNIT) == ["ada", "bob"]


@pytest.mark.parametrize("name", [f"{FILE}.txt", "03 stride.pdf", "homework.zip"])
def test_what_lies_in_place_of_a_notebook_is_said(submitted, name):
    folder = hand_in(submitted, "bob", name=name)
    (folder / "timestamp.txt").write_text("2026-11-22 10:00:00 UTC")
    refused(take(submitted, UNIT, "bob"), f"what lies there is '{name}'; ask for {FILE}")


def test_what_a_platform_marks_as_handed_in_again_is_graded(submitted):
    for number, data in (("", b"{1}"), ("-2", b"{2}"), ("-10", b"{10}")):
        hand_in(submitted, "ada", data, f"ben_222_334_{UNIT}{number}.ipynb")
    found = take(submitted, UNIT, "ada")
    assert found.notebook == b"{10}"
    assert f"handed in again as 'ben_222_334_{UNIT}-10.ipynb', which is graded" in found.notes[0]
    assert f"Not graded: '{FILE}' and 2 more." in found.notes[0]


def test_module_beside_a_notebook_is_said_not_to_be_read(submitted):
    folder = hand_in(submitted, "ada")
    (folder / "helper.py").write_text("def room(n): return n")
    assert "lies 'helper.py', which is not read" in take(submitted, UNIT, "ada").notes[0]


def test_names_that_need_a_joiner_are_names(submitted):
    name = "علی\u200cرضا"
    hand_in(submitted, name)
    assert take(submitted, UNIT, name).learner == name
    hand_in(submitted, "ada\u200d")  # hidden at the end, it makes two names look alike
    refused(take(submitted, UNIT, "ada\u200d"), "cannot be a learner's name")


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
    monkeypatch.setattr(files, "kind_of", lambda folder, name: "device")
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
    monkeypatch.setattr(submissions, "LARGEST_NOTEBOOK", 1000)
    hand_in(submitted, "ada", b"x" * 1000)
    assert len(take(submitted, UNIT, "ada").notebook) == 1000
    hand_in(submitted, "ada", b"x" * 1001)
    refused(take(submitted, UNIT, "ada"), "1,001 bytes", "at most 1,000", "without its outputs")


def test_file_that_is_huge_and_empty_inside_is_not_read(submitted):
    file = hand_in(submitted, "ada") / FILE
    os.truncate(file, LARGEST_NOTEBOOK * 1000)  # 100 GiB on paper, nothing on disk
    began = time.monotonic()
    refused(take(submitted, UNIT, "ada"), "104,857,600,000 bytes")
    assert time.monotonic() - began < 2


def test_file_that_grows_while_it_is_read_is_read_no_further(submitted, monkeypatch):
    monkeypatch.setattr(submissions, "LARGEST_NOTEBOOK", 1000)
    parts = [b"x" * 300] * 50
    monkeypatch.setattr(os, "read", lambda number, length: parts.pop())
    refused(take(submitted, UNIT, "ada"), "1,200 bytes")


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


def test_time_that_had_not_come_is_no_time_and_is_told(submitted):
    stamp = submitted / "ada" / UNIT / "timestamp.txt"
    stamp.write_text("2031-01-01 10:00:00 UTC")
    written = datetime(2031, 1, 1, 9, 30, tzinfo=UTC).timestamp()
    os.utime(stamp, (written, written))  # half an hour: clocks differ
    found = take(submitted, UNIT, "ada")
    assert (found.timestamp, found.notes) == ("2031-01-01 10:00:00.000000 UTC", ())
    os.utime(stamp, (written - 7200, written - 7200))
    found = take(submitted, UNIT, "ada")
    assert found.timestamp is None
    assert "had not come when that file was written: some clock was wrong" in found.notes[0]
    assert found.problem == ""
