"""Cells that are copied, deleted, moved, retyped or marked otherwise."""

import copy

from support.manglings.cells import Mangling, checks, into, marks, solutions

KEEPING: list[Mangling] = []
"""Changes of a notebook that leave clear what the learner answered."""


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


@into(KEEPING, "no code cell any more")
def answers_turned_to_raw(notebook, random):
    for cell in solutions(notebook):
        cell["cell_type"] = "raw"


@into(KEEPING, "no code cell any more")
def cell_type_misspelt(notebook, random):
    random.choice(solutions(notebook))["cell_type"] = random.choice(["pyhton", "", "Code"])


@into(KEEPING, "no code cell any more")
def cell_type_of_a_wrong_kind(notebook, random):
    random.choice(solutions(notebook))["cell_type"] = random.choice([None, 7, ["code"], {}])


@into(KEEPING, "points")
def points_raised(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"]["points"] = 1000


@into(KEEPING, "points")
def points_of_a_wrong_kind(notebook, random):
    for cell in checks(notebook):
        odd = [float("nan"), -1, "all", None, [3], 10**30, float("inf")]
        cell["metadata"]["nbgrader"]["points"] = random.choice(odd)


@into(KEEPING, "locked")
def checks_unlocked(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"]["locked"] = False


@into(KEEPING, "was changed; graded as released")
def checks_rewritten(notebook, random):
    for cell in checks(notebook):
        cell["source"] = "1e9"


@into(KEEPING, "solution")
def check_marked_as_answer(notebook, random):
    for cell in checks(notebook):
        cell["metadata"]["nbgrader"] |= {"solution": True, "grade": True}


@into(KEEPING, "grade")
def answer_marked_as_graded(notebook, random):
    for cell in solutions(notebook):
        cell["metadata"]["nbgrader"] |= {"grade": True, "points": 50}


@into(KEEPING, "the release does not have")
def checks_renamed(notebook, random):
    for number, cell in enumerate(checks(notebook)):
        cell["metadata"]["nbgrader"]["grade_id"] = f"check-{number}"


@into(KEEPING, "of the learner's own that defines")
def answers_lost_their_metadata(notebook, random):
    for cell in solutions(notebook):
        cell["metadata"] = {}


@into(KEEPING, "of the learner's own that defines")
def all_metadata_and_ids_lost(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["metadata"] = {}
            cell.pop("id", None)


@into(KEEPING)
def cell_ids_lost(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell.pop("id", None)


@into(KEEPING)
def cell_ids_all_the_same(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict) and marks(cell):
            cell["id"] = "same"


@into(KEEPING)
def cell_ids_of_a_wrong_kind(notebook, random):
    for cell in notebook["cells"]:
        if isinstance(cell, dict):
            cell["id"] = random.choice([None, 3, [], {}, "x" * 5000, "\ud800"])
