"""Whatever becomes of a notebook on its way: each answer that is still clear is found, and nothing
stops, slows or costs another."""

import copy
import json
import time
from random import Random

import pytest
from support import manglings
from support.course_copy import ROOT, UNITS, without_marks
from support.manglings.cells import solutions

from coursekit.grading.reading import read as reading
from coursekit.grading.reading.answers import read_answers
from coursekit.grading.reading.matching import LONGEST_SOURCE
from coursekit.release.release import read_release

SWEEP = pytest.mark.sweep
SECONDS = 30  # for any one notebook; it takes some thousandths, but a machine may stand still
NOT_ALIKE = {"answer_split_in_jupyterlab", "answer_split_without_metadata"}  # blank lines are lost


def released(unit):
    return (ROOT / "notebooks" / unit / f"{unit}.ipynb").read_bytes()


def honest(unit):
    """The released notebook with the author's answers."""
    notebook = json.loads(released(unit))
    solved = json.loads((ROOT / "solutions" / unit / f"{unit}.ipynb").read_bytes())
    written = {cell["id"]: without_marks("".join(cell["source"])) for cell in solutions(solved)}
    for cell in solutions(notebook):
        cell["source"] = written[cell["id"]]
    return notebook


def sources(notebook):
    cells = solutions(notebook)
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in cells}


HONEST = {unit: honest(unit) for unit in UNITS}
ANSWERS = {unit: sources(notebook) for unit, notebook in HONEST.items()}


def read(unit, data):
    """Read within the bounds, and return what is plain, capped and of one line where it should."""
    began = time.monotonic()
    found = read_answers(data, read_release(released(unit)))
    assert time.monotonic() - began < SECONDS
    assert all(isinstance(text, str) for text in [*found.sources.values(), found.problem])
    assert all(len(text) <= LONGEST_SOURCE for text in found.sources.values())
    assert all(len(text) <= reading.LONGEST_NOTE for text in [*found.notes, found.problem])
    assert len(found.notes) <= reading.MOST_NOTES + 2
    for text in [*found.notes, found.problem]:
        assert text.isprintable()
        assert "<" not in text.replace("'<", "").replace("b>", "") or "'" in text
    for text in [*found.sources.values(), *found.code.values(), *found.predictions.values()]:
        text.encode()  # a lone surrogate would raise
    assert set(found.sources) == set(found.code) == set(found.names)
    assert set(found.sources) <= set(ANSWERS[unit])
    assert "did not survive" not in " ".join(found.notes)
    return found


def mangled(unit, changes, seed):
    """Apply changes of notebooks first, then those of files."""
    random, notebook = Random(seed), copy.deepcopy(HONEST[unit])
    for change in changes:
        if change in manglings.KEEPING or change in manglings.LOSING:
            change.change(notebook, random)
    data = json.dumps(notebook).encode()
    for change in changes:
        if change in manglings.KEEPING_BYTES or change in manglings.BREAKING:
            data = change.change(data, random)
    return data


def lines(texts):
    """The lines of each answer that do something: a half cell of comments alone may go."""
    return {
        key: [line for line in text.split("\n") if line.strip() and line.strip()[0] != "#"]
        for key, text in texts.items()
    }


def each(changes):
    """Let each change meet three units in turn, and all of them in a sweep."""
    pairs = [
        pytest.param(change, unit, id=f"{change}-{unit}", marks=SWEEP if (row + place) % 3 else ())
        for row, change in enumerate(changes)
        for place, unit in enumerate(UNITS)
    ]
    return pytest.mark.parametrize(("change", "unit"), pairs)


@pytest.mark.parametrize("unit", UNITS)
def test_honest_notebook_is_read_without_a_note(unit):
    found = read(unit, json.dumps(HONEST[unit]).encode())
    assert (found.sources, found.code) == (ANSWERS[unit], ANSWERS[unit])
    assert found.notes == ()
    assert found.problem == ""


@each([*manglings.KEEPING, *manglings.KEEPING_BYTES])
def test_mangling_that_leaves_the_answers_clear_costs_nothing(unit, change):
    found = read(unit, mangled(unit, [change], seed=UNITS.index(unit)))
    assert found.problem == ""
    if change.name in NOT_ALIKE:
        assert lines(found.sources) == lines(ANSWERS[unit])
    else:
        assert found.sources == ANSWERS[unit]
    assert not change.said or any(change.said in note for note in found.notes), found.notes


@pytest.mark.parametrize(
    "seed", [*range(80), *(pytest.param(seed, marks=SWEEP) for seed in range(80, 240))]
)
def test_several_manglings_at_once_cost_nothing(seed):
    random = Random(seed)
    unit = UNITS[seed % len(UNITS)]
    changes = composed(random)
    found = read(unit, mangled(unit, changes, seed))
    names = [change.name for change in changes]
    assert found.problem == "", names
    assert lines(found.sources) == lines(ANSWERS[unit]), names


def composed(random):
    """Choose some changes that leave the answers clear also together."""
    some = random.sample(manglings.KEEPING, random.randint(2, 5))
    kept = [change for change in manglings.KEEPING if change in some]  # in an order that applies
    for one, others in manglings.APART:
        if any(change.name in one for change in kept):
            kept = [change for change in kept if change.name not in others]
    return kept + random.sample(manglings.KEEPING_BYTES, random.randint(0, 1))


@each(manglings.LOSING)
def test_mangling_of_one_answer_costs_no_other(unit, change):
    found = read(unit, mangled(unit, [change], seed=UNITS.index(unit)))
    assert found.problem == ""
    first, *others = ANSWERS[unit]
    assert {key: found.sources[key] for key in others} == {
        key: ANSWERS[unit][key] for key in others
    }
    assert found.sources.get(first) != ANSWERS[unit][first]
    assert not change.said or any(change.said in note for note in found.notes), found.notes


@each(manglings.BREAKING)
def test_file_that_is_no_notebook_of_the_unit_is_a_problem_in_a_sentence(unit, change):
    found = read(unit, mangled(unit, [change], seed=UNITS.index(unit)))
    assert found.sources == {}
    assert change.said in found.problem
    assert found.problem.endswith(".")


@pytest.mark.parametrize("seed", range(60))
def test_anything_at_once_is_read_in_time(seed):
    random = Random(1000 + seed)
    groups = [manglings.KEEPING, manglings.LOSING, manglings.KEEPING_BYTES, manglings.BREAKING]
    changes = random.sample([change for group in groups[: 2 + seed % 3] for change in group], 4)
    try:
        data = mangled(UNITS[seed % len(UNITS)], changes, seed)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return  # one change left nothing that another could change
    read(UNITS[seed % len(UNITS)], data)


def test_there_are_at_least_two_hundred_manglings():
    singles = sum(map(len, (manglings.KEEPING, manglings.KEEPING_BYTES, manglings.LOSING)))
    assert singles * len(UNITS) + 240 >= 200 * 4
    assert len({change.name for change in manglings.KEEPING}) == len(manglings.KEEPING)
