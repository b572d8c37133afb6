"""What of the release runs before a learner's code, and what of the learner's code runs.

A notebook runs all of its cells; a box runs the learner's cells, and before them only what they
need of the release: imports, functions and plain assignments. This is found in the text of the
release alone, and in the names that a submission uses; nothing that a learner wrote is parsed here.
"""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.grading.submission import Answers
from coursekit.release.release import Release
from coursekit.release.statements import needed_statements


@dataclass(frozen=True)
class Program:
    """What a box runs for one exercise."""

    setup: tuple[str, ...]  # statements of the release, in the order of the notebook
    cells: tuple[str, ...]  # the learner's code of this exercise, after that of those before it
    function_name: str  # what is then called


def program(release: Release, answers: Answers, grade_id: str) -> Program:
    """Put together what runs for the exercise whose solution cell has this grade_id.

    The last cell is the exercise's own, if the submission has one. A KeyError says that the release
    has no such exercise.
    """
    order = [exercise.grade_id for exercise in release.exercises]
    if grade_id not in order:
        raise KeyError(f"{grade_id} is no exercise of this release, which has {', '.join(order)}")
    until = order[: order.index(grade_id) + 1]
    exercise = release.exercises[len(until) - 1]
    used = {name for earlier in until for name in answers.names.get(earlier, ())}
    return Program(
        setup=tuple(statement.text for statement in needed_statements(exercise.before, used)),
        cells=tuple(answers.code[earlier] for earlier in until if earlier in answers.code),
        function_name=exercise.function,
    )
