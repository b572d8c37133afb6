"""practice.json: read tolerantly, written whole or not at all, put together where two write it."""

import json
import os
import threading

import pytest

from convtutor.practice.record import EMPTY, NAME, Record, merged, work_folder


def answer(name, time):
    return {
        "id": name, "time": time, "question": "map-side/1", "idea": "map-side",
        "answer": [55], "right": True, "misconceptions": [],
    }  # fmt: skip


def record(*names, wiped=0):
    return {**EMPTY, "wiped": wiped, "answers": [answer(name, ord(name)) for name in names]}


def names(found):
    return "".join(one["id"] for one in found["answers"])


def stored(folder):
    return json.loads((folder / NAME).read_text())


def test_answers_are_kept_and_read_again(tmp_path):
    assert Record(tmp_path).answers == EMPTY
    Record(tmp_path).add(record("a"))
    Record(tmp_path).add(record("b"))
    again = Record(tmp_path)
    assert (names(again.answers), again.warning) == ("ab", "")
    assert os.listdir(tmp_path) == [NAME]


def test_two_kernels_lose_nothing(tmp_path):
    one, other = Record(tmp_path), Record(tmp_path)
    one.add(record("a", "b"))
    other.add(record("c"))
    one.add(record("d"))
    assert names(stored(tmp_path)) == "abcd"
    several = [
        threading.Thread(target=Record(tmp_path).add, args=[record(name)]) for name in "efghijkl"
    ]
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    assert names(stored(tmp_path)) == "abcdefghijkl"


def test_wiping_holds_for_what_another_kernel_remembers(tmp_path):
    one, other = Record(tmp_path), Record(tmp_path)
    one.add(record("a", "b"))
    other.add({**EMPTY, "wiped": ord("b")})
    one.add(record("c"))
    assert names(stored(tmp_path)) == "c"
    assert merged(record("a"), record(wiped=ord("b")))["answers"] == []


@pytest.mark.parametrize(
    ("text", "fault", "word"),
    [
        (b"", "is damaged", "damaged"),
        (b'{"version": 1, "answers": [{"id": 1}', "is damaged", "damaged"),
        (b'{"version": 1, "wiped": 0, "answers": [{"id": "a"}]}', "is damaged", "damaged"),
        (b"[1]", "is damaged", "damaged"),
        (b"\xff\xfe", "is damaged", "damaged"),
        (b'{"version": 9, "answers": []}', "is from another version", "other-version"),
    ],
)
def test_file_that_cannot_be_used_is_kept_beside(tmp_path, text, fault, word):
    (tmp_path / NAME).write_bytes(text)
    found = Record(tmp_path)
    assert found.answers == EMPTY
    (kept,) = tmp_path.glob(f"practice-{word}-*.json")
    assert kept.read_bytes() == text
    assert fault in found.warning
    assert kept.name in found.warning
    found.add(record("a"))
    assert names(stored(tmp_path)) == "a"


def test_crash_in_the_middle_of_a_write_leaves_the_old_file(tmp_path, monkeypatch):
    Record(tmp_path).add(record("a"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Record(tmp_path).add(record("b"))
    assert names(stored(tmp_path)) == "a"
    # A process that was killed leaves its lock; it bars nobody's way for long.
    (tmp_path / f".{NAME}.lock").touch()
    monkeypatch.setattr("convtutor.practice.record._LOCKED", 0.05)
    Record(tmp_path).add(record("b"))
    assert names(stored(tmp_path)) == "ab"


def test_read_only_folder_is_told_and_practice_goes_on(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("convtutor.practice.record._write", refuse)
    found = Record(tmp_path)
    found.add(record("a"))
    found.add(record("b"))
    assert names(found.answers) == "ab"
    assert "cannot be written (Permission denied). Practice goes on" in found.warning


def test_file_that_can_be_neither_used_nor_put_aside_stays_as_it_is(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / NAME).write_text("{", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.rename", refuse)
    found = Record(tmp_path)
    assert "is damaged, and stays as it is; practice begins anew" in found.warning
    found.add(record("a"))
    assert names(found.answers) == "a"
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "{"
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert "cannot be read (Permission denied)" in Record(tmp_path).warning


def test_work_folder_is_what_the_course_was_opened_with_or_the_notebooks_own(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSEKIT_WORK", str(tmp_path))
    assert work_folder() == tmp_path
    monkeypatch.delenv("COURSEKIT_WORK")
    monkeypatch.chdir(tmp_path)
    assert work_folder() == tmp_path
