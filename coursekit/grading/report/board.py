"""A mistake as one would write it on the board: the smallest case where it shows, and a picture."""

from __future__ import annotations

from dataclasses import dataclass

from convtutor.calling import call_here
from convtutor.checks.explanation import show_case
from convtutor.checks.faults.naming import known_mistake
from convtutor.checks.judge import judge
from convtutor.checks.pictures import picture_of
from convtutor.draw import Picture
from coursekit.grading.report.findings import Pattern


@dataclass(frozen=True)
class Board:
    """An example of a mistake; learners know its case, since it is none of the hidden ones.

    Attributes
    ----------
    text : str
        The call, what is right and what the mistake makes of it.
    picture : Picture or None
    """

    text: str
    picture: Picture | None


def example_of(pattern: Pattern) -> Board | None:
    """Make the mistake, and show what comes of it.

    Parameters
    ----------
    pattern : Pattern
        One with a name. Of several mistakes that look alike the first is shown.

    Returns
    -------
    Board or None
        None where the exercise has no such mistake, as after an update of the course.
    """
    known = known_mistake(pattern.exercise, pattern.mistakes[0])
    if known is None:
        return None
    verdict = judge(pattern.exercise, call_here(known.function))
    if verdict.failure is None:
        return None
    text = show_case(pattern.exercise, verdict.failure).text(got="mistaken")
    return Board(text, picture_of(verdict))
