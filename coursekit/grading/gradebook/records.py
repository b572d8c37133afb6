"""The record of each grade: what was graded, by what, with which seed, and what came of it.

A record is written last, after the gradebook, the notebook and the page. Where there is none, a
submission is not done; so an interrupted run is gone on with by giving the same command again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.atomic_write import make_private, write_atomically, writing_to
from coursekit.errors import CourseError
from coursekit.grading.submission import GradedSubmission
from coursekit.words import duration, points

Record = dict[str, Any]


@dataclass(frozen=True)
class FinalGrade:
    """What the gradebook says of a submission, and so what everybody is told."""

    scores: dict[str, float]  # by grade_id; what a person gave in place of the judge's score
    by_hand: list[str] = field(default_factory=list)  # the grade_ids whose score a person gave
    penalty: float = 0.0  # the points that lateness costs
    comments: list[str] = field(default_factory=list)  # a person's
    waiting: list[str] = field(default_factory=list)  # grade_ids that a person is still to score
    gradebook: str = ""  # the address of the one that says so, without a password; "" if unknown

    @property
    def points(self) -> float:
        """All that counts, and never less than 0."""
        return max(0.0, sum(self.scores.values()) - self.penalty)


def final_grade(record: Record) -> FinalGrade:
    """Return the grade that the gradebook had when the record was written."""
    known = record.get("grade")
    if known:
        return FinalGrade(**known)
    return FinalGrade({cell: score or 0.0 for cell, score in record["scores"].items()})


CORRECTED = "the course was corrected"
"""Why a grade is made again by `--regrade`."""
NOT_JUDGED_ANEW = "due date, penalty or points by hand"
"""Why points change where nothing is judged."""


def history(before: Record, now: Record, why: str) -> list[dict[str, Any]]:
    """Return the earlier grades of a submission, the last one last, where its points change."""
    old, new = final_grade(before).points, final_grade(now).points
    earlier = before["earlier"]
    if old == new:
        return earlier
    made = before["provenance"]
    was = {"points": old, "graded": made["graded"], "seed": made["seed"], "changed": why}
    return [*earlier, was]


def describe_final_grade(record: Record) -> list[str]:
    """Say in sentences in what the grade differs from what the judge gave."""
    grade, maxima = final_grade(record), record["provenance"]["maxima"]
    said = []
    for cell in grade.by_hand:
        got = f"{cell.removeprefix('check-')}: {points(grade.scores[cell], maxima.get(cell, 0.0))}"
        judged = record["scores"].get(cell, 0.0)
        instead = "" if judged is None else f" in place of {judged:g}"
        said.append(f"{got}, given by hand{instead}.")
    said += [
        f"{cell}: {points(0, maxima.get(cell, 0.0))} until a person has graded it."
        for cell in grade.waiting
    ]
    if grade.penalty:
        late = f" by {duration(record['late_seconds'])}" if record["late_seconds"] else ""
        rule = f" ({record['late_rule']})" if record["late_rule"] else ""
        said.append(f"{grade.penalty:g} points less, because it came late{late}{rule}.")
    said += [
        f"{one['points']:g} points before: {one['changed']}, and it was graded again."
        for one in record.get("earlier", [])[-1:]
        if one["changed"] == CORRECTED
    ]
    return said + [f"Your instructor says: {comment}" for comment in grade.comments]


FIELDS = (
    *("learner", "unit", "scores", "verdicts", "texts", "sources"),
    *("notes", "problem", "predictions"),
)
"""The fields of `GradedSubmission` that a record keeps; what is large lies in files of its own."""

ADDED_FIELDS = ("submitted", "late_seconds", "provenance")
"""What a record has beside these."""

PROVENANCE_FIELDS = (
    *("submission", "release", "environment", "seed", "sandbox", "maxima"),
    *("versions", "seconds", "run", "graded"),
)
"""What a record's provenance must say. One that an older version wrote with less is not read."""

UNFINISHED = ".unfinished"
ROOM = "make room there, or ask for the right to write; what is graded already is kept"


@contextlib.contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Hold the folders of units' records: one command at a time writes their grades.

    A CourseError says that another one does.
    """
    with contextlib.ExitStack() as held:
        for folder in folders:
            with writing_to(folder, ROOM):
                make_private(folder)
                if not (folder / ".lock").exists():  # else nothing is written: it may be read-only
                    (folder / ".lock").touch(mode=0o660)
                file = held.enter_context(open(folder / ".lock", encoding="ascii"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CourseError(
                    f"`coursekit grade {folder.name}`, or another command that writes its grades, "
                    "is running here; wait for it to end."
                ) from None
        yield


@dataclass(frozen=True)
class Run:
    """One call of the command; one that was interrupted is gone on with."""

    id: str  # each record names the run that it was made in
    seed: int  # for the fresh cases: those who are graded together get the same
    forced: bool = False  # whether what was graded before the run is graded again
    learners: tuple[str, ...] = ()  # whom `forced` is about; everybody if it is empty

    def grades_again(self, record: Record) -> bool:
        """Say whether a grade is to be made again only because it was asked for."""
        asked = self.forced and (not self.learners or record["learner"] in self.learners)
        return asked and record["provenance"]["run"] != self.id


def next_run(
    unfinished: Run | None, *, seed: int | None, force: bool, learners: tuple[str, ...] = ()
) -> Run:
    """Return the run that was interrupted, or a new one where something else is asked for.

    Where no seed is asked for it is drawn, and is 1 or more: 0 is the one that learners know.
    """
    if unfinished and seed in (None, unfinished.seed):
        same = unfinished.forced and unfinished.learners == learners
        if same or not force:
            return unfinished
    id = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}-{secrets.token_hex(4)}"
    return Run(id, seed or 1 + secrets.randbelow(10**9), force, learners if force else ())


def make_record(
    submission: GradedSubmission,
    run: Run,
    grade: FinalGrade,
    *,
    late_seconds: float | None,
    late_rule: str = "",
) -> Record:
    """Return what is kept of a grade, as plain data, with the run and the time in UTC.

    `late_seconds` is 0 or more; None where the unit has no date at which it is due. `late_rule`
    says what that costs, where ``deadlines.toml`` does.
    """
    record = {name: getattr(submission, name) for name in FIELDS}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return record | {
        "submitted": submission.timestamp,
        "late_seconds": late_seconds,
        "late_rule": late_rule,
        "grade": asdict(grade),
        "earlier": [],
        "provenance": submission.provenance | {"run": run.id, "graded": now},
    }


class Records:
    """One unit's records, ``grading/<unit>/<learner>.json``, for the instructor's eyes only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_private(folder)

    def path(self, learner: str) -> Path:
        """Return where a learner's record is, or would be."""
        return self.folder / f"{learner}.json"

    def read(self, learner: str) -> Record | None:
        """Return a learner's record; None if there is none that can be read.

        A CourseError says that it is another account's.
        """
        return self._read(self.path(learner))

    def read_set_aside(self, learner: str) -> Record | None:
        """Return the record that a learner had when a run was stopped that graded again."""
        return self._read(self._aside(learner))

    def _aside(self, learner: str) -> Path:
        return self.folder / f"{learner}.before"

    def _read(self, path: Path) -> Record | None:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except PermissionError:
            raise CourseError(
                f"The records in {self.folder} may be read by another account alone: the one that "
                "grades. Ask there, or grade from one account."
            ) from None
        except (OSError, ValueError):
            return None
        provenance = record.get("provenance") if isinstance(record, dict) else None
        if not isinstance(provenance, dict):
            return None
        # An older version kept none of these.
        record.setdefault("sources", {})
        record.setdefault("late_rule", "")
        record.setdefault("earlier", [])
        whole = {*FIELDS, *ADDED_FIELDS} <= set(record) and set(PROVENANCE_FIELDS) <= set(
            provenance
        )
        return record if whole else None

    def write(self, record: Record) -> None:
        """Keep a record; a reader sees the old one or the new one, never a half."""
        text = json.dumps(record, ensure_ascii=True, indent=1, allow_nan=False)
        write_atomically(self.path(record["learner"]), text.encode("ascii"), 0o600)
        self._aside(record["learner"]).unlink(missing_ok=True)

    def set_aside(self, learner: str) -> None:
        """Take a record away until there is another: it is about to be graded again."""
        with contextlib.suppress(FileNotFoundError):
            self.path(learner).replace(self._aside(learner))

    def unfinished_run(self) -> Run | None:
        """Return the run that was interrupted; None if the last one came to its end."""
        try:
            data = json.loads((self.folder / UNFINISHED).read_text(encoding="utf-8"))
            return Run(**data | {"learners": tuple(data["learners"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def start_run(self, run: Run) -> None:
        """Remember a run until `end_run`."""
        data = json.dumps(asdict(run)).encode("ascii")
        with writing_to(self.folder, ROOM):
            write_atomically(self.folder / UNFINISHED, data, 0o600)

    def end_run(self) -> None:
        """Say that the run has come to its end."""
        (self.folder / UNFINISHED).unlink(missing_ok=True)
