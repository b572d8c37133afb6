"""Exercise of unit 04: several filters on a batch of pictures."""

from __future__ import annotations

from convlib.checks.exercise import Exercise, Recall
from convlib.checks.multi_filter import cases, mistakes
from convlib.checks.multi_filter.right import conv2d
from convlib.checks.replay import replay_layer
from convlib.shapes import conv_output_size

UNIT = "04_multi_filter"


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
        cases=cases.CASES,
        fresh=cases.fresh_cases,
        mistakes=(
            mistakes.filters_and_channels_swapped,
            mistakes.filters_and_channels_swapped_in_loops,
            mistakes.first_filter_everywhere,
            mistakes.last_filter_everywhere,
            mistakes.only_first_filter,
            mistakes.only_first_picture,
            mistakes.first_picture_repeated,
            mistakes.pictures_and_filters_swapped,
            mistakes.rows_and_columns_swapped,
            mistakes.bias_forgotten,
            mistakes.bias_per_channel,
            mistakes.first_bias_for_all,
            mistakes.bias_along_columns,
            mistakes.missing_bias_not_handled,
            mistakes.kernel_flipped,
            mistakes.first_channel_only,
            mistakes.channels_averaged,
            mistakes.channels_not_summed,
            mistakes.padding_left_out,
            mistakes.padding_on_every_axis,
            mistakes.padding_on_every_axis_in_loops,
            mistakes.stride_left_out,
            mistakes.stride_in_size_only,
        ),
        hints=(
            "Map `f` of picture `n` is what one filter makes of one picture: x[n], weight[f] and "
            "its own bias.",
        ),
        replay=replay_layer,
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
