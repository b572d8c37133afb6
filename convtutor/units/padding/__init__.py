"""Exercises of this unit: a ring of zeros, and how wide it has to be."""

from __future__ import annotations

import numpy as np

from convlib.conv2d import conv2d
from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.units import wide
from convtutor.units.padding import cases
from convtutor.units.padding.right import same_padding, zero_pad

UNIT = "padding"


def _even_area() -> float:
    edge = np.tile([-1.0, 0.0, 1.0], (1, 3, 3, 1))  # (1, C, K_h, K_w)
    return float(conv2d(np.full((1, 3, 3, 3), 0.5), edge, [0.25]).item())


EXERCISES = (
    Exercise(
        id="zero_pad",
        unit=UNIT,
        points=3,
        reference=zero_pad,
        praise="The picture has its border of zeros, and not a pixel is lost. Next: how "
        "wide must it be?",
        returns="map",
        picture=pictures.padded_map,
        cases=cases.PAD_CASES,
        fresh=cases.fresh_pads,
        wide=wide.pad,
        faults=exposed.RING,
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
        praise="You can keep a map as large as its picture, and you know which kernels cannot.",
        returns="size",
        picture=pictures.same_padding,
        cases=cases.SAME_CASES,
        fresh=cases.fresh_kernel_sizes,
        wide=wide.kernel_size,
        faults=exposed.SAME,
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
