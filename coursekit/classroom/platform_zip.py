"""What a learning platform hands out: one zip, whose files' names say whose each one is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.grading.intake import LARGEST_NOTEBOOK, looks_like

MOST_FILES = 20_000
"""Files of a zip; a class of 2,000 with five files each has half of it."""

# Who, and what the file was called. Of a learner's several files the later ones have a number.
NAMES = (
    # Blackboard: Unit+3_alovelace_attempt_2026-11-20-18-02-11_03_stride.ipynb
    re.compile(
        r"(?:.*/)?[^/]*_(?P<who>[^/_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})_(?P<file>[^/]+)"
    ),
    # Moodle: Ada Lovelace_12345_assignsubmission_file_/03_stride.ipynb
    re.compile(r"(?:.*/)?(?P<who>[^/]+)_\d+_assignsubmission_file_?(?:/.*?)?/?(?P<file>[^/]+)"),
    # Canvas: lovelaceada_LATE_4711_98765_03_stride-1.ipynb
    re.compile(r"(?:.*/)?(?P<who>[^/_]+)(?:_LATE)?_(?P<number>\d+)_\d+_(?P<file>[^/]+)"),
    # Folders by participant, the unit's folder in them or not.
    re.compile(r"(?:.*/)?(?P<who>[^/]+)/(?P<file>[^/]+)"),
)
AGAIN = re.compile(r"(?:-(\d+)| ?\((\d+)\))$")


@dataclass(frozen=True)
class ZippedNotebook:
    """A notebook in the zip."""

    member: zipfile.ZipInfo
    who: str
    number: str  # by which the platform knows who it is; "" where it says none
    stem: str  # of the learner's file, without what the platform added
    attempt: int  # of the same learner's files of one unit the largest is the last
    time: datetime | None  # when it was handed in, where the name says so


def notebooks(archive: zipfile.ZipFile, units: Collection[str]) -> Iterator[ZippedNotebook | str]:
    """Give each notebook of a zip, or a sentence about what is no notebook that can be placed."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise CourseError(
            f"{archive.filename} holds {len(members):,} files, and at most {MOST_FILES:,} are "
            "looked at; is it the right one?"
        )
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("__MACOSX/") or "/.ipynb_checkpoints/" in f"/{name}":
            continue
        if not name.lower().endswith(".ipynb"):
            yield f"{name}: no notebook"
        elif member.flag_bits & 1:
            yield f"{name}: locked by a password"
        elif member.file_size > LARGEST_NOTEBOOK:
            yield f"{name}: {member.file_size:,} bytes; at most {LARGEST_NOTEBOOK:,} are read"
        else:
            yield _named(member, name, units)


def _named(member: zipfile.ZipInfo, name: str, units: Collection[str]) -> ZippedNotebook | str:
    parts = [part for part in name.split("/") if part not in ("", ".")]
    # nbgrader's own folders: <learner>/<unit>/<unit>.ipynb
    if len(parts) >= 3 and parts[-2] in units:
        del parts[-2]
    for pattern in NAMES:
        if match := pattern.fullmatch("/".join(parts)):
            said = match.groupdict()
            break
    else:
        return f"{name}: nobody's name is in it"
    if said["who"] == "..":
        return f"{name}: its path leads out of the zip"
    stem = said["file"][: -len(".ipynb")]
    again = AGAIN.search(stem)
    attempt = int(next(filter(None, again.groups()))) if again else 0
    time = said.get("time")
    moment = datetime.strptime(time, "%Y-%m-%d-%H-%M-%S") if time else None
    if again:
        stem = stem[: again.start()]
    return ZippedNotebook(
        member, said["who"].strip(), said.get("number") or "", stem, attempt, moment
    )


def unit_of(stem: str, units: Collection[str]) -> str:
    """The unit that a file is called after; "" where it is none, or could be several."""
    fitting = [unit for unit in units if looks_like(f"{stem}.ipynb", unit)]
    return fitting[0] if len(fitting) == 1 else ""


def open_zip(file: Path) -> zipfile.ZipFile:
    """Open it; a CourseError says why it cannot be."""
    try:
        return zipfile.ZipFile(file)
    except OSError as error:
        raise CourseError(f"{file} cannot be read: {error.strerror}.") from None
    except zipfile.BadZipFile:
        raise CourseError(
            f"{file} is no zip, or only a part of one; download it from the platform again."
        ) from None
