"""What a person has to look at: submissions that failed, were not as handed out, or came late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coursekit.grading.report.entries import Entry
from coursekit.words import duration

LATE = "late"
ASIDE = "only noted"
# By what there is to look at, the most pressing first: what is said of an entry.
SAID: dict[str, Callable[[Entry], Iterable[str]]] = {
    "not judged": lambda entry: [entry.problem] if entry.problem else [],
    "note": lambda entry: entry.notes,
    "no box": lambda entry: [] if entry.sandbox or entry.problem else ["graded without a box"],
    ASIDE: lambda entry: entry.asides,
    LATE: lambda entry: [f"by {duration(entry.late_seconds)}"] if entry.late_seconds else [],
}


class Remark(NamedTuple):
    """One thing to look at."""

    learner: str
    what: str  # a key of `SAID`
    in_words: str


def remarks(entries: Sequence[Entry]) -> list[Remark]:
    """List what to look at, what could not be judged first."""
    return [
        Remark(entry.learner, what, words)
        for what, said_of in SAID.items()
        for entry in entries
        for words in said_of(entry)
    ]


def rows(entries: Sequence[Entry], *, pressing: bool) -> list[tuple[str, str, list[str]]]:
    """Put what is said of several learners into one row: what is pressing, or only noted.

    Who is late is neither: each is so by another time.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for learner, what, words in remarks(entries):
        if what != LATE and pressing == (what != ASIDE):
            found[what, words].append(learner)
    return [(*said, names) for said, names in found.items()]
