"""``coursekit archive``: all of a class in one file, to be kept, and put back where it is lost."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import NbgraderSettings, hide_password, locked, read_settings

GRADEBOOK = "gradebook.db"
"""In an archive, whatever the file is called here."""
FOLDERS = ("grading", "submitted", "autograded", "feedback", "solutions", "notebooks")
"""What a grade is made from and what was made of it, as the course's plan calls it."""
DEADLINES = "deadlines.toml"
FILES = (DEADLINES, "nbgrader_config.py")
PUT_BACK = (GRADEBOOK, DEADLINES, *FOLDERS[:4])
"""The rest of an archive is the course itself, which whoever puts a class back has."""
LEFT_OUT = (".lock", ".ipynb_checkpoints", "__pycache__")
ROOM = "make room there, or give another place by --output FILE"
ABOUT = """\
A class of the course "Convolution filters and feature maps", as it was on {day}.

gradebook.db   nbgrader's gradebook: all points, also those by hand, and comments
grading/       the record of each grade, and every form in which a unit was handed out
submitted/     what was handed in
autograded/    the graded notebooks
feedback/      each learner's page
solutions/, notebooks/, deadlines.toml, nbgrader_config.py   the course as it was then

Not in it: the course's own code, the exchange folder, and build/, which commands make again.

It names everybody: keep it as you keep exams. To put it back, in a course folder that holds no
grades: coursekit archive --restore THIS_FILE
"""


def archive(course: Course, output: Path | None = None, database: str = "") -> tuple[Path, int]:
    """Write all of a class into one zip for its owner alone, while nobody grades.

    It is ``build/archive/<course>-<date>.zip`` in the course unless given; its place is returned,
    and how many files are in it. `database` is the address of the gradebook, in place of the
    configuration's. A CourseError says that a command writes grades now, the gradebook is no file,
    or the zip cannot be written.
    """
    settings = read_settings(course, database)
    moment = datetime.now()
    named = f"{settings.course_id}-{moment:%Y-%m-%d-%H%M%S}.zip"
    target = output or course.build / "archive" / named
    with locked(*course.all_records()), writing_to(target, ROOM):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".writing-{os.getpid()}.zip")
        try:
            with open(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as to:
                count = _fill(to, course, settings, moment)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return target, count


def _fill(to: IO[bytes], course: Course, settings: NbgraderSettings, moment: datetime) -> int:
    count = 0
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as made:
        made.writestr("ARCHIVE.txt", ABOUT.format(day=f"{moment:%d %B %Y}"))
        with tempfile.TemporaryDirectory() as folder:
            copied = Path(folder) / GRADEBOOK
            if copy_gradebook(settings, copied):
                made.write(copied, GRADEBOOK)
                count += 1
        for path in _kept(course):
            # A name that is no text, which a learner's file may have, is written in escapes.
            name = str(path.relative_to(course.root)).encode("utf-8", "backslashreplace")
            made.write(path, name.decode("utf-8"))
            count += 1
    return count


def _kept(course: Course) -> Iterator[Path]:
    """The regular files of the class; a link may lead anywhere, and is left out."""
    yield from (path for name in FILES if (path := course.root / name).is_file())
    for name in FOLDERS:
        for folder, within, names in os.walk(course.root / name):
            within[:] = sorted(one for one in within if one not in LEFT_OUT)
            for path in (Path(folder) / one for one in sorted(names) if one not in LEFT_OUT):
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path


def copy_gradebook(settings: NbgraderSettings, target: Path) -> bool:
    """Copy the gradebook as it is at one moment, even while it is written; False if there is none.

    SQLite does that itself: a copy of the file alone may be of half a change.
    """
    path = _file_of(settings)
    if not path.exists():
        return False
    with (
        contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as one,
        contextlib.closing(sqlite3.connect(target)) as other,
    ):
        try:
            one.backup(other)
        except sqlite3.Error as error:
            raise CourseError(f"The gradebook {path} cannot be copied: {error}.") from None
    return True


def _file_of(settings: NbgraderSettings) -> Path:
    from sqlalchemy.engine import make_url

    address = make_url(settings.database)
    if address.get_backend_name() != "sqlite":
        raise CourseError(
            f"The gradebook {hide_password(settings.database)} is no file: back it up by its own "
            "server's means (pg_dump), and keep grading/ and submitted/ beside it."
        )
    return Path(address.database or "").absolute()


def restore(course: Course, file: Path, database: str = "") -> int:
    """Put the class of an archive into a course folder that holds no grades; return how many files.

    A CourseError says that the file is no archive of a class, or something of one lies here
    already.
    """
    settings = read_settings(course, database)
    gradebook = _file_of(settings)
    places = [course.root / name for name in PUT_BACK[1:]]
    if there := [str(path) for path in (gradebook, *places) if path.exists()]:
        raise CourseError(
            f"{', '.join(there)} would be lost: nothing is written over. Move that elsewhere, and "
            "give the same command again."
        )
    count = 0
    with writing_to(course.root, "mend that, remove what was put there, and begin again"):
        for name, data, moment in _members(file):
            target = gradebook if name == PurePosixPath(GRADEBOOK) else course.root / name
            private = name.parts[0] == "grading" or target == gradebook
            write_atomically(target, data, 0o600 if private else 0o644)
            os.utime(target, (moment, moment))
            count += 1
        if (course.root / "grading").is_dir():
            (course.root / "grading").chmod(0o700)
    if not count:
        raise CourseError(f"{file} holds nothing of a class.")
    return count


def _members(file: Path) -> Iterator[tuple[PurePosixPath, bytes, float]]:
    """What a class is made of: each name, the bytes and the time of its last change."""
    try:
        with zipfile.ZipFile(file) as found:
            for member in found.infolist():
                name = PurePosixPath(member.filename)
                wanted = name.parts and name.parts[0] in PUT_BACK and ".." not in name.parts
                if wanted and not member.is_dir():
                    moment = time.mktime((*member.date_time, 0, 0, -1))
                    yield name, found.read(member), moment
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise CourseError(f"{file} is no archive of a class that can be read ({said}).") from None
