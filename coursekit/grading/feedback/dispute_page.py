"""A page to hand over where a grade is disputed: all that it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coursekit.grading.escaping import page_style, page_template, shortened
from coursekit.grading.feedback.feedback_page import show_points

FOLDER = Path(__file__).parent


def make_dispute_page(
    record: Mapping[str, Any],
    title: str,
    rows: Sequence[tuple[str, str]],
    *,
    counts: Mapping[str, float],
    got: float,
    remarks: Sequence[str],
) -> str:
    """Write the page.

    Parameters
    ----------
    record : mapping of str to object
        The record of the grade.
    title : str
        Of the unit.
    rows : sequence of pairs of str
        What it was made from: seed, hashes, versions, the command that makes it again.
    counts : mapping of str to float
        The points that count, by grade_id: a person may have given others than the judge.
    got : float
        All points, after what lateness costs.
    remarks : sequence of str
        Sentences on how they came about.

    Returns
    -------
    str
        HTML that needs no other file and holds no script.
    """
    page = page_template(FOLDER / "dispute.html", shortened=shortened).render(
        record=record,
        title=title,
        rows=rows,
        counts=counts,
        style=page_style(FOLDER / "feedback.css"),
    )
    return show_points(page, got, sum(record["provenance"]["maxima"].values()), remarks)
