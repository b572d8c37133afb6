"""Exercise of this unit: one step of gradient descent for one kernel."""

from __future__ import annotations

import numpy as np

from convlib.counts import conv2d_parameter_count
from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_weight
from convtutor.learn import gradient_step
from convtutor.units import wide
from convtutor.units.learned_filters import cases

UNIT = "learned_filters"


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
        praise="One step downhill, and the error is smaller. Many such steps, and a filter "
        "is learned.",
        returns="map",
        picture=pictures.new_weights,
        cases=cases.FIXED,
        fresh=cases.fresh,
        wide=wide.step,
        faults=exposed.STEP,
        hints=(
            "In which order come the map, the errors, the slopes and the new weights, and what is "
            "the shape of each?",
            "Make the map and subtract the wanted one. Then take one weight, cut out the pixels "
            "that it met, one for each place, and multiply them with the errors. Print each step "
            "for a kernel of one weight first.",
            "The weight at (i, j) met x[i : i + H_out, j : j + W_out]. Its slope is "
            "2 · (errors · those pixels).mean(), and the new kernel is weight − learning_rate · "
            "slope, in a new array.",
        ),
        replay=replay_weight,
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
