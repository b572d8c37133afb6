"""Write a file so that a reader sees the old one or the new one, never a half."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.errors import CourseError


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file's bytes, all of them or none; `mode` is the file's permissions.

    Its folder is made where it is missing. A link in its place is replaced, not followed. In a
    folder that a team shares, the team may do with the file what its owner may.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if _is_shared(path.parent):
        mode |= mode >> 3 & 0o070
    # One name a process: what a killed one has left is in nobody's way.
    partial = path.parent / f".writing-{os.getpid()}"
    partial.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_BINARY", 0)  # Windows
    try:
        with open(os.open(partial, flags, 0o600), "wb") as file:
            file.write(data)
        partial.chmod(mode)
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone, or for the team in a folder that a team shares."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_shared(folder.parent):
            folder.chmod(0o2770)


def _is_shared(folder: Path) -> bool:
    """Say whether a folder hands its group on to what is made in it, as teams set theirs up."""
    return bool(folder.stat().st_mode & stat.S_ISGID)


def write_text(path: Path, text: str, remedy: str) -> None:
    """Write a text file, unless it holds this text already; its permissions stay.

    A CourseError says that it cannot be written, and ends with the remedy.
    """
    with writing_to(path, remedy):
        old = path.stat() if path.exists() else None
        if old and path.read_text(encoding="utf-8", errors="replace") == text:
            return
        write_atomically(path, text.encode(), old.st_mode & 0o777 if old else 0o644)


@contextmanager
def writing_to(path: Path, remedy: str) -> Iterator[None]:
    """Turn a failure to write into a sentence that ends with the remedy."""
    try:
        yield
    except OSError as error:
        where = error.filename or path
        raise CourseError(
            f"{path} cannot be written ({where}: {error.strerror}); {remedy}."
        ) from None
