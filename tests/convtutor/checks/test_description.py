"""What is said of an answer without a name is true: also of 60 cases that were not looked at."""

import numpy as np
import pytest
from support.truly_named import description_holds
from support.unknown_answers import TWO_AT_ONCE

from convtutor.calling import call_here
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise


@pytest.mark.parametrize(
    ("id", "function"),
    [
        # Every third is enough for a quick run.
        pytest.param(i, f, id=f"{i}-{n}", marks=pytest.mark.sweep if number % 3 else ())
        for i, them in TWO_AT_ONCE.items()
        for number, (n, f) in enumerate(them.items())
    ],
)
def test_what_is_said_holds_on_fresh_cases_too(monkeypatch, id, function):
    # Also of answers that have a name: it would be said if they had none.
    monkeypatch.setattr("convtutor.checks.judge.recognise", lambda *_: ())
    found = find_exercise(id)
    verdict = judge(found, call_here(function))
    assert not verdict.described or description_holds(found, function, verdict.described)


@pytest.mark.parametrize(
    ("id", "change", "sentence"),
    [
        (
            "apply_filter",
            lambda v, **_: np.flip(v, 0),
            "In every case that fails, the map is upside down",
        ),
        ("apply_filter", lambda v, **_: 2 * v, "In every case, the map is twice as large"),
        ("conv2d", lambda v, **_: v - 0.125, "each value is 0.125 too small"),
        (
            "conv_output_size",
            lambda v, padding=0, **_: v + 7 * (padding > 0),
            "Only where padding > 0, the number is 7",
        ),
        (
            "zero_pad",
            lambda v, **_: np.pad(v, ((0, 0), (0, 3), (0, 0))),
            "the map has 3 rows too many",
        ),
        (
            "trace_shapes",
            lambda v, **_: v + np.eye(3, dtype=int)[0],
            "the shapes are right but for the channels",
        ),
        (
            "linear_parameter_count",
            lambda v, **_: v - 3,
            "In every case, the number is 3 too small",
        ),
        ("apply_filter", lambda v, **_: abs(v), "the map has no signs, and is else right"),
        ("apply_filter", lambda v, **_: v.sum(), "one number comes back, and no map"),
        ("conv2d", lambda v, **_: v[..., :0], "another number of columns"),
        ("conv2d", lambda v, **_: v[0], "what comes back has 3 axes, and not 4"),
        (
            "conv_output_size",
            lambda v, stride=1, **_: 3 * v + stride,
            "In every case, the number is too large",
        ),
    ],
)
def test_description_stands_in_the_place_of_a_name(monkeypatch, id, change, sentence):
    monkeypatch.setattr("convtutor.checks.judge.recognise", lambda *_: ())
    found = find_exercise(id)
    verdict = judge(
        found, call_here(lambda *a, **k: change(np.asarray(found.reference(*a, **k)), **k))
    )
    text = describe(verdict)
    assert sentence in text
    assert "mistake that we know" not in text
    assert verdict.as_json()["described"] == verdict.described


def test_what_is_not_read_is_found_by_changing_it(monkeypatch):
    monkeypatch.setattr("convtutor.checks.judge.recognise", lambda *_: ())
    found = find_exercise("apply_filter_strided")

    def unweighted(x, weight, bias=0.0, stride=1, padding=0):
        # Whatever the weights are, each is 2.
        return found.reference(x, 0 * weight + 2, bias, stride=stride, padding=padding)

    text = describe(judge(found, call_here(unweighted)))
    assert "the result stays as it is when the weights are changed" in text


def test_where_some_cases_raise_it_is_said_of_the_others():
    found = find_exercise("conv_output_size")

    def size(n, k, stride=1, padding=0):
        if padding > 2:
            raise OverflowError
        return found.reference(n, k, stride, padding) + 77

    text = describe(judge(found, call_here(size)))
    assert "Where a result comes back, the number is 77 too large" in text


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (lambda n, m, k: (n, 0), "the first of the two numbers is in_size"),
        (lambda n, m, k: [n, m, k, 1], "no two numbers come back"),
    ],
)
def test_settings_are_described_by_what_they_are_and_give(monkeypatch, answer, sentence):
    monkeypatch.setattr("convtutor.checks.judge.recognise", lambda *_: ())
    assert sentence in describe(judge(find_exercise("find_settings"), call_here(answer)))


def test_complex_numbers_are_numbers():
    # Their own sentence says what to do; nothing is said of them that is not so.
    found = find_exercise("conv_output_size")
    verdict = judge(found, call_here(lambda *a, **k: found.reference(*a, **k) + 0j))
    assert verdict.described == ""
