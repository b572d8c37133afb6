"""Run a program as an ordinary user, or as root in folders that only root can enter."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np

import convlib

COURSE = Path(convlib.__file__).parent.parent
PACKAGES = Path(np.__file__).parent.parent
ORDINARY = 65534


def run_as(program, *, uid, closed):
    """Run a Python program on this course and these packages, and return what it prints.

    Its process is that of the user `uid`; any but ours needs root. Closed, all of it lies below a
    folder that only its owner can enter.
    """
    if os.geteuid():  # then we are the ordinary user
        command = [sys.executable, "-c", program]
        surroundings = {**os.environ, "PYTHONPATH": f"{COURSE}:{PACKAGES}"}
    else:
        # In a view of the files of its own: all that Python needs, under one folder.
        python = Path(os.path.realpath(sys._base_executable))
        bound = {"python": python.parent.parent, "course": COURSE, "packages": PACKAGES}
        steps = ["mount -t tmpfs none /mnt", f"mkdir -m {'0700' if closed else '0755'} /mnt/here"]
        for name, place in bound.items():
            steps += [f"mkdir /mnt/here/{name}"]
            steps += [f"mount --bind {shlex.quote(str(place))} /mnt/here/{name}"]
        words = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups"] if uid else []
        words += [f"/mnt/here/python/bin/{python.name}", "-c", program]
        steps += [f"exec {shlex.join(words)}"]
        command = ["unshare", "--mount", "sh", "-ec", "\n".join(steps)]
        surroundings = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
        surroundings["PYTHONPATH"] = "/mnt/here/course:/mnt/here/packages"
    run = subprocess.run(
        command, env=surroundings, cwd="/", capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
