"""Take submissions from disk: whatever lies there, nothing is followed, waited for or run."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from pathlib import Path

from coursekit.grading.intake.files import IntakeError, kind_of, open_folder, read_file
from coursekit.grading.submission import Submission, quote

LARGEST_NOTEBOOK = 20 * 2**20
"""Bytes. A notebook of the course with all its pictures has fewer than 1 MiB."""

LARGEST_TIMESTAMP = 200
"""Bytes. nbgrader writes 30."""

LONGEST_NAME = 128
"""Bytes of a learner's name that nbgrader's gradebook has room for."""

MOST_FILES = 1000
"""Files of a submission's folder that are looked at, in search of a renamed notebook."""

_UNUSABLE = "unusable name "


def learners(submitted: Path, unit: str) -> list[str]:
    """List who handed a unit in.

    Parameters
    ----------
    submitted : Path
        The course's folder of submissions, `submitted/`.
    unit : str

    Returns
    -------
    list of str
        Names of folders, sorted, also of those that `take` will find a problem with. Empty where
        there are no submissions.
    """
    try:
        with os.scandir(submitted) as entries:
            return sorted(entry.name for entry in entries if _has(entry, unit))
    except FileNotFoundError:
        return []


def take(submitted: Path, unit: str, learner: str) -> Submission:
    """Take one submission.

    Parameters
    ----------
    submitted : Path
        The course's folder of submissions, `submitted/`.
    unit : str
    learner : str
        The name of a folder, as `learners` lists it.

    Returns
    -------
    Submission
        Always.

    Notes
    -----
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
        with (
            open_folder(os.fspath(submitted), None) as top,
            open_folder(learner, top) as own,
            open_folder(unit, own) as folder,
        ):
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
    try:
        os.lstat(os.path.join(entry.path, unit))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # such as a folder that may not be read: `take` says so
    return True


def _safe_name(learner: str) -> str:
    """The name itself, or what stands for it in a gradebook where it cannot be one."""
    fits = len(os.fsencode(learner)) <= LONGEST_NAME and learner == learner.strip()
    odd = learner.startswith((".", _UNUSABLE)) or "/" in learner or not learner.isprintable()
    if fits and not odd:
        return learner
    escaped = ascii(learner)[1:-1].replace("/", "\\x2f")
    if len(escaped) > LONGEST_NAME - 40:  # what is cut off must not make two names one
        mark = hashlib.sha256(os.fsencode(learner)).hexdigest()[:8]
        escaped = f"{escaped[: LONGEST_NAME - 40]}…{mark}"
    return _UNUSABLE + escaped


def _choose(folder: int, unit: str, notes: list[str]) -> str:
    """Find the notebook: by its name, or else the only one that is there."""
    wanted = f"{unit}.ipynb"
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in itertools.islice(entries, MOST_FILES)]
    except OSError as error:
        raise IntakeError(f"The folder cannot be read ({error.strerror}).") from None
    found = sorted(
        name for name in names if name.lower().endswith(".ipynb") and not name.startswith(".")
    )
    if kind_of(folder, wanted):
        others = [name for name in found if name != wanted]
        if others:
            notes.append(
                f"Beside {wanted} there is {quote(others[0])}"
                f"{_and_more(others)}, which is not graded."
            )
        return wanted
    if not found:
        raise IntakeError(f"There is no notebook in the folder; it needs {wanted}.")
    if len(found) > 1:
        close = [name for name in found if _looks_like(name, unit)]
        if len(close) != 1:
            listed = ", ".join(quote(name) for name in found[:3])
            raise IntakeError(
                f"There are {len(found)} notebooks in the folder, such as {listed}, and none is "
                f"{wanted}; give the right one that name."
            )
        found = close
    notes.append(f"The notebook was renamed to {quote(found[0])}; graded as {wanted}.")
    return found[0]


def _and_more(names: list[str]) -> str:
    return f" and {len(names) - 1} more" if len(names) > 1 else ""


def _looks_like(name: str, unit: str) -> bool:
    """Whether a name is the right one but for capitals, blanks, or a browser's "(1)"."""
    stem = re.sub(r"\s*(\(\d+\)|-Copy\d+)$", "", name[: -len(".ipynb")].strip())
    return re.sub(r"[\s-]+", "_", stem).lower() == unit.lower()


def _timestamp(folder: int, notes: list[str]) -> str | None:
    """Read timestamp.txt as nbgrader does; what it cannot read is noted and left out."""
    if not kind_of(folder, "timestamp.txt"):
        return None
    try:
        text = read_file(folder, "timestamp.txt", LARGEST_TIMESTAMP).decode().strip()
    except (IntakeError, UnicodeDecodeError):
        notes.append("Its timestamp.txt cannot be read; it counts as handed in at no known time.")
        return None
    if not text:
        return None
    from nbgrader.utils import parse_utc  # loads much, and is rarely needed

    try:
        parse_utc(text)
    except Exception:  # dateutil raises many kinds
        notes.append(
            f"Its timestamp.txt holds no time but {quote(text)}; it counts as handed in at no "
            "known time."
        )
        return None
    return text
