"""A mistake as one would write it on the board: the smallest case where it shows, and a picture."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.checks.pictures import picture_of
from convtutor.checks.wording import describe_failure
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
    known = {mistake.id: mistake for mistake in pattern.exercise.mistakes}
    if pattern.mistakes[0] not in known:
        return None
    verdict = judge(pattern.exercise, call_here(known[pattern.mistakes[0]].function))
    if verdict.failure is None:
        return None
    lines = describe_failure(verdict)[1:]  # the first one says that it is the smallest
    text = textwrap.dedent("\n".join(lines)).replace("\ngot      ", "\nmistaken ")
    return Board(text, picture_of(verdict))
