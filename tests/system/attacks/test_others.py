"""Harm to other exercises: signals, limits, files that are left behind."""

import os

import pytest
from support.one_map import MAP
from system.attacks.attack import RIGHT, SEED, WRONG, asked, attempt, doing, points_in

from convtutor.checks.judge import judge
from coursekit.grading.box import Box, Limits

# Goal: look into or end other processes: ptrace, their memory, signals to parents and to all.

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
        assert points_in(box, cell) == 0.0
        program = box._program
        assert points_in(box, RIGHT) == MAP.points
        assert box._program is program  # the very same box: it has not even been started anew


def test_numbers_of_processes_tell_nothing_of_the_machine():
    said = attempt(doing("import os\nprint('I am', os.getpid(), 'of', os.getppid())")).said
    assert "of 1" in said
    assert int(said.split("I am ")[1].split()[0]) < 50


# Goal: cripple the process that all exercises are forked from, so that a later one is lost.

CRIPPLING = doing(
    """
    import os, resource, signal
    for name in ("NOFILE", "AS", "CPU", "NPROC", "FSIZE"):
        resource.prlimit(1, getattr(resource, "RLIMIT_" + name), (0, 0))
    os.setpriority(os.PRIO_PROCESS, 1, 19)
    for number in (signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
        os.kill(1, number)
    """
)


def test_later_exercise_has_its_points_all_the_same():
    with Box() as box:
        assert points_in(box, CRIPPLING) == 0.0
        assert points_in(box, RIGHT) == MAP.points


# Goal: have code of theirs run when Python, Jupyter or a shell starts: sitecustomize and such.

FILES = (
    "sitecustomize.py",
    "usercustomize.py",
    "numpy.py",
    "random.py",
    "mine.pth",
    ".local/lib/python3.11/site-packages/usercustomize.py",
    ".ipython/profile_default/startup/00.py",
    ".jupyter/jupyter_notebook_config.py",
    ".config/matplotlib/matplotlibrc",
    ".pythonrc.py",
    ".bashrc",
)
LEAVE = f"""
import os, sys
text = "import builtins\\nbuiltins.attacked = True\\n"
places = ["/tmp", os.environ["HOME"], os.getcwd(), "/box", *sys.path]
for place in places:
    for name in {FILES!r}:
        try:
            os.makedirs(os.path.dirname(os.path.join(place, name)), exist_ok=True)
            with open(os.path.join(place, name), "w") as file:
                file.write(text)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.environ["PYTHONPATH"] = "/tmp"
"""
LOOK = f"""
import builtins, os
left = [name for name in {FILES!r} if os.path.exists(os.path.join("/tmp", name))]
print("attacked", hasattr(builtins, "attacked"), "files", left)
"""


def test_files_left_behind_run_nowhere():
    attempt(LEAVE + WRONG)
    said = attempt(doing(LOOK)).said
    assert "attacked False files []" in said


def test_files_left_behind_run_in_no_other_exercise():
    with Box() as box:
        for _ in range(2):
            assert points_in(box, LEAVE + WRONG) == 0
        call = asked(box, doing(LOOK, RIGHT))
        assert "attacked False" in call(MAP.cases[0]).printed
        assert judge(MAP, call, SEED).points == MAP.points


# Goal: have the grader follow links or read devices and pipes that are left in /tmp.

KINDS = """
import os, socket, stat
made = []
def attempted(name, make):
    try:
        make()
        made.append(name)
    except OSError as error:
        made.append(f"no {name}")
attempted("link", lambda: os.symlink("/etc/shadow", "/tmp/link"))
attempted("far link", lambda: os.symlink("../../../../root", "/tmp/far"))
attempted("pipe", lambda: os.mkfifo("/tmp/pipe"))
attempted("socket", lambda: socket.socket(socket.AF_UNIX).bind("/tmp/socket"))
attempted("disk", lambda: os.mknod("/tmp/disk", stat.S_IFBLK | 0o666, os.makedev(254, 0)))
attempted("memory", lambda: os.mknod("/tmp/memory", stat.S_IFCHR | 0o666, os.makedev(1, 1)))
attempted("hard link", lambda: os.link("/box/convtutor/calling/limits.py", "/tmp/hard"))
attempted("many", lambda: [open(f"/tmp/many{n}", "w").close() for n in range(500)])
attempted("own by root", lambda: os.chown("/tmp/many1", 0, 0))
attempted("run as root", lambda: os.chmod("/tmp/many1", 0o6777))
print("made", made)
"""


def test_links_and_devices_lead_nowhere(tmp_path):
    before = {*os.listdir("/tmp")}
    said = attempt(doing(KINDS)).said
    made = said.split("made ")[1].splitlines()[0]
    for name in ("disk", "memory", "hard link", "own by root"):
        assert f"no {name}" in made
    after = {*os.listdir("/tmp")} - before
    assert not {"link", "pipe", "socket", "many0"} & after


def test_devices_are_few():
    said = attempt(doing("import os\nprint('devices', sorted(os.listdir('/dev')))")).said
    devices = eval(said.split("devices ")[1].splitlines()[0])
    assert set(devices) == {"full", "null", "random", "shm", "urandom", "zero"}


def test_nothing_of_one_box_is_seen_in_another():
    leave = doing("open('/tmp/seen', 'w').close(); open('/dev/shm/seen', 'w').close()")
    attempt(leave)
    said = attempt(
        doing(
            "import os\nprint('seen', [os.path.exists(p + '/seen') for p in ('/tmp', '/dev/shm')])"
        )
    ).said
    assert "seen [False, False]" in said


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_a_full_folder_stops_no_other_exercise(place):

    fill = f"""
try:
    with open("{place}/full", "wb", buffering=0) as file:
        while True:
            file.write(bytes(10**6))
except OSError:
    pass
"""
    with Box(Limits(temporary=4 * 2**20)) as box:
        asked(box, doing(fill))(MAP.cases[0])
        assert points_in(box, RIGHT) == MAP.points
