"""Exercises of this unit: settings to find for a wanted size, shapes to follow."""

from __future__ import annotations

from convlib.reach import unread_pixels
from convtutor.checks import pictures
from convtutor.checks.exercise import Exercise, Recall
from convtutor.checks.faults import exposed
from convtutor.units import wide
from convtutor.units.network import cases, right

UNIT = "network"

EXERCISES = (
    Exercise(
        id="find_settings",
        unit=UNIT,
        points=3,
        reference=right.find_settings,
        praise="You can choose settings for a size that you want, and you know when there "
        "are none.",
        returns="sizes",
        picture=pictures.settings,
        cases=cases.SETTINGS_CASES,
        fresh=cases.fresh_settings,
        wide=wide.settings,
        faults=exposed.SETTINGS,
        hints=(
            "How can you tell whether a given stride and padding turn in_size into out_size?",
            "Put them into the law of the size, and compare what comes out with out_size. Try "
            "settings one after another, in loops, and stop at the first that fits.",
            "Two loops: the stride runs through range(1, in_size + 1), the padding through "
            "range(kernel_size). Hand both back as soon as (in_size + 2·padding − kernel_size) // "
            "stride + 1 == out_size, and None only when both loops are through.",
        ),
        accepts=right.reject_settings,
        known_by=right.size_of_settings,
    ),
    Exercise(
        id="trace_shapes",
        unit=UNIT,
        points=3,
        reference=right.trace_shapes,
        praise="You can follow a picture through a whole network before any of it runs.",
        returns="sizes",
        picture=pictures.shapes,
        cases=cases.TRACE_CASES,
        fresh=cases.fresh_traces,
        wide=wide.trace,
        faults=exposed.NETWORK,
        hints=(
            "What does one layer do to the height, to the width, and to the number of channels?",
            "Keep channels, height and width in three variables. For each layer change all three, "
            "then put them into the list; what comes out of one layer goes into the next.",
            "Both sides become (side + 2·padding − kernel_size) // stride + 1. The channels become "
            "out_channels, unless that is None; then they stay. Append the three as a tuple.",
        ),
    ),
)

QUESTIONS = (
    Recall(
        id="biases_too_many",
        unit=UNIT,
        answer=lambda: (4 - 1) * 0.5,
        hint="The bias belongs there once. How often is it there?",
        praise="Four times 0.5 where one belongs: a patient that you know.",
    ),
    Recall(
        id="pixels_that_padding_hides",
        unit=UNIT,
        answer=lambda: unread_pixels(224, 7, stride=2, padding=3),
        hint="How many numbers are left over at the far end, zeros included, and are they pixels?",
        praise="One number is left over at the far end, and it is one of the zeros.",
    ),
)
