"""Goal: close, forge, stall or flood the channel, so that the grader waits, crashes or believes."""

import pytest
from system.attacks.attack import WRONG, attempt, doing

from coursekit.grading.box import Limits

FIND = """
import os, socket, stat, struct
def channel():
    for number in range(3, 64):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                return number
        except OSError:
            pass
"""
FORGE = (
    FIND
    + """
from coursekit.grading.wire.frames import pack
def write(frame):
    os.write(channel(), struct.pack(">I", len(frame)) + frame)
def send(value):
    write(pack(value))
def returned(number, value, lines=None):
    send(["Returned", number, "", value, "ndarray", False, lines, False])
def raised(kind, message="", bases=(), printed=""):
    send(["Raised", 1, printed, kind, message, "", bases, False])
"""
)
HALF = rb'["Borrowed", 1, "\ud800", ""]'
FORGING = {
    "closed": "os.close(channel())",
    "all closed": "os.closerange(0, 1024)",
    "shut down": "socket.socket(fileno=os.dup(channel())).shutdown(socket.SHUT_RDWR)",
    "half a frame": "os.write(channel(), struct.pack('>I', 10**6) + b'x'); os._exit(0)",
    "four gigabytes announced": "os.write(channel(), b'\\xff' * 4); os._exit(0)",
    "noise": "os.write(channel(), os.urandom(5000)); os._exit(0)",
    "nothing at all": "send(None)",
    "replies to come": "[returned(n, x) for n in range(99)]",
    "a reply of its own": "returned(1, np.zeros((2, 2)))",
    "an error that is asked for": "raised('ValueError', bases=('ValueError',))",
    "a kind of its own": "send(['right', 1, '', 4.0])",
    "points": "returned(1, np.zeros(1), (10**99, -1))",
    "much text": "raised('K' * 10**6, 'm' * 10**6, printed='x' * 10**6)",
    "escapes": "raised('\\x1b]0;x\\x07', '<script>', printed='\\x1b[2J')",
    "lists in lists": "write(struct.pack('>I', 10**5) + b'[' * 10**5)",
    "many values": "write(struct.pack('>I', 3 * 10**6) + b'[],' * 10**6)",
    "half characters": f"write(struct.pack('>I', {len(HALF)}) + {HALF!r})",
    "another at the end of it": "os.dup2(os.open('/dev/zero', os.O_RDWR), channel())",
    "a full disk at the end of it": "os.dup2(os.open('/dev/full', os.O_RDWR), channel())",
}


@pytest.mark.parametrize("how", FORGING)
def test_forged_channel_ends_in_nothing_but_no_points(how):
    cell = FORGE + doing(FORGING[how])
    found = attempt(cell, limits=Limits(seconds=3))
    assert found.points == 0.0
    assert found.seconds < 15
    assert all(len(text) < 5000 for text in found.said.splitlines())


STALLING = {
    "silence": "import time; time.sleep(1000)",
    "a byte now and then": """
        import time
        os.write(channel(), struct.pack('>I', 1000))
        while True:
            os.write(channel(), b'x')
            time.sleep(0.1)
        """,
    "held open by another process": """
        import time
        if os.fork() == 0:
            os.setsid()
            time.sleep(1000)
        os._exit(0)
        """,
    "stopped": "import signal; os.kill(os.getpid(), signal.SIGSTOP)",
}


@pytest.mark.parametrize("how", STALLING)
def test_stalled_channel_waits_no_longer_than_the_deadline(how):
    found = attempt(FIND + doing(STALLING[how]), limits=Limits(seconds=1))
    assert found.points == 0.0
    assert found.seconds < 10


@pytest.mark.parametrize("how", ["all closed", "noise", "nothing at all"])
def test_channel_forged_while_cells_run_gains_nothing_either(how):
    assert attempt(FORGE + FORGING[how] + WRONG, limits=Limits(seconds=3)).points == 0.0


def test_correct_answer_is_taken_only_for_the_call_that_it_was_given_to():
    # Replies are numbered: the right map of the first call, sent again and again, is right once.
    from system.attacks.attack import RIGHT

    cell = FORGE + doing("x, weight = globals().setdefault('kept', (x, weight))", RIGHT)
    assert attempt(cell, honest=2.0).points < 4.0
