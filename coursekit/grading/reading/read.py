"""From a submission's bytes and what the release asks to what the learner answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coursekit.grading.reading.cells import Cell, Notebook, UnreadableError, read_cells
from coursekit.grading.reading.guesses import guesses
from coursekit.grading.reading.matching import (
    LONGEST_SOURCE,
    FoundAnswer,
    changed_marks,
    find_answer,
)
from coursekit.grading.reading.plain_python import parsed, tree_of
from coursekit.grading.reading.tricks import tricks
from coursekit.grading.submission import harmless, quote
from coursekit.release.release import Release, ReleasedExercise
from coursekit.release.statements import (
    EVERYTHING,
    given_by,
    names_in,
    needed_statements,
    statements,
)

MOST_NOTES = 40
LONGEST_NOTE = 400
SOLUTION_MARK = "BEGIN SOLUTION"
"""In a comment around what nbgrader takes out of a cell before it is handed out."""
_WORDS = re.compile(r"[A-Za-z_]\w*")
_MOST_LOOKED_THROUGH = 300_000
"""Characters of a learner's own cells that are searched for functions and predictions."""


def read(data: bytes, release: Release) -> list[Any]:
    """Read a submission's file, and give what is found as plain values, each of them capped.

    They are the problem, the notes, the predictions as pairs, and for each answer its grade_id,
    source, code and names.
    """
    try:
        notebook = read_cells(data)
    except UnreadableError as error:
        return [str(error), [], [], []]
    cells, exercises = notebook.cells, release.exercises
    notes = [*notebook.notes, *_notes_on_the_whole(notebook, release)]
    added = _added_cells(cells, release)
    problem = _wrong_notebook(notebook, release)
    if problem:
        return [problem, _capped(notes), [], []]
    answers = {one.grade_id: find_answer(one, cells, added, notes) for one in exercises}
    found = {grade_id: answer for grade_id, answer in answers.items() if answer is not None}
    places = [answer.cells[0].index for answer in found.values()]
    if places != sorted(places):
        told = "The cells to fill in stand in another order; graded in the released one."
        notes.append(harmless(told))
    _note_changes(cells, release, notes)
    for one in exercises:
        for words in tricks(found[one.grade_id].source) if one.grade_id in found else ():
            notes.append(f"The cell of {one.function} may read otherwise than it runs: {words}.")
        if one.grade_id in found and SOLUTION_MARK in found[one.grade_id].source:
            notes.append(
                f"The cell of {one.function} holds the mark of the course's own solution "
                f"({SOLUTION_MARK}): where is it from?"
            )
    used = {cell.index for answer in found.values() for cell in answer.cells}
    helping = [cell for cell in added if cell.index not in used]
    _add_helpers(found, cells, helping, exercises, notes)
    code = [cell for cell in cells if cell.kind == "code"]
    asking = _few(cell for cell in code if "predict" in cell.source or "recall" in cell.source)
    trees = [tree for cell in asking if (tree := tree_of(cell.source))]
    predictions = guesses(trees, {question.key for question in release.questions})
    rows: list[list[Any]] = [
        [key, one.source, one.code, sorted({name[:100] for name in one.uses})[:1000]]
        for key, one in found.items()
    ]
    rows += [[key, source, "", []] for key, source in _written_answers(cells, release)]
    return ["", _capped(notes), [list(pair) for pair in predictions.items()], rows]


def _written_answers(cells: Sequence[Cell], release: Release) -> Iterator[tuple[str, str]]:
    """The answers in words, which a person grades."""
    for grade_id, released in release.marked.items():
        if released.kind != "code" and released.marks.get("solution"):
            same = [cell.source for cell in cells if cell.grade_id == grade_id]
            text = "\n\n".join(dict.fromkeys(same))
            if same and len(text) <= LONGEST_SOURCE:
                yield grade_id, text


def _added_cells(cells: Sequence[Cell], release: Release) -> list[Cell]:
    """The code that the learner added or changed outside of the marked cells."""
    released = {cell.source.strip() for cell in (*release.cells, *release.earlier)}
    return _few(
        cell
        for cell in cells
        if cell.kind == "code"
        and cell.grade_id not in release.marked
        and cell.source.strip()
        and cell.source.strip() not in released
    )


def _wrong_notebook(notebook: Notebook, release: Release) -> str:
    """Say so where nothing of this unit is in the notebook."""
    wanted = release.exercises
    here = {one.grade_id for one in wanted} | {one.check_id for one in wanted}
    here |= {one.cell_id for one in wanted} - {""}
    if any(cell.grade_id in here or cell.cell_id in here for cell in notebook.cells):
        return ""
    if notebook.unit and notebook.unit != release.unit:
        return (
            f"This is the notebook of unit {quote(notebook.unit)}, handed in as "
            f"{release.unit}; ask for the right one."
        )
    if notebook.unit == release.unit:
        return ""
    if any(f"def {one.function}(" in cell.source for one in wanted for cell in notebook.cells):
        return ""
    return f"None of the cells of {release.unit} are in this notebook; ask for the right one."


def _notes_on_the_whole(notebook: Notebook, release: Release) -> Iterator[str]:
    if notebook.unit and notebook.unit != release.unit:
        yield (
            f"The notebook says to be of unit {quote(notebook.unit)}; its cells are of "
            f"{release.unit}, and are graded as that."
        )
    if notebook.kernel != release.kernel:
        yield harmless(
            f"It names the kernel {quote(notebook.kernel)}; graded with the course's own."
        )
    if notebook.language and notebook.language.lower() not in ("python", "ipython", "python3"):
        yield harmless(f"It says to be written in {quote(notebook.language)}; graded as Python.")


def _note_changes(cells: Sequence[Cell], release: Release, notes: list[str]) -> None:
    """Note what became of the cells that carry nbgrader's metadata."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.grade_id, []).append(cell)
    for grade_id, released in release.marked.items():
        same = found.get(grade_id, [])
        name = f"cell {grade_id}"
        if released.marks.get("grade") and not released.marks.get("solution"):
            name = f"check {name}"
            if not same:
                notes.append(harmless(f"The {name} is missing; graded all the same."))
            if len(same) > 1:
                told = f"{len(same)} cells are marked as the {name}; graded once."
                notes.append(harmless(told))
            sources = {form.source.strip() for form in release.forms(grade_id)}
            if any(cell.source.strip() not in sources for cell in same):
                notes.append(f"The {name} was changed; graded as released.")
        marks = [form.marks for form in release.forms(grade_id)]
        changed = {
            what
            for cell in same
            # Of the release that it came with, nothing is changed: it is the nearest one.
            for what in min((changed_marks(cell, one) for one in marks), key=len)
        }
        if changed:
            listed = ", ".join(sorted(changed))
            notes.append(f"The metadata of the {name} were changed ({listed}); graded as released.")
    strange = [one for one in found if one and not release.forms(one)]
    if strange:
        listed = ", ".join(quote(one) for one in strange[:3])
        notes.append(
            f"{len(strange)} of its cells have a grade_id that the release does not have, such as "
            f"{listed}: is it of an older release?"
        )


def _add_helpers(
    found: Mapping[str, FoundAnswer],
    cells: Sequence[Cell],
    added: Sequence[Cell],
    wanted: Iterable[ReleasedExercise],
    notes: list[str],
) -> None:
    """Put what a solution needs of the learner's own cells above it.

    A notebook runs those cells, too, in its order: so an answer that leans on a function or an
    import in a cell beside the one to fill in is right. Cells behind the exercise's check do not
    count, and neither do names that a cell of the release gives anew below the learner's.
    """
    binds_at = {
        cell.index: names_in(tree)[1]
        for cell in cells
        if cell.kind == "code" and (tree := tree_of(cell.source)) is not None
    }
    earlier: set[str] = set()  # what the answers before give
    for one in wanted:
        if one.grade_id not in found:
            continue
        answer = found[one.grade_id]
        tree = parsed(answer.code)
        if tree is None:
            answer.uses = set(_WORDS.findall(answer.code))
            continue
        answer.uses = names_in(tree)[0]
        until = _check_index(one, cells)
        useful = []
        for cell in (cell for cell in added if cell.index < until):
            later = {name for at in binds_at if cell.index < at < until for name in binds_at[at]}
            above = tree_of(cell.source)
            listed = statements(above) if above else []
            useful += [given for given in listed if not given.binds & later & one.gives]
        helpers = needed_statements(useful, answer.uses - given_by(tree) - earlier)
        earlier |= given_by(tree)
        text = "\n".join(helper.text for helper in helpers)
        if helpers and len(text) <= LONGEST_SOURCE:
            answer.code = f"{text}\n{answer.code}"
            answer.uses |= {name for helper in helpers for name in helper.uses}
            names = sorted({name for helper in helpers for name in helper.binds})
            earlier |= set(names) - {EVERYTHING}
            shown = ", ".join(quote(name) for name in names[:5])
            told = f"The answer to {one.function} uses {shown} of a cell of the learner's own"
            notes.append(harmless(f"{told}, which is graded with it."))


def _check_index(one: ReleasedExercise, cells: Sequence[Cell]) -> int:
    """Where the exercise is checked for the first time, or behind all cells."""
    checks = [cell.index for cell in cells if cell.grade_id == one.check_id]
    return min(checks, default=len(cells) and cells[-1].index + 1)


def _few(cells: Iterable[Cell]) -> list[Cell]:
    """As many as can be looked through; a cell that is too long costs no other."""
    total, found = 0, []
    for cell in cells:
        if total + len(cell.source) <= _MOST_LOOKED_THROUGH:
            total += len(cell.source)
            found.append(cell)
    return found


def _capped(notes: Sequence[str]) -> list[str]:
    kept = [note[:LONGEST_NOTE] for note in dict.fromkeys(notes)]
    more = len(kept) - MOST_NOTES
    return kept if more <= 0 else [*kept[:MOST_NOTES], f"And {more} more of such notes."]
