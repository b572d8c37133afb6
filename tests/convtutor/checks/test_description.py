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
            "Wherever padding > 0, the number is 7",
        ),
        ("zero_pad", lambda v, **_: v[..., :-3, :], "the map has 3 rows too few"),
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
