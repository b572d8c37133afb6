"""The commands for a class: each function's docstring is its help."""

from __future__ import annotations

import argparse
from pathlib import Path

from coursekit.course import find_course

Parsers = dict[str, argparse.ArgumentParser]


def add_arguments(parsers: Parsers, unit: str) -> None:
    """Add what each command can be told; `unit` says how a unit is named."""
    parsers["deadlines"].add_argument(
        "--new", action="store_true", help="write the file to begin with, where there is none"
    )
    collecting = parsers["collect"]
    collecting.add_argument("zip", type=Path, metavar="FILE.zip", help="as the platform gave it")
    collecting.add_argument(
        "--unit", default="", metavar="UNIT", help=f"whose notebooks they are ({unit})"
    )
    collecting.add_argument(
        "--handed-in",
        default="",
        metavar="TIME",
        help="when, where the zip does not say it: '2026-11-20 18:00 +0100'",
    )
    exporting = parsers["export"]
    exporting.add_argument("units", nargs="*", metavar="UNIT", help="else all that are graded")
    exporting.add_argument(
        "--lms",
        choices=("csv", "canvas", "moodle", "blackboard"),
        default="csv",
        help="whose form (%(default)s: for a spreadsheet)",
    )
    forgetting = parsers["forget"]
    forgetting.add_argument("learner", metavar="LEARNER", help="the name in the gradebook")
    forgetting.add_argument("--yes", action="store_true", help="do it, for good")
    archiving = parsers["archive"]
    what = archiving.add_mutually_exclusive_group()
    what.add_argument(
        "--restore", type=Path, metavar="FILE.zip", help="put a class back, where there is none"
    )
    what.add_argument(
        "--anonymous",
        action="store_true",
        help="instead tables without names, for research: points, mistakes, guesses",
    )
    for name in ("collect", "export", "report"):
        parsers[name].add_argument(
            "--roster",
            type=Path,
            metavar="FILE",
            help="who is in the class: a table of Canvas, Moodle, Blackboard, or id and name",
        )
    parsers["hand-back"].add_argument("unit", metavar="UNIT", help=unit)


def deadlines(options: argparse.Namespace) -> int:
    """For instructors: when each unit is due, and what coming late costs.

    Shows what deadlines.toml in the course folder says. Where there is no such file, nothing that
    comes late costs anything; --new writes one to begin with.
    """
    from coursekit.grading.deadlines import begin, show

    course = find_course(options.work)
    units = [unit.name for unit in course.units()]
    print(begin(course.deadlines, units) if options.new else show(course.deadlines, units))
    return 0


def collect(options: argparse.Namespace) -> int:
    """For instructors: take in what a learning platform hands out as one zip.

    Puts each notebook of a zip of Canvas, Moodle or Blackboard, or with a folder for each learner,
    where `coursekit grade` looks for it. The latest of several counts; nothing that lies there is
    lost. Says what could not be placed. Exit code: 0 if everything was placed, 1 if not.
    """
    from coursekit.classroom.collect import collect as collect_zip

    done = collect_zip(
        find_course(options.work),
        options.zip,
        unit=options.unit,
        roster=options.roster,
        handed_in=options.handed_in,
    )
    print(done.text())
    return 1 if done.not_placed else 0


def export(options: argparse.Namespace) -> int:
    """For instructors: write the grades as a table that a learning platform takes.

    A row for each learner: of the roster, those who handed in nothing too; else of the gradebook.
    Optional units are out of the total; for a platform they are in a file of their own.
    """
    from coursekit.classroom.export import export as export_grades

    done = export_grades(
        find_course(options.work),
        options.lms,
        roster=options.roster,
        units=tuple(options.units),
        output=options.output,
        database=options.db,
    )
    print(done.text())
    return 0


def hand_back(options: argparse.Namespace) -> int:
    """For instructors: pack the pages of feedback for uploading to a learning platform.

    Each page bears the name that its notebook had in the zip that was collected, by which the
    platform knows whose it is.
    """
    from coursekit.classroom.hand_back import hand_back as pack

    target, count = pack(find_course(options.work), options.unit, options.output)
    print(f"{count} page{'s' * (count != 1)} in {target}")
    return 0


def forget(options: argparse.Namespace) -> int:
    """For instructors: delete all that the course holds of one person.

    Deletes what a learner handed in, notebooks, pages, records and grades, and the reports and
    tables that name everybody, which their commands make again. Without --yes it only says what.
    """
    from coursekit.classroom.forget import forget as forget_learner

    course = find_course(options.work)
    print(forget_learner(course, options.learner, really=options.yes, database=options.db))
    return 0


def archive(options: argparse.Namespace) -> int:
    """For instructors: keep all of a class in one file, and put it back.

    Writes a zip of the gradebook, records, what was handed in, graded notebooks and pages: a backup
    at any time, and what is kept after the term. It names everybody.
    """
    from coursekit.classroom import archive as archiving

    course = find_course(options.work)
    if options.restore:
        count = archiving.restore(course, options.restore, options.db)
        print(f"{count} files are back in {course.root}. Next: coursekit grade UNIT")
    elif options.anonymous:
        from coursekit.classroom.anonymous import archive_without_names

        print(archive_without_names(course, options.output, options.db))
    else:
        target, count = archiving.archive(course, options.output, options.db)
        print(f"{count} files in {target}, which names everybody.")
    return 0


COMMANDS = (deadlines, collect, export, hand_back, forget, archive)
