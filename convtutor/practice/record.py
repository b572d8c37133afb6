"""What a learner answered, in practice.json: read tolerantly, written whole or not at all."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

VERSION = 1
EMPTY: dict[str, Any] = {"version": VERSION, "wiped": 0, "answers": []}
NAME = "practice.json"
_KINDS = {"id": str, "question": str, "idea": str, "time": int | float, "right": bool}
_LOCKED = 5.0  # seconds after which whoever holds the lock has died


def work_folder() -> Path:
    """Where the learner works: what the course was opened with, else the notebook's own folder."""
    return Path(os.environ.get("COURSEKIT_WORK") or ".").resolve()


class Record:
    """The answers in a learner's practice.json, as `browser/record.mjs` has them.

    `answers` is a dict of "version", "wiped" (before that nothing counts) and "answers", in the
    order of time; `warning` says in a sentence what could not be read or written.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.warning = ""
        self.answers = EMPTY
        with suppress(OSError):  # the warning says so
            self.answers = self._stored()

    def add(self, answers: dict[str, Any]) -> None:
        """Put answers together with what the file has by now, and write both."""
        self.answers = merged(self.answers, answers)
        try:
            with _alone(self.path.with_name(f".{NAME}.lock")):
                self.answers = merged(self.answers, self._stored())
                _write(self.path, json.dumps(self.answers, indent=1))
        except OSError as error:
            self.warning = (
                f"{self.path} cannot be written ({error.strerror}). Practice goes on, and your "
                "answers count until this kernel ends."
            )

    def _stored(self) -> dict[str, Any]:
        """What the file has; one that cannot be used is put aside, and nothing of it is lost.

        An OSError says that it can be neither read nor put aside, so it must not be written either.
        """
        try:
            found = json.loads(self.path.read_bytes().decode())
        except FileNotFoundError:
            return EMPTY
        except OSError as error:
            self.warning = f"{self.path} cannot be read ({error.strerror}); practice begins anew."
            raise
        except ValueError:  # it is no UTF-8, or no JSON
            return self._put_aside("is damaged", "damaged")
        if isinstance(found, dict) and found.get("version", VERSION) != VERSION:
            return self._put_aside("is from another version of the course", "other-version")
        return found if is_record(found) else self._put_aside("is damaged", "damaged")

    def _put_aside(self, fault: str, word: str) -> dict[str, Any]:
        stem, now = self.path.stem, datetime.now()
        aside = self.path.with_name(f"{stem}-{word}-{now:%Y-%m-%d-%H%M%S}.json")
        try:
            self.path.rename(aside)
            self.warning = f"{self.path} {fault}. It is kept as {aside.name}; practice begins anew."
        except OSError:
            self.warning = f"{self.path} {fault}, and stays as it is; practice begins anew."
            raise
        return EMPTY


def is_record(found: Any) -> bool:
    """Whether something read from a file is a record with nothing but answers in it."""
    return (
        isinstance(found, dict)
        and found.get("version") == VERSION
        and isinstance(found.get("wiped"), int | float)
        and isinstance(found.get("answers"), list)
        and all(
            isinstance(one, dict)
            and all(isinstance(one.get(name), kind) for name, kind in _KINDS.items())
            and all(isinstance(one.get(name), list) for name in ("answer", "misconceptions"))
            for one in found["answers"]
        )
    )


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The answers of both, each once, in the order of time; without those from before a wiping."""
    wiped = max(one["wiped"], other["wiped"])
    by_id = {answer["id"]: answer for answer in (*one["answers"], *other["answers"])}
    kept = [answer for answer in by_id.values() if answer["time"] > wiped]
    kept.sort(key=lambda answer: (answer["time"], answer["id"]))
    return {"version": VERSION, "wiped": wiped, "answers": kept}


def _write(path: Path, text: str) -> None:
    """Write a file so that a crash leaves the old one or the new one, never a half."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let no other kernel read and write meanwhile; one that died does not bar the way."""
    began = time.monotonic()
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() - began > _LOCKED:
                lock.unlink(missing_ok=True)
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
