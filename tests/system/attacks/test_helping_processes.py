"""Goal: full points in unit 06 with a loop, which another process runs while nobody counts."""

import pytest
from support.other_user import ORDINARY, run_as
from system.attacks.test_forged_lines import HONEST, LOOPS

ASKING = (
    LOOPS
    + """
import os, pickle, sys
def serve(orders, replies):
    while True:
        arguments, options = pickle.load(orders)
        pickle.dump(loops(*arguments, **options), replies)
        replies.flush()
        AFTER
def start():
    a, b = os.pipe(), os.pipe()
    if os.fork() == 0:
        os.close(a[1])
        os.close(b[0])
        try:
            serve(open(a[0], "rb"), open(b[1], "wb"))
        finally:
            os._exit(0)
    os.close(a[0])
    os.close(b[1])
    return open(a[1], "wb"), open(b[0], "rb")
BEFORE
def conv2d_vectorised(*arguments, **options):
    trace = sys.gettrace()
    sys.settrace(None)
    if np.size(arguments[0]) < 5000:
        result = loops(*arguments, **options)
    else:
        orders, replies = STARTED
        pickle.dump((arguments, options), orders)
        orders.flush()
        result = pickle.load(replies)
    sys.settrace(trace)
    return result
"""
)


def asking(before, started, after):
    return ASKING.replace("BEFORE", before).replace("STARTED", started).replace("AFTER", after)


UNSEEN = """
import signal
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
"""
HELPERS = {
    "one that stays": asking("helper = start()", "helper", "pass"),
    "one for each call": asking(UNSEEN, "start()", "break"),
    "many that end": asking(
        UNSEEN + "helpers = [start() for _ in range(28)]", "helpers.pop()", "break"
    ),
}


@pytest.mark.parametrize("how", HELPERS)
def test_helper_is_seen_where_no_control_group_counts_its_time(how):
    said = run_as(
        f"""
from dataclasses import replace
from convtutor.units.catalogue import find_exercise
from convtutor.checks.judge import judge
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller
vectorised = replace(find_exercise("conv2d_vectorised"), faults=None, by_hand=())
with Box() as box:
    call = boxed_caller(box, ["import numpy as np"], [{HELPERS[how]!r}], "conv2d_vectorised")
    print(judge(vectorised, call, 5).points)
""",
        uid=ORDINARY,
        closed=False,
    )
    assert float(said) <= HONEST
