"""A socket to code that is not trusted, with a deadline for everything."""

from __future__ import annotations

import os
import select
import socket
import struct
import time

from coursekit.grading.wire.frames import LONGEST

_LENGTH = struct.Struct(">I")
_CREDENTIALS = struct.Struct("3i")
_AT_ONCE = 1 << 18


class Gone(Exception):
    """The other process has ended, or has closed its end."""


class Late(Exception):
    """The other end has not answered in time."""


class Flooded(Exception):
    """The other end sends more than the longest answer can be."""


class Channel:
    """One end of a pair of sockets.

    Attributes
    ----------
    socket : socket
        This end.
    other : int
        File descriptor of the other end, until `hand_over` has been called.
    """

    def __init__(self) -> None:
        self.socket, other = socket.socketpair()
        self.socket.setblocking(False)
        # By which the kernel tells, with the first bytes, which process sent them.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self.other = other.detach()
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
        """Wait for the first byte, and tell who sent it.

        Parameters
        ----------
        deadline : float
            On the monotonic clock.

        Returns
        -------
        int
            Number of the process, as it is seen from here.

        Raises
        ------
        Gone, Late
        """
        self._until(deadline, select.POLLIN)
        try:
            room = socket.CMSG_SPACE(_CREDENTIALS.size)
            said, extra, _, _ = self.socket.recvmsg(1, room)
        except OSError as error:
            raise Gone from error
        if not said or not extra:
            raise Gone
        number = int(_CREDENTIALS.unpack(extra[0][2][: _CREDENTIALS.size])[0])
        try:
            self.process = os.pidfd_open(number)
        except OSError as error:
            raise Gone from error
        return number

    def hear(self, deadline: float) -> bytes:
        """Wait for one frame.

        Parameters
        ----------
        deadline : float
            On the monotonic clock, for the whole of it.

        Returns
        -------
        bytes

        Raises
        ------
        Gone, Late
        Flooded
            If the frame says that it is longer than any may be.
        """
        (length,) = _LENGTH.unpack(self.take(_LENGTH.size, deadline))
        if length > LONGEST:
            raise Flooded
        return self.take(length, deadline)

    def take(self, length: int, deadline: float) -> bytes:
        """Wait for so many bytes; no memory is taken for those that have not come.

        Parameters
        ----------
        length : int
        deadline : float
            On the monotonic clock.

        Returns
        -------
        bytes

        Raises
        ------
        Gone, Late
        """
        parts = bytearray()
        while len(parts) < length:
            self._until(deadline, select.POLLIN)
            try:
                # Not recvmsg: files that come along are dropped by the kernel.
                part = self.socket.recv(min(length - len(parts), _AT_ONCE))
            except BlockingIOError:
                continue
            except OSError as error:
                raise Gone from error
            if not part:
                raise Gone
            parts += part
        return bytes(parts)

    def say(self, frame: bytes, deadline: float) -> None:
        """Send one frame.

        Parameters
        ----------
        frame : bytes
        deadline : float
            On the monotonic clock.

        Raises
        ------
        Gone, Late
        """
        rest = memoryview(_LENGTH.pack(len(frame)) + frame)
        while rest:
            self._until(deadline, select.POLLOUT)
            try:
                rest = rest[self.socket.send(rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Gone from error

    def hand(self, word: bytes, files: list[int], deadline: float) -> None:
        """Send a word, and files along with it.

        Parameters
        ----------
        word : bytes
        files : list of int
        deadline : float
            On the monotonic clock.

        Raises
        ------
        Gone, Late
        """
        self._until(deadline, select.POLLOUT)
        try:
            socket.send_fds(self.socket, [word], files)
        except OSError as error:
            raise Gone from error

    def wait_for_end(self, deadline: float) -> None:
        """Wait until the process at the other end has ended, or the time is up.

        Parameters
        ----------
        deadline : float
            On the monotonic clock.
        """
        poll = select.poll()
        poll.register(self.process, select.POLLIN)
        poll.poll(max(0.0, deadline - time.monotonic()) * 1000)

    def _until(self, deadline: float, event: int) -> None:
        """Wait until there is something to read, or room to write."""
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise Late
            poll = select.poll()
            poll.register(self.socket, event)
            if self.process >= 0:
                # Others may hold its end of the channel when it has ended, and say nothing.
                poll.register(self.process, select.POLLIN)
            ready = {place for place, _ in poll.poll(left * 1000)}
            if self.socket.fileno() in ready:
                return
            if self.process in ready:
                raise Gone


def receive(other: socket.socket) -> bytes:
    """Wait for one frame at the other end, however long it takes.

    Raises
    ------
    EOFError
        When there is nobody any longer who could send one.
    """
    return _exactly(other, _LENGTH.unpack(_exactly(other, _LENGTH.size))[0])


def _exactly(other: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = other.recv(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def send(other: socket.socket, frame: bytes) -> None:
    """Send one frame from the other end."""
    other.sendall(_LENGTH.pack(len(frame)) + frame)
