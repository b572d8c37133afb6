"""The report as CSV files; a spreadsheet takes no cell of them for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from convtutor.checks.faults.naming import known_mistake
from coursekit.grading.escaping import one_line
from coursekit.grading.report.attention import remarks
from coursekit.grading.report.findings import Findings

# What spreadsheets begin a formula with, the wide forms of Chinese and Japanese keyboards included.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

TABLES = ("mistakes.csv", "aspects.csv", "answers.csv", "scores.csv", "attention.csv")


def make_tables(found: Findings, *, anonymous: bool = False) -> dict[str, str]:
    """Write the tables.

    Parameters
    ----------
    found : Findings
    anonymous : bool
        Leave out whatever is about one learner. The names must be out of `found` already.

    Returns
    -------
    dict of str to str
        The text of each file by its name.
    """
    tables = {
        "mistakes.csv": _mistakes(found, anonymous),
        "aspects.csv": _aspects(found),
        "answers.csv": _answers(found),
    }
    if not anonymous:
        tables["scores.csv"] = _scores(found)
        tables["attention.csv"] = _attention(found)
    return {name: _csv(rows) for name, rows in tables.items()}


def safe_cell(value: object) -> str:
    """Write a value so that every spreadsheet shows it and none computes it.

    Returns
    -------
    str
        A text that begins as formulas do gets an apostrophe before it; a number stays one.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(" @SUM(A1)"), safe_cell("-3.5"), safe_cell("+"), safe_cell(2.0)
    ("'=1+1", "'@SUM(A1)", '-3.5', "'+", '2')
    """
    if isinstance(value, float):
        return f"{value:.10g}"
    text = one_line(str(value), 1000)
    formula = FORMULA.match(text) and not NUMBER.fullmatch(text)
    return f"'{text}" if formula else text


def _csv(rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([safe_cell(one) for one in row] for row in rows)
    return text.getvalue()


def _scores(found: Findings) -> Iterator[Sequence[object]]:
    ids = [one.exercise.id for one in found.exercises]
    yield [
        *("learner", "points", "most_points"),
        *(name for id in ids for name in (f"{id}_points", f"{id}_status", f"{id}_mistakes")),
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


def _mistakes(found: Findings, anonymous: bool) -> Iterator[Sequence[object]]:
    head = ["exercise", "mistake", "name", "learners", "judged", "share", "explanation", "hint"]
    yield head if anonymous else [*head, "who"]
    for one in found.exercises:
        for pattern in one.patterns:
            known = [m for m in (known_mistake(one.exercise, id) for id in pattern.mistakes) if m]
            row = [
                *(one.exercise.id, pattern.id, pattern.name, pattern.count),
                *(one.judged, round(pattern.count / one.judged, 4)),
                *(" ".join(getattr(m, about) for m in known) for about in ("explanation", "hint")),
            ]
            yield row if anonymous else [*row, " | ".join(pattern.learners)]
        for status, names in (("not written", one.not_written), ("not judged", one.not_judged)):
            if names:
                row = [one.exercise.id, status, "", len(names), one.judged, "", "", ""]
                yield row if anonymous else [*row, " | ".join(names)]


def _aspects(found: Findings) -> Iterator[Sequence[object]]:
    yield "exercise", "aspect", "fail", "written"
    for one in found.exercises:
        for aspect, count in one.aspects.items():
            yield one.exercise.id, aspect, count, one.judged - len(one.not_written)


def _answers(found: Findings) -> Iterator[Sequence[object]]:
    yield "kind", "question", "wording", "answer", "learners", "right", "truth"
    for one in found.questions:
        asked, truth = one.question, "" if one.question.truth is None else one.question.truth
        for answer in one.answers:
            right = "" if asked.truth is None else "yes" if answer.right else "no"
            yield asked.kind, asked.id, asked.wording, answer.text, answer.count, right, truth
        if one.silent:
            yield asked.kind, asked.id, asked.wording, "(no answer)", one.silent, "", truth


def _attention(found: Findings) -> Iterator[Sequence[object]]:
    yield "learner", "what", "in_words"
    for remark in remarks(found.entries):
        yield remark.learner, remark.what, remark.words
