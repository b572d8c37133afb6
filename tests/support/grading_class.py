"""A class whose work is graded by the real command, in a folder and with settings of its own."""

import json
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from nbgrader.api import Gradebook
from support.course_copy import (
    answered,
    copy_course,
    environment,
    graded_part,
    read_unit,
    run,
    solved,
    write_unit,
)

from convtutor.units.catalogue import exercises
from coursekit.grading.box import refusal

UNIT = "03_stride"
FIRST, SECOND, THIRD = exercises(UNIT)
FULL = sum(exercise.points for exercise in exercises(UNIT))
SEED = 2026
TIMESTAMP = "2026-11-20 10:00:00.000000 UTC"

ROUNDED_UP = """
    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        return -(-(input_size + 2 * padding - kernel_size) // stride) + 1
"""
FLIPPED = """
    def apply_filter(x, weight, bias=0.0, stride=1, padding=0):
        print("working ...")
        x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
        windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)[0]
        weight = weight[:, ::-1, ::-1]
        return (windows[::stride, ::stride] * weight).sum(axis=(2, 3, 4)) + bias
"""
ENDS_ITSELF = """
    def unread_pixels(input_size, kernel_size, stride=1, padding=0):
        import os
        os._exit(0)
"""
SLOW = """
    import time
    time.sleep(1)  # a second whenever the cell is run

    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        return 0
"""
ENDLESS = """
    def conv_output_size(input_size, kernel_size, stride=1, padding=0):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
"""


def needs_box():
    """Skip where untrusted code cannot be locked in."""
    if why := refusal():
        pytest.skip(f"needs a sandbox: {why}")


class Class:
    """A course, what was handed in for one of its units, and what comes of grading it."""

    def __init__(self, folder):
        self.course = copy_course(folder / "course")
        self.env = environment(folder / "home", COURSEKIT_ROOT=str(self.course))
        self.released = read_unit(self.course, "notebooks", UNIT)
        self.right = solved(self.course, UNIT)

    def hand_in(self, learner, answers="right", *, timestamp=TIMESTAMP, whole=True):
        """Hand in the right answers, or these by exercise (the others as released), or bytes.

        What is not `whole` has no pictures, for which nbgrader's autograde would take seconds.
        """
        folder = self.course / "submitted" / learner / UNIT
        folder.mkdir(parents=True, exist_ok=True)
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp, encoding="utf-8")
        if isinstance(answers, bytes):
            (folder / f"{UNIT}.ipynb").write_bytes(answers)
            return folder
        if answers == "right":
            answer = self.right
        else:
            sources = {id: textwrap.dedent(source).strip() for id, source in answers.items()}

            def answer(source, exercise):
                return sources.get(exercise.id, source)

        notebook = answered(self.released, UNIT, answer)
        write_unit(notebook if whole else graded_part(notebook), folder.parent, UNIT)
        return folder

    def grade(self, *options, **changes):
        """Run `coursekit grade` for the unit; both streams are in stdout."""
        return self.command("grade", UNIT, "--workers", "1", *options, **changes)

    def command(self, *words, **changes):
        """Run any command of coursekit for the course."""
        return run(["coursekit", *words], self.course, self.env | changes)

    def start(self, *options):
        """Start the command, and leave it running; its group is its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "coursekit", "grade", UNIT, *options],
            cwd=self.course,
            env=self.env | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
            # What was started in the background ignores Ctrl-C, and so would its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def record(self, learner):
        """Return a learner's record; None if there is none."""
        path = self.course / "grading" / UNIT / f"{learner}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def notebook(self, learner):
        """Return the bytes of a learner's graded notebook."""
        return (self.course / "autograded" / learner / UNIT / f"{UNIT}.ipynb").read_bytes()

    def page(self, learner):
        """Return a learner's page."""
        path = self.course / "feedback" / learner / UNIT / f"{UNIT}.html"
        return path.read_text(encoding="utf-8")

    def made(self, learner):
        """Return all that must be the same bit for bit when it is made again."""
        scores = self.record(learner)["scores"]
        return self.notebook(learner), self.page(learner), scores, self.scores(learner)

    def gradebook(self):
        """Open nbgrader's gradebook."""
        return Gradebook(f"sqlite:///{self.course / 'gradebook.db'}", "convolution")

    def scores(self, learner):
        """Return the scores in the gradebook by exercise."""
        with self.gradebook() as book:
            grades = book.find_submission_notebook(UNIT, UNIT, learner).grades
            return {grade.name.removeprefix("check-"): grade.score for grade in grades}


def is_alive(process):
    """Say whether a process is there and no zombie."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(process):
    """Return the numbers of a process's children."""
    found = []
    for number in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{number}/stat", encoding="ascii", errors="replace") as file:
                if int(file.read().rpartition(")")[2].split()[1]) == process:
                    found.append(int(number))
        except OSError:
            continue
    return found
