"""Half a dozen of an exercise's known mistakes: each test need not look at hundreds."""

import functools

from convtutor.calling import call_here
from convtutor.calling.outcome import Returned
from convtutor.checks.compare import expected_outcome, same_outcome
from convtutor.checks.faults.naming import known_mistakes
from convtutor.units.catalogue import find_exercise


def some_mistakes(found, most=6):
    """Give what is done by hand, and of the faults so many from all over the catalogue.

    Those that show by errors alone are left out: many faults raise the same ones, so that an error
    proves no name.
    """
    telling = _telling(found.id)
    return [*found.by_hand, *telling[:: -(-len(telling) // most)]]


@functools.cache
def _telling(id):
    found = find_exercise(id)
    likely = {one.id for one in found.faults.faults if one.cost <= 1}
    return [
        one for one in known_mistakes(found) if one.id in likely and _shows_by_values(found, one)
    ]


def _shows_by_values(found, mistake):
    call = call_here(mistake.function)
    return any(
        isinstance(outcome := call(case), Returned)
        and not same_outcome(found, case, expected_outcome(found, case), outcome)
        for case in found.cases
    )
