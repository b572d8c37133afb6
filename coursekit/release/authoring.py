"""For authors: run the solutions in place, and make the learners' notebooks from them."""

import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from coursekit.atomic_write import write_text
from coursekit.course import Course, notebook_in, unit_notebooks
from coursekit.errors import CourseError
from coursekit.notebook_file import read_notebook
from coursekit.notebook_run import KernelStopped, load_for_running, run_cells
from coursekit.release.handed_out import keep

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# These name objects of the kernel that made them, which is gone when the notebook is read.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def choose_solutions(course: Course, names: list[str]) -> list[Path]:
    """Return the source notebooks of these units, or of all when none is named.

    A CourseError says which name fits none of them.
    """
    paths = unit_notebooks(course.solutions)
    if not paths:
        raise CourseError(
            f"There are no notebooks in {course.solutions}; each unit is <unit>/<unit>.ipynb."
        )
    for name in names:
        if not any(path.stem.startswith(name) for path in paths):
            known = ", ".join(path.stem for path in paths)
            raise CourseError(f"{name!r} is the start of no unit; choose from {known}.")
    return [path for path in paths if path.stem.startswith(tuple(names or [""]))]


def execute_solution(course: Course, path: Path, timeout: float) -> None:
    """Run a source notebook and save it with clean outputs that come out the same each time.

    A CourseError says which cell raised, or took longer than the timeout in seconds; then nothing
    is saved.
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

    Where that fails, a CourseError has the end of what it said, and what was released before stays.
    What it takes the place of is kept: learners may have been handed that.
    """
    course.require_plain_path()
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", unit, "--no-db", "--force"]
    released = course.released / unit
    course.released.mkdir(parents=True, exist_ok=True)
    # Made beside it, and renamed: nbgrader itself begins by removing what was released before.
    with tempfile.TemporaryDirectory(prefix=".making-", dir=course.released) as folder:
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
        if released.exists():
            replaced, made = (notebook_in(one, unit) for one in (course.released, Path(folder)))
            if replaced.exists() and replaced.read_bytes() != made.read_bytes():
                keep(course.handed_out(unit), replaced.read_bytes())
            released.rename(Path(folder) / f"{unit}.before")
        (Path(folder) / unit).rename(released)
