"""Exercise of unit 08: one step of gradient descent for one kernel."""

from __future__ import annotations

import numpy as np

from convlib.checks.exercise import Case, Exercise, Recall
from convlib.checks.learned import cases, mistakes
from convlib.checks.learned.replay import replay_weight
from convlib.checks.learned.right import gradient_step
from convlib.shapes import conv2d_parameter_count, conv_output_size

UNIT = "08_learned_filters"


def _replay(case: Case, cell: tuple[int, ...]) -> str:
    return replay_weight(*case.arguments, (cell[0], cell[1]))


def _magnitude(
    x: np.ndarray, target: np.ndarray, weight: np.ndarray, learning_rate: float
) -> np.ndarray:
    # With these signs everything that the right answer adds up is positive.
    return gradient_step(x, -target, weight, -learning_rate)


EXERCISES = (
    Exercise(
        id="gradient_step",
        unit=UNIT,
        points=3,
        reference=gradient_step,
        returns="map",
        cases=cases.FIXED,
        fresh=cases.fresh,
        mistakes=(
            mistakes.uphill,
            mistakes.learning_rate_left_out,
            mistakes.divided_by_the_learning_rate,
            mistakes.slope_returned,
            mistakes.change_returned,
            mistakes.changed_in_place,
            mistakes.one_after_another,
            mistakes.factor_two_left_out,
            mistakes.summed,
            mistakes.divided_by_the_picture,
            mistakes.divided_by_the_kernel,
            mistakes.slopes_flipped,
            mistakes.slopes_transposed,
            mistakes.map_of_the_flipped_kernel,
            mistakes.first_position_only,
            mistakes.last_position_only,
            mistakes.target_left_out,
            mistakes.error_left_out,
            mistakes.pixels_left_out,
            mistakes.errors_squared,
            mistakes.errors_without_sign,
        ),
        hints=(
            "Take it in four steps: the map, the errors, the slope of each weight, the new "
            "weights. Print each for a kernel of one weight first.",
        ),
        replay=_replay,
        magnitude=_magnitude,
    ),
)

QUESTIONS = (
    Recall(
        id="parameters_of_24_filters_of_seven",
        unit=UNIT,
        answer=lambda: conv2d_parameter_count(3, 24, 7),
        hint="How many weights has one filter, over all three channels? It has one bias, too.",
        praise="24 times (3·7·7 weights and one bias), whatever the size of the pictures.",
    ),
    Recall(
        id="side_of_the_first_map_of_alexnet",
        unit=UNIT,
        answer=lambda: conv_output_size(227, 11, stride=4),
        hint="How much room does the window have, and how many whole steps of 4 fit into it? "
        "Then count the place where it began.",
        praise="(227 − 11)/4 + 1.",
    ),
)
