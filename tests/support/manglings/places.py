"""Cells that are copied, deleted, moved, retyped or marked otherwise."""

import copy

from support.manglings.cells import (
    Mangling,
    cells,
    checks,
    each,
    enter,
    into,
    marking,
    marks,
    solutions,
)

KEEPING: list[Mangling] = []
"""Changes of a notebook that leave clear what the learner answered."""


def one_retyped(*kinds):
    def mangle(notebook, random):
        random.choice(solutions(notebook))["cell_type"] = random.choice(kinds)

    return mangle


@into(KEEPING, "all the same")
def solution_copied_below_itself(notebook, random):
    cell = random.choice(solutions(notebook))
    place = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
    notebook["cells"].insert(place, copy.deepcopy(cell))


@into(KEEPING, "graded once")
def whole_notebook_twice(notebook, random):
    notebook["cells"] += copy.deepcopy(notebook["cells"])


@into(KEEPING)
def stub_copied_behind_the_check(notebook, random):
    cell = copy.deepcopy(random.choice(solutions(notebook)))
    cell["source"] = "# Your code here"
    notebook["cells"].append(cell)


@into(KEEPING)
def second_thoughts_behind_the_check(notebook, random):
    # The check has run by then, so a notebook does not count them. Only where there is a check.
    if checks(notebook):
        cell = solutions(notebook)[0]
        check = f"check-{marks(cell)['grade_id']}"
        places = [i for i, c in enumerate(notebook["cells"]) if marks(c).get("grade_id") == check]
        at = next(i for i, one in enumerate(notebook["cells"]) if one is cell)
        if places and at < places[0]:
            later = copy.deepcopy(cell)
            later["source"] = "def later():\n    return 0"
            notebook["cells"].append(later)


@into(KEEPING, "is missing; graded all the same")
def checks_deleted(notebook, random):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in checks(notebook)]


@into(KEEPING)
def prose_deleted(notebook, random):
    notebook["cells"] = [cell for cell in notebook["cells"] if marks(cell)]


@into(KEEPING, "is missing; graded all the same")
def nothing_left_but_the_answers(notebook, random):
    notebook["cells"] = solutions(notebook)


@into(KEEPING)
def cells_shuffled(notebook, random):
    random.shuffle(notebook["cells"])


@into(KEEPING)
def cells_reversed(notebook, random):
    notebook["cells"].reverse()


@into(KEEPING)
def answers_moved_to_the_end(notebook, random):
    found = solutions(notebook)
    notebook["cells"] = [cell for cell in notebook["cells"] if cell not in found] + found


@into(KEEPING, "no code cell any more")
def answer_turned_to_markdown(notebook, random):
    cell = random.choice(solutions(notebook))
    cell["cell_type"] = "markdown"
    cell.pop("outputs", None)


RETYPED = "no code cell any more"
POINTS = [float("nan"), -1, "all", None, [3], 10**30, float("inf")]

enter(
    KEEPING,
    answers_turned_to_raw=(RETYPED, each(solutions, lambda cell, _: cell.update(cell_type="raw"))),
    cell_type_misspelt=(RETYPED, one_retyped("pyhton", "", "Code")),
    cell_type_of_a_wrong_kind=(RETYPED, one_retyped(None, 7, ["code"], {})),
    points_raised=("points", marking(checks, points=1000)),
    points_of_a_wrong_kind=(
        "points",
        each(checks, lambda cell, random: marks(cell).update(points=random.choice(POINTS))),
    ),
    checks_unlocked=("locked", marking(checks, locked=False)),
    checks_rewritten=(
        "was changed; graded as released",
        each(checks, lambda cell, _: cell.update(source="1e9")),
    ),
    check_marked_as_answer=("solution", marking(checks, solution=True, grade=True)),
    answer_marked_as_graded=("grade", marking(solutions, grade=True, points=50)),
)


@into(KEEPING, "the release does not have")
def checks_renamed(notebook, random):
    for number, cell in enumerate(checks(notebook)):
        cell["metadata"]["nbgrader"]["grade_id"] = f"check-{number}"


@into(KEEPING, "of the learner's own that defines")
def all_metadata_and_ids_lost(notebook, random):
    for cell in cells(notebook):
        cell["metadata"] = {}
        cell.pop("id", None)


IDS = [None, 3, [], {}, "x" * 5000, "\ud800"]

enter(
    KEEPING,
    answers_lost_their_metadata=(
        "of the learner's own that defines",
        each(solutions, lambda cell, _: cell.update(metadata={})),
    ),
    cell_ids_lost=each(cells, lambda cell, _: cell.pop("id", None)),
    cell_ids_all_the_same=each(
        lambda notebook: filter(marks, cells(notebook)), lambda cell, _: cell.update(id="same")
    ),
    cell_ids_of_a_wrong_kind=each(cells, lambda cell, random: cell.update(id=random.choice(IDS))),
)
