"""The ways to grade that are compared: each a command that is run on a course of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import numpy as np

from benchmarks.grading.submissions import ROOT, UNIT, graded_exercises
from convtutor.calling.outcome import Case, Returned
from convtutor.checks.compare import expected_outcome
from convtutor.checks.exercise import Exercise


@dataclass(frozen=True)
class Grader:
    """A way to grade a class."""

    name: str
    # From the course's folder to the largest resident memory of its parent process, in bytes, when
    # all that was handed in is graded.
    grade: Callable[[Path], int]
    stock: bool = False  # with nbgrader's own settings
    every: int = 1  # of so many submissions one is graded, where all would take too long


class FailedError(Exception):
    """A command that should have graded did not."""


def environment(course: Path, programs: str, **more: str) -> dict[str, str]:
    """Return variables that share nothing with the settings of whoever measures."""
    own = ("JUPYTER", "IPYTHON", "NBGRADER", "CONVLIB", "COURSEKIT", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    home = course / "home"
    home.mkdir(exist_ok=True)
    return kept | {
        "PATH": os.pathsep.join([programs, os.environ.get("PATH", "")]),
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        # A cache of fonts that is being built would be measured, too.
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        **more,
    }


def run(command: list[str], course: Path, env: dict[str, str]) -> int:
    """Run a command; return the largest resident memory of its own process, in bytes."""
    log = course / "log.txt"
    with log.open("ab") as said:
        child = subprocess.Popen(
            command, cwd=course, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        largest = 0
        while child.poll() is None:
            largest = max(largest, resident(child.pid))
            time.sleep(0.02)
    if child.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-1500:]
        raise FailedError(f"{' '.join(command)} ended with {child.returncode}:\n{tail}")
    return largest


def resident(process: int) -> int:
    """Return the largest resident memory of a process so far, in bytes; 0 when it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM")]
    return 1024 * int(lines[0][1]) if lines else 0


def prepare(course: Path) -> None:
    """Hand the unit out, which enters it in nbgrader's gradebook."""
    env = environment(course, sysconfig.get_path("scripts"))
    run([sys.executable, "-m", "nbgrader", "generate_assignment", UNIT, "--force"], course, env)


def nbgrader(course: Path) -> int:
    """Grade by stock nbgrader: one after the other, a kernel each."""
    env = environment(course, sysconfig.get_path("scripts"))
    return run([sys.executable, "-m", "nbgrader", "autograde", UNIT], course, env)


def coursekit(*options: str) -> Callable[[Path], int]:
    """Grade by `coursekit grade` with these options."""

    def grade(course: Path) -> int:
        env = environment(course, sysconfig.get_path("scripts"), COURSEKIT_ROOT=str(course))
        command = [sys.executable, "-m", "coursekit", "grade", UNIT, *options]
        return run(command, course, env)

    return grade


def otter(programs: Path, every: int) -> Callable[[Path], int]:
    """Grade by `otter run`, which takes one submission at a time, from another environment."""

    def grade(course: Path) -> int:
        env = environment(course, str(programs))
        tests = course / "tests"
        if not tests.exists():
            tests.mkdir()
            for exercise in graded_exercises(course):
                (tests / f"{exercise.id}.py").write_text(otter_test(exercise), encoding="utf-8")
            run(
                [str(programs / "otter"), "generate", "-t", str(tests), "-o", "all.zip"],
                course,
                env,
            )
        notebooks = sorted((course / "submitted").glob("*/*/*.ipynb"))[::every]
        largest = 0
        for notebook in notebooks:
            out = course / "otter" / notebook.parts[-3]
            out.mkdir(parents=True)
            command = ["otter", "run", "--no-logo", "-a", "all.zip", "-o", str(out), str(notebook)]
            largest = max(largest, run([str(programs / command[0]), *command[1:]], course, env))
        return largest

    return grade


def otter_test(exercise: Exercise) -> str:
    """Write an exercise's fixed cases, as far as they return something, as a test of Otter's."""
    cases = []
    for case in exercise.cases:
        expected = expected_outcome(exercise, case)
        if isinstance(expected, Returned):
            call = f"{exercise.function_name}({_arguments(case)})"
            right = f"np.allclose({call}, np.array({np.asarray(expected.value).tolist()}))"
            code = f">>> import numpy as np\n>>> bool({right})\nTrue"
            cases.append({"code": code, "hidden": False, "locked": False})
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": exercise.id, "points": exercise.points, "suites": [suite]}
    return f"OK_FORMAT = True\ntest = {test!r}\n"


def _arguments(case: Case) -> str:
    def written(value: object) -> str:
        return f"np.array({value.tolist()})" if isinstance(value, np.ndarray) else repr(value)

    given = [written(value) for value in case.arguments]
    return ", ".join(given + [f"{name}={written(v)}" for name, v in case.options.items()])
