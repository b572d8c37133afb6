"""Exercises of unit 03: bigger steps, sizes that do not divide, and pixels never read."""

from __future__ import annotations

import numpy as np

from convlib import shapes
from convlib.checks.exercise import Case, Exercise, Recall
from convlib.checks.replay import replay_cell
from convlib.checks.strides import cases, mistakes
from convlib.checks.strides.right import apply_filter, conv_output_size, unread_pixels
from convlib.conv import conv2d

UNIT = "03_stride"


def _replay(case: Case, cell: tuple[int, ...]) -> str:
    x, weight = case.arguments
    options = {"bias": 0.0, "stride": 1, "padding": 0} | dict(case.options)
    return replay_cell(
        x, weight, options["bias"], (cell[0], cell[1]), options["stride"], options["padding"]
    )


EXERCISES = (
    Exercise(
        id="conv_output_size",
        unit=UNIT,
        points=4,
        reference=conv_output_size,
        returns="size",
        cases=cases.SIZE_CASES,
        fresh=cases.fresh_sizes,
        mistakes=(
            mistakes.missing_plus_one,
            mistakes.plus_one_inside,
            mistakes.rounded_up,
            mistakes.rounded_to_nearest,
            mistakes.not_floored,
            mistakes.padding_once,
            mistakes.padding_left_out,
            mistakes.stride_left_out,
            mistakes.kernel_left_out,
        ),
        hints=("Draw the pixels as boxes and the window's positions below them, then count.",),
    ),
    Exercise(
        id="unread_pixels",
        unit=UNIT,
        points=2,
        reference=unread_pixels,
        returns="size",
        cases=cases.UNREAD_CASES,
        fresh=cases.fresh_unread,
        mistakes=(
            mistakes.padding_counted,
            mistakes.unread_padding_left_out,
            mistakes.both_paddings_taken_off,
            mistakes.below_zero,
            mistakes.unread_kernel_left_out,
            mistakes.last_read_pixel_counted,
            mistakes.nothing_unread,
        ),
        hints=(
            "Find the last pixel that the last window reads; what comes after it in the picture?",
        ),
    ),
    Exercise(
        id="apply_filter_strided",
        unit=UNIT,
        points=4,
        reference=apply_filter,
        returns="map",
        cases=cases.MAP_CASES,
        fresh=cases.fresh_maps,
        mistakes=(
            mistakes.stride_in_size_only,
            mistakes.map_stride_left_out,
            mistakes.stride_on_rows_only,
            mistakes.stride_on_columns_only,
            mistakes.map_padding_left_out,
            mistakes.padding_at_the_end_only,
            mistakes.padding_with_edge_values,
            mistakes.padding_twice,
            mistakes.map_bias_forgotten,
            mistakes.map_kernel_flipped,
            mistakes.last_window_missing,
        ),
        hints=(
            "Pad first. Then take the value at row 1, column 1 of the map: at which row and "
            "column of the padded picture does its window start?",
        ),
        replay=_replay,
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
        answer=lambda: shapes.same_padding(5),
        hint="A 5×5 window loses 4 pixels along each axis. Share them between two sides.",
        praise="(5 − 1)/2 on each side.",
    ),
)
