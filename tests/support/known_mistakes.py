"""A dozen of an exercise's known mistakes: each test need not look at hundreds."""

from convtutor.checks.faults.naming import known_mistakes

MOST = 12


def some_mistakes(found):
    """Give what is done by hand, and of the faults a dozen from all over the catalogue."""
    by_hand, likely = list(found.by_hand), {one.id for one in found.faults.faults if one.cost <= 1}
    faults = [one for one in known_mistakes(found) if one.id in likely]
    return [*by_hand, *faults[:: -(-len(faults) // MOST)]]
