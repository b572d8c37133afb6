"""Run all cells of a notebook in a fresh kernel of this very environment."""

import logging
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.notebook_file import read_notebook


class KernelStopped(Exception):
    """The run ended early: a cell took too long, or the kernel died; the sentence says which."""


def load_for_running(path: Path) -> NotebookNode:
    """Read a notebook into the form that runs; CourseError where the file is not one."""
    read_notebook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # cells without ids run as well as others
        try:
            return nbformat.read(path, as_version=4)
        except Exception as error:  # nbformat raises many kinds for what is not a notebook
            raise CourseError(f"{path} is not a notebook that can be run: {error}") from None


def run_cells(
    notebook: NotebookNode,
    folder: Path,
    course: Course,
    *,
    timeout: float,
    allow_errors: bool,
    on_cell: Callable[[int], None] = lambda number: None,
) -> None:
    """Run a notebook's cells in order; their outputs go into the notebook object alone.

    The kernel works in the folder, with the variables of the course. One cell may take `timeout`
    seconds. Where errors are allowed, it goes on after a cell that raised. `on_cell` is called with
    the number of each code cell before it runs, counted as in ``In [1]``.

    A CourseError says that no kernel starts, `KernelStopped` that a cell takes too long, or the
    kernel dies, and nbclient's CellExecutionError that a cell raised and errors are not allowed.
    """
    running = 0

    def count(cell: NotebookNode, cell_index: int) -> None:
        nonlocal running
        running += 1
        on_cell(running)

    # Only this environment's kernel will do, whatever the notebook or the home folder names.
    specs = KernelSpecManager(kernel_dirs=[str(Path(sys.prefix) / "share/jupyter/kernels")])
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        allow_errors=allow_errors,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        on_cell_execute=count,
    )
    client.log.setLevel(logging.CRITICAL)  # what it would log is said by the exceptions
    try:
        client.execute(
            cwd=str(folder),
            env=course.child_environment(),
            stderr=subprocess.DEVNULL,  # the kernel's own remarks; what cells write comes by wire
            cleanup_kc=True,
        )
    except CellTimeoutError:
        raise KernelStopped(f"cell [{running}] took longer than {timeout:g} seconds") from None
    except DeadKernelError:
        raise KernelStopped(f"the kernel died or was stopped in cell [{running}]") from None
    except (OSError, RuntimeError) as error:
        if running:
            raise
        raise CourseError(
            f"No Python kernel could be started ({error}). Install the course again into "
            f"{sys.prefix}, and try `python -m ipykernel --version` there."
        ) from None
