"""Control groups: where they are made and what is written, in both versions of the kernel's files.

The trees of folders are made up, since a machine has one version only; that a bomb is stopped is
tried in `tests/system/attacks/`, with the version that is there.
"""

import os

import pytest

from coursekit.grading.box import Limits, cgroups
from coursekit.grading.box.cgroups import OURS, Group

LIMITS = Limits()


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """Make folders of control groups, and tell in which ones this process is."""

    def make(own, files):
        mounts, told = tmp_path / "mounts", tmp_path / "own"
        for name, text in files.items():
            file = mounts / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        told.write_text(own)
        monkeypatch.setattr(cgroups, "MOUNTS", mounts)
        monkeypatch.setattr(cgroups, "OWN", told)
        cgroups._parents.cache_clear()
        return mounts

    yield make
    cgroups._parents.cache_clear()


def second(*delegated, controls="memory pids"):
    """Make the files of the second version, where groups pass the control on to new ones."""
    places = ["", "user.slice/", "user.slice/me/", "user.slice/me/app/"]
    return {
        f"{place}{file}": controls if file != "cgroup.procs" and place in delegated else ""
        for place in places
        for file in ("cgroup.controllers", "cgroup.subtree_control", "cgroup.procs")
    }


def first():
    """Make the files of the first version: a tree for each kind."""
    return {f"{kind}/cgroup.procs": "" for kind in ("memory", "pids", "cpuacct")}


FIRST = "4:memory:/\n3:pids:/\n2:cpuacct:/\n0::/\n"
SECOND = "0::/user.slice/me/app\n"


def made(mounts):
    """Find the groups that were made, with what was written into each of their files."""
    return {
        str(folder.relative_to(mounts).parent): {f.name: f.read_text() for f in folder.iterdir()}
        for folder in mounts.rglob(f"{OURS}*")
    }


def test_second_version_bounds_memory_swap_and_processes_in_one_group(tree):
    mounts = tree(SECOND, second("user.slice/me/"))
    group = Group(LIMITS)
    group.take_in(4711)
    assert made(mounts) == {
        "user.slice/me": {
            "memory.max": str(LIMITS.memory),
            "memory.swap.max": "0",
            "pids.max": str(LIMITS.processes),
            "cgroup.procs": "4711",
        }
    }


def test_second_version_uses_the_nearest_group_that_passes_control_on(tree):
    mounts = tree(SECOND, second("", "user.slice/", "user.slice/me/"))
    Group(LIMITS)
    assert list(made(mounts)) == ["user.slice/me"]


@pytest.mark.parametrize("controls", ["", "memory", "pids", "cpu io"])
def test_nothing_is_made_where_not_both_can_be_bounded(tree, controls):
    mounts = tree(SECOND, second("", "user.slice/me/", controls=controls))
    group = Group(LIMITS)
    assert group.folders == {}
    assert made(mounts) == {}
    group.take_in(4711)
    assert group.kills() == 0
    assert group.processor_seconds() is None
    group.close()


def test_first_version_has_a_group_for_each_kind(tree):
    mounts = tree(FIRST, first())
    Group(LIMITS).take_in(4711)
    memory = {f"memory.{name}.limit_in_bytes": str(LIMITS.memory) for name in ("memsw",)}
    memory["memory.limit_in_bytes"] = str(LIMITS.memory)
    assert made(mounts) == {
        "memory": {**memory, "cgroup.procs": "4711"},
        "pids": {"pids.max": str(LIMITS.processes), "cgroup.procs": "4711"},
        "cpuacct": {"cgroup.procs": "4711"},
    }


def test_time_is_counted_only_where_it_will_be_asked_for(tree):
    mounts = tree(FIRST, first())
    Group(LIMITS).take_in(4711, timed=False)
    assert made(mounts)["cpuacct"] == {}
    assert made(mounts)["pids"]["cgroup.procs"] == "4711"


@pytest.mark.parametrize(
    ("own", "files", "told"),
    [
        (
            SECOND,
            second("user.slice/me/"),
            {
                "cpu.stat": "usage_usec 2500000\nuser_usec 1\n",
                "memory.events": "oom 9\noom_kill 3\n",
            },
        ),
        (
            FIRST,
            first(),
            {"cpuacct.usage": "2500000000\n", "memory.oom_control": "under_oom 0\noom_kill 3\n"},
        ),
    ],
    ids=["second", "first"],
)
def test_time_and_kills_are_read_from_the_version_that_is_there(tree, own, files, told):
    tree(own, files)
    group = Group(LIMITS)
    for folder in set(group.folders.values()):
        for name, text in told.items():
            (folder / name).write_text(text)
    assert group.processor_seconds() == 2.5
    assert group.kills() == 3


def test_groups_of_a_killed_grader_are_swept_away_and_those_of_a_living_one_kept(tree):
    mounts = tree(SECOND, second("user.slice/me/"))
    parent = mounts / "user.slice" / "me"
    gone, here = parent / f"{OURS}99999999-aa", parent / f"{OURS}{os.getpid()}-bb"
    gone.mkdir()
    here.mkdir()
    Group(LIMITS)
    assert not gone.exists()
    assert here.exists()
