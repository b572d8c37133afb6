"""From a learner's answers to verdicts, by way of a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from convtutor.calling.outcome import NotWritten, Raised
from convtutor.checks.card import card
from convtutor.checks.carried import before, judge_carrying
from convtutor.checks.code_errors import line_failed
from convtutor.checks.exercise import Exercise
from convtutor.checks.explanation import describe, explain
from convtutor.checks.judge import Verdict, judge
from convtutor.notebook import fold
from convtutor.units.catalogue import find_exercise
from coursekit.errors import CourseError
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller
from coursekit.grading.reading.program import program
from coursekit.grading.submission import Answers
from coursekit.release.release import Release


@dataclass(frozen=True)
class JudgedExercise:
    """One exercise of a submission, and what the judge found."""

    exercise: Exercise
    verdict: Verdict | None  # None if the submission could not be judged
    text: str  # the verdict in words, or why there is none
    source: str  # the learner's own code
    picture: str = ""  # what is wrong, as HTML

    @property
    def html(self) -> str:
        """The verdict as the notebook shows it, or "" where there is none."""
        return card(explain(self.verdict), self.picture) if self.verdict else ""

    @property
    def points(self) -> float:
        """The points earned."""
        return self.verdict.points if self.verdict else 0.0

    @property
    def status(self) -> str:
        """What came of it, in a word or two."""
        if self.verdict is None:
            return "not judged"
        return "partly right" if self.verdict.right_aspects and self._wrong else self.verdict.status

    @property
    def _wrong(self) -> bool:
        return self.verdict is not None and self.verdict.status == "wrong"


def judge_answers(
    answers: Answers, release: Release, seed: int, *, sandbox: bool = True, carry: bool = True
) -> tuple[list[JudgedExercise], bool]:
    """Judge all exercises of a submission in one box, in the order of the release.

    The seed, for the fresh cases, is 1 or more. The learner's code should always run in a sandbox.
    Where errors are carried forward, what calls an earlier exercise's function is judged with the
    right one, too. Beside the exercises it says whether memory was bounded for all processes of the
    box together.
    """
    judged: list[JudgedExercise] = []
    with Box(sandbox=sandbox) as box:
        for exercise in exercises_of(release):
            earlier = judged if carry else []
            judged.append(_judge_one(box, answers, release, exercise, seed, earlier))
        return judged, box.whole_tree


def _judge_one(
    box: Box,
    answers: Answers,
    release: Release,
    exercise: Exercise,
    seed: int,
    judged: Sequence[JudgedExercise],
) -> JudgedExercise:
    if exercise.id not in answers.code:  # the cell is gone
        verdict = judge(exercise, lambda case: NotWritten(), seed)
    else:
        asked = program(release, answers, exercise.id)
        order = (box, asked.setup, asked.cells, asked.function_name, exercise)
        failed: list[Raised] = []
        verdict = judge(exercise, boxed_caller(*order, tell=failed.append), seed)
        wrong = [one.exercise for one in judged if one.status not in ("right", "not judged")]
        earlier = before(exercise, [*wrong, exercise], set(answers.names.get(exercise.id, ())))
        verdict = judge_carrying(verdict, earlier, boxed_caller(*order, earlier))
        if failed:
            verdict = replace(verdict, caution=line_failed(failed[0]))
    source = answers.sources.get(exercise.id, "")
    return JudgedExercise(exercise, verdict, fold(describe(verdict)), source)


def exercises_of(release: Release) -> list[Exercise]:
    """Find the exercise of each check of a release, in its order.

    A CourseError says that a check is none of an exercise of the course, or has other points.
    """
    found = []
    for cell in release.graded_cells:
        try:
            exercise = find_exercise(cell.id)
        except ValueError as error:
            raise CourseError(
                f"the graded cell of {cell.id!r} calls check(...), but {error}; without that call "
                "the cell is left to a person"
            ) from None
        if cell.points != exercise.points:
            raise CourseError(
                f"the graded cell of {cell.id!r} gives {cell.points:g} points and its exercise "
                f"{exercise.points:g}; make both the same, and run `make notebooks`"
            )
        found.append(exercise)
    return found
