"""From a submission to its grade: data in, data out, so that it can be done on any machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.intake import Submission


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
