"""Take submissions from disk: whatever lies there, nothing is followed, waited for or run."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
from datetime import UTC, datetime
from pathlib import Path

from coursekit.grading.intake.files import IntakeError, kind_of, open_folder, read_file
from coursekit.grading.submission import Submission, harmless, is_readable, quote

LARGEST_NOTEBOOK = 100 * 2**20
"""Bytes. The course's own with all pictures have fewer than 1 MiB; photographs come along."""

LARGEST_TIMESTAMP = 200
"""Bytes. nbgrader writes 30."""

AHEAD = 3600
"""Seconds by which one clock may be ahead of another: more than that is no time of handing in."""

LONGEST_NAME = 128
"""Bytes of a learner's name that nbgrader's gradebook has room for."""

MOST_FILES = 1000
"""Files of a submission's folder that are looked at, in search of a renamed notebook."""

_BESIDE = (
    "timestamp.txt",
    "submission_secret.txt",
    "collected_as.txt",
    ".ipynb_checkpoints",
    ".DS_Store",
)
"""What lies beside a notebook and was handed in by nobody."""

_UNUSABLE = "unusable name "

_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)


def learners(submitted: Path, unit: str) -> list[str]:
    """List who handed a unit in: names of folders, also of those that `take` finds amiss."""
    try:
        with os.scandir(submitted) as entries:
            return sorted(entry.name for entry in entries if _has(entry, unit))
    except FileNotFoundError:
        return []


def take(submitted: Path, unit: str, learner: str) -> Submission:
    """Take one submission: of the course's `submitted/`, the folder that `learners` lists.

    The learner's folder, the unit's folder and the files are opened one inside the other, and a
    symbolic link in any place is refused, since it may lead to another learner's work. A hard link
    is a file like others. Files of other kinds are not opened at all.
    """
    name = _safe_name(learner)
    notes: list[str] = []
    timestamp = None
    try:
        if name != learner:
            raise IntakeError(
                f"The folder {quote(learner, 128)} cannot be a learner's name in a gradebook; "
                f"rename it to at most {LONGEST_NAME} bytes of printable characters."
            )
        with open_folder(submitted, learner, unit) as folder:
            timestamp = _timestamp(folder, notes)
            file = _choose(folder, unit, notes)
            notebook = read_file(folder, file, LARGEST_NOTEBOOK)
            if not notebook.strip():
                raise IntakeError(f"The file {quote(file)} is empty; ask for it again.")
    except IntakeError as problem:
        return Submission(name, unit, None, timestamp, tuple(notes), str(problem))
    return Submission(name, unit, notebook, timestamp, tuple(notes))


def _has(entry: os.DirEntry[str], unit: str) -> bool:
    """Whether a learner's folder holds the unit, in whatever form."""
    if entry.is_symlink():
        return not entry.name.startswith(".")  # not followed, so nobody knows
    if not entry.is_dir(follow_symlinks=False):
        return False
    folder = os.path.join(entry.path, unit)
    try:
        if not stat.S_ISDIR(os.lstat(folder).st_mode):
            return True
        with os.scandir(folder) as entries:
            return any(found.name not in _BESIDE for found in entries)  # else nothing handed in
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # such as a folder that may not be read: `take` says so


def is_learner_name(name: str) -> bool:
    """Say whether a folder of this name can be a learner's in a gradebook."""
    return bool(name) and _safe_name(name) == name


def _safe_name(learner: str) -> str:
    """The name itself, or what stands for it in a gradebook where it cannot be one."""
    fits = len(os.fsencode(learner)) <= LONGEST_NAME and learner == learner.strip()
    odd = learner.startswith((".", _UNUSABLE)) or "/" in learner or not is_readable(learner)
    if fits and not odd:
        return learner
    escaped = ascii(learner)[1:-1].replace("/", "\\x2f")
    if len(escaped) > LONGEST_NAME - 40:  # what is cut off must not make two names one
        mark = hashlib.sha256(os.fsencode(learner)).hexdigest()[:8]
        escaped = f"{escaped[: LONGEST_NAME - 40]}…{mark}"
    return _UNUSABLE + escaped


def _choose(folder: int, unit: str, notes: list[str]) -> str:
    """Find the notebook: the last that was handed in again, or that of the right name, or the one.

    What lies beside it, and is not graded, is noted.
    """
    wanted = f"{unit}.ipynb"
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in itertools.islice(entries, MOST_FILES)]
    except OSError as error:
        raise IntakeError(f"The folder cannot be read ({error.strerror}).") from None
    if modules := sorted(name for name in names if name.endswith(".py")):
        notes.append(
            f"Beside the notebook lies {_first_of(modules)}, which is not read: "
            "what an answer needs has to stand in the notebook."
        )
    found = sorted(
        name for name in names if name.lower().endswith(".ipynb") and not name.startswith(".")
    )
    last = max(found, key=lambda name: _attempt(name, unit), default="")
    if _attempt(last, unit):
        others = [name for name in found if name != last]
        beside = f" Not graded: {_first_of(others)}." if others else ""
        notes.append(harmless(f"It was handed in again as {quote(last)}, which is graded.{beside}"))
        return last
    if kind_of(folder, wanted):
        if others := [name for name in found if name != wanted]:
            notes.append(f"Beside {wanted} there is {_first_of(others)}, which is not graded.")
        return wanted
    if not found:
        there = [quote(name) for name in sorted(names) if name not in _BESIDE]
        more = f" and {len(there) - 3} more" if len(there) > 3 else ""
        lies = f"what lies there is {', '.join(there[:3])}{more}" if there else "it is empty"
        raise IntakeError(f"There is no notebook in the folder: {lies}; ask for {wanted}.")
    close = found if len(found) == 1 else [name for name in found if looks_like(name, unit)]
    if len(close) != 1:
        listed = ", ".join(quote(name) for name in found[:3])
        raise IntakeError(
            f"There are {len(found)} notebooks in the folder, such as {listed}, and none is "
            f"{wanted}; give the right one that name."
        )
    told = f"The notebook was renamed to {quote(close[0])}; graded as {wanted}."
    notes.append(harmless(told))
    return close[0]


def _first_of(names: list[str]) -> str:
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{quote(names[0])}{more}"


def _attempt(name: str, unit: str) -> int:
    """The number that a learning platform gives to what is handed in again; 0 for other names."""
    found = re.fullmatch(rf"(?i).+_\d+_\d+_{re.escape(unit)}-(\d+)\.ipynb", name)
    return int(found[1]) if found else 0


def looks_like(name: str, unit: str) -> bool:
    """Whether it is the right one but for capitals, blanks, "(1)", or what a platform adds."""
    stem = re.sub(r"\s*(\(\d+\)|-Copy\d+)$", "", name[: -len(".ipynb")].strip())
    stem = re.sub(r"^.+_\d+_\d+_(?=\d)", "", stem)
    return re.sub(r"[\s-]+", "_", stem).lower() == unit.lower()


def _timestamp(folder: int, notes: list[str]) -> str | None:
    """Read timestamp.txt; what it holds besides one whole time is noted and left out."""
    if not kind_of(folder, "timestamp.txt"):
        return None
    try:
        text = read_file(folder, "timestamp.txt", LARGEST_TIMESTAMP).decode("utf-8-sig").strip()
    except (IntakeError, UnicodeDecodeError):
        notes.append("Its timestamp.txt cannot be read; it counts as handed in at no known time.")
        return None
    if not text:
        return None
    try:
        told = as_utc(text)
    except ValueError:
        notes.append(
            f"Its timestamp.txt holds no time but {quote(text)}; it counts as handed in at no "
            "known time. Write it as 2026-11-20 18:02:11 +0100."
        )
        return None
    written = os.stat("timestamp.txt", dir_fd=folder, follow_symlinks=False).st_mtime
    if datetime.fromisoformat(told.replace(" UTC", "+00:00")).timestamp() > written + AHEAD:
        notes.append(
            f"Its timestamp.txt says {quote(text)}, which had not come when that file was written: "
            "some clock was wrong. It counts as handed in at no known time; write the right one "
            "into the file."
        )
        return None
    return told


def as_utc(text: str) -> str:
    """Write a date and a time, and UTC or the hours from it or nothing, as nbgrader writes a time.

    A ValueError says that it is anything else. A library that guesses takes "10:00" for today, and
    PST for UTC.

    Examples
    --------
    >>> as_utc("2026-11-20 20:00 -08:00")
    '2026-11-21 04:00:00.000000 UTC'
    """
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(text)
    date, clock, zone = found.groups()
    offset = "+00:00" if not zone or zone[0] not in "+-" else zone
    time = datetime.fromisoformat(f"{date}T{clock}{offset}").astimezone(UTC)
    return f"{time:%Y-%m-%d %H:%M:%S.%f} UTC"
