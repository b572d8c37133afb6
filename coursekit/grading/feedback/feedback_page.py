"""One page a learner: points, what to do next, and each verdict with its explanation."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from convtutor.checks.judge import Verdict
from convtutor.checks.pictures import picture_of
from convtutor.checks.wording import hints_for
from coursekit.grading.escaping import on_page
from coursekit.grading.judging.judged import JudgedExercise


def draw(verdict: Verdict) -> str:
    """Draw what is wrong, as HTML; nothing where no picture would help, or none may be shown."""
    failure = verdict.failure
    if failure is None or failure.hidden:
        return ""
    # A third of a class may make the same mistake, and drawing it takes longer than finding it.
    known = pickle.dumps((verdict.exercise.id, failure.case, failure.got, failure.comparison))
    key = hashlib.sha256(known).digest()  # what is known may have 32 MB
    if key not in _drawn:
        if len(_drawn) >= DRAWN:
            _drawn.clear()
        _drawn[key] = _draw(verdict)
    return _drawn[key]


DRAWN = 100
"""Pictures that are remembered; each has about 100 kB."""

_drawn: dict[bytes, str] = {}


def _draw(verdict: Verdict) -> str:
    try:
        picture = picture_of(verdict)
        return picture.to_html() if picture else ""
    except Exception:  # the words say the same: a grade must not hang on a drawing
        return ""


def make_page(
    learner: str,
    unit: str,
    title: str,
    judged: Sequence[JudgedExercise],
    *,
    notes: Sequence[str] = (),
    problem: str = "",
    sandbox: bool = True,
) -> str:
    """Write the page of one learner.

    Parameters
    ----------
    learner, unit, title : str
    judged : sequence of JudgedExercise
        The exercises in the order of the unit.
    notes : sequence of str
        What was unusual about the submission.
    problem : str
        Why it could not be judged, or nothing.
    sandbox : bool
        Whether the learner's code ran in a box.

    Returns
    -------
    str
        HTML that needs no other file and holds no script. Of a case that the learner did not know
        it shows the input, never what was expected.
    """
    got = sum(one.points for one in judged)
    most = sum(one.exercise.points for one in judged)
    share = got / most if most else 0.0
    parts = [
        f"<h1>{on_page(title)}</h1>",
        f'<p class="who">Feedback for {on_page(learner)} on {on_page(unit)}</p>',
        f'<p class="points"><strong>{got:g}</strong> of {most:g} points</p>',
        f'<div class="bar" aria-hidden="true"><div style="width: {100 * share:.0f}%"></div></div>',
        "<h2>What to do next</h2>",
        *_next_steps(judged, problem),
        *_notes(notes, sandbox),
        "<h2>Your points</h2>",
        _table(judged),
        *(_section(one) for one in judged),
        _foot(judged),
    ]
    head = _HEAD.format(title=f"{on_page(title)}: feedback for {on_page(learner)}", style=_style())
    return head + "\n".join(parts) + "\n</main>\n</body>\n</html>\n"


# The policy forbids whatever might, against all care, have come in with a learner's text.
_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" \
content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""


@cache
def _style() -> str:
    return (Path(__file__).parent / "feedback.css").read_text(encoding="utf-8")


def _next_steps(judged: Sequence[JudgedExercise], problem: str) -> list[str]:
    if problem:
        return [
            f"<p>Your work could not be judged, and scores 0: {on_page(problem)}.</p>",
            "<p>Mend that and hand it in again, or ask your instructor.</p>",
        ]
    open_ones = [one for one in judged if one.status != "right"]
    if not open_ones:
        return ["<p>Everything is right. Well done: on to the next unit.</p>"]
    first, *others = open_ones
    steps = [f"<p>{_first_step(first)}</p>"]
    if others:
        names = ", ".join(_code(one.exercise.function_name) for one in others)
        steps.append(f"<p>After that: {names}.</p>")
    return steps


def _first_step(one: JudgedExercise) -> str:
    name = _code(one.exercise.function_name)
    if one.verdict is None or one.verdict.status == "not written":
        return f"Write {name}: {on_page(one.exercise.hints[0])}"
    known = one.verdict.mistakes
    guess = f"It looks as if {on_page(known[0].name)}. " if len(known) == 1 else ""
    return f"Start with {name}. {guess}{on_page(hints_for(one.verdict)[0])}"


def _notes(notes: Sequence[str], sandbox: bool) -> list[str]:
    lines = [on_page(note, 500) for note in notes]
    if not sandbox:
        lines.append(
            "For the instructor: this was graded with <code>--unsafe-no-sandbox</code>, so the "
            "points are only as trustworthy as the code that ran."
        )
    if not lines:
        return []
    return [
        "<h2>Notes on your notebook</h2>",
        '<ul class="notes">',
        *(f"<li>{line}</li>" for line in lines),
        "</ul>",
    ]


def _table(judged: Sequence[JudgedExercise]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#{one.exercise.id}">{_code(one.exercise.function_name)}</a>'
        f"</th><td>{_result(one)}</td>"
        f"<td>{one.points:g} of {one.exercise.points:g}</td></tr>"
        for one in judged
    )
    head = '<th scope="col">function</th><th scope="col">result</th><th scope="col">points</th>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _section(one: JudgedExercise) -> str:
    opened = "" if one.status == "right" else " open"
    code = (
        f"<details{opened}><summary>Your code</summary><pre>{on_page(one.source)}</pre></details>"
        if one.source.strip() and one.status != "not written"
        else ""
    )
    return (
        f'<section id="{one.exercise.id}" class="{_class(one)}">'
        f"<h2>{_code(one.exercise.function_name)}: {_result(one)}, "
        f"{one.points:g} of {one.exercise.points:g} points</h2>"
        f"<pre>{on_page(one.text)}</pre>{one.picture}{code}</section>"
    )


def _foot(judged: Sequence[JudgedExercise]) -> str:
    tried = [one.verdict for one in judged if one.verdict and one.verdict.status == "wrong"]
    hints = (
        " In your own copy of the notebook, the <code>check(...)</code> cell gives further hints."
        if tried
        else ""
    )
    return (
        "<footer><p>A function is tried on the cases that you know and on fresh ones. Of a fresh "
        f"case, what it expects is not shown.{hints}</p></footer>"
    )


def _result(one: JudgedExercise) -> str:
    return f'<span class="{_class(one)}">{one.status}</span>'


def _class(one: JudgedExercise) -> str:
    return one.status.replace(" ", "-")


def _code(name: str) -> str:
    return f"<code>{on_page(name)}</code>"
