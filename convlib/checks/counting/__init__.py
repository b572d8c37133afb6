"""Exercises of unit 05: parameters, and multiplications, which are something else."""

from __future__ import annotations

import numpy as np

from convlib import shapes
from convlib.checks.counting import cases, mistakes, multiply_mistakes
from convlib.checks.counting.right import (
    conv2d_multiply_count,
    conv2d_parameter_count,
    linear_parameter_count,
)
from convlib.checks.exercise import Exercise, Recall
from convlib.conv import pad2d

UNIT = "05_counting"

EXERCISES = (
    Exercise(
        id="conv2d_parameter_count",
        unit=UNIT,
        points=2,
        reference=conv2d_parameter_count,
        returns="size",
        cases=cases.FILTER_CASES,
        fresh=cases.fresh_filters,
        mistakes=(
            mistakes.filter_without_channels,
            mistakes.bias_per_slice,
            mistakes.filter_bias_forgotten,
            mistakes.one_bias_for_all_filters,
            mistakes.bias_per_weight,
            mistakes.filter_bias_always,
            mistakes.side_for_area,
            mistakes.twice_for_squared,
            mistakes.one_filter_only,
            mistakes.channels_swapped,
        ),
        hints=("Count one kernel, then one filter, then its bias, then all the filters.",),
    ),
    Exercise(
        id="linear_parameter_count",
        unit=UNIT,
        points=2,
        reference=linear_parameter_count,
        returns="size",
        cases=cases.UNIT_CASES,
        fresh=cases.fresh_units,
        mistakes=(
            mistakes.unit_bias_forgotten,
            mistakes.one_bias_for_all_units,
            mistakes.bias_per_input,
            mistakes.unit_bias_per_weight,
            mistakes.unit_bias_always,
            mistakes.units_share_weights,
            mistakes.features_added,
            mistakes.one_unit_only,
        ),
        hints=("Count one unit first: a weight for each number that goes in, and a bias.",),
    ),
    Exercise(
        id="conv2d_multiply_count",
        unit=UNIT,
        points=3,
        reference=conv2d_multiply_count,
        returns="size",
        cases=cases.MULTIPLY_CASES,
        fresh=cases.fresh_multiplications,
        mistakes=(
            multiply_mistakes.parameters_counted,
            multiply_mistakes.weights_counted,
            multiply_mistakes.one_window_only,
            multiply_mistakes.bias_multiplied,
            multiply_mistakes.additions_counted,
            multiply_mistakes.one_picture_only,
            multiply_mistakes.multiply_without_channels,
            multiply_mistakes.multiply_with_one_filter,
            multiply_mistakes.kernel_rows_only,
            multiply_mistakes.input_size_for_output,
            multiply_mistakes.multiply_without_padding,
            multiply_mistakes.multiply_with_padding_once,
            multiply_mistakes.zeros_not_counted,
            multiply_mistakes.multiply_without_stride,
            multiply_mistakes.multiply_with_stride_on_rows,
            multiply_mistakes.multiply_without_plus_one,
            multiply_mistakes.map_taken_for_square,
            multiply_mistakes.wrapped_at_32_bits,
        ),
        hints=("How many values come out in all, and how many products does one value cost?",),
    ),
)

QUESTIONS = (
    Recall(
        id="zeros_under_a_padded_corner",
        unit=UNIT,
        answer=lambda: int((pad2d(np.ones((1, 3, 3)), ((1, 1), (1, 1)))[0, :3, :3] == 0).sum()),
        hint="Draw the window in its first place: its middle lies on the first pixel.",
        praise="A row of 3 and a column of 3 that share the corner.",
    ),
    Recall(
        id="side_at_stride_2_with_padding_1",
        unit=UNIT,
        answer=lambda: shapes.conv_output_size(10, 3, stride=2, padding=1),
        hint="How long is the axis with its zeros, how many whole steps fit, and where did the "
        "window stand before the first?",
        praise="(10 + 2·1 − 3)/2 is 4.5, floored to 4, and the first position makes 5.",
    ),
)
