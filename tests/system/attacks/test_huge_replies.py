"""Goal: make the grader take gigabytes of memory for an answer, or fail while it compares one."""

import resource

import pytest
from system.attacks.attack import WRONG, attempt, doing
from system.attacks.test_forged_descriptors import FORGE

HUGE = {
    "a million values": "return np.zeros((1000, 1000))",
    "more": "return np.zeros((1001, 1000))",
    "claimed": "return np.broadcast_to(np.float64(1), (10**9, 10**3))",
    "wide": "return np.zeros(300_000, np.clongdouble)",
    "a long list": "return list(range(999_999))",
    "a number of many digits": "return 7 ** 100_000",
    "many axes": "return np.zeros((1,) * 32)",
    "more axes": "return np.zeros((1,) * 64)",
    "no values": "return np.zeros((0, 10**6))",
    "noise for numbers": ("return np.frombuffer(np.random.bytes(64), np.longdouble).reshape(2, 2)"),
    "not a number": "return np.full((2, 2), np.nan)",
    "infinite": "return np.full((2, 2), np.inf)",
    "records": "return np.zeros((2, 2), [('a', float)])",
    "dates": "return np.zeros((2, 2), 'M8[s]')",
}


@pytest.mark.parametrize("what", HUGE)
def test_huge_result_takes_little_memory(what):
    attempt(WRONG)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cell = "\ndef apply_filter(x, weight, bias=0.0):\n    " + HUGE[what]
    assert attempt(cell).points == 0.0
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 400 * 1024  # in KiB; the outcomes of ten cases are kept here


def test_deep_recursion_in_what_is_returned():
    deep = "rows = 1\nfor _ in range(10**5): rows = [rows]\nreturn rows"
    assert attempt(doing(deep)).points == 0.0


FORGED = {
    "too many values": ("LARGEST_ARRAY", "np.zeros(1_000_001, np.int8)"),
    "too long": ("LONGEST", "[np.zeros(10**6, np.clongdouble)] * 2"),
    "too many axes": ("MOST_AXES", "np.zeros((1,) * 40)"),
    "too much text": ("LONGEST_TEXT", "['x'] * 200_000"),
    "too deep": ("LONGEST_TEXT", "[[[[[[[[[1]]]]]]]]]"),
    "too wide": ("LONGEST_TEXT", "10**4000"),
}


@pytest.mark.parametrize("what", FORGED)
def test_forged_reply_beyond_the_limits_is_no_reply(what):
    limit, value = FORGED[what]
    lift = f"from coursekit.grading.wire import frames\nframes.{limit} = 10**12\n"
    sent = f"returned(1, {value})"
    found = attempt(FORGE + lift + doing(sent))
    assert found.points == 0.0
    assert {outcome.kind for outcome in found.outcomes} == {"no reply"}
