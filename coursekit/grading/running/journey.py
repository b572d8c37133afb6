"""From a submission to its grade: data in, data out, so that it can be done on any machine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursekit.grading.escaping import one_line
from coursekit.grading.feedback import draw, make_page
from coursekit.grading.gradebook import CheckOutput, rebuild
from coursekit.grading.judging import JudgedExercise, exercises_of, judge_answers
from coursekit.grading.reading.answers import read_answers
from coursekit.grading.running.provenance import environment_hash, versions
from coursekit.grading.submission import Answers, GradedSubmission, Submission
from coursekit.release.release import Release

LONGEST_SOURCE = 4000
"""Characters of an answer's code that a record keeps."""


@dataclass(frozen=True)
class Terms:
    """What is the same for all submissions of a run."""

    release: Release
    seed: int  # for the fresh cases; 1 or more
    sandbox: bool = True  # whether the learners' code runs in a box; it always should
    carry: bool = True  # whether an error of an earlier exercise is carried forward


def grade(submission: Submission, terms: Terms) -> GradedSubmission:
    """Grade a submission as it was taken; there always is a grade.

    Where the submission, or the grading itself, fails in any way, it is 0 in every graded cell,
    with the reason. The same submission on the same terms gives the same scores, notebook and
    page, bit for bit.
    """
    started = time.monotonic()
    if submission.notebook is None:
        return not_graded(submission, terms, submission.problem, started)
    submission = replace(submission, answers=read_answers(submission.notebook, terms.release))
    if submission.answers.problem:
        return not_graded(submission, terms, submission.answers.problem, started)
    try:
        judged, whole_tree = judge_answers(
            submission.answers, terms.release, terms.seed, sandbox=terms.sandbox, carry=terms.carry
        )
        judged = [
            replace(found, picture=draw(found.verdict) if found.verdict else "") for found in judged
        ]
    except Exception as error:  # a fault of ours costs one submission, and is told
        reason = f"the grading failed with {type(error).__name__}: {one_line(str(error))}"
        return not_graded(submission, terms, reason, started)
    return _put_together(submission, terms, judged, "", started, whole_tree)


def not_graded(
    submission: Submission, terms: Terms, reason: str, started: float | None = None
) -> GradedSubmission:
    """Give 0 for every exercise, and the reason in a sentence.

    `started` is when it was begun, by the monotonic clock.
    """
    reason = reason.rstrip(".")
    judged = [
        JudgedExercise(exercise, None, f"✗ {exercise.function_name}: not judged ({reason})", "")
        for exercise in exercises_of(terms.release)
    ]
    return _put_together(submission, terms, judged, reason, started or time.monotonic())


def _put_together(
    submission: Submission,
    terms: Terms,
    judged: Sequence[JudgedExercise],
    problem: str,
    started: float,
    whole_tree: bool | None = None,
) -> GradedSubmission:
    release, answers = terms.release, submission.answers
    notes = (*submission.notes, *answers.notes)
    by_cell = {f"check-{found.exercise.id}": found for found in judged}
    left = {
        cell: 0.0 if problem or _is_untouched(release, cell, answers) else None
        for cell in release.by_person
    }
    who = (submission.learner, submission.unit, release.title)
    page = make_page(*who, judged, notes=notes, problem=problem, sandbox=terms.sandbox)
    return GradedSubmission(
        learner=submission.learner,
        unit=submission.unit,
        scores={**{cell: found.points for cell, found in by_cell.items()}, **left},
        verdicts=tuple(found.verdict.as_json() for found in judged if found.verdict),
        texts={found.exercise.id: found.text for found in judged},
        sources={found.exercise.id: found.source[:LONGEST_SOURCE] for found in judged},
        notebook=rebuild(release, answers, {cell: _shown(one) for cell, one in by_cell.items()}),
        feedback=page,
        notes=notes,
        problem=problem,
        predictions=answers.predictions,
        timestamp=submission.timestamp,
        provenance={
            "submission": submission.hash,
            "release": release.hash,
            "environment": environment_hash(),
            "seed": terms.seed,
            "sandbox": terms.sandbox,
            "carry": terms.carry,
            # Whether memory was bounded for all processes of the box together; None: no box.
            "whole_tree": whole_tree,
            "maxima": release.maxima,
            "versions": versions(),
            "seconds": round(time.monotonic() - started, 3),
        },
    )


def _is_untouched(release: Release, grade_id: str, answers: Answers) -> bool:
    """Whether there is no answer to read: nbgrader, too, gives 0 for one as it was handed out."""
    cell = release.marked[grade_id]
    answer = answers.sources.get(grade_id, cell.source).strip()
    handed_out = [form.source.strip() for form in release.forms(grade_id)]
    return bool(cell.marks.get("solution")) and answer in handed_out


def _shown(found: JudgedExercise) -> CheckOutput:
    """What the check cell shows: what `check` would have."""
    return CheckOutput(
        text=found.text,
        score=found.points,
        verdict=found.verdict.as_json() if found.verdict else {},
        html=found.html,
    )
