"""A socket to code that is not trusted, with a deadline for everything."""

from __future__ import annotations

import os
import select
import socket
import struct
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from coursekit.grading.wire.frames import LONGEST, FrameError

READY, NEXT, END, ENDED = b"R", b"N", b"E", b"e"
"""Words between the judge and a box: the box, or an exercise in it, waits for orders; here is a
socket for a new exercise; end the one that runs; nothing is left of it."""

_LENGTH = struct.Struct(">I")
_CREDENTIALS = struct.Struct("3i")
_AT_ONCE = 1 << 18

_Result = TypeVar("_Result")


class Gone(Exception):
    """The other process has ended, or has closed its end."""


class Late(Exception):
    """The other end has not answered in time."""


class Channel:
    """One end of a pair of sockets.

    Each `deadline` is on the monotonic clock, and is one for the whole of what is waited for;
    whatever has one may raise Gone or Late.
    """

    def __init__(self) -> None:
        self.socket, other = socket.socketpair()
        self.socket.setblocking(False)
        # By which the kernel tells, with the first bytes, which process sent them.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.other = other.detach()  # until `hand_over` has been called
        self.process = -1  # a handle on who is at the other end, once that is known

    def hand_over(self) -> None:
        """Close the other end here: somebody else has it by now."""
        if self.other >= 0:
            os.close(self.other)
            self.other = -1

    def close(self) -> None:
        """Hang up."""
        self.hand_over()
        self.socket.close()
        if self.process >= 0:
            os.close(self.process)
            self.process = -1

    def hear_process(self, deadline: float) -> int:
        """Wait for the first byte, and tell who sent it: the process's number as seen from here."""
        room = socket.CMSG_SPACE(_CREDENTIALS.size)
        said, extra, _, _ = self._once(
            deadline, select.POLLIN, partial(self.socket.recvmsg, 1, room)
        )
        if not said or not extra:
            raise Gone
        number = int(_CREDENTIALS.unpack(extra[0][2][: _CREDENTIALS.size])[0])
        try:
            self.process = os.pidfd_open(number)
        except OSError as error:
            raise Gone from error
        return number

    def hear(self, deadline: float) -> bytes:
        """Wait for one frame; `FrameError` if it says that it is longer than any may be."""
        (length,) = _LENGTH.unpack(self.take(_LENGTH.size, deadline))
        if length > LONGEST:
            raise FrameError(f"a frame has at most {LONGEST} bytes, not {length}")
        return self.take(length, deadline)

    def take(self, length: int, deadline: float) -> bytes:
        """Wait for so many bytes; no memory is taken for those that have not come."""
        parts = bytearray()
        while len(parts) < length:
            most = min(length - len(parts), _AT_ONCE)
            # Not recvmsg: files that come along are dropped by the kernel.
            part = self._once(deadline, select.POLLIN, partial(self.socket.recv, most))
            if not part:
                raise Gone
            parts += part
        return bytes(parts)

    def say(self, frame: bytes, deadline: float) -> None:
        """Send one frame."""
        rest = memoryview(_LENGTH.pack(len(frame)) + frame)
        while rest:
            sent = self._once(deadline, select.POLLOUT, partial(self.socket.send, rest))
            rest = rest[sent:]

    def hand(self, word: bytes, files: list[int], deadline: float) -> None:
        """Send a word, and files along with it."""
        act = partial(socket.send_fds, self.socket, [word], files)
        self._once(deadline, select.POLLOUT, act)

    def wait_for_end(self, deadline: float) -> None:
        """Wait until the process at the other end has ended, or the time is up."""
        poll = select.poll()
        poll.register(self.process, select.POLLIN)
        poll.poll(max(0.0, deadline - time.monotonic()) * 1000)

    def _once(self, deadline: float, event: int, act: Callable[[], _Result]) -> _Result:
        """Act as soon as there is something to read, or room to write."""
        poll = select.poll()
        poll.register(self.socket, event)
        if self.process >= 0:
            # Others may hold its end of the channel when it has ended, and say nothing.
            poll.register(self.process, select.POLLIN)
        while (left := deadline - time.monotonic()) > 0:
            ready = {place for place, _ in poll.poll(left * 1000)}
            if self.socket.fileno() in ready:
                try:
                    return act()
                except BlockingIOError:
                    continue
                except OSError as error:
                    raise Gone from error
            if self.process in ready:
                raise Gone
        raise Late


def receive(other: socket.socket) -> bytes:
    """Wait for one frame at the other end, however long it takes."""
    (length,) = _LENGTH.unpack(other.recv(_LENGTH.size, socket.MSG_WAITALL))
    return other.recv(length, socket.MSG_WAITALL)


def send(other: socket.socket, frame: bytes) -> None:
    """Send one frame from the other end."""
    other.sendall(_LENGTH.pack(len(frame)) + frame)
