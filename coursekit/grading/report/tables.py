"""The report as CSV files; a spreadsheet takes no cell of them for a formula."""

from __future__ import annotations

from collections.abc import Iterator

from coursekit.grading.escaping import Row, csv_text
from coursekit.grading.report.attention import Remark, remarks
from coursekit.grading.report.findings import Findings

NAMING = ("scores.csv", "attention.csv", "likeness.csv", "absent.csv")
"""The tables that are about one learner in each row: a report without names has none of them."""


def make_tables(found: Findings, *, anonymous: bool = False) -> dict[str, str]:
    """Write the tables: the text of each file by its name; an anonymous one says nothing of whom.

    The names must be out of the findings already.
    """
    tables = {
        "mistakes.csv": (row[:-1] if anonymous else row for row in _mistakes(found)),
        "aspects.csv": _aspects(found),
        "answers.csv": _answers(found),
        "practice.csv": (row[:-1] if anonymous else row for row in _practice(found)),
        "scores.csv": _scores(found),
        "attention.csv": [Remark._fields, *remarks(found.entries)],
        "likeness.csv": _likeness(found),
        "absent.csv": [("learner",), *((learner,) for learner in found.absent)],
    }
    return {
        name: csv_text(rows) for name, rows in tables.items() if not (anonymous and name in NAMING)
    }


def _scores(found: Findings) -> Iterator[Row]:
    ids = [one.exercise.id for one in found.exercises]
    yield [
        *("learner", "points", "most_points"),
        *(f"{id}_{what}" for id in ids for what in ("points", "status", "mistakes")),
        *("problem", "notes", "late_seconds", "seed", "sandbox", "late_penalty", "by_hand"),
    ]
    for entry in found.entries:
        cells: list[object] = []
        for id in ids:
            result = None if entry.problem else entry.results.get(id)
            if result is None:
                cells += ["", "not judged", ""]
            else:
                unknown = "unknown" if result.status == "wrong" else ""
                cells += [result.points, result.status, " or ".join(result.mistakes) or unknown]
        late: float | str | None = entry.late_seconds
        if late is None:  # no date is due, or nobody knows when it came
            late = "" if entry.submitted else "unknown"
        yield [
            *(entry.learner, entry.points, found.unit.points, *cells),
            *(entry.problem, " | ".join(entry.notes), late),
            *("" if entry.seed is None else entry.seed, "yes" if entry.sandbox else "no"),
            *(entry.penalty, " | ".join(entry.by_hand)),
        ]


def _likeness(found: Findings) -> Iterator[Row]:
    yield ("learner", "other", "exercises", "bits")
    for pairs in found.likeness.values():
        for one in pairs:
            yield (*one.learners, " ".join(one.exercises), round(one.bits, 1))


def _mistakes(found: Findings) -> Iterator[Row]:
    yield [
        *("exercise", "mistake", "name", "learners", "judged", "share", "explanation", "hint"),
        "who",
    ]
    for one in found.exercises:
        for pattern in one.patterns:
            known = pattern.known.values()
            yield [
                *(one.exercise.id, pattern.id, pattern.name, pattern.count, one.judged),
                round(pattern.count / one.judged, 4),
                " ".join(mistake.explanation for mistake in known),
                " ".join(mistake.hint for mistake in known),
                " | ".join(pattern.learners),
            ]
        for what in ("not written", "not judged"):
            if names := one.became.get(what):
                who = " | ".join(names)
                yield one.exercise.id, what, "", len(names), one.judged, "", "", "", who


def _practice(found: Findings) -> Iterator[Row]:
    yield "kind", "id", "name", "learners", "answers", "right", "hint", "who"
    for kind, some in (
        ("idea", found.practice.ideas),
        ("misconception", found.practice.misconceptions),
    ):
        for one in some:
            right = one.right if kind == "idea" else ""
            who = " | ".join(one.learners)
            yield kind, one.id, one.name, len(one.learners), one.answers, right, one.hint, who


def _aspects(found: Findings) -> Iterator[Row]:
    yield "exercise", "aspect", "fail", "written"
    for one in found.exercises:
        for aspect, count in one.aspects.items():
            yield one.exercise.id, aspect, count, one.judged - one.outcomes["not written"]


def _answers(found: Findings) -> Iterator[Row]:
    yield "kind", "question", "wording", "answer", "learners", "right", "truth"
    for one in found.questions:
        asked, truth = one.question, "" if one.question.truth is None else one.question.truth
        for answer in one.answers:
            right = "" if asked.truth is None else "yes" if answer.right else "no"
            yield asked.kind, asked.id, asked.wording, answer.text, answer.count, right, truth
        if one.silent:
            yield asked.kind, asked.id, asked.wording, "(no answer)", one.silent, "", truth
