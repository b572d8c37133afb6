"""Goal: go on for ever: ignore the alarm, swallow the stop, compute inside C, lift limits."""

import pytest
from system.attacks.attack import attempt, doing

from coursekit.grading.box import Limits

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
