"""Goal: go on working for ever when the grader is killed at a moment when nothing is cleared up."""

import os
import subprocess
import sys
import time
from pathlib import Path

from system.attacks.attack import NAMED, left_over

STUBBORN = (
    NAMED
    + """
import os, signal
for number in range(1, 32):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
)
GRADER = f"""
from coursekit.grading.box import Box
from convtutor.calling.outcome import Case
from coursekit.grading.judging.calls import boxed_caller
with Box() as box:
    boxed_caller(box, [], [{STUBBORN!r}], "f")(Case((), {{}}, ""))
"""


def until(true, seconds=10.0):
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_nothing_in_a_box_outlives_a_killed_grader():
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", GRADER], env=surroundings) as grader:
        try:
            assert until(lambda: len(left_over()) >= 5)
        finally:
            grader.kill()
    assert until(lambda: not left_over())
    for group in Path("/sys/fs/cgroup").glob(f"**/coursekit-box-{grader.pid}-*"):
        group.rmdir()  # which fails if anything is in it; the next grader removes it
