"""Full points in unit 06 with a loop, unseen by whoever counts lines and time."""

from dataclasses import replace

import pytest
from support.other_user import ORDINARY, run_as
from system.attacks.attack import attempt

from convtutor.units.catalogue import find_exercise

# Goal: full points in unit 06 with a loop in Python, by making the count of lines lie.

VECTORISED = replace(
    find_exercise("conv2d_vectorised"), faults=None, by_hand=()
)  # whose names take time to find
HONEST = 4.0

LOOPS = """
def loops(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = (padded.shape[2] - weight.shape[2]) // stride + 1
    columns = (padded.shape[3] - weight.shape[3]) // stride + 1
    maps = np.zeros((len(x), len(weight), rows, columns))
    kernels = weight.reshape(len(weight), -1)
    for picture in range(len(x)):
        for row in range(rows):
            for column in range(columns):
                top, left = row * stride, column * stride
                window = padded[picture, :, top:top + weight.shape[2], left:left + weight.shape[3]]
                maps[picture, :, row, column] = kernels @ window.ravel()
    return maps if bias is None else maps + np.reshape(bias, (-1, 1, 1))
"""
PLAIN = """
def conv2d_vectorised(*arguments, **options):
    return loops(*arguments, **options)
"""
LYING = {
    "no trace function": """
import sys
def conv2d_vectorised(*arguments, **options):
    before = sys.gettrace()
    sys.settrace(None)
    result = loops(*arguments, **options)
    sys.settrace(before)
    return result
""",
    "a thread": """
import threading
def conv2d_vectorised(*arguments, **options):
    result = []
    thread = threading.Thread(target=lambda: result.append(loops(*arguments, **options)))
    thread.start()
    thread.join()
    return result[0]
""",
    "a frame without lines": """
import sys
def conv2d_vectorised(*arguments, **options):
    trace = sys.gettrace()
    if trace:
        sys.settrace(lambda frame, event, argument: None)
    result = loops(*arguments, **options)
    sys.settrace(trace)
    return result
""",
    "a counter of its own": """
from convtutor.calling import tracing
from convtutor.calling import in_process
in_process.count_lines = tracing.count_lines = lambda *a, **k: 7
def conv2d_vectorised(*arguments, **options):
    return loops(*arguments, **options)
""",
    "a forged reply": """
from dataclasses import replace
from coursekit.grading.box.inside import serve_exercise as inside
from convtutor.calling.outcome import Returned
pack = inside.pack_outcome
def forged(number, outcome):
    if isinstance(outcome, Returned) and outcome.lines:
        outcome = replace(outcome, lines=(9, 9))
    return pack(number, outcome)
inside.pack_outcome = forged
def conv2d_vectorised(*arguments, **options):
    return loops(*arguments, **options)
""",
    "nothing counted": """
from dataclasses import replace
from coursekit.grading.box.inside import serve_exercise as inside
pack = inside.pack_outcome
inside.pack_outcome = lambda number, outcome: pack(number, replace(outcome, lines=None))
def conv2d_vectorised(*arguments, **options):
    return loops(*arguments, **options)
""",
    "another process": """
import os, pickle, sys
def conv2d_vectorised(*arguments, **options):
    read, write = os.pipe()
    if os.fork() == 0:
        with open(write, "wb") as file:
            sys.settrace(None)
            pickle.dump(loops(*arguments, **options), file)
        os._exit(0)
    os.close(write)
    with open(read, "rb") as file:
        return pickle.load(file)
""",
    "nothing done for large pictures": """
import sys
def conv2d_vectorised(x, weight, *arguments, **options):
    if x.size > 10**4:
        return np.zeros((len(x), len(weight), x.shape[2] - 1, x.shape[3] - 1))
    sys.settrace(None)
    return loops(x, weight, *arguments, **options)
""",
}


def test_honest_loops_score_what_is_right_about_them():
    found = attempt(LOOPS + PLAIN, exercise=VECTORISED, honest=HONEST)
    assert found.points == HONEST


@pytest.mark.parametrize("how", LYING)
def test_lying_count_of_lines_gains_nothing(how):
    found = attempt(LOOPS + LYING[how], exercise=VECTORISED, honest=HONEST)
    assert found.points <= HONEST


def test_honest_answer_without_a_loop_is_never_doubted():
    cell = """
def conv2d_vectorised(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    maps = np.einsum("ncijkm,fckm->nfij", windows[:, :, ::stride, ::stride], weight)
    return maps if bias is None else maps + np.reshape(bias, (-1, 1, 1))
"""
    assert attempt(cell, exercise=VECTORISED, honest=VECTORISED.points).points == VECTORISED.points


# Goal: full points in unit 06 with a loop, which another process runs while nobody counts.

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


# Goal: full points in unit 06 with a loop, by knowing a result before its time is taken.

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
