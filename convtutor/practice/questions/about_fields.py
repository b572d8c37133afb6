"""How much of a picture one value reads, after two or three layers."""

from __future__ import annotations

import numpy as np

from convtutor.checks.faults import network_faults, steps
from convtutor.practice.questions.drawings import layers as pyramid
from convtutor.practice.questions.networks import STACKS
from convtutor.practice.questions.question import (
    Asked,
    Idea,
    PracticeQuestion,
    answer_to,
    misconceptions,
)
from convtutor.practice.questions.spoken_numbers import spelt

# fmt: off
FIELD = misconceptions(network_faults.FIELD, {
    "strides-left-out-of-field":
        "{my[answer]} is right if all strides are 1. After a stride of {wide}, values that are "
        "neighbours stand {wide} times as far apart, so the kernels after it reach further.",
    "own-stride-in-field":
        "A layer's stride moves its own windows apart, and so does not widen them. Only the layers "
        "after it reach further for it.",
    "only-the-stride-before":
        "Strides multiply: the values that the last layer reads stand {before_last:pixel} apart, "
        "the product of all strides before it.",
    "strides-added-in-field":
        "Strides multiply, they do not add up: the values that the last layer reads stand "
        "{before_last:pixel} apart.",
    "kernels-added-in-field":
        "The sides of the kernels were added. A further layer adds its side less 1, in steps as "
        "wide as the strides before it: {working}.",
    "kernels-multiplied-in-field":
        "Kernels do not multiply here: a further layer adds its side less 1, in steps as wide as "
        "the strides before it: {working}.",
    "last-kernel-for-field":
        "{my[answer]} is what the last layer reads of the map before it. Each of those values has "
        "read a whole window itself.",
    "whole-kernels-in-field":
        "Every layer was counted with its whole kernel. One place of each kernel lies on what was "
        "there already, so it adds its side less 1.",
    "own-pixel-forgotten":
        "{my[answer]} is what the layers add. They add it to the one pixel that is there without "
        "any layer: 1 + {my[answer]}.",
    "field-area-for-side":
        "{my[answer]} is all pixels of the field, {answer}·{answer}. Along one side it reads "
        "{answer}.",
})
# fmt: on


def _made_up(rng: np.random.Generator) -> tuple[tuple[int, int], ...]:
    """Two or three layers: kernel size and stride of each."""
    kernels = rng.integers(2, 8, size=rng.integers(2, 4)).tolist()
    return tuple((k, int(rng.integers(1, min(k, 4) + 1))) for k in kernels)


def _receptive_field(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    origin, layers = "", _made_up(rng)
    if real:
        origin, layers = STACKS[rng.integers(len(STACKS))]
    right = steps.FIELD.values({"layers": layers})

    one = [f"{k}×{k} with a stride of {s}" for k, s in layers]
    reads = [f"{kernel} − 1" for kernel in right["sides"]]
    widened = [
        f"({one})" + f"·{jump}" * (jump > 1)
        for one, jump in zip(reads, right["jumps"], strict=True)
    ]
    working = f"1 + {' + '.join(widened)}"
    return answer_to("receptive-field", Asked(
        settings=tuple(f"{k}s{s}" for k, s in layers),
        text=f"{spelt(len(layers)).capitalize()} layers follow one another: "
        f"{', '.join(one[:-1])}, then {one[-1]}. Along one side, how many pixels of the picture "
        "does one value of the last map depend on?",
        recipe=steps.FIELD,
        given={"layers": layers},
        misconceptions=FIELD,
        working=f"{working} = " "{answer}",
        drawing=pyramid(layers),
        more=lambda values: {
            "wide": next((s for _, s in layers if s > 1), 1),
            "before_last": values["jumps"][-1],
            "working": working,
        },
        origin=origin,
    ))  # fmt: skip


FIELDS = (
    Idea("receptive-field", "the receptive field of layers", "network", _receptive_field, FIELD),
)
