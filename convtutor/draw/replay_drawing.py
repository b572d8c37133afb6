"""The drawing of a value that is made again, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import fitting_words, plural, value_words, words_apart
from convtutor.draw.picture import Picture
from convtutor.draw.value_replay import Replay, left_out, window_replay

MOST_CHANNELS = 3  # more are added up in words only

# In inches.
LARGEST_CELL = 0.42
SIGN = 0.55  # between two planes, for a sign of arithmetic
LABEL = 0.35  # on the left, for the number of the channel
BEFORE_SUM = 0.35
SUM = 1.3
BETWEEN = 0.18  # two channels
HEADINGS = 0.75
EQUATION = 0.48
LINE = 0.42
MARGIN = 0.2
RESULT_ACROSS = 0.72  # of the width: where the equation ends and the results begin


@style.course_style()
def replayed_cell(
    x: ArrayLike,
    weight: ArrayLike,
    bias: float,
    cell: tuple[int, int],
    stride: int = 1,
    padding: int = 0,
    yours: ArrayLike | None = None,
    yours_made: Replay | None = None,
) -> Picture:
    """Draw how one value of a feature map is made, and what came out in its place.

    From left to right: the picture with its zeros and the window (only the window where the
    picture is large), the kernel, the products, their sum; one row for each channel. Below, the
    sums and the bias make the value.

    Parameters
    ----------
    x : ndarray, shape (C, H, W)
        The picture, without its zeros; any numbers.
    weight : ndarray, shape (C, K_h, K_w)
        One filter.
    bias : float
        Added once.
    cell : (int, int)
        (row, column) of the feature map.
    stride, padding : int
        In pixels; zeros on *each* side.
    yours : number or ndarray, optional
        What a learner's function gave in its place.
    yours_made : Replay, optional
        How that arose, where it is known; drawn below.

    Raises
    ------
    ValueError
        If the map has no such cell, or the shapes do not fit together.

    Examples
    --------
    >>> x, weight = [[[1, 2, 3]]], [[[4, 5]]]
    >>> replayed_cell(x, weight, 6, (0, 1), yours=23).text  # doctest: +NORMALIZE_WHITESPACE
    'The value in row 0, column 1 reads row 0 and columns 1 to 2 of the picture. The products
     sum to 23. 23 + bias 6 = 29. Yours gave 23.'
    """
    replay = window_replay(x, weight, bias, cell, stride, padding)
    shown = [replay] if yours_made is None else [replay, yours_made]
    heights = [replay_height(one, alone=yours_made is None) for one in shown]
    figure = style.new_figure(style.WIDTH, sum(heights))
    grid = figure.add_gridspec(len(shown), 1, height_ratios=heights)
    panels = [figure.add_subplot(grid[index, 0]) for index in range(len(shown))]
    draw_replays(panels, shown, yours)
    said = yours if yours_made is None else None
    text = " ".join(replay_text(one, said) for one in shown)
    title = f"How the value in row {cell[0]}, column {cell[1]} is made"
    return Picture(figure, title, text)


def draw_replays(
    panels: Sequence[Axes], replays: Sequence[Replay], yours: ArrayLike | None
) -> None:
    """Draw a value made again, and in a second panel how yours arose, where that is known."""
    for axes, replay in zip(panels, replays, strict=True):
        draw_replay(axes, replay, yours, alone=len(replays) == 1)


def replay_height(replay: Replay, alone: bool) -> float:
    """Give the inches that `draw_replay` wants, for a replay alone or for one of two."""
    shown = min(len(replay.left), MOST_CHANNELS)
    rows = max(replay.left.shape[1], replay.right.shape[1])
    return HEADINGS + shown * (rows * _cell(replay) + BETWEEN) + _below(replay, alone)


def draw_replay(axes: Axes, replay: Replay, yours: ArrayLike | None, alone: bool) -> None:
    """Draw a replay into a panel as wide as the page; alone, with what came in its place."""
    axes.set_axis_off()
    style.hide_ticks(axes)
    axes.set_title(replay.heading[0].upper() + replay.heading[1:], loc="left")
    cell = _cell(replay)
    (_, left_rows, left_columns), (_, rows, columns) = replay.left.shape, replay.right.shape
    sign = SIGN / cell
    # The left edge of the planes, in cells; a cell's own middle is half a cell further right.
    kernel_at = left_columns + sign
    product_at = kernel_at + columns + sign
    sum_at = product_at + columns - 0.5 + BEFORE_SUM / cell
    step = max(left_rows, rows) + BETWEEN / cell
    down = (max(left_rows, rows) - rows) / 2  # kernels stand in the middle beside the picture

    shown = min(len(replay.left), MOST_CHANNELS)
    products = replay.made.products
    left = np.ma.masked_array(replay.left, np.broadcast_to(replay.zeros, replay.left.shape))
    factors = fitting_words([replay.left[:shown], replay.right[:shown]], cell)
    words = [*factors, *fitting_words([products[:shown]], cell)]
    for channel in range(shown):
        top = channel * step
        for planes, at, text, lower in (
            (left, 0.0, words[0], 0.0),
            (replay.right, kernel_at, words[1], down),
            (products, product_at, words[2], down),
        ):
            corner, scale = (top + lower, at), cells.signed_scale(list(planes))
            shown_words = None if text is None else text[channel]
            cells.draw(axes, planes[channel], shown_words, scale, corner)
            cells.outline(axes, planes[channel].shape, corner)
        for row, column in np.argwhere(replay.zeros):
            cells.hatch(axes, (top + row, column), (1, 1), style.PADDING)
            cells.write_zero(axes, top + row, column)
        corner = top + replay.corner[0], replay.corner[1]
        cells.box(axes, corner, (rows, columns), style.WINDOW)
        middle = top + (max(left_rows, rows) - 1) / 2
        _write(axes, kernel_at - 0.5 - sign / 2, middle, "×", fontsize=16)
        _write(axes, product_at - 0.5 - sign / 2, middle, "=", fontsize=16)
        total = value_words(replay.made.channel_sums[channel])
        if left_out(replay.made, channel):
            total = "left out"
        _write(axes, sum_at, middle, total, ha="left", fontsize=style.EQUATION_SIZE)
        if len(replay.left) > 1:
            x = -0.5 - LABEL / 2 / cell
            _write(axes, x, middle, f"channel {channel}", rotation=90, fontsize=style.NUMBER_SIZE)
    _write_headings(axes, replay, cell, (left_columns, kernel_at, product_at), columns)
    bottom = shown * step - BETWEEN / cell - 0.5
    _write_results(axes, replay, yours if alone else None, cell, bottom)
    side = (style.WIDTH - MARGIN) / cell
    begin = -0.5 - LABEL / cell
    axes.set_xlim(begin, begin + side)
    axes.set_ylim(bottom + _below(replay, alone) / cell, -0.5 - 0.35 / cell)


def replay_text(replay: Replay, yours: ArrayLike | None = None) -> str:
    """Say what `draw_replay` draws."""
    sums = ", ".join(map(value_words, replay.made.channel_sums))
    verb = "sum to" if len(replay.made.channel_sums) == 1 else "sum, channel by channel, to"
    reading = replay.heading[0].upper() + replay.heading[1:]
    equation = " ".join(f"{replay.step}. {replay.equation}".removeprefix(". ").split())
    expected, got = _results(replay, yours)
    text = f"{reading}. The products {verb} {sums}. {equation} {expected}."
    return text + (f" Yours gave {got}." if got else "")


def _write_headings(
    axes: Axes,
    replay: Replay,
    cell: float,
    places: tuple[float, float, float],
    columns: int,
) -> None:
    left_columns, kernel_at, product_at = places
    half, above = (columns - 1) / 2, -0.5 - 0.17 / cell
    middles = (left_columns - 1) / 2, kernel_at + half, product_at + half
    for middle, heading in zip(middles, (*replay.names, "products"), strict=True):
        _write(axes, middle, above, heading)
    _write(axes, product_at + columns - 0.5 + BEFORE_SUM / cell, above, "sum", ha="left")


def _write_results(
    axes: Axes, replay: Replay, yours: ArrayLike | None, cell: float, bottom: float
) -> None:
    """Write the equation, its result in a frame, and under it what came out instead."""
    expected, got = _results(replay, yours)
    got = got.partition(":")[0]  # of several values, only how many
    side = (style.WIDTH - MARGIN) / cell
    across = -0.5 - LABEL / cell + RESULT_ACROSS * side
    rows = [(replay.equation, expected, *((":", "black") if replay.yours else ("-", style.OUTPUT)))]
    if got:
        rows.append(("yours gave", got, ":", "black"))
    y = bottom + 0.3 / cell
    if replay.step:
        _write(axes, across, y, replay.step, ha="right", fontsize=style.EQUATION_SIZE)
        y += LINE / cell
    for line, (before, result, line_style, colour) in enumerate(rows):
        y += LINE / cell if line else 0
        _write(axes, across - 0.1 / cell, y, before, ha="right", fontsize=style.EQUATION_SIZE)
        label = _write(
            axes, across + 0.1 / cell, y, result, ha="left", fontsize=style.EQUATION_SIZE
        )
        label.set_bbox(
            {"facecolor": "white", "edgecolor": colour, "linestyle": line_style, "linewidth": 2}
        )


def _results(replay: Replay, yours: ArrayLike | None) -> tuple[str, str]:
    """The value and what came out in its place, in words; "" for nothing."""
    if yours is None:
        return value_words(replay.value), ""
    yours = np.asarray(yours)
    if yours.ndim == 0:
        return words_apart(replay.value, yours.item())
    numbers = ", ".join(map(value_words, yours.flat[:2].tolist()))
    more = ", …" if yours.size > 2 else ""
    return value_words(replay.value), f"{plural(yours.size, 'value')}: {numbers}{more}"


def _write(axes: Axes, x: float, y: float, words: str, ha: str = "center", **style: Any) -> Text:
    text = axes.text(x, y, words, ha=ha, va="center", zorder=6, **style)
    text.set_in_layout(False)
    return text


def _below(replay: Replay, alone: bool) -> float:
    return EQUATION + LINE * (bool(replay.step) + alone)


def _cell(replay: Replay) -> float:
    columns = replay.left.shape[2] + 2 * replay.right.shape[2]
    return min(LARGEST_CELL, (style.WIDTH - MARGIN - LABEL - 2 * SIGN - BEFORE_SUM - SUM) / columns)
