"""nbgrader, loaded quickly; and what its configuration of the course says: folders, gradebook."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.json_schema import load_jsonschema


def load_nbgrader() -> None:
    """Import nbgrader, and let it make a new gradebook at once.

    To note in the gradebook which form of its tables it has, nbgrader would start the program
    `alembic`, which takes two seconds of work to say what its library says here.
    """
    load_jsonschema()
    import nbgrader.api
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    nbgrader.api.get_alembic_version = lambda: ScriptDirectory(ALEMBIC_DIR).get_current_head()


@dataclass(frozen=True)
class NbgraderSettings:
    """The settings that grading shares with nbgrader's own commands, as those would take them."""

    app: Any  # nbgrader's application: it holds the configuration, and is the parent of its parts
    course_id: str
    database: str

    @property
    def shown_database(self) -> str:
        """The gradebook's address as it may be shown."""
        return hide_password(self.database)

    @property
    def exchange(self) -> Path:
        """The folder through which units go out and come in."""
        from nbgrader.exchange.default import Exchange

        return Path(Exchange(parent=self.app, coursedir=self.app.coursedir).root)

    @property
    def all_submitted(self) -> Path:
        """The folder with a folder for each learner who handed something in."""
        return self.submitted_by(".", ".")

    def submitted_by(self, learner: str, unit: str) -> Path:
        """Return the folder of what a learner handed in."""
        return self._folder("submitted", learner, unit)

    def autograded(self, learner: str, unit: str) -> Path:
        """Return where a learner's graded notebook is."""
        return self._folder("autograded", learner, unit) / f"{unit}.ipynb"

    def feedback(self, learner: str, unit: str) -> Path:
        """Return where ``nbgrader release_feedback`` takes a learner's page from."""
        return self._folder("feedback", learner, unit) / f"{unit}.html"

    def _folder(self, step: str, learner: str, unit: str) -> Path:
        name = getattr(self.app.coursedir, f"{step}_directory")
        return Path(self.app.coursedir.format_path(name, learner, unit))


def read_settings(course: Course, database: str = "") -> NbgraderSettings:
    """Read the course's ``nbgrader_config.py``; a CourseError says that it cannot be used.

    `database` is the address of the gradebook, where it is not the configuration's own.
    """
    course.require_plain_path()
    load_nbgrader()
    from nbgrader.apps import NbGrader

    # The configuration of the folder that the command happens to be given in is not the course's.
    app = NbGrader(log_level=logging.CRITICAL)
    app.load_cwd_config = False
    try:
        app.initialize([], root=str(course.root))
    except SystemExit:
        raise CourseError(
            f"{course.nbgrader_config} cannot be used; `nbgrader --help` in {course.root} says why."
        ) from None
    app.coursedir.root = str(course.root)
    if database:
        app.coursedir.db_url = with_driver(database)
    return NbgraderSettings(app, app.coursedir.course_id, app.coursedir.db_url)


def hide_password(database: str) -> str:
    """Return an address of a database as it may be shown.

    Examples
    --------
    >>> hide_password("postgresql://grader:secret@localhost/course")
    'postgresql://grader:***@localhost/course'
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(database).render_as_string(hide_password=True)
    except ArgumentError:
        return "at this address"


def with_driver(database: str) -> str:
    """Name the driver that the course installs for PostgreSQL, where the address names none.

    Examples
    --------
    >>> with_driver("postgresql://grader@localhost/course")
    'postgresql+psycopg://grader@localhost/course'
    >>> with_driver("sqlite:///gradebook.db")
    'sqlite:///gradebook.db'
    """
    scheme, separator, rest = database.partition("://")
    if scheme in ("postgresql", "postgres"):
        return f"postgresql+psycopg{separator}{rest}"
    return database
