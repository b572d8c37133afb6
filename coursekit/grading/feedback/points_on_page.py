"""The points at the head of a learner's page: the judge's, and then those of the gradebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coursekit.grading.escaping import page_template

TEMPLATE = Path(__file__).parent / "points.html"
BLOCK = re.compile("<!-- points -->.*?<!-- /points -->", re.S)


def show_points(page: str, got: float, most: float, remarks: Sequence[str] = ()) -> str:
    """Return a page with these points at its head, in place of those that were there.

    Parameters
    ----------
    page : str
        HTML with the two comments that the points stand between.
    got, most : float
    remarks : sequence of str
        Sentences on how the points came about.
    """
    share = round(100 * min(got / most, 1)) if most else 0
    block = page_template(TEMPLATE).render(got=got, most=most, share=share, remarks=remarks)
    return BLOCK.sub(lambda _: block.strip(), page, count=1)
