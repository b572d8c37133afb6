"""A user's JupyterLab on a JupyterHub, by role: what the hub starts as that user.

Whoever they are, an instructor or a learner, is the hub's to say, in `COURSEKIT_ROLE`.
"""

import contextlib
import os
import sys
from pathlib import Path

from coursekit.course import START_PAGE, Course
from coursekit.errors import CourseError
from coursekit.lab.lab_server import jupyter_environment, keep_file_browser_closed, layouts_option
from coursekit.lab.work_folder import prepare

COURSE_ID = "convolution"
"""The course's name in nbgrader, and of the learner's folder, which nbgrader fetches units into."""
TEAM = 0o002
"""The mask of instructors' files: the team shares them. The class's folder keeps others out; what
nbgrader copies from there to the exchange, such as feedback, keeps its mode and must be readable.
"""


def main(options: list[str]) -> None:
    """Become the server of this user; options are JupyterHub's own, for it."""
    if os.environ.get("COURSEKIT_ROLE") == "instructor":
        os.umask(TEAM)
        environment, own = _instructor(Path(os.environ["COURSEKIT_CLASS"]))
    else:
        environment, own = _learner(Path.home(), os.environ.get("NBGRADER_EXCHANGE", ""))
    server = Path(sys.executable).with_name("jupyterhub-singleuser")
    os.execve(server, [str(server), *own, *options], environment)


def _instructor(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Work in the folder of the class, which all instructors share."""
    course = Course(folder, Path.home() / COURSE_ID)
    os.chdir(folder)  # where nbgrader and a terminal begin
    # SQLite would make it so that only its maker may write; it fills an empty one.
    with contextlib.suppress(OSError):
        os.close(os.open(folder / "gradebook.db", os.O_CREAT, 0o660))
    environment = jupyter_environment(course, "instructor")
    return environment | {"JUPYTERHUB_ROOT_DIR": str(folder)}, []


def _learner(home: Path, exchange: str) -> tuple[dict[str, str], list[str]]:
    """Work in the home folder, on the units that have been handed out so far."""
    course = Course(_handed_out(home, exchange), home / COURSE_ID)
    begin = "/lab"
    try:
        prepare(course)
        keep_file_browser_closed(course)
        begin = f"/lab/tree/{COURSE_ID}/{START_PAGE}"
    except CourseError as error:  # JupyterLab opens all the same; the hub's log has the reason
        print(f"coursekit: {error}", file=sys.stderr)
    environment = jupyter_environment(course, "learner")
    environment |= {"JUPYTERHUB_ROOT_DIR": str(home), "JUPYTERHUB_DEFAULT_URL": begin}
    return environment, [layouts_option(course)]


def _handed_out(home: Path, exchange: str) -> Path:
    """Return a course folder whose units are those of the exchange, in the form that was released.

    Where there is no exchange, as for somebody who learns alone, they are those that are installed.
    """
    root = home / ".local" / "share" / "convolution-course"
    notebooks = root / "notebooks"
    root.mkdir(parents=True, exist_ok=True)
    notebooks.unlink(missing_ok=True)
    if exchange:
        notebooks.symlink_to(Path(exchange, COURSE_ID, "outbound"))
    return root


if __name__ == "__main__":
    main(sys.argv[1:])
