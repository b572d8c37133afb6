"""Maps of small pictures: which one a kernel makes, which mistake made this one, what ReLU leaves.

Most answers are chosen among four. A wrong map is what a misconception makes of the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np

from convtutor.checks.faults import exposed, kinds, size_faults, values
from convtutor.checks.faults.recipe import Values
from convtutor.practice.questions.drawings import Table, grids, in_rows, words
from convtutor.practice.questions.question import (
    Drawing,
    Idea,
    Misconception,
    PracticeQuestion,
    Shown,
    Wrong,
    by_answer,
    either,
    misconceptions,
    tells_apart,
    wrong_answers,
)
from convtutor.practice.questions.spoken_numbers import say, spoken

# Tables of sentences, laid out by hand.
# fmt: off
MAPS = misconceptions(
    (*values.MEETING, *values.COMBINING, *values.BIAS, *kinds.TYPES, *kinds.BACK,
     *(fault.on_axes()[0] for fault in size_faults.ASKED)), {
    "kernel-flipped":
        "This map comes about if the kernel is turned round first, as in true convolution. Deep "
        "learning lays it on the picture as it is: its top left weight, {corner}, meets the top "
        "left pixel of the window, {pixel}.",
    "kernel-transposed":
        "This map comes about if rows and columns of the kernel are swapped. Its first row, "
        "{first_row}, belongs on the first row of the window.",
    "kernel-upside-down":
        "This map comes about if the kernel is turned upside down. Its first row, {first_row}, "
        "belongs on the first row of the window.",
    "map-transposed":
        "These are the right values with rows and columns swapped. One step to the right in the "
        "map is one step of the window to the right.",
    "negative-set-to-zero":
        "The numbers below 0 are gone. That is what ReLU does, after the convolution; the map "
        "itself keeps them.",
    "absolute-values":
        "The minus signs are gone. A map tells an edge from bright to dark apart from one from "
        "dark to bright, so it keeps them.",
    "weights-without-signs":
        "This map comes about if the minus signs of the weights are overlooked. The kernel has a "
        "{lowest} in it, which takes away what it meets.",
    "bias-forgotten":
        "The bias of {bias} is missing. It is added to every value of the map.",
    "bias-taken-off":
        "The bias of {bias} was taken off. It is added to every value of the map.",
    "bias-per-product":
        "The bias of {bias} was added to each of the {terms} products. It is added once, to their "
        "sum.",
    "stride-left-out":
        "The window was moved by 1 here. With a stride of {stride} there are fewer places.",
})
INVOLUTIONS = {"kernel-flipped", "kernel-transposed", "kernel-upside-down"}
"""Who turns the kernel takes the right map for one of a turned kernel."""

NAMED = (
    ("Prewitt's kernel for upright edges", [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    ("Sobel's kernel for upright edges", [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    ("Sobel's kernel for level edges", [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    ("Prewitt's kernel for slanting edges", [[0, 1, 1], [-1, 0, 1], [-1, -1, 0]]),
)
# fmt: on
CHOICES = 4
NO_MISTAKE = "there is no mistake: the map is right"


class _Map:
    """A small picture, a kernel, the right map, and what each misconception makes of them."""

    def __init__(self, rng: np.random.Generator, real: bool) -> None:
        size = int(rng.integers(4, 6))
        self.x = rng.integers(0, 6, (1, size, size))
        self.origin, kernel = "", rng.integers(-2, 4, (2, 2)).tolist()
        if real:
            self.origin, kernel = NAMED[rng.integers(len(NAMED))]
        self.kernel = np.array([kernel])
        self.bias = int(rng.integers(1, 6)) if rng.random() < 0.4 else 0
        self.stride = 2 if size == 5 and rng.random() < 0.3 else 1
        self.right = exposed.STRIDED_MAP.recipe.values(
            exposed.one_filter(self.x, self.kernel, self.bias, self.stride)
        )
        self.wrong = wrong_answers(exposed.STRIDED_MAP.recipe, self.right, MAPS) or []

    @property
    def tells(self) -> bool:
        """Whether the misconceptions make different maps, enough of them for a choice."""
        maps = [_table(ours).tolist() for _, _, ours in self.wrong]
        return tells_apart(maps) and len(by_answer(self.wrong)) >= CHOICES - 1

    @property
    def given(self) -> str:
        """What the map is made with, for a question."""
        bias = f"a bias of {self.bias}" if self.bias else "no bias"
        return f"a stride of {self.stride}, no padding and {bias}"

    @property
    def id(self) -> str:
        """The same for the same numbers."""
        numbers = [*self.x.ravel(), *self.kernel.ravel(), self.bias, self.stride]
        return f"{crc32(str(list(map(int, numbers))).encode()):08x}"

    def said(self, one: Misconception, ours: Values) -> str:
        """What to say to somebody who has a misconception."""
        named = {
            "corner": self.kernel[0, 0, 0],
            "pixel": self.x[0, 0, 0],
            "first_row": ", ".join(map(spoken, self.kernel[0, 0])),
            "lowest": self.kernel.min(),
            "bias": self.bias,
            "stride": self.stride,
            "terms": self.kernel.size,
        }
        return one.says.format_map({**say(named), "my": say(ours)})

    def shown(self, *more: Table) -> Drawing:
        """Picture and kernel, and what else there is, with the first window and its value."""
        side = self.kernel.shape[1]
        window = [(row, column) for row in range(side) for column in range(side)] if more else []
        says = f"The picture, row by row: {in_rows(self.x[0])}. The kernel: "
        says += f"{in_rows(self.kernel[0])}."
        for title, numbers, _ in more:
            says += f" {title.capitalize()}: {in_rows(numbers)}."
        return grids(says, ("picture", self.x[0], window), ("kernel", self.kernel[0], []), *more)

    def working(self) -> str:
        """How the first value is made."""
        side = self.kernel.shape[1]
        pairs = zip(self.x[0, :side, :side].ravel(), self.kernel.ravel(), strict=True)
        products = " + ".join(f"{pixel}·{_signed(weight)}" for pixel, weight in pairs)
        bias = f" + {self.bias}" if self.bias else ""
        return f"Top left: {products}{bias} = {spoken(_table(self.right)[0, 0])}"

    def solution(self) -> Drawing:
        """The right map beside the picture and the kernel."""
        return self.shown(("map", _table(self.right), [(0, 0)]))


def _signed(weight: int) -> str:
    return f"({spoken(weight)})" if weight < 0 else spoken(weight)


def _table(values: Values) -> Any:
    """A map as whole numbers, which all of these are."""
    return np.asarray(values["returned"]).round().astype(int)


def _map_drawing(values: Values) -> Drawing:
    table = _table(values)
    return grids(f"Row by row: {in_rows(table)}.", ("", table, []))


def _some(rng: np.random.Generator, wrong: Sequence[Shown]) -> list[list[Shown]]:
    """Three different wrong maps, with whoever makes them."""
    groups = [some for _, some in by_answer(wrong)]
    return [groups[i] for i in rng.permutation(len(groups))[: CHOICES - 1]]


# ================================================================ which map


def _which_map(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    one = _Map(rng, real)
    if not one.tells:
        return None
    offered: list[list[Shown]] = [[], *_some(rng, one.wrong)]  # the right map, then others
    order = rng.permutation(CHOICES).tolist()
    maps = [_map_drawing(some[0][2] if some else one.right) for some in offered]
    return PracticeQuestion(
        id=f"which-map/{one.id}",
        idea="which-map",
        text=f"Which of these maps does the kernel make of the picture, with {one.given}?",
        right=((order.index(0),),),
        wrong=tuple(
            Wrong((place,), tuple(m.fault.id for m, _, _ in offered[index]),
                  either([one.said(m, ours) for m, _, ours in offered[index]]))
            for place, index in enumerate(order)
            if index
        ),
        working=one.working(),
        drawing=one.solution(),
        origin=one.origin,
        form="choice",
        choices=tuple(maps[index] for index in order),
        shown=one.shown(),
    )  # fmt: skip


# ================================================================ which mistake


def _which_mistake(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    one = _Map(rng, real)
    alone = [some[0] for _, some in by_answer(one.wrong) if len(some) == 1]
    if not one.tells or len(alone) < CHOICES - 1:
        return None
    offered = [alone[i] for i in rng.permutation(len(alone))[: CHOICES - 1]]
    mistaken = rng.random() < 0.8
    made = offered[0][2] if mistaken else one.right
    order = rng.permutation(CHOICES - 1).tolist()
    wrong = []
    for place, index in enumerate(order):
        m, _, ours = offered[index]
        if not (mistaken and index == 0):
            turns = not mistaken and m.fault.id in INVOLUTIONS
            says = "With that mistake the map would be the one in the drawing. Compare the two, "
            wrong.append(Wrong(
                (place,), (m.fault.id,) * turns, "The map is right. " * (not mistaken) + says
                + "value by value.", one.shown(("map with this mistake", _table(ours), [])),
            ))  # fmt: skip
    if mistaken:
        m, _, ours = offered[0]
        says = f"There is a mistake. {one.said(m, ours)}"
        wrong.append(Wrong((CHOICES - 1,), (m.fault.id,), says, one.solution()))
    names = [*(offered[index][0].name for index in order), NO_MISTAKE]
    return PracticeQuestion(
        id=f"which-mistake/{one.id}-{offered[0][0].fault.id if mistaken else 'none'}",
        idea="which-mistake",
        text=f"Asked for was the map of this picture and this kernel, with {one.given}. Somebody "
        "answered with the map in question. What went wrong?",
        right=((order.index(0) if mistaken else CHOICES - 1,),),
        wrong=tuple(wrong),
        working=one.working(),
        drawing=one.solution(),
        origin=one.origin,
        form="choice",
        choices=tuple(words(name[0].upper() + name[1:]) for name in names),
        shown=one.shown(("the map in question", _table(made), [])),
    )


PICTURES = (
    Idea("which-map", "which map a kernel makes", "single_filter", _which_map, MAPS),
    Idea("which-mistake", "which mistake made a map", "single_filter", _which_mistake, MAPS),
)
