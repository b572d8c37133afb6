"""Exercises of unit 02: a ring of zeros, and how wide it has to be."""

from __future__ import annotations

import numpy as np

from convlib.checks.exercise import Exercise, Recall
from convlib.checks.paddings import cases, mistakes
from convlib.checks.paddings.right import same_padding, zero_pad
from convlib.conv import conv2d
from convlib.shapes import conv_output_size

UNIT = "02_padding"


def _even_area() -> float:
    edge = np.tile([-1.0, 0.0, 1.0], (1, 3, 3, 1))  # (1, C, K_h, K_w)
    return float(conv2d(np.full((1, 3, 3, 3), 0.5), edge, [0.25]).item())


EXERCISES = (
    Exercise(
        id="zero_pad",
        unit=UNIT,
        points=4,
        reference=zero_pad,
        returns="map",
        cases=cases.PAD_CASES,
        fresh=cases.fresh_pads,
        mistakes=(
            mistakes.channels_padded,
            mistakes.channels_taken_to_be_last,
            mistakes.top_and_left_only,
            mistakes.bottom_and_right_only,
            mistakes.picture_in_the_corner,
            mistakes.above_and_below_only,
            mistakes.left_and_right_only,
            mistakes.padded_twice,
            mistakes.shared_by_two_sides,
            mistakes.edge_values,
            mistakes.always_one,
            mistakes.border_overwritten,
            mistakes.border_overwritten_in_place,
            mistakes.slice_to_minus_padding,
            mistakes.cut_to_integers,
        ),
        hints=(
            "Make an array of zeros of the right shape first; then ask which rows and columns "
            "of it the picture fills.",
        ),
    ),
    Exercise(
        id="same_padding",
        unit=UNIT,
        points=2,
        reference=same_padding,
        returns="size",
        cases=cases.SAME_CASES,
        fresh=cases.fresh_kernel_sizes,
        mistakes=(
            mistakes.both_sides_counted,
            mistakes.refusing_even(mistakes.both_sides_counted),
            mistakes.whole_kernel,
            mistakes.refusing_even(mistakes.whole_kernel),
            mistakes.one_added,
            mistakes.refusing_even(mistakes.one_added),
            mistakes.half_the_kernel,
            mistakes.refusing_even(mistakes.half_the_kernel),
            mistakes.float_padding,
            mistakes.refusing_even(mistakes.float_padding),
            mistakes.even_rounded_up,
            mistakes.even_rounded_down,
            mistakes.even_gives_none,
            mistakes.odd_refused,
        ),
        hints=(
            "How many places does a window of 1, 3, 5 lose along an axis? Share them between "
            "two sides.",
        ),
    ),
)

QUESTIONS = (
    Recall(
        id="values_of_one_map",
        unit=UNIT,
        answer=lambda: conv_output_size(10, 3) * conv_output_size(12, 3),
        hint="In how many places does the window fit from left to right, and from top to bottom?",
        praise="8 rows of 10 values; the channels are summed, so they do not count.",
    ),
    Recall(
        id="edge_filter_on_an_even_area",
        unit=UNIT,
        answer=_even_area,
        hint="What do the products of an edge kernel add up to where all pixels are equal? "
        "And what is added after that, how often?",
        praise="Plus and minus cancel in each channel, and the bias is added once.",
    ),
)
