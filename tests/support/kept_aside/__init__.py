"""Wrong answers as learners write them, by one who did not know what the checks can name.

Each is an edit of a right answer's text (`subjects.py`): what stood there, and what stands there
now, wherever it stood. They are kept aside: nothing in the checks may be tuned to them.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations, islice, pairwise

from support.kept_aside.clinic import CLINIC
from support.kept_aside.counts import COUNTS
from support.kept_aside.layers import LAYERS
from support.kept_aside.maps import MAPS
from support.kept_aside.network import NETWORK
from support.kept_aside.sizes import SIZES
from support.strength.caller import quick_caller
from support.strength.subjects import Subject, subjects
from support.strength.wide import wide_cases

from convtutor.checks.compare import expected_outcome, same_outcome
from convtutor.units.catalogue import find_exercise

SINGLES = MAPS | SIZES | LAYERS | COUNTS | CLINIC | NETWORK
"""By exercise, then by the right answer that is edited, then by what is wrong: old, new."""
DOUBLES = 12
"""Of an exercise, at most."""


@dataclass(frozen=True)
class KeptAside:
    """A wrong answer: the right one, and one edit or two, by what is wrong."""

    subject: Subject
    edits: tuple  # of (name, (old, new))

    @property
    def name(self):
        return " and ".join(name for name, _ in self.edits)

    def places(self):
        """What is replaced, as (begin, end, new), in the order of the text."""
        return sorted(
            (*place.span(), new)
            for _, (old, new) in self.edits
            for place in re.finditer(re.escape(old), self.subject.source)
        )

    def overlaps(self):
        return any(end > begin for (_, end, _), (begin, *_) in pairwise(self.places()))

    def alone(self):
        """Each of its mistakes alone."""
        return [KeptAside(self.subject, (edit,)) for edit in self.edits]

    def function(self):
        text = self.subject.source
        for begin, end, new in reversed(self.places()):
            text = text[:begin] + new + text[end:]
        return self.subject.function(text)


@cache
def singles(id):
    """Give the answers of an exercise with one mistake."""
    by_label = {subject.label: subject for subject in subjects(id)}
    return [
        KeptAside(by_label[label], (edit,))
        for label, edits in SINGLES[id].items()
        for edit in edits.items()
    ]


def doubles(id):
    """Give those with two: pairs from all over the list, where neither mistake hides the other."""
    pairs = [
        pair
        for one, other in combinations(singles(id), 2)
        if one.subject == other.subject
        if not (pair := KeptAside(one.subject, one.edits + other.edits)).overlaps()
    ]
    spread = [pair for start in range(5) for pair in pairs[start::5]]
    found = find_exercise(id)
    wide = [replace(case, larger=()) for case in wide_cases(found)]
    right = [expected_outcome(found, case) for case in wide]
    outcomes = {one: list(map(quick_caller(one.function()), wide)) for one in singles(id)}

    def of_two(pair):
        got = list(map(quick_caller(pair.function()), wide))
        others = [right, *(outcomes[alone] for alone in pair.alone())]
        return not any(all(map(partial(same_outcome, found), wide, got, one)) for one in others)

    return list(islice(filter(of_two, spread), DOUBLES))
