"""Along one axis: the side of a map, the padding that keeps it, settings for it, pixels unread."""

from __future__ import annotations

from math import ceil

import numpy as np

from convtutor.checks.faults import size_faults, steps
from convtutor.checks.faults.recipe import Fault, Values, together
from convtutor.checks.faults.steps import in_law
from convtutor.practice.questions.drawings import row, windows
from convtutor.practice.questions.networks import DEEPER_SIDES, LAYERS, OTHER_SIDES, Layer
from convtutor.practice.questions.question import (
    Asked,
    Drawing,
    Idea,
    Misconception,
    PracticeQuestion,
    answer_to,
    misconceptions,
)
from convtutor.practice.questions.spoken_numbers import ordinal, say

# Tables of sentences, laid out by hand.
# fmt: off

# ================================================================ the law of the size

LAW = misconceptions((*size_faults.LAW, *size_faults.ASKED), {
    "missing-plus-one":
        "{my[places]} counts the moves of the window. It also stands where it begins, before its "
        "first move: {steps:move}, {places:place}.",
    "rounded-up":
        "{room}/{s} {makes} {exact}, and rounding it up leads to {my[places]}. Draw the "
        "{last_place} window: it sticks out by {over}, so there is no such place.",
    "not-floored":
        "{room}/{s} {makes} {exact}, but a window cannot stop in the middle of a move. Only whole "
        "moves count: {steps:move}, so {places:place}.",
    "padding-once":
        "A padding of {p} is {p:zero} on each side, {zeros} in all; {my[places]} comes out with "
        "{my[zeros]:zero} in all.",
    "padding-left-out":
        "{my[places]} comes out with no padding at all. The zeros come first: the window slides "
        "over {n} + 2·{p} = {padded} numbers, not over {n}.",
    "padding-taken-off":
        "{my[places]} comes out if the zeros are taken off. They are put around the picture, so it "
        "gets longer: {n} + {zeros}, not {n} − {zeros}.",
    "zeros-counted-twice":
        "A padding of {p} is {p:zero} on each side, {zeros} in all; {my[places]} comes out with "
        "{my[zeros]:zero}, as if the two sides counted twice.",
    "kernel-left-out":
        "{my[places]} comes out if the kernel is not taken off. But each window needs {k} of the "
        "{padded:number}, so the last one can begin at {room} at the latest, counted from 0.",
    "stride-left-out":
        "{my[places]} is how many places there are with a stride of 1. With a stride of {s}, the "
        "window stands on every {every} of them only.",
    "moved-by-its-own-size":
        "{my[places]} is right for windows that lie side by side, each {k:pixel} after the one "
        "before. These move by the stride, {s:pixel}.",
    "last-start":
        "{my[places]} is where the last window begins, counted in the padded row. The windows "
        "begin at {begins}, and that makes {places} of them.",
    "area-for-side":
        "{my[places]} is the whole map, {places}·{places}. One side of it has {places}.",
    "brackets-missing":
        "{my[places]} comes out if only the kernel is divided by the stride. What is divided is "
        "all the room that the window has to move in: {padded} − {k} = {room}.",
})
_OF_THE_LAW = {one.fault.id: one for one in LAW}


def law_about(*without: str) -> tuple[Misconception, ...]:
    """The misconceptions of the law, but some, as those of a layer of a network."""
    return tuple(
        Misconception(in_law(one.fault), one.says) for one in LAW if one.fault.id not in without
    )


def in_numbers(values: Values) -> Values:
    """What the sentences on the law name beside the recipe's own steps."""
    room, s = values["room"], values["s"]
    return {
        "exact": room / s,
        "makes": "is" if round(room / s, 2) == room / s else "is about",
        "over": -room % s,
        "padded": values["n"] + values["zeros"],
        "every": ordinal(s),
        "begins": row([i * s for i in range(values["places"])]),
        "last_place": ordinal(ceil(room / s) + 1),
    }


def explained(fault: Fault, n: int, k: int, s: int, p: int) -> str:
    """A misconception of the law in the numbers of one axis."""
    right = steps.SIZE.values(axis(n, k, s, p))
    law = _OF_THE_LAW[fault.id].fault
    ours = steps.SIZE.follow(right, together([law]) or {})
    told = {**say({**right, **in_numbers(right)}), "my": say(ours)}
    return _OF_THE_LAW[fault.id].says.format_map(told)


def axis(n: int, k: int, s: int, p: int) -> Values:
    """What the recipes of an axis are asked."""
    return {"given_n": n, "given_k": k, "given_s": s, "given_p": p}


# ---------------------------------------------------------------- where numbers come from

COLOURS = 4
"""Channels of a picture at most, as DQN's of four frames; what has more is a map of a layer."""


def some_layer(rng: np.random.Generator, real: bool) -> Layer:
    """A layer of a real network, on its own picture or on another; or one that is made up."""
    if real:
        layer: Layer = rng.choice(np.array(LAYERS, object))
        others = OTHER_SIDES if layer.channels <= COLOURS else DEEPER_SIDES
        fits = [sides for sides in others if min(sides) >= 2 * layer.kernel]
        if rng.random() < 0.5:
            rows, columns = fits[rng.integers(len(fits))]
            return Layer(layer.network, layer.place, rows, columns, *_after_sides(layer))
        return layer
    kernel = int(rng.integers(3, 10))
    stride = int(rng.integers(1, min(kernel, 5) + 1))
    rows, columns = (int(rng.integers(2 * kernel, 49)) for _ in range(2))
    channels, filters = (int(rng.integers(1, 17)) for _ in range(2))
    padding = int(rng.choice([0, kernel // 2, max(1, kernel // 2 - 1)]))
    return Layer("", "", rows, columns, channels, filters, kernel, stride, padding)


def _after_sides(layer: Layer) -> tuple[int, ...]:
    return layer.channels, layer.filters, layer.kernel, layer.stride, layer.padding


def in_words(stride: int, padding: int) -> str:
    """Stride and padding as a question gives them."""
    zeros = f"a padding of {padding} on each side" if padding else "no padding"
    return f"a stride of {stride} and {zeros}"


def one_side(layer: Layer) -> Layer:
    """The layer on a square picture, since the question is about one side."""
    sides = (layer.rows, layer.rows)
    return Layer(layer.network, layer.place, *sides, *_after_sides(layer))


# ================================================================ the side of a map


def _wrong_windows(right: Values, ours: Values) -> Drawing | None:
    """As many windows as somebody counted, on the picture that there is."""
    places = ours["places"]
    if places > 2 * right["places"] + 1:
        return None
    return windows(right["n"], right["k"], ours["s"], right["p"], ceil(places))


def _map_side(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = one_side(some_layer(rng, real))
    n, k, s, p = layer.rows, layer.kernel, layer.stride, layer.padding
    given = axis(n, k, s, p)
    right = steps.SIZE.values(given)
    return answer_to("map-side", Asked(
        settings=(n, k, s, p),
        text=f"A kernel of {k}×{k} slides over a picture of {n}×{n} with {in_words(s, p)}. "
        "How many values has one side of the map?",
        recipe=steps.SIZE,
        given=given,
        misconceptions=LAW,
        working="⌊({n} + 2·{p} − {k})/{s}⌋ + 1 = ⌊{room}/{s}⌋ + 1 = {places}",
        drawing=windows(n, k, s, p, right["places"]),
        draw=lambda ours: _wrong_windows(right, ours),
        more=in_numbers,
        origin=layer.origin,
    ))


# ================================================================ the padding that keeps it

SAME = misconceptions(size_faults.SAME, {
    "both-sides-counted":
        "The map lacks {lost:value} without padding, and you gave all of them to each side. The "
        "two sides share them: {lost}/2 = {half}.",
    "whole-kernel":
        "{k} zeros on each side would make the map {grown:value} larger than the picture. What has "
        "to come back is what the window loses, {k} − 1, and two sides share it.",
    "half-the-kernel":
        "Half the kernel is {my[half]}, and half a zero cannot be put anywhere. The middle pixel "
        "needs no padding: only the {lost} others count, {half} on each side.",
    "one-added":
        "({k} + 1)/2 is {my[half]}, but a kernel of {k} loses {k} − 1 places, not {k} + 1. A "
        "kernel of 1 loses none, and needs no padding.",
    "one-always":
        "A padding of 1 keeps the size for a kernel of 3. This one has {k}, so a map loses "
        "{lost:value}, and 1 on each side gives only 2 of them back.",
})


def _keeping(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = one_side(some_layer(rng, real))
    k = layer.kernel if real else 2 * int(rng.integers(1, 9)) + 1
    n = layer.rows
    if k % 2 == 0 or layer.stride > 1 or n < k:
        return None
    right = steps.SAME.values({"given_k": k})

    def draw(ours: Values) -> Drawing | None:
        half = ours["answer"]
        if half != int(half) or half > 2 * k:
            return None
        return windows(n, k, 1, int(half), n + 2 * int(half) - k + 1)

    return answer_to("padding-that-keeps", Asked(
        settings=(n, k),
        text=f"A kernel of {k}×{k} slides over a picture of {n}×{n} with a stride of 1. How many "
        f"zeros must be put on each side, so that the map is {n}×{n} as well?",
        recipe=steps.SAME,
        given={"given_k": k},
        misconceptions=SAME,
        working="The window loses {k} − 1 = {lost} places; two sides share them: {lost}/2 = {half}",
        drawing=windows(n, k, 1, right["half"], n),
        draw=draw,
        more=lambda values: {"n": n, "grown": 2 * k - right["lost"]},
        origin=layer.origin,
    ))


# ================================================================ pixels that are never read

UNREAD = misconceptions(size_faults.UNREAD, {
    "padding-counted":
        "{left:number} lie behind the last window, but the last {p} of what is there are zeros of "
        "the padding. Pixels among them: {answer}.",
    "padding-added":
        "{left:number} lie behind the last window, zeros of the padding among them. These are no "
        "pixels, so they are taken off: {left} − {p}, where yours has {left} + {p}.",
    "both-paddings-taken-off":
        "Of the {left:number} behind the last window only the zeros at this end are no pixels, "
        "{p} of them. Those at the other end lie before the first window.",
    "last-read-pixel-counted":
        "The last window ends at pixel {last_read}, and reads it. What no window reads comes after "
        "it: {answer:pixel}, not {my[answer]}.",
    "nothing-unread":
        "The next window would stick out, so the {last_place} is the last one, and it ends at "
        "pixel {last_read} (counted from 0). The picture ends at {last_pixel}.",
    "both-ends-counted":
        "The first window begins at the very start, so nothing is lost there. All that is unread "
        "lies at the far end, once: {answer}.",
    "part-of-a-step":
        "{room}/{s} leaves {my[answer]} of a move. In pixels that is {my[answer]}·{s} = {left}.",
    "steps-given":
        "How often the window moves was counted, {steps} times. What is asked is what remains "
        "behind it: {room} − {steps}·{s} = {left}.",
    "remainder-of-the-input":
        "{n} divided by {s} leaves {my[answer]}, but what counts is the room that the window has "
        "to move in: {padded} − {k} = {room}, and that leaves {left}.",
})


def _unread(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = one_side(some_layer(rng, real))
    n, k, s, p = layer.rows, layer.kernel, layer.stride, layer.padding
    if real:
        n += int(rng.integers(0, 12))  # a picture that was not made for the network
    else:  # large strides leave something over, behind a padding, too
        s = int(rng.integers(3, 9))
        p = int(rng.integers(0, 3))
    if s == 1 or s > k or p >= k:
        return None
    given = axis(n, k, s, p)
    right = steps.UNREAD.values(given)
    return answer_to("unread", Asked(
        settings=(n, k, s, p),
        text=f"A kernel of {k}×{k} slides over a picture of {n}×{n} with {in_words(s, p)}. How "
        "many pixels at the right end of each row does no window ever read?",
        recipe=steps.UNREAD,
        given=given,
        misconceptions=UNREAD,
        working="{n} + 2·{p} − {k} = {room} = {steps}·{s} + {left}: {left} left over"
        + ", of which the last {p} are zeros: max(0, {left} − {p}) = {answer}" * (p > 0),
        drawing=windows(n, k, s, p, right["places"]),
        more=lambda values: {
            **in_numbers(values),
            "last_read": n - 1 - values["answer"],
            "last_pixel": n - 1,
            "last_place": ordinal(values["places"]),
        },
        origin=layer.origin,
    ))


SIZES = (
    Idea("map-side", "the side of a map", "stride", _map_side, LAW),
    Idea("padding-that-keeps", "the padding that keeps it", "padding", _keeping, SAME),
    Idea("unread", "pixels never read", "stride", _unread, UNREAD),
)
