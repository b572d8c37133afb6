"""Say why no box can be made here, and what to do about it."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
import sys

from coursekit.grading.box.supervisor import Box, BoxError

OLDEST = (0, 7)
"""The version of bubblewrap that can cap the size of a temporary folder."""

OTHERWISE = (
    "or grade on another machine, in a copy of this folder with its submitted/; "
    "--unsafe-no-sandbox runs everybody's code as you"
)


@functools.cache
def refusal() -> str:
    """Try to make a box; give "" if it worked, else a sentence that grading refuses with."""
    if sys.platform != "linux":
        return (
            f"learners' code runs in a box that only Linux can make, not {sys.platform}; grade on "
            "Linux, where bubblewrap is installed (--unsafe-no-sandbox runs everybody's code as "
            "you)"
        )
    program = shutil.which("bwrap")
    if program is None:
        return (
            "learners' code runs in a box that bubblewrap makes, and there is no program bwrap; "
            f"install it (Debian, Ubuntu: apt-get install bubblewrap) {OTHERWISE}"
        )
    version = _version(program)
    if version < OLDEST:
        return (
            f"the installed bubblewrap {'.'.join(map(str, version))} cannot cap the size of a "
            f"temporary folder; install {'.'.join(map(str, OLDEST))} or newer {OTHERWISE}"
        )
    try:
        with Box() as box:
            box.begin()
    except BoxError as error:
        return f"{error}; {_advice(str(error))} {OTHERWISE}"
    return ""


def _version(program: str) -> tuple[int, ...]:
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=10, check=False
    )
    return tuple(int(number) for number in re.findall(r"\d+", said.stdout)[:3])


def _advice(reason: str) -> str:
    """What to allow, by what bubblewrap says."""
    if re.search(r"namespace|uid map|CLONE_NEW|loopback", reason):
        return (
            "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1 and "
            "user.max_user_namespaces above 0; on Ubuntu 24.04 and newer an AppArmor profile for "
            "bwrap; in a container --security-opt seccomp=unconfined, or CAP_SYS_ADMIN)"
        )
    if re.search(r"mount|pivot_root", reason):
        return "allow mounts in new namespaces (in a container: CAP_SYS_ADMIN)"
    if re.search(r"Permission denied|No such file", reason):
        return "let everybody read the folders of Python and its packages (chmod -R a+rX)"
    return "see whether `bwrap --ro-bind / / true` works here"
