"""Exercises of this unit: bigger steps, sizes that do not divide, and pixels never read."""

from __future__ import annotations

import numpy as np

import convlib
from convlib.conv2d import conv2d
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.replay import replay_value
from convtutor.units.stride import (
    cases,
    mistakes,
    size_mistakes,
    unread_mistakes,
    value_mistakes,
)
from convtutor.units.stride.right import apply_filter, conv_output_size, unread_pixels

UNIT = "stride"


EXERCISES = (
    Exercise(
        id="conv_output_size",
        unit=UNIT,
        points=4,
        reference=conv_output_size,
        returns="size",
        picture=pictures.size,
        cases=cases.SIZE_CASES,
        fresh=cases.fresh_sizes,
        mistakes=(
            size_mistakes.missing_plus_one,
            size_mistakes.plus_one_inside,
            size_mistakes.rounded_up,
            size_mistakes.rounded_to_nearest,
            size_mistakes.not_floored,
            size_mistakes.padding_once,
            size_mistakes.padding_left_out,
            size_mistakes.stride_left_out,
            size_mistakes.kernel_left_out,
            size_mistakes.plus_one_in_divisor,
            size_mistakes.brackets_missing,
            size_mistakes.one_taken_for_two,
            size_mistakes.dilation_zero,
            size_mistakes.padding_taken_off,
            size_mistakes.padding_twice,
            size_mistakes.same_rule,
            size_mistakes.transposed_formula,
            size_mistakes.last_start,
            size_mistakes.area_for_side,
            size_mistakes.example_answer,
        ),
        hints=(
            "Draw the pixels as boxes: where does the first window start, where does the last "
            "one start, and how many steps lie between?",
            "Add the zeros of both sides to the input, and take the kernel off: that is the "
            "room to move. Divide it by the stride and drop what is after the point. Those "
            "are the steps; the place before the first step counts, too.",
            "The room is input_size + 2 * padding − kernel_size. The whole steps in it are "
            "room // stride. There is one place more than there are steps.",
        ),
    ),
    Exercise(
        id="unread_pixels",
        unit=UNIT,
        points=2,
        reference=unread_pixels,
        returns="size",
        picture=pictures.unread,
        cases=cases.UNREAD_CASES,
        fresh=cases.fresh_unread,
        mistakes=(
            unread_mistakes.padding_counted,
            unread_mistakes.unread_padding_left_out,
            unread_mistakes.both_paddings_taken_off,
            unread_mistakes.below_zero,
            unread_mistakes.unread_kernel_left_out,
            unread_mistakes.last_read_pixel_counted,
            unread_mistakes.nothing_unread,
            unread_mistakes.padding_added,
            unread_mistakes.end_in_padded_picture,
            unread_mistakes.remainder_of_the_input,
            unread_mistakes.pixels_without_a_place,
            unread_mistakes.windows_as_long_as_the_stride,
            unread_mistakes.part_of_a_step,
            unread_mistakes.example_answer,
        ),
        hints=(
            "Which is the last pixel that the last window reads, and what comes after it: "
            "pixels, zeros of the padding, or both?",
            "Work out the room to move, as in conv_output_size. What remains of it after the "
            "last whole step lies behind the last window. The zeros at the far end are the "
            "last part of that, and they are not pixels.",
            "What remains is room % stride, with room = input_size + 2 * padding − "
            "kernel_size. Take the padding of one side off. Where that falls below 0, the "
            "answer is 0: max(0, …).",
        ),
    ),
    Exercise(
        id="apply_filter_strided",
        unit=UNIT,
        points=4,
        reference=apply_filter,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MAP_CASES,
        fresh=cases.fresh_maps,
        mistakes=(
            mistakes.stride_in_size_only,
            mistakes.map_stride_left_out,
            mistakes.stride_on_rows_only,
            mistakes.stride_on_columns_only,
            mistakes.stride_used_twice,
            mistakes.stride_inside_the_window,
            mistakes.picture_thinned_out,
            mistakes.size_rounded_up,
            mistakes.map_padding_left_out,
            mistakes.padding_at_the_end_only,
            mistakes.padding_with_edge_values,
            mistakes.padding_twice,
            mistakes.padding_at_the_start_only,
            mistakes.padding_at_the_start_once,
            mistakes.padding_at_the_end_once,
            mistakes.unpadded_picture_read,
            mistakes.padding_on_every_axis,
            mistakes.padding_on_every_axis_in_loops,
            mistakes.map_bias_forgotten,
            mistakes.map_kernel_flipped,
            mistakes.last_window_missing,
            value_mistakes.bias_per_channel,
            value_mistakes.bias_per_product,
            value_mistakes.first_channel_only,
            value_mistakes.last_channel_only,
            value_mistakes.channels_averaged,
            value_mistakes.channels_not_summed,
            value_mistakes.cut_to_integers,
            value_mistakes.map_transposed,
            value_mistakes.last_window_left_at_zero,
            value_mistakes.only_first_row,
            value_mistakes.total_carried_on,
            value_mistakes.never_filled,
            value_mistakes.example_answer,
        ),
        hints=(
            "Take the value at row 1, column 1 of the map: at which row and column of the "
            "padded picture does its window start?",
            "Pad first, rows and columns but not channels. Then make a map of zeros whose "
            "sides your conv_output_size gives. For each of its cells, the window starts at "
            "the cell's row and column, each times the stride.",
            "In the inner loop: top, left = row * stride, column * stride. The window is "
            "padded[:, top : top + kernel_height, left : left + kernel_width]. The sum of "
            "window * weight, plus the bias, goes into feature_map[row, column].",
        ),
        replay=replay_value,
    ),
)

QUESTIONS = (
    Recall(
        id="maps_of_one_filter",
        unit=UNIT,
        answer=lambda: conv2d(np.zeros((1, 3, 8, 8)), np.zeros((1, 3, 5, 5))).shape[1],
        hint="The three kernels are multiplied apart, but what happens to their sums?",
        praise="The channels are summed, so one filter makes one map.",
    ),
    Recall(
        id="same_padding_of_five",
        unit=UNIT,
        answer=lambda: convlib.same_padding(5),
        hint="A 5×5 window loses 4 pixels along each axis. Share them between two sides.",
        praise="(5 − 1)/2 on each side.",
    ),
)
