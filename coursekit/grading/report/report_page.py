"""The report as one HTML page: everything is in it, nothing runs, nothing is fetched."""

from __future__ import annotations

import ast
import base64
import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from convtutor.calling import call_here
from convtutor.checks.explanation import show_case
from convtutor.checks.judge import judge
from convtutor.checks.pictures import picture_of
from convtutor.draw import Picture
from convtutor.draw.picture import PIXELS_PER_INCH
from coursekit.grading.escaping import TEXT, page_style, page_template
from coursekit.grading.report.attention import rows
from coursekit.grading.report.findings import ExerciseFindings, Findings, Pattern, Theme
from coursekit.grading.report.likeness import NO_PYTHON, parsed
from coursekit.grading.report.plots import (
    MOST_BARS,
    answer_bars,
    mistake_bars,
    outcome_bars,
    score_bars,
)
from coursekit.words import SMALL, duration, learners, out_of, rate

TOP = 5  # mistakes to take up in class
READ = 12  # answers without a name that can be read on the page
EMPHASIS = re.compile(r"(?<![\w*])\*(\w[^*]*)\*(?![\w*])")
FOLDER = Path(__file__).parent


def make_page(found: Findings, *, anonymous: bool = False) -> str:
    """Write the page as HTML; the names must be out of `found` already where it is anonymous.

    Its policy lets a browser use this page's own style and pictures, and nothing else, so that what
    a learner wrote could do nothing even if it were more than text.
    """
    style = page_style(FOLDER / "page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    template = page_template(
        FOLDER / "page.html",
        as_image=_as_image,
        on_the_board=_on_the_board,
        answer_bars=answer_bars,
        mistake_bars=mistake_bars,
        outcome_bars=outcome_bars,
        score_bars=score_bars,
        unnamed_texts=_unnamed_texts,
        without_comments=_without_comments,
        emphasised=_emphasised,
        duration=duration,
        learners=learners,
        out_of=out_of,
        rate=rate,
    )
    return template.render(
        found=found,
        anonymous=anonymous,
        style=style,
        digest=digest,
        top=_top(found),
        alike=found.alike[:TOP],
        more_mistakes=len(found.themes) - MOST_BARS,
        attention=rows(found.entries, pressing=True),
        only_noted=rows(found.entries, pressing=False),
        most_common=lambda found: Counter(found).most_common(),
    )


def _as_image(picture: Picture) -> dict[str, Any]:
    """A picture as the page holds it."""
    width, height = (round(PIXELS_PER_INCH * side) for side in picture.figure.get_size_inches())
    source = f"data:image/png;base64,{base64.b64encode(picture.png()).decode('ascii')}"
    about = {"title": picture.title, "text": picture.text}
    return {"source": source, "width": width, "height": height} | about


def _on_the_board(pattern: Pattern) -> tuple[str, Picture | None] | None:
    """A mistake as one would write it on the board: the smallest case where it shows, a picture.

    Of several mistakes that look alike the first is made. Learners know the case: it is none of the
    hidden ones. None where the exercise has no such mistake, as after an update of the course.
    """
    mistake = pattern.known.get(pattern.example.mistakes[0])
    verdict = mistake and judge(pattern.exercise, call_here(mistake.function))
    if not verdict or verdict.failure is None:
        return None
    case = show_case(pattern.exercise, verdict.failure)
    return case.text(got="mistaken"), picture_of(verdict)


def _unnamed_texts(one: ExerciseFindings) -> list[tuple[list[str], str]]:
    """What the judge said of the answers without a name, with who gave them."""
    said: dict[str, list[str]] = defaultdict(list)
    for pattern in one.patterns:
        for learner, result in pattern.results.items():
            if result.text and not result.mistakes:
                said[result.text[:TEXT]].append(learner)
    most_first = sorted(said.items(), key=lambda item: -len(item[1]))
    return [(names, text) for text, names in most_first[:READ]]


def _top(found: Findings) -> list[Theme]:
    """The mistakes to take up in class: in all but a small one, nobody's alone."""
    fewest = 2 if len(found.entries) >= SMALL else 1
    return [theme for theme in found.themes if theme.count >= fewest][:TOP]


def _without_comments(source: str) -> str:
    """A code without what may tell whose it is: no comments, no docstrings; "" where it is cut."""
    try:
        tree = parsed(source)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
        return ast.unparse(tree)
    except NO_PYTHON:
        return ""


def _is_text(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _emphasised(text: str) -> Markup:
    """The course's own words as HTML: `*each*` is emphasis."""
    return Markup(EMPHASIS.sub(r"<em>\1</em>", str(escape(text))))
