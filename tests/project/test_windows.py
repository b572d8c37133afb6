"""The learner's half where POSIX is missing, as on Windows; GitHub's own machines show the rest."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What a Windows has not, taken away before the course is loaded, and after the libraries, which
# have their own ways there. A file that is opened without saying how it is encoded would be read
# as cp1252 there: here that is an error, where it is ours.
WITHOUT_POSIX = """
import os, pathlib, pkgutil, signal, sys, warnings
import anywidget, ipykernel.ipkernel, jupyter_server.serverapp, jupyterlab_server, nbclient
import matplotlib.pyplot

for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("SIGALRM", "SIGHUP", "SIGKILL", "ITIMER_REAL", "alarm", "getitimer", "setitimer"):
    delattr(signal, name)
for name in ("fork", "getuid", "geteuid", "getgid", "killpg", "mkfifo", "setsid", "statvfs"):
    delattr(os, name)
exists = pathlib.Path.exists
pathlib.Path.exists = lambda self: self.parts[1:2] != ("proc",) and exists(self)
warnings.filterwarnings("error", category=EncodingWarning, module="(convlib|convtutor|coursekit)")
"""

LOADS = """
import convlib, convtutor, coursekit.cli, coursekit.lab, coursekit.progress

parts = [convlib, convtutor, coursekit.lab, coursekit.progress]
for part in parts:
    for module in pkgutil.walk_packages(part.__path__, part.__name__ + "."):
        if ".config." not in module.name:
            __import__(module.name)
"""

JUDGES = """
from convtutor import check
from convtutor.calling import call_here, in_process
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

found = find_exercise("same_padding")
print(judge(found, call_here(found.reference)).status)
print(judge(found, call_here(lambda kernel_size: kernel_size // 2)).mistakes[0].name)

def for_ever(kernel_size):
    while True:
        pass

in_process.SECONDS = 0.2
print(judge(found, call_here(for_ever)).error.kind)
"""

COMMANDS = """
from coursekit.cli import main

for words in (["lab", "--prepare"], ["progress"], ["reset", "2"]):
    assert main(words) == 0, words
"""


def run(program, tmp_path):
    environment = os.environ | {"COURSEKIT_WORK": str(tmp_path / "work"), "PYTHONUTF8": "0"}
    environment["PYTHONIOENCODING"] = "cp1252"  # what a terminal there can show
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", WITHOUT_POSIX + program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="cp1252",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_that_a_learner_uses_loads(tmp_path):
    run(LOADS, tmp_path)


def test_answers_are_judged_and_endless_loops_stopped(tmp_path):
    right, named, stopped = run(JUDGES, tmp_path).splitlines()
    assert right == "right"
    assert "even" in named
    assert stopped == "endless loop"


def test_units_are_copied_counted_and_begun_again(tmp_path):
    assert "02_padding" in run(COMMANDS, tmp_path)
