"""Exercises of unit 01: one window, and one filter slid over a picture."""

from __future__ import annotations

from convlib.checks.exercise import Case, Exercise, Recall
from convlib.checks.replay import replay_cell
from convlib.checks.single_filter import cases, mistakes
from convlib.checks.single_filter.right import apply_filter, window_response
from convlib.shapes import conv2d_parameter_count, conv_output_size

UNIT = "01_single_filter"


def _replay(case: Case, cell: tuple[int, ...]) -> str:
    x, weight = case.arguments
    return replay_cell(x, weight, case.options.get("bias", 0.0), (cell[0], cell[1]))


EXERCISES = (
    Exercise(
        id="window_response",
        unit=UNIT,
        points=2,
        reference=window_response,
        returns="number",
        cases=(
            Case((cases.PIXELS[:1], cases.WEIGHTS[:1], 0, 0, 0), aspect="one channel"),
            Case((cases.PIXELS[:1], cases.WEIGHTS[:1], 10, 1, 0), aspect="one channel"),
            Case((cases.PIXELS, cases.WEIGHTS, 0, 0, 1), aspect="several channels"),
            Case((cases.PIXELS, cases.WEIGHTS, 10, 1, 1), aspect="several channels"),
            Case((cases.PIXELS, cases.WEIGHTS, -0.5, 1, 0), aspect="several channels"),
        ),
        fresh=cases.fresh_windows,
        mistakes=(
            mistakes.bias_forgotten,
            mistakes.bias_per_channel,
            mistakes.bias_per_product,
            mistakes.first_channel_only,
            mistakes.channels_averaged,
            mistakes.channels_not_summed,
            mistakes.kernel_flipped,
            mistakes.row_and_column_swapped,
            mistakes.middle_for_corner,
        ),
        hints=(
            "Take it in four steps: cut the window out, multiply, sum everything, add the bias.",
        ),
    ),
    Exercise(
        id="apply_filter",
        unit=UNIT,
        points=4,
        reference=apply_filter,
        returns="map",
        cases=(
            Case((cases.PIXELS[:1], cases.WEIGHTS[:1]), aspect="one channel"),
            Case((cases.PIXELS[:1], cases.WEIGHTS[:1, :1]), {"bias": 10}, aspect="one channel"),
            Case((cases.PIXELS, cases.WEIGHTS), aspect="several channels"),
            Case((cases.PIXELS, cases.WEIGHTS[:, :, :1]), {"bias": 0.5}, aspect="several channels"),
        ),
        fresh=cases.fresh_maps,
        mistakes=(
            mistakes.map_bias_forgotten,
            mistakes.map_bias_per_channel,
            mistakes.map_first_channel_only,
            mistakes.map_channels_averaged,
            mistakes.map_channels_not_summed,
            mistakes.map_kernel_flipped,
            mistakes.last_window_missing,
            mistakes.last_window_left_at_zero,
            mistakes.map_transposed,
            mistakes.cut_to_integers,
        ),
        hints=("How many windows fit, down and across? Each of them is one window_response.",),
        replay=_replay,
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
