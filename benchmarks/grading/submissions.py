"""A class to grade, for the benchmarks: a course, and notebooks as learners hand them in."""

from __future__ import annotations

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

from convtutor.checks.exercise import Exercise
from convtutor.units.catalogue import exercises

ROOT = Path(__file__).resolve().parents[2]
UNIT = "03_stride"
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "convolution"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
"""
# What is done to a right answer: half of them stay right.
EDITS = [
    ("", ""),
    ("", ""),
    ("", ""),
    ("", ""),
    (" + 1", ""),
    ("2 * padding", "padding"),
    ("//", "/"),
    (" - kernel_size", ""),
    ("row * stride", "row"),
]


def make_course(folder: Path, *, tiny: bool = False, stock: bool = False) -> Path:
    """Make a course of one unit in a folder, and return that.

    A tiny one keeps of the unit only its imports and its first exercise; a stock one has nbgrader's
    own settings in place of the course's.
    """
    for part in ("solutions", "notebooks"):
        path = folder / part / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        notebook = read(ROOT / part / UNIT / path.name)
        path.write_text(json.dumps(shortened(notebook) if tiny else notebook), encoding="utf-8")
    config = folder / "nbgrader_config.py"
    if stock:
        config.write_text(STOCK_CONFIG, encoding="utf-8")
    else:
        shutil.copy(ROOT / config.name, config)
    return folder


def read(path: Path) -> dict[str, Any]:
    """Read a notebook."""
    return json.loads(path.read_text(encoding="utf-8"))


def shortened(notebook: dict[str, Any]) -> dict[str, Any]:
    """Keep the imports, and the two cells of the first exercise."""
    first = exercises(UNIT)[0].id
    kept = []
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        imports = cell["cell_type"] == "code" and cell["id"] == "imports"
        if imports or grade_id.removeprefix("check-") == first:
            kept.append(cell)
    return notebook | {"cells": kept}


def graded_exercises(course: Path) -> list[Exercise]:
    """Return the exercises that a course's unit holds."""
    cells = read(course / "notebooks" / UNIT / f"{UNIT}.ipynb")["cells"]
    ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in cells}
    return [found for found in exercises(UNIT) if found.id in ids]


def hand_in(course: Path, learners: int) -> list[Path]:
    """Let so many learners hand in: about half of their answers are right, one in ten is missing.

    Their notebooks are the same for the same number each time.
    """
    chance = random.Random(learners)
    released = read(course / "notebooks" / UNIT / f"{UNIT}.ipynb")
    right = _solution_cells(read(course / "solutions" / UNIT / f"{UNIT}.ipynb"))
    paths = []
    for number in range(learners):
        notebook = copy.deepcopy(released)
        for id, cell in _solution_cells(notebook).items():
            if chance.random() >= 0.1:
                source = "".join(right[id]["source"]).replace(*chance.choice(EDITS))
                cell["source"] = source.splitlines(keepends=True)
        path = course / "submitted" / f"learner{number:04}" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        paths.append(path)
    return paths


def _solution_cells(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    marked = [(cell["metadata"].get("nbgrader", {}), cell) for cell in notebook["cells"]]
    return {data["grade_id"]: cell for data, cell in marked if data.get("solution")}
