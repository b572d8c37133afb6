"""A verdict as a card: a line in colour, one thing to look at, and the rest folded away."""

from __future__ import annotations

import html
import re

from convtutor.checks.explanation import Explanation, Hint

# White on these is readable on a light page and on a dark one.
COLOURS = {
    "right": "#14632c",
    "not yet": "#9a2b10",
    "error": "#6b2f8a",
    "not written": "#44505f",
}
CODE = re.compile(r"`([^`]+)`")


def card(said: Explanation, picture: str = "") -> str:
    """Lay a verdict out as HTML.

    Parameters
    ----------
    said : Explanation
    picture : str
        HTML of a figure, or "".

    Returns
    -------
    str
        One ``<section>`` without scripts, which no style sheet but the page's own reaches. What
        is folded opens by a click or by Enter.
    """
    parts = [_paragraph(said.caution, strong=True), _paragraph(said.praise)]
    if said.right:
        parts.append(_paragraph(f"Right already: {', '.join(said.right)}."))
        parts.append(_paragraph(f"Not yet: {', '.join(said.missing)}."))
    case, problem = said.case, said.problem
    if case and not said.reason and not problem:  # no mistake was named
        problem = f"{case.problem[:1].upper()}{case.problem[1:]}"
    first, then = (problem, "") if said.kind == "error" and problem else (said.guess, problem)
    parts += [_paragraph(first, strong=True), _paragraph(said.reason), _paragraph(then), picture]
    parts += map(_paragraph, said.notes)
    if said.hint:
        parts.append(_hints(said.hint, said.hint.number))
    if case:
        folded = _preformatted(case.text())
        if case.code:
            folded += _paragraph("To try it in a cell of your own:") + _preformatted(case.code)
        parts.append(_folded(case.label.rstrip(":"), folded))
    colour = COLOURS[said.kind]
    return (
        f'<section style="border-left: 5px solid {colour}; margin: 0.3em 0; '
        f'overflow-wrap: anywhere">'
        f'<p style="margin: 0; padding: 0.35em 0.8em; background: {colour}; color: #ffffff; '
        f'font-weight: bold">{html.escape(said.headline)}</p>'
        f'<div style="padding: 0.1em 0.8em">{"".join(parts)}</div></section>'
    )


def _hints(hint: Hint, number: int) -> str:
    """A hint, and the next ones folded into one another: each is asked for."""
    text = hint.text if number == hint.number else hint.further[number - hint.number - 1]
    inside = _paragraph(text)
    if number < hint.total:
        inside += _hints(hint, number + 1)
    label = "Hint" if number == hint.number else "Next hint"
    return _folded(f"{label} ({number} of {hint.total})", inside)


def coded(text: str) -> str:
    """A sentence as HTML, in which what stands between backticks is code."""
    return CODE.sub(r"<code>\1</code>", html.escape(text))


def _paragraph(text: str, strong: bool = False) -> str:
    said = coded(text)
    inside = f"<strong>{said}</strong>" if strong else said
    return f'<p style="margin: 0.45em 0">{inside}</p>' if text else ""


def _preformatted(text: str) -> str:
    return f'<pre style="white-space: pre-wrap; margin: 0.45em 0">{html.escape(text)}</pre>'


def _folded(label: str, inside: str) -> str:
    summary = f'<summary style="cursor: pointer">{html.escape(label)}</summary>'
    return f'<details style="margin: 0.45em 0">{summary}{inside}</details>'
