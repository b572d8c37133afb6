"""Exercise of this unit: several filters on a batch of pictures."""

from __future__ import annotations

from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.replay import replay_value
from convtutor.units.multi_filter import border_mistakes, cases, loop_mistakes, mistakes
from convtutor.units.multi_filter.right import conv2d

UNIT = "multi_filter"


def _sign_from_bright_to_dark() -> str:
    bright, dark = 1, 0
    return "+" if -1 * bright + 1 * dark > 0 else "-"


EXERCISES = (
    Exercise(
        id="conv2d",
        unit=UNIT,
        points=6,
        reference=conv2d,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.CASES,
        fresh=cases.fresh_cases,
        mistakes=(
            loop_mistakes.filters_and_channels_swapped,
            loop_mistakes.filters_and_channels_swapped_in_loops,
            loop_mistakes.first_filter_everywhere,
            loop_mistakes.last_filter_everywhere,
            loop_mistakes.only_first_filter,
            loop_mistakes.only_first_picture,
            loop_mistakes.first_picture_repeated,
            loop_mistakes.only_first_map,
            loop_mistakes.total_carried_on,
            loop_mistakes.total_carried_on_in_each_map,
            loop_mistakes.never_filled,
            loop_mistakes.last_window_left_at_zero,
            loop_mistakes.cut_to_integers,
            loop_mistakes.example_answer,
            mistakes.bias_forgotten,
            mistakes.bias_per_channel,
            mistakes.bias_per_product,
            mistakes.first_bias_for_all,
            mistakes.bias_along_columns,
            mistakes.missing_bias_not_handled,
            mistakes.first_channel_only,
            mistakes.last_channel_only,
            mistakes.channels_averaged,
            mistakes.products_averaged,
            mistakes.channels_not_summed,
            mistakes.kernel_flipped,
            mistakes.channels_flipped_too,
            mistakes.kernel_transposed_in_loops,
            mistakes.kernel_transposed,
            mistakes.kernel_sides_swapped,
            mistakes.pictures_and_filters_swapped,
            mistakes.rows_and_columns_swapped,
            mistakes.filters_last,
            border_mistakes.padding_left_out,
            border_mistakes.padding_on_every_axis,
            border_mistakes.padding_on_every_axis_in_loops,
            border_mistakes.padding_at_the_end_only,
            border_mistakes.padding_at_the_start_once,
            border_mistakes.padding_with_edge_values,
            border_mistakes.padding_twice,
            border_mistakes.stride_left_out,
            border_mistakes.stride_in_size_only,
            border_mistakes.stride_used_twice,
            border_mistakes.stride_on_rows_only,
            border_mistakes.stride_on_columns_only,
            border_mistakes.last_window_missing,
        ),
        hints=(
            "Map f of picture n: which picture, which filter and which bias is it made of?",
            "Make zeros of the shape (pictures, filters, rows, columns), with rows and "
            "columns as in apply_filter. Then loop over pictures and filters: each pair makes one "
            "map, as apply_filter did. Without biases, take a 0 for each filter.",
            "Pad the last two axes only, and let biases be np.zeros(filters) if bias is None. "
            "For each picture, filter, row and column, cut the window of all channels out of "
            "padded[picture], row * stride down and column * stride across. Then "
            "maps[picture, filter, row, column] is the sum of window * weight[filter], plus "
            "biases[filter].",
        ),
        replay=replay_value,
    ),
)

QUESTIONS = (
    Recall(
        id="sign_from_bright_to_dark",
        unit=UNIT,
        answer=_sign_from_bright_to_dark,
        hint="Lay the kernel across the step: which of its sides meets the bright pixels?",
        praise="The bright pixels meet the minus.",
    ),
    Recall(
        id="places_at_stride_three",
        unit=UNIT,
        answer=lambda: conv_output_size(10, 4, stride=3, padding=1),
        hint="Count the zeros on both sides in, take the first window off, and floor the steps.",
        praise="10 + 2 − 4 leaves room for 2 whole steps, and the window stood once before them.",
    ),
)
