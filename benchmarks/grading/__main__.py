"""How many submissions a minute each way of grading takes on, and what the sandbox costs.

`make bench-grading`. A unit of the course, and a tiny one of it with one exercise and no picture,
are graded by stock nbgrader, by `coursekit grade` and by Otter, in turn and in one run, on copies
of one course with the same submissions. `docs/grading.md` has results, and what they mean.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path
from statistics import median

from benchmarks.grading.graders import Grader, coursekit, nbgrader, otter, prepare
from benchmarks.grading.parts import measure_parts
from benchmarks.grading.submissions import UNIT, hand_in, make_course

STOCK = "nbgrader autograde (stock, one after the other)"


def main() -> None:
    """Measure what is asked for and print tables in Markdown."""
    options = read_options()
    print(f"{describe_machine()}.\n")
    for part in options.parts:
        {"rates": rates, "parts": parts, "sizes": sizes}[part](options)


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "parts", nargs="*", default=["rates", "parts", "sizes"], help="rates, parts, sizes: all"
    )
    parser.add_argument("--rounds", type=int, default=3, help="times that each way is tried")
    parser.add_argument("--submissions", type=int, default=20, help="to grade in a round")
    parser.add_argument("--tiny", action="store_true", help="only the tiny unit")
    parser.add_argument("--real", action="store_true", help="only the unit of the course")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000], help="of classes")
    parser.add_argument(
        "--otter", type=Path, help="the folder bin/ of an environment that holds otter-grader"
    )
    return parser.parse_args()


def describe_machine() -> str:
    """Say where and with what this was measured."""
    names = ("nbgrader", "numpy", "jupyterlab", "nbclient")
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    cores = len(os.sched_getaffinity(0))
    where = f"{platform.system()} {platform.machine()}, {cores} cores"
    return f"{time.strftime('%d %B %Y')}, {where}, Python {platform.python_version()}, {versions}"


def units(options: argparse.Namespace) -> list[bool]:
    """Say which units are graded: the tiny one (True), the real one (False)."""
    return [tiny for tiny in (False, True) if not (options.real if tiny else options.tiny)]


def rates(options: argparse.Namespace) -> None:
    """Compare the ways to grade."""
    graders = [
        Grader(STOCK, nbgrader, stock=True),
        Grader("coursekit grade, 1 worker", coursekit("--workers", "1")),
        Grader("coursekit grade, 2 workers", coursekit("--workers", "2")),
        Grader(
            "coursekit grade, 1 worker, no sandbox",
            coursekit("--workers", "1", "--unsafe-no-sandbox"),
        ),
        Grader(
            "coursekit grade, 2 workers, no sandbox",
            coursekit("--workers", "2", "--unsafe-no-sandbox"),
        ),
    ]
    if options.otter:
        every = max(1, options.submissions // 4)
        name = "otter run (one after the other, no sandbox)"
        graders.append(Grader(name, otter(options.otter.absolute(), every), every=every))
    else:
        say("Otter is left out: give --otter the bin/ of an environment with otter-grader.")
    for tiny in units(options):
        found: dict[str, list[float]] = {grader.name: [] for grader in graders}
        for number in range(options.rounds):
            # Each round begins with another one, so that none is always the first.
            turned = graders[number % len(graders) :] + graders[: number % len(graders)]
            for grader in turned:
                seconds, _ = time_grader(grader, options.submissions, tiny=tiny)
                graded = -(-options.submissions // grader.every)
                found[grader.name].append(60 * graded / seconds)
                say(f"round {number + 1}: {grader.name}: {found[grader.name][-1]:.0f} a minute")
        print_rates(found, options, tiny=tiny)


def time_grader(grader: Grader, learners: int, *, tiny: bool) -> tuple[float, int]:
    """Grade a class once: seconds from the command to its end, and bytes of memory."""
    with tempfile.TemporaryDirectory() as folder:
        course = make_course(Path(folder) / "course", tiny=tiny, stock=grader.stock)
        prepare(course)
        hand_in(course, learners)
        began = time.monotonic()
        memory = grader.grade(course)
        return time.monotonic() - began, memory


def print_rates(found: dict[str, list[float]], options: argparse.Namespace, *, tiny: bool) -> None:
    """Print the table of one unit."""
    unit = f"a tiny unit, one exercise of `{UNIT}`" if tiny else f"`{UNIT}`, three exercises"
    print(f"**Submissions a minute**: {unit}; {options.submissions} submissions, ", end="")
    print(f"{options.rounds} rounds in turn.\n")
    print("| | median | lowest to highest | times stock nbgrader |")
    print("|---|--:|--:|--:|")
    for name, rates in found.items():
        ratio = median(a / b for a, b in zip(rates, found[STOCK], strict=True))
        print(f"| {name} | {median(rates):.0f} | {min(rates):.0f} to {max(rates):.0f} ", end="")
        print(f"| {ratio:.2f} |")
    print(flush=True)


def parts(options: argparse.Namespace) -> None:
    """Say where the time of a submission goes."""
    for tiny in units(options):
        with tempfile.TemporaryDirectory() as folder:
            course = make_course(Path(folder) / "course", tiny=tiny)
            notebooks = hand_in(course, options.submissions)
            measure_parts(course, notebooks, "a tiny unit" if tiny else f"`{UNIT}`")


def sizes(options: argparse.Namespace) -> None:
    """Say how time and memory grow with the class."""
    grader = Grader("2 workers", coursekit("--workers", "2"))
    for tiny in units(options):
        print(f"**Larger classes**: {'a tiny unit' if tiny else f'`{UNIT}`'}, 2 workers.\n")
        print("| submissions | seconds | a minute | ms each | largest memory of the parent |")
        print("|--:|--:|--:|--:|--:|")
        for learners in options.sizes:
            say(f"{learners} submissions")
            seconds, memory = time_grader(grader, learners, tiny=tiny)
            each = 1000 * seconds / learners
            print(
                f"| {learners:,} | {seconds:.1f} | {60 * learners / seconds:.0f} | {each:.0f} ",
                end="",
            )
            print(f"| {memory / 2**20:.0f} MiB |", flush=True)
        print()


def say(text: str) -> None:
    """Tell how far it is, beside the tables."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
