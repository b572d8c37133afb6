"""Counts of parameters and multiplications, as bars."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter

from convlib.draw.picture import Picture
from convlib.draw.style import OUTPUT, PADDING, WIDTH, course_style, new_figure, plural
from convlib.shapes import (
    conv2d_multiply_count,
    conv2d_output_shape,
    conv2d_parameter_count,
    linear_parameter_count,
)

COUNT_SIZE = 15
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # behind words that cross a line
# Where the axis has words; a line at every power of ten lies between them.
SCALE = {1: "1", 10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}


@dataclass(frozen=True)
class _Bar:
    name: str
    count: int
    formula: str = ""


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
    bars = [_Bar(name, _checked(name, count)) for name, count in counts.items()]
    if not bars:
        raise ValueError("there is no count to draw; give at least one, such as {'mine': 76}")
    return _picture(bars, "Counts: " + ", ".join(counts), highest)


@course_style()
def layer_counts(
    input_size: int = 32, kernel_size: int = 5, filters: int = 6, channels: int = 3
) -> Picture:
    """Draw what a layer of filters costs, beside a fully connected layer with as many outputs.

    Parameters
    ----------
    input_size, kernel_size : int
        Pixels along each side of the picture and of the filters.
    filters, channels : int
        Channels that come out, and channels that go in.

    Returns
    -------
    Picture
        The counts with their formulas filled in; stride 1, no padding.

    Raises
    ------
    ValueError, TypeError
        As `convlib.shapes.conv2d_output_shape`.

    Examples
    --------
    >>> layer_counts(32, 5, 6).text  # doctest: +NORMALIZE_WHITESPACE
    '6 filters of 3 × 5 × 5 on a picture of 3 × 32 × 32 make 6 × 28 × 28 = 4,704 values.
     Parameters of the filters: 6·(3·5·5 + 1) = 456.
     Multiplications of the filters: 6·28·28·(3·5·5) = 352,800.
     Parameters of a fully connected layer, same outputs: 6·28·28·(3·32·32 + 1) = 14,455,392.'
    """
    image = (1, channels, input_size, input_size)
    weight = (filters, channels, kernel_size, kernel_size)
    _, _, side, _ = conv2d_output_shape(image, weight)
    window = f"{channels}·{kernel_size}·{kernel_size}"
    values = f"{filters}·{side}·{side}"
    pixels = f"{channels}·{input_size}·{input_size}"
    bars = [
        _Bar(
            "parameters of the filters",
            conv2d_parameter_count(channels, filters, kernel_size),
            f"{filters}·({window} + 1)",
        ),
        _Bar(
            "multiplications of the filters",
            conv2d_multiply_count(image, weight),
            f"{values}·({window})",
        ),
        _Bar(
            "parameters of a fully connected layer, same outputs",
            linear_parameter_count(channels * input_size**2, filters * side**2),
            f"{values}·({pixels} + 1)",
        ),
    ]
    verb = "makes" if filters == 1 else "make"
    made = (
        f"{plural(filters, 'filter')} of {window.replace('·', ' × ')} on a picture of "
        f"{pixels.replace('·', ' × ')} {verb} {values.replace('·', ' × ')} = "
        f"{filters * side**2:,} values."
    )
    return _picture(bars, "What a layer of filters costs", max(SCALE), made)


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


def _picture(bars: list[_Bar], title: str, highest: int | None = None, before: str = "") -> Picture:
    figure = new_figure(WIDTH, 0.75 + 0.72 * len(bars))
    axes = figure.add_subplot()
    end = 2 * max([bar.count for bar in bars] + [highest or 1])
    axes.set_xscale("log")
    axes.set_xlim(1, end)
    axes.set_ylim(len(bars), 0)
    for index, bar in enumerate(bars):
        _draw_bar(axes, bar, index)
    _draw_scale(axes, end)
    texts = [
        f"{bar.name}: {f'{bar.formula} = ' if bar.formula else ''}{bar.count:,}." for bar in bars
    ]
    if before:
        texts = [before, *(text[0].upper() + text[1:] for text in texts)]
    return Picture(figure, title, " ".join(texts))


def _draw_bar(axes: Axes, bar: _Bar, index: int) -> None:
    words = f"{bar.name}: {bar.formula} =" if bar.formula else bar.name
    # The words begin and the numbers end at the same place in each row, as in a table.
    place = {"transform": axes.get_yaxis_transform(), "va": "center", "bbox": BLANK}
    axes.text(0, index + 0.32, words, **place)
    axes.text(1, index + 0.32, f"{bar.count:,}", ha="right", fontsize=COUNT_SIZE, **place)
    axes.add_patch(Rectangle((1, index + 0.58), bar.count - 1, 0.26, color=OUTPUT))


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
