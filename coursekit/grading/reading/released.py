"""What the released notebook of a unit asks for."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from convtutor.checks.exercise import Exercise
from convtutor.units.catalogue import find_exercise
from coursekit.errors import CourseError


@dataclass(frozen=True)
class Released:
    """A released notebook.

    Attributes
    ----------
    data : bytes
    hash : str
        SHA-256 of the data.
    title : str
    exercises : tuple of (str, Exercise)
        The grade_id of each graded cell, and its exercise, in the notebook's order.
    """

    data: bytes
    hash: str
    title: str
    exercises: tuple[tuple[str, Exercise], ...]

    @property
    def maxima(self) -> dict[str, float]:
        """The points of each graded cell."""
        return {cell: float(found.points) for cell, found in self.exercises}


@lru_cache(maxsize=4)
def read_released(data: bytes) -> Released:
    """Read a released notebook, which is the course's own and therefore trusted.

    Raises
    ------
    CourseError
        When a graded cell is no exercise of the course, or has other points than it.
    """
    notebook = json.loads(data)
    found = []
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if not marks.get("grade"):
            continue
        name = marks["grade_id"]
        try:
            exercise = find_exercise(name.removeprefix("check-"))
        except ValueError:
            raise CourseError(
                f"the graded cell {name!r} is none of the course's exercises, and only those can "
                "be judged outside the notebook; grade this unit with `nbgrader autograde`"
            ) from None
        if float(marks["points"]) != float(exercise.points):
            raise CourseError(
                f"the graded cell {name!r} gives {marks['points']} points and its exercise "
                f"{exercise.points:g}; make both the same, and run `make notebooks`"
            )
        found.append((name, exercise))
    title = str(notebook["metadata"].get("course", {}).get("title", "Feedback"))
    return Released(data, hashlib.sha256(data).hexdigest(), title, tuple(found))
