"""Which of a submission's cells answers which exercise."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.reading.cells import Cell
from coursekit.grading.reading.plain_python import parsed, plain_python, tree_of
from coursekit.grading.submission import harmless
from coursekit.release.release import ReleasedExercise

LONGEST_SOURCE = 200_000
"""Characters of a solution. The longest solution of the course has fewer than 2,000."""

_COMPARED = ("grade", "solution", "locked", "points", "cell_type", "task")
_NEWER = ("cell_type", "task")
"""Metadata that nbgrader wrote into no notebook of its earlier versions."""


@dataclass
class FoundAnswer:
    """What answers an exercise."""

    source: str  # as the learner wrote it; of several cells, one below the other
    code: str  # what of it is plain Python
    cells: list[Cell]  # where it stands
    uses: set[str] = field(default_factory=set)  # the global names that the code uses


def find_answer(
    wanted: ReleasedExercise, cells: Sequence[Cell], free: Sequence[Cell], notes: list[str]
) -> FoundAnswer | None:
    """Find the answer to an exercise; None where the cell is gone, or too long.

    Of all cells of the submission, the free ones carry no grade_id of the release and are not as
    released. Sentences are added to the notes.

    A cell is found by its grade_id. JupyterLab copies that with the cell, and gives it to both
    halves of a cell that is split; so several cells of one grade_id are read as the notebook runs
    them, one after the other, and those after the exercise's check do not count if there are some
    before it. A cell that lost its grade_id is found by its cell id, and then by the function that
    it defines.
    """
    name = wanted.function
    marked = [cell for cell in cells if cell.grade_id == wanted.grade_id]
    found = _written(marked, wanted)
    if not found:
        unmarked = [one for one in cells if not one.grade_id]
        by_id = [one for one in unmarked if one.cell_id and one.cell_id == wanted.cell_id]
        found = _written(by_id, wanted)
        if not found:
            found = _written([one for one in free if _defines_here(one, name)], wanted)
        if found:
            why = "is as it was handed out" if marked else "is missing"
            notes.append(
                f"The marked cell of {name} {why}; a cell of the learner's own that defines "
                f"{name} is graded."
            )
    else:
        found = _with_later_ones(found, wanted, cells, free, notes)
    if not found:
        if not marked:
            of_older = " The notebook may be of a release that did not have it yet."
            told = f"The cell of {name} is missing; it counts as not written."
            notes.append(told + of_older * wanted.is_new)
            return None
        found = marked[:1]
    counting = _before_the_check(found, wanted, cells)
    found = [*counting, *_continued(counting, free)]
    length = sum(len(cell.source) for cell in {cell.source: cell for cell in found}.values())
    if length > LONGEST_SOURCE:
        notes.append(
            f"The cell of {name} has {length:,} characters and at most {LONGEST_SOURCE:,} are "
            "graded; it counts as not written."
        )
        return None
    answer = _resolve(found, wanted, notes)
    kinds = {cell.kind for cell in answer.cells} - {"code"}
    if kinds:
        notes.append(f"The cell of {name} is no code cell any more; graded as code.")
    return answer


def _written(found: Sequence[Cell], wanted: ReleasedExercise) -> list[Cell]:
    """Leave out cells that are as handed out, or hold nothing but comments."""
    handed_out = [[], *map(_lines, (wanted.stub, *wanted.earlier_stubs))]
    return [cell for cell in found if _lines(cell.source) not in handed_out]


def _lines(source: str) -> list[str]:
    lines = [line.rstrip() for line in source.split("\n")]
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def _defines(source: str, name: str) -> bool:
    if name not in source:
        return False
    tree = tree_of(source)
    given: list[Any] = []
    for node in tree.body if tree else []:
        given += node.targets if isinstance(node, ast.Assign) else [node]
    # A function or a class has a name, and what is assigned to an id.
    return any(name in (getattr(one, "name", None), getattr(one, "id", None)) for one in given)


def _defines_here(cell: Cell, name: str) -> bool:
    fits = cell.kind == "code" and len(cell.source) <= LONGEST_SOURCE
    return fits and _defines(cell.source, name)


def _with_later_ones(
    found: Sequence[Cell],
    wanted: ReleasedExercise,
    cells: Sequence[Cell],
    free: Sequence[Cell],
    notes: list[str],
) -> list[Cell]:
    """Add the learner's own cells that define the function anew before it is checked."""
    others = [cell for cell in free if _defines_here(cell, wanted.function)]
    check = min((c.index for c in cells if c.grade_id == wanted.check_id), default=0)
    later = [cell for cell in others if found[-1].index < cell.index < check]
    for cell in others[:1]:
        graded = "that one, the last before its check," if later else "the marked cell"
        notes.append(
            f"Cell {(later or [cell])[-1].index + 1} of the notebook, which is not the one to fill "
            f"in, defines {wanted.function} as well; {graded} is graded."
        )
    return [*found, *later]


def _before_the_check(
    found: Sequence[Cell], wanted: ReleasedExercise, cells: Sequence[Cell]
) -> Sequence[Cell]:
    """Of several, those that the notebook has run when it comes to the check."""
    checks = [cell.index for cell in cells if cell.grade_id == wanted.check_id]
    if len(found) < 2 or not checks:
        return found
    return [cell for cell in found if cell.index < checks[0]] or found


def _continued(found: Sequence[Cell], free: Sequence[Cell]) -> list[Cell]:
    """The rest of a cell that a tool without nbgrader's metadata split inside of a function."""
    following = [cell for cell in free if cell.index == found[-1].index + 1]
    return [cell for cell in following if cell.source.lstrip("\n")[:1] in (" ", "\t")]


def _resolve(found: Sequence[Cell], wanted: ReleasedExercise, notes: list[str]) -> FoundAnswer:
    """Make one text of one or several cells."""
    different = list({cell.source: cell for cell in found}.values())
    if len(found) > 1:
        many = f"{len(found)} cells are the one of {wanted.function}"
        apart = f"{many}; they are read one after the other."
        notes.append(apart if len(different) > 1 else harmless(f"{many}, all the same."))
    joined = "\n".join(cell.source for cell in different)
    code, left_out = plain_python(joined)
    used = different
    if len(different) > 1 and parsed(code) is None:
        # No split cell, then: one of several attempts, the last that is Python.
        whole = [cell for cell in different if _defines(cell.source, wanted.function)]
        if whole:
            used, joined = whole[-1:], whole[-1].source
            code, left_out = plain_python(joined)
            notes.append(f"Of these, the last that is whole is graded (cell {used[0].index + 1}).")
    if left_out:
        notes.append(
            f"In the cell of {wanted.function}, lines that only a notebook understands are left "
            f"out, such as {left_out}."
        )
    return FoundAnswer(joined, code, list(used))


def changed_marks(cell: Cell, released: Mapping[str, Any]) -> list[str]:
    """Name what of nbgrader's metadata is not as released, such as "points"."""
    compared = [name for name in _COMPARED if name in released]
    kept = {name: released[name] for name in _NEWER if name in compared} | cell.marks
    return [name for name in compared if kept.get(name) != released[name]]
