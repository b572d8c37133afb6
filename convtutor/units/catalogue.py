"""All exercises and questions of the course, gathered from one package a unit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import convlib
from convlib import images, kernels
from convtutor import learn
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import recipe
from convtutor.units import (
    clinic,
    counting,
    learned_filters,
    multi_filter,
    network,
    padding,
    single_filter,
    stride,
    vectorise,
)

UNITS = (
    single_filter,
    padding,
    stride,
    multi_filter,
    counting,
    vectorise,
    clinic,
    network,
    learned_filters,
)
"""In the order of the course."""

_EXERCISES = {exercise.id: exercise for unit in UNITS for exercise in unit.EXERCISES}
_QUESTIONS = {question.id: question for unit in UNITS for question in unit.QUESTIONS}


def exercises(unit: str | None = None) -> tuple[Exercise, ...]:
    """Give the exercises of a unit, or of all units, in the order of the course.

    A unit is known by what it is about, such as "stride", and by its folder, whatever number that
    has.
    """
    about = unit and unit.lstrip("0123456789").removeprefix("_")
    return tuple(e for e in _EXERCISES.values() if about in (None, e.unit))


def find_exercise(id: str) -> Exercise:
    """Find an exercise, such as "conv_output_size"; a ValueError says which there are."""
    if id not in _EXERCISES:
        raise ValueError(
            f"there is no exercise {id!r}; a function is checked by its name, and the course has "
            f"{', '.join(_EXERCISES)}"
        )
    return _EXERCISES[id]


def recall_question(id: str) -> Recall:
    """Find a question that looks back; a ValueError says which there are."""
    if id not in _QUESTIONS:
        raise ValueError(f"there is no question {id!r}; there are {', '.join(_QUESTIONS)}")
    return _QUESTIONS[id]


@cache
def answers() -> frozenset[str]:
    """List the files whose code computes what learners are asked to write.

    These are all of convlib but its kernels and pictures, the units, the recipes of faults, and
    the steps of learning.
    """
    arithmetic = map(str, Path(convlib.__file__).parent.rglob("*.py"))
    units = map(str, Path(__file__).parent.glob("*/*.py"))
    recipes = map(str, Path(recipe.__file__).parent.glob("*.py"))
    return frozenset(
        {*arithmetic, *units, *recipes, learn.__file__} - {images.__file__, kernels.__file__}
    )
