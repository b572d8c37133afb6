"""What a release hands out: the exercises, what it asks, and what stands before each exercise.

The released notebook is the instructor's, and trusted.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import Any

from coursekit.grading.reading.guesses import questions
from coursekit.grading.reading.names import Statement, statements
from coursekit.grading.reading.plain_python import parsed

HARMLESS = ("convlib.images", "convlib.kernels")
"""The parts of convlib whose values the statements before an answer may compute. Nothing in them
answers an exercise."""

_KEPT = ("grade", "solution", "locked", "points", "cell_type", "task")


@functools.lru_cache(maxsize=32)
def asked_by(release: bytes) -> Mapping[str, Any]:
    """List what a release asks of a learner, as plain data for the reader.

    Parameters
    ----------
    release : bytes
        The released notebook, which is trusted.

    Returns
    -------
    dict
        "unit", "kernel", "wanted" (the exercises), "marks" (nbgrader's metadata and text of each
        cell that has them), "questions", "released" (texts of all cells). An exercise has its
        "grade_id", "cell_id", "function", "stub", "check_id", and "gives": the names that the
        release gives it.
    """
    notebook = json.loads(release)
    cells = [
        {**cell, "source": "".join(cell["source"]), "marks": cell["metadata"].get("nbgrader", {})}
        for cell in notebook["cells"]
    ]
    about = notebook["metadata"]
    plain = [cell for cell in cells if cell["cell_type"] == "code" and not cell["marks"]]
    trees = [tree for cell in plain if (tree := parsed(cell["source"]))]
    return {
        "unit": about.get("course", {}).get("unit", ""),
        "kernel": about.get("kernelspec", {}).get("name", ""),
        "wanted": _wanted(cells, release),
        "marks": {
            cell["marks"]["grade_id"]: {
                "source": cell["source"],
                "marks": {name: cell["marks"].get(name) for name in _KEPT if name in cell["marks"]},
            }
            for cell in cells
            if cell["marks"].get("grade_id")
        },
        "questions": questions(trees),
        "released": [cell["source"].strip() for cell in cells],
    }


def _wanted(cells: list[dict[str, Any]], release: bytes) -> list[dict[str, Any]]:
    """The exercises: each solution cell, with the graded cell that comes next."""
    found: list[dict[str, Any]] = []
    for cell in cells:
        marks = cell["marks"]
        if marks.get("solution") and cell["cell_type"] == "code":
            tree = parsed(cell["source"])
            names = [node.name for node in tree.body if hasattr(node, "name")] if tree else []
            found.append(
                {
                    "grade_id": marks["grade_id"],
                    "cell_id": cell.get("id", ""),
                    "function": names[-1] if names else marks["grade_id"],
                    "stub": cell["source"],
                    "check_id": "",
                    "gives": sorted(
                        name
                        for one in statements_before(release, marks["grade_id"])
                        for name in one.binds
                    ),
                }
            )
        elif marks.get("grade") and found and not found[-1]["check_id"]:
            found[-1]["check_id"] = marks["grade_id"]
    return found


@functools.lru_cache(maxsize=256)
def statements_before(release: bytes, grade_id: str) -> tuple[Statement, ...]:
    """List the statements that may run before an exercise's cell.

    Parameters
    ----------
    release : bytes
        The released notebook.
    grade_id : str
        Of the exercise's solution cell.

    Returns
    -------
    tuple of Statement
        Imports, definitions and plain assignments of the cells before it, without assignments
        that would compute anything by convlib, other than by its pictures and kernels.
    """
    found: list[Statement] = []
    for cell in json.loads(release)["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade_id") == grade_id:
            break
        if cell["cell_type"] == "code" and not marks:
            found += _statements("".join(cell["source"]))
    tainted = _tainted(found)
    return tuple(
        one
        for one in found
        if one.kind != "assignment" or not (one.uses & tainted or one.binds & tainted)
    )


@functools.lru_cache(maxsize=1024)
def _statements(source: str) -> tuple[Statement, ...]:
    tree = parsed(source)
    return tuple(statements(tree)) if tree else ()


def _tainted(listed: list[Statement]) -> set[str]:
    """The names whose value, or whose call, is computed by convlib."""
    found = {
        name
        for one in listed
        if one.module.split(".")[0] in ("convlib", "convtutor")
        and not one.module.startswith(HARMLESS)
        for name in one.binds
    }
    while True:
        more = {name for one in listed if one.uses & found for name in one.binds} - found
        if not more:
            return found
        found |= more
