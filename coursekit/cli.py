"""The command line: ``coursekit COMMAND``."""

import argparse
import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from coursekit.classroom import commands as classroom
from coursekit.course import find_course
from coursekit.errors import CourseError
from coursekit.grading.running.arguments import add_arguments, whole_number

# The commands import what they need when they run: `progress` need not wait for JupyterLab.

OURS = ("convlib", "convtutor", "coursekit")
NEEDS_LAB = (
    "coursekit: `coursekit {command}` needs {package}, which is not installed here. All that "
    'commands need comes with: pip install "convolution-course[lab]"'
)
UNIT = "its number, or the start of its name, will do: 3"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: the words after ``coursekit``, which are those of the process unless given.

    Returns
    -------
    int
        0 when all is well, 1 when a check found something wrong, 2 for a fault that its sentence
        on stderr explains, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ✓ still gets the words
    parser = build_parser()
    options, others = parser.parse_known_args(arguments)
    if others and options.command != "lab":
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    options.others = others
    try:
        with _ending_like_interrupting():
            return options.run(options)
    except CourseError as error:
        print(f"coursekit: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        package = str(missing.name).partition(".")[0]
        if package in OURS:
            raise
        print(NEEDS_LAB.format(command=options.command, package=package), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


@contextlib.contextmanager
def _ending_like_interrupting() -> Iterator[None]:
    """Let what ends a program, or closes its terminal, act like Ctrl-C: nothing stays behind.

    What is ignored, as in the background by `nohup`, stays so.
    """
    numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    asking = [number for number in numbers if number and signal.getsignal(number) == signal.SIG_DFL]
    for number in asking:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in asking:
            signal.signal(number, signal.SIG_DFL)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands: each is a function below, and its docstring its help."""
    parser = argparse.ArgumentParser(
        prog="coursekit",
        description="Runs the course: open it, check your work, see how far you are, grade.",
        epilog="`coursekit COMMAND --help` says more about a command.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {}
    for_all, for_authors = (_lab, _check, _progress, _reset), (_execute, _notebooks)
    ours = (*for_all, *for_authors, _grade, _report, _worksheet, _explorer_page)
    for_pages = (_network_page, _practice_page)
    for run in (*ours, *for_pages, *classroom.COMMANDS):
        summary, _, description = (run.__doc__ or "").partition("\n\n")
        parsers[run] = commands.add_parser(
            _command(run),
            help=f"{summary[0].lower()}{summary[1:-1]}",
            description=description,
            allow_abbrev=False,
        )
        parsers[run].set_defaults(run=run)
        parsers[run].add_argument(
            "--work",
            metavar="DIR",
            help="your work folder (else what COURSEKIT_WORK says, else the course's my-work)",
        )
    parsers[_lab].add_argument(
        "--prepare",
        action="store_true",
        help="only copy the units and write the start page: for a Jupyter that runs already",
    )
    parsers[_lab].add_argument(
        "--no-browser", action="store_true", help="only print the address to open"
    )
    parsers[_lab].add_argument(
        "--port",
        type=whole_number("a port; choose one from 1 to 65535", most=65535),
        metavar="N",
        help="use this port, or say it is taken",
    )
    parsers[_check].add_argument(
        "notebook",
        metavar="NOTEBOOK|UNIT",
        help=f"a .ipynb file, or a unit of your work folder; {UNIT}",
    )
    for run in (_reset, _grade, _report):
        parsers[run].add_argument("unit", metavar="UNIT", help=UNIT)
    for run in (_execute, _notebooks):
        parsers[run].add_argument(
            "units", nargs="*", metavar="UNIT", help="all units, if none is given"
        )
    for run, seconds in ((_check, 60), (_execute, 120)):
        parsers[run].add_argument(
            "--timeout",
            type=whole_number("a whole number of seconds from 1 up"),
            default=seconds,
            metavar="S",
            help="seconds that one cell may take (%(default)s)",
        )
    by_name = {_command(run): parser for run, parser in parsers.items()}
    classroom.add_arguments(by_name, UNIT)
    for name in ("grade", "report", "export", "forget", "archive"):
        by_name[name].add_argument(
            "--db",
            default="",
            metavar="ADDRESS",
            help="the gradebook, such as postgresql://user@host/name (else nbgrader's own setting)",
        )
    add_arguments(parsers[_grade])
    parsers[_report].add_argument(
        "--anonymous", action="store_true", help="name nobody: to show in class"
    )
    for option, most, usual, said in (
        ("--questions", 60, 20, "how many questions"),
        ("--versions", 8, 4, "how many versions, A to at most H"),
        ("--seed", 10**9, 1, "another seed gives other questions"),
    ):
        parsers[_worksheet].add_argument(
            option,
            type=whole_number(f"a whole number from 1 to {most:,}", most=most),
            default=usual,
            metavar="N",
            help=f"{said} (%(default)s)",
        )
    parsers[_worksheet].add_argument(
        "--ideas", nargs="+", default=(), metavar="IDEA", help="such as map-side (else all)"
    )
    for name, what, place in (
        ("report", "DIR", "report/UNIT"),
        ("worksheet", "DIR", "worksheet"),
        ("explorer-page", "FILE", "explorer.html"),
        ("network-page", "FILE", "network.html"),
        ("practice-page", "FILE", "practice.html"),
        ("export", "FILE", "grades/LMS.csv"),
        ("archive", "FILE", "archive/COURSE-DATE.zip"),
        ("hand-back", "FILE", "feedback/UNIT.zip"),
    ):
        by_name[name].add_argument(
            "--output", type=Path, metavar=what, help=f"else build/{place} beside the course"
        )
    return parser


def _command(run: Callable[[argparse.Namespace], int]) -> str:
    return run.__name__.strip("_").replace("_", "-")


def _lab(options: argparse.Namespace) -> int:
    """Open the course in JupyterLab.

    Copies the units once to your work folder, where nothing is ever overwritten, and opens
    JupyterLab on the start page. Further options go to it (see `jupyter lab --help`).
    """
    from coursekit.lab.work_folder import prepare

    course = find_course(options.work)
    if options.prepare:
        prepare(course)
        return 0
    from coursekit.lab.lab_server import open_lab

    return open_lab(
        course,
        port=options.port,
        browser=not options.no_browser,
        options=options.others,
    )


def _check(options: argparse.Namespace) -> int:
    """Run a notebook and tell the verdict on each exercise.

    Runs a notebook from top to bottom in a fresh kernel, saves nothing, and prints the verdict on
    each exercise. Exit code: 0 if everything is right, 1 if not, 2 if there is nothing to check.
    """
    from coursekit.progress.check import check_notebook

    right = check_notebook(find_course(options.work), options.notebook, options.timeout)
    return 0 if right else 1


def _progress(options: argparse.Namespace) -> int:
    """Show your points in each unit.

    Shows the points of each unit by the verdicts saved in your notebooks; runs nothing.
    """
    from coursekit.progress.points import progress_table

    print(progress_table(find_course(options.work)))
    return 0


def _reset(options: argparse.Namespace) -> int:
    """Start a unit again with a fresh copy.

    Puts a fresh copy of a unit in your work folder. Your old copy is kept beside it, under a name
    with the date and time.
    """
    from coursekit.lab.work_folder import reset_unit

    course = find_course(options.work)
    fresh, kept = reset_unit(course, course.unit(options.unit), datetime.now())
    if kept:
        print(f"Your old copy is kept in {kept}.")
    print(f"A fresh copy is in {fresh}.")
    return 0


def _execute(options: argparse.Namespace) -> int:
    """For authors: run solutions/ and save clean outputs.

    Runs solutions/<unit>/<unit>.ipynb and saves it with outputs that come out the same each time.
    Stops at the first error without saving that notebook.
    """
    from coursekit.release.authoring import choose_solutions, execute_solution

    course = find_course(options.work)
    for path in choose_solutions(course, options.units):
        print(f"{path.stem}: running …", flush=True)
        execute_solution(course, path, options.timeout)
    return 0


def _notebooks(options: argparse.Namespace) -> int:
    """For authors: make notebooks/ from solutions/.

    Makes the learners' notebooks from the solutions, by nbgrader's generate_assignment.
    """
    from coursekit.release.authoring import choose_solutions, release_notebook

    course = find_course(options.work)
    for path in choose_solutions(course, options.units):
        release_notebook(course, path.stem)
        print(f"{path.stem}: made {course.released / path.stem}", flush=True)
    return 0


def _grade(options: argparse.Namespace) -> int:
    """For instructors: grade all that was handed in for a unit.

    Grades submitted/<learner>/<unit>/ into nbgrader's gradebook, with a page of feedback for each
    learner. What learners wrote runs in a sandbox. It can be stopped at any time; the same command
    goes on. Exit code: 0 if every submission was judged, 1 if one could not be (it scores 0, and
    its line says why), 2 if there is nothing to grade or to grade with, 130 after Ctrl-C.
    """
    from coursekit.grading.running.grade_command import explain, grade_unit
    from coursekit.grading.running.run import Options

    course = find_course(options.work)
    if options.explain:
        print(explain(course, options.unit, options.explain, options.db))
        return 0
    asked = Options(
        unit=options.unit,
        learners=tuple(options.learner),
        workers=options.workers,
        scheduler=options.scheduler,
        database=options.db,
        force=options.force,
        regrade=options.regrade,
        seed=options.seed,
        sandbox=not options.unsafe_no_sandbox,
        carry=not options.no_carrying,
    )
    return grade_unit(course, asked)


def _report(options: argparse.Namespace) -> int:
    """For instructors: what a class made of a unit.

    Reads what `coursekit grade` wrote down and makes one page of it, and CSV files: which mistakes
    the class made and what to say to them, guesses, scores, whom to look at.
    """
    from coursekit.grading.report.report_command import write_report

    course = find_course(options.work)
    report = write_report(
        course,
        options.unit,
        target=options.output,
        anonymous=options.anonymous,
        database=options.db,
        roster=options.roster,
    )
    print(report.summary)
    print(f"Open {report.page} in a browser; the tables lie beside it.")
    return 0


def _worksheet(options: argparse.Namespace) -> int:
    """For instructors: questions on paper.

    Writes versions of one worksheet that are as hard as each other, to be printed from a browser,
    and a key that tells of each wrong answer which mistake it comes from.
    """
    from coursekit.worksheet.worksheet import write_worksheet

    *versions, key = write_worksheet(
        options.output or find_course(options.work).build / "worksheet",
        questions=options.questions,
        versions=options.versions,
        seed=options.seed,
        ideas=options.ideas,
    )
    print(f"Print {', '.join(path.name for path in versions)} in {key.parent}.")
    print(f"Keep {key} for yourself: it decodes wrong answers.")
    return 0


def _explorer_page(options: argparse.Namespace) -> int:
    """Write the explorer as one HTML file.

    Writes a page that shows every multiplication of a convolution. It works from disk, without
    Python and without a network.
    """
    from convtutor.explore import ConvExplorer

    return _write_page(ConvExplorer().page(), options, "explorer.html")


def _network_page(options: argparse.Namespace) -> int:
    """Write the network explorer as one HTML file.

    Writes a page in which a whole network is changed by hand, and all shapes and costs follow. It
    works from disk, without Python and without a network.
    """
    from convtutor.explore import NetworkExplorer

    return _write_page(NetworkExplorer().page(), options, "network.html")


def _practice_page(options: argparse.Namespace) -> int:
    """Write the practice as one HTML file.

    Writes a page of questions that find out what one still gets wrong. It works from disk, without
    Python and without a network; the browser keeps what was answered.
    """
    from convtutor.practice.practice_widget import PracticeWidget

    return _write_page(PracticeWidget().page(), options, "practice.html")


def _write_page(page: str, options: argparse.Namespace, name: str) -> int:
    target: Path = options.output or find_course(options.work).build / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page, encoding="utf-8")
    print(f"Open {target} in a browser.")
    return 0
