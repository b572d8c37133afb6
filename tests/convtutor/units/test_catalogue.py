"""Every exercise has its catalogue of known mistakes, each explained, and hints in three steps."""

import re

import pytest
from support.known_mistakes import some_mistakes

from convtutor.checks.faults.naming import known_mistakes
from convtutor.units.catalogue import exercises

UNITS = (
    "01_single_filter",
    "02_padding",
    "03_stride",
    "04_multi_filter",
    "05_counting",
    "06_vectorise",
    "07_clinic",
    "08_network",
    "09_learned_filters",
)
EXERCISES = [found for unit in UNITS for found in exercises(unit)]
MISTAKES = [
    pytest.param(mistake, id=f"{found.id}-{mistake.id}")
    for found in EXERCISES
    for mistake in some_mistakes(found)
    if not found.known_by  # of several right answers, no one is to be told
]
BY_ID = pytest.mark.parametrize("found", EXERCISES, ids=lambda e: e.id)


def sentences(text):
    """The number of marks that end a sentence: 14.5 and x[0] hold none."""
    return len(re.findall(r"[.?](?=\s|$)", text))


@BY_ID
def test_there_are_many_known_mistakes(found):
    convolves = "weight" in found.signature.parameters
    assert len(known_mistakes(found)) >= (12 if convolves else 6)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_explained_in_a_sentence_or_two(mistake):
    assert len(mistake.explanation) > 25
    assert mistake.explanation.endswith(".")
    assert 1 <= sentences(mistake.explanation) <= 3


@pytest.mark.parametrize("mistake", MISTAKES)
def test_explanation_says_more_than_the_name_and_the_hint(mistake):
    assert mistake.explanation not in (mistake.name, mistake.hint)
    assert mistake.name not in mistake.explanation


@BY_ID
def test_hints_are_three_steps_that_begin_with_a_question(found):
    assert len(found.hints) == 3
    assert found.hints[0].endswith("?")
    for hint in found.hints:
        assert hint[-1] in ".?"
        assert sentences(hint) <= 3
    # Each step says more than the one before, so that none is the same again.
    assert len(set(found.hints)) == 3


@BY_ID
def test_no_hint_is_the_code_itself(found):
    for hint in found.hints:
        assert "return " not in hint
        assert "def " not in hint
