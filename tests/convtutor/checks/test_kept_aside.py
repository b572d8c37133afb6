"""Wrong answers that were kept aside: all of them are wrong, and none is accepted."""

import pytest
from support.kept_aside import SINGLES, doubles, singles
from support.strength.caller import within_limits
from support.strength.measure import Judge

from convtutor.units.catalogue import exercises

EXERCISES = pytest.mark.parametrize("id", SINGLES)


def accepted(id, answers):
    judge = Judge(id)
    with within_limits():
        return [a.name for a in answers if judge.verdict(a.function()).status != "wrong"]


def test_every_exercise_has_a_dozen():
    assert set(SINGLES) == {found.id for found in exercises()}
    assert min(len(singles(id)) for id in SINGLES) >= 12


@EXERCISES
def test_every_edit_finds_its_place(id):
    assert [answer.name for answer in singles(id) if not answer.places()] == []


@EXERCISES
def test_one_mistake_is_not_accepted(id):
    assert accepted(id, singles(id)) == []


@pytest.mark.sweep
@EXERCISES
def test_two_mistakes_are_not_accepted(id):
    with within_limits():
        found = doubles(id)
    assert len(found) >= 8
    assert accepted(id, found) == []
