"""Goal: leave the box by sockets that no namespace holds: to the host of a machine, to drivers."""

from system.attacks.attack import attempt, doing

TRYING = """
import socket
for call in (socket.socket, socket.socketpair):
    for family in range(50):
        for kind in (1, 2, 3, 5):
            try:
                call(family, kind)
                print(f"made={family}")
            except OSError:
                pass
"""


def test_only_sockets_that_stay_inside_can_be_made():
    said = attempt(doing(TRYING)).said.split()
    made = {word for word in said if word.startswith("made=")}
    # Between processes, and of the internet: that of the box is empty.
    assert {f"made={family}" for family in (1, 2)} <= made
    assert made <= {f"made={family}" for family in (1, 2, 10)}
