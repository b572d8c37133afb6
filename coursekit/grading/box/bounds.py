"""What a submission may use up."""

from __future__ import annotations

from dataclasses import dataclass

from convtutor.calling.in_process import SECONDS, SLOWER
from convtutor.calling.outcome import Case

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """What the code of one submission may use."""

    seconds: float = 120.0  # wall-clock, for all calls of all exercises together
    grace: float = 3.0  # wall-clock: how much later than the worker's own limit a reply may come
    cell_seconds: float = 5.0  # wall-clock, for each cell that is run before the calls
    # Bytes of address space for each process of an exercise, beside what it begins with, and, where
    # control groups can be made, of memory for all of them together.
    memory: int = 1024 * MIB
    processes: int = 32  # and threads, of an exercise together
    files: int = 128  # open ones, of a process
    file_size: int = 16 * MIB  # bytes of the longest file that can be written
    temporary: int = 32 * MIB  # bytes of /tmp, and as many of /dev/shm

    def for_call(self, case: Case) -> float:
        """The seconds that a reply is waited for; the worker stops the call itself before."""
        return SECONDS * (SLOWER if case.larger else 1) + self.grace

    def of_process(self, address_space: int) -> list[list[int | str]]:
        """List the names and values of `resource`'s limits for each process of an exercise.

        `address_space` is the number of bytes that it has already.
        """
        return [
            ["RLIMIT_AS", address_space + self.memory],
            ["RLIMIT_CORE", 0],
            ["RLIMIT_CPU", int(self.seconds) + 1],
            ["RLIMIT_FSIZE", self.file_size],
            ["RLIMIT_NOFILE", self.files],
            ["RLIMIT_NPROC", self.processes],
            ["RLIMIT_MEMLOCK", 0],
            ["RLIMIT_MSGQUEUE", 0],
        ]
