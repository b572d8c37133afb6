"""The places of the window along one axis, counted rightly and wrongly."""

import re
from itertools import pairwise

import numpy as np
import pytest
from support.drawn import areas, words

from convlib.reach import unread_pixels
from convtutor import draw
from convtutor.draw.style import PADDING, UNREAD, WINDOW


@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        ((7, 3, 2, 0), [0, 2, 4]),
        ((8, 3, 2, 0), [0, 2, 4]),  # 7 is left over
        ((5, 3, 1, 1), [-1, 0, 1, 2, 3]),
        ((9, 2, 3, 0), [0, 3, 6]),
    ],
)
def test_stride_positions_draws_a_bar_for_each_window(settings, starts):
    axes = draw.stride_positions(*settings).figure.axes[0]
    bars = sorted((column for _, column, _, _ in areas(axes, WINDOW)))
    assert np.round(bars).astype(int).tolist() == starts
    assert [word for word in words(axes) if re.fullmatch(r"\d+", word)].count(str(len(starts))) >= 1


@pytest.mark.parametrize("settings", [(32, 5, 1, 0), (32, 5, 2, 0), (20, 7, 3, 2), (12, 2, 5, 0)])
def test_bars_in_one_row_do_not_overlap(settings):
    axes = draw.stride_positions(*settings).figure.axes[0]
    rows = {}
    for row, column, _, width in areas(axes, WINDOW):
        rows.setdefault(row, []).append((column, column + width))
    for bars in rows.values():
        bars.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(bars))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ((32, 5, 2, 0), "(32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never read."),
        ((32, 5, 1, 0), "(32 − 5)/1 + 1 = 28 positions; every pixel is read."),
        ((11, 3, 3, 0), "(11 − 3)/3 + 1 = 3.667 → 3 positions; pixels 9 and 10 are never read."),
        (
            (10, 2, 3, 1),
            "(10 + 2·1 − 2)/3 + 1 = 4.333 → 4 positions; pixels 1, 4 and 7 are never read.",
        ),
        ((4, 3, 2, 0), "(4 − 3)/2 + 1 = 1.5 → 1 position; pixel 3 is never read."),
        ((32, 5, 2, 2), "(32 + 2·2 − 5)/2 + 1 = 16.5 → 16 positions; every pixel is read."),
        (
            (32, 1, 2, 0),
            "(32 − 1)/2 + 1 = 16.5 → 16 positions; 16 pixels are never read (1, 3, …, 31).",
        ),
    ],
)
def test_stride_positions_says_the_sum(settings, sentence):
    assert draw.stride_positions(*settings).text == sentence


def test_pixels_hatched_as_unread_are_those_that_the_core_counts():
    for stride in (1, 2, 3, 4):
        axes = draw.stride_positions(32, 5, stride).figure.axes[0]
        assert len(areas(axes, UNREAD)) == unread_pixels(32, 5, stride)


def test_sizes_chart_plots_what_the_law_gives_and_its_floor():
    axes = draw.sizes_chart(32, 5, strides=[1, 2, 3, 4]).figure.axes[0]
    exact, floored = axes.get_lines()
    assert np.allclose(exact.get_ydata(), [28, 14.5, 10, 7.75])
    assert list(floored.get_ydata()) == [28, 14, 10, 7]


# --- wrong sizes -----------------------------------------------------------------------------


def bars(axes):
    """(first pixel, last pixel, dashed) of each bar of a window, in order."""
    found = [patch for patch in axes.patches if patch.get_height() == 0.76]
    return [
        (
            round(bar.get_x() + 0.42),
            round(bar.get_x() + bar.get_width() - 0.42),
            bar.get_linestyle() == "--",
        )
        for bar in found
    ]


def test_one_place_too_many_hangs_over_the_edge():
    # (6 − 3)/2 + 1 = 2.5: windows at 0 and 2; a third would read the pixels 4 to 6 of 0 to 5.
    picture = draw.size_positions(draw.Slide(6, 3, 2, 0), yours=3)
    (axes,) = picture.figure.axes
    assert bars(axes) == [(0, 2, False), (2, 4, False), (4, 6, True)]
    assert axes.get_xlim()[1] > 6.5
    assert areas(axes, UNREAD) == [(0, 5, 1, 1)]
    assert axes.get_title() == "You said 3, but there are 2 places"
    assert picture.text.endswith("pixel 5 is never read. Window 3 would hang over the edge.")


def test_a_place_too_few_is_a_window_that_was_not_counted():
    picture = draw.size_positions(draw.Slide(7, 3, 2, 0), yours=2, name="layer 1, rows")
    (axes,) = picture.figure.axes
    assert bars(axes) == [(0, 2, False), (2, 4, False), (4, 6, True)]
    assert "dashed: not in your count" in words(axes)[-1]
    assert picture.text.startswith("Layer 1, rows: you said 2, but there are 3 places.")


@pytest.mark.parametrize(("yours", "dashed"), [(2.5, 1), (-3, 2), (1e300, 2), (float("nan"), 0)])
def test_answers_that_are_no_counts_are_told_and_drawn_as_far_as_can_be(yours, dashed):
    picture = draw.size_positions(draw.Slide(6, 3, 2, 0), yours)
    assert sum(bar[2] for bar in bars(picture.figure.axes[0])) == dashed
    assert "there are 2 places" in picture.text


def test_unread_pixels_are_hatched_beside_the_answer():
    picture = draw.unread_positions(
        draw.Slide(8, 3, 3, 0), yours=1
    )  # windows at 0 and 3; 6 and 7 are left
    (axes,) = picture.figure.axes
    assert [area[:2] for area in areas(axes, UNREAD)] == [(0, 6), (0, 7)]
    assert picture.text.startswith("You said 1, but 2 pixels are never read.")
    assert draw.unread_positions(draw.Slide(7, 3, 2, 0), 1).text.startswith(
        "You said 1, but every pixel is"
    )


def test_same_padding_is_drawn_beside_the_wrong_one():
    picture = draw.same_positions(3, yours=2)
    right, wrong = picture.figure.axes
    assert [len(bars(axes)) for axes in (right, wrong)] == [5, 7]
    # Zeros on each side, in one scale.
    assert [len(areas(axes, PADDING)) for axes in (right, wrong)] == [2, 4]
    assert right.get_xlim() == wrong.get_xlim()
    assert wrong.get_title() == "Your padding 2: 7 places for 5 pixels"


def test_a_window_that_does_not_fit_at_all_is_dashed():
    picture = draw.same_positions(11, yours=0)
    assert bars(picture.figure.axes[1]) == [(0, 10, True)]
    assert picture.text.endswith("Your padding 0: 0 places for 5 pixels.")


@pytest.mark.parametrize("yours", [-1, 0.5, float("nan"), float("inf")])
def test_a_padding_that_cannot_be_is_only_told(yours):
    picture = draw.same_positions(3, yours)
    assert len(picture.figure.axes) == 1
    assert picture.text.startswith("You said ")


def test_of_an_even_kernel_both_neighbours_miss():
    picture = draw.same_positions(4, yours=1)
    assert [len(bars(axes)) for axes in picture.figure.axes] == [4, 6]
    assert "no padding keeps the size" in picture.text


def test_chosen_settings_are_drawn_beside_what_was_wanted():
    picture = draw.settings_positions(draw.Slide(8, 3, 2, 0), wanted=4)
    assert len(bars(picture.figure.axes[0])) == 3
    assert picture.text.startswith("Kernel 3, stride 2, padding 0: 3 places, but 4 were asked for.")
