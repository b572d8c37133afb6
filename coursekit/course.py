"""Where the course lies, and which units it has."""

import os
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.release.release import GradedCell, Release, read_release


@dataclass(frozen=True)
class Unit:
    """One released unit."""

    name: str  # of its folder and notebook, such as 03_stride
    folder: Path  # of the released form, never the learner's
    release: Release

    @property
    def title(self) -> str:
        """What people read."""
        return self.release.title or self.name

    @property
    def teaches(self) -> str:
        """The unit's idea, in a sentence."""
        return str(self.release.about.get("teaches", ""))

    @property
    def minutes(self) -> int | None:
        """How long it takes, where the notebook says so."""
        minutes = self.release.about.get("minutes")
        return minutes if isinstance(minutes, int) else None

    @property
    def optional(self) -> bool:
        """Whether it is for those who want more, and stays out of a class's total."""
        return self.release.about.get("optional") is True

    @property
    def exercises(self) -> tuple[GradedCell, ...]:
        """What the course's own checks grade."""
        return self.release.graded_cells

    @property
    def points(self) -> float:
        """The most that the unit can earn, what a person grades included."""
        return sum(self.release.maxima.values())


PACKAGED = Path(__file__).parent / "notebooks"
"""The released units inside an installed wheel; a checkout has them beside the packages."""
HOME_FOLDER = "convolution-course"
"""In the home folder, for whoever installed a wheel: a place that needs no looking for."""
START_PAGE = "START.md"
WORK_REMEDY = "it must be a folder of your own with free space; `--work DIR` chooses another one"


def notebook_in(folder: Path, unit: str) -> Path:
    """Return ``<folder>/<unit>/<unit>.ipynb``, as a unit lies in every folder of the course."""
    return folder / unit / f"{unit}.ipynb"


class Course:
    """The course folder and the learner's folder, and where each thing lies in them.

    The root holds ``notebooks/`` and ``solutions/``; without the first, the units are those that
    were installed with this package, if it came as a wheel. The learner works in ``my-work`` in the
    root unless another folder is given. Where submissions, graded notebooks and feedback lie,
    ``nbgrader_config.py`` says in its own way (`coursekit.grading.gradebook.nbgrader_settings`).
    """

    def __init__(self, root: Path, work: Path | None = None) -> None:
        self.root = root.resolve()
        self.work = (work or self.root / "my-work").resolve()
        self.start_page = self.work / START_PAGE  # what JupyterLab opens first
        self.solutions = self.root / "solutions"  # the authors' notebooks
        self.nbgrader_config = self.root / "nbgrader_config.py"
        self.deadlines = self.root / "deadlines.toml"
        self.build = self.root / "build"  # what commands make again
        for kept in (self.released, self.solutions):
            if self.work == kept or kept in self.work.parents:
                raise CourseError(
                    f"{self.work} lies in the course's own {kept.name}/, which is regenerated; "
                    "choose another folder for your work."
                )

    @property
    def released(self) -> Path:
        """The folder of the generated notebooks that learners get a copy of."""
        beside = self.root / "notebooks"
        return PACKAGED if PACKAGED.is_dir() and not os.path.lexists(beside) else beside

    def records(self, unit: str) -> Path:
        """Return the folder of the records of a unit's grades."""
        return self.root / "grading" / unit

    def all_records(self) -> list[Path]:
        """Return the folders of records that are there."""
        folders = [self.records(unit.name) for unit in self.units()]
        return [folder for folder in folders if folder.is_dir()]

    def handed_out(self, unit: str) -> Path:
        """Return the folder of every form in which learners may have been handed a unit."""
        return self.records(unit) / "handed_out"

    def report(self, unit: str, *, anonymous: bool = False) -> Path:
        """Return the folder of the report on a unit."""
        return self.build / "report" / (unit + "-anonymous" * anonymous)

    def explained(self, unit: str) -> Path:
        """Return the folder of pages that say how grades of a unit came about."""
        return self.build / "explained" / unit

    def grades(self, platform: str) -> Path:
        """Return the table of grades for a learning platform."""
        return self.build / "grades" / f"{platform}.csv"

    def units(self) -> list[Unit]:
        """Return the released units, sorted by name; CourseError where none can be read."""
        found = [_read_unit(path) for path in unit_notebooks(self.released)]
        if not found:
            raise CourseError(
                f"There are no units in {self.released}. Install the course with "
                "`pip install -e .[lab]` from its own folder, or let COURSEKIT_ROOT name that "
                "folder. "
                "(Authors make them by `coursekit notebooks`.)"
            )
        return found

    def unit(self, name: str) -> Unit:
        """Return the unit of this name or number, or the only one whose name starts so.

        A CourseError says that no unit fits, or several do.
        """
        units = self.units()
        wanted = name.rstrip("/\\")
        wanted = wanted.zfill(2) if wanted.isdecimal() else wanted  # 3 means 03
        exact = [unit for unit in units if unit.name == wanted]
        fitting = exact or [unit for unit in units if wanted and unit.name.startswith(wanted)]
        if len(fitting) == 1:
            return fitting[0]
        which = "no unit" if not fitting else "several units"
        names = ", ".join(unit.name for unit in fitting or units)
        raise CourseError(f"{name!r} is the start of {which}; choose one of {names}.")

    def require_plain_path(self) -> None:
        """Refuse, by a CourseError, a folder whose path nbgrader takes for a pattern."""
        if signs := sorted(set(str(self.root)) & set("[]*?")):
            raise CourseError(
                f"The course lies in {self.root}, and nbgrader takes {' and '.join(signs)} in a "
                "path for a pattern, so it would find nothing there. Rename that folder, or move "
                "the course to another one."
            )

    def child_environment(self) -> dict[str, str]:
        """Return this process's variables with what JupyterLab, kernels and nbgrader need.

        The environment's own programs come first on PATH (nbgrader runs ``alembic`` from there);
        COURSEKIT_PREFIX lets a kernel tell whether it is the course's own environment.
        """
        programs = sysconfig.get_path("scripts")
        return os.environ | {
            "PATH": os.pathsep.join(filter(None, [programs, os.environ.get("PATH")])),
            "COURSEKIT_PREFIX": sys.prefix,
            "COURSEKIT_ROOT": str(self.root),
            "COURSEKIT_WORK": str(self.work),
            # This environment's kernel wins over one of the same name in the home folder.
            "JUPYTER_PREFER_ENV_PATH": "1",
        }


def unit_notebooks(folder: Path) -> list[Path]:
    """Return ``<unit>/<unit>.ipynb`` for each unit in a folder, sorted."""
    found = folder.glob("*/*.ipynb")
    return sorted(path for path in found if path == notebook_in(folder, path.stem))


def find_course(work: str | None = None) -> Course:
    """Return the course that this package belongs to, or the one that COURSEKIT_ROOT names.

    What was installed from a wheel keeps its things in ``convolution-course`` in the home folder.
    The learner's folder is the given one, or else what COURSEKIT_WORK says, or ``my-work``.
    """
    here = Path.home() / HOME_FOLDER if PACKAGED.is_dir() else Path(__file__).parents[1]
    root = os.environ.get("COURSEKIT_ROOT") or here
    work = work or os.environ.get("COURSEKIT_WORK")
    return Course(Path(root), Path(work).expanduser() if work else None)


def _read_unit(path: Path) -> Unit:
    try:
        return Unit(path.stem, path.parent, read_release(path.read_bytes()))
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(
            f"{path} is not a notebook of the course ({type(error).__name__}: {error}); "
            "`coursekit notebooks` makes it anew."
        ) from None
