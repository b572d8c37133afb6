"""One run of `coursekit grade`: a line for each submission, and a table at the end."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.course import Unit
from coursekit.grading.escaping import one_line, some_names
from coursekit.grading.gradebook import NbgraderSettings, Record, next_run
from coursekit.grading.intake import take
from coursekit.grading.running.display import (
    NAME,
    Screen,
    Summary,
    describe_change,
    describe_record,
)
from coursekit.grading.running.journey import Terms
from coursekit.grading.running.pool import Runner
from coursekit.grading.running.provenance import environment_hash
from coursekit.grading.submission import GradedSubmission, Submission

if TYPE_CHECKING:
    from coursekit.grading.gradebook import Keeper

UNSAFE = (
    "WITHOUT A SANDBOX the learners' code runs with your rights: it can read and change whatever "
    "you can, this gradebook and the answers to the exercises included. Each grade is marked so."
)


@dataclass(frozen=True)
class Options:
    """What the command line asks for."""

    unit: str
    learners: tuple[str, ...] = ()  # whom to grade; everybody if it is empty
    workers: int = 1  # processes on this machine
    scheduler: str = ""  # the address of a Dask scheduler, in place of those
    database: str = ""  # the address of the gradebook, in place of the configuration's
    force: bool = False  # grade again what is graded
    regrade: bool = False  # grade again what another version graded, on the same fresh cases
    seed: int | None = None  # for the fresh cases; drawn, if there is none
    sandbox: bool = True
    carry: bool = True  # whether an error of an earlier exercise is carried forward


class Grading:
    """One run of the command."""

    def __init__(
        self,
        options: Options,
        unit: Unit,
        settings: NbgraderSettings,
        keeper: Keeper,
        learners: list[str],
    ) -> None:
        self._options = options
        self._unit = unit
        self._settings = settings
        self._keeper = keeper
        self._learners = learners
        self._run = next_run(
            keeper.records.unfinished_run(),
            seed=options.seed,
            force=options.force,
            learners=options.learners,
        )
        self._screen = Screen(len(learners))
        self._summary = Summary(sum(unit.release.maxima.values()))
        self._width = min(NAME, max(map(len, learners)))
        self._earlier = self._elsewhere = self._failed = self._fresh = 0
        self._before: dict[str, tuple[Record, str]] = {}
        self._changed: list[str] = []
        self._handed_in: list[str] = []

    def run(self, runner: Runner) -> int:
        """Grade; return the exit code."""
        print(self._heading(runner), flush=True)
        self._keeper.records.start_run(self._run)
        options = self._options
        try:
            with contextlib.closing(self._screen):
                for seed, learners in self._by_seed().items():
                    terms = Terms(self._unit.release, seed, options.sandbox, options.carry)
                    for submission in runner.run(self._taken(learners), terms):
                        self._keep(submission)
        except KeyboardInterrupt:
            print(
                f"\nInterrupted: {self._summary.count} of {len(self._learners)} submissions are "
                "graded and kept. Give the same command again, and it goes on with the others."
            )
            return 130
        self._keeper.records.end_run()
        print(self._ending())
        return 1 if self._failed or self._summary.not_judged else 0

    def _by_seed(self) -> dict[int, list[str]]:
        """Whom to grade, by the seed of the fresh cases: this run's, or the one they had before."""
        found: dict[int, list[str]] = defaultdict(list)
        for learner in self._learners:
            keep_seed = self._options.regrade and not self._options.seed
            record = self._latest(learner)[0] if keep_seed else None
            found[record["provenance"]["seed"] if record else self._run.seed].append(learner)
        return found

    def _latest(self, learner: str) -> tuple[Record | None, bool]:
        """A learner's last record, and whether it stands: a run may have been stopped after it."""
        records = self._keeper.records
        record = records.read(learner)
        return record or records.read_set_aside(learner), record is not None

    def _taken(self, learners: list[str]) -> Iterator[Submission]:
        """Take what was handed in, one after the other; pass over what is graded already."""
        folder = self._settings.all_submitted
        for learner in learners:
            submission = take(folder, self._unit.name, learner)
            self._handed_in.append(submission.learner)
            self._screen.expect(submission.learner)
            record, stands = self._latest(submission.learner)
            if record:
                why = self._keeper.why_again(
                    record,
                    submission,
                    self._run,
                    sandbox=self._options.sandbox,
                    seed=self._options.seed,
                    environment=environment_hash() if self._options.regrade else "",
                )
                self._before[submission.learner] = record, why
                if stands and not why:
                    self._earlier += 1
                    self._elsewhere += record["provenance"]["environment"] != environment_hash()
                    self._show(self._keeper.refresh(record), fresh=False)
                    continue
            try:
                self._keeper.enter(submission)
            except ValueError as error:
                self._fail(submission.learner, str(error))
                continue
            yield submission

    def _keep(self, submission: GradedSubmission) -> None:
        try:
            before, why = self._before.get(submission.learner, (None, ""))
            record = self._keeper.keep(submission, self._run, before, why)
        except OSError as error:
            where = error.filename or "a file"
            self._fail(submission.learner, f"{where} cannot be written: {error.strerror}")
            return
        self._show(record, fresh=True)

    def _show(self, record: Record, *, fresh: bool) -> None:
        self._summary.add(record)
        before, why = self._before.pop(record["learner"], (None, ""))
        changed = describe_change(before, record, why) if before else ""
        if changed:
            self._changed.append(changed)
        self._fresh += fresh
        told = fresh and (changed or not before or not self._options.regrade)
        line = describe_record(record, self._width) if told else ""
        self._screen.tell(record["learner"], line, fresh=fresh)

    def _fail(self, learner: str, reason: str) -> None:
        self._failed += 1
        line = f"{one_line(learner, NAME):{self._width}}  NOT KEPT, so 0: {one_line(reason)}"
        self._screen.tell(learner, line, fresh=True)

    def _heading(self, runner: Runner) -> str:
        many = len(self._learners)
        where = "in a sandbox each" if self._options.sandbox else "without a sandbox"
        lines = [
            f"{self._unit.name}: {many} submission{'s' * (many != 1)}, {where}, {runner.place}"
        ]
        return "\n".join(lines if self._options.sandbox else [*lines, UNSAFE])

    def _ending(self) -> str:
        lines = [self._summary.text(), ""]
        if self._fresh and self._options.regrade:
            lines.append(f"{self._fresh} graded again, on the cases that they had.")
            if not self._changed:
                lines.append("No points changed.")
        elif self._fresh:
            lines.append(f"Fresh cases came from seed {self._run.seed}.")
        if not self._options.learners and (absent := self._keeper.absent(self._handed_in)):
            lines.append(
                f"Nothing handed in by {len(absent)} of the gradebook: {some_names(absent, NAME)}."
            )
        if self._earlier:
            were = "was" if self._earlier == 1 else "were"
            lines.append(f"{self._earlier} {were} graded before, and not again (--force).")
        if self._changed:
            lines += ["Other points than before:", *self._changed]
        if self._elsewhere:
            lines.append(
                f"{self._elsewhere} of these by another version of the course or of its packages; "
                "--regrade grades them again on the same cases, and tells what changes."
            )
        if self._failed:
            lines.append(f"{self._failed} could not be kept, for the reasons above.")
        if self._summary.unsafe:
            lines.append(f"{self._summary.unsafe} were graded WITHOUT A SANDBOX.")
        if self._summary.unbounded and not self._summary.unsafe:
            lines.append(
                "No control group could be made here, so memory was bounded for each process and "
                "not for all processes of a submission together."
            )
        if by_person := self._unit.release.by_person:
            lines.append(f"Left to a person (nbgrader formgrader): {', '.join(by_person)}.")
        page = self._settings.feedback("<learner>", self._unit.name)
        lines += [
            f"Feedback: {page}",
            f"Records:  {self._keeper.records.folder} "
            f"(coursekit grade {self._unit.name} --explain LEARNER)",
            *self._handing_out(),
        ]
        return "\n".join(lines)

    def _handing_out(self) -> Iterator[str]:
        """How the pages get to the learners."""
        outside = self._keeper.outside_exchange(self._handed_in)
        if len(outside) < len(self._handed_in):
            yield f"Hand the feedback out: nbgrader release_feedback {self._unit.name}"
        if outside:
            pack = f"coursekit hand-back {self._unit.name}"
            names = some_names(outside, NAME)
            yield f"Not from nbgrader's exchange, so `{pack}` packs their pages: {names}."
