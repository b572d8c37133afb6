"""Exercises of this unit: one window, and one filter slid over a picture."""

from __future__ import annotations

from convlib.counts import conv2d_parameter_count
from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.replay import replay_value
from convtutor.units.single_filter import (
    cases,
    map_mistakes,
    meeting_mistakes,
    value_mistakes,
    window_mistakes,
)
from convtutor.units.single_filter.right import apply_filter, window_response

UNIT = "single_filter"


EXERCISES = (
    Exercise(
        id="window_response",
        unit=UNIT,
        points=2,
        reference=window_response,
        returns="number",
        picture=pictures.window,
        cases=cases.WINDOW_CASES,
        fresh=cases.fresh_windows,
        mistakes=(
            window_mistakes.bias_forgotten,
            window_mistakes.bias_per_channel,
            window_mistakes.bias_per_product,
            window_mistakes.first_channel_only,
            window_mistakes.last_channel_only,
            window_mistakes.last_product_only,
            window_mistakes.channels_averaged,
            window_mistakes.products_averaged,
            window_mistakes.channels_not_summed,
            window_mistakes.products_not_summed,
            meeting_mistakes.kernel_flipped,
            meeting_mistakes.channels_flipped_too,
            meeting_mistakes.kernel_transposed,
            meeting_mistakes.kernel_transposed_in_loops,
            meeting_mistakes.kernel_sides_swapped,
            meeting_mistakes.kernel_taken_as_square,
            meeting_mistakes.matrix_product,
            meeting_mistakes.kernel_cut_short,
            meeting_mistakes.row_and_column_swapped,
            meeting_mistakes.middle_for_corner,
            meeting_mistakes.counted_from_one,
            meeting_mistakes.end_counted_from_zero,
            window_mistakes.cut_to_integer,
            window_mistakes.multiplied_in_place,
            window_mistakes.example_answer,
        ),
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
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MAP_CASES,
        fresh=cases.fresh_maps,
        mistakes=(
            value_mistakes.bias_forgotten,
            value_mistakes.bias_per_channel,
            value_mistakes.bias_per_product,
            value_mistakes.first_channel_only,
            value_mistakes.last_channel_only,
            value_mistakes.channels_averaged,
            value_mistakes.products_averaged,
            value_mistakes.kernel_flipped,
            value_mistakes.channels_flipped_too,
            value_mistakes.kernel_transposed,
            value_mistakes.kernel_sides_swapped,
            value_mistakes.matrix_product,
            value_mistakes.cut_to_integers,
            value_mistakes.multiplied_in_place,
            map_mistakes.last_window_missing,
            map_mistakes.last_window_left_at_zero,
            map_mistakes.one_window_too_many,
            map_mistakes.as_large_as_the_picture,
            map_mistakes.square_map,
            map_mistakes.picture_sides_swapped,
            map_mistakes.map_transposed,
            map_mistakes.cell_indices_swapped,
            map_mistakes.window_indices_swapped,
            map_mistakes.channels_not_summed,
            map_mistakes.laid_flat,
            map_mistakes.only_first_window,
            map_mistakes.only_first_row,
            map_mistakes.total_carried_on,
            map_mistakes.total_carried_on_in_each_row,
            map_mistakes.never_filled,
            map_mistakes.example_answer,
        ),
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
