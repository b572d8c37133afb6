"""The picture that goes with a wrong answer."""

from __future__ import annotations

from convlib.checks.exercise import Exercise
from convlib.checks.judge import Failure


def picture_of(failure: Failure, exercise: Exercise) -> None:
    """Give no picture yet: the words stand alone."""
