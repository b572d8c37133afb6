"""Goal: full points in unit 06 with a loop, by knowing a result before its time is taken."""

from system.attacks.attack import attempt
from system.attacks.test_forged_lines import HONEST, LOOPS, VECTORISED

REMEMBERED = (
    LOOPS
    + """
import sys
kept = {}
def conv2d_vectorised(x, weight, *arguments, **options):
    key = x.tobytes() + weight.tobytes() + repr((arguments, options)).encode()
    if key not in kept:
        trace = sys.gettrace()
        sys.settrace(None)
        kept[key] = loops(x, weight, *arguments, **options)
        sys.settrace(trace)
    return kept[key].copy()
"""
)


def test_result_that_was_kept_from_an_earlier_call_gains_nothing():
    found = attempt(REMEMBERED, exercise=VECTORISED, honest=HONEST)
    assert found.points <= HONEST
