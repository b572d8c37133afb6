"""What a person has to look at: submissions that failed, were not as handed out, or came late."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coursekit.grading.report.entries import Entry
from coursekit.words import duration, learners

LATE = "late"


@dataclass(frozen=True)
class Remark:
    """One thing to look at: it is "not judged", a "note", "late" or in "no box"."""

    learner: str
    what: str
    words: str


def remarks(entries: Iterable[Entry]) -> list[Remark]:
    """List what to look at, what could not be judged first."""
    found = []
    for entry in entries:
        if entry.problem:
            found.append(Remark(entry.learner, "not judged", entry.problem))
        found += [Remark(entry.learner, "note", note) for note in entry.notes]
        if entry.late_seconds:
            found.append(Remark(entry.learner, LATE, f"by {duration(entry.late_seconds)}"))
        if not entry.sandbox and not entry.problem:
            found.append(Remark(entry.learner, "no box", "graded without a box"))
    ranks = ("not judged", "note", "no box", LATE)
    return sorted(found, key=lambda remark: ranks.index(remark.what))  # learners stay in order


def together(found: Iterable[Remark]) -> list[tuple[str, str, list[str]]]:
    """Put what is said of several learners into one row, and leave out who is late.

    Returns
    -------
    list of (str, str, list of str)
        What, in words, and whom it is said of.
    """
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for remark in found:
        if remark.what != LATE:
            rows[remark.what, remark.words].append(remark.learner)
    return [(*said, names) for said, names in rows.items()]


def describe_provenance(entries: Sequence[Entry], unreadable: Sequence[str]) -> list[str]:
    """Say in a few lines what the grades were made by, and which files are no records."""
    seeds = Counter(entry.seed for entry in entries if entry.seed is not None)
    times = sorted(entry.graded for entry in entries if entry.graded)
    boxed = sum(entry.sandbox for entry in entries)
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
            lines.append(f"Versions{whose}: {', '.join(' '.join(one) for one in installed)}.")
    if unreadable:
        names = ", ".join(unreadable[:5]) + (", …" if len(unreadable) > 5 else "")
        lines.append(f"Files that are no records, and are not counted: {names}.")
    return lines
