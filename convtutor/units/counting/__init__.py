"""Exercises of this unit: parameters, and multiplications, which are something else."""

from __future__ import annotations

import numpy as np

import convlib
from convlib.conv2d import pad2d
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.units import wide
from convtutor.units.counting import cases
from convtutor.units.counting.right import (
    conv2d_multiply_count,
    conv2d_parameter_count,
    linear_parameter_count,
)

UNIT = "counting"

EXERCISES = (
    Exercise(
        id="conv2d_parameter_count",
        unit=UNIT,
        points=2,
        reference=conv2d_parameter_count,
        praise="You can count what a layer learns, whatever the size of its pictures. Next: "
        "one that shares nothing.",
        returns="size",
        cases=cases.FILTER_CASES,
        fresh=cases.fresh_filters,
        wide=wide.filters,
        faults=exposed.CONVOLUTION_COUNT,
        hints=(
            "How many numbers does one filter learn, with a kernel for each channel that it reads?",
            "Go from small to large: the weights of one kernel, of one filter, then its bias, and "
            "last all the filters. Write down after which step the bias joins.",
            "One filter has in_channels · kernel_size² weights, and one bias if bias is true. "
            "out_channels times that *sum* is the count.",
        ),
    ),
    Exercise(
        id="linear_parameter_count",
        unit=UNIT,
        points=2,
        reference=linear_parameter_count,
        praise="Put both layers side by side, and you see what sharing saves. Next: the "
        "work that they do.",
        returns="size",
        cases=cases.UNIT_CASES,
        fresh=cases.fresh_units,
        wide=wide.unit_counts,
        faults=exposed.LINEAR_COUNT,
        hints=(
            "How many numbers does one unit learn, if it has a weight for each number that goes "
            "in?",
            "Count one unit first: its weights, then its bias if it has one. Units share nothing, "
            "so the second one brings as many again.",
            "One unit has in_features weights, and one bias if bias is true. out_features times "
            "that *sum* is the count.",
        ),
    ),
    Exercise(
        id="conv2d_multiply_count",
        unit=UNIT,
        points=3,
        reference=conv2d_multiply_count,
        praise="Parameters and multiplications are two things, and you can count both.",
        returns="size",
        cases=cases.MULTIPLY_CASES,
        fresh=cases.fresh_multiplications,
        wide=wide.multiplications,
        faults=exposed.PRODUCTS,
        hints=(
            "How many values come out in all, and how many products does one value cost?",
            "Take the two shapes apart into named numbers. Find the rows and columns of one map by "
            "the law of the size, then all values of all maps of all pictures, then the products "
            "of one value.",
            "rows is (H + 2·padding − K_h) // stride + 1, and columns likewise. The count is "
            "N · C_out · rows · columns values, times C_in · K_h · K_w products for each.",
        ),
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
        answer=lambda: convlib.conv_output_size(10, 3, stride=2, padding=1),
        hint="How long is the axis with its zeros, how many whole steps fit, and where did the "
        "window stand before the first?",
        praise="(10 + 2·1 − 3)/2 is 4.5, floored to 4, and the first position makes 5.",
    ),
)
