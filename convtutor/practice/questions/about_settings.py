"""Settings for a map of a wanted side: a stride and a padding, and any right pair counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from convtutor.checks.faults import network_faults, steps
from convtutor.checks.faults.recipe import Values, together
from convtutor.practice.questions.about_sizes import (
    LAW,
    axis,
    explained,
    law_about,
    one_side,
    some_layer,
)
from convtutor.practice.questions.drawings import windows
from convtutor.practice.questions.question import (
    Idea,
    Misconception,
    PracticeQuestion,
    Wrong,
    by_answer,
    either,
    misconceptions,
    tells_apart,
)
from convtutor.practice.questions.spoken_numbers import say

# Tables of sentences, laid out by hand.
# fmt: off

SETTINGS = misconceptions(network_faults.SETTINGS, {
    "settings-as-tiles":
        "Dividing {n} by {wanted} gives the stride of windows that are as long as the stride. "
        "These are {k} long.",
    "solved-for-the-stride":
        "Solved for the stride without padding, the law leaves a fraction here. If it is dropped, "
        "the size is another one; is there a padding that mends it?",
    "size-kept":
        "A stride of 1 and about half the kernel on each side are for a map as large as its "
        "picture. One of {wanted} was asked for.",
    "size-halved":
        "A stride of 2 and about half the kernel on each side are for a map half as large as its "
        "picture. One of {wanted} was asked for.",
})
_OF_THE_LAW = {one.fault.id for one in LAW}
# With larger strides the room is too small for so many places.
_POSSIBLE = steps.SETTINGS.then(
    strides=lambda n, k, wanted: range(1, (n + k) // (wanted - 1) + 1)
)
# Wrong settings with larger numbers nobody tries.
_LIKELY = steps.SETTINGS.then(strides=lambda: range(1, 7), paddings=lambda k: range(k // 2 + 2))
# Who leaves stride or padding out finds any settings, or only right ones; the others find none.
_SOUGHT = sorted(
    law_about(
        *("stride-left-out", "moved-by-its-own-size", "padding-left-out", "brackets-missing"),
        *("not-floored", "area-for-side", "last-start"),
    ),
    # Those about padding are right by chance most often, which ends the search.
    key=lambda one: "padding" not in one.fault.id,
)


def _settings(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = one_side(some_layer(rng, real))
    n, k = layer.rows, layer.kernel
    wanted = steps.SIZE.values(axis(n, k, layer.stride, layer.padding))["answer"]
    if wanted < 3:
        return None
    given = {"in_size": n, "out_size": wanted, "kernel_size": k}
    fits = _POSSIBLE.values(given)["fitting"]
    right = _LIKELY.values(given)
    found: list[tuple[Misconception, Any, Values]] = []
    for one in (*_SOUGHT, *SETTINGS):
        ours = _LIKELY.follow(right, together([one.fault]) or {})
        own = [ours["answer"]] if "answer" in one.fault.changes else ours["fitting"]
        if own != right["fitting"] and own and own[0] in fits:
            return None  # whoever has this misconception is right by chance
        found += [(one, pair, ours) for pair in own if pair not in fits and pair[0] > 0 <= pair[1]]
    first = {one.fault.id: pair for one, pair, _ in reversed(found)}
    if not tells_apart(list(first.values())):
        return None
    stride, padding = fits[0]
    return PracticeQuestion(
        id=f"settings/{n}-{k}-{wanted}",
        idea="settings",
        text=f"A kernel of {k}×{k} is to make a map of {wanted}×{wanted} from a picture of "
        f"{n}×{n}. Find a stride and a padding that do it. The padding is smaller than the kernel.",
        right=tuple(fits),
        wrong=tuple(
            Wrong((s, p), tuple(one.fault.id for one, _, _ in some),
                  _put_back(n, k, wanted, (s, p), [one for one, _, _ in some]),
                  windows(n, k, s, p, steps.SIZE.values(axis(n, k, s, p))["places"]))
            for (s, p), some in by_answer(found)
        ),
        working=f"⌊({n:,} + 2·{padding} − {k})/{stride}⌋ + 1 = {wanted:,}{_also(fits[1:])}",
        drawing=windows(n, k, stride, padding, wanted),
        origin=layer.origin,
        form="settings",
        asked=("stride", "padding"),
    )


def _also(fits: list[tuple[int, int]]) -> str:
    """Some of the other settings that are right."""
    some = "; ".join(f"stride {s} with padding {p}" for s, p in fits[:3])
    return f". Right as well: {some}{' and others' * (len(fits) > 3)}" if some else ""


def _put_back(n: int, k: int, wanted: int, pair: Any, some: list[Misconception]) -> str:
    """What settings really give, and why somebody may have thought otherwise."""
    right = steps.SIZE.values(axis(n, k, *pair))
    told = say({**right, "wanted": wanted})
    gives = f"Put back into the law, a stride of {pair[0]} and a padding of {pair[1]} give " \
        "⌊({n} + 2·{p} − {k})/{s}⌋ + 1 = {places}, not {wanted}. "
    why = [
        explained(one.fault, n, k, *pair) if one.fault.id in _OF_THE_LAW
        else one.says.format_map(told)
        for one in some
    ]
    return gives.format_map(told) + either(why)


WANTED = (
    Idea("settings", "settings for a wanted side", "network", _settings,
         (*_SOUGHT, *SETTINGS)),
)
