"""From a submission to its grade: data in, data out, so that it can be done on any machine."""

from __future__ import annotations

import hashlib
import html
import time
from dataclasses import dataclass, field
from typing import Any

from convtutor.calling.outcome import Case, NotWritten, Outcome
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import judge
from convtutor.checks.wording import describe
from convtutor.notebook import fold
from coursekit.grading.box import Box
from coursekit.grading.escaping import one_line
from coursekit.grading.feedback.feedback_page import JudgedExercise, draw, make_page
from coursekit.grading.gradebook.graded_notebook import CheckOutput, rebuild
from coursekit.grading.intake.submissions import Submission
from coursekit.grading.judging.calls import boxed_caller
from coursekit.grading.judging.provenance import environment_hash, versions
from coursekit.grading.reading.answers import Answers, read_answers
from coursekit.grading.reading.program import program
from coursekit.grading.reading.released import read_released


@dataclass(frozen=True)
class Job:
    """One submission to grade.

    Attributes
    ----------
    submission : Submission
    release : bytes
        The released notebook of the unit.
    seed : int
        For the fresh cases; 1 or more.
    sandbox : bool
        Whether the learner's code runs in a box. It always should.
    """

    submission: Submission
    release: bytes
    seed: int
    sandbox: bool = True


@dataclass(frozen=True)
class Graded:
    """What came of a job.

    Attributes
    ----------
    learner, unit : str
    scores : dict of str to float
        By the grade_id of the graded cell.
    verdicts : tuple of dict
        As `Verdict.as_json` gives them; none for a submission that could not be judged.
    texts : dict of str to str
        What each verdict says, by exercise.
    notebook : bytes
        The release with the learner's answers and the verdicts on them.
    feedback : str
        The learner's page.
    notes : tuple of str
        What was unusual about the submission.
    problem : str
        Why it could not be judged, and scores 0; else nothing.
    predictions : dict of str to str
        The learner's guesses, by question.
    provenance : dict
        What a regrade needs to come to the same result.
    """

    learner: str
    unit: str
    scores: dict[str, float]
    verdicts: tuple[dict[str, Any], ...]
    texts: dict[str, str]
    notebook: bytes
    feedback: str
    notes: tuple[str, ...] = ()
    problem: str = ""
    predictions: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)


def grade(job: Job) -> Graded:
    """Grade a submission.

    Parameters
    ----------
    job : Job

    Returns
    -------
    Graded
        Always. Where the submission, or the grading itself, fails in any way, with 0 in every
        graded cell and the reason. The same job gives the same scores, notebook and page, bit for
        bit.
    """
    started = time.monotonic()
    if job.submission.problem:
        return not_graded(job, job.submission.problem, started=started)
    answers = read_answers(job.submission.notebook or b"", job.release)
    if answers.problem:
        return not_graded(job, answers.problem, answers, started=started)
    try:
        with Box(sandbox=job.sandbox) as box:
            judged = [
                _judge_one(box, job, answers, exercise)
                for _, exercise in read_released(job.release).exercises
            ]
            whole_tree = box.whole_tree
    except Exception as error:  # a fault of ours costs one submission, and is told
        reason = f"the grading failed with {type(error).__name__}: {one_line(str(error))}"
        return not_graded(job, reason, answers, started=started)
    return _put_together(job, judged, answers, "", started, whole_tree)


def not_graded(
    job: Job, reason: str, answers: Answers | None = None, *, started: float | None = None
) -> Graded:
    """Give 0 for every exercise, and the reason.

    Parameters
    ----------
    job : Job
    reason : str
        In a sentence.
    answers : Answers, optional
        What is known of the submission all the same.
    started : float, optional
        When it was begun, by the monotonic clock.

    Returns
    -------
    Graded
    """
    answers = answers or Answers()
    reason = reason.rstrip(".")
    judged = [
        JudgedExercise(exercise, None, f"✗ {exercise.function_name}: not judged ({reason})", "")
        for _, exercise in read_released(job.release).exercises
    ]
    return _put_together(job, judged, answers, reason, started or time.monotonic())


def hash_submission(submission: Submission) -> str:
    """Return a hash of what was handed in: of the notebook's bytes, or of what is wrong."""
    data = submission.notebook
    if data is None:
        data = submission.problem.encode()
    return hashlib.sha256(data).hexdigest()


def _judge_one(box: Box, job: Job, answers: Answers, exercise: Exercise) -> JudgedExercise:
    if exercise.id in answers.code:
        asked = program(job.release, answers, exercise.id)
        call = boxed_caller(box, asked.setup, asked.cells, asked.function_name, exercise)
    else:  # the cell is gone

        def call(case: Case) -> Outcome:
            return NotWritten()

    verdict = judge(exercise, call, job.seed)
    source = answers.sources.get(exercise.id, "")
    return JudgedExercise(exercise, verdict, fold(describe(verdict)), source, draw(verdict))


def _put_together(
    job: Job,
    judged: list[JudgedExercise],
    answers: Answers,
    problem: str,
    started: float,
    whole_tree: bool | None = None,
) -> Graded:
    submission, released = job.submission, read_released(job.release)
    notes = (*submission.notes, *answers.notes)
    by_cell = dict(zip(released.maxima, judged, strict=True))
    page = make_page(
        submission.learner,
        submission.unit,
        released.title,
        judged,
        notes=notes,
        problem=problem,
        sandbox=job.sandbox,
    )
    return Graded(
        learner=submission.learner,
        unit=submission.unit,
        scores={cell: one.points for cell, one in by_cell.items()},
        verdicts=tuple(one.verdict.as_json() for one in judged if one.verdict),
        texts={one.exercise.id: one.text for one in judged},
        notebook=rebuild(job.release, answers, {c: _shown(one) for c, one in by_cell.items()}),
        feedback=page,
        notes=notes,
        problem=problem,
        predictions=answers.predictions,
        provenance={
            "submission": hash_submission(submission),
            "release": released.hash,
            "environment": environment_hash(),
            "seed": job.seed,
            "sandbox": job.sandbox,
            # Whether memory was bounded for all processes of the box together; None: no box.
            "whole_tree": whole_tree,
            "maxima": released.maxima,
            "versions": versions(),
            "seconds": round(time.monotonic() - started, 3),
        },
    )


def _shown(one: JudgedExercise) -> CheckOutput:
    """What the check cell shows: what `check` would have."""
    words = f'<pre style="white-space: pre-wrap">{html.escape(one.text)}</pre>'
    return CheckOutput(
        text=one.text,
        score=one.points,
        verdict=one.verdict.as_json() if one.verdict else {},
        html=f"{words}{one.picture}" if one.picture else "",
    )
