"""Exercises of this unit: six broken functions to mend, settings to find, shapes to follow."""

from __future__ import annotations

import convlib
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.checks.replay import replay_value
from convtutor.units.clinic import cases, design_cases, hints, right
from convtutor.units.clinic.accepted_settings import reject_settings

UNIT = "clinic"


EXERCISES = (
    Exercise(
        id="mended_1",
        unit=UNIT,
        points=1,
        reference=right.mended_1,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_1_CASES,
        fresh=cases.fresh_with_a_bias,
        faults=exposed.PATIENT_1,
        hints=hints.MENDED_1,
        replay=replay_value,
    ),
    Exercise(
        id="mended_2",
        unit=UNIT,
        points=1,
        reference=right.mended_2,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_2_CASES,
        fresh=cases.fresh_strided,
        faults=exposed.PATIENT_2,
        hints=hints.MENDED_2,
        replay=replay_value,
    ),
    Exercise(
        id="mended_3",
        unit=UNIT,
        points=1,
        reference=right.mended_3,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_3_CASES,
        fresh=cases.fresh_biases,
        faults=exposed.PATIENT_3,
        hints=hints.MENDED_3,
        replay=replay_value,
    ),
    Exercise(
        id="mended_4",
        unit=UNIT,
        points=1,
        reference=right.mended_4,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_4_CASES,
        fresh=cases.fresh_padded,
        faults=exposed.PATIENT_4,
        hints=hints.MENDED_4,
        replay=replay_value,
    ),
    Exercise(
        id="mended_5",
        unit=UNIT,
        points=1,
        reference=right.mended_5,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_5_CASES,
        fresh=cases.fresh_bytes,
        faults=exposed.PATIENT_5,
        hints=hints.MENDED_5,
        replay=replay_value,
    ),
    Exercise(
        id="mended_6",
        unit=UNIT,
        points=1,
        reference=right.mended_6,
        returns="map",
        picture=pictures.feature_map,
        cases=cases.MENDED_6_CASES,
        fresh=cases.fresh_filters,
        faults=exposed.SEVERAL,
        hints=hints.MENDED_6,
        replay=replay_value,
    ),
    Exercise(
        id="find_settings",
        unit=UNIT,
        points=3,
        reference=right.find_settings,
        returns="sizes",
        picture=pictures.settings,
        cases=design_cases.SETTINGS_CASES,
        fresh=design_cases.fresh_settings,
        faults=exposed.SETTINGS,
        hints=hints.FIND_SETTINGS,
        accepts=reject_settings,
    ),
    Exercise(
        id="trace_shapes",
        unit=UNIT,
        points=3,
        reference=right.trace_shapes,
        returns="sizes",
        picture=pictures.shapes,
        cases=design_cases.TRACE_CASES,
        fresh=design_cases.fresh_traces,
        faults=exposed.NETWORK,
        hints=hints.TRACE_SHAPES,
    ),
)

QUESTIONS = (
    Recall(
        id="biases_of_a_layer_are_one_a_filter",
        unit=UNIT,
        answer=lambda: (
            convlib.conv2d_parameter_count(6, 16, 5)
            - convlib.conv2d_parameter_count(6, 16, 5, bias=False)
        ),
        hint="Each filter sums its kernels first, and adds its bias after that.",
        praise="One for each filter, however many channels it reads.",
    ),
    Recall(
        id="parameters_stay_when_the_picture_doubles",
        unit=UNIT,
        answer=lambda: convlib.conv2d_parameter_count(3, 6, 5),
        hint="The filters slide over a larger picture. Do they get more weights by that?",
        praise="The same filters stand in more places; only the multiplications grow.",
    ),
)
