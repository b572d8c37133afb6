"""Goal: fill the grader's memory with results that are as large as they may be, in every call."""

from system.attacks.attack import attempt

from convtutor.calling.outcome import Returned
from coursekit.grading.feedback import feedback_page
from coursekit.grading.judging import calls

LARGE = """
def apply_filter(x, weight, bias=0.0):
    return np.zeros(1_000_000, np.clongdouble)
"""


def test_large_results_of_all_calls_take_no_more_than_a_few():
    found = attempt(LARGE)
    assert all(isinstance(outcome, Returned) for outcome in found.outcomes)
    values = [outcome.value for outcome in found.outcomes if outcome.value is not None]
    assert 0 < sum(value.nbytes for value in values) <= calls.MOST_KEPT
    assert len(values) < len(found.outcomes)


def test_large_result_is_not_kept_with_its_picture():
    feedback_page.draw(attempt(LARGE).verdict)
    assert feedback_page._drawn
    assert max(map(len, feedback_page._drawn)) < 1000
