"""What a person has to look at: submissions that failed, were not as handed out, or came late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from coursekit.grading.report.entries import Entry
from coursekit.words import duration, learners

LATE = "late"
# By what there is to look at, the most pressing first: what is said of an entry.
SAID: dict[str, Callable[[Entry], Iterable[str]]] = {
    "not judged": lambda entry: [entry.problem] if entry.problem else [],
    "note": lambda entry: entry.notes,
    "no box": lambda entry: [] if entry.sandbox or entry.problem else ["graded without a box"],
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


def together(found: Iterable[Remark]) -> list[tuple[str, str, list[str]]]:
    """Put what is said of several learners into one row, and leave out who is late."""
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for learner, what, words in found:
        if what != LATE:
            rows[what, words].append(learner)
    return [(*said, names) for said, names in rows.items()]


def describe_provenance(entries: Sequence[Entry], unreadable: Sequence[str]) -> list[str]:
    """Say in a few lines what the grades were made by, and which files are no records."""
    seeds = Counter(entry.seed for entry in entries if entry.seed is not None)
    times = sorted(entry.graded for entry in entries if entry.graded)
    lines = []
    if seeds:
        told = ", ".join(
            str(seed) if len(seeds) == 1 else f"{seed} ({learners(count)})"
            for seed, count in seeds.most_common(5)
        )
        more = f" and {len(seeds) - 5} more" if len(seeds) > 5 else ""
        lines.append(f"Seed of the fresh cases: {told}{more}.")
    if times:
        when = times[0] if times[0] == times[-1] else f"from {times[0]} to {times[-1]}"
        spent = sum(entry.seconds for entry in entries) / len(entries)
        boxed = sum(entry.sandbox for entry in entries)
        lines.append(
            f"Graded {when}, {spent:.2g} s a submission; {boxed} of {len(entries)} in a box."
        )
    if loose := sum(not entry.whole_tree for entry in entries):
        lines.append(
            f"The boxes of {learners(loose)} bounded the memory of each process, not of all of "
            "them together: there were no cgroups to write to."
        )
    versions = Counter(tuple(sorted(entry.versions.items())) for entry in entries)
    for installed, count in versions.most_common(3):
        if installed:
            whose = "" if count == len(entries) else f" ({learners(count)})"
            lines.append(f"Versions{whose}: {', '.join(map(' '.join, installed))}.")
    if unreadable:
        names = ", ".join(unreadable[:5]) + (", …" if len(unreadable) > 5 else "")
        lines.append(f"Files that are no records, and are not counted: {names}.")
    return lines
