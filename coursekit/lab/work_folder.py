"""The learner's folder: units are copied into it once, and nothing there is ever overwritten."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from coursekit.atomic_write import writing_to
from coursekit.course import WORK_REMEDY, Course, Unit
from coursekit.progress.learner_copies import copies, tell_of_old_copies
from coursekit.progress.points import write_start_page


def prepare(course: Course) -> None:
    """Copy what is missing, write the start page, and say so.

    A CourseError says that the folder cannot be written.
    """
    copied = copy_missing_units(course)
    write_start_page(course)
    if copied:
        print(f"Copied to {course.work}: {', '.join(copied)}.")
    print(f"Your work is in {course.work}; nothing there is ever overwritten.")
    if old := tell_of_old_copies(course):
        print(old)


def copy_missing_units(course: Course) -> list[str]:
    """Copy to the learner's folder what is not there yet, and return the names of the folders.

    A unit's folder is the one of its name, or a fresh one beside it where the learner's copy is of
    an earlier version of the course.
    """
    folders = [(unit, copies(course, unit)[-1].parent) for unit in course.units()]
    with writing_to(course.work, WORK_REMEDY):
        return [folder.name for unit, folder in folders if _copy_missing_files(unit, folder)]


def reset_unit(course: Course, unit: Unit, now: datetime) -> tuple[Path, Path | None]:
    """Move the learner's copy of a unit aside, and put a fresh one in its place.

    It says where the fresh copy is, and where the old one is now: None where there was none.
    """
    with writing_to(course.work, WORK_REMEDY), _hidden_folder(course.work) as hidden:
        _copy_files(unit, _released_files(unit), hidden / unit.name)
        current = copies(course, unit)[-1].parent
        kept = None
        if os.path.lexists(current):
            kept = _free_name(current.with_name(f"{current.name}.{now:%Y-%m-%d_%H%M%S}"))
            current.rename(kept)
        (hidden / unit.name).rename(current)
        return current, kept


def _copy_missing_files(unit: Unit, target: Path) -> bool:
    """Copy the unit's files that the learner does not have; say whether there were any."""
    missing = [file for file in _released_files(unit) if not os.path.lexists(target / file)]
    with _hidden_folder(target.parent) as hidden:
        _copy_files(unit, missing, hidden / unit.name)
        if missing and not os.path.lexists(target):
            (hidden / unit.name).rename(target)
        else:
            for file in missing:
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                (hidden / unit.name / file).rename(target / file)
    return bool(missing)


def _released_files(unit: Unit) -> list[Path]:
    """Return the unit's files, as paths within its folder."""
    return [
        path.relative_to(unit.folder)
        for path in sorted(unit.folder.rglob("*"))
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    ]


def _copy_files(unit: Unit, files: list[Path], target: Path) -> None:
    for file in files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(unit.folder / file, target / file)  # writable, whatever the source is
        if file.suffix == ".ipynb":
            _tell_language(target / file)


def _tell_language(notebook: Path) -> None:
    """Write into a copy what JupyterLab would add to it, and mark it as changed, when it opens."""
    try:  # loaded here: no other command needs a kernel's code, which takes its time to load
        from ipykernel.ipkernel import IPythonKernel
    except ModuleNotFoundError:  # and no JupyterLab here, either, for which to do it
        return
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["metadata"]["language_info"] = IPythonKernel.language_info
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)  # as nbformat does
    notebook.write_text(f"{text}\n", encoding="utf-8")


@contextmanager
def _hidden_folder(work: Path) -> Iterator[Path]:
    """Give a folder to copy into before renaming: an interrupted copy leaves no half unit."""
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".copying-", dir=work) as hidden:
        yield Path(hidden)


def _free_name(path: Path) -> Path:
    """Return the path, or the first of path-2, path-3, … that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
