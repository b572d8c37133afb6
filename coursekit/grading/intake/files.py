"""Open what lies in a folder without following, waiting for or starting anything."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coursekit.grading.submission import quote


class IntakeError(Exception):
    """Why something cannot be taken, in a sentence."""


@contextmanager
def open_folder(top: Path, *names: str) -> Iterator[int]:
    """Open a folder, and give its descriptor: what is opened in that lies in it, whatever comes.

    It lies below the top by these names, one inside the other. The top is the instructor's own, and
    its path may hold symbolic links. An IntakeError says that a folder below it is a symbolic link,
    is no folder, or cannot be opened.
    """
    with ExitStack() as opened:
        folder = opened.enter_context(_opened(os.fspath(top), None))
        for name in names:
            folder = opened.enter_context(_opened(name, folder))
        yield folder


@contextmanager
def _opened(name: str, parent: int | None) -> Iterator[int]:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    if parent is not None:
        flags |= os.O_NOFOLLOW
    try:
        number = os.open(name, flags, dir_fd=parent)
    except OSError as error:
        raise IntakeError(_why_no_folder(name, parent, error)) from None
    try:
        yield number
    finally:
        os.close(number)


def _why_no_folder(name: str, parent: int | None, error: OSError) -> str:
    shown = quote(name, 128)
    if error.errno in (errno.ENOTDIR, errno.ELOOP) and parent is not None:
        what = "a symbolic link" if kind_of(parent, name) == "link" else "no folder"
        return f"{shown} is {what}; put a folder with the notebook in its place."
    return f"The folder {shown} cannot be opened ({error.strerror}); mend that and grade again."


def kind_of(folder: int, name: str) -> str:
    """Say what an entry of an open folder is, without opening it.

    "file", "link", "folder", "device" (of any kind, a pipe as well), "unreadable", or "" for none.
    """
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError):
        return "unreadable"
    kinds = ((stat.S_ISREG, "file"), (stat.S_ISLNK, "link"), (stat.S_ISDIR, "folder"))
    return next((kind for test, kind in kinds if test(mode)), "device")


def read_file(folder: int, name: str, most: int) -> bytes:
    """Read a regular file of an open folder.

    An IntakeError says that it is no regular file, has more bytes than `most`, or cannot be read.
    """
    shown, kind = quote(name), kind_of(folder, name)
    if kind == "link":
        raise IntakeError(
            f"{shown} is a symbolic link, which may lead to another's work; ask for the file."
        )
    if kind != "file":
        # Opening a device may do something, and reading a pipe may wait for ever.
        raise IntakeError(f"{shown} is no regular file; ask for a notebook.")
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        number = os.open(name, flags, dir_fd=folder)
        try:
            found = os.fstat(number)
            if not stat.S_ISREG(found.st_mode):  # another in its place since we looked
                raise IntakeError(f"{shown} is no regular file; ask for a notebook.")
            if found.st_size > most:
                raise _too_large(shown, found.st_size, most)
            return _read_on(number, shown, most)
        finally:
            os.close(number)
    except OSError as error:
        raise IntakeError(
            f"{shown} cannot be read ({error.strerror}); mend that and grade again."
        ) from None


def _read_on(number: int, shown: str, most: int) -> bytes:
    parts, length = [], 0
    while part := os.read(number, 2**20):
        parts.append(part)
        length += len(part)
        if length > most:  # it grows while it is read
            raise _too_large(shown, length, most)
    return b"".join(parts)


def _too_large(shown: str, size: int, most: int) -> IntakeError:
    return IntakeError(
        f"{shown} has {size:,} bytes and at most {most:,} are read; ask for the notebook without "
        "its outputs (Edit, Clear Outputs of All Cells)."
    )
