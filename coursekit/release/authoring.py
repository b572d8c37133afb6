"""For authors: run the solutions in place, and make the learners' notebooks from them."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from coursekit.atomic_write import write_text
from coursekit.course import Course, unit_notebooks
from coursekit.errors import CourseError
from coursekit.notebook_file import read_notebook
from coursekit.notebook_run import KernelStopped, load_for_running, run_cells

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# These name objects of the kernel that made them, which is gone when the notebook is read.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def choose_solutions(course: Course, names: list[str]) -> list[Path]:
    """Return the source notebooks of these units, or of all when none is named.

    Raises
    ------
    CourseError
        When a name fits none of them.
    """
    paths = unit_notebooks(course.solutions)
    if not paths:
        raise CourseError(
            f"There are no notebooks in {course.solutions}; each unit is <unit>/<unit>.ipynb."
        )
    chosen = [path for path in paths if any(path.stem.startswith(name) for name in names)]
    for name in names:
        if not any(path.stem.startswith(name) for path in paths):
            known = ", ".join(path.stem for path in paths)
            raise CourseError(f"{name!r} is the start of no unit; choose from {known}.")
    return chosen if names else paths


def execute_solution(course: Course, path: Path, timeout: float) -> None:
    """Run a source notebook and save it with clean outputs that come out the same each time.

    It is rewritten only if every cell ran.

    Raises
    ------
    CourseError
        When a cell raises, or takes longer than the timeout in seconds.
    """
    for number, cell in enumerate(read_notebook(path)["cells"], start=1):
        if "id" not in cell:
            print(
                f"Warning: cell {number} of {path.name} had no id and gets a random one; "
                "commit it, so that it stays.",
                file=sys.stderr,
            )
    notebook = load_for_running(path)
    try:
        run_cells(notebook, path.parent, course, timeout=timeout, allow_errors=False)
    except KernelStopped as stop:
        raise CourseError(f"{path} was not saved: {stop}.") from None
    except CellExecutionError as error:
        raise CourseError(
            f"{path} was not saved, because a cell raised {error.ename}: {error.evalue}\n"
            f"{error.traceback}"
        ) from None
    clean(notebook)
    write_text(path, nbformat.writes(notebook) + "\n", "it must be yours to change")


def clean(notebook: NotebookNode) -> None:
    """Remove what differs from run to run, and what only the kernel that is gone could show."""
    course = notebook.metadata.get("course")
    notebook.metadata = nbformat.from_dict(NOTEBOOK_METADATA)
    if course:
        notebook.metadata["course"] = course
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET_VIEW, None)


def release_notebook(course: Course, unit: str) -> None:
    """Make the learners' form of a unit with the real ``nbgrader generate_assignment``.

    Raises
    ------
    CourseError
        When nbgrader fails; with the end of what it said.
    """
    course.require_plain_path()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit, "--no-db", "--force"]
    # Made elsewhere: where nbgrader fails, it removes what was released before.
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [*command, f"--CourseDirectory.release_directory={folder}"],
            cwd=course.root,
            env=course.child_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if run.returncode != 0:
            tail = "\n".join(run.stdout.splitlines()[-12:])
            raise CourseError(f"nbgrader could not make {unit} from its solution. It said:\n{tail}")
        released = course.released / unit
        if released.exists():
            shutil.rmtree(released)
        shutil.copytree(Path(folder) / unit, released)
