"""Exercises of this unit: six broken functions to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from convlib.counts import conv2d_parameter_count
from convlib.sizes import conv_output_size
from convtutor.calling.outcome import Case
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.faults.recipe import Exposed
from convtutor.checks.replay import replay_value
from convtutor.units import wide
from convtutor.units.clinic import cases, hints, right

UNIT = "clinic"


def _mended(
    answer: Callable[..., Any],
    illness: str,
    praise: str,
    tried_on: tuple[Case, ...],
    fresh: Callable[[np.random.Generator], Iterable[Case]],
    faults: Exposed,
    hints_of: tuple[str, ...],
    calls: Callable[[np.random.Generator, Exercise], Case] = wide.one_map,
) -> Exercise:
    """A patient to mend, whose illness is a mistake with a name: a map, and a point."""
    return Exercise(
        id=answer.__name__,
        unit=UNIT,
        points=1,
        praise=praise,
        reference=answer,
        begun=illness,
        returns="map",
        picture=pictures.feature_map,
        cases=tried_on,
        fresh=fresh,
        wide=calls,
        faults=faults,
        hints=hints_of,
        replay=replay_value,
    )


EXERCISES = (
    _mended(
        right.mended_1,
        "kernel-flipped",
        "Pixel and weight of the same place meet again, and the roof has its signs back.",
        cases.MENDED_1_CASES,
        cases.fresh_with_a_bias,
        exposed.MAP,
        hints.MENDED_1,
    ),
    _mended(
        right.mended_2,
        "stride-in-size-only",
        "Size and window agree about the stride now, and the whole portrait is back.",
        cases.MENDED_2_CASES,
        cases.fresh_strided,
        exposed.PATIENT_2,
        hints.MENDED_2,
    ),
    _mended(
        right.mended_3,
        "bias-per-channel",
        "One filter, one bias, however many channels it reads.",
        cases.MENDED_3_CASES,
        cases.fresh_biases,
        exposed.PATIENT_3,
        hints.MENDED_3,
    ),
    _mended(
        right.mended_4,
        "padding-at-the-end-only",
        "The picture lies in the middle of its zeros again.",
        cases.MENDED_4_CASES,
        cases.fresh_padded,
        exposed.PATIENT_4,
        hints.MENDED_4,
    ),
    _mended(
        right.mended_5,
        "wrapped-bytes",
        "The map has room for every sum now, below 0 and above 255.",
        cases.MENDED_5_CASES,
        cases.fresh_bytes,
        exposed.PATIENT_5,
        hints.MENDED_5,
        wide.byte_map,
    ),
    _mended(
        right.mended_6,
        "last-filter-everywhere",
        "Each filter has a map of its own again. All six patients can go home.",
        cases.MENDED_6_CASES,
        cases.fresh_filters,
        exposed.PATIENT_6,
        hints.MENDED_6,
        wide.maps,
    ),
)

QUESTIONS = (
    Recall(
        id="biases_of_sixteen_filters",
        unit=UNIT,
        answer=lambda: (
            conv2d_parameter_count(6, 16, 5) - conv2d_parameter_count(6, 16, 5, bias=False)
        ),
        hint="Each filter sums its kernels first, and adds its bias after that.",
        praise="One for each filter, however many channels it reads.",
    ),
    Recall(
        id="columns_of_the_matrix_of_windows",
        unit=UNIT,
        answer=lambda: conv_output_size(32, 5) ** 2,
        hint="Each window becomes one column. In how many places does the window stand?",
        praise="One for each of the 28·28 places; its 75 rows are the numbers of one window.",
    ),
)
