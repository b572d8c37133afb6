"""One learner's record, read with care: what it quotes was written by a learner."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import FinalGrade
from coursekit.grading.submission import HARMLESS

LARGEST_RECORD = 4_000_000  # bytes


@dataclass(frozen=True)
class ExerciseResult:
    """What the judge found of one exercise."""

    status: str  # "right", "wrong" or "not written"
    points: float
    mistakes: tuple[str, ...] = ()  # ids: several where they look alike, none without a name
    wrong_aspects: tuple[str, ...] = ()
    fails_by: str = ""  # what came instead of a right result, in a word or two
    text: str = ""  # the verdict in words
    error: str = ""  # the kind of an error that is no mistake in convolution
    # Of an answer whose mistake has no name:
    described: str = ""  # how it differs from the right one
    alike: str = ""  # the same text for those that do the same in all fixed cases
    source: str = ""  # its code


@dataclass(frozen=True)
class Entry:
    """What the report reads of one learner's record."""

    learner: str
    points: float  # what the gradebook says: all scores together, less what lateness costs
    results: Mapping[str, ExerciseResult] = field(default_factory=dict)  # of what was judged, by id
    notes: tuple[str, ...] = ()  # what was unusual about the submission, and may matter
    asides: tuple[str, ...] = ()  # what was unusual, and changes nothing
    sources: Mapping[str, str] = field(default_factory=dict)  # the code of each answer, by exercise
    problem: str = ""  # why it could not be judged
    predictions: Mapping[str, str] = field(default_factory=dict)  # by predict:<id> or recall:<id>
    submitted: str = ""  # when it was handed in, where that is known
    late_seconds: float | None = None  # None where no date is due, or nobody knows when it came
    penalty: float = 0.0  # the points that lateness costs
    by_hand: tuple[str, ...] = ()  # the exercises whose points a person gave
    seed: int | None = None
    sandbox: bool = False  # whether the learner's code ran in a box ...
    whole_tree: bool = True  # ... that bounded the memory of all its processes together
    installed: str = ""  # the versions that it was graded with
    graded: str = ""  # when, in UTC
    seconds: float = 0.0  # how long grading took


def read_entries(
    folder: Path, grades: Mapping[str, FinalGrade] = {}
) -> tuple[list[Entry], list[str]]:
    """Read the records of a unit, sorted by name, and the names of files that are no records.

    The grades are what the gradebook says now, by learner, where that is known.
    """
    entries, unreadable = [], []
    for path in folder.glob("*.json"):
        try:
            if path.stat().st_size > LARGEST_RECORD:
                raise ValueError("too large")
            entries.append(read_entry(json.loads(path.read_text(encoding="utf-8")), grades))
        except (OSError, ValueError, RecursionError):
            unreadable.append(path.name)
    by_name = sorted(entries, key=lambda entry: (entry.learner.casefold(), entry.learner))
    return by_name, sorted(unreadable)


def read_entry(found: Any, grades: Mapping[str, FinalGrade] = {}) -> Entry:
    """Take what the report needs from what a file held; a ValueError says that it is no record."""
    record = _mapping(found)
    learner = record.get("learner")
    if not isinstance(learner, str) or not learner or not isinstance(record.get("scores"), dict):
        raise ValueError("a record has a learner and scores")
    provenance = _mapping(record.get("provenance"))
    grade = vars(grades[learner]) if learner in grades else _mapping(record.get("grade"))
    scores = _mapping(grade.get("scores")) or record["scores"]
    penalty, late, seed = (
        _number(grade.get("penalty")),
        record.get("late_seconds"),
        provenance.get("seed"),
    )
    notes = _texts(record.get("notes"))
    answers, versions = _mapping(record.get("predictions")), _mapping(provenance.get("versions"))
    return Entry(
        learner=learner,
        points=max(0.0, sum(map(_number, scores.values())) - penalty),
        results={
            str(verdict.get("exercise")): read_result(verdict, record, scores)
            for verdict in map(_mapping, _list(record.get("verdicts")))
        },
        notes=tuple(note for note in notes if not note.endswith(HARMLESS)),
        asides=tuple(note.removesuffix(HARMLESS) for note in notes if note.endswith(HARMLESS)),
        sources={key: str(code) for key, code in _mapping(record.get("sources")).items()},
        problem=str(record.get("problem") or ""),
        predictions={key: one_line(str(answer), 100) for key, answer in answers.items()},
        submitted=str(record.get("submitted") or ""),
        late_seconds=_number(late) if isinstance(late, int | float) else None,
        penalty=penalty,
        by_hand=tuple(cell.removeprefix("check-") for cell in _texts(grade.get("by_hand"))),
        seed=seed if type(seed) is int else None,
        sandbox=provenance.get("sandbox") is True,
        whole_tree=provenance.get("whole_tree") is not False,
        installed=", ".join(f"{name} {one}" for name, one in sorted(versions.items())),
        graded=str(provenance.get("graded") or ""),
        seconds=_number(provenance.get("seconds")),
    )


def read_result(
    verdict: Mapping[str, Any], record: Mapping[str, Any], scores: Mapping[str, Any]
) -> ExerciseResult:
    """Take what the report needs of one verdict, with its text and its code from the record."""
    exercise = str(verdict.get("exercise"))
    mistakes = _texts(verdict.get("mistakes"))
    described = "" if mistakes else str(verdict.get("described") or "")
    return ExerciseResult(
        status=str(verdict.get("status")),
        points=_number(scores.get(f"check-{exercise}", verdict.get("points"))),
        mistakes=mistakes,
        wrong_aspects=_texts(verdict.get("wrong_aspects")),
        fails_by=str(verdict.get("fails_by") or ""),
        text=str(_mapping(record.get("texts")).get(exercise, "")),
        error=str(verdict.get("error") or ""),
        described=described,
        alike=str(verdict.get("alike") or "") if described else "",
        source=str(_mapping(record.get("sources")).get(exercise, "")) if described else "",
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, _list(value)))


def _number(value: Any) -> float:
    """A finite number from 0 up, else 0."""
    known = isinstance(value, int | float) and math.isfinite(value)
    return max(float(value), 0.0) if known else 0.0
