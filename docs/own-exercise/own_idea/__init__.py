"""A template: an exercise of one's own, judged as the course's are (docs/own-exercises.md)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.checks.exercise import Exercise, Mistake, Recall

UNIT = "own_idea"
"""What the unit is about: the name of this package, and of the notebook without its number."""

SQUARE = "a square picture"
OBLONG = "an oblong picture"


def count_windows(height: int, width: int, kernel_size: int) -> int:
    """The right answer, with exactly the signature of the notebook's stub."""
    return (height - kernel_size + 1) * (width - kernel_size + 1)


def _counts_steps(height: int, width: int, kernel_size: int) -> int:
    return (height - kernel_size) * (width - kernel_size)


# Small enough to redo on paper, and such that a mistake shows: 2 rows of places by 3, never 2 by 2.
CASES = (
    Case((3, 3, 2), aspect=SQUARE),
    Case((5, 5, 5), aspect=SQUARE),
    Case((4, 5, 3), aspect=OBLONG),
    Case((6, 2, 1), aspect=OBLONG),
)


def _fresh(rng: np.random.Generator) -> Iterator[Case]:
    """Draw two cases of each aspect, which no learner knows by heart."""
    for aspect in (SQUARE, OBLONG) * 2:
        kernel_size, more = (int(number) for number in rng.integers(1, 9, size=2))
        height = kernel_size + int(rng.integers(0, 30))
        yield Case((height, height + more * (aspect == OBLONG), kernel_size), aspect=aspect)


def _anything(rng: np.random.Generator, exercise: Exercise) -> Case:
    """Draw any small call that the stub's docstring allows."""
    kernel_size = int(rng.integers(1, 6))
    height, width = (kernel_size + int(more) for more in rng.integers(0, 9, size=2))
    return Case((height, width, kernel_size))


EXERCISES = (
    Exercise(
        id="count_windows",
        unit=UNIT,
        points=2,
        reference=count_windows,
        returns="size",
        cases=CASES,
        fresh=_fresh,
        wide=_anything,
        hints=(
            "In how many rows can the window stand, and in how many columns?",
            "Count the places in one row first. The place where it begins is one, too.",
            "There are height − kernel_size + 1 rows of places, and columns likewise. Multiply.",
        ),
        praise="You can count the values of a map before it is made.",
        by_hand=(
            Mistake(
                id="steps-for-places",
                name="the steps were counted in place of the places",
                explanation="Between the first place and the last there is one step less than "
                "there are places.",
                hint="A window as large as the picture: how many steps, and how many places?",
                function=_counts_steps,
            ),
        ),
    ),
)

QUESTIONS: tuple[Recall, ...] = ()
