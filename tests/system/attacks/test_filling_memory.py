"""Filling memory, disk and reports: by bombs, by hoarded results, by output."""

import pytest
from support.one_map import MAP
from system.attacks.attack import NAMED, RIGHT, WRONG, attempt, doing, points_in, whole_tree

from convtutor.calling.outcome import Returned
from coursekit.grading.box import Box, Limits
from coursekit.grading.feedback import feedback_page
from coursekit.grading.judging import calls

# Goal: take all memory: by one process, by many, by files in memory, by /tmp and /dev/shm.

MIB = 2**20
SMALL = Limits(seconds=10, memory=150 * MIB, temporary=8 * MIB)

ONE = """
kept = []
while True:
    kept.append(np.ones(2_000_000))
"""
MANY = f"""
import os, time
os.mkdir("/tmp/once")
{NAMED}
read, write = os.pipe()
os.set_blocking(read, False)
for _ in range(10):
    if os.fork() == 0:
        kept = np.ones(80 * 2**20 // 8)
        os.write(write, b"x")
        time.sleep(1000)
held = dead = 0
end = time.monotonic() + 4
while held + dead < 10 and time.monotonic() < end:
    try:
        held += len(os.read(read, 100))
    except BlockingIOError:
        time.sleep(0.05)
    dead += bool(os.waitpid(-1, os.WNOHANG)[0])
time.sleep(0.1)
while dead < 10 and os.waitpid(-1, os.WNOHANG)[0]:
    dead += 1
print("alive", 10 - dead)
"""
IN_MEMORY = """
import os
file = os.memfd_create("bomb")
for _ in range(300):
    os.write(file, bytes(2**20))
print("all of it")
"""
IN_FILES = """
for place in ("/tmp/a", "/tmp/b", "/dev/shm/a", "/dev/shm/b"):
    total = 0
    try:
        with open(place, "wb", buffering=0) as file:
            while True:
                total += file.write(bytes(2**20))
    except OSError as error:
        print(total // 2**20, error)
"""
IN_SYSTEM_V = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print("segment", libc.shmget(0, 2**30, 0o1600), ctypes.get_errno())
"""


def test_one_process_gets_a_memory_error():
    found = attempt(doing(ONE), limits=SMALL)
    assert "MemoryError" in found.said or "Unable to allocate" in found.said


def test_many_processes_together_are_bounded():
    found = attempt(doing(MANY), limits=SMALL)
    alive = [int(line.split()[1]) for line in found.said.splitlines() if "alive" in line]
    # Where no control group can be made, each process alone is bounded, and they are few.
    assert not alive or max(alive) < (3 if whole_tree() else 11)


def test_files_in_memory_are_refused():
    assert "all of it" not in attempt(doing(IN_MEMORY), limits=SMALL).said


def test_temporary_files_are_bounded():
    said = attempt(doing(IN_FILES), limits=SMALL).said
    sizes = [int(line.split()[0]) for line in said.splitlines()[:4]]
    assert sum(sizes) <= 16
    assert "No space left" in said or "too large" in said


def test_shared_segments_are_refused():
    assert "segment -1" in attempt(doing(IN_SYSTEM_V)).said


def test_memory_bomb_costs_its_own_exercise_alone():

    bomb = "import os\nfor _ in range(4):\n    os.fork()\nkept = [np.ones(2**22) for _ in range(9)]"
    with Box(SMALL) as box:
        assert points_in(box, doing(bomb)) == 0.0
        # The same box takes another exercise afterwards.
        assert points_in(box, RIGHT) == MAP.points


# Goal: fill the grader's memory with results that are as large as they may be, in every call.

LARGE = """
def apply_filter(x, weight, bias=0.0):
    return np.zeros(1_000_000, np.clongdouble)
"""


def test_large_results_of_all_calls_take_no_more_than_a_few():
    found = attempt(LARGE)
    assert all(isinstance(outcome, Returned) for outcome in found.outcomes)
    values = [outcome.value for outcome in found.outcomes if outcome.value is not None]
    assert 0 < sum(value.nbytes for value in values) <= calls.MOST_KEPT
    assert len(values) < len(found.outcomes)


def test_large_result_is_not_kept_with_its_picture():
    feedback_page.draw(attempt(LARGE).verdict)
    assert feedback_page._drawn
    assert max(map(len, feedback_page._drawn)) < 1000


# Goal: fill the grader's memory, disk or reports with output: stdout, stderr, logs, errors.

FLOODS = {
    "print": "for _ in range(10**4): print('x' * 1000)",
    "one long line": "print('x' * 10**7)",
    "descriptors": "import os\nfor n in range(4000): os.write(1 + n % 2, b'x' * 10**4)",
    "errors": "raise ValueError('m' * 10**7)",
    "long names": "raise type('K' * 10**6, (ValueError,), {})('m')",
    "many bases": (
        "kind = ValueError\nfor n in range(300): kind = type(f'E{n}' * 10, (kind,), {})\nraise kind"
    ),
    "bad text": "print('\\ud800' * 5000)\nraise ValueError('\\udfff' * 5000)",
    "long kind": "return type('K' * 10**6, (), {})()",
}


@pytest.mark.parametrize("how", FLOODS)
def test_flood_is_cut_short(how, capfd):
    cell = (
        doing("pass")
        + "\n"
        + "def apply_filter(x, weight, bias=0.0):\n    "
        + FLOODS[how].replace("\n", "\n    ")
    )
    found = attempt(cell)
    assert found.points == 0.0
    for outcome in found.outcomes:
        assert len(repr(outcome)) < 10_000
    assert capfd.readouterr() == ("", "")


def test_flood_while_cells_run_is_cut_short(capfd):
    cell = "import os\nfor _ in range(1000): os.write(2, b'x' * 10**4); print('y' * 10**4)" + WRONG
    assert attempt(cell).points == 0.0
    assert capfd.readouterr() == ("", "")
