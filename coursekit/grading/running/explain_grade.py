"""``coursekit grade UNIT --explain LEARNER``: how a grade came about, for people."""

from __future__ import annotations

import shlex
from pathlib import Path

from coursekit.grading.escaping import LINE, one_line, visible
from coursekit.grading.feedback import make_dispute_page
from coursekit.grading.gradebook import Record, describe_final_grade, final_grade
from coursekit.words import points


def made_from(record: Record) -> list[tuple[str, str]]:
    """Say what a grade was made from, and how to make it again: rows of a name and a text."""
    made = record["provenance"]
    rows = [
        ("graded", made["graded"]),
        ("handed in", record["submitted"] or "without a time"),
        ("late", _late(record)),
        ("box", "yes" if made["sandbox"] else "NO (--unsafe-no-sandbox): trust no point of it"),
        ("took", f"{made['seconds']:.2f} s"),
        ("seed", str(made["seed"])),
        ("submission", f"sha256 {made['submission']}"),
        ("release", f"sha256 {made['release']}"),
        ("environment", f"sha256 {made['environment']}"),
        ("versions", ", ".join(f"{name} {number}" for name, number in made["versions"].items())),
        (
            "again",
            # For a shell: a learner may have chosen the name.
            f"coursekit grade {record['unit']} {shlex.quote('--learner=' + record['learner'])} "
            f"--force --seed {made['seed']}",
        ),
    ]
    return [(name, value) for name, value in rows if value]


def explain_record(record: Record, path: Path) -> str:
    """Write a record, which lies at `path`, for people.

    Nothing in the text that a learner wrote can do anything to a terminal.
    """
    made, scores = record["provenance"], record["scores"]
    got, most = final_grade(record).points, sum(made["maxima"].values())
    rows = [
        ("score", points(got, most)),
        ("not judged", record["problem"]),
        *made_from(record),
        ("record", str(path)),
    ]
    lines = [f"{one_line(record['learner'])} on {one_line(record['unit'])}"]
    lines += [f"  {name:12}{one_line(value, 4 * LINE)}" for name, value in rows if value]
    lines += [f"  {one_line(said)}" for said in describe_final_grade(record)]
    lines += ["", *(f"  note: {one_line(note)}" for note in record["notes"])]
    for cell, score in scores.items():
        judged = "left to a person" if score is None else points(score, made["maxima"][cell])
        lines += ["", f"{cell}: {judged}"]
        text = record["texts"].get(cell.removeprefix("check-"), "")
        lines += [f"  {line}" for line in visible(text).splitlines()]
    if record["predictions"]:
        lines += ["", "predictions"]
        guesses = record["predictions"].items()
        lines += [f"  {one_line(name)}: {one_line(guess)}" for name, guess in guesses]
    return "\n".join(lines)


def dispute_page(record: Record, title: str) -> str:
    """Write a record as a page to hand over; the unit has this title."""
    grade = final_grade(record)
    return make_dispute_page(
        record,
        title,
        made_from(record),
        counts=grade.scores,
        got=grade.points,
        remarks=describe_final_grade(record),
    )


def _late(record: Record) -> str:
    seconds = record["late_seconds"]
    if seconds is None:  # no date is due, or the gradebook knows no time of handing in
        return "" if record["submitted"] else "unknown"
    rule = f" ({record['late_rule']})" if record["late_rule"] else ""
    return f"by {seconds / 3600:.1f} hours{rule}" if seconds else "no"
