"""Colours that mean different things can be told apart, whatever colours a reader sees."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from support.colour_vision import DEFICIENCIES, difference, lab_as_seen

import convtutor
from convtutor.draw import style

# As far apart as two thin lines or small cells need to be; side by side, about 1 is seen.
APART = 20

MARKS = {
    "window": style.WINDOW,
    "output cell": style.OUTPUT,
    "unread": style.UNREAD,
    "padding": style.PADDING,
    "paper": "white",
}
SIGNED = {
    "negative": style.SIGNED_COLOURS(0.0),
    "zero": style.SIGNED_COLOURS(0.5),
    "positive": style.SIGNED_COLOURS(1.0),
}
EXPLORER = Path(convtutor.__file__).parent / "browser/colours.mjs"


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("colours", [MARKS, SIGNED], ids=["marks", "signs"])
def test_colours_that_mean_different_things_are_far_apart(colours, deficiency):
    seen = {name: lab_as_seen(colour, deficiency) for name, colour in colours.items()}
    too_close = {
        (one, other): round(difference(seen[one], seen[other]), 1)
        for one, other in combinations(seen, 2)
        if difference(seen[one], seen[other]) < APART
    }
    assert too_close == {}


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
@pytest.mark.parametrize("frame", ["window", "output cell"])
def test_frame_or_its_white_rim_stands_out_on_every_value_of_a_map(frame, deficiency):
    line, rim = (lab_as_seen(colour, deficiency) for colour in (MARKS[frame], "white"))
    greys = [str(share) for share in np.linspace(0, 1, 21)]
    signed = [style.SIGNED_COLOURS(share) for share in np.linspace(0, 1, 21)]
    for cell in [*greys, *signed]:
        seen = lab_as_seen(cell, deficiency)
        assert max(difference(line, seen), difference(rim, seen)) >= APART, cell


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_signed_colours_leave_zero_step_by_step_on_both_sides(deficiency):
    zero = lab_as_seen(style.SIGNED_COLOURS(0.5), deficiency)
    for end in (0.0, 1.0):
        steps = [style.SIGNED_COLOURS(share) for share in np.linspace(0.5, end, 9)]
        away = [difference(zero, lab_as_seen(colour, deficiency)) for colour in steps]
        assert np.all(np.diff(away) > 1), away


def test_explorer_in_the_page_uses_the_colours_of_the_pictures():
    named = dict(re.findall(r'export const (\w+) = "(#\w+)"', EXPLORER.read_text("utf-8")))
    for name in ("WINDOW", "OUTPUT", "UNREAD", "PADDING"):
        assert named[name] == getattr(style, name)


# --- the measure itself ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    # From the test data that Sharma, Wu and Dalal publish for programmers: near blue, where the
    # hues turn; two greys' neighbours on each side of a jump; far apart; dark.
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_is_that_of_the_published_data(one, other, expected):
    assert difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=5e-5)


def test_simulation_keeps_greys_and_brings_red_and_green_together():
    for matrix in DEFICIENCIES.values():
        assert matrix.sum(axis=1) == pytest.approx(1, abs=2e-6)
    red, green = "#B2182B", "#117733"
    apart = {
        name: difference(lab_as_seen(red, name), lab_as_seen(green, name)) for name in DEFICIENCIES
    }
    assert apart["none"] > 60
    assert apart["deuteranopia"] < 6
