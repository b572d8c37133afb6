"""A class without names, to be shown in class: nobody's name, words or place in a list is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coursekit.errors import CourseError
from coursekit.grading.report.entries import Entry
from coursekit.grading.report.findings import Answer, QuestionFindings

SMALLEST_CLASS = 5
"""Learners: of fewer, everybody would know who is meant."""

SHARED = 2
"""Learners who must have given a wrong answer before its words are shown."""


def without_names(entries: Sequence[Entry]) -> list[Entry]:
    """Take out of the records what tells who is meant.

    Parameters
    ----------
    entries : sequence of Entry

    Returns
    -------
    list of Entry
        In the order of their points, which is also all that their names say.

    Raises
    ------
    CourseError
        When the class is so small that it would tell all the same.
    """
    if len(entries) < SMALLEST_CLASS:
        raise CourseError(
            f"{len(entries)} handed in, and of fewer than {SMALLEST_CLASS} everybody would know "
            "who is meant; leave out --anonymous, and do not show the page in class."
        )
    by_points = sorted(entries, key=lambda entry: entry.points)
    return [
        replace(
            entry,
            learner=str(place),  # only tells one from another, and is not shown
            results={id: replace(result, text="") for id, result in entry.results.items()},
            notes=("",) * len(entry.notes),
            problem="it could not be judged" if entry.problem else "",
        )
        for place, entry in enumerate(by_points)
    ]


def without_rare_answers(found: QuestionFindings) -> QuestionFindings:
    """Put the wrong answers that one learner alone gave together, without their words."""
    shown = [answer for answer in found.answers if answer.right or answer.count >= SHARED]
    rest = sum(answer.count for answer in found.answers) - sum(one.count for one in shown)
    others = [Answer("another answer", rest, False)] if rest else []
    return replace(found, answers=(*shown, *others))
