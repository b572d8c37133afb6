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
    """What ``check`` said of one exercise.

    Parameters
    ----------
    exercise : str
        The exercise's id.
    status : "right", "wrong" or "not written"
    points : float
    message : str
        The text for people.
    """

    exercise: str
    status: str
    points: float
    message: str


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook as JSON and check that it has the shape of one.

    Returns
    -------
    dict
        ``cells`` is a list of dicts, and ``metadata`` a dict.

    Raises
    ------
    CourseError
        When the file cannot be read, is not JSON or is not a notebook.
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
            data = output.get("data") if isinstance(output, dict) else None
            if not isinstance(data, dict):
                continue
            bundle = data.get(VERDICT_MIME)
            if isinstance(bundle, dict) and isinstance(bundle.get("exercise"), str):
                found[bundle["exercise"]] = SavedVerdict(
                    exercise=bundle["exercise"],
                    status=str(bundle.get("status")),
                    points=_number(bundle.get("points")),
                    message=_text(data.get("text/plain", "")),
                )
    return found


def _number(value: object) -> float:
    """Return a JSON number as a float; anything else, and NaN, counts as nothing."""
    if isinstance(value, int | float) and value == value:
        return float(value)
    return 0.0


def _text(value: object) -> str:
    """Return a JSON text, which notebooks keep as one string or as a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
