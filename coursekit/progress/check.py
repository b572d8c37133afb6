"""Run a learner's notebook from top to bottom, and tell the verdict on every exercise."""

import sys
from pathlib import Path

from nbformat import NotebookNode

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.notebook_file import RIGHT, read_notebook, saved_verdicts
from coursekit.notebook_run import KernelStopped, load_for_running, run_cells
from coursekit.progress.learner_copies import copies, describe_old, outdated
from coursekit.progress.points import earned
from coursekit.release.release import GradedCell, read_release
from coursekit.words import points

WHY_NOT = "its check cell is missing, did not run, or raised an error"


def check_notebook(course: Course, target: str, timeout: float) -> bool:
    """Run a notebook in a fresh kernel and print what its checks say; save nothing.

    The target is a notebook file, or a unit: then the learner's copy of it. A cell may take
    `timeout` seconds. True comes back only if every exercise is right and no cell raised an error.
    """
    path = find_notebook(course, target)
    exercises = expected_exercises(course, path)
    notebook = load_for_running(path)
    print(f"Running {path} in a fresh kernel (nothing is saved).")
    stopped = _run(notebook, path, course, timeout)

    verdicts = saved_verdicts(notebook)
    all_right = True
    for exercise in exercises:
        verdict = verdicts.get(exercise.id)
        all_right &= verdict is not None and verdict.status == RIGHT
        print(verdict.message if verdict else f"– {exercise.id}: not checked ({WHY_NOT})")
    errors = list_errors(notebook)
    if stopped:
        errors.append(f"Stopped: {stopped}; the cells after it did not run.")
    most = sum(exercise.points for exercise in exercises)
    print(*errors, f"Total: {points(earned(exercises, verdicts), most)}", sep="\n")
    return all_right and not errors


def find_notebook(course: Course, target: str) -> Path:
    """Return the notebook that is meant: a file, or the learner's copy of a unit."""
    path = Path(target)
    if path.suffix == ".ipynb":
        return path
    if path.is_file():
        raise CourseError(f"{target} is not a notebook; give a .ipynb file or the name of a unit.")
    unit = course.unit(path.name or target)
    *old, notebook = copies(course, unit)
    if not notebook.exists():
        problem = f"{unit.name} is not in {course.work} yet"
        if old:
            problem = describe_old([str(old[-1])], outdated(course, old[-1], unit))
        raise CourseError(f"{problem}; `coursekit lab` copies it to {notebook.parent}.")
    return notebook


def expected_exercises(course: Course, path: Path) -> tuple[GradedCell, ...]:
    """Return the graded exercises of the notebook's unit as it was released.

    A learner may have deleted a check cell, so the released unit is asked; the notebook's own
    graded cells count only where that unit is unknown.
    """
    about = read_notebook(path)["metadata"].get("course")
    for unit in course.units():
        if isinstance(about, dict) and unit.name == about.get("unit"):
            if reasons := outdated(course, path, unit):
                fresh = copies(course, unit)[-1].parent
                raise CourseError(
                    f"{describe_old([str(path)], reasons)}; copy your functions into a fresh copy "
                    f"of the unit, which `coursekit lab` puts in {fresh}."
                )
            return unit.exercises
    try:
        exercises = read_release(path.read_bytes()).graded_cells
    except (ValueError, KeyError, TypeError, AttributeError):  # no release was ever made so
        exercises = ()
    if not exercises:
        raise CourseError(
            f"{path} is not a notebook of the course: it names no unit and has no graded cell. "
            "Choose one from your work folder."
        )
    return exercises


def list_errors(notebook: NotebookNode) -> list[str]:
    """Return a line for each cell that raised, except where it is tagged to raise."""
    lines = []
    for cell in notebook.cells:
        if "raises-exception" in cell.metadata.get("tags", []):
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                said = " ".join(output.evalue.split())
                said = said if len(said) <= 200 else f"{said[:200]}…"
                lines.append(f"Error in cell [{cell.execution_count}]: {output.ename}: {said}")
    return lines


def _run(notebook: NotebookNode, path: Path, course: Course, timeout: float) -> str:
    """Run the cells and show a line of progress on a terminal; return why it stopped early."""
    total = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in notebook.cells)
    shown = sys.stderr.isatty()

    def show(number: int) -> None:
        if shown:
            print(f"\rcell {number} of {total}", end="", file=sys.stderr, flush=True)

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []  # a verdict saved earlier must not pass for one of this run
    try:
        run_cells(notebook, path.parent, course, timeout=timeout, allow_errors=True, on_cell=show)
    except KernelStopped as stop:
        return str(stop)
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
    return ""
