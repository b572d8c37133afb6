"""A verdict as a card says all that its text says; its hints are asked for one by one."""

import html
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from convtutor.calling import call_here
from convtutor.checks.card import COLOURS, card
from convtutor.checks.explanation import Explanation, explain
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise


def said_of(id, function):
    return explain(judge(find_exercise(id), call_here(function)))


def padded_once(input_size, kernel_size, stride=1, padding=0):
    return (input_size + padding - kernel_size) // stride + 1


def lost(input_size, kernel_size, stride=1, padding=0):
    return "<b>" + nowhere  # noqa: F821


def not_written(input_size, kernel_size, stride=1, padding=0):
    raise NotImplementedError


KINDS = {
    "right": find_exercise("conv_output_size").reference,
    "not yet": padded_once,
    "error": lost,
    "not written": not_written,
}


class Tags(HTMLParser):
    """Words in sight before anything is opened, and whether all that is opened is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        folded = self.open.count("details") > ("summary" in self.open)
        if not folded:
            self.seen += data + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_verdict_has_its_colour_and_all_words_of_its_text(kind):
    said = said_of("conv_output_size", KINDS[kind])
    made = card(said)
    assert said.kind == kind
    assert COLOURS[kind] in made
    typed = re.sub("</?code>", "`", made)
    words = " ".join(html.unescape(re.sub("<[^>]+>", " ", typed)).split())
    for part in (said.headline, said.praise, said.reason, said.problem, *said.notes):
        assert " ".join(part.split()) in words
    if said.case:
        assert " ".join(said.case.text().split()) in words
    assert "<b>" not in made  # what a learner wrote is text


def test_what_to_look_at_is_in_sight_and_the_rest_is_folded():
    said = said_of("conv_output_size", padded_once)
    seen = Tags(card(said, "<figure>the picture</figure>")).seen
    order = [said.headline, said.guess, said.reason, "the picture", "Hint (1 of", "The smallest"]
    assert sorted(order, key=seen.index) == order
    assert said.hint.text not in seen
    assert said.case.text() not in seen


def test_error_is_the_first_thing_to_look_at():
    made = card(said_of("conv_output_size", lost))
    assert "<strong>The name nowhere is not known in the line <code>return" in made


def test_each_hint_lies_in_the_one_before_it():
    said = said_of("conv_output_size", padded_once)
    texts = (said.hint.text, *said.hint.further)
    made = html.unescape(card(said))
    depths = [made[: made.index(text)].count("<details") for text in texts]
    assert depths == [1, 2, 3]
    assert said.hint.total == len(texts) == 3


@pytest.mark.parametrize("id", ["apply_filter", "zero_pad", "conv2d", "gradient_step"])
def test_code_to_copy_makes_the_case_again(id):
    found = find_exercise(id)
    verdict = judge(found, call_here(lambda *arguments, **options: np.zeros((1, 1))))
    given = {}

    def keep(*arguments, **options):
        given.update(found.signature.bind(*arguments, **options).arguments)

    exec(explain(verdict).case.code, {"np": np, found.function_name: keep})
    case = verdict.failure.case
    expected = found.signature.bind(*case.arguments, **case.options).arguments
    assert list(given) == list(expected)
    for name, value in expected.items():
        np.testing.assert_array_equal(given[name], value)
        assert np.asarray(given[name]).dtype == np.asarray(value).dtype


def test_arrays_are_printed_the_same_whatever_the_reader_has_set():
    said = said_of("zero_pad", lambda x, padding: x * 1.5).text()
    with np.printoptions(
        formatter={"all": lambda number: "?"}, linewidth=20, sign="+", legacy="1.13"
    ):
        assert said_of("zero_pad", lambda x, padding: x * 1.5).text() == said


def test_code_in_a_sentence_is_code_in_the_card_and_what_was_typed_runs_nowhere():
    said = Explanation("✗ f: there is nothing to judge yet", "error", problem="Mend `a < b` there.")
    assert "Mend <code>a &lt; b</code> there." in card(said)
