"""One learner's record, read with care: what it quotes was written by a learner."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import FinalGrade

LARGEST_RECORD = 4_000_000  # bytes


@dataclass(frozen=True)
class ExerciseResult:
    """What the judge found of one exercise.

    Attributes
    ----------
    status : "right", "wrong" or "not written"
    points : float
    mistakes : tuple of str
        Ids. More than one where they look alike; none where the mistake has no name.
    wrong_aspects : tuple of str
    fails_by : str
        In a word or two, what came instead of a right result.
    text : str
        The verdict in words.
    error : str
        The kind of an error that is no mistake in convolution, or "".
    source : str
        The code of an answer without a name.
    described, alike : str
        Of an answer without a name: how it differs from the right one, and the same text for
        those that do the same in all fixed cases.
    """

    status: str
    points: float
    mistakes: tuple[str, ...] = ()
    wrong_aspects: tuple[str, ...] = ()
    fails_by: str = ""
    text: str = ""
    described: str = ""
    alike: str = ""
    error: str = ""
    source: str = ""


@dataclass(frozen=True)
class Entry:
    """What the report reads of one learner's record.

    Attributes
    ----------
    learner : str
    points : float
        What the gradebook says: all scores together, without what lateness costs.
    results : mapping of str to ExerciseResult
        By the exercise's id; without those that could not be judged.
    notes : tuple of str
        What was unusual about the submission.
    problem : str
        Why it could not be judged, or nothing.
    predictions : mapping of str to str
        What was answered, by ``predict:<id>`` or ``recall:<id>``.
    submitted : str
        When it was handed in, or "" where nobody knows.
    late_seconds : float or None
        None where the unit has no date at which it is due, or nobody knows when it came.
    penalty : float
        The points that lateness costs.
    by_hand : tuple of str
        The exercises whose points a person gave.
    seed : int or None
    sandbox : bool
        Whether the learner's code ran in a box.
    whole_tree : bool
        Whether memory was bounded for all processes of the box together, as far as is known.
    versions : mapping of str to str
    graded : str
        When, in UTC.
    seconds : float
        How long grading took.
    """

    learner: str
    points: float
    results: Mapping[str, ExerciseResult] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problem: str = ""
    predictions: Mapping[str, str] = field(default_factory=dict)
    submitted: str = ""
    late_seconds: float | None = None
    penalty: float = 0.0
    by_hand: tuple[str, ...] = ()
    seed: int | None = None
    sandbox: bool = False
    whole_tree: bool = True
    versions: Mapping[str, str] = field(default_factory=dict)
    graded: str = ""
    seconds: float = 0.0


def read_entries(
    folder: Path, grades: Mapping[str, FinalGrade] = MappingProxyType({})
) -> tuple[list[Entry], list[str]]:
    """Read the records of a unit.

    Parameters
    ----------
    folder : Path
        Holds ``<learner>.json`` for each learner.
    grades : mapping of str to FinalGrade
        What the gradebook says now, by learner, where that is known.

    Returns
    -------
    (list of Entry, list of str)
        The entries, sorted by name, and the names of files that are no records.
    """
    entries, unreadable = [], []
    for path in folder.glob("*.json"):
        try:
            if path.stat().st_size > LARGEST_RECORD:
                raise ValueError("too large")
            record = json.loads(path.read_text(encoding="utf-8"))
            entries.append(read_entry(record, grades))
        except (OSError, ValueError, RecursionError):
            unreadable.append(path.name)
    by_name = sorted(entries, key=lambda entry: (entry.learner.casefold(), entry.learner))
    return by_name, sorted(unreadable)


def read_entry(record: Any, grades: Mapping[str, FinalGrade] = MappingProxyType({})) -> Entry:
    """Take what the report needs from a record.

    Parameters
    ----------
    record : object
        What the JSON held.

    Raises
    ------
    ValueError
        If that is no record of a grade.
    """
    record = _mapping(record)
    sources = _mapping(record.get("sources"))
    provenance, texts = _mapping(record.get("provenance")), _mapping(record.get("texts"))
    learner = record.get("learner")
    if not isinstance(learner, str) or not learner or not isinstance(record.get("scores"), dict):
        raise ValueError("a record has a learner and scores")
    grade = asdict(grades[learner]) if learner in grades else _mapping(record.get("grade"))
    scores = _mapping(grade.get("scores")) or record["scores"]
    penalty = _number(grade.get("penalty"))
    seed = provenance.get("seed")
    return Entry(
        learner=learner,
        points=max(0.0, sum(_number(score) for score in scores.values()) - penalty),
        results={
            str(verdict.get("exercise")): _read_result(verdict, texts, scores, sources)
            for verdict in map(_mapping, _list(record.get("verdicts")))
        },
        notes=_texts(record.get("notes")),
        problem=str(record.get("problem") or ""),
        predictions={
            key: one_line(str(value), 100)
            for key, value in _mapping(record.get("predictions")).items()
        },
        submitted=str(record.get("submitted") or ""),
        late_seconds=_late(record.get("late_seconds")),
        penalty=penalty,
        by_hand=tuple(cell.removeprefix("check-") for cell in _texts(grade.get("by_hand"))),
        seed=seed if type(seed) is int else None,
        sandbox=provenance.get("sandbox") is True,
        whole_tree=provenance.get("whole_tree") is not False,
        versions={str(k): str(v) for k, v in _mapping(provenance.get("versions")).items()},
        graded=str(provenance.get("graded") or ""),
        seconds=_number(provenance.get("seconds")),
    )


def _read_result(
    verdict: Mapping[str, Any],
    texts: Mapping[str, Any],
    scores: Mapping[str, Any],
    sources: Mapping[str, Any],
) -> ExerciseResult:
    exercise = str(verdict.get("exercise"))
    return ExerciseResult(
        status=str(verdict.get("status")),
        points=_number(scores.get(f"check-{exercise}", verdict.get("points"))),
        mistakes=_texts(verdict.get("mistakes")),
        wrong_aspects=_texts(verdict.get("wrong_aspects")),
        fails_by=str(verdict.get("fails_by") or ""),
        text=str(texts.get(exercise, "")),
        described=str(verdict.get("described") or ""),
        alike=str(verdict.get("alike") or ""),
        error=str(verdict.get("error") or ""),
        source=str(sources.get(exercise, "")),
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(value))


def _number(value: Any) -> float:
    """A finite number from 0 up, else 0."""
    known = isinstance(value, int | float) and math.isfinite(value)
    return max(float(value), 0.0) if known else 0.0


def _late(value: Any) -> float | None:
    return _number(value) if isinstance(value, int | float) else None
