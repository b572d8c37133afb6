"""What a unit asks beside its exercises, and what is true: guesses, and questions that look back.

What is true of a guess is computed where the solution's notebook reveals it, and stands in that
cell's output as data. What is true of a question that looks back, the catalogue computes.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from pathlib import Path

from convtutor.notebook import REVEAL_MIME
from convtutor.units.catalogue import recall_question
from coursekit.course import Course, notebook_in
from coursekit.errors import CourseError
from coursekit.notebook_file import read_notebook
from coursekit.release.release import AskedQuestion

VARIES = "nbval-ignore-output"
"""The tag of cells whose output no two machines share."""


@dataclass(frozen=True)
class Question(AskedQuestion):
    """A question of a unit, and its right answer."""

    truth: str | None  # as it is written; None where it is not known
    varies: bool  # whether the truth is of the author's machine: a speed, for example

    def is_right(self, answer: str) -> bool:
        """Whether an answer is right, by the same rules as in the notebook."""
        return self.truth is not None and plain_answer(answer) == plain_answer(self.truth)


def plain_answer(answer: str) -> str:
    """Return an answer in the one form that all ways of writing it share.

    Examples
    --------
    >>> plain_answer(" Neither"), plain_answer("14.0"), plain_answer("(6,28)"), plain_answer("+")
    ('neither', '14', '(6, 28)', '+')
    """
    text = " ".join(answer.split()).casefold()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes: the text stays as it is
            value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value.strip().casefold() if isinstance(value, str) else str(value)


def asked_questions(course: Course, unit: str) -> tuple[Question, ...]:
    """Return the questions of a unit in the order in which its released notebook asks them."""
    revealed = revealed_truths(notebook_in(course.solutions, unit))
    found = []
    for asked in course.unit(unit).release.questions:
        truth, varies = revealed.get(asked.id, (None, False))
        if asked.kind == "recall":
            truth, varies = _recalled(asked.id), False
        found.append(Question(asked.kind, asked.id, asked.wording, truth, varies))
    return tuple(found)


def revealed_truths(solution: Path) -> dict[str, tuple[str | None, bool]]:
    """Read from a solution's outputs what came out of each guess, by the question's id.

    That is the truth, and whether it is another one on another machine. Of a notebook that is not
    there, or was not run, nothing is known.
    """
    try:
        cells = read_notebook(solution)["cells"]
    except CourseError:
        return {}
    truths = {}
    for cell in cells:
        varies = VARIES in (cell.get("metadata") or {}).get("tags", ())
        for output in cell.get("outputs") or []:
            if data := (output.get("data") or {}).get(REVEAL_MIME):
                truths[data["question"]] = data["truth"], varies
    return truths


def _recalled(id: str) -> str | None:
    try:
        return str(recall_question(id).answer())
    except ValueError:
        return None
