"""What the judge found of one exercise of a submission."""

from __future__ import annotations

from dataclasses import dataclass

from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import Verdict


@dataclass(frozen=True)
class JudgedExercise:
    """One exercise of a submission, and what the judge found.

    Attributes
    ----------
    exercise : Exercise
    verdict : Verdict or None
        None if the submission could not be judged.
    text : str
        The verdict in words, or why there is none.
    source : str
        The learner's own code.
    picture : str
        What is wrong, as HTML, or nothing.
    """

    exercise: Exercise
    verdict: Verdict | None
    text: str
    source: str
    picture: str = ""

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
