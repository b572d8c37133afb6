"""Checks that say which mistake was made.

A notebook needs four names: `check`, `predict`, `reveal` and `recall`. An exercise is one
declarative entry in the module of its unit (`single_filter`, `strides`, …); `catalogue` gathers
them; `judge` tries an answer, `compare` says what right means, `report` puts it in words.
"""

from convlib.checks.calling import call_here
from convlib.checks.catalogue import exercise, exercises
from convlib.checks.exercise import Case, Exercise, Mistake, Recall
from convlib.checks.judge import Verdict, judge
from convlib.checks.notebook import SEED_VARIABLE, VERDICT_MIME, CheckFailedError, check
from convlib.checks.questions import PREDICTION_MIME, REVEAL_MIME, predict, recall, reveal

__all__ = [
    "PREDICTION_MIME",
    "REVEAL_MIME",
    "SEED_VARIABLE",
    "VERDICT_MIME",
    "Case",
    "CheckFailedError",
    "Exercise",
    "Mistake",
    "Recall",
    "Verdict",
    "call_here",
    "check",
    "exercise",
    "exercises",
    "judge",
    "predict",
    "recall",
    "reveal",
]
