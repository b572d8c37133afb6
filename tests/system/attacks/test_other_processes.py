"""Goal: look into or end other processes: ptrace, their memory, signals to parents and to all."""

import pytest
from support.boxed import NUMPY
from support.one_map import MAP
from system.attacks.attack import RIGHT, SEED, WRONG, attempt, doing

from convtutor.checks.judge import judge
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

LOOKING = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for number in (1, os.getppid()):
    print("attached", libc.ptrace(16, number, 0, 0), ctypes.get_errno())
    print("seized", libc.ptrace(0x4206, number, 0, 0), ctypes.get_errno())
    data = ctypes.create_string_buffer(8)
    class Part(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    mine = Part(ctypes.addressof(data), 8)
    theirs = Part(id(os), 8)
    read = libc.process_vm_readv(number, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
    print("read", read, ctypes.get_errno())
print("handle", libc.syscall(438, libc.syscall(434, os.getppid(), 0), 3, 0))
print("traced", libc.ptrace(0, 0, 0, 0))
"""


def test_no_process_can_be_looked_into():
    said = attempt(doing(LOOKING)).said
    for word in ("attached", "seized", "read", "handle", "traced"):
        assert f"{word} -1" in said
        assert f"{word} 0" not in said


KILLING = {
    "the parent": "os.kill(os.getppid(), number)",
    "the first": "os.kill(1, number)",
    "the group": "os.killpg(os.getpgid(os.getppid()), number)",
    "everybody": "os.kill(-1, number)",
    "the group of the grader": "os.kill(0, number)",
    "by its handle": "signal.pidfd_send_signal(os.pidfd_open(1), number)",
}


@pytest.mark.parametrize("whom", KILLING)
def test_signals_end_no_other_exercise(whom):
    cell = f"""
import os, signal
for number in (9, 19, 15, 2, 1, 3, 6, 11, 10, 14, 31):
    try:
        {KILLING[whom]}
    except OSError:
        pass
{WRONG}
"""
    attempt(cell)
    with Box() as box:
        assert judge(MAP, boxed_caller(box, [NUMPY], [cell], "apply_filter"), SEED).points == 0.0
        program = box._program
        verdict = judge(MAP, boxed_caller(box, [NUMPY], [RIGHT], "apply_filter"), SEED)
        assert verdict.points == MAP.points
        assert box._program is program  # the very same box: it has not even been started anew


def test_numbers_of_processes_tell_nothing_of_the_machine():
    said = attempt(doing("import os\nprint('I am', os.getpid(), 'of', os.getppid())")).said
    assert "of 1" in said
    assert int(said.split("I am ")[1].split()[0]) < 50
