"""The command that starts a worker, in a box or without one."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from coursekit.grading.box.bounds import Limits
from coursekit.grading.box.closure import Closure, find_closure, is_below
from coursekit.grading.box.staging import START, staged

PROGRAM = "/box"
"""Where the worker's files lie in a box."""

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def boxed_command(limits: Limits, control: int, filter: int) -> list[str]:
    """Give the command that runs a worker in a box.

    It takes its orders from the socket with the number `control`; the filter of system calls is
    read from the file with the number `filter`.

    There is no /proc in the box, which no exercise needs and which shows much. Started as root,
    bubblewrap sets up the mounts as root, which works where the course and its environment lie in
    a folder that only root can enter, and the worker then becomes a user of its own that no other
    process has. Started by somebody else, it does the same with a namespace of users.
    """
    closure = find_closure()
    as_root = os.geteuid() == 0
    uid = _own_uid() if as_root else None
    words = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    words += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--as-pid-1"]
    words += ["--hostname", "box", "--cap-drop", "ALL"]
    if as_root:
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        words += ["--unshare-user", "--disable-userns"]
    words += [*_files(closure, limits), "--seccomp", str(filter), "--"]
    return [*words, *_worker(closure, PROGRAM, control, uid, alone=True)]


def plain_command(control: int) -> list[str]:
    """Give the command that runs a worker without a box."""
    return _worker(find_closure(), str(staged()), control, None, alone=False)


def surroundings(home: str) -> dict[str, str]:
    """Give all environment variables of a worker; `home` is a folder that it may write in."""
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        # One thread: a fork keeps no other, and the order of sums stays the same.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",  # sets and dicts in the same order whenever a submission is graded
    }


def _worker(
    closure: Closure, program: str, control: int, uid: int | None, *, alone: bool
) -> list[str]:
    order = {"uid": uid, "control": control, "path": [program, *closure.path], "alone": alone}
    # No site module, hence no sitecustomize and no .pth files; no folder of the user's; no
    # current folder on the path; nothing written.
    flags = ["-s", "-S", "-P", "-B", "-X", "utf8"]
    return [closure.interpreter, *flags, f"{program}/{START}", json.dumps(order)]


def _files(closure: Closure, limits: Limits) -> list[str]:
    order = [
        # First, since what is bound may lie below them.
        *(
            ("--perms", "1777", "--size", str(limits.temporary), "--tmpfs", place)
            for place in ("/tmp", "/dev/shm")
        ),
        # Bubblewrap would make them as closed as they are outside, where the worker is no owner.
        *(("--perms", "0755", "--dir", place) for place in _above(closure)),
        *(("--ro-bind", place, place) for place in closure.bound),
        *(("--symlink", target, place) for place, target in closure.linked),
        *(("--tmpfs", place) for place in closure.hidden),
        *(("--ro-bind", place, place) for place in closure.packages),
        *(("--remount-ro", place) for place in closure.hidden),
        *(("--ro-bind-try", place, place) for place in ("/etc/ld.so.cache", "/etc/localtime")),
        ("--ro-bind", str(staged()), PROGRAM),
        *(("--dev-bind", place, place) for place in DEVICES),
        ("--remount-ro", "/", "--chdir", "/tmp"),
    ]
    return [word for words in order for word in words]


def _above(closure: Closure) -> list[str]:
    """List the folders, from the top, that have to be there before others can be put into them."""
    places = [*closure.bound, *(place for place, _ in closure.linked), *closure.packages]
    above = {str(parent) for place in places for parent in Path(place).parents}
    inside = [*closure.bound, *closure.hidden]
    return sorted(
        place
        for place in above - {"/", "/tmp"}
        if place not in inside and not is_below(place, inside)
    )


def _own_uid() -> int:
    """Choose a user id for one box: what one user may start is counted over all their processes.

    From a range that no distribution gives out; in a container that has fewer, from the upper
    half of those it has.
    """
    text = Path("/proc/self/uid_map").read_text(encoding="ascii")
    ranges = [tuple(map(int, line.split())) for line in text.splitlines()]
    count, inside = max((count, inside) for inside, _, count in ranges)
    first, end = max(inside, 0x70000000), min(inside + count, 0x7FFFFFFF)
    if first >= end:
        first, end = inside + count // 2, inside + count
    return first + secrets.randbelow(max(end - first, 1))
