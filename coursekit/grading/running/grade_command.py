"""``coursekit grade UNIT``: from what was handed in to grades, pages and records."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, replace
from pathlib import Path

from coursekit.atomic_write import write_atomically, writing_to
from coursekit.course import Course, Unit
from coursekit.errors import CourseError
from coursekit.grading.box import refusal
from coursekit.grading.deadlines import read_deadlines
from coursekit.grading.escaping import one_line
from coursekit.grading.gradebook import (
    NbgraderSettings,
    Records,
    final_grade,
    locked,
    open_keeper,
    read_gradebook,
    read_settings,
)
from coursekit.grading.intake import LARGEST_NOTEBOOK, IntakeError, open_folder, read_file
from coursekit.grading.intake import learners as find_learners
from coursekit.grading.judging import exercises_of
from coursekit.grading.running.pool import Pool, Runner
from coursekit.grading.running.run import Grading, Options
from coursekit.release.handed_out import keep, knowing_earlier_ones
from coursekit.release.release import Release


def grade_unit(course: Course, options: Options) -> int:
    """Grade everything that was handed in for a unit; return the exit code.

    It is 0 when every submission was judged, whatever its points; 1 when one could not be, and
    scores 0 for the reason that its line says; 130 after Ctrl-C. A CourseError says that there is
    nothing to grade or nothing to grade it with.
    """
    unit = course.unit(options.unit)
    if options.sandbox and not options.scheduler and (sentence := refusal()):
        raise CourseError(sentence)
    deadlines = read_deadlines(course.deadlines, [one.name for one in course.units()])
    exercises_of(unit.release)  # each graded cell is an exercise that can be judged
    # The workers start while nbgrader is imported, which takes as long.
    with _runner(options) as runner, locked(course.records(unit.name)):
        settings = read_settings(course, options.database)
        unit = replace(unit, release=_with_earlier_ones(course, unit, settings))
        learners = _learners(settings, unit, options)
        records = Records(course.records(unit.name))
        with open_keeper(settings, unit.name, unit.release, records, deadlines) as keeper:
            return Grading(options, unit, settings, keeper, learners).run(runner)


def _with_earlier_ones(course: Course, unit: Unit, settings: NbgraderSettings) -> Release:
    """Keep what is handed out now, and let the release know what was handed out before."""
    folder = course.handed_out(unit.name)
    with writing_to(folder, "what was handed out must be kept, so mend that"):
        keep(folder, unit.release.data)
        outbound = settings.exchange / settings.course_id / "outbound"
        with (
            contextlib.suppress(IntakeError),  # nothing is there, or nothing of ours
            open_folder(outbound, unit.name) as within,
        ):
            keep(folder, read_file(within, f"{unit.name}.ipynb", LARGEST_NOTEBOOK))
    return knowing_earlier_ones(unit.release, folder)


def explain(course: Course, unit: str, learner: str, database: str = "") -> str:
    """Say how a learner's grade came about, and write a page that says it to others.

    `database` is the address of the gradebook, in place of the configuration's. A CourseError says
    that there is no record of a grade.
    """
    from coursekit.grading.running.explain_grade import dispute_page, explain_record

    found = course.unit(unit)
    name = found.name
    records = Records(course.records(name))
    record = records.read(learner) if learner == Path(learner).name else None
    if record is None:
        raise CourseError(
            f"There is no record of a grade of {one_line(learner)!r} for {name} in "
            f"{records.folder}; `coursekit grade {name}` makes one."
        )
    kept = final_grade(record)
    grade = read_gradebook(course, name, database).get(learner, kept)
    remark = ""
    if kept.gradebook not in ("", grade.gradebook):
        remark = (
            f"\n\nThe score above is that of the gradebook {grade.gradebook}. The rest is of the "
            f"record, which was written for {kept.gradebook}; --db says which gradebook is asked."
        )
    # Points by hand or a penalty may be newer than the record.
    record |= {"grade": asdict(grade)}
    page = course.explained(name) / f"{learner}.html"
    handed_over = f"The same as a page to hand over: {page}"
    try:
        write_atomically(page, dispute_page(record, found.title).encode(), 0o600)
    except OSError as error:
        handed_over = f"There is no page of it to hand over: {page}: {error.strerror}."
    return f"{explain_record(record, records.path(learner))}{remark}\n\n{handed_over}"


def _learners(settings: NbgraderSettings, unit: Unit, options: Options) -> list[str]:
    """Return those who handed something in, or of them those who are asked for."""
    found = find_learners(settings.all_submitted, unit.name)
    missing = [name for name in options.learners if name not in found]
    if missing:
        raise CourseError(
            f"{one_line(missing[0])!r} handed in nothing for {unit.name}: there is no "
            f"{settings.submitted_by(one_line(missing[0]), unit.name)}."
        )
    if not found:
        raise CourseError(
            f"Nothing was handed in for {unit.name}. `nbgrader collect {unit.name}` fetches it "
            "from the exchange; or put each notebook at "
            f"{settings.submitted_by('<learner>', unit.name)}/{unit.name}.ipynb."
        )
    return [name for name in found if not options.learners or name in options.learners]


def _runner(options: Options) -> Runner:
    if not options.scheduler:
        return Pool(options.workers)
    from coursekit.grading.running.cluster import Cluster

    return Cluster(options.scheduler, sandbox=options.sandbox)
