"""From a submission's bytes and what the release asks to what the learner answered."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coursekit.grading.reading.cells import Cell, Notebook, UnreadableError, read_cells
from coursekit.grading.reading.guesses import guesses
from coursekit.grading.reading.matching import (
    LONGEST_SOURCE,
    Picked,
    Wanted,
    changed_marks,
    pick,
)
from coursekit.grading.reading.names import names_in, needed, statements
from coursekit.grading.reading.plain_python import parsed, plain_python
from coursekit.grading.reading.quote import quote
from coursekit.grading.reading.tricks import tricks

MOST_NOTES = 40
LONGEST_NOTE = 400
_WORDS = re.compile(r"[A-Za-z_]\w*")
_MOST_LOOKED_THROUGH = 300_000
"""Characters of a learner's own cells that are searched for functions and predictions."""


def read(data: bytes, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Read a submission.

    Parameters
    ----------
    data : bytes
        The notebook's file.
    asked : mapping
        What `coursekit.grading.reading.answers.asked_by` makes of the release.

    Returns
    -------
    dict
        "sources", "code", "names", "predictions", "notes", "problem": plain and capped.
    """
    try:
        notebook = read_cells(data)
    except UnreadableError as error:
        return {"problem": str(error)}
    wanted = [Wanted(**one) for one in asked["wanted"]]
    notes = [*notebook.notes, *_notes_on_the_whole(notebook, asked)]
    own = _own_cells(notebook.cells, asked)
    problem = _wrong_notebook(notebook, asked, wanted)
    if problem:
        return {"problem": problem, "notes": _capped(notes)}
    picked = {one.grade_id: pick(one, notebook.cells, own, notes) for one in wanted}
    found = {grade_id: one for grade_id, one in picked.items() if one is not None}
    _note_order(found, asked, notes)
    _note_changes(notebook.cells, asked, notes)
    _note_tricks(found, wanted, notes)
    used = {cell.index for one in found.values() for cell in one.cells}
    _add_helpers(found, [cell for cell in own if cell.index not in used], wanted, notes)
    trees = [parsed(plain_python(cell.source)[0]) for cell in _asking(notebook.cells)]
    return {
        "sources": {grade_id: one.source for grade_id, one in found.items()},
        "code": {grade_id: one.code for grade_id, one in found.items()},
        "names": {grade_id: _names(one.uses) for grade_id, one in found.items()},
        "predictions": guesses([tree for tree in trees if tree], asked["questions"]),
        "notes": _capped(notes),
    }


def _own_cells(cells: Sequence[Cell], asked: Mapping[str, Any]) -> list[Cell]:
    """The code that the learner added or changed outside of the marked cells."""
    known, released = set(asked["marks"]), set(asked["released"])
    return _few(
        cell
        for cell in cells
        if cell.kind == "code"
        and cell.grade_id not in known
        and cell.source.strip()
        and cell.source.strip() not in released
    )


def _wrong_notebook(notebook: Notebook, asked: Mapping[str, Any], wanted: Sequence[Wanted]) -> str:
    """Say so where nothing of this unit is in the notebook."""
    here = {one.grade_id for one in wanted} | {one.check_id for one in wanted}
    here |= {one.cell_id for one in wanted} - {""}
    if any(cell.grade_id in here or cell.cell_id in here for cell in notebook.cells):
        return ""
    if notebook.unit and notebook.unit != asked["unit"]:
        return (
            f"This is the notebook of unit {quote(notebook.unit)}, handed in as "
            f"{asked['unit']}; ask for the right one."
        )
    if notebook.unit == asked["unit"]:
        return ""
    if any(f"def {one.function}(" in cell.source for one in wanted for cell in notebook.cells):
        return ""
    return f"None of the cells of {asked['unit']} are in this notebook; ask for the right one."


def _notes_on_the_whole(notebook: Notebook, asked: Mapping[str, Any]) -> Iterator[str]:
    if notebook.unit and notebook.unit != asked["unit"]:
        yield (
            f"The notebook says to be of unit {quote(notebook.unit)}; its cells are of "
            f"{asked['unit']}, and are graded as that."
        )
    if notebook.kernel != asked["kernel"]:
        yield f"It names the kernel {quote(notebook.kernel)}; graded with the course's own."
    if notebook.language and notebook.language.lower() not in ("python", "ipython", "python3"):
        yield f"It says to be written in {quote(notebook.language)}; graded as Python."


def _note_order(found: Mapping[str, Picked], asked: Mapping[str, Any], notes: list[str]) -> None:
    places = [one.cells[0].index for one in found.values() if one.cells]
    if places != sorted(places):
        notes.append("The cells to fill in stand in another order; graded in the released one.")


def _note_changes(cells: Sequence[Cell], asked: Mapping[str, Any], notes: list[str]) -> None:
    """Note what became of the cells that carry nbgrader's metadata."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.grade_id, []).append(cell)
    for grade_id, released in asked["marks"].items():
        graded, same = released["marks"].get("grade"), found.get(grade_id, [])
        name = f"the check cell {grade_id}" if graded else f"the cell {grade_id}"
        if graded and not same:
            notes.append(f"{_first_up(name)} is missing; graded all the same.")
        if graded and len(same) > 1:
            notes.append(f"{len(same)} cells are marked as {name}; graded once.")
        if graded and any(cell.source.strip() != released["source"].strip() for cell in same):
            notes.append(f"{_first_up(name)} was changed; graded as released.")
        changed = {what for cell in same for what in changed_marks(cell, released["marks"])}
        if changed:
            listed = ", ".join(sorted(changed))
            notes.append(f"The metadata of {name} were changed ({listed}); graded as released.")
    strange = [one for one in found if one and one not in asked["marks"]]
    if strange:
        listed = ", ".join(quote(one) for one in strange[:3])
        notes.append(
            f"{len(strange)} of its cells have a grade_id that the release does not have, such as "
            f"{listed}: is it of an older release?"
        )


def _note_tricks(found: Mapping[str, Picked], wanted: Iterable[Wanted], notes: list[str]) -> None:
    for one in wanted:
        if one.grade_id in found:
            for words in tricks(found[one.grade_id].source):
                notes.append(
                    f"The cell of {one.function} may read otherwise than it runs: {words}."
                )


def _add_helpers(
    found: Mapping[str, Picked],
    own: Sequence[Cell],
    wanted: Iterable[Wanted],
    notes: list[str],
) -> None:
    """Put what a solution needs of the learner's own cells above it.

    A notebook runs those cells, too; so an answer that leans on a function or an import in a cell
    beside the one to fill in is right. Only names that neither the solutions nor the release give.
    """
    trees = [parsed(plain_python(cell.source)[0]) for cell in own]
    listed = [one for tree in trees if tree for one in statements(tree)]
    known = set(dir(builtins))
    for one in wanted:
        answer = found.get(one.grade_id)
        tree = parsed(answer.code) if answer else None
        if tree is None:
            if answer:
                answer.uses = set(_WORDS.findall(answer.code))
            continue
        answer.uses, binds = names_in(tree)
        known |= binds
        given = known.union(one.gives)
        useful = [statement for statement in listed if not statement.binds & given]
        helpers = needed(useful, answer.uses - given)
        text = "\n".join(helper.text for helper in helpers)
        if helpers and len(text) <= LONGEST_SOURCE and "__future__" not in answer.code:
            answer.code = f"{text}\n{answer.code}"
            answer.uses |= {name for helper in helpers for name in helper.uses}
            names = sorted({name for helper in helpers for name in helper.binds})
            known |= set(names)
            shown = ", ".join(quote(name) for name in names[:5])
            notes.append(
                f"The answer to {one.function} uses {shown} of a cell of the learner's own, which "
                "is graded with it."
            )


def _asking(cells: Iterable[Cell]) -> list[Cell]:
    """The code cells that may hold answers to questions."""
    return _few(
        cell
        for cell in cells
        if cell.kind == "code" and ("predict" in cell.source or "recall" in cell.source)
    )


def _few(cells: Iterable[Cell]) -> list[Cell]:
    """As many as can be looked through; a cell that is too long costs no other."""
    total, found = 0, []
    for cell in cells:
        if total + len(cell.source) <= _MOST_LOOKED_THROUGH:
            total += len(cell.source)
            found.append(cell)
    return found


def _names(uses: Iterable[str]) -> list[str]:
    return sorted({name[:100] for name in uses})[:1000]


def _capped(notes: Sequence[str]) -> list[str]:
    kept = [note[:LONGEST_NOTE] for note in dict.fromkeys(notes)]
    more = len(kept) - MOST_NOTES
    return kept if more <= 0 else [*kept[:MOST_NOTES], f"And {more} more of such notes."]


def _first_up(text: str) -> str:
    return text[0].upper() + text[1:]
