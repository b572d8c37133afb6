"""Where the time of one graded submission goes: measured in one process that is warm already."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.grading.submissions import UNIT
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import Verdict
from coursekit.grading.judging import judged_exercise
from coursekit.grading.running import journey
from coursekit.grading.running.journey import Terms, grade
from coursekit.grading.submission import Submission
from coursekit.release.release import read_release

SEED = 2026
PARTS = {
    "read_answers": (journey, "reading the notebook, in a child"),
    "Box": (judged_exercise, "making and ending the box"),
    "judge": (judged_exercise, "judging, with all calls in the box"),
    "draw": (journey, "pictures of what is wrong"),
    "make_page": (journey, "the page of feedback"),
    "rebuild": (journey, "the graded notebook"),
}
"""Where each part of grading is called, by its name, and what it is."""


def measure_parts(course: Path, notebooks: list[Path], name: str) -> None:
    """Grade each notebook of a unit in three ways, one after the other, and print medians."""
    release = read_release((course / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes())
    whole: dict[str, list[float]] = defaultdict(list)
    inside: dict[str, list[float]] = defaultdict(list)
    for number, path in enumerate([notebooks[0], *notebooks]):
        data = path.read_bytes()
        submission = Submission(path.parts[-3], UNIT, data)
        boxed, bare = (Terms(release, SEED, sandbox) for sandbox in (True, False))
        spent: dict[str, float] = defaultdict(float)
        with timed_parts(spent):
            took = seconds(submission, boxed)
        with mock.patch.object(judged_exercise, "judge", not_judged):
            skipped = seconds(submission, boxed)
        unboxed = seconds(submission, bare)
        if number == 0:  # fonts, caches and modules are loaded now
            continue
        whole["boxed, judged"].append(took)
        whole["boxed, not judged"].append(skipped)
        whole["not boxed, judged"].append(unboxed)
        whole["cost of the box"].append(took - unboxed)
        whole["cost of judging"].append(took - skipped)
        for part in PARTS:
            inside[part].append(spent[part])
    print(f"**One submission**: {name}, milliseconds, {len(notebooks)} submissions.\n")
    print("| | median | lowest to highest |\n|---|--:|--:|")
    for label, times in whole.items():
        print(row(label, times))
    for part, (_, label) in PARTS.items():
        print(row(f"… of it: {label}", inside[part]))
    print(flush=True)


def row(label: str, times: list[float]) -> str:
    """Write a row of the table."""
    low, middle, high = (1000 * one for one in (min(times), median(times), max(times)))
    return f"| {label} | {middle:.0f} | {low:.0f} to {high:.0f} |"


def seconds(submission: Submission, terms: Terms) -> float:
    """Grade, and say how long it took."""
    began = time.perf_counter()
    graded = grade(submission, terms)
    took = time.perf_counter() - began
    if graded.problem:
        raise RuntimeError(f"{graded.learner} could not be graded: {graded.problem}")
    return took


def not_judged(exercise: Exercise, call: object, seed: int) -> Verdict:
    """Give a verdict without a single call."""
    return Verdict(exercise, "not written", 0, 0, 0.0, seed=seed)


@contextmanager
def timed_parts(spent: dict[str, float]) -> Iterator[None]:
    """Add up, for each part of grading, the seconds that are spent in it."""
    with ExitStack() as stack:
        for name, (module, _) in PARTS.items():
            found = getattr(module, name)
            wrapped = timed_box(found, spent) if name == "Box" else timed(found, name, spent)
            stack.enter_context(mock.patch.object(module, name, wrapped))
        yield


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """Wrap a function, so that its seconds are added up."""

    def wrapped(*arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            spent[name] += time.perf_counter() - began

    return wrapped


def timed_box(box: type, spent: dict[str, float]) -> Callable[..., Any]:
    """Wrap the box, so that the seconds before and after its use are added up."""

    @contextmanager
    def wrapped(*arguments: Any, **options: Any) -> Iterator[Any]:
        began = time.perf_counter()
        with box(*arguments, **options) as opened:
            spent["Box"] += time.perf_counter() - began
            yield opened
            began = time.perf_counter()
        spent["Box"] += time.perf_counter() - began

    return wrapped
