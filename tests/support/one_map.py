"""One exercise to misbehave in, with an answer that is right."""

import numpy as np

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import answers, find_exercise

MAP = find_exercise("apply_filter")
CASES = len(MAP.all_cases(0))


def right(x, weight, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)[0]
    return (windows * weight).sum(axis=(2, 3, 4)) + bias


def wrong(x, weight, bias=0.0):
    return right(x, weight, bias) + 1


def for_ever(x, weight, bias=0.0):
    while True:
        x = x + 0


def judged(function):
    """Judge a function as `check` does: the verdict, and what it says."""
    verdict = judge(MAP, call_here(function, answers()))
    return verdict, describe(verdict)
