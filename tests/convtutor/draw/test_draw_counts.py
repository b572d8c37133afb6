"""Pictures of counts and of shared weights hold the right data, and so do their sentences."""

import pytest
from matplotlib.patches import Rectangle

from convtutor import draw


def words(axes):
    return [text.get_text() for text in axes.texts]


def bars(picture):
    return [patch for patch in picture.figure.axes[0].patches if isinstance(patch, Rectangle)]


# --- shared weights ------------------------------------------------------------------------


def test_unit_numbers_every_pixel_and_filter_carries_the_same_numbers_to_each_place():
    for row, column in ((0, 0), (3, 1)):
        unit, window = draw.shared_weights(6, 3, row, column).figure.axes
        assert words(unit) == [str(number) for number in range(1, 37)]
        assert words(window) == [str(number) for number in range(1, 10)]
        assert window.texts[0].get_position() == (column, row)
        assert window.texts[-1].get_position() == (column + 2, row + 2)


def test_place_is_counted_in_reading_order_and_the_sentence_counts_values():
    picture = draw.shared_weights(6, 3, 2, 1)  # row 2 of 4 places each: 2·4 + 1, counted from 1
    assert "place 10 of 16" in picture.figure.axes[1].get_xlabel()
    assert "36 weights, 1 value." in picture.text
    assert "the same 9 weights in each of 16 places, 16 values" in picture.text


@pytest.mark.parametrize("place", [(4, 0), (0, 4), (-1, 0)])
def test_window_outside_the_picture_is_refused(place):
    with pytest.raises(ValueError, match="starts in rows and columns 0 to 3"):
        draw.shared_weights(6, 3, *place)


def test_picture_too_large_to_number_is_refused():
    with pytest.raises(ValueError, match="use size <= 10"):
        draw.shared_weights(11, 3)


# --- bars of counts ------------------------------------------------------------------------


def test_bars_end_at_the_counts_on_a_scale_of_tens():
    picture = draw.count_bars({"a filter": 76, "a unit": 3073})
    (axes,) = picture.figure.axes
    assert axes.get_xscale() == "log"
    assert [bar.get_x() + bar.get_width() for bar in bars(picture)] == [76, 3073]
    assert words(axes) == ["a filter", "76", "a unit", "3,073"]


def test_scale_keeps_still_below_its_highest_count_and_grows_beyond():
    def end(count):
        return draw.count_bars({"n": count}, highest=10**6).figure.axes[0].get_xlim()[1]

    assert end(10) == end(10**6) < end(10**7)
    assert end(10**7) > 10**7


@pytest.mark.parametrize(
    ("counts", "error", "message"),
    [
        ({"mine": 456.0}, TypeError, "'mine' is 456.0, a float; a count is a whole number"),
        ({"mine": None}, TypeError, "'mine' is None, a NoneType; .* does the function return one"),
        ({"mine": 0}, ValueError, "'mine' is 0; .* counts from 1 only"),
        ({}, ValueError, "no count to draw"),
    ],
)
def test_what_a_half_written_function_returns_is_explained(counts, error, message):
    with pytest.raises(error, match=message):
        draw.count_bars(counts)


# --- shares --------------------------------------------------------------------------------


def test_shares_meet_where_the_first_part_ends_and_fill_the_bar():
    picture = draw.share_bars({"cells": {"left": 1, "right": 3}})
    left, right = bars(picture)
    assert (left.get_x(), left.get_width()) == (0, 0.25)
    assert (right.get_x(), right.get_width()) == (0.25, 0.75)
    assert right.get_hatch()  # so that colour is not all that tells them apart
    assert picture.text == "cells: left 1 (25.0%), right 3 (75.0%)."


def test_three_parts_are_refused():
    with pytest.raises(ValueError, match="3 parts; give two"):
        draw.share_bars({"cells": {"a": 1, "b": 2, "c": 3}})
