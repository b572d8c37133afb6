"""What a visitor meets first: the explorer, a wrong answer, and what the course says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from convtutor.calling.in_process import call_here
from convtutor.checks.card import card
from convtutor.checks.explanation import explain
from convtutor.checks.judge import PUBLIC_SEED, judge
from convtutor.checks.pictures import picture_html
from convtutor.explore import ConvExplorer
from convtutor.units.catalogue import answers, find_exercise
from pictures import PictureFolder

# The law itself stands in the prose of unit 03, where this function is written.
MISTAKE = """\
def conv_output_size(input_size, kernel_size, stride=1, padding=0):
    return (input_size + padding - kernel_size) // stride + 1
"""


def verdict(pictures: PictureFolder) -> str:
    """Check it, and give the card that a learner sees; its hints would say too much here."""
    names: dict[str, Any] = {}
    exec(MISTAKE, names)
    exercise = find_exercise("conv_output_size")
    call = call_here(names[exercise.function_name], answers())
    judged = judge(exercise, call, PUBLIC_SEED)
    return pictures.unpack(card(replace(explain(judged, None), hint=None), picture_html(judged)))


def explorer() -> ConvExplorer:
    """Few controls, and a window on the edge of a wall."""
    controls = ["kernel_size", "stride", "padding", "play"]
    return ConvExplorer(row=16, column=5, controls=controls)
