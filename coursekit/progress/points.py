"""How far the learner is: the saved verdicts of each unit, as a table and as the start page."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.atomic_write import write_text
from coursekit.course import WORK_REMEDY, Course, Unit, find_course
from coursekit.errors import CourseError
from coursekit.notebook_file import SavedVerdict, read_notebook, saved_verdicts
from coursekit.progress.learner_copies import copies, tell_of_old_copies
from coursekit.release.release import GradedCell
from coursekit.words import bar, points

MARK = "<!-- Written by coursekit, and rewritten whenever you save a notebook. -->"

HAND_IN = """
**Handing in.** *Nbgrader → Assignment List*: **Submit** hands a unit in as it is saved, as often \
as you like; the last one counts. **Fetch** there brings a unit that was handed out since you \
came, and **Fetch Feedback** the page on your work.
"""

HEAD = """\
# Convolution filters and feature maps

Welcome! Here you will find out, by predicting, playing and building, how the size of a filter, \
the stride, the padding and the number of filters decide what comes out of a convolution. \
Take the units in order, take your time, and be glad of each wrong guess: \
it shows you where the next idea is.

| unit | what it teaches | minutes | how far you are |
|:--|:--|--:|:--|
"""

FOOT = """
**How it works.** Open a unit, read, and run its cells with Shift + Enter. Where a cell says \
`check(...)`, running it tells you at once whether your function is right and, if not, what went \
wrong. Stuck? `check(apply_filter, hint=2)` in a cell of your own gives the next hint; the last \
is nearly the whole answer. Save with Ctrl + S; the points above count what you saved. \
A slider that does nothing, as after a restart, wakes up when you run its cell again.

**Practice** between units: `from convtutor import practice` and then `practice()`, in a cell of \
any notebook, asks for three minutes what you still get wrong. It earns no points.

**This page** is brought up to date at each save. Choose *File → Reload Markdown File from Disk* \
to see the newest points, and write your own notes in another file.

**In a terminal**, from the folder of the course: `coursekit check 01` runs a unit from top to \
bottom and repeats its verdicts, `coursekit progress` shows the points, and `coursekit reset 01` \
gives you a fresh copy of a unit and keeps your old one under a dated name. \
(If you came by `make lab`, the program is `.venv/bin/coursekit`.)
"""


@dataclass(frozen=True)
class Progress:
    """How far the learner is in one unit."""

    unit: Unit
    notebook: Path  # the learner's copy, or where it would be
    points: float = 0.0  # by the verdicts saved in it, and in copies from earlier versions
    problem: str = ""  # why there are no points to show: "not started", "cannot be read"

    @property
    def text(self) -> str:
        """The points with a small bar, or the problem; and whether the unit is optional."""
        optional = " (optional)" if self.unit.optional else ""
        if self.problem:
            return self.problem + optional
        far = f"{bar(self.points, self.unit.points)} {points(self.points, self.unit.points)}"
        return far + optional


def measure(course: Course, unit: Unit) -> Progress:
    """Read the learner's points in a unit, without running anything."""
    *old, path = copies(course, unit)
    if not path.exists() and not old:
        return Progress(unit, path, problem="not started")
    best: dict[str, SavedVerdict] = {}
    try:
        for copy in filter(Path.exists, [*old, path]):
            for id, verdict in saved_verdicts(read_notebook(copy)).items():
                if id not in best or verdict.points > best[id].points:
                    best[id] = verdict
    except CourseError:
        problem = f"cannot be read; mend it, or: coursekit reset {unit.name}"
        return Progress(unit, path, problem=problem)
    return Progress(unit, path, earned(unit.exercises, best))


def earned(exercises: Iterable[GradedCell], verdicts: dict[str, SavedVerdict]) -> float:
    """Return the sum of the verdicts' points, each within 0 and its exercise's maximum."""
    return sum(
        min(max(verdicts[exercise.id].points, 0.0), exercise.points)
        for exercise in exercises
        if exercise.id in verdicts
    )


def progress_table(course: Course) -> str:
    """Return the learner's points, one aligned line a unit, and a word on copies of old units."""
    units = course.units()
    width = max(len(unit.name) for unit in units)
    lines = [f"{unit.name:{width}}  {measure(course, unit).text}" for unit in units]
    return "\n".join(filter(None, [*lines, tell_of_old_copies(course)]))


def write_start_page(course: Course) -> None:
    """Write the page that JupyterLab opens first, with the learner's points.

    A CourseError says that a page of this name is there that coursekit did not write.
    """
    page = course.start_page
    if page.exists() and MARK not in page.read_text(encoding="utf-8", errors="replace"):
        raise CourseError(
            f"{page} is yours and not the start page of the course; rename it, and try again."
        )
    rows = "".join(_row(measure(course, unit)) for unit in course.units())
    write_text(page, f"{MARK}\n{HEAD}{rows}{_in_class()}{FOOT}\n{_glossary()}", WORK_REMEDY)


def _in_class() -> str:
    """Say how units are handed in, where there is a class to hand them in to."""
    return HAND_IN if os.environ.get("NBGRADER_EXCHANGE") else ""


def _glossary() -> str:
    """The words of the course, to which the units link."""
    return Path(__file__).with_name("glossary.md").read_text(encoding="utf-8")


def refresh_start_page(model: dict[str, Any], contents_manager: Any, **others: object) -> None:
    """Bring the start page up to date after a notebook was saved; JupyterLab calls this.

    The model is what was saved, and the manager what saved it; a failure goes into its log.
    """
    if model["type"] != "notebook":
        return
    try:
        write_start_page(find_course())
    except Exception as error:  # whatever it is, it must not spoil the learner's save
        contents_manager.log.error("The start page was not brought up to date: %s", error)


def _row(progress: Progress) -> str:
    unit = progress.unit
    cells = [
        f"[{_cell(unit.title)}]({progress.notebook.parent.name}/{progress.notebook.name})",
        _cell(unit.teaches),
        str(unit.minutes or ""),
        _cell(progress.text).replace(" ", "\N{NO-BREAK SPACE}"),
    ]
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
