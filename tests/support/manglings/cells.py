"""What a mangling is, and the cells that one looks for."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Mangling:
    """One change.

    `said` is a part of the note that it has to cause, or "" where nothing needs to be said.
    """

    name: str
    change: Callable[[Any, Random], Any]
    said: str = ""

    def __str__(self) -> str:
        return self.name


def into(group: list[Mangling], said: str = "") -> Callable:
    """Enter a function into a group of manglings."""

    def wrap(function: Callable) -> Callable:
        group.append(Mangling(function.__name__, function, said))
        return function

    return wrap


def enter(group: list[Mangling], **changes: Any) -> None:
    """Enter changes by their names; one that has to cause a note is a pair of it and the change."""
    for name, change in changes.items():
        said, change = change if isinstance(change, tuple) else ("", change)
        group.append(Mangling(name, change, said))


def each(find: Callable, change: Callable[[dict, Random], Any]) -> Callable:
    """Change each of the cells that are found."""

    def mangle(notebook: Notebook, random: Random) -> None:
        for cell in find(notebook):
            change(cell, random)

    return mangle


def marking(find: Callable, **marked: Any) -> Callable:
    """Put values into nbgrader's metadata of each of the cells that are found."""
    return each(find, lambda cell, random: cell["metadata"]["nbgrader"].update(marked))


def inserting(*cells: Any) -> Callable:
    """Insert cells anywhere."""
    return lambda notebook, random: insert(notebook, random, *copy.deepcopy(cells))


def marks(cell: Any) -> dict:
    """Return nbgrader's metadata of a cell, whatever has become of it."""
    about = cell.get("metadata") if isinstance(cell, dict) else None
    found = about.get("nbgrader") if isinstance(about, dict) else None
    return found if isinstance(found, dict) else {}


def solutions(notebook: Notebook) -> list[dict]:
    """Return the cells that a learner fills in."""
    found = [cell for cell in notebook["cells"] if marks(cell).get("solution") is True]
    return [cell for cell in found if not _is_check(cell)]


def checks(notebook: Notebook) -> list[dict]:
    """Return the cells that are graded."""
    return [cell for cell in notebook["cells"] if _is_check(cell)]


def _is_check(cell: Any) -> bool:
    return str(marks(cell).get("grade_id")).startswith("check-")


def cells(notebook: Notebook) -> list[dict]:
    """Return all cells that are cells."""
    return [cell for cell in notebook["cells"] if isinstance(cell, dict)]


def about(notebook: Notebook) -> dict:
    """Return the notebook's metadata, whatever has become of them."""
    found = notebook.get("metadata")
    return found if isinstance(found, dict) else {}


def prose(notebook: Notebook) -> list[dict]:
    """Return the other cells."""
    return [cell for cell in notebook["cells"] if isinstance(cell, dict) and not marks(cell)]


def code(source: str, **metadata: Any) -> dict:
    """Return a code cell."""
    blank = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**blank, "metadata": metadata, "source": source}


def text_of(cell: dict) -> str:
    """Return a cell's source as one string."""
    return "".join(part for part in cell["source"] if isinstance(part, str))


def insert(notebook: Notebook, random: Random, *cells: Any) -> None:
    """Insert cells anywhere, but not between the parts of a cell that was split."""
    for cell in cells:
        here = notebook["cells"]
        places = [at for at in range(len(here) + 1) if at == 0 or not marks(here[at - 1])]
        here.insert(random.choice(places), cell)
