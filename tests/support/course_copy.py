"""A copy of the course to grade in, and the answers of learners who never were."""

import atexit
import copy
import functools
import json
import multiprocessing
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import matplotlib
import matplotlib.font_manager  # makes the font cache, whose message would count as an error
import nbformat
import pytest
from nbgrader.api import Gradebook
from support.known_mistakes import some_mistakes

from convtutor.calling import call_here
from convtutor.checks.exercise import Exercise
from convtutor.checks.faults.naming import known_mistakes
from convtutor.checks.judge import judge
from convtutor.notebook import VERDICT_MIME
from convtutor.units.catalogue import exercises
from coursekit.course import unit_notebooks
from coursekit.grading.gradebook.nbgrader_settings import load_nbgrader

ROOT = Path(__file__).resolve().parents[2]
UNITS = [path.stem for path in unit_notebooks(ROOT / "solutions")]

WITH_IMPORTS = multiprocessing.get_context("forkserver")
WITH_IMPORTS.set_forkserver_preload(
    ["nbgrader.apps.nbgraderapp", "coursekit.cli", "coursekit.grading.running.grade_command"]
)
SECONDS = 900  # no command takes as long


def every_third(units: list[str], first: int) -> list[Any]:
    """Parameters for pytest: a third of the units, from this one on; all under `sweep`."""
    return [
        pytest.param(unit, marks=() if place % 3 == first else pytest.mark.sweep)
        for place, unit in enumerate(units)
    ]


# From the cell's text and the exercise to another text of the cell.
Answer = Callable[[str, Exercise], str]


@functools.cache
def empty_gradebook() -> bytes:
    """Make a gradebook once."""
    load_nbgrader()
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, environment(Path(folder))),
        Gradebook(f"sqlite:///{folder}/gradebook.db", "convolution"),
    ):
        return (Path(folder) / "gradebook.db").read_bytes()


def copy_course(target: Path) -> Path:
    """Copy what nbgrader works on, without the traces of open notebooks, and an empty gradebook."""
    ignored = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
    for folder in ("solutions", "notebooks"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignored)
    shutil.copy(ROOT / "nbgrader_config.py", target)
    (target / "gradebook.db").write_bytes(empty_gradebook())
    return target


def copy_code(course: Path) -> None:
    """Copy the course's own packages into a copy of the course, to be changed there."""
    for package in ("convlib", "convtutor", "coursekit"):
        shutil.copytree(ROOT / package, course / package, ignore=shutil.ignore_patterns("*.pyc"))


def run_its_code(
    *words: str, course: Path, env: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run `coursekit` with these words, by the code that lies in a copy of the course."""
    return subprocess.run(
        [sys.executable, "-m", "coursekit", *words],
        cwd=course,
        env=env | {"PYTHONPATH": str(course)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def environment(home: Path, **changes: str) -> dict[str, str]:
    """Return variables with which a child touches no one's settings but those in `home`."""
    own = ("JUPYTER", "IPYTHON", "NBGRADER", "CONVLIB", "COURSEKIT", "XDG", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]),
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        **changes,
    }


def run(command: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a Python module; its output, both streams in one, is for whoever asks.

    nbgrader and the course's grading import for seconds before they do anything. So a command of
    theirs is forked from a process that has imported and done nothing else.
    """
    with tempfile.NamedTemporaryFile() as said:
        process = WITH_IMPORTS.Process(target=_become, args=(command, cwd, env, said.name))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"{command} did not end in {SECONDS} seconds")
        text = said.read().decode("utf-8", errors="replace")
    return subprocess.CompletedProcess(command, process.exitcode, text)


def _become(command: list[str], cwd: Path, env: dict[str, str], said: str) -> None:
    """Be what `python -m` would be with these words, in this folder and with these variables."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, place in enumerate((os.devnull, said, said)):
        os.dup2(os.open(place, os.O_RDWR | os.O_APPEND), number)
    sys.path.insert(0, str(cwd))
    sys.argv = command
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # which multiprocessing leaves out


def nbgrader(*arguments: str, cwd: Path, env: dict[str, str]) -> str:
    """Run nbgrader and return what it said; fail with the end of that if it fails."""
    done = run(["nbgrader", *arguments], cwd, env)
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise AssertionError(f"nbgrader {' '.join(arguments)} failed. It said:\n{tail}")
    return done.stdout


def read_unit(course: Path, folder: str, unit: str) -> nbformat.NotebookNode:
    """Read `<folder>/<unit>/<unit>.ipynb`."""
    return nbformat.read(course / folder / unit / f"{unit}.ipynb", as_version=4)


def write_unit(notebook: nbformat.NotebookNode, folder: Path, unit: str) -> Path:
    """Write `<folder>/<unit>/<unit>.ipynb`."""
    path = folder / unit / f"{unit}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def nbgrader_cells(notebook: nbformat.NotebookNode, kind: str) -> dict[str, nbformat.NotebookNode]:
    """Return the cells that are "solution" or "grade" by their grade id."""
    marked = [(cell.metadata.get("nbgrader", {}), cell) for cell in notebook.cells]
    return {data["grade_id"]: cell for data, cell in marked if data.get(kind)}


def answered(released: nbformat.NotebookNode, unit: str, answer: Answer) -> nbformat.NotebookNode:
    """Return the released notebook with each function written as `answer` says."""
    notebook = copy.deepcopy(released)
    cells = nbgrader_cells(notebook, "solution")
    for exercise in exercises(unit):
        cells[exercise.id].source = answer(cells[exercise.id].source, exercise)
    return notebook


def graded_part(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave the imports and the exercises only: figures take most of the time and earn nothing."""
    kept = copy.deepcopy(notebook)
    kept.cells = [
        cell
        for cell in kept.cells
        if cell.cell_type == "code" and ("nbgrader" in cell.metadata or "import" in cell.source)
    ]
    return kept


def solved(course: Path, unit: str) -> Answer:
    """Answer as the author's own solution does, without nbgrader's marks around it."""
    cells = nbgrader_cells(read_unit(course, "solutions", unit), "solution")
    return lambda source, exercise: without_marks(cells[exercise.id].source)


def without_marks(source: str) -> str:
    """Return a solution's cell as a learner would have written it."""
    return "\n".join(line for line in source.split("\n") if " SOLUTION" not in line)


def mistaken(*, partly: bool = False) -> Answer:
    """Answer with a known mistake: one that earns nothing, or one that earns a part."""

    def answer(source: str, exercise: Exercise) -> str:
        known = next(mistakes_worth(exercise, partly=partly)).id
        # A function of the right name around it: check(...) finds the exercise by that name.
        return (
            "import contextlib\n"
            "from convtutor.calling import in_process\n"
            "from convtutor.checks.faults.naming import known_mistake\n"
            "from convtutor.units.catalogue import find_exercise\n\n"
            "# The catalogue's mistake stands for the learner's own, and is not to be refused.\n"
            "in_process.watch_borrowing = lambda answers: contextlib.nullcontext([])\n"
            f'{exercise.id} = known_mistake(find_exercise("{exercise.id}"), "{known}").function\n'
            f"\n\ndef {exercise.function_name}(*arguments, answer={exercise.id}, **options):\n"
            "    return answer(*arguments, **options)"
        )

    return answer


def mistakes_worth(exercise: Exercise, *, partly: bool) -> Iterator:
    """Yield the known mistakes that earn nothing, or those that earn a part."""
    for known in known_mistakes(exercise) if partly else some_mistakes(exercise):
        if (0 < points_of(exercise, known.function) < exercise.points) is partly:
            yield known


def points_of(exercise: Exercise, function: Callable) -> float:
    """Return what the judge gives."""
    return judge(exercise, call_here(function)).points


def verdict_of(cell: nbformat.NotebookNode) -> dict:
    """Return the verdict stored in a cell's outputs as data, or an empty one."""
    for output in cell.outputs:
        found = output.get("data", {}).get(VERDICT_MIME)
        if found:
            return json.loads(found) if isinstance(found, str) else found
    return {}
