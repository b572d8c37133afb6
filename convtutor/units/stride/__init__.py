"""Exercises of this unit: bigger steps, sizes that do not divide, and pixels never read."""

from __future__ import annotations

import numpy as np

import convlib
from convlib.conv2d import conv2d
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_value
from convtutor.units import wide
from convtutor.units.stride import cases
from convtutor.units.stride.right import apply_filter, conv_output_size, unread_pixels

UNIT = "stride"


EXERCISES = (
    Exercise(
        id="conv_output_size",
        unit=UNIT,
        points=4,
        reference=conv_output_size,
        praise="You can tell the side of a map before it is made. Next: the pixels that its "
        "windows leave out.",
        returns="size",
        picture=pictures.size,
        cases=cases.SIZE_CASES,
        fresh=cases.fresh_sizes,
        wide=wide.size,
        faults=exposed.SIZE,
        hints=(
            "Draw the pixels as boxes: where does the first window start, where does the last "
            "one start, and how many steps lie between?",
            "Add the zeros of both sides to the input, and take the kernel off: that is the "
            "room to move. Divide it by the stride and drop what is after the point. Those "
            "are the steps; the place before the first step counts, too.",
            "The room is input_size + 2 * padding − kernel_size. The whole steps in it are "
            "room // stride. There is one place more than there are steps.",
        ),
    ),
    Exercise(
        id="unread_pixels",
        unit=UNIT,
        points=2,
        reference=unread_pixels,
        praise="You know how many pixels no window ever reads. Next, put stride and padding "
        "into the filter.",
        returns="size",
        picture=pictures.unread,
        cases=cases.UNREAD_CASES,
        fresh=cases.fresh_unread,
        wide=wide.size,
        faults=exposed.UNREAD,
        hints=(
            "Which is the last pixel that the last window reads, and what comes after it: "
            "pixels, zeros of the padding, or both?",
            "Work out the room to move, as in conv_output_size. What remains of it after the "
            "last whole step lies behind the last window. The zeros at the far end are the "
            "last part of that, and they are not pixels.",
            "What remains is room % stride, with room = input_size + 2 * padding − "
            "kernel_size. Take the padding of one side off. Where that falls below 0, the "
            "answer is 0: max(0, …).",
        ),
    ),
    Exercise(
        id="apply_filter_strided",
        unit=UNIT,
        points=4,
        reference=apply_filter,
        praise="One function for every stride and padding, and its map is as large as yours "
        "says it will be.",
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MAP_CASES,
        fresh=cases.fresh_maps,
        wide=wide.one_map,
        faults=exposed.STRIDED_MAP,
        hints=(
            "Take the value at row 1, column 1 of the map: at which row and column of the "
            "padded picture does its window start?",
            "Pad first, rows and columns but not channels. Then make a map of zeros whose "
            "sides your conv_output_size gives. For each of its cells, the window starts at "
            "the cell's row and column, each times the stride.",
            "In the inner loop: top, left = row * stride, column * stride. The window is "
            "padded[:, top : top + kernel_height, left : left + kernel_width]. The sum of "
            "window * weight, plus the bias, goes into feature_map[row, column].",
        ),
        replay=replay_value,
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
        answer=lambda: convlib.same_padding(5),
        hint="A 5×5 window loses 4 pixels along each axis. Share them between two sides.",
        praise="(5 − 1)/2 on each side.",
    ),
)
