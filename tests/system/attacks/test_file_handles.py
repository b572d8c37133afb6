"""Goal: use up the grader's file handles, by opening many or by sending them along the channel."""

import os

from system.attacks.attack import attempt, doing
from system.attacks.test_forged_descriptors import FIND


def handles():
    return len(os.listdir("/proc/self/fd"))


def test_handles_of_the_grader_stay_as_many():
    attempt(doing("pass"))
    before = handles()
    said = attempt(
        FIND
        + doing(
            """
            opened = []
            try:
                while True:
                    opened.append(os.open("/dev/null", os.O_RDONLY))
            except OSError as error:
                print("opened", len(opened), error)
            for number in opened:
                os.close(number)
            one = socket.socket(fileno=os.dup(channel()))
            for _ in range(20):
                socket.send_fds(one, [b"x"], [0] * 50)
            """
        )
    ).said
    del said  # the frame is forged by now, and nothing that was printed is believed
    assert handles() == before


def test_a_process_opens_few_files():
    said = attempt(
        doing(
            """
            import os
            opened = []
            try:
                while len(opened) < 5000:
                    opened.append(os.open("/dev/null", os.O_RDONLY))
            except OSError as error:
                pass
            for number in opened:
                os.close(number)
            print("opened", len(opened))
            """
        )
    ).said
    assert 50 < int(said.split("opened ")[1].split()[0]) < 200
