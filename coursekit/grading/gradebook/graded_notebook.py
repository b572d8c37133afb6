"""From the release, a learner's answers and the verdicts to the notebook that nbgrader keeps.

The notebook is the released one, cell for cell, with the learner's text in the cells to fill in and
the verdicts as the outputs of the check cells. Nothing else of a submission gets into it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from convtutor.notebook import VERDICT_MIME, Points
from coursekit.grading.submission import Answers
from coursekit.release.release import Release

_PLAIN = re.compile(r"-?\d{1,50}(\.\d{1,50})?(e[+-]?\d{1,3})?|True|False")


@dataclass(frozen=True)
class CheckOutput:
    """What an exercise's check cell shows."""

    text: str  # the verdict in words
    score: float = 0.0  # from 0 to the points of the cell
    verdict: Mapping[str, Any] = field(default_factory=dict)  # as data; empty where there is none
    html: str = ""  # the words and a picture; whoever makes it has escaped what learners wrote


NOT_JUDGED = "0, not judged"
"""What stands in a check cell, and in the gradebook, for which there is nothing else."""


def rebuild(release: Release, answers: Answers, judged: Mapping[str, CheckOutput]) -> bytes:
    """Make the notebook of `autograded/`.

    What was judged is by the grade_id of the graded cell; an exercise without a source stays as it
    was handed out. The notebook has format 4.5 and nbgrader's metadata as released, as its own
    `autograde` leaves them, and nbgrader can read its scores. A ValueError says that one is no
    number from 0 to the cell's points.
    """
    notebook = json.loads(release.data)
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            cell["source"] = answers.sources.get(marks["grade_id"], "".join(cell["source"]))
        if cell["cell_type"] != "code":
            continue
        cell["outputs"], cell["execution_count"] = [], None
        if marks.get("grade") and marks["grade_id"] not in release.by_person:
            shown = judged.get(marks["grade_id"], CheckOutput(NOT_JUDGED))
            cell["outputs"] = _outputs(shown, float(marks["points"]), marks["grade_id"])
        elif not marks:
            cell["source"] = _with_guesses("".join(cell["source"]), answers.predictions)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace")


def _outputs(shown: CheckOutput, points: float, grade_id: str) -> list[dict[str, Any]]:
    """The outputs of a check cell as `convtutor.check` makes them in a notebook."""
    score = float(shown.score)
    if not (math.isfinite(score) and 0 <= score <= points):
        raise ValueError(f"{grade_id} is scored {score:g}; give a number from 0 to {points:g}")
    data: dict[str, Any] = {"text/plain": shown.text}
    if shown.html:
        data["text/html"] = shown.html
    if shown.verdict:
        data[VERDICT_MIME] = dict(shown.verdict)
    return [
        {"output_type": "display_data", "data": data, "metadata": {}},
        {
            "output_type": "execute_result",
            # nbgrader reads the score here, as it does from a float that a cell returns.
            "data": {"text/plain": repr(score), "text/html": Points(score, points)._repr_html_()},
            "execution_count": None,
            "metadata": {},
        },
    ]


def _with_guesses(source: str, predictions: Mapping[str, str]) -> str:
    """Put what the learner guessed in place of the dots."""
    for key, answer in predictions.items():
        function, _, question = key.partition(":")
        literal = answer if _PLAIN.fullmatch(answer) else ascii(answer)
        asked = f'{function}("{question}", '
        source = source.replace(f"{asked}...", f"{asked}{literal}")
    return source
