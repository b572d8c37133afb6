"""Exercises of this unit: a ring of zeros, and how wide it has to be."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d
from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.units.padding import cases, ring_mistakes, same_mistakes
from convtutor.units.padding.right import same_padding, zero_pad

UNIT = "padding"


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
        picture=pictures.padded_map,
        cases=cases.PAD_CASES,
        fresh=cases.fresh_pads,
        mistakes=(
            ring_mistakes.channels_padded,
            ring_mistakes.channels_taken_to_be_last,
            ring_mistakes.top_and_left_only,
            ring_mistakes.bottom_and_right_only,
            ring_mistakes.picture_in_the_corner,
            ring_mistakes.above_and_below_only,
            ring_mistakes.left_and_right_only,
            ring_mistakes.padded_twice,
            ring_mistakes.shared_by_two_sides,
            ring_mistakes.edge_values,
            ring_mistakes.always_one,
            ring_mistakes.border_overwritten,
            ring_mistakes.border_overwritten_in_place,
            ring_mistakes.slice_to_minus_padding,
            ring_mistakes.cut_to_integers,
            ring_mistakes.mirrored,
            ring_mistakes.reflected,
            ring_mistakes.first_channel_only,
            ring_mistakes.first_channel_everywhere,
            ring_mistakes.picture_forgotten,
            ring_mistakes.result_thrown_away,
            ring_mistakes.example_answer,
        ),
        hints=(
            "How many rows and columns does the result have, and where in it does the "
            "picture's first pixel lie?",
            "Make an array of zeros of the larger shape first; the channels stay as many. "
            "Then ask which rows and columns of it the picture fills, and put the whole "
            "picture there.",
            "The zeros have the shape (channels, height + 2 * padding, width + 2 * padding). "
            "The picture fills the rows from padding up to padding + height, and the columns "
            "from padding up to padding + width, in all channels: padded[:, rows, columns] = "
            "x.",
        ),
    ),
    Exercise(
        id="same_padding",
        unit=UNIT,
        points=2,
        reference=same_padding,
        returns="size",
        picture=pictures.same_padding,
        cases=cases.SAME_CASES,
        fresh=cases.fresh_kernel_sizes,
        mistakes=(
            same_mistakes.both_sides_counted,
            same_mistakes.refusing_even(same_mistakes.both_sides_counted),
            same_mistakes.whole_kernel,
            same_mistakes.refusing_even(same_mistakes.whole_kernel),
            same_mistakes.one_added,
            same_mistakes.refusing_even(same_mistakes.one_added),
            same_mistakes.half_the_kernel,
            same_mistakes.refusing_even(same_mistakes.half_the_kernel),
            same_mistakes.float_padding,
            same_mistakes.refusing_even(same_mistakes.float_padding),
            same_mistakes.even_rounded_up,
            same_mistakes.even_rounded_down,
            same_mistakes.even_gives_none,
            same_mistakes.odd_refused,
            same_mistakes.even_gives_zero,
            same_mistakes.even_gives_minus_one,
            same_mistakes.example_answer,
            same_mistakes.refusing_even(same_mistakes.example_answer),
        ),
        hints=(
            "How many places does a window of 1, 3 or 5 pixels lose along an axis, and how "
            "many sides share that loss?",
            "Deal with even kernels first: they are refused with an error. Then work out what "
            "the window loses, and share it between the two sides.",
            "Where kernel_size % 2 is 0, raise a ValueError with a sentence in it. For the "
            "others the padding is half of kernel_size − 1, divided with // so that it stays "
            "a whole number.",
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
