"""Goal: take all memory: by one process, by many, by files in memory, by /tmp and /dev/shm."""

from system.attacks.attack import NAMED, attempt, doing, whole_tree

from coursekit.grading.box import Limits
from coursekit.grading.judging.calls import boxed_caller

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
    from support.boxed import NUMPY
    from support.one_map import MAP
    from system.attacks.attack import RIGHT, SEED

    from convtutor.checks.judge import judge
    from coursekit.grading.box import Box

    bomb = "import os\nfor _ in range(4):\n    os.fork()\nkept = [np.ones(2**22) for _ in range(9)]"
    with Box(SMALL) as box:
        call = boxed_caller(box, [NUMPY], [doing(bomb)], "apply_filter")
        assert judge(MAP, call, SEED).points == 0.0
        # The same box takes another exercise afterwards.
        verdict = judge(MAP, boxed_caller(box, [NUMPY], [RIGHT], "apply_filter"), SEED)
    assert verdict.points == MAP.points
