"""Let somebody attack the box, while an honest neighbour is being judged beside them.

An attack is the text of a cell. It may tell what it has found with `print`, which the judge
keeps; `Attempt.said` is all of it. Tests say what the attack must not have come by.
"""

import functools
import inspect
import os
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

from support.boxed import NUMPY, recording
from support.one_map import MAP, right

from convtutor.calling.outcome import Outcome
from convtutor.checks.judge import Verdict, judge
from coursekit.grading.box import Box, Limits
from coursekit.grading.judging.calls import boxed_caller

SEED = 5
RIGHT = textwrap.dedent(inspect.getsource(right)).replace("def right", "def apply_filter")
WRONG = """
def apply_filter(x, weight, bias=0.0):
    return np.zeros((2, 2))
"""
SLOW = 20.0
"""Seconds beyond which a neighbour was delayed: alone they take a tenth of one."""


@dataclass
class Attempt:
    """What came of an attack."""

    verdict: Verdict
    outcomes: list[Outcome]
    seconds: float

    @property
    def said(self):
        """All that the attack could print where somebody reads it, and its errors."""
        texts = [
            outcome.printed + getattr(outcome, "message", "") + getattr(outcome, "kind", "")
            for outcome in self.outcomes
        ]
        return "\n".join(texts)

    @property
    def points(self):
        return self.verdict.points


def asked(box, *cells, name="apply_filter"):
    """What calls the function that these cells define, in a box that is open."""
    return boxed_caller(box, [NUMPY], list(cells), name)


def points_in(box, *cells, exercise=MAP):
    """What the judge gives for these cells, in a box that is open."""
    return judge(exercise, asked(box, *cells, name=exercise.function_name), SEED).points


def attempt(cell, *, honest=0.0, exercise=MAP, cells_before=(), limits=None):
    """Judge an attack in a box while a neighbour's is open, and insist on what always holds.

    `honest` is what the answer in the cell scores without the attack.
    """
    with Box() as neighbours:
        neighbour = asked(neighbours, RIGHT)
        first = neighbour(MAP.cases[0])
        outcomes = []
        began = time.monotonic()
        with Box(limits or Limits()) as box:
            caller = asked(box, *cells_before, textwrap.dedent(cell), name=exercise.function_name)
            verdict = judge(exercise, recording(caller, outcomes), SEED)
        seconds = time.monotonic() - began
        began = time.monotonic()
        verdict_beside = judge(MAP, neighbour, SEED)
        again = neighbour(MAP.cases[0])
        delay = time.monotonic() - began
    assert verdict.points <= honest, "the attack has gained points"
    assert verdict_beside.points == MAP.points, "the neighbour has lost points"
    assert (first.value == again.value).all()
    assert delay < SLOW
    assert not left_over(), "a process of the attack has outlived its box"
    assert not groups_left(), "a control group is left"
    return Attempt(verdict, outcomes, seconds)


def doing(text, then=WRONG):
    """A cell with an answer that first does something and prints what comes of it."""
    body = textwrap.indent(textwrap.dedent(text).strip(), " " * 8)
    return f"""
{then}
answer = apply_filter

def apply_filter(x, weight, bias=0.0):
    try:
{body}
    except Exception as error:
        print(type(error).__name__, error)
    return answer(x, weight, bias)
"""


MARK = f"attack-{os.getpid()}"
"""A name that attacks give their processes, so that the tests of this worker find their own."""

NAMED = f"""
import ctypes
ctypes.CDLL(None).prctl(15, b"{MARK}", 0, 0, 0)
"""


def left_over():
    """Processes of this machine that carry the name."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                if (place / "comm").read_text().strip() == MARK:
                    found.append(int(place.name))
            except OSError:
                continue
    return found


def groups_left():
    """Control groups of this process's boxes."""
    ours = f"coursekit-box-{os.getpid()}-"
    # Those of other workers come and go meanwhile, which `walk` passes over and `glob` does not.
    return [
        Path(root, name)
        for root, names, _ in os.walk("/sys/fs/cgroup")
        for name in names
        if name.startswith(ours)
    ]


@functools.cache
def whole_tree():
    """Whether a control group bounds all processes of a box together on this machine."""
    with Box() as box:
        box.begin()
        return box.whole_tree
