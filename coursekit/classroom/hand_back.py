"""``coursekit hand-back UNIT``: the pages of those who did not hand in through the exchange."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.classroom.collect import ORIGIN
from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.grading.gradebook import read_settings
from coursekit.grading.intake import IntakeError, learners, open_folder, read_file

LONGEST_ORIGIN = 4096  # bytes


def hand_back(course: Course, unit: str, output: Path | None = None) -> tuple[Path, int]:
    """Pack the pages of feedback for uploading; return the zip, and how many pages are in it.

    Each has the name that its notebook came with: a platform knows by it whose each one is. What
    was not collected from a zip is packed as ``<learner>/<unit>.html``. A CourseError says that
    there is no page.
    """
    name = course.unit(unit).name
    settings = read_settings(course)
    target = output or course.build / "feedback" / f"{name}.zip"
    packed = io.BytesIO()
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for learner in learners(settings.all_submitted, name):
            page = settings.feedback(learner, name)
            if not page.is_file():
                continue
            came = _origin(settings.all_submitted, learner, name)
            inside = came.with_suffix(".html") if came else f"{learner}/{name}.html"
            archive.write(page, str(inside))
            count += 1
    if not count:
        raise CourseError(
            f"There is no page of feedback for {name}; `coursekit grade {name}` makes them."
        )
    with writing_to(target, "give another place by --output FILE"):
        write_atomically(target, packed.getvalue(), 0o600)  # it holds everybody's points
    return target, count


def _origin(submitted: Path, learner: str, unit: str) -> PurePosixPath | None:
    """The name under which a notebook came, if it was collected and the name leads nowhere else."""
    try:
        with open_folder(submitted, learner, unit) as folder:
            name = read_file(folder, ORIGIN, LONGEST_ORIGIN).decode("utf-8", "replace").strip()
    except IntakeError:
        return None
    path = PurePosixPath(name.replace("\\", "/"))
    return None if path.is_absolute() or ".." in path.parts or not name else path
