"""Counts of parameters and multiplications, as bars."""

from __future__ import annotations

import operator
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter

from convtutor.draw.picture import Picture
from convtutor.draw.style import OUTPUT, PADDING, WIDTH, course_style, new_figure, plural

COUNT_SIZE = 15
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # behind words that cross a line
# Where the axis has words; a line at every power of ten lies between them.
SCALE = {1: "1", 10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}


@course_style()
def count_bars(counts: Mapping[str, int], highest: int | None = None) -> Picture:
    """Draw counts as bars on a scale where each step is ten times as many.

    Parameters
    ----------
    counts : mapping of str to int
        What was counted, and how many: at least 1.
    highest : int, optional
        Where the scale ends at the earliest; give one to keep it still under a slider.

    Returns
    -------
    Picture

    Raises
    ------
    TypeError
        If a count is no whole number.
    ValueError
        If there is nothing to draw, or a count is below 1, which no such scale has.

    Examples
    --------
    >>> count_bars({"a filter": 76, "a unit": 3073}).text
    'a filter: 76. a unit: 3,073.'
    """
    bars = {name: _checked(name, count) for name, count in counts.items()}
    if not bars:
        raise ValueError("there is no count to draw; give at least one, such as {'mine': 76}")
    figure = new_figure(WIDTH, 0.75 + 0.72 * len(bars))
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


@course_style()
def share_bars(counts: Mapping[str, Mapping[str, int]]) -> Picture:
    """Draw how a total is shared between two parts, for each thing that was counted.

    Parameters
    ----------
    counts : mapping of str to mapping of str to int
        What was counted, and the count of each of the two parts.

    Returns
    -------
    Picture

    Raises
    ------
    TypeError
        If a count is no whole number.
    ValueError
        If something has not two parts, or a count is below 1.

    Examples
    --------
    >>> share_bars({"cells": {"left": 1, "right": 3}}).text
    'cells: left 1 (25.0%), right 3 (75.0%).'
    """
    figure = new_figure(WIDTH, 0.2 + 0.85 * len(counts))
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
        axes.add_patch(Rectangle((0, index + 0.46), share, 0.34, color=OUTPUT))
        rest = Rectangle((share, index + 0.46), 1 - share, 0.34, facecolor="#F2F2F2", hatch="///")
        rest.set(edgecolor=PADDING, linewidth=0)
        axes.add_patch(rest)
        axes.text(0, index + 0.25, left, va="center")
        axes.text(0.5, index + 0.25, name, va="center", ha="center", weight="bold")
        axes.text(1, index + 0.25, right, va="center", ha="right")
        sentences.append(f"{name}: {left}, {right}.")
    return Picture(figure, "Shares of " + " and ".join(counts), " ".join(sentences))


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
    place = {"transform": axes.get_yaxis_transform(), "va": "center", "bbox": BLANK}
    axes.text(0, index + 0.32, name, **place)
    axes.text(1, index + 0.32, f"{count:,}", ha="right", fontsize=COUNT_SIZE, **place)
    axes.add_patch(Rectangle((1, index + 0.58), count - 1, 0.26, color=OUTPUT))


def _draw_scale(axes: Axes, end: int) -> None:
    marks = [mark for mark in SCALE if mark <= end]
    axes.set_xticks(marks, labels=[SCALE[mark] for mark in marks])
    axes.xaxis.set_minor_locator(LogLocator(base=10, subs=(1.0,), numticks=20))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks([])
    axes.grid(axis="x", which="both", color="#DDDDDD")
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_xlabel("from each line to the next: ten times as many")
