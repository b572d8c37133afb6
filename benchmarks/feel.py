"""What learners wait for, in one table: `make bench-feel`.

A check of a right answer, and of a wrong one with its picture, in every exercise; the explorer's
sliders; `import convtutor`; the lab, from the command to the first unit usable; each unit's "Run
all".
Medians and 95th percentiles, in milliseconds, beside what is wanted.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.explorer import ACTIONS, launch, layer, measure, open_explorer
from convtutor.calling import call_here
from convtutor.checks.card import card
from convtutor.checks.exercise import Exercise
from convtutor.checks.explanation import explain
from convtutor.checks.faults.naming import known_mistakes
from convtutor.checks.judge import judge
from convtutor.checks.pictures import picture_html
from convtutor.units.catalogue import exercises
from coursekit.course import find_course
from coursekit.notebook_run import load_for_running, run_cells

ROUNDS = 7
MISTAKES = 5
"""Of each exercise, spread over those that it knows."""
COLD_STARTS = 7
ADDRESS = re.compile(r"(http://\S+)")
READY = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
SECONDS = 120

Row = tuple[str, list[float], float]  # what, milliseconds, the most that is wanted


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.feel", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="leave the others out")
    chosen = parser.parse_args().only or list(PARTS)
    print(f"{'what':52}{'median':>9}{'p95':>9}{'wanted':>9}")
    for part in chosen:
        for what, times, wanted in PARTS[part]():
            late = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
            middle = statistics.median(times)
            too_long = "" if middle <= wanted else "  too long"
            print(f"{what:52}{middle:9.0f}{late:9.0f}{wanted:9.0f}{too_long}", flush=True)


def milliseconds(act: Callable[..., object], *given: object) -> float:
    """Time one call."""
    start = time.perf_counter()
    act(*given)
    return 1000 * (time.perf_counter() - start)


def checks() -> Iterator[Row]:
    """As `check` does in a notebook: judge, put into words, draw, lay out as a card."""
    for exercise in exercises():
        checked(exercise, exercise.reference)  # what is made once a kernel
        right = [milliseconds(checked, exercise, exercise.reference) for _ in range(ROUNDS)]
        yield f"check {exercise.id}, right", right, 50
        known = known_mistakes(exercise)
        spread = known[:: max(1, len(known) // MISTAKES)][:MISTAKES]
        wrong = [
            milliseconds(checked, exercise, mistake.function)
            for _ in range(ROUNDS)
            for mistake in spread
        ]
        if wrong:
            yield f"check {exercise.id}, wrong, with its picture", wrong, 400


def checked(exercise: Exercise, function: Callable[..., Any]) -> str:
    """Check one answer."""
    verdict = judge(exercise, call_here(function))
    return card(explain(verdict), picture_html(verdict))


def sliders() -> Iterator[Row]:
    """The explorer's, from the key to changed pixels."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = launch(playwright)
        opened = chromium.new_page(viewport={"width": 1200, "height": 1000})
        open_explorer(opened, layer(32), Path(folder))
        for name, press in ACTIONS.items():
            yield name, measure(opened, press), 33
        chromium.close()


def importing() -> Iterator[Row]:
    """In a fresh Python, less what a Python that imports nothing takes."""
    times = []
    for _ in range(COLD_STARTS):
        bare, loaded = (
            milliseconds(subprocess.check_call, [sys.executable, "-c", code])
            for code in ("pass", "import convtutor")
        )
        times.append(loaded - bare)
    yield "import convtutor", times, 250


def lab() -> Iterator[Row]:
    """From the command to a kernel that waits for the first unit's first cell, the second time."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = launch(playwright)
        times = []
        for _ in range(4):  # the first one makes folders and caches
            page = chromium.new_page(viewport={"width": 1400, "height": 900})
            start = time.perf_counter()
            with lab_at(Path(folder)) as address:
                page.goto(address)
                page.locator(".jp-MarkdownViewer table a").first.click()
                page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for()
                page.locator(READY).wait_for()
                times.append(1000 * (time.perf_counter() - start))
                page.close()
        yield "coursekit lab, to the first unit usable", times[1:], 8000
        chromium.close()


@contextlib.contextmanager
def lab_at(folder: Path) -> Iterator[str]:
    """Run the lab with a work folder and settings of its own, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    own = {name: str(folder / name.lower()) for name in names}
    command = [sys.executable, "-m", "coursekit", "lab", "--no-browser", "--port", str(port)]
    log = folder / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--work", str(folder / "my-work")],
            env=os.environ | own,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        while not (found := ADDRESS.search(log.read_text(encoding="utf-8"))):
            if process.poll() is not None:
                raise RuntimeError(log.read_text(encoding="utf-8"))
            time.sleep(0.02)
        yield found[1]
    finally:
        process.terminate()
        process.wait(SECONDS)


def units() -> Iterator[Row]:
    """Each solved unit from top to bottom in a fresh kernel, its start included."""
    course = find_course()
    for path in sorted(course.solutions.glob("*/*.ipynb")):
        notebook = load_for_running(path)
        with tempfile.TemporaryDirectory() as folder:
            run = partial(run_cells, timeout=SECONDS, allow_errors=False)
            took = milliseconds(run, notebook, Path(folder), course)
        yield f"Run all of {path.stem}", [took], 10000


PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "checks": checks,
    "sliders": sliders,
    "import": importing,
    "lab": lab,
    "units": units,
}

if __name__ == "__main__":
    main()
