"""What layers and methods cost, as bars: parameters, multiplications, time and memory."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from math import floor, log10
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter, NullLocator

from convtutor.draw import style
from convtutor.draw.phrases import plural
from convtutor.draw.picture import Picture

COUNT_SIZE = 15
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # behind words that cross a line
# Where the axis has words; a line at every power of ten lies between them.
SCALE = {1: "1", 10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
STAR = ("*", style.WINDOW, 15)
_TIMES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
_SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


@style.course_style()
def count_bars(counts: Mapping[str, int], highest: int | None = None) -> Picture:
    """Draw counts as bars on a scale where each step is ten times as many.

    Parameters
    ----------
    counts : mapping of str to int
        What was counted, and how many: at least 1.
    highest : int, optional
        Where the scale ends at the earliest; give one to keep it still under a slider.

    Examples
    --------
    >>> count_bars({"a filter": 76, "a unit": 3073}).text
    'a filter: 76. a unit: 3,073.'
    """
    bars = {name: _checked(name, count) for name, count in counts.items()}
    if not bars:
        raise ValueError("there is no count to draw; give at least one, such as {'mine': 76}")
    figure = style.new_figure(style.WIDTH, 0.75 + 0.72 * len(bars))
    axes = figure.add_subplot()
    end = 2 * max([*bars.values(), highest or 1])
    axes.set_xscale("log")
    axes.set_xlim(1, end)
    axes.set_ylim(len(bars), 0)
    for index, (name, count) in enumerate(bars.items()):
        _draw_bar(axes, name, count, index)
    _draw_scale(axes, end)
    text = " ".join(f"{name}: {count:,}." for name, count in bars.items())
    return Picture(figure, "Counts: " + ", ".join(counts), text)


@style.course_style()
def share_bars(counts: Mapping[str, Mapping[str, int]]) -> Picture:
    """Draw how a total is shared between two parts, for each thing that was counted.

    Parameters
    ----------
    counts : mapping of str to mapping of str to int
        What was counted, and the count of each of the two parts.

    Examples
    --------
    >>> share_bars({"cells": {"left": 1, "right": 3}}).text
    'cells: left 1 (25.0%), right 3 (75.0%).'
    """
    figure = style.new_figure(style.WIDTH, 0.2 + 0.85 * len(counts))
    axes = figure.add_subplot()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(counts), 0)
    axes.set_axis_off()
    sentences = []
    for index, (name, parts) in enumerate(counts.items()):
        if len(parts) != 2:
            raise ValueError(f"{name!r} has {plural(len(parts), 'part')}; give two to compare")
        sizes = [_checked(f"{name}, {part}", count) for part, count in parts.items()]
        left, right = (
            f"{part} {size:,} ({size / sum(sizes):.1%})"
            for part, size in zip(parts, sizes, strict=True)
        )
        share = sizes[0] / sum(sizes)
        axes.add_patch(Rectangle((0, index + 0.46), share, 0.34, color=style.OUTPUT))
        rest = Rectangle((share, index + 0.46), 1 - share, 0.34, facecolor=style.GREY, hatch="///")
        rest.set(edgecolor=style.PADDING, linewidth=0)
        axes.add_patch(rest)
        axes.text(0, index + 0.25, left, va="center")
        axes.text(0.5, index + 0.25, name, va="center", ha="center", weight="bold")
        axes.text(1, index + 0.25, right, va="center", ha="right")
        sentences.append(f"{name}: {left}, {right}.")
    return Picture(figure, "Shares of " + " and ".join(counts), " ".join(sentences))


@style.course_style()
def time_and_memory(costs: Mapping[str, tuple[float, int] | None]) -> Picture:
    """Draw the time and the memory of several methods, a row for each.

    Parameters
    ----------
    costs : mapping of str to (float, int) or None
        By the method's name, (seconds, bytes); None where there is no measurement. What
        `convtutor.measure.measure` returns. The method "yours" is an orange star.

    Returns
    -------
    Picture
        Both scales are logarithmic: a grid line stands for ten times as much as the one before.

    Examples
    --------
    >>> time_and_memory({"loops": (0.25, 64_000), "yours": None}).text
    'loops: 250 ms, 64 kB. yours: not measured (not written yet, or it raised an error).'
    """
    if not costs:
        raise ValueError("there is nothing to draw; give at least one method with its cost")
    # Between the panels, the last label of one scale must not run into the first of the next.
    figure = style.new_figure(style.WIDTH, 0.42 * len(costs) + 1.2, between=0.05)
    panels = figure.subplots(1, 2, sharey=True)
    titles = ("time (less is better)", "most memory at a time (less is better)")
    for part, (axes, title) in enumerate(zip(panels, titles, strict=True)):
        _draw_rows(axes, costs, part)
        axes.set_title(title)
    panels[0].set_yticks(range(len(costs)), list(costs))
    panels[0].set_ylim(len(costs) - 0.5, -0.5)
    text = " ".join(f"{name}: {_describe(cost)}." for name, cost in costs.items())
    return Picture(figure, "Time and memory of each method", text)


def _checked(name: str, count: int) -> int:
    try:
        whole = operator.index(count)
    except TypeError:
        kind = type(count).__name__
        raise TypeError(
            f"{name!r} is {count!r}, a {kind}; a count is a whole number: does the function "
            "return one?"
        ) from None
    if whole < 1:
        raise ValueError(f"{name!r} is {whole}; a scale of tens has room for counts from 1 only")
    return whole


def _draw_bar(axes: Axes, name: str, count: int, index: int) -> None:
    # The words begin and the numbers end at the same place in each row, as in a table.
    place: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "bbox": BLANK}
    axes.text(0, index + 0.32, name, **place)
    axes.text(1, index + 0.32, f"{count:,}", ha="right", fontsize=COUNT_SIZE, **place)
    axes.add_patch(Rectangle((1, index + 0.58), count - 1, 0.26, color=style.OUTPUT))


def _draw_scale(axes: Axes, end: int) -> None:
    marks = [mark for mark in SCALE if mark <= end]
    axes.set_xticks(marks, labels=[SCALE[mark] for mark in marks])
    axes.xaxis.set_minor_locator(LogLocator(base=10, subs=(1.0,), numticks=20))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks([])
    axes.grid(axis="x", which="both", color="#DDDDDD")
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.set_xlabel("from each line to the next: ten times as many")


def _draw_rows(axes: Axes, costs: Mapping[str, tuple[float, int] | None], part: int) -> None:
    units = (_TIMES, _SIZES)[part]
    known = [cost[part] for cost in costs.values() if cost] or [units[0][0]]
    axes.set_xscale("log")
    # Whole powers of ten, and one more at the right for the words.
    axes.set_xlim(10 ** floor(log10(min(known))) / 1.5, 10 ** (floor(log10(max(known))) + 2))
    axes.xaxis.set_major_locator(LogLocator(numticks=20))
    axes.xaxis.set_major_formatter(lambda value, _: with_unit(value, units))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x", color="#D8D8D8")
    axes.set_axisbelow(True)
    for row, (name, cost) in enumerate(costs.items()):
        if cost is None:
            # In the middle of the panel, wherever that is on the scale.
            axes.text(0.5, row, "no measurement", transform=axes.get_yaxis_transform(), va="center")
            continue
        marker, colour, size = ("o", style.OUTPUT, 9) if name != "yours" else STAR
        axes.plot(cost[part], row, marker, color=colour, markersize=size, clip_on=False)
        beside: dict[str, Any] = {"xytext": (11, 0), "textcoords": "offset points", "va": "center"}
        axes.annotate(with_unit(cost[part], units), (cost[part], row), **beside)
    axes.spines[["top", "right"]].set_visible(False)


def with_unit(value: float, units: tuple[tuple[float, str], ...]) -> str:
    """Write a quantity with two digits and the unit that suits it.

    Examples
    --------
    >>> with_unit(0.0347, _TIMES), with_unit(12_345_678, _SIZES)
    ('35 ms', '12 MB')
    """
    scale, unit = next((pair for pair in units if value >= pair[0]), units[-1])
    quantity = value / scale
    return f"{quantity:.0f} {unit}" if quantity >= 10 else f"{quantity:.2g} {unit}"


def _describe(cost: tuple[float, int] | None) -> str:
    if cost is None:
        return "not measured (not written yet, or it raised an error)"
    return f"{with_unit(cost[0], _TIMES)}, {with_unit(cost[1], _SIZES)}"
