"""Goal: take all memory: by one process, by many, by files in memory, by /tmp and /dev/shm."""

import pytest

from attacks.attack import NAMED, attempt, doing, whole_tree
from coursekit.grading.box import Limits

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
for _ in range(10):
    if os.fork() == 0:
        kept = np.ones(80 * 2**20 // 8)
        time.sleep(1000)
time.sleep(1.0)
alive = 0
while True:
    number, _ = os.waitpid(-1, os.WNOHANG)
    if not number:
        break
    alive -= 1
print("alive", 10 + alive)
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
    if not whole_tree():
        pytest.skip("no control group can be made here: memory is bounded for each process alone")
    found = attempt(doing(MANY), limits=SMALL)
    alive = [int(line.split()[1]) for line in found.said.splitlines() if "alive" in line]
    assert not alive or max(alive) < 3


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
    from boxed import NUMPY
    from one_map import MAP

    from attacks.attack import RIGHT, SEED
    from convlib.checks import judge
    from coursekit.grading.box import Box

    bomb = "import os\nfor _ in range(4):\n    os.fork()\nkept = [np.ones(2**22) for _ in range(9)]"
    with Box(SMALL) as box:
        call = box.caller([NUMPY], [doing(bomb)], "apply_filter")
        assert judge(MAP, call, SEED).points == 0.0
        # The same box takes another exercise afterwards.
        verdict = judge(MAP, box.caller([NUMPY], [RIGHT], "apply_filter"), SEED)
    assert verdict.points == MAP.points
