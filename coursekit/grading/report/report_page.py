"""The report as one HTML page: everything is in it, nothing runs, nothing is fetched."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup, escape

from convtutor.checks.exercise import Exercise, Mistake
from convtutor.checks.faults.naming import known_mistake
from convtutor.draw import Picture
from convtutor.draw.picture import PIXELS_PER_INCH
from coursekit.grading.escaping import TEXT, page_template
from coursekit.grading.report.attention import describe_provenance, remarks, together
from coursekit.grading.report.board import Board, example_of
from coursekit.grading.report.entries import Entry
from coursekit.grading.report.findings import (
    ExerciseFindings,
    Findings,
    Pattern,
    QuestionFindings,
    Theme,
)
from coursekit.grading.report.plots import (
    MOST_BARS,
    answer_bars,
    mistake_bars,
    outcome_bars,
    score_bars,
)
from coursekit.words import SMALL, duration, learners, out_of, rate

TOP = 5  # mistakes to take up in class
LONG = 160  # characters of a caption that is folded away
READ = 12  # answers without a name that can be read on the page
NAMED = 12  # learners in a cell of a table
EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])")
WAYS = {
    "another result": "gave another result",
    "only kind": "gave the right numbers as another kind",
    "loop": "looped where the exercise wants no loop",
    "unsteady": "gave another result the second time",
    "error": "raised an error",
    "borrowed": "used a function of convlib as the answer",
    "not written": "left a part unwritten",
}


@dataclass(frozen=True)
class Shown:
    """A picture as the page holds it."""

    source: str
    width: int
    height: int
    title: str
    text: str


def make_page(found: Findings, *, anonymous: bool = False) -> str:
    """Write the page.

    Parameters
    ----------
    found : Findings
    anonymous : bool
        Leave out whatever is about one learner. The names must be out of `found` already.

    Returns
    -------
    str
        HTML. Its policy lets a browser use this page's own style and pictures, and nothing else,
        so that what a learner wrote could do nothing even if it were more than text.
    """
    style = _read("page.css")
    times = sorted(entry.graded[:10] for entry in found.entries if entry.graded)
    unboxed = sum(not entry.sandbox and not entry.problem for entry in found.entries)
    context = {
        "found": found,
        "anonymous": anonymous,
        "style": Markup(style),
        "policy": _policy(style),
        "when": f", graded {times[-1]}" if times else "",
        "facts": _facts(found),
        "unboxed": learners(unboxed) if unboxed else "",
        "top": [(one, _shown_board(example_of(one.patterns[0]))) for one in _top(found)],
        "alike": [(one, _without_comments(one.source)) for one in found.alike[:TOP]],
        "more_mistakes": max(0, len(found.themes) - MOST_BARS),
        "plots": _plots(found),
        "attention": together(remarks(found.entries)),
        "late": [entry for entry in found.entries if entry.late_seconds],
        "answers": [
            (one, _shown(answer_bars(one)) if one.answered else None) for one in found.questions
        ],
        "unknown_texts": _unknown_texts(found),
        "provenance": describe_provenance(found.entries, () if anonymous else found.unreadable),
        "long": LONG,
    }
    return _template().render(**context)


def _template() -> Template:
    return page_template(
        Path(__file__).parent / "page.html",
        known_mistakes=_known_mistakes,
        outcome=_describe_outcome,
        ways=_describe_ways,
        first_names=_first_names,
        rightness=_describe_rightness,
        points=_points_in,
        lateness=_lateness,
        out_of=out_of,
        rate=rate,
        emphasised=_emphasised,
    )


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _facts(found: Findings) -> list[tuple[str, str]]:
    handed_in = len(found.entries)
    facts = [
        ("handed in", f"{handed_in:,}"),
        (f"median, of {found.unit.points:g} points", f"{found.median:g}"),
        ("all points", rate(found.full_marks, handed_in)),
    ]
    failed = sum(bool(entry.problem) for entry in found.entries)
    noted = sum(bool(entry.notes) for entry in found.entries)
    late = sum(bool(entry.late_seconds) for entry in found.entries)
    counts = [("could not be judged", failed), ("with a note", noted), ("late", late)]
    return facts + [(label, f"{count:,}") for label, count in counts if count]


def _plots(found: Findings) -> dict[str, Shown | None]:
    return {
        "scores": _shown(score_bars(found.scores, found.unit.points)),
        "outcomes": _shown(outcome_bars(found.exercises)),
        "mistakes": _shown(mistake_bars(found.themes)) if found.themes else None,
    }


def _shown(picture: Picture) -> Shown:
    source = base64.b64encode(picture.png()).decode("ascii")
    width, height = (round(PIXELS_PER_INCH * side) for side in picture.figure.get_size_inches())
    return Shown(f"data:image/png;base64,{source}", width, height, picture.title, picture.text)


def _shown_board(board: Board | None) -> dict[str, Any] | None:
    if board is None:
        return None
    return {"text": board.text, "picture": _shown(board.picture) if board.picture else None}


def _unknown_texts(found: Findings) -> dict[str, list[tuple[str, str]]]:
    """What the judge said of the answers without a name, with who gave them, by exercise."""
    by_name = {entry.learner: entry for entry in found.entries}
    texts = {}
    for one in found.exercises:
        said: dict[str, list[str]] = defaultdict(list)
        for name in (name for p in one.patterns if not p.known for name in p.learners):
            said[by_name[name].results[one.exercise.id].text[:TEXT]].append(name)
        said.pop("", None)
        most_first = sorted(said.items(), key=lambda item: -len(item[1]))[:READ]
        texts[one.exercise.id] = [(_first_names(names), text) for text, names in most_first]
    return texts


def _top(found: Findings) -> tuple[Theme, ...]:
    """The mistakes to take up in class: in all but a small one, nobody's alone."""
    fewest = 2 if len(found.entries) >= SMALL else 1
    return tuple(one for one in found.themes if one.count >= fewest)[:TOP]


def _without_comments(source: str) -> str:
    """A code without what may tell whose it is: no comments, no docstrings; "" where it is cut."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes
            tree = ast.parse(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
        return ast.unparse(tree)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ""


def _is_text(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _known_mistakes(pattern: Pattern) -> list[Mistake]:
    return [one for id in pattern.mistakes if (one := known_mistake(pattern.exercise, id))]


def _emphasised(text: str) -> Markup:
    """The course's own words as HTML: `*each*` is emphasis."""
    return Markup(EMPHASIS.sub(r"<em>\1</em>", str(escape(text))))


def _describe_outcome(one: ExerciseFindings) -> str:
    """What became of an exercise, in a sentence."""
    counts = {
        "right": len(one.right),
        "with a known mistake": one.known,
        "with an error in the code": one.errors,
        "with an unknown one": one.unknown,
        "not written": len(one.not_written),
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    missing = f" {len(one.not_judged)} could not be judged." if one.not_judged else ""
    return f"{one.judged} judged: {said}.{missing}" if one.judged else f"None was judged.{missing}"


def _describe_ways(one: ExerciseFindings) -> str:
    said = (f"{count} {WAYS.get(way, way or 'wrong')}" for way, count in one.fails_by.items())
    return ", ".join(said)


def _first_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _describe_rightness(one: QuestionFindings) -> str:
    """How many were right, and what is right."""
    truth = one.question.truth
    if truth is None:
        return f"{learners(one.answered)} answered; what is right is not known here."
    where = " (on the author's machine)" if one.question.varies else ""
    right = f"The answer is {truth}{where}."
    if not one.answered:
        return f"Nobody answered. {right}"
    return f"{rate(one.right, one.answered)} of those who answered were right. {right}"


def _points_in(entry: Entry, exercise: Exercise) -> str:
    result = entry.results.get(exercise.id)
    if result is None or entry.problem:
        return "–"
    return "…" if result.status == "not written" else f"{result.points:g}"


def _lateness(entry: Entry) -> str:
    if not entry.late_seconds:
        return ""
    cost = f", {entry.penalty:g} points off" if entry.penalty else ""
    return f"by {duration(entry.late_seconds)}{cost}"
