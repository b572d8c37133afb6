"""What a grade came from: the course's own code and the packages that it ran with."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

NAMED = ("numpy", "matplotlib", "nbgrader", "convolution-course")


@cache
def course_hash() -> str:
    """Return a hash of the course's code: two machines with the same one grade the same."""
    digest = hashlib.sha256()
    course = Path(__file__).parents[3]
    for root in (course / "convlib", course / "convtutor", course / "coursekit"):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".py", ".npy", ".css"):
                digest.update(str(path.relative_to(course)).encode() + b"\0")
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Return the versions that a reader of a record will ask for."""
    found = {"python": platform.python_version()}
    for name in NAMED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # run from a folder that was not installed
            continue
    return found


@cache
def environment_hash() -> str:
    """Return a hash of the course's code, of Python and of every installed package's version."""
    # Each once: a folder may be on the path twice. Those that setuptools brings along are there
    # only where nbgrader is imported.
    found = (d for d in metadata.distributions() if "_vendor" not in str(d.locate_file("")))
    about = [d.metadata for d in found]  # each is read anew whenever it is asked for
    installed = sorted({f"{one['Name']}=={one['Version']}" for one in about})
    parts = [platform.python_version(), platform.machine(), course_hash(), *installed]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
