"""Measure one exercise: is everything wrong caught, everything right accepted, no name wrong?"""

from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np
from support.right.answers import RIGHT_ANSWERS
from support.strength.caller import quick_caller, within_limits
from support.strength.equivalent import reason
from support.strength.mutate import first_order, together
from support.strength.remember import remembering
from support.strength.subjects import subjects
from support.strength.wide import wide_cases

from convtutor.calling import call_here
from convtutor.calling.outcome import Returned
from convtutor.checks.compare import same_outcome
from convtutor.checks.faults.naming import known_mistake, known_mistakes
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

SEEDS = range(4)
"""A mutant that only fresh cases catch must be caught with each of these."""
OTHER_SEEDS = range(100, 110)
"""A name must be right with each of these."""
PAIRS = 50
"""Mutants with two places spoilt, of all subjects of an exercise together."""


@dataclass(frozen=True)
class Strength:
    """What was found for one exercise."""

    id: str
    unit: str
    listed: int
    caught: int
    own_name: int
    shared_name: int
    alternatives: int
    accepted: int
    mutants: int
    killed: int
    equivalent: tuple  # (subject, change, reason)
    survivors: tuple  # (subject, change)
    named: int
    pairs: int
    pairs_named: int
    wrong_names: tuple  # (subject, change, name)

    def faults(self):
        """Sentences on all that must not be."""
        if self.caught < self.listed:
            yield f"{self.id}: {self.listed - self.caught} known mistakes score full"
        if self.own_name + self.shared_name < 0.9 * self.listed:
            yield f"{self.id}: {self.own_name} of {self.listed} mistakes get their own name"
        if self.accepted < self.alternatives or self.alternatives < 6:
            yield f"{self.id}: {self.accepted} of {self.alternatives} right answers score full"
        for subject, change in self.survivors:
            yield f"{self.id}, {subject}: not caught, and not listed as still right: {change}"
        for subject, change, name in self.wrong_names:
            yield f"{self.id}, {subject}: is not {name}: {change}"


class Judge:
    """The course's judge for one exercise, which remembers between answers."""

    def __init__(self, id):
        self.exercise = find_exercise(id)
        self._by_seed = {}
        wide = replace(self.exercise, cases=tuple(wide_cases(self.exercise)), fresh=lambda _: ())
        self._wide = remembering(wide, 0)

    def of(self, seed):
        if seed not in self._by_seed:
            self._by_seed[seed] = remembering(self.exercise, seed)
        return self._by_seed[seed]

    def verdict(self, function, seed=0):
        return judge(self.of(seed), quick_caller(function), seed)

    def survives(self, function, verdict):
        """Whether an answer with this verdict for seed 0 is right with any of the seeds."""
        if verdict.status == "right":
            return True
        fixed = any(verdict.failure.case is case for case in self.exercise.cases)
        return not fixed and any(self.verdict(function, s).status == "right" for s in SEEDS[1:])

    def right_everywhere(self, function):
        return judge(self._wide, quick_caller(function)).status == "right"

    def _mistake(self, id):
        return None if id == "constant-answer" else known_mistake(self.exercise, id)

    def wrong_names(self, function, names):
        """The names, of those given, that differ from the function in some call."""
        call = quick_caller(function)
        wrong = set()
        if not names:
            return wrong
        for found in (self._wide, *map(self.of, OTHER_SEEDS)):
            cases = found.cases if found is self._wide else found.fresh(None)
            mistakes = [m for m in map(self._mistake, names) if m and m.id not in wrong]
            callers = [(mistake.id, quick_caller(mistake.function)) for mistake in mistakes]
            for case in cases:
                got = _without_lines(call(case))
                for id, other in callers:
                    expected = _without_lines(other(case))
                    nothing = _gives_nothing(got) and _gives_nothing(expected)
                    if not nothing and not same_outcome(found, case, expected, got):
                        wrong.add(id)
        return wrong


def _gives_nothing(outcome):
    """An error, or a map of no cells: an axis of 0 is cut or refused, as it comes."""
    return not isinstance(outcome, Returned) or np.size(outcome.value) == 0


def _without_lines(outcome):
    return replace(outcome, lines=None) if isinstance(outcome, Returned) else outcome


def measure(id):
    """Measure an exercise, all of it anew; the same code gives the same numbers."""
    found, spoilt = find_exercise(id), subjects(id)
    # The catalogue and the right answers are judged as a learner's answer is, mutants quicker.
    verdicts = {m.id: judge(found, call_here(m.function)) for m in known_mistakes(found)}
    names = {id: {known.id for known in verdict.mistakes} for id, verdict in verdicts.items()}
    alternatives = [judge(found, call_here(f)) for f in RIGHT_ANSWERS[id].values()]
    with within_limits(), patch("convtutor.checks.faults.naming.call_here", quick_caller):
        trial = _Trial(id)
        for subject in spoilt:
            trial.spoil(subject, -(-PAIRS // len(spoilt)))
    return Strength(
        id=id,
        unit=found.unit,
        listed=len(verdicts),
        caught=sum(verdict.status == "wrong" for verdict in verdicts.values()),
        own_name=sum(names[id] == {id} for id in names),
        shared_name=sum(id in names[id] and len(names[id]) > 1 for id in names),
        alternatives=len(alternatives),
        accepted=sum(v.status == "right" and v.points == found.points for v in alternatives),
        **trial.counts,
        equivalent=tuple(trial.equivalent),
        survivors=tuple(trial.survivors),
        wrong_names=tuple(trial.wrong_names),
    )


class _Trial:
    """Count what becomes of mutants."""

    def __init__(self, id):
        self.judge = Judge(id)
        self.counts = {"mutants": 0, "killed": 0, "named": 0, "pairs": 0, "pairs_named": 0}
        self.equivalent, self.survivors, self.wrong_names = [], [], []

    def spoil(self, subject, pairs):
        """Judge all mutants of a subject, and so many that are spoilt in two places."""
        mutants = first_order(subject.source)
        named = [mutant for mutant in mutants if self._one(subject, mutant)]
        self.counts["mutants"] += len(mutants)
        self.counts["named"] += len(named)
        both = _pairs(subject.source, mutants, named, pairs)
        self.counts["pairs"] += len(both)
        self.counts["pairs_named"] += sum(self._two(subject, pair) for pair in both)

    def _one(self, subject, mutant):
        function = subject.function(mutant.source)
        verdict = self.judge.verdict(function)
        if not self.judge.survives(function, verdict):
            self.counts["killed"] += 1
            return self._names(subject, mutant, function, verdict)
        why = reason(self.judge.exercise.id, mutant.before, mutant.after)
        if why and self.judge.right_everywhere(function):
            self.equivalent.append((subject.label, mutant.change, why))
        else:
            self.survivors.append((subject.label, mutant.change))
        return False

    def _two(self, subject, pair):
        function = subject.function(pair.source)
        verdict = self.judge.verdict(function)
        if verdict.status == "wrong":
            return self._names(subject, pair, function, verdict)
        if not self.judge.right_everywhere(function):  # the two may well make up for each other
            self.survivors.append((subject.label, pair.change))
        return False

    def _names(self, subject, mutant, function, verdict):
        """Whether it got a name; the name is tested."""
        wrong = self.judge.wrong_names(function, {known.id for known in verdict.mistakes})
        self.wrong_names += [(subject.label, mutant.change, name) for name in sorted(wrong)]
        return bool(verdict.mistakes)


def _pairs(source, mutants, named, count):
    """Two mutants at once: first those of which each has a name, then any."""
    rng = np.random.default_rng(len(mutants))
    found = {}
    for pool, wanted in ((named, count // 2), (mutants, count)):
        for _ in range(4 * count if len(pool) > 1 else 0):
            if len(found) == wanted:
                break
            one, other = rng.choice(len(pool), size=2, replace=False)
            pair = together(source, pool[one], pool[other])
            if pair:
                found.setdefault(pair.source, pair)
    return list(found.values())
