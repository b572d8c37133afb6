"""The environment variables of the programs that the course starts."""

import contextlib
import os
import sys
import sysconfig
from collections.abc import Iterator

from coursekit.course import Course


def child_environment(course: Course) -> dict[str, str]:
    """Return this process's variables with what JupyterLab, kernels and nbgrader need.

    Parameters
    ----------
    course : Course
        The course that the child works on.

    Returns
    -------
    dict
        The environment's own programs come first on PATH (nbgrader runs ``alembic`` from there);
        COURSEKIT_PREFIX lets a kernel tell whether it is the course's own environment.
    """
    programs = sysconfig.get_path("scripts")
    return os.environ | {
        "PATH": os.pathsep.join(filter(None, [programs, os.environ.get("PATH")])),
        "COURSEKIT_PREFIX": sys.prefix,
        "COURSEKIT_ROOT": str(course.root),
        "COURSEKIT_WORK": str(course.work),
        # This environment's kernel wins over one of the same name in the home folder.
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


@contextlib.contextmanager
def variables(**values: str) -> Iterator[None]:
    """Set variables of this process for a while; then they are as they were.

    nbgrader has a function of this kind, which forgets what they were.
    """
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
