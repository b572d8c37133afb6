"""Goal: have the grader follow links or read devices and pipes that are left in /tmp."""

import os

import pytest
from system.attacks.attack import attempt, doing

from coursekit.grading.box import Box, Limits
from coursekit.grading.judging.calls import boxed_caller

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
    from support.boxed import NUMPY
    from support.one_map import MAP
    from system.attacks.attack import RIGHT, SEED

    from convtutor.checks.judge import judge

    fill = f"""
try:
    with open("{place}/full", "wb", buffering=0) as file:
        while True:
            file.write(bytes(10**6))
except OSError:
    pass
"""
    with Box(Limits(temporary=4 * 2**20)) as box:
        boxed_caller(box, [NUMPY], [doing(fill)], "apply_filter")(MAP.cases[0])
        assert (
            judge(MAP, boxed_caller(box, [NUMPY], [RIGHT], "apply_filter"), SEED).points
            == MAP.points
        )
