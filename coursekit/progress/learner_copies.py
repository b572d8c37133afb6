"""A learner's copies of a unit: one, and a fresh one beside each from an earlier version.

A notebook that was copied before the course changed may import what is no more. It is noticed here,
told in a sentence, and never touched.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from coursekit.course import Course, Unit
from coursekit.errors import CourseError
from coursekit.notebook_file import read_notebook

IMPORT = re.compile(r"^\s*(?:from|import)\s+((convlib|convtutor)[\w.]*)(?:\s+import\s+(.+))?", re.M)
IMPORTS = "imports that this version does not have"
EXERCISES = "exercises that are elsewhere now"
NUMBER = "a number that the unit no longer has"
MOST_SHOWN = 3


def copies(course: Course, unit: Unit) -> list[Path]:
    """Return the notebooks of a unit in the learner's folder, those of earlier versions first.

    The last one is of this version, and may not be there yet: ``03_stride/03_stride.ipynb``; where
    that is of an earlier version ``03_stride.fresh/03_stride.ipynb``; then ``03_stride.fresh-2``.
    A copy under another number is of an earlier version, too.
    """
    found = sorted(
        path
        for path in course.work.glob("[0-9]*_*/*.ipynb")
        if path.stem == path.parent.name != unit.name and _idea(path.stem) == _idea(unit.name)
    )
    for number in count(1):
        end = "" if number == 1 else ".fresh" if number == 2 else f".fresh-{number - 1}"
        found.append(course.work / f"{unit.name}{end}" / f"{unit.name}.ipynb")
        if not outdated(course, found[-1], unit):
            break
    return found


def outdated(course: Course, path: Path, unit: Unit) -> dict[str, list[str]]:
    """Say by what a copy of a unit is of an earlier version, and which names that concerns.

    Only the cells that were handed out are asked, since a mistyped name in a cell of one's own is a
    mistake like others. Of a notebook that is not there, or cannot be read, nothing is known.
    """
    try:
        notebook = read_notebook(path)
    except CourseError:
        return {}
    handed_out = {cell.cell_id for cell in unit.release.cells} | {None}  # older files have no ids
    imports = [
        name
        for cell in notebook["cells"]
        if cell.get("cell_type") == "code" and cell.get("id") in handed_out
        for name in _imported_and_gone("".join(cell["source"]))
    ]
    others = (other.release.maxima for other in course.units() if other.name != unit.name)
    ids = [(cell["metadata"].get("nbgrader") or {}).get("grade_id") for cell in notebook["cells"]]
    moved = {id for maxima in others for id in maxima} - set(unit.release.maxima)
    exercises = [id.removeprefix("check-") for id in ids if id in moved]
    renumbered = path.stem != unit.name and _idea(path.stem) == _idea(unit.name)
    number = [path.parent.name] if renumbered else []
    found = {IMPORTS: imports, EXERCISES: exercises, NUMBER: number}
    return {reason: list(dict.fromkeys(names)) for reason, names in found.items() if names}


def _idea(name: str) -> str:
    """A unit's name without its number."""
    return name.partition("_")[2]


def tell_of_old_copies(course: Course) -> str:
    """Say which copies are of an earlier version, and where fresh ones lie or will; "" if none."""
    names: list[str] = []
    reasons: dict[str, list[str]] = {}
    fresh, there = course.work, True
    for unit in course.units():
        *old, current = copies(course, unit)
        if old:
            names.append(old[-1].parent.name)
            for reason, concerned in outdated(course, old[-1], unit).items():
                reasons.setdefault(reason, []).extend(concerned)
            fresh, there = current.parent, there and current.exists()
    if not names:
        return ""
    where = f"is in {fresh}" if len(names) == 1 else f"of each lies beside it, such as {fresh}"
    if not there:
        where += ", once `coursekit lab` has put it there"
    return (
        f"{describe_old(names, reasons)}. What you wrote stays as it is. A fresh copy {where}: "
        "copy your functions there, and go on there."
    )


def describe_old(names: list[str], reasons: dict[str, list[str]]) -> str:
    """Say that these copies are of an earlier version, and by what."""
    said = "is a copy" if len(names) == 1 else "are copies"
    told = []
    for reason, concerned in reasons.items():
        shown = list(dict.fromkeys(concerned))
        more = " and more" if len(shown) > MOST_SHOWN else ""
        told.append(f"{reason} ({', '.join(shown[:MOST_SHOWN])}{more})")
    return f"{', '.join(names)} {said} of an earlier version of the course, with {'; '.join(told)}"


def _imported_and_gone(source: str) -> Iterator[str]:
    for module, package, names in IMPORT.findall(source):
        if not _exists(module):
            yield module
        elif module == package:  # deeper ones could load what takes long
            face: Any = importlib.import_module(package)
            for name in re.findall(r"(\w+)(?:\s+as\s+\w+)?\s*(?:,|$)", names.split("#")[0]):
                if not hasattr(face, name) and not _exists(f"{package}.{name}"):
                    yield f"{package}.{name}"


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:  # nor is what it would lie in
        return False
