"""The shape of a volume: what a layer makes of one, and what the layer after it makes of that."""

from __future__ import annotations

import numpy as np

from convtutor.checks.faults import network_faults, steps
from convtutor.checks.faults.recipe import together
from convtutor.practice.questions.about_sizes import (
    axis,
    explained,
    in_words,
    law_about,
    some_layer,
)
from convtutor.practice.questions.drawings import blocks
from convtutor.practice.questions.question import (
    Asked,
    Idea,
    Misconception,
    PracticeQuestion,
    answer_to,
    differs,
    misconceptions,
)

# fmt: off
SHAPES = misconceptions(network_faults.TRACE, {
    "channels-kept":
        "The channels that go in are summed: each of the {filters:filter} reads all of them and "
        "makes one map, so {filters} come out.",
    "channels-multiplied":
        "Each filter has {channels:kernel}, but their results are summed into one map. "
        "{filters:filter} make {filters:map}, not {filters}·{channels}.",
    "channels-added":
        "The input's channels do not come along. Its {channels:channel} are read by every filter, "
        "and what comes out is one map for each of the {filters:filter}.",
    "trace-channels-last":
        "The numbers are right, and their order is another: channels come first, as in {given}.",
    "height-and-width-swapped":
        "Rows come first, then columns: here {rows:row} and {columns:column} come out.",
    "height-from-width":
        "The rows have a size of their own: {rows:row} come out, and {columns:column}.",
    "width-from-height":
        "The columns have a size of their own: {columns:column} come out, and {rows:row}.",
})
POOLED = misconceptions(network_faults.TRACE, {
    "pooling-keeps-the-size":
        "Pooling moves a window as well, and each of its places makes one number. A window of 2×2 "
        "with a stride of 2 leaves half of each side.",
    "pooling-makes-one-channel":
        "Pooling works on each map by itself: as many maps come out as go in, {filters}.",
    "layers-side-by-side":
        "The pooling reads what the convolution made, not the {given} that the convolution read.",
})
# fmt: on
_LAW = law_about("area-for-side", "last-start", "zeros-counted-twice", "moved-by-its-own-size")
POOLING = (None, 2, 2, 0)


def _volume(rng: np.random.Generator, real: bool) -> PracticeQuestion | None:
    layer = some_layer(rng, real)
    k, s, p = layer.kernel, layer.stride, layer.padding
    start = layer.channels, layer.rows, layer.columns
    settings: list[tuple[int | None, int, int, int]] = [(layer.filters, k, s, p)]
    if layer.channels == layer.filters or layer.filters == 1:
        return None
    if pooled := not real and rng.random() < 0.5:
        settings.append(POOLING)
    recipe = steps.TRACE.then(returned=lambda answer: answer[-1])
    right = recipe.values({"given_shape": start, "layers": settings})
    if min(right["returned"]) < 2:
        return None
    shapes = [start, *right["shapes"]]

    def in_law(one: Misconception) -> Misconception | None:
        """The misconception in the numbers of the first axis where it shows."""
        for n in (layer.rows, layer.columns):
            law = next(law for law in one.fault.changes["faults"].function(()))
            changes = together([law]) or {}
            values = steps.SIZE.values(axis(n, k, s, p))
            if differs(values, steps.SIZE.follow(values, changes)):
                says = f"{before}{explained(one.fault, n, k, s, p)}"
                return Misconception(one.fault.on_axes()[0], says)
        return None

    given = "×".join(map(str, start))
    before = "Before the pooling: " * pooled
    then = ", then pooling by windows of 2×2 with a stride of 2 makes each map smaller" * pooled
    return answer_to("volume", Asked(
        settings=(given, *settings[0], *["pooled"] * pooled),
        text=f"A volume of {given} (channels × rows × columns) meets {layer.filters} filters of "
        f"{k}×{k} with {in_words(s, p)}{then}. What is the shape of what comes out?",
        recipe=recipe,
        given={"given_shape": start, "layers": settings},
        misconceptions=[*filter(None, map(in_law, _LAW)), *SHAPES, *(POOLED if pooled else ())],
        working=_working(layer.rows, layer.columns, k, s, p, shapes),
        drawing=blocks(shapes, [(layer.filters, layer.channels, k)],
                       "; pooling keeps the channels" * pooled),
        more=lambda values: {
            "given": given,
            "filters": layer.filters,
            "channels": layer.channels,
            "rows": values["returned"][1],
            "columns": values["returned"][2],
        },
        origin=layer.origin,
        form="shape",
    ))  # fmt: skip


def _working(rows: int, columns: int, k: int, s: int, p: int, shapes: list) -> str:
    """Each side by the law, and the channels by the filters."""
    (filters, height, width), *pooled = shapes[1:]
    text = (
        f"{filters} filters make {filters} maps. "
        f"Rows: ⌊({rows:,} + 2·{p} − {k})/{s}⌋ + 1 = {height:,}"
    )
    if columns != rows:
        text += f"; columns: ⌊({columns:,} + 2·{p} − {k})/{s}⌋ + 1 = {width:,}"
    for shape in pooled:
        text += f". Pooling: {'×'.join(map(str, shape))}"
    return text


VOLUMES = (
    Idea("volume", "the shape of a volume", "multi_filter", _volume, (*_LAW, *SHAPES, *POOLED)),
)
