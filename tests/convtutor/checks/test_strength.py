"""The checks are as strong as docs/strength.md says, and it says that nothing slips through."""

import dataclasses
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from support.strength import measure as measuring
from support.strength import table
from support.strength.equivalent import STILL_RIGHT
from support.strength.measure import measure
from support.strength.mutate import first_order, together
from support.strength.operators import OPERATORS
from support.strength.subjects import OWN, subjects

from convtutor.units.catalogue import exercises, find_exercise

pytestmark = pytest.mark.sweep

EXERCISES = pytest.mark.parametrize("id", [found.id for found in exercises()])


@pytest.fixture(scope="module")
def strengths():
    """All exercises, measured in two processes while the tests wait for one after another."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        yield {found.id: pool.submit(measure, found.id) for found in exercises()}
        pool.shutdown(cancel_futures=True)  # with -k not all of them are asked for


@EXERCISES
def test_nothing_slips_through(id, strengths):
    strength = strengths[id].result()
    assert list(strength.faults()) == []


@EXERCISES
def test_page_says_what_was_measured(id, strengths):
    strength = strengths[id].result()
    lines = table.PAGE.read_text("utf-8").splitlines()
    assert table.row(strength) in lines, "run `make strength`"
    assert table.name_row(strength) in lines, "run `make strength`"
    assert set(table.equivalents(strength)) <= set(lines), "run `make strength`"


def test_page_is_all_of_it_and_nothing_more(strengths):
    found = [future.result() for future in strengths.values()]
    assert table.PAGE.read_text("utf-8") == table.page(found), "run `make strength`"


def test_each_reason_explains_a_mutant(strengths):
    listed = [
        (id, change.split(" → "))
        for id, future in strengths.items()
        for _, change, _ in future.result().equivalent
    ]
    unused = [
        (reason.reason, pair)
        for reason in STILL_RIGHT
        for pair in reason.changes
        if not any(
            dataclasses.replace(reason, changes=(pair,)).explains(id, *change)
            for id, change in listed
        )
    ]
    assert unused == []


# ---------------------------------------------------------------- the measurement can fail


def faults_of(monkeypatch, **changes):
    weak = dataclasses.replace(find_exercise("same_padding"), **changes)
    monkeypatch.setattr(measuring, "find_exercise", lambda id: weak)
    return list(measure("same_padding").faults())


def test_weak_cases_are_seen(monkeypatch):
    # One case, and none fresh: 1 for every kernel would do.
    cases = find_exercise("same_padding").cases[1:2]
    faults = faults_of(monkeypatch, cases=cases, fresh=lambda rng: ())
    assert any("score full" in fault for fault in faults)
    assert any("not caught" in fault for fault in faults)


# ---------------------------------------------------------------- mutants


def test_every_operator_spoils_something():
    used = {
        mutation.operator
        for found in exercises()
        for subject in subjects(found.id)
        for mutant in first_order(subject.source)
        for mutation in mutant.mutations
    }
    assert used == {operator.__name__ for operator in OPERATORS}


def test_mutants_of_one_line():
    mutants = first_order("def twice(a, b):\n    return a - b")
    after = {mutant.after for mutant in mutants}
    assert {
        "return a + b",
        "return b - a",
        "return a",
        "return b - b",
        "return None",
        "pass",
    } <= after
    assert "return a - b" not in after
    assert len(after) == len(mutants)


def test_two_places_are_spoilt_at_once_unless_one_lies_in_the_other():
    source = "def twice(a, b):\n    c = a - b\n    return c * b"
    mutants = {mutant.change: mutant for mutant in first_order(source)}
    plus = mutants["c = a - b → c = a + b"]
    power = mutants["return c * b → return c + b"]
    only = mutants["c = a - b → pass"]
    assert together(source, plus, power).source.splitlines()[1:] == [
        "    c = a + b",
        "    return c + b",
    ]
    assert together(source, plus, only) is None


@EXERCISES
def test_at_least_two_right_functions_are_spoilt_and_they_are_right(id):
    found = subjects(id)
    assert len(found) >= 2
    assert found[0].label == OWN
    judge = measuring.Judge(id)
    for subject in found:
        assert judge.verdict(subject.function(subject.source)).status == "right"
        assert judge.right_everywhere(subject.function(subject.source))
