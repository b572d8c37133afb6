"""A process that reads submissions: it forks for each, so that each may kill only its own reader.

Started as a program, with the number of a socket. A request is a pickle of the release, the
notebook's bytes and whether to look for Python in it; a reply is plain values. When a reader dies,
this process ends, too, and whoever asked starts another.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import socket
import sys
import warnings
from pathlib import Path

TOO_LARGE = "Reading the file takes too much memory; ask for the notebook without its outputs."
MEMORY = 768 * 2**20
"""Bytes of address space of one reader."""
MOST_PARSED = 3_000_000
"""Characters that one reader parses as Python, which takes about 2 seconds at worst."""
SECONDS = 10
"""Processor time of one reader. Reading takes some thousandths, and 2 seconds at worst."""


def serve(connection: socket.socket) -> None:
    """Answer one request after the other, each in a process of its own."""
    while True:
        select.select([connection], [], [])
        child = os.fork()
        if child == 0:
            answered = False
            try:
                answer(connection)
                answered = True
            finally:
                os._exit(0 if answered else 1)
        _, status = os.waitpid(child, 0)
        if status:
            return


def answer(connection: socket.socket) -> None:
    """Read one request, and reply; EOFError where there is no more."""
    from coursekit.grading.reading.plain_python import look_at_most
    from coursekit.grading.reading.read import read
    from coursekit.grading.wire.channel import receive, send
    from coursekit.grading.wire.frames import pack

    release, notebook, look = pickle.loads(receive(connection))  # all of it from the grader
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS))
    for kind, most in (*limits, (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    warnings.simplefilter("ignore")  # what Python's parser thinks of a learner's text
    look_at_most(MOST_PARSED if look else 0)
    try:
        reply = pack(read(notebook, release))
    except MemoryError:
        reply = pack([TOO_LARGE, [], [], []])
    except Exception as error:  # a fault of ours, which must not stop the others
        reply = pack(type(error).__name__)
    send(connection, reply)


if __name__ == "__main__":
    # An isolated Python does not look for modules beside its program.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    import coursekit.grading.reading.read
    import coursekit.grading.wire.channel
    import coursekit.release.release  # noqa: F401 - all of them before the first fork

    serve(socket.socket(fileno=int(sys.argv[1])))
