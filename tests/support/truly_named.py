"""Wrong answers that nobody listed: if they get a name, it holds wherever they are called."""

from dataclasses import replace

import numpy as np
from support.strength.caller import quick_caller
from support.strength.wide import wide_cases

from convtutor.calling import call_here
from convtutor.calling.outcome import Returned
from convtutor.checks.compare import compare, expected_outcome, same_outcome
from convtutor.checks.exercise import settings_of
from convtutor.checks.faults.description import CONDITIONS, descriptions
from convtutor.checks.judge import judge

SEED = 100
"""Of other fresh cases, which the judge did not see."""


def wrong_and_truly_named(found, function, seed=0):
    """Judge an answer, assert that it is wrong and that each name is true; give the verdict."""
    verdict = judge(found, call_here(function), seed)
    assert verdict.status == "wrong"
    for mistake in verdict.mistakes:
        assert list(calls_that_differ(found, function, mistake)) == []
    return verdict


def calls_that_differ(found, function, mistake):
    """Give the calls, all over the contract, in which an answer is not what its name says."""
    ours, named = quick_caller(function), quick_caller(mistake.function)
    if mistake.id == "constant-answer":
        return
    for case in [*wide_cases(found), *found.fresh(np.random.default_rng(SEED))]:
        case = replace(case, larger=())
        got, said = ours(case), named(case)
        if not (_nothing(got) and _nothing(said)) and not same_outcome(found, case, got, said):
            yield case


def description_holds(found, function, described):
    """Whether what is said of an answer without a name is so all over the contract."""
    cases = [*wide_cases(found), *found.fresh(np.random.default_rng(SEED))]
    cases, call = [replace(case, larger=()) for case in cases], quick_caller(function)
    expected, got = [expected_outcome(found, case) for case in cases], list(map(call, cases))
    triples = enumerate(zip(cases, expected, got, strict=True))
    wrong = [i for i, triple in triples if not compare(found, *triple).right]
    if not wrong:
        return True
    if len(wrong) == 1:
        wrong *= 2  # of one alone nothing would be said
    where, _, said = described.removesuffix(" does it go wrong").partition(", ")
    said_again = descriptions(found, cases, expected, got, wrong, call, places=True)
    with np.errstate(all="ignore"):
        again = [one.partition(", ") for one in said_again]
    condition = CONDITIONS.get(where.removeprefix("only where "), lambda settings: True)
    if not all(condition(settings_of(found, cases[i])) for i in wrong):
        return False
    if not again:  # nothing but errors there
        return not any(isinstance(one, Returned) and np.size(one.value) for one in got)
    return not said or any(also == said for *_, also in again)


def _nothing(outcome):
    """An error, or a map of no cells: an axis of 0 is cut or refused, as it comes."""
    return not isinstance(outcome, Returned) or np.size(outcome.value) == 0
