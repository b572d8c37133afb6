"""Exercise of this unit: the same layer without a loop over pixels."""

from __future__ import annotations

import convlib
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_value
from convtutor.units import wide
from convtutor.units.vectorise import cases, loop_mistakes
from convtutor.units.vectorise.right import conv2d_vectorised

UNIT = "vectorise"


EXERCISES = (
    Exercise(
        id="conv2d_vectorised",
        unit=UNIT,
        points=7,
        reference=conv2d_vectorised,
        praise="No loop over pixels is left. A matrix product stores no products; multiplying and "
        "then summing holds all of them.",
        returns="map",
        picture=pictures.feature_map,
        cases=cases.CASES,
        fresh=cases.fresh_cases,
        wide=wide.layer,
        faults=exposed.VECTORISED,
        by_hand=loop_mistakes.MISTAKES,
        hints=(
            "Which array holds all windows at once, and what are its axes?",
            "Print the shape after each step: the padded pictures, the windows, those that the "
            "stride keeps, the matrix, the product. Then compare one column of your matrix with "
            "the window that it should be.",
            "Of sliding_window_view over the axes 2 and 3, keep [:, :, ::stride, ::stride], and "
            "move the axes to (N, C_in, K_h, K_w, H_out, W_out) before you reshape to "
            "(N, C_in·K_h·K_w, H_out·W_out). The filters laid flat, @ this matrix, are the maps; "
            "stand them up again, and add the biases as (C_out, 1, 1).",
        ),
        replay=replay_value,
    ),
)

QUESTIONS = (
    Recall(
        id="parameters_of_a_larger_picture",
        unit=UNIT,
        answer=lambda: convlib.conv2d_parameter_count(3, 6, 5),
        hint="Six filters, each with 3·5·5 weights and a bias. Does the picture's size come in?",
        praise="6 · (75 + 1): the filters do not know how large the picture is.",
    ),
    Recall(
        id="pixels_unread_at_stride_three",
        unit=UNIT,
        answer=lambda: convlib.unread_pixels(12, 5, stride=3),
        hint="The window starts at pixel 0, 3, 6, … Which is the last pixel of its last place?",
        praise="The last window reads the pixels 6 to 10, and pixel 11 waits for a whole step.",
    ),
)
