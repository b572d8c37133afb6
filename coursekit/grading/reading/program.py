"""What of the release runs before a learner's code, and what of the learner's code runs.

A notebook runs all of its cells; a box runs the learner's cells, and before them only what they
need of the release: imports, functions and plain assignments. This is found in the text of the
release alone, and in the names that a submission uses; nothing that a learner wrote is parsed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coursekit.grading.reading.handed_out import asked_by, statements_before
from coursekit.grading.reading.names import needed
from coursekit.grading.submission import Answers


@dataclass(frozen=True)
class Program:
    """What a box runs for one exercise.

    Attributes
    ----------
    setup : tuple of str
        Statements of the release, in the order of the notebook.
    cells : tuple of str
        The learner's code of this exercise and of those before it, in the order of the release.
    function_name : str
        What is then called.
    """

    setup: tuple[str, ...]
    cells: tuple[str, ...]
    function_name: str


def program(release: bytes, answers: Answers, grade_id: str) -> Program:
    """Put together what runs for one exercise.

    Parameters
    ----------
    release : bytes
        The released notebook of the unit.
    answers : Answers
    grade_id : str
        Of the exercise's solution cell.

    Returns
    -------
    Program
        Its last cell is the exercise's own, if the submission has one.

    Raises
    ------
    KeyError
        If the release has no such exercise.
    """
    wanted = {one["grade_id"]: one["function"] for one in asked_by(release)["wanted"]}
    order = list(wanted)
    until = order[: order.index(grade_id) + 1] if grade_id in wanted else []
    if not until:
        raise KeyError(f"{grade_id} is no exercise of this release, which has {', '.join(order)}")
    used = {name for one in until for name in answers.names.get(one, ())}
    return Program(
        setup=setup(release, used, grade_id),
        cells=tuple(answers.code[one] for one in until if one in answers.code),
        function_name=wanted[grade_id],
    )


def setup(release: bytes, names: Iterable[str], grade_id: str) -> tuple[str, ...]:
    """Choose the statements of a release that names need.

    Parameters
    ----------
    release : bytes
    names : iterable of str
        Global names that learners' code uses.
    grade_id : str
        Only cells before the one of this exercise count.

    Returns
    -------
    tuple of str
        In the order of the notebook. An assignment that would compute anything by convlib, other
        than by its pictures and kernels, is left out: such values may be answers.
    """
    return tuple(one.text for one in needed(statements_before(release, grade_id), names))
