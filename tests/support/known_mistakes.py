"""A dozen of an exercise's known mistakes: each test need not look at hundreds."""

import functools

from convtutor.calling import call_here
from convtutor.calling.outcome import Returned
from convtutor.checks.compare import expected_outcome, same_outcome
from convtutor.checks.faults.naming import known_mistakes
from convtutor.units.catalogue import find_exercise

MOST = 12


def some_mistakes(found):
    """Give what is done by hand, and of the faults a dozen from all over the catalogue.

    Those that show by errors alone are left out: many faults raise the same ones, so that an error
    proves no name.
    """
    return _some_mistakes(found.id)


@functools.cache
def _some_mistakes(id):
    found = find_exercise(id)
    likely = {one.id for one in found.faults.faults if one.cost <= 1}
    faults = [
        one for one in known_mistakes(found) if one.id in likely and _shows_by_values(found, one)
    ]
    return [*found.by_hand, *faults[:: -(-len(faults) // MOST)]]


def _shows_by_values(found, mistake):
    call = call_here(mistake.function)
    return any(
        isinstance(outcome := call(case), Returned)
        and not same_outcome(found, case, expected_outcome(found, case), outcome)
        for case in found.cases
    )
