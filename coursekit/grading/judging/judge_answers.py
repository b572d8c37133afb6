"""From a learner's answers to verdicts, by way of a box."""

from __future__ import annotations

from convtutor.calling.outcome import Case, NotWritten, Outcome
from convtutor.checks.exercise import Exercise
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.notebook import fold
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller
from coursekit.grading.judging.judged import JudgedExercise
from coursekit.grading.reading.program import program
from coursekit.grading.reading.released import read_released
from coursekit.grading.submission import Answers


def judge_answers(
    answers: Answers, release: bytes, seed: int, *, sandbox: bool = True
) -> tuple[list[JudgedExercise], bool]:
    """Judge all exercises of a submission in one box.

    Parameters
    ----------
    answers : Answers
    release : bytes
        The released notebook of the unit.
    seed : int
        For the fresh cases; 1 or more.
    sandbox : bool
        Whether the learner's code runs in a box. It always should.

    Returns
    -------
    judged : list of JudgedExercise
        In the order of the release.
    whole_tree : bool
        Whether memory was bounded for all processes of the box together.
    """
    with Box(sandbox=sandbox) as box:
        judged = [
            _judge_one(box, answers, release, exercise, seed)
            for _, exercise in read_released(release).exercises
        ]
        return judged, box.whole_tree


def _judge_one(
    box: Box, answers: Answers, release: bytes, exercise: Exercise, seed: int
) -> JudgedExercise:
    if exercise.id in answers.code:
        asked = program(release, answers, exercise.id)
        call = boxed_caller(box, asked.setup, asked.cells, asked.function_name, exercise)
    else:  # the cell is gone

        def call(case: Case) -> Outcome:
            return NotWritten()

    verdict = judge(exercise, call, seed)
    source = answers.sources.get(exercise.id, "")
    return JudgedExercise(exercise, verdict, fold(describe(verdict)), source)
