"""A mistake gets its name in whatever way it is written, and in a notebook's own style."""

import pytest
from support.mistaken_answers import MISTAKEN

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise


@pytest.mark.parametrize("seed", [0, pytest.param(5, marks=pytest.mark.sweep)])
@pytest.mark.parametrize(
    ("id", "mistake", "function"),
    [
        pytest.param(id, mistake, function, id=f"{id}-{mistake}")
        for id, functions in MISTAKEN.items()
        for mistake, function in functions.items()
    ],
)
def test_mistake_written_as_learners_do_gets_its_name_and_no_other(id, mistake, function, seed):
    verdict = judge(find_exercise(id), call_here(function), seed)
    assert verdict.status == "wrong"
    assert [known.id for known in verdict.mistakes] == [mistake]
