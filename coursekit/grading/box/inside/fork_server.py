"""Wait with everything loaded, and fork a process for each exercise.

This process runs no learner's code, ever. It is the first of its system of processes, so that
the kernel lets no signal from inside reach it, and when it ends everything in the box ends.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import os
import signal
import socket
from typing import NoReturn

import numpy as np

from convtutor.calling import call_here
from convtutor.calling.silence import quiet
from coursekit.grading.box.inside import serve_exercise
from coursekit.grading.wire.channel import ENDED, NEXT, READY

PR_SET_DUMPABLE = 4


def wait_for_exercises(control_number: int, alone: bool) -> NoReturn:
    """Fork a process for each exercise that is ordered, until the judge hangs up.

    The number is that of the socket to the judge; `alone` says whether all other processes that
    this one sees are learners'.
    """
    # Its memory and files belong to root from now on, so that no other process can read them.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if alone:
        if os.getpid() != 1:
            os._exit(91)  # then "all others" would be somebody else's
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whatever ends here leaves nothing behind
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    _warm_up()
    with socket.socket(fileno=control_number) as control:
        control.send(READY)
        child = 0
        while True:
            said, files, _, _ = socket.recv_fds(control, 1, 1)
            _clear_away(child, alone)
            child = 0
            if not said:  # the judge is gone
                os._exit(0)
            if said == NEXT:
                child = _fork(control, files[0])
            else:
                control.send(ENDED)


def _warm_up() -> None:
    """Do once what each exercise would else do anew after its fork."""
    vars(builtins).update(exit=_exit, quit=_exit)  # which Python has where its site module is
    call_here(np.sum)
    with quiet():  # NumPy's random numbers, for one, are loaded when they are first asked for
        serve_exercise.run_cell("0", "<nothing>", {})


def _exit(code: object = None) -> NoReturn:
    raise SystemExit(code)


def _fork(control: socket.socket, reply: int) -> int:
    child = os.fork()
    if child:
        os.close(reply)
        return child
    try:
        os.setsid()
        control.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        serve_exercise.serve(socket.socket(fileno=reply))
    finally:  # whatever happens, what is above this belongs to the fork server alone
        os._exit(0)


def _clear_away(child: int, alone: bool) -> None:
    """End all that the exercise before has left."""
    if alone:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)  # everybody but this process
    elif child:
        for kill in (os.killpg, os.kill):  # it may not lead its group yet
            with contextlib.suppress(ProcessLookupError):
                kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
