"""What layers and methods cost: bars and points hold the data, and so do the sentences."""

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from support.drawn import words

from convtutor import draw
from convtutor.draw.style import OUTPUT, WINDOW

COSTS = {"loops": (0.25, 64_000), "one product": (0.0005, 5_100_000), "yours": (0.002, 999)}


def bars(picture):
    return [patch for patch in picture.figure.axes[0].patches if isinstance(patch, Rectangle)]


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


def test_shares_meet_where_the_first_part_ends_and_fill_the_bar():
    picture = draw.share_bars({"cells": {"left": 1, "right": 3}})
    left, right = bars(picture)
    assert (left.get_x(), left.get_width()) == (0, 0.25)
    assert (right.get_x(), right.get_width()) == (0.25, 0.75)
    assert right.get_hatch()  # so that colour is not all that tells them apart
    assert picture.text == "cells: left 1 (25.0%), right 3 (75.0%)."


def points(axes):
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines]


def test_each_method_has_a_row_with_its_time_and_its_memory():
    time, memory = draw.time_and_memory(COSTS).figure.axes
    assert points(time) == [(0.25, 0), (0.0005, 1), (0.002, 2)]
    assert points(memory) == [(64_000, 0), (5_100_000, 1), (999, 2)]
    assert [label.get_text() for label in time.get_yticklabels()] == list(COSTS)
    assert time.get_ylim() == (2.5, -0.5)  # the first method on top


def test_numbers_have_units():
    time, memory = draw.time_and_memory(COSTS).figure.axes
    assert words(time) == ["250 ms", "500 µs", "2 ms"]
    assert words(memory) == ["64 kB", "5.1 MB", "1 kB"]


def test_own_point_is_an_orange_star_and_the_others_are_blue_discs():
    for axes in draw.time_and_memory(COSTS).figure.axes:
        shapes = [(line.get_marker(), to_hex(line.get_color()).upper()) for line in axes.lines]
        assert shapes == [("o", OUTPUT), ("o", OUTPUT), ("*", WINDOW)]


def test_scales_are_logarithmic_and_hold_every_point_and_only_powers_of_ten():
    for axes in draw.time_and_memory(COSTS).figure.axes:
        assert axes.get_xscale() == "log"
        low, high = axes.get_xlim()
        assert all(low < value < high / 5 for value, _ in points(axes))
        ticks = np.log10([tick for tick in axes.get_xticks() if low <= tick <= high])
        assert len(ticks) >= 2
        assert np.allclose(ticks, np.round(ticks))


def test_method_without_measurement_has_words_in_place_of_a_point():
    picture = draw.time_and_memory({"loops": (0.25, 64_000), "yours": None})
    for axes in picture.figure.axes:
        assert len(points(axes)) == 1
        assert "no measurement" in words(axes)
    assert picture.text == (
        "loops: 250 ms, 64 kB. yours: not measured (not written yet, or it raised an error)."
    )


def test_nothing_measured_at_all_is_drawn_too():
    picture = draw.time_and_memory({"yours": None})
    assert picture.png()
