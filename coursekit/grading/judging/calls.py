"""Call a learner's function in a box: a caller for the judge, like `call_here`.

In the box the same code calls the function as in a learner's own notebook, so that the same
answer gets the same outcome. What comes back is a claim by code that may mean harm: it is checked
for its form here, and for its content by the judge.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from convtutor.calling import TOO_LARGE
from convtutor.calling.outcome import Caller, Case, Outcome, Raised, Returned, TookTooLong
from convtutor.checks.exercise import Exercise
from convtutor.units.catalogue import exercises
from coursekit.grading.box.process import Running
from coursekit.grading.box.staging import font_list
from coursekit.grading.box.supervisor import Box
from coursekit.grading.judging.carrying import RightValues
from coursekit.grading.judging.loop_timing import with_timed_loops
from coursekit.grading.wire.channel import Gone, Late
from coursekit.grading.wire.frames import FrameError, pack
from coursekit.grading.wire.replies import NAME, pack_case, unpack_outcome

ENDED = "process ended"
"""The kind of what is told of a call whose process was gone."""

DRAWING = 20.0
"""Seconds that it may take to load matplotlib: a third of one where nothing else goes on."""

ENOUGH = 10
"""Calls that are timed together where time comes in large steps."""

MOST_KEPT = 64 * 2**20
"""Bytes of the results of one exercise. Right ones take some kB all together."""

FORGED = "no reply"
"""The kind of what is told of a call after which something else than an outcome came."""


def boxed_caller(
    box: Box,
    setup: Sequence[str],
    cells: Sequence[str],
    function_name: str,
    exercise: Exercise | None = None,
    earlier: Sequence[Exercise] = (),
    tell: Callable[[Raised], None] = lambda raised: None,
) -> Caller:
    """Give a caller for the judge, which runs a learner's function in a box.

    It raises nothing but KeyboardInterrupt and `BoxError`. The setup holds statements of the
    release that the cells need; the cells are those up to and including the exercise's own, in the
    notebook's order. Counts of lines get a second opinion on the exercise, or, without it, on the
    one that asks for a function of that name without a loop. The right functions of `earlier` ones
    stand in the place of the learner's, and their values come from here. `tell` is called with what
    a line above the function ended with, where it did.
    """
    named = (found for found in exercises() if found.function_name == function_name)
    counted = [e for e in ([exercise] if exercise else named) if any(c.larger for c in e.cases)]
    right = RightValues(earlier)
    calls = BoxedCalls(box, list(setup), list(cells), function_name, right, tell, bool(counted))
    return with_timed_loops(counted[0], calls, calls.timed) if counted else calls


@dataclass
class BoxedCalls:
    """From a `Case` to an outcome, in a box; see `boxed_caller`.

    The process starts with the first call. Once it has ended, said what it should not, or kept
    silent for too long, all later calls end in the same way: its exercise is lost, and no other.
    """

    box: Box
    setup: list[str]
    cells: list[str]
    function_name: str
    right: RightValues
    tell: Callable[[Raised], None]
    is_timed: bool
    exercise: Running | None = None
    lost: Outcome | None = None
    number: int = 0
    room: int = MOST_KEPT

    def __call__(self, case: Case) -> Outcome:
        """Make one call."""
        outcome = self._call(case)
        if isinstance(outcome, Returned) and outcome.value is not None:
            self.room -= outcome.value.nbytes
            if self.room < 0:  # the judge keeps all outcomes until the last one has come
                kind = f"{TOO_LARGE} of shape {outcome.value.shape}"[:NAME]
                return replace(outcome, value=None, kind=kind)
        return outcome

    def _call(self, case: Case) -> Outcome:
        if self.lost is None and (self.exercise is None or self.exercise is not self.box.exercise):
            self._define()
        if self.lost is not None or self.exercise is None:
            return self.lost or Raised(ENDED, "there is no process to call it in")
        self.number += 1
        killed = self.box.killed_for_memory()
        seconds = self.box.limits.for_call(case)
        try:
            until = time.monotonic() + seconds
            reply = self.exercise.ask(pack_case(self.number, case), seconds)
            while value := self.right.answer(reply):
                reply = self.exercise.ask(value, until - time.monotonic())
            outcome = unpack_outcome(reply, self.number)
            if case.larger and isinstance(outcome, Returned) and outcome.lines is None:
                raise FrameError("lines that should have been counted were not")
            return outcome
        except (Gone, Late, FrameError) as error:
            self.lost = self._explain(error, killed, seconds)
            self.box.end_exercise()
            return self.lost

    def timed(self, make_case: Callable[[], Case]) -> tuple[list[tuple[Case, Outcome]], float]:
        """Make a call, or some, and take the processor's seconds for one from outside.

        `make_case` makes the case of each; the calls are given with what came of each.
        """
        before, exact = self.box.processor_seconds()
        if not exact and self.exercise is not None:
            self.exercise.allow_no_more()
            before, _ = self.box.processor_seconds()
        cases = [make_case() for _ in range(1 if exact else ENOUGH)]
        called = [(case, self._call(case)) for case in cases]
        return called, (self.box.processor_seconds()[0] - before) / len(called)

    def _define(self) -> None:
        """Start a process and run the cells in it."""
        self.lost, ended = self._run_cells(self.cells)
        if ended and len(self.cells) > 1:
            # An earlier cell may be what ended it: that costs its own exercise, not this one.
            self.lost, _ = self._run_cells(self.cells[-1:])

    def _run_cells(self, cells: list[str]) -> tuple[Outcome | None, bool]:
        """Run cells in a new process: None if the function is there, and whether it has ended."""
        limits = self.box.limits
        fonts = font_list([*self.setup, *cells])
        self.exercise = self.box.begin(self.is_timed)
        killed = self.box.killed_for_memory()
        order = [limits.of_process(self.exercise.address_space), fonts, self.setup, cells]
        seconds = limits.cell_seconds * (len(cells) + 1) + limits.grace
        seconds += DRAWING if fonts else 0.0
        try:
            frame = pack([*order, self.function_name, self.right.names])
            told = unpack_outcome(self.exercise.ask(frame, seconds), 0)
            if isinstance(told, Raised) and told.in_cell:
                return told, False
            if isinstance(told, Raised):
                self.tell(told)
            return None, False
        except (Gone, Late, FrameError) as error:
            self.box.end_exercise()
            return self._explain(error, killed, seconds), True

    def _explain(self, error: Exception, killed: int, seconds: float) -> Outcome:
        if isinstance(error, Late):
            # The limit and not the time that passed: a regrade has to say the same.
            over = time.monotonic() >= self.box.deadline
            return TookTooLong(self.box.limits.seconds if over else seconds)
        if isinstance(error, Gone):
            if self.box.killed_for_memory() > killed:
                reason = f"it wanted more than {self.box.limits.memory // 2**20} MiB of memory"
            else:
                reason = "your code ended it; does it call exit, or crash?"
            return Raised(ENDED, reason)
        return Raised(FORGED, "what came back was not the result of a call")
