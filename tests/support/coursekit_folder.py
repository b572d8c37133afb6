"""A small course in a temporary folder, whose checks are a few lines of their own notebooks."""

import json
from pathlib import Path

from convtutor.notebook import VERDICT_MIME
from coursekit.course import Course

STUB = "def {name}(size):\n    raise NotImplementedError"
# A check as the course's own is seen from outside: it shows a verdict, and returns points.
CHECK = f"""\
from IPython.display import display
def check(answer):
    name = answer.__name__
    try:
        status = "right" if answer(2) == 4 else "wrong"
    except NotImplementedError:
        status = "not written"
    points = {{"right": 3.0, "wrong": 1.5, "not written": 0.0}}[status]
    verdict = {{"exercise": name, "status": status, "points": points, "max_points": 3.0}}
    text = f"{{name}} is {{status}}\\n  second line of {{name}}"
    display({{"{VERDICT_MIME}": verdict, "text/plain": text}}, raw=True)
    return points"""


def cell(source, **more):
    """Return a code cell."""
    blank = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return blank | {"source": source} | more


def graded(exercise, points=3):
    """Return the cell that nbgrader grades for an exercise."""
    about = {"grade": True, "solution": False, "grade_id": f"check-{exercise}", "points": points}
    return cell(f"check({exercise})", metadata={"nbgrader": about})


def notebook(unit, cells):
    """Return a notebook of the course."""
    about = {"unit": unit, "title": f"Title | of {unit}"}
    about |= {"teaches": f"What {unit} is", "minutes": 5}
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "course": about}
    cells = [{"id": f"cell-{number}"} | one for number, one in enumerate(cells)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def answered(unit, **answers):
    """Return a unit's notebook where each exercise is answered by an expression of `size`."""
    cells = [cell(CHECK)]
    for name, expression in answers.items():
        stub = STUB.format(name=name)
        cells += [cell(stub if expression is None else f"def {name}(size): return {expression}")]
        cells += [graded(name)]
    return notebook(unit, cells)


def with_verdicts(unit, **points):
    """Return a unit's notebook as saved after its checks ran and gave these points."""
    made = answered(unit, **dict.fromkeys(points))
    outputs = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {
                VERDICT_MIME: {"exercise": name, "status": "wrong", "points": got},
                "text/plain": [name],
            },
        }
        for name, got in points.items()
    ]
    made["cells"][-1]["outputs"] = outputs
    return made


def save(path, made):
    """Write a notebook, or any text, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made if isinstance(made, str) else json.dumps(made), encoding="utf-8")
    return path


def make_course(root: Path) -> Course:
    """Make a course of two units: 01_first has the exercises one and two, 03_stride has three."""
    save(root / "notebooks/01_first/01_first.ipynb", answered("01_first", one=None, two=None))
    save(root / "notebooks/01_first/data/picture.txt", "pixels")
    save(root / "notebooks/03_stride/03_stride.ipynb", answered("03_stride", three=None))
    return Course(root)


def is_copy(path: Path, released: Path) -> bool:
    """Whether a learner's copy is the release, but for the language that JupyterLab writes in."""
    copied, release = (json.loads(file.read_text(encoding="utf-8")) for file in (path, released))
    language = copied["metadata"].pop("language_info")
    release["metadata"].pop("language_info", None)
    return copied == release and language["name"] == "python"
