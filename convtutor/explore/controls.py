"""Sliders, menus and tick boxes that are native HTML controls, and how a setting describes one.

Those of ipywidgets fail readers who do not use a mouse. The handle of its slider has no name, so
a screen reader says "slider, 3" and not of what (its label points at something that cannot have
one). In JupyterLab an arrow key on its menu moves on to the next cell, and a letter is taken for
a command: *b* makes a new cell. A script could mend the handle from outside, but only by watching
for it to be drawn in every view, and the names of its parts belong to another project. A native
control within its label has a name, a value, all keys and a touch handle in every browser and
theme, and one attribute keeps JupyterLab's hands off it. anywidget shows them wherever there are
widgets: JupyterLab, Notebook 7, VS Code and Colab.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import anywidget
import numpy as np
import traitlets
from ipywidgets import ValueWidget

from convtutor.browser import module
from convtutor.explore.browser_data import BROWSER

# What `explore` takes for each setting.
Description: TypeAlias = ValueWidget | tuple[float, ...] | list | Mapping | bool


class Number(traitlets.TraitType):
    """An int or a float of Python, made of NumPy's if need be."""

    info_text = "a number"

    def validate(self, obj: traitlets.HasTraits, value: object) -> int | float:
        """Return the number; anything else, nan too, is refused."""
        if isinstance(value, np.number):
            value = value.item()
        if not isinstance(value, int | float) or math.isnan(value):
            self.error(obj, value)
        return value


class NativeControl(anywidget.AnyWidget, ValueWidget):
    """What the three have in common: a label in words, and ``value``, which can be observed."""

    _esm = module(BROWSER / "controls.mjs")
    _css = BROWSER / "controls.css"
    kind = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.value!r}, description={self.description!r})"


class Slider(NativeControl):
    """A slider of whole numbers if all its numbers are whole, else of floats.

    A value that lies outside is set to the nearer end.

    Examples
    --------
    >>> Slider(min=1, max=4, step=1, value=9, description="stride (pixels)")
    Slider(4, description='stride (pixels)')
    """

    kind = traitlets.Unicode("slider").tag(sync=True)
    min = Number(0).tag(sync=True)
    max = Number(1).tag(sync=True)
    step = Number(1).tag(sync=True)
    value = Number(0).tag(sync=True)

    @traitlets.validate("value")
    def _within(self, proposal: traitlets.Bunch) -> int | float:
        # A browser sends 1 for 1.0 too, so the value alone does not say its kind.
        whole = all(isinstance(number, int) for number in (self.min, self.max, self.step))
        value = min(max(proposal["value"], self.min), self.max)
        return int(value) if whole else float(value)


class Menu(NativeControl):
    """A menu; its value is one of the options, which may be anything; a mapping names them.

    Examples
    --------
    >>> menu = Menu({"no padding": 0, "a ring of zeros": 1}, description="padding")
    >>> menu.index = 1
    >>> menu.value
    1
    """

    kind = traitlets.Unicode("menu").tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    index = traitlets.Int().tag(sync=True)
    value = traitlets.Any()

    def __init__(self, options: Sequence | Mapping, **traits: Any) -> None:
        named = options if isinstance(options, Mapping) else {str(one): one for one in options}
        self.options = list(named.values())
        super().__init__(labels=list(named), value=self.options[0], **traits)

    @traitlets.validate("value")
    def _among_the_options(self, proposal: traitlets.Bunch) -> object:
        return self.options[self._place(proposal["value"])]

    @traitlets.observe("index")
    def _take_chosen(self, change: traitlets.Bunch) -> None:
        self.value = self.options[change["new"]]

    @traitlets.observe("value")
    def _choose_taken(self, change: traitlets.Bunch) -> None:
        self.index = self._place(change["new"])

    def _place(self, value: Any) -> int:
        for place, option in enumerate(self.options):
            if option is value or np.array_equal(option, value):
                return place
        raise traitlets.TraitError(f"the menu has {', '.join(self.labels)}")


class TickBox(NativeControl):
    """A box to tick; its value says whether it is."""

    kind = traitlets.Unicode("tick").tag(sync=True)
    value = traitlets.Bool().tag(sync=True)


def slider(
    lowest: float,
    highest: float,
    value: float | None = None,
    step: float | None = None,
    label: str = "",
) -> Slider:
    """Make a slider; of whole numbers if all the numbers given are whole.

    Parameters
    ----------
    lowest, highest : int or float
        Where it ends.
    value : int or float, optional
        Where it starts; the lowest if not given.
    step : int or float, optional
        How far an arrow key moves it; 1 for whole numbers, else a hundredth of the range.
    label : str
        In words, with the unit.

    Returns
    -------
    Slider

    Raises
    ------
    ValueError
        If the numbers are not in order.

    Examples
    --------
    >>> slider(0, 27, value=3, label="window row (pixels)").value
    3
    """
    value = lowest if value is None else value
    if not lowest <= value <= highest:
        raise ValueError(
            f"a slider from {lowest} to {highest} cannot start at {value}; "
            "give lowest <= value <= highest"
        )
    numbers = [lowest, highest, value] + ([] if step is None else [step])
    whole = all(isinstance(number, int) for number in numbers)
    return Slider(
        min=lowest,
        max=highest,
        step=step or (1 if whole else (highest - lowest) / 100),
        value=value,
        description=label,
    )


def control(name: str, description: Description) -> ValueWidget:
    """Make the control of one setting, whose name is the label where none is given.

    ``(lowest, highest)`` or ``(lowest, highest, step)`` describes a slider, a list or mapping of
    choices a menu, ``True`` or ``False`` a tick box; a widget, such as `slider` makes, is taken as
    it is. Anything else is a TypeError.

    Examples
    --------
    >>> control("kernel_size", (1, 7)).description
    'kernel size'
    """
    label = name.replace("_", " ")
    if isinstance(description, ValueWidget):
        description.description = description.description or label
        return description
    if isinstance(description, bool):
        return TickBox(value=description, description=label)
    if isinstance(description, tuple) and len(description) in (2, 3):
        lowest, highest, *step = description
        return slider(lowest, highest, step=step[0] if step else None, label=label)
    if isinstance(description, list | Mapping):
        return Menu(description, description=label)
    raise TypeError(
        f"{name}={description!r} describes no control; give (lowest, highest), a list of choices, "
        "True or False, or slider(lowest, highest, value=..., label=...)"
    )
