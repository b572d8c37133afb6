"""Controls over pictures that were drawn beforehand: `explore(...)` on a page without Python."""

from __future__ import annotations

import itertools
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convtutor.explore.controls import Menu, Slider
from convtutor.explore.function_explorer import Explorer
from pictures import PictureFolder

MOST = 64
"""Pictures of one explorer. Where there would be more, its sliders take larger steps."""
LETTERS = 5_000_000
"""Of them all as HTML; as files of their own they take a third of it."""
THINNED = '<p class="aside">In the notebook, the sliders stop at every value.</p>'


@dataclass(frozen=True)
class Stops:
    """The values of one control at which there is a picture."""

    values: Sequence[Any]
    start: int  # which of them comes first
    traits: dict[str, Any]  # of the control on the page, but for its value

    @classmethod
    def of(cls, control: Slider | Menu, step: int = 1) -> Stops:
        """Stop at each value of a control, or at each second or third; where it begins is one."""
        traits = {"description": control.description, "kind": control.kind}
        if isinstance(control, Menu):
            return cls(control.options, control.index, traits | {"labels": control.labels})
        count = round((control.max - control.min) / control.step) + 1
        start, offset = divmod(round((control.value - control.min) / control.step), step)
        values = [control.min + place * control.step for place in range(offset, count, step)]
        bounds = {"min": values[0], "max": values[-1], "step": control.step * step}
        return cls(values, start, traits | bounds)


def stops(controls: Mapping[str, Any], most: int) -> dict[str, Stops]:
    """Choose the values of each control, so that together they make at most so many pictures.

    The slider with most values is thinned first; a menu keeps all of its own.
    """
    step = dict.fromkeys(controls, 1)
    while True:
        chosen = {name: Stops.of(control, step[name]) for name, control in controls.items()}
        sliders = [name for name, control in controls.items() if isinstance(control, Slider)]
        longest = max(sliders, key=lambda name: len(chosen[name].values), default="")
        pictures = math.prod(len(one.values) for one in chosen.values())
        if pictures <= most or not longest or len(chosen[longest].values) == 1:
            return chosen
        step[longest] += 1


def played(explorer: Explorer, pictures: PictureFolder, most: int = MOST) -> str:
    """Draw an explorer at all its stops, at most so many, and lay it out for `played.mjs`.

    The HTML has the first picture, for browsers that run no scripts, and the whole as JSON.
    """
    chosen = stops(explorer.controls, min(most, LETTERS // len(_still(explorer))))
    first = [one.values[one.start] for one in chosen.values()]
    drawn, beginning = [], ""
    for values in itertools.product(*(one.values for one in chosen.values())):
        explorer.set(**dict(zip(chosen, values, strict=True)))
        html = pictures.unpack(_still(explorer))
        drawn.append({"value": html, "text": explorer.text})
        if list(values) == first:
            beginning = html
    controls = [one.traits | {"start": one.start} for one in chosen.values()]
    state = json.dumps({"controls": controls, "pictures": drawn}, separators=(",", ":"))
    state = state.replace("</", "<\\/")  # which would end the script
    whole = stops(explorer.controls, sys.maxsize)
    thinned = any(len(chosen[name].values) < len(whole[name].values) for name in chosen)
    return (
        f'<div class="played"><div class="shown">{beginning}</div>'
        f'<script type="application/json">{state}</script>{THINNED if thinned else ""}</div>'
    )


def _still(explorer: Explorer) -> str:
    """What a reader without a kernel sees."""
    return str(explorer._repr_mimebundle_()["text/html"])
