"""Measure one exercise: is everything wrong caught, and everything right accepted?"""

from dataclasses import dataclass, replace

import numpy as np
from support.kept_aside import doubles, singles
from support.right.answers import RIGHT_ANSWERS
from support.strength.caller import quick_caller, within_limits
from support.strength.equivalent import reason
from support.strength.mutate import first_order, together
from support.strength.remember import remembering
from support.strength.subjects import subjects
from support.strength.wide import wide_cases
from support.truly_named import calls_that_differ, description_holds

from convtutor.calling import call_here
from convtutor.checks.faults.naming import known_mistake, known_mistakes
from convtutor.checks.faults.search import Found
from convtutor.checks.faults.trying import Tried
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise

SEEDS = range(4)
"""A mutant that only fresh cases catch must be caught with each of these."""
PAIRS = 50
"""Mutants with two places spoilt, of all subjects of an exercise together."""
NAMED = 40
"""Mutants of the notebook's solution, at least, that are looked at for their names."""


@dataclass(frozen=True)
class Strength:
    """What was found for one exercise."""

    id: str
    unit: str
    listed: int
    caught: int
    alternatives: int
    accepted: int
    mutants: int
    killed: int
    pairs: int
    equivalent: tuple  # (subject, change, reason)
    survivors: tuple  # (subject, change)
    names: dict  # by kind of wrong answer: how many have one name, several, a description, none
    parts: tuple  # of two mistakes, each with a name: as often both names stand together, of all
    false_names: tuple  # sentences
    false_descriptions: int

    def faults(self):
        """Sentences on all that must not be."""
        if self.caught < self.listed:
            yield f"{self.id}: {self.listed - self.caught} known mistakes score full"
        if self.accepted < self.alternatives or self.alternatives < 6:
            yield f"{self.id}: {self.accepted} of {self.alternatives} right answers score full"
        for subject, change in self.survivors:
            yield f"{self.id}, {subject}: not caught, and not listed as still right: {change}"
        for name in self.false_names:
            yield f"{self.id}: {name}"


class Judge:
    """The course's judge for one exercise, which remembers between answers and names nothing."""

    def __init__(self, id):
        self.exercise = replace(find_exercise(id), faults=None, by_hand=())
        self._by_seed = {}
        wide = replace(self.exercise, cases=tuple(wide_cases(self.exercise)), fresh=lambda _: ())
        self._wide = remembering(wide, 0)

    def verdict(self, function, seed=0):
        if seed not in self._by_seed:
            self._by_seed[seed] = remembering(self.exercise, seed)
        return judge(self._by_seed[seed], quick_caller(function), seed)

    def survives(self, function, verdict):
        """Whether an answer with this verdict for seed 0 is right with any of the seeds."""
        if verdict.status == "right":
            return True
        fixed = any(verdict.failure.case is case for case in self.exercise.cases)
        return not fixed and any(self.verdict(function, s).status == "right" for s in SEEDS[1:])

    def right_everywhere(self, function):
        return judge(self._wide, quick_caller(function)).status == "right"


def measure(id):
    """Measure an exercise, all of it anew; the same code gives the same numbers."""
    found, spoilt = find_exercise(id), subjects(id)
    unnamed = replace(found, faults=None, by_hand=())
    # Known mistakes and right answers are judged as a learner's answer is, mutants quicker.
    mistakes = [*known_mistakes(found), *_shown_by_no_case(found)]
    known = [judge(unnamed, call_here(mistake.function)) for mistake in mistakes]
    alternatives = [judge(unnamed, call_here(f)) for f in RIGHT_ANSWERS[id].values()]
    with within_limits():
        trial = _Trial(id)
        for subject in spoilt:
            trial.spoil(subject, -(-PAIRS // len(spoilt)))
        own, mutants = spoilt[0], first_order(spoilt[0].source)
        ones, twos = (_judged(found, answers) for answers in (singles(id), doubles(id)))
        said = {
            "one mistake, kept aside": _said(ones.values()),
            "two mistakes, kept aside": _said(twos.values()),
            "one place spoilt": _said(_spoilt(found, own, mutants)),
            "two places spoilt": _said(_spoilt(found, own, _pairs(own.source, mutants, PAIRS))),
        }
        answers = [both for some in said.values() for both in some]
        false_names = [sentence for both in answers for sentence in _false_names(found, *both)]
        held = [
            description_holds(found, function, verdict.described)
            for function, verdict in answers
            if verdict.described
        ]
    return Strength(
        id=id,
        unit=found.unit,
        listed=len(known),
        caught=sum(verdict.status == "wrong" for verdict in known),
        alternatives=len(alternatives),
        accepted=sum(v.status == "right" and v.points == found.points for v in alternatives),
        **trial.counts,
        equivalent=tuple(trial.equivalent),
        survivors=tuple(trial.survivors),
        names={kind: _counts(some) for kind, some in said.items()},
        parts=_parts(ones, twos),
        false_names=tuple(false_names),
        false_descriptions=held.count(False),
    )


def _shown_by_no_case(found):
    """Mistakes that go wrong within the contract, but not in a fixed case of the exercise."""
    shown = {mistake.id for mistake in known_mistakes(found)}
    further = [Tried(found, case) for case in (found.further if found.faults else ())]
    for fault in found.faults.faults if found.faults else ():
        alone = Found((fault,))
        if fault.id not in shown and not all(
            tried.alike(tried.made(alone).outcome, tried.right) for tried in further
        ):
            yield known_mistake(found, fault.id)


def _judged(found, answers):
    """By answer that is kept aside, its function and the verdict on it."""
    return {answer: _with_verdict(found, answer.function()) for answer in answers}


def _spoilt(found, subject, mutants):
    """Some of them, from all over the text, each with its verdict."""
    some = mutants[:: max(1, len(mutants) // NAMED)]
    return [_with_verdict(found, subject.function(mutant.source)) for mutant in some]


def _with_verdict(found, function):
    return function, judge(found, quick_caller(function))


def _said(judged):
    """Those that give another result."""
    return [(function, v) for function, v in judged if v.fails_by == "another result"]


def _counts(said):
    """How many have one name, several alike, a description, none of them."""
    verdicts = [verdict for _, verdict in said]
    one = sum(len(v.mistakes) == 1 for v in verdicts)
    several = sum(len(v.mistakes) > 1 for v in verdicts)
    described = sum(bool(v.described) for v in verdicts)
    return one, several, described, len(verdicts) - one - several - described


def _parts(ones, twos):
    """Of answers with two mistakes, where both alone and together have one name.

    How many are named by the two names that the mistakes have alone, and how many there are.
    """
    alike = []
    for answer, (_, verdict) in twos.items():
        alone = [ones[one][1].mistakes for one in answer.alone()]
        if all(len(mistakes) == 1 for mistakes in (verdict.mistakes, *alone)):
            both = {mistake.id for (mistake,) in alone}
            alike.append(set(verdict.mistakes[0].id.split("+")) == both)
    return sum(alike), len(alike)


def _false_names(found, function, verdict):
    """Sentences on names that do not hold all over the contract.

    Of several that look alike none does if a case tells them apart.
    """
    for mistake in verdict.mistakes:
        cases = list(calls_that_differ(found, function, mistake))
        if cases:
            yield f"{mistake.id} is no name of an answer that differs in {len(cases)} cases"


class _Trial:
    """Count what becomes of mutants."""

    def __init__(self, id):
        self.judge = Judge(id)
        self.counts = {"mutants": 0, "killed": 0, "pairs": 0}
        self.equivalent, self.survivors = [], []

    def spoil(self, subject, pairs):
        """Judge all mutants of a subject, and so many that are spoilt in two places."""
        mutants = first_order(subject.source)
        for mutant in mutants:
            self._one(subject, mutant)
        both = _pairs(subject.source, mutants, pairs)
        for pair in both:
            self._two(subject, pair)
        self.counts["mutants"] += len(mutants)
        self.counts["pairs"] += len(both)

    def _one(self, subject, mutant):
        function = subject.function(mutant.source)
        if not self.judge.survives(function, self.judge.verdict(function)):
            self.counts["killed"] += 1
            return
        why = reason(self.judge.exercise.id, mutant.before, mutant.after)
        if why and self.judge.right_everywhere(function):
            self.equivalent.append((subject.label, mutant.change, why))
        else:
            self.survivors.append((subject.label, mutant.change))

    def _two(self, subject, pair):
        function = subject.function(pair.source)
        if self.judge.verdict(function).status == "wrong":
            return
        if not self.judge.right_everywhere(function):  # the two may well make up for each other
            self.survivors.append((subject.label, pair.change))


def _pairs(source, mutants, count):
    """Two mutants at once."""
    rng = np.random.default_rng(len(mutants))
    found = {}
    for _ in range(4 * count if len(mutants) > 1 else 0):
        if len(found) == count:
            break
        one, other = rng.choice(len(mutants), size=2, replace=False)
        pair = together(source, mutants[one], mutants[other])
        if pair:
            found.setdefault(pair.source, pair)
    return list(found.values())
