"""Exercises of this unit: one window, and one filter slid over a picture."""

from __future__ import annotations

from convlib.counts import conv2d_parameter_count
from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_value
from convtutor.units import wide
from convtutor.units.single_filter import cases
from convtutor.units.single_filter.right import apply_filter, window_response

UNIT = "single_filter"


EXERCISES = (
    Exercise(
        id="window_response",
        unit=UNIT,
        points=2,
        reference=window_response,
        praise="One window, all its products and the bias: you have made one value of a "
        "map. Next, let it slide.",
        returns="number",
        picture=pictures.window,
        cases=cases.WINDOW_CASES,
        fresh=cases.fresh_windows,
        wide=wide.window,
        faults=exposed.WINDOW,
        hints=(
            "Which pixels lie under the filter when its top left weight stands on (row, "
            "column), and how many products does that make?",
            "Cut the window out of x first: all channels, as many rows and columns as the "
            "kernel has. Then multiply it by weight, number by number. Sum everything, and "
            "add the bias last.",
            "The window is x[:, row : row + kernel_height, column : column + kernel_width], "
            "which has the shape of weight. So window * weight holds all the products. Their "
            "sum over all three axes, plus the bias once, is the value.",
        ),
    ),
    Exercise(
        id="apply_filter",
        unit=UNIT,
        points=4,
        reference=apply_filter,
        praise="Your filter slides over the whole picture and makes one map, however many "
        "channels it reads.",
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MAP_CASES,
        fresh=cases.fresh_maps,
        wide=wide.one_map,
        faults=exposed.MAP,
        hints=(
            "In how many places does the window fit, down and across, and which value belongs "
            "to each of them?",
            "Make a map of zeros with a row for each place down and a column for each place "
            "across. Then go through its cells with two loops, and put into each the value of "
            "its window.",
            "The map has height − kernel_height + 1 rows and width − kernel_width + 1 "
            "columns. In the inner loop: feature_map[row, column] = window_response(x, "
            "weight, bias, row, column). Give the map back when both loops are done.",
        ),
        replay=replay_value,
    ),
)

QUESTIONS = (
    Recall(
        id="products_in_a_window",
        unit=UNIT,
        answer=lambda: conv2d_parameter_count(3, 1, 5, bias=False),
        hint="The window is 5 pixels high and 5 wide, and it reads all 3 channels.",
        praise="3 channels times 5 times 5; the bias is added, not multiplied.",
    ),
    Recall(
        id="side_of_the_map",
        unit=UNIT,
        answer=lambda: conv_output_size(10, 3),
        hint="The window can start at pixel 0, 1, 2, … How far until it touches the far side?",
        praise="10 − 3 + 1.",
    ),
)
