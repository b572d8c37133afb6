"""One page a learner: points, what to do next, and each verdict with its explanation.

And one to hand over where a grade is disputed: all that it was made from.
"""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from convtutor.checks.card import coded
from convtutor.checks.explanation import explain
from convtutor.checks.judge import Verdict
from convtutor.checks.pictures import picture_html
from coursekit.grading.escaping import page_style, page_template, shortened, visible
from coursekit.grading.judging import JudgedExercise

FOLDER = Path(__file__).parent
POINTS = re.compile("<!-- points -->.*?<!-- /points -->", re.S)

DRAWN = 100
"""Pictures that are remembered; each has about 100 kB."""

_drawn: dict[bytes, str] = {}


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
        _drawn[key] = picture_html(verdict)
    return _drawn[key]


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
    """Write the page of one learner: HTML that needs no other file and holds no script.

    The exercises come in the order of the unit. The notes say what was unusual about the
    submission, `problem` why it could not be judged. Of a case that the learner did not know the
    page shows the input, never what was expected.
    """
    got = sum(one.points for one in judged)
    most = sum(one.exercise.points for one in judged)
    template = page_template(
        FOLDER / "feedback.html",
        explain=explain,
        shortened=shortened,
        coded=_coded,
    )
    page = template.render(
        learner=learner,
        unit=unit,
        title=title,
        judged=judged,
        notes=notes,
        problem=problem,
        sandbox=sandbox,
        style=page_style(FOLDER / "feedback.css"),
    )
    return show_points(page, got, most)


def make_dispute_page(
    record: Mapping[str, Any],
    title: str,
    rows: Sequence[tuple[str, str]],
    *,
    counts: Mapping[str, float],
    got: float,
    remarks: Sequence[str],
) -> str:
    """Write what the grade of a record was made from, with the title of the unit, in the same form.

    The rows are seed, hashes, versions, the command that makes it again; `counts` the points that
    count by grade_id, since a person may have given others than the judge; `got` all of them, after
    what lateness costs; the remarks say how they came about.
    """
    page = page_template(FOLDER / "dispute.html", shortened=shortened).render(
        record=record,
        title=title,
        rows=rows,
        counts=counts,
        style=page_style(FOLDER / "feedback.css"),
    )
    return show_points(page, got, sum(record["provenance"]["maxima"].values()), remarks)


def _coded(said: str) -> Markup:
    return Markup(coded(visible(said)))


def show_points(page: str, got: float, most: float, remarks: Sequence[str] = ()) -> str:
    """Return a page with these points at its head, in place of those that were there.

    The page is HTML with the two comments that the points stand between; the remarks are sentences
    on how they came about.
    """
    share = round(100 * min(got / most, 1)) if most else 0
    block = page_template(FOLDER / "points.html").render(
        got=got, most=most, share=share, remarks=remarks
    )
    return POINTS.sub(lambda _: block.strip(), page, count=1)
