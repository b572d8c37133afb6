"""Every exercise has its catalogue of known mistakes, each explained, and hints in three steps."""

import re

import pytest
from support.known_mistakes import some_mistakes

from convtutor.checks.faults.naming import known_mistakes
from convtutor.units.catalogue import exercises

BY_ID = pytest.mark.parametrize("found", exercises(), ids=lambda e: e.id)


def sentences(text):
    """The number of marks that end a sentence: 14.5 and x[0] hold none."""
    return len(re.findall(r"[.?](?=\s|$)", text))


@BY_ID
def test_there_are_many_known_mistakes(found):
    convolves = "weight" in found.signature.parameters
    assert len(known_mistakes(found)) >= (12 if convolves else 6)


@BY_ID
def test_mistakes_are_explained_in_a_sentence_or_two_that_say_more_than_name_and_hint(found):
    if found.known_by:
        return  # of several right answers, no one is to be told
    for mistake in some_mistakes(found):
        told = mistake.explanation
        assert len(told) > 25, mistake.id
        assert told.endswith("."), mistake.id
        assert 1 <= sentences(told) <= 3, mistake.id
        assert told not in (mistake.name, mistake.hint)
        assert mistake.name not in told


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
