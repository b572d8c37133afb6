"""The drawing of time and memory: a point for each measurement, a word where there is none."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from convtutor import draw
from convtutor.draw.style import OUTPUT, WINDOW

COSTS = {"loops": (0.25, 64_000), "one product": (0.0005, 5_100_000), "yours": (0.002, 999)}


def points(axes):
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines]


def words(axes):
    return [text.get_text() for text in axes.texts]


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


def test_no_method_gets_a_sentence():
    with pytest.raises(ValueError, match="nothing to draw; give at least one method"):
        draw.time_and_memory({})
