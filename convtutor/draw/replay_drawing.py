"""The drawing of a value that is made again, number by number."""

from __future__ import annotations

from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import Words, fitting_words, plural, value_words, words_apart
from convtutor.draw.picture import Picture
from convtutor.draw.value_replay import Replay, left_out

MOST_CHANNELS = 3  # more are added up in words only

# In inches.
LARGEST_CELL = 0.42
LOWER_CELL = 0.34  # of two replays below each other, if their numbers fit
SIGN = 0.55  # between two planes, for a sign of arithmetic
LABEL = 0.35  # on the left, for the number of the channel
BEFORE_SUM = 0.35
SUM = 1.3
BETWEEN = 0.18  # two channels
HEADINGS = 0.72  # the sentence above, and the names of the planes
NAMES = 0.35
EQUATION = 0.54
LINE = 0.42
MARGIN = 0.2
RESULT_ACROSS = 0.72  # of the width: where the equation ends and the results begin

_write = partial(cells.write, zorder=6, fontsize=style.TEXT_SIZE)
_write_large = partial(_write, fontsize=style.EQUATION_SIZE)


@style.course_style()
def replayed_cell(
    replay: Replay, yours: ArrayLike | None = None, yours_made: Replay | None = None
) -> Picture:
    """Draw how one value of a feature map is made, and what came out in its place.

    From left to right: the picture with its zeros and the window (only the window where the
    picture is large), the kernel, the products, their sum; one row for each channel. Below, the
    sums and the bias make the value. `yours` is what a learner's function gave in its place; how
    that arose (`yours_made`), where it is known, is drawn below.

    Examples
    --------
    >>> from convtutor.draw import window_replay
    >>> replay = window_replay([[[1, 2, 3]]], [[[4, 5]]], 6, (0, 1))
    >>> replayed_cell(replay, yours=23).text  # doctest: +NORMALIZE_WHITESPACE
    'The value in row 0, column 1 reads row 0 and columns 1 to 2 of the picture. The products
     sum to 23. 23 + bias 6 = 29. Yours gave 23.'
    """
    sheets = replay_sheets(replay, yours_made, yours)
    figure, top = style.placed_figure(sum(sheet.height for sheet in sheets)), 0.0
    for sheet in sheets:
        sheet.draw(figure, top)
        top += sheet.height
    title = f"How the value in row {replay.made.row}, column {replay.made.column} is made"
    text = " ".join(sheet.text for sheet in sheets)
    got = sheets[0].result[1]
    return Picture(figure, title, f"{text} Yours gave {got}." if got else text)


def replay_sheets(
    replay: Replay | None, yours_made: Replay | None, yours: ArrayLike | None
) -> list[ReplaySheet]:
    """Give what to draw: a value alone with what came in its place, or beside how yours arose."""
    alone = yours_made is None
    found = [one for one in (replay, yours_made) if one is not None]
    return [ReplaySheet(one, alone, yours if alone else None) for one in found]


class ReplaySheet:
    """One replay as a panel as wide as the page, with what came in its place, if anything.

    Its axes count cells. What is given in inches is divided by the inches of a cell.
    """

    def __init__(self, replay: Replay, alone: bool, yours: ArrayLike | None) -> None:
        self.replay = replay
        (channels, left_rows, self.left_columns) = replay.left.shape
        _, self.rows, self.columns = replay.right.shape
        self.across = style.WIDTH - MARGIN
        room = self.across - LABEL - 2 * SIGN - BEFORE_SUM - SUM
        self.cell = min(LARGEST_CELL, room / (self.left_columns + 2 * self.columns))
        self.shown = min(channels, MOST_CHANNELS)
        lower = min(self.cell, LOWER_CELL)
        if not alone and all(words is not None for words in self._words(lower)):
            self.cell = lower
        self.high = max(left_rows, self.rows)
        self.below = EQUATION + LINE * (bool(replay.step) + alone)
        self.result = _results(replay, yours)

    @property
    def height(self) -> float:
        """The inches that the panel wants."""
        return HEADINGS + self._planes + self.below

    def _words(self, cell: float) -> Words:
        """What to write into the cells of the planes, if these are so many inches wide."""
        factors = [self.replay.left[: self.shown], self.replay.right[: self.shown]]
        products = [self.replay.made.products[: self.shown]]
        return [*fitting_words(factors, cell), *fitting_words(products, cell)]

    @property
    def _planes(self) -> float:
        """The inches of the planes of all channels."""
        return self.shown * (self.high * self.cell + BETWEEN) - BETWEEN

    @property
    def heading(self) -> str:
        """Which value it is, and what it reads."""
        return self.replay.heading[0].upper() + self.replay.heading[1:]

    @property
    def text(self) -> str:
        """How the value is made, in words."""
        sums = ", ".join(map(value_words, self.replay.made.channel_sums))
        several = len(self.replay.made.channel_sums) > 1
        verb = "sum, channel by channel, to" if several else "sum to"
        step = f"{self.replay.step}. " if self.replay.step else ""
        equation = " ".join(f"{step}{self.replay.equation}".split())
        return f"{self.heading}. The products {verb} {sums}. {equation} {self.result[0]}."

    def draw(self, figure: Figure, top: float) -> None:
        """Draw a row of planes for each channel and what is done with their sums below `top`."""
        replay, cell = self.replay, self.cell
        height = NAMES + self._planes + self.below
        axes = style.place(figure, MARGIN / 2, top + HEADINGS - NAMES, self.across, height)
        axes.set_axis_off()
        style.hide_ticks(axes)
        axes.set_title(self.heading, loc="left")
        # The left edge of the planes; a cell's own middle is half a cell further right.
        kernel_at = self.left_columns + SIGN / cell
        product_at = kernel_at + self.columns + SIGN / cell
        sum_at = product_at + self.columns - 0.5 + BEFORE_SUM / cell
        down = (self.high - self.rows) / 2  # kernels stand in the middle beside the picture
        left = np.ma.masked_array(replay.left, np.broadcast_to(replay.zeros, replay.left.shape))
        products = replay.made.products
        words = self._words(cell)
        stacks = ((left, 0.0, 0.0), (replay.right, down, kernel_at), (products, down, product_at))

        for channel in range(self.shown):
            top = channel * (self.high + BETWEEN / cell)
            for (planes, lower, at), text in zip(stacks, words, strict=True):
                corner, scale = (top + lower, at), cells.signed_scale(list(planes))
                cells.draw(
                    axes, planes[channel], None if text is None else text[channel], scale, corner
                )
                cells.outline(axes, planes[channel].shape, corner)
            cells.write_zeros(axes, replay.zeros, (top, 0))
            corner = top + replay.corner[0], replay.corner[1]
            cells.box(axes, corner, (self.rows, self.columns), style.WINDOW)
            middle = top + (self.high - 1) / 2
            for sign, at in (("×", kernel_at), ("=", product_at)):
                _write(axes, middle, at - 0.5 - SIGN / 2 / cell, sign, fontsize=16)
            total = value_words(replay.made.channel_sums[channel])
            total = "left out" if left_out(replay.made, channel) else total
            _write_large(axes, middle, sum_at, total, ha="left")
            if len(replay.left) > 1:
                name = f"channel {channel}"
                place = middle, -0.5 - LABEL / 2 / cell
                _write(axes, *place, name, rotation=90, fontsize=style.NUMBER_SIZE)

        above, half = -0.5 - 0.17 / cell, (self.columns - 1) / 2
        middles = (self.left_columns - 1) / 2, kernel_at + half, product_at + half
        for at, name in zip(middles, (*replay.names, "products"), strict=True):
            _write(axes, above, at, name)
        _write(axes, above, sum_at, "sum", ha="left")
        bottom = self._planes / cell - 0.5
        begin = -0.5 - LABEL / cell
        self._write_results(axes, bottom + 0.3 / cell, begin + RESULT_ACROSS * self.across / cell)
        axes.set_xlim(begin, begin + self.across / cell)
        axes.set_ylim(bottom + self.below / cell, -0.5 - NAMES / cell)

    def _write_results(self, axes: Axes, y: float, x: float) -> None:
        """Write the equation, its result in a frame, and under it what came out instead."""
        replay, cell = self.replay, self.cell
        if replay.step:
            _write_large(axes, y, x, replay.step, ha="right")
            y += LINE / cell
        expected, got = self.result
        framed = {"-": style.OUTPUT, ":": "black"}  # what is a learner's is dotted
        lines = [(replay.equation, expected, ":" if replay.yours else "-")]
        if got:  # of several values, only how many
            lines.append(("yours gave", got.partition(":")[0], ":"))
        for before, result, line in lines:
            _write_large(axes, y, x - 0.1 / cell, before, ha="right")
            frame = {"facecolor": "white", "linestyle": line, "edgecolor": framed[line]}
            label = _write_large(axes, y, x + 0.1 / cell, result, ha="left")
            label.set_bbox({**frame, "linewidth": 2})
            y += LINE / cell


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
