"""Going on for ever, or after the end: loops, daemons, forks, and a grader that is killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from system.attacks.attack import MARK, NAMED, WRONG, attempt, doing, left_over, points_in

from coursekit.grading.box import Box, Limits

# Goal: go on for ever: ignore the alarm, swallow the stop, compute inside C, lift limits.

FOR_EVER = {
    "the alarm is ignored": """
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
        """,
    "all signals are ignored": """
        import signal, time
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: time.sleep(1000)
        """,
    "signals are blocked": """
        import signal
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        while True: pass
        """,
    "inside C": "10 ** 10 ** 9",
    "the stop is swallowed": """
        while True:
            try:
                while True: pass
            except BaseException: pass
        """,
    "the limits are lifted": """
        import resource
        for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_NPROC"):
            number = getattr(resource, name)
            try: resource.setrlimit(number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            except (OSError, ValueError): pass
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
        """,
}


@pytest.mark.parametrize("how", FOR_EVER)
def test_going_on_for_ever_costs_the_submission_its_own_time(how):
    found = attempt(doing(FOR_EVER[how]), limits=Limits(seconds=1.5))
    assert found.points == 0.0
    assert found.seconds < 10


# Goal: start processes or threads without end, so that nobody else's grading gets on.

BOMB = f"""
import os, time
{NAMED}
try:
    while True:
        os.fork()
except OSError:
    time.sleep(1000)
{WRONG}
"""


def test_fork_bomb_costs_its_own_exercise_alone():

    found = attempt(BOMB, limits=Limits(seconds=2))
    assert found.seconds < 15


def test_processes_and_threads_are_few():
    attack = doing(
        """
        import os, threading, time
        started = 0
        try:
            for _ in range(500):
                if os.fork() == 0:
                    time.sleep(1000)
                    os._exit(0)
                started += 1
        except OSError:
            pass
        try:
            for _ in range(500):
                threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
                started += 1
        except RuntimeError:
            pass
        print("started", started)
        """
    )
    said = attempt(attack).said
    started = int(said.split("started ")[1].split()[0])
    assert 1 < started < 64


# Goal: leave a process behind that goes on after the grading, or meddles with later exercises.

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


def until(true, seconds=10.0):
    """Wait until it is so, or the seconds have passed."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_no_daemon_survives_its_box():
    with Box() as box:
        points_in(box, DAEMON)
        assert until(left_over), f"there should be a {MARK} to look for by now"
    assert not left_over()
    attempt(DAEMON)


def test_no_daemon_survives_its_exercise():
    with Box() as box:
        points_in(box, DAEMON)
        assert until(left_over)
        box.begin()
        assert until(lambda: not left_over())


# Goal: go on working for ever when the grader is killed at a moment when nothing is cleared up.

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
