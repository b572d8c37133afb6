"""Every form in which learners may have been handed a unit, kept by its hash.

A unit changes after it was handed out: a point more, an exercise less. Whoever fetched it before
has changed nothing, and is told nothing.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

from coursekit.atomic_write import write_atomically
from coursekit.release.release import Release, read_release


def keep(folder: Path, notebook: bytes) -> None:
    """Keep a released notebook, unless it is there already."""
    path = folder / f"{hashlib.sha256(notebook).hexdigest()}.ipynb"
    if not path.exists():
        write_atomically(path, notebook)


def knowing_earlier_ones(release: Release, folder: Path) -> Release:
    """Return the release with the cells that those in the folder have otherwise, each once."""
    cells = {_compared(cell): cell for cell in json.loads(release.data)["cells"]}
    present = len(cells)
    new: set[str] = set()
    for path in sorted(folder.glob("*.ipynb")):
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
            data = path.read_bytes()
            other = read_release(data)  # whatever is no notebook of the course is left out
            new |= release.marked.keys() - other.marked.keys()
            for cell in json.loads(data)["cells"]:
                cells.setdefault(_compared(cell), cell)
    earlier = list(cells.values())[present:]
    told = {"cells": earlier, "new": sorted(new)}
    before = json.dumps(told).encode() if earlier or new else b""
    return dataclasses.replace(release, before=before)


def _compared(cell: dict[str, Any]) -> str:
    """What of a cell can be changed by a learner."""
    marks = cell["metadata"].get("nbgrader", {})
    return json.dumps([cell["cell_type"], "".join(cell["source"]), marks], sort_keys=True)
