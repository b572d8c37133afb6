"""Exercise of this unit: several filters on a batch of pictures."""

from __future__ import annotations

from convlib.sizes import conv_output_size
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_value
from convtutor.units import wide
from convtutor.units.multi_filter import cases
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
        praise="That is a whole convolutional layer: a batch of pictures in, a volume of maps out.",
        returns="map",
        picture=pictures.feature_map,
        cases=cases.CASES,
        fresh=cases.fresh_cases,
        wide=wide.layer,
        faults=exposed.LAYER,
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
