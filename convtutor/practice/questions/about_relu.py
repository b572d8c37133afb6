"""What ReLU leaves of the sums that a filter made."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from convtutor.checks.faults import count_faults, steps
from convtutor.practice.questions.drawings import grids, in_rows
from convtutor.practice.questions.question import (
    Asked,
    Idea,
    PracticeQuestion,
    answer_to,
    misconceptions,
)
from convtutor.practice.questions.spoken_numbers import spoken

# fmt: off
RELU = misconceptions(count_faults.RECTIFYING, {
    "relu-left-out":
        "The numbers below 0 are still in. ReLU is max(0, x): it makes each of them 0.",
    "relu-drops-the-sign":
        "The minus signs were dropped, so that −3 would become 3. ReLU is max(0, x): −3 becomes 0.",
    "relu-keeps-the-negative":
        "What is below 0 was kept, and what is above it set to 0. It is the other way round: "
        "max(0, x).",
    "relu-makes-ones":
        "Each number above 0 became a 1. ReLU leaves them as they are, and makes those below it 0.",
    "relu-before-bias":
        "The bias came too late: it is added to the sum, and ReLU comes after it. What is below 0 "
        "with the bias becomes 0, and stays 0.",
    "bias-forgotten":
        "The bias of {biases} is missing. It is added to every value, before ReLU.",
    "bias-taken-off":
        "The bias of {biases} was taken off. It is added to every value, before ReLU.",
    "bias-once-for-the-map":
        "The bias of {biases} was added once. It is added to each of the {count} values, before "
        "ReLU.",
})
# fmt: on


def _relu(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    sums = rng.integers(-6, 10, (2, int(rng.integers(2, 4))))
    bias = int(rng.integers(1, 5)) * int(rng.random() < 0.7)
    given = {"given_sums": sums, "given_b": bias}
    right = steps.RECTIFIED.values(given)
    left = right["kept"]
    added = f"A bias of {bias} is added to each of them" if bias else "There is no bias"
    shown = grids(f"The sums, row by row: {in_rows(sums)}.", ("sums", sums, []))
    question = answer_to("relu", Asked(
        settings=("_".join(map(str, (*sums.ravel(), bias, sums.shape[1]))),),
        text=f"The table holds the sums that a filter made. {added}; then comes ReLU. What "
        "do the values that are left add up to?",
        recipe=steps.RECTIFIED,
        given=given,
        misconceptions=RELU,
        working=f"Left are {in_rows(left)}; their sum is {spoken(left.sum())}",
        drawing=grids(
            f"The sums: {in_rows(sums)}. What ReLU leaves: {in_rows(left)}.",
            ("sums", sums, []), ("after bias and ReLU", left, np.argwhere(left > 0).tolist()),
        ),
        more=lambda values: {"count": sums.size},
    ))  # fmt: skip
    return question and replace(question, shown=shown)


RECTIFIED = (Idea("relu", "what ReLU leaves", "network", _relu, RELU),)
