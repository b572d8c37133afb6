"""Exercise of unit 06: the same layer without a loop over pixels."""

from __future__ import annotations

from convlib import shapes
from convlib.checks.exercise import Exercise, Recall
from convlib.checks.multi_filter import mistakes as layer_mistakes
from convlib.checks.replay import replay_layer
from convlib.checks.vectorise import cases, mistakes
from convlib.checks.vectorise.right import conv2d_vectorised

UNIT = "06_vectorise"


EXERCISES = (
    Exercise(
        id="conv2d_vectorised",
        unit=UNIT,
        points=6,
        reference=conv2d_vectorised,
        returns="map",
        cases=cases.CASES,
        fresh=cases.fresh_cases,
        mistakes=(
            layer_mistakes.pictures_and_filters_swapped,
            mistakes.filters_at_the_end,
            mistakes.result_reshaped_for_moved,
            layer_mistakes.rows_and_columns_swapped,
            mistakes.only_first_picture,
            mistakes.windows_reshaped_for_moved,
            mistakes.laid_flat_column_by_column,
            mistakes.laid_flat_channels_last,
            mistakes.window_transposed,
            layer_mistakes.kernel_flipped,
            layer_mistakes.first_channel_only,
            mistakes.products_averaged,
            layer_mistakes.bias_forgotten,
            layer_mistakes.bias_along_columns,
            mistakes.bias_along_pictures,
            layer_mistakes.missing_bias_not_handled,
            mistakes.padding_left_out,
            mistakes.stride_left_out,
            mistakes.stride_on_rows_only,
            mistakes.stride_on_columns_only,
            mistakes.stride_in_size_only,
            mistakes.loop_over_pictures,
            mistakes.loop_over_rows,
            mistakes.loop_over_pictures_and_rows,
            mistakes.loop_over_pixels,
            mistakes.loop_over_pictures_and_pixels,
        ),
        hints=(
            "Print the shape after each step, and compare one column of your matrix with the "
            "window that it should be.",
        ),
        replay=replay_layer,
    ),
)

QUESTIONS = (
    Recall(
        id="parameters_of_a_larger_picture",
        unit=UNIT,
        answer=lambda: shapes.conv2d_parameter_count(3, 6, 5),
        hint="Six filters, each with 3·5·5 weights and a bias. Does the picture's size come in?",
        praise="6 · (75 + 1): the filters do not know how large the picture is.",
    ),
    Recall(
        id="pixels_unread_at_stride_three",
        unit=UNIT,
        answer=lambda: shapes.unread_pixels(12, 5, stride=3),
        hint="The window starts at pixel 0, 3, 6, … Which is the last pixel of its last place?",
        praise="The last window reads the pixels 6 to 10, and pixel 11 waits for a whole step.",
    ),
)
