"""A notebook file, and the verdicts that are saved in it.

Notebooks are read here as plain JSON, because a learner's file may be damaged in any way and the
reader has to survive that.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convtutor.notebook import VERDICT_MIME
from coursekit.errors import CourseError

RIGHT = "right"


@dataclass(frozen=True)
class SavedVerdict:
    """What ``check`` said of one exercise."""

    exercise: str  # its id
    status: str  # "right", "wrong" or "not written"
    points: float
    message: str  # the text for people


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook as JSON whose ``cells`` are a list of dicts, and ``metadata`` a dict.

    A CourseError says that the file cannot be read, is not JSON or is not a notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"There is no notebook {path}; check the name.") from None
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise CourseError(
            f"{path} is not a notebook, because it is not JSON ({error}). If it was damaged, "
            "`coursekit reset` puts a fresh copy of the unit and keeps this one."
        ) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(_is_cell(cell) for cell in cells):
        raise CourseError(
            f"{path} is JSON but not a notebook (it needs a list of cells); "
            "give a file that JupyterLab saved."
        )
    if not isinstance(notebook.get("metadata"), dict):
        notebook["metadata"] = {}
    return notebook


def _is_cell(cell: object) -> bool:
    return (
        isinstance(cell, dict)
        and isinstance(cell.get("source"), str | list)
        and isinstance(cell.get("metadata", {}), dict)
    )


def saved_verdicts(notebook: dict[str, Any]) -> dict[str, SavedVerdict]:
    """Return the verdicts in a notebook's outputs by exercise; the last of several counts."""
    found = {}
    for cell in notebook["cells"]:
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else []:
            shown = output.get("data") if isinstance(output, dict) else None
            data = shown if isinstance(shown, dict) else {}
            verdict = data.get(VERDICT_MIME)
            if isinstance(verdict, dict) and isinstance(verdict.get("exercise"), str):
                points, text = verdict.get("points"), data.get("text/plain", "")
                found[verdict["exercise"]] = SavedVerdict(
                    exercise=verdict["exercise"],
                    status=str(verdict.get("status")),
                    # What is no number, and NaN, counts as nothing.
                    points=float(points) if isinstance(points, int | float) and points > 0 else 0.0,
                    # Notebooks keep a text as one string or as a list of lines.
                    message="".join(map(str, text)) if isinstance(text, list) else str(text),
                )
    return found
