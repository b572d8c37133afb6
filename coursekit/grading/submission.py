"""What passes the stations of grading: a submission, from what was handed in to its grade."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answers:
    """What a learner answered, as the reading station finds it."""

    # The text of each exercise's cell by its grade_id, as the learner wrote it; an exercise is
    # missing where its cell is.
    sources: dict[str, str] = field(default_factory=dict)
    predictions: dict[str, str] = field(default_factory=dict)  # by "predict:<id>" and "recall:<id>"
    # What an instructor may want to know, a sentence each, with learners' words quoted in ASCII.
    notes: tuple[str, ...] = ()
    problem: str = ""  # why there is nothing to grade, in a sentence
    # What of each source is run: without lines that only a notebook understands, and with what it
    # needs of the learner's own cells above it.
    code: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # global ones that each code uses


@dataclass(frozen=True)
class Submission:
    """What one learner handed in for one unit."""

    learner: str  # the name of the learner's folder; printable, at most 128 bytes
    unit: str
    notebook: bytes | None  # None where there is a problem
    timestamp: str | None = None  # when it was handed in, as `nbgrader.utils.parse_utc` reads it
    notes: tuple[str, ...] = ()  # on how it was handed in, a sentence each
    problem: str = ""  # why there is nothing to read, in a sentence
    answers: Answers = field(default_factory=Answers)  # empty until the notebook is read

    @property
    def hash(self) -> str:
        """SHA-256 of what was handed in: of the notebook's bytes, or of what is wrong."""
        data = self.problem.encode() if self.notebook is None else self.notebook
        return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class GradedSubmission:
    """What came of a submission, as plain data."""

    learner: str
    unit: str
    scores: dict[str, float | None]  # by grade_id; None where a person is to give it
    verdicts: tuple[dict[str, Any], ...]  # as `Verdict.as_json` gives them; none if not judged
    texts: dict[str, str]  # what each verdict says, by exercise
    notebook: bytes  # the release with the learner's answers and the verdicts on them
    feedback: str  # the learner's page
    notes: tuple[str, ...] = ()  # what was unusual about the submission
    problem: str = ""  # why it could not be judged, and scores 0
    predictions: dict[str, str] = field(default_factory=dict)  # the learner's guesses, by question
    sources: dict[str, str] = field(default_factory=dict)  # the code of each answer, by exercise
    timestamp: str | None = None  # when it was handed in
    provenance: dict[str, Any] = field(default_factory=dict)  # what a regrade needs to say the same


def is_readable(name: str) -> bool:
    """Say whether a name hides nothing: printable, or joined as Persian and Hindi names are."""
    return re.sub(r"(?<=\S)[\u200c\u200d](?=\S)", "", name).isprintable()


HARMLESS = " (This changes nothing.)"


def harmless(note: str) -> str:
    """Mark what an instructor need not look at: how a file came, where all is read as it is meant.

    Examples
    --------
    >>> harmless("The notebook was renamed.")
    'The notebook was renamed. (This changes nothing.)'
    """
    return note + HARMLESS


def quote(text: str, length: int = 60) -> str:
    r"""Quote so much of a text, in ASCII alone, that it can neither run on nor hide anything.

    Examples
    --------
    >>> print(quote("na\u00efve\n\u202eevil"))
    'na\xefve\n\u202eevil'
    """
    return ascii(text[:length]) + ("…" if len(text) > length else "")
