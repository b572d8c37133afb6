"""What the instructor sees: a bar on a terminal, a line a submission, a table at the end."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median

from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import NOT_JUDGED_ANEW, Record, final_grade
from coursekit.words import bar

NAME = 24
"""Columns for a learner's name; a longer one is cut on the screen, and nowhere else."""


class Screen:
    """Lines on stdout, in the order of the names, and a bar below them where stderr is a terminal.

    `total` submissions make a full bar.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar = sys.stderr.isatty()
        self._done = self._fresh = 0
        self._started = time.monotonic()
        self._waiting: dict[str, str | None] = {}  # the lines, None until there is one

    def expect(self, learner: str) -> None:
        """Keep the next place for a learner, whoever is done first."""
        self._waiting[learner] = None

    def tell(self, learner: str, text: str, *, fresh: bool) -> None:
        """Count a submission, and print its line, if any, once those before it are told.

        Only `fresh` ones, graded by this run, foretell what is left.
        """
        self._done += 1
        self._fresh += fresh
        self._waiting[learner] = text
        self._clear()
        for name, line in list(self._waiting.items()):
            if line is None:
                break
            del self._waiting[name]
            if line:
                print(line, flush=True)
        self._draw()

    def close(self) -> None:
        """Remove the bar, and print what still waited for somebody's turn."""
        self._clear()
        for line in filter(None, self._waiting.values()):
            print(line, flush=True)
        self._waiting.clear()
        self._bar = False

    def _draw(self) -> None:
        if not self._bar:
            return
        left = self._total - self._done
        text = f"{bar(self._done, self._total, 24)} {self._done} of {self._total}"
        if self._fresh and left:
            seconds = (time.monotonic() - self._started) / self._fresh * left
            text += f", about {seconds:.0f} s left"
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\033[K{text[:width]}", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self._bar:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def describe_record(record: Record, width: int) -> str:
    """Say in one line what came of a submission; the name has `width` columns."""
    name = one_line(record["learner"], NAME)
    grade, most = final_grade(record), sum(record["provenance"]["maxima"].values())
    if record["problem"]:
        said = f"not judged: {record['problem']}"
    else:
        said = "; ".join(filter(None, map(_describe_verdict, record["verdicts"]))) or "all right"
    if record["notes"]:
        said += f" [{len(record['notes'])} note{'s' * (len(record['notes']) > 1)}]"
    if grade.penalty:
        said += f" [{grade.penalty:g} off: late]"
    if grade.by_hand:
        said += " [by hand]"
    if grade.waiting:
        said += f" [{len(grade.waiting)} to grade by hand]"
    return f"{name:{width}}  {f'{grade.points:g} of {most:g}':>10}  {one_line(said, 120)}"


def describe_change(before: Record, record: Record, why: str) -> str:
    """Say in one line how a grade has changed, and in which cells; nothing where it has not."""
    old, new = final_grade(before), final_grade(record)
    if old.points == new.points:
        return ""
    cells = [
        f"{cell.removeprefix('check-')} {old.scores.get(cell, 0.0):g} → {score:g}"
        for cell, score in new.scores.items()
        if score != old.scores.get(cell, 0.0)
    ]
    because = "; ".join([why or NOT_JUDGED_ANEW, *cells])
    return f"  {one_line(record['learner'])}: {old.points:g} → {new.points:g} ({because})"


def _describe_verdict(verdict: dict) -> str:
    if verdict["status"] == "right":
        return ""
    if verdict["status"] == "not written":
        return f"{verdict['exercise']} not written"
    named = " or ".join(verdict["mistakes"]) or verdict.get("fails_by") or "wrong"
    return f"{verdict['exercise']}: {named}"


@dataclass
class Summary:
    """The table at the end, counted as the records come by; a unit gives `most` points."""

    most: float
    results: Counter = field(default_factory=Counter)
    exercises: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    mistakes: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    shares: list[float] = field(default_factory=list)
    noted: int = 0
    unsafe: int = 0
    unbounded: int = 0

    @property
    def count(self) -> int:
        """How many submissions have a grade."""
        return sum(self.results.values())

    @property
    def not_judged(self) -> int:
        """How many of them scored 0 because they could not be judged."""
        return self.results["not judged"]

    def add(self, record: Record) -> None:
        """Count one learner."""
        got = final_grade(record).points
        self.shares.append(got)
        self.noted += bool(record["notes"])
        self.unsafe += not record["provenance"]["sandbox"]
        self.unbounded += record["provenance"].get("whole_tree") is False
        if record["problem"]:
            self.results["not judged"] += 1
            return
        full = all(verdict["status"] == "right" for verdict in record["verdicts"])
        self.results["all right" if full else "partly right" if got else "nothing right"] += 1
        for verdict in record["verdicts"]:
            status = verdict["status"]
            if status == "wrong" and verdict["points"] > 0:
                status = "partly right"
            self.exercises[verdict["exercise"]][status] += 1
            if len(verdict["mistakes"]) == 1:
                self.mistakes[verdict["exercise"]][verdict["mistakes"][0]] += 1

    def text(self) -> str:
        """Return the tables."""
        lines = ["", f"{self.count} submission{'s' * (self.count != 1)}"]
        for name in ("all right", "partly right", "nothing right", "not judged"):
            lines.append(f"  {name:16}{self.results[name]:5}")
        if self.noted:
            lines.append(f"  {'with notes':16}{self.noted:5}")
        if self.shares:
            lines.append(f"  {'median':16}{median(self.shares):5g} of {self.most:g} points")
        columns = ("right", "partly right", "wrong", "not written")
        if self.exercises:
            width = max(map(len, self.exercises))
            head = "  ".join(columns)
            lines += ["", f"  {'':{width}}  {head}  most frequent mistake"]
            for name, counts in self.exercises.items():
                cells = "  ".join(f"{counts[column]:{len(column)}}" for column in columns)
                often = self.mistakes[name].most_common(1)
                said = f"{often[0][0]} ({often[0][1]})" if often else ""
                lines.append(f"  {name:{width}}  {cells}  {said}".rstrip())
        return "\n".join(lines)
