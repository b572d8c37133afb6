"""What a release is: read once from its notebook, and asked by whoever wants to know of it.

The standard library alone is imported here: the process that reads learners' notebooks has no more.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from coursekit.release.statements import Statement, statements

ASKING = ("predict", "recall")
"""The functions that ask a learner something; their second argument is the answer."""

HARMLESS = ("convlib.images", "convlib.kernels")
"""The parts of the course whose values the statements before an answer may compute."""


@dataclass(frozen=True)
class ReleasedCell:
    """A cell as it is handed out."""

    kind: str  # "code" or "markdown"
    source: str
    marks: dict[str, Any]  # nbgrader's metadata, where there are any
    cell_id: str  # the notebook format's own id, or ""


@dataclass(frozen=True)
class GradedCell:
    """A cell that is graded by running it."""

    id: str  # the name of the function that the learner writes
    points: float  # what a right answer earns


@dataclass(frozen=True)
class ReleasedExercise:
    """A cell to fill in, and the check that comes next."""

    grade_id: str
    cell_id: str
    function: str  # what the learner writes
    stub: str  # the cell as it is handed out
    check_id: str  # the grade_id of the cell that grades it, or ""
    earlier_stubs: tuple[str, ...]  # the cell as earlier releases handed it out
    is_new: bool  # whether there is an earlier release without it
    # What of the cells before it may run: imports, definitions and plain assignments, without those
    # that would compute anything by the course's own answers.
    before: tuple[Statement, ...]

    @property
    def gives(self) -> set[str]:
        """The global names that the release gives to this exercise."""
        return {name for statement in self.before for name in statement.binds}


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a release."""

    kind: str  # "predict" or "recall"
    id: str
    wording: str  # the sentence just before its cell, as plain text; "" where there is none

    @property
    def key(self) -> str:
        """Its name in a record."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, eq=False)
class Release:
    """A released notebook."""

    data: bytes  # its file
    about: dict[str, Any]  # what it says of itself: unit, title, teaches, minutes, optional
    kernel: str  # the kernel's name, or ""
    cells: tuple[ReleasedCell, ...]
    # A notebook of the cells that earlier releases had otherwise, and, as "new", the grade_ids of
    # those that not all of them had; empty where nothing else was handed out.
    before: bytes = b""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as the file, so that each process that grades reads it once."""
        return read_release, (self.data, self.before)

    @property
    def unit(self) -> str:
        """The unit that the notebook says it is."""
        return str(self.about.get("unit", ""))

    @property
    def title(self) -> str:
        """What people read."""
        return str(self.about.get("title", self.unit))

    @functools.cached_property
    def exercises(self) -> tuple[ReleasedExercise, ...]:
        """The cells to fill in, each with its check."""
        is_new = json.loads(self.before)["new"] if self.before else ()
        return tuple(_exercises(self.cells, self.earlier, is_new))

    @functools.cached_property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """What is asked, in the notebook's order."""
        return tuple(_questions(self.cells))

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @functools.cached_property
    def maxima(self) -> dict[str, float]:
        """The points of each graded cell, by its grade_id."""
        graded = (cell.marks for cell in self.cells if cell.marks.get("grade"))
        return {marks["grade_id"]: float(marks["points"]) for marks in graded}

    @functools.cached_property
    def graded_cells(self) -> tuple[GradedCell, ...]:
        """The cells that are graded by the course's own check."""
        checks = [id for id in self.maxima if _is_check(self.marked[id])]
        return tuple(GradedCell(id.removeprefix("check-"), self.maxima[id]) for id in checks)

    @functools.cached_property
    def by_person(self) -> dict[str, float]:
        """The points of the graded cells that are left to a person, by grade_id."""
        return {id: most for id, most in self.maxima.items() if not _is_check(self.marked[id])}

    @functools.cached_property
    def marked(self) -> dict[str, ReleasedCell]:
        """The cells that nbgrader knows, by their grade_id."""
        return {c.marks["grade_id"]: c for c in self.cells if c.marks.get("grade_id")}

    @functools.cached_property
    def earlier(self) -> tuple[ReleasedCell, ...]:
        """The cells that earlier releases had and this one has not, or has otherwise."""
        return _cells(json.loads(self.before)) if self.before else ()

    def forms(self, grade_id: str) -> tuple[ReleasedCell, ...]:
        """Return the cell that nbgrader knows by this id, as each release has handed it out."""
        found = (*self.cells, *self.earlier)
        return tuple(cell for cell in found if cell.marks.get("grade_id") == grade_id)


@functools.lru_cache(maxsize=16)
def read_release(data: bytes, before: bytes = b"") -> Release:
    """Read a released notebook, which is the course's own and therefore trusted."""
    notebook = json.loads(data)
    about = notebook["metadata"]
    kernel = str(about.get("kernelspec", {}).get("name", ""))
    return Release(data, about.get("course", {}), kernel, _cells(notebook), before)


def _cells(notebook: dict[str, Any]) -> tuple[ReleasedCell, ...]:
    return tuple(
        ReleasedCell(
            cell["cell_type"],
            "".join(cell["source"]),
            cell["metadata"].get("nbgrader", {}),
            cell.get("id", ""),
        )
        for cell in notebook["cells"]
    )


def _exercises(
    cells: tuple[ReleasedCell, ...], earlier: tuple[ReleasedCell, ...], is_new: Collection[str]
) -> Iterator[ReleasedExercise]:
    before: list[Statement] = []
    for index, cell in enumerate(cells):
        if cell.kind != "code":
            continue
        tree = _tree(cell.source)
        if not cell.marks and tree:
            before += statements(tree)
        if not cell.marks.get("solution"):
            continue
        names = [node.name for node in tree.body if hasattr(node, "name")] if tree else []
        grade_id = cell.marks["grade_id"]
        yield ReleasedExercise(
            grade_id,
            cell.cell_id,
            names[-1] if names else grade_id,
            cell.source,
            _check_of(cells[index + 1 :]),
            tuple(one.source for one in earlier if one.marks.get("grade_id") == grade_id),
            grade_id in is_new,
            tuple(_harmless(before)),
        )


def _check_of(following: Iterable[ReleasedCell]) -> str:
    """The graded cell that comes next, if it does before another cell to fill in."""
    for cell in following:
        if cell.marks.get("solution") and cell.kind == "code":
            return ""
        if cell.marks.get("grade") and not cell.marks.get("solution"):
            return str(cell.marks["grade_id"])
    return ""


def _is_check(cell: ReleasedCell) -> bool:
    """Whether a graded cell is one of ours: no written answer, and no assertions of its own."""
    called = re.search(r"^check\(", cell.source, re.MULTILINE)
    return bool(called) and cell.kind == "code" and not cell.marks.get("solution")


def _harmless(listed: list[Statement]) -> list[Statement]:
    """Leave out the assignments whose value the course's own answers compute."""
    tainted = {
        name
        for statement in listed
        if statement.module.split(".")[0] in ("convlib", "convtutor")
        and not statement.module.startswith(HARMLESS)
        for name in statement.binds
    }
    while more := {n for s in listed if s.uses & tainted for n in s.binds} - tainted:
        tainted |= more
    return [s for s in listed if s.kind != "assignment" or not (s.uses | s.binds) & tainted]


def _questions(cells: tuple[ReleasedCell, ...]) -> Iterator[AskedQuestion]:
    before = ""
    for cell in cells:
        tree = _tree(cell.source) if cell.kind == "code" else None
        for _, kind, id in asked_in(tree) if tree else ():
            yield AskedQuestion(kind, id, wording(before))
            before = ""  # a second question in the cell is not what the sentence asks
        before = cell.source if cell.kind == "markdown" else ""


def asked_in(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Find what a cell asks at its top level: each call, its kind, and its question's id."""
    for statement in tree.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        first = _argument(call, 0, "question")
        id = first.value if isinstance(first, ast.Constant) else None
        if call.func.id in ASKING and isinstance(id, str):
            yield call, call.func.id, id


def answer_of(call: ast.Call) -> ast.expr | None:
    """The answer that such a call gives; None where there is none."""
    return _argument(call, 1, "answer")


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else call.args[place] if place < len(call.args) else None


def wording(markdown: str) -> str:
    r"""Return the question that a cell of prose ends with, as plain text; else "".

    Examples
    --------
    >>> wording("## Recall\n\nNo scrolling.\n\n**One.** How many `3`-s go into *one* value?")
    'How many 3-s go into one value?'
    """
    last = markdown.strip().split("\n\n")[-1]
    plain = " ".join(re.sub(r"\*\*|(?<!\w)\*|\*(?!\w)|`", "", last).split())
    return re.sub(r"^(One|Two|Three|Four)\.\s+", "", plain) if "?" in plain else ""


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None
