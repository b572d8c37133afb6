"""From a short description, such as ``(1, 4)``, to a labelled control."""

from __future__ import annotations

from collections.abc import Mapping

from ipywidgets import ValueWidget

from convtutor.explore.native import Menu, Slider, TickBox

Range = tuple[int, int] | tuple[int, int, int] | tuple[float, float] | tuple[float, float, float]
Control = ValueWidget
# What `explore` takes for each setting.
Description = Control | Range | list | Mapping | bool


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


def control(name: str, description: Description) -> Control:
    """Make the control of one setting.

    Parameters
    ----------
    name : str
        The setting's name; its words are the label where none is given.
    description : tuple, list, mapping, bool or widget
        ``(lowest, highest)`` or ``(lowest, highest, step)``: a slider. A list or mapping of
        choices: a menu. ``True`` or ``False``: a tick box. A widget, such as `slider` makes, is
        taken as it is.

    Returns
    -------
    ipywidgets.ValueWidget

    Raises
    ------
    TypeError
        If the description is none of these.

    Examples
    --------
    >>> control("kernel_size", (1, 7)).description
    'kernel size'
    """
    label = name.replace("_", " ")
    if isinstance(description, Control):
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
