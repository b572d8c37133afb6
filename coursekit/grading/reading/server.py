"""A process that reads submissions: it forks for each, so that each may kill only its own reader.

Started as a program, with a pipe on both sides. A request is two lengths, then what the release
asks as JSON, then the notebook's bytes. A reply is a length, then JSON. When a reader dies, this
process ends, too, and whoever asked starts another.
"""

from __future__ import annotations

import json
import os
import resource
import select
import struct
import sys
import warnings
from pathlib import Path
from typing import BinaryIO

HEADER = struct.Struct(">QQ")
LENGTH = struct.Struct(">Q")
TOO_LARGE = "Reading the file takes too much memory; ask for the notebook without its outputs."
MEMORY = 768 * 2**20
"""Bytes of address space of one reader."""
MOST_PARSED = 3_000_000
"""Characters that one reader parses as Python, which takes about 2 seconds at worst."""
SECONDS = 10
"""Processor time of one reader. Reading takes some thousandths, and 2 seconds at worst."""


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer one request after the other, each in a process of its own.

    Parameters
    ----------
    requests, replies : binary files without buffers
    """
    while True:
        select.select([requests], [], [])
        child = os.fork()
        if child == 0:
            answered = False
            try:
                answered = answer(requests, replies)
            finally:
                os._exit(0 if answered else 1)
        _, status = os.waitpid(child, 0)
        if status:
            return


def answer(requests: BinaryIO, replies: BinaryIO) -> bool:
    """Read one request, and reply; False where there is no more."""
    from coursekit.grading.reading.plain_python import look_at_most
    from coursekit.grading.reading.read import read

    header = _exactly(requests, HEADER.size)
    if len(header) < HEADER.size:
        return False
    asked_length, length = HEADER.unpack(header)
    asked = json.loads(_exactly(requests, asked_length))
    data = _exactly(requests, length)
    limits = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS))
    for kind, most in (*limits, (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(kind, (most, most))
    warnings.simplefilter("ignore")  # what Python's parser thinks of a learner's text
    look_at_most(MOST_PARSED if asked["look"] else 0)
    try:
        found = read(data, asked)
    except MemoryError:
        found = {"problem": TOO_LARGE}
    except Exception as error:  # a fault of ours, which must not stop the others
        found = {"failed": type(error).__name__}
    text = json.dumps(found).encode()
    replies.write(LENGTH.pack(len(text)) + text)
    return True


def _exactly(requests: BinaryIO, length: int) -> bytes:
    parts = []
    while length:
        part = requests.read(min(length, 2**20))
        if not part:
            break
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    # An isolated Python does not look for modules beside its program.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    import coursekit.grading.reading.read  # noqa: F401 - before the first fork

    # A process that has the real pipe open must not be reached by a print.
    reading_end, writing_end = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    with open(reading_end, "rb", 0) as requests, open(writing_end, "wb", 0) as replies:
        serve(requests, replies)
