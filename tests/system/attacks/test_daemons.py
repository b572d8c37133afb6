"""Goal: leave a process behind that goes on after the grading, or meddles with later exercises."""

import time

from support.boxed import NUMPY
from support.one_map import MAP
from system.attacks.attack import MARK, NAMED, SEED, WRONG, attempt, left_over

from convtutor.checks.judge import judge
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

DAEMON = f"""
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (1, 2, 3, 6, 13, 14, 15):
            signal.signal(number, signal.SIG_IGN)
        {NAMED.strip().replace(chr(10), chr(10) + " " * 8)}
        os.closerange(0, 100)
        while True:
            time.sleep(0.01)
            with open("/tmp/alive", "w") as file:
                file.write(str(time.time()))
    os._exit(0)
{WRONG}
"""


def wait_for(what):
    """Until it is so, or five seconds have passed."""
    end = time.monotonic() + 5
    while not what() and time.monotonic() < end:
        time.sleep(0.01)
    return what()


def test_no_daemon_survives_its_box():
    with Box() as box:
        call = boxed_caller(box, [NUMPY], [DAEMON], "apply_filter")
        judge(MAP, call, SEED)
        assert wait_for(left_over), f"there should be a {MARK} to look for by now"
    assert not left_over()
    attempt(DAEMON)


def test_no_daemon_survives_its_exercise():
    with Box() as box:
        judge(MAP, boxed_caller(box, [NUMPY], [DAEMON], "apply_filter"), SEED)
        assert wait_for(left_over)
        box.begin()
        assert wait_for(lambda: not left_over())
