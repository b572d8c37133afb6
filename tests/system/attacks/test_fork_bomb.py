"""Goal: start processes or threads without end, so that nobody else's grading gets on."""

from system.attacks.attack import NAMED, WRONG, attempt, doing

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
    from coursekit.grading.box import Limits

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
