"""What passes the stations of grading: a submission, from what was handed in to its grade."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answers:
    """What a learner answered, as the reading station finds it.

    Attributes
    ----------
    sources : dict of str to str
        The text of each exercise's cell by its grade_id, as the learner wrote it. An exercise is
        missing where its cell is.
    predictions : dict of str to str
        What was guessed and recalled, by "predict:<id>" and "recall:<id>".
    code : dict of str to str
        What of each source is run: without lines that only a notebook understands, and with what
        it needs of the learner's own cells above it.
    notes : tuple of str
        What an instructor may want to know, a sentence each. What learners wrote is quoted in them
        in ASCII, and short.
    problem : str
        Why there is nothing to grade, in a sentence, or "".
    names : dict of str to tuple of str
        The global names that each code uses.
    """

    sources: dict[str, str] = field(default_factory=dict)
    predictions: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""
    code: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Submission:
    """What one learner handed in for one unit.

    Attributes
    ----------
    learner : str
        The name of the learner's folder; printable, at most 128 bytes.
    unit : str
    notebook : bytes or None
        The notebook's file, or None where there is a problem.
    timestamp : str or None
        When it was handed in, as `nbgrader.utils.parse_utc` reads it.
    notes : tuple of str
        What an instructor may want to know of how it was handed in, a sentence each.
    problem : str
        Why there is nothing to read, in a sentence, or "".
    answers : Answers
        Empty until the notebook is read.
    """

    learner: str
    unit: str
    notebook: bytes | None
    timestamp: str | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    answers: Answers = field(default_factory=Answers)

    @property
    def hash(self) -> str:
        """SHA-256 of what was handed in: of the notebook's bytes, or of what is wrong."""
        data = self.problem.encode() if self.notebook is None else self.notebook
        return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class GradedSubmission:
    """What came of a submission, as plain data.

    Attributes
    ----------
    learner, unit : str
    scores : dict of str to float or None
        By the grade_id of the graded cell; None where a person is to give it.
    verdicts : tuple of dict
        As `Verdict.as_json` gives them; none for a submission that could not be judged.
    texts : dict of str to str
        What each verdict says, by exercise.
    sources : dict of str to str
        The code of each answer, by exercise.
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
    timestamp : str or None
        When it was handed in.
    provenance : dict
        What a regrade needs to come to the same result.
    """

    learner: str
    unit: str
    scores: dict[str, float | None]
    verdicts: tuple[dict[str, Any], ...]
    texts: dict[str, str]
    notebook: bytes
    feedback: str
    notes: tuple[str, ...] = ()
    problem: str = ""
    predictions: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    timestamp: str | None = None
    provenance: dict[str, Any] = field(default_factory=dict)


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
    r"""Quote a text so that it can neither run on nor hide anything.

    Parameters
    ----------
    text : str
    length : int
        Characters that are kept.

    Returns
    -------
    str
        ASCII alone, between quotation marks.

    Examples
    --------
    >>> print(quote("na\u00efve\n\u202eevil"))
    'na\xefve\n\u202eevil'
    """
    return ascii(text[:length]) + ("…" if len(text) > length else "")
