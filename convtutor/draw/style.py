"""The one drawing style of the course: its colours, its numbers, its grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, MaxNLocator

# From the palette of Okabe and Ito (2008), made to be told apart by colour-blind readers too;
# hatching says the same as the colour wherever two areas touch.
WINDOW = "#D55E00"  # vermilion: the window and the pixels that it reads
OUTPUT = "#0072B2"  # blue: the output cell
UNREAD = "#882255"  # purple: pixels that no window reads
PADDING = "#8A8A8A"  # grey: the ring of zeros
GREY = "#F2F2F2"  # what lies under its hatching
BEHIND_ZERO = {"facecolor": GREY, "edgecolor": "none", "pad": 1.0}
# A channel is always named in words as well; the tint only helps the eye.
CHANNEL_TINTS = {"R": "#B2182B", "G": "#117733", "B": "#0072B2"}
CHANNEL_NAMES = {"R": "red", "G": "green", "B": "blue"}
# From blue over white to red. Both ends are left off: they are so dark that a reader who does not
# see red would have to tell navy from black.
SIGNED_COLOURS = ListedColormap(mpl.colormaps["RdBu_r"](np.linspace(0.1, 0.9, 255)))

TEXT_SIZE = 11
NUMBER_SIZE = 10
EQUATION_SIZE = 13
NUMBERED_SIDE = 7  # planes up to this many rows and columns show their numbers
WIDTH = 8.8  # inches: what fits beside JupyterLab's open side bar

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # ships with Matplotlib: the same on every machine
    "font.size": TEXT_SIZE,
    "axes.titlesize": TEXT_SIZE,
    "axes.labelsize": NUMBER_SIZE,
    "xtick.labelsize": NUMBER_SIZE,
    "ytick.labelsize": NUMBER_SIZE,
    "legend.fontsize": NUMBER_SIZE,
    # White in dark themes too: the colours are chosen for it.
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "axes.facecolor": "white",
    "text.color": "black",
    "axes.labelcolor": "black",
    "axes.edgecolor": "black",
    "xtick.color": "black",
    "ytick.color": "black",
    "hatch.linewidth": 0.8,
}


@contextmanager
def course_style(more: dict[Any, Any] | None = None) -> Iterator[None]:
    """Draw in the course's style, whatever the reader's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE | (more or {}))
        yield


def new_figure(width: float, height: float, between: float | None = None) -> Figure:
    """Make an empty figure of so many inches, outside pyplot: nothing to close afterwards.

    `between` is the room between columns of panels, in parts of the figure's width.
    """
    layout = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08, wspace=between)
    return Figure(figsize=(width, height), layout=layout)


def number(value: float, decimals: int = 2) -> str:
    """Write a number as people do: no ``-0``, a true minus sign, no zeros at the end.

    Examples
    --------
    >>> number(2.0), number(-0.333), number(0.5), number(-0.001)
    ('2', '−0.33', '0.5', '0')
    """
    if not np.isfinite(value):
        return "none"
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 row``, ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def label_pixels(axes: Axes, title: str = "") -> None:
    """Give both axes ticks at whole pixels only, and the title."""
    for axis, (begin, end) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        if abs(end - begin) > 1:
            axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10], integer=True))
        else:  # of a single pixel the locator would make tenths
            axis.set_major_locator(FixedLocator([0]))
    axes.set_title(title)


def hide_ticks(axes: Axes) -> None:
    """Take the ticks away where the cells are numbered or named otherwise."""
    axes.set_xticks([])
    axes.set_yticks([])


Pair = tuple[float, float]


def box(axes: Axes, corner: Pair, size: Pair, colour: str) -> Rectangle:
    """Frame whole cells from the top-left one on. A white rim keeps it visible."""
    frame = cells_patch(axes, corner, size, fill=False, zorder=4, edgecolor=colour, linewidth=2.5)
    frame.set_path_effects([patheffects.withStroke(linewidth=5, foreground="white")])
    # A frame at the very edge must not be cut in half.
    frame.set_clip_on(False)
    return frame


def hatched(axes: Axes, corner: Pair, size: Pair, colour: str) -> Rectangle:
    """Hatch whole cells from the top-left one on."""
    if colour == UNREAD:
        # Dense enough to be seen over a picture.
        look = {"facecolor": "#FFFFFFB0", "edgecolor": UNREAD, "hatch": "xxxx"}
    else:
        look = {"facecolor": GREY, "edgecolor": PADDING, "hatch": "///"}
    return cells_patch(axes, corner, size, zorder=3, linewidth=0, **look)


def cells_patch(axes: Axes, corner: Pair, size: Pair, **look: Any) -> Rectangle:
    """Cover whole cells: `corner` is (row, column) of the top-left one, `size` (rows, columns)."""
    patch = Rectangle((corner[1] - 0.5, corner[0] - 0.5), size[1], size[0], **look)
    axes.add_patch(patch)
    return patch


def padding_ring(axes: Axes, size: tuple[int, int], padding: int) -> None:
    """Draw the zeros around a picture and widen the axes to hold them."""
    height, width = size
    hatch_ring(axes, size, padding)
    axes.set_xlim(-padding - 0.5, width + padding - 0.5)
    axes.set_ylim(height + padding - 0.5, -padding - 0.5)


def hatch_ring(axes: Axes, size: Pair, padding: int, at: Pair = (0, 0)) -> None:
    """Hatch the zeros around a picture whose top-left cell is `at`."""
    (height, width), (top, left) = size, at
    if padding:
        across = width + 2 * padding
        hatched(axes, (top - padding, left - padding), (padding, across), PADDING)
        hatched(axes, (top + height, left - padding), (padding, across), PADDING)
        hatched(axes, (top, left - padding), (height, padding), PADDING)
        hatched(axes, (top, left + width), (height, padding), PADDING)


def write_zero(axes: Axes, row: float, column: float) -> None:
    """Write a 0 on the grey of the padding, without its hatching, which would cross it out."""
    zero = axes.text(column, row, "0", ha="center", va="center", fontsize=NUMBER_SIZE)
    zero.set(zorder=5, in_layout=False, bbox=BEHIND_ZERO)


def hatch_unread(
    axes: Axes, size: tuple[int, int], rows: Sequence[int], columns: Sequence[int]
) -> None:
    """Hatch the rows and columns of a picture that no window reads."""
    for row in rows:
        hatched(axes, (row, 0), (1, size[1]), UNREAD)
    for column in columns:
        hatched(axes, (0, column), (size[0], 1), UNREAD)


def frame_cells(axes: Axes, size: tuple[int, int]) -> None:
    """Give the axes room for so many rows and columns of square cells."""
    axes.set_aspect("equal")
    axes.set_xlim(-0.5, size[1] - 0.5)
    axes.set_ylim(size[0] - 0.5, -0.5)


def grid_lines(axes: Axes, size: tuple[int, int]) -> None:
    """Draw thin lines between the cells of an empty grid."""
    height, width = size
    axes.hlines(np.arange(height + 1) - 0.5, -0.5, width - 0.5, color="#C8C8C8", linewidth=1)
    axes.vlines(np.arange(width + 1) - 0.5, -0.5, height - 0.5, color="#C8C8C8", linewidth=1)


def write_beside(axes: Axes, sign: str) -> None:
    """Write a sign of arithmetic between a panel and the next one on its right."""
    axes.text(1.09, 0.5, sign, transform=axes.transAxes, ha="center", va="center", fontsize=16)


def write_words(axes: Axes, words: str, across: float = 0.5, side: str = "center") -> Text:
    """Write large words into a panel of their own, `across` of the way from its left."""
    axes.set_axis_off()
    place: dict[str, Any] = {"transform": axes.transAxes, "ha": side, "va": "center"}
    return axes.text(across, 0.5, words, fontsize=EQUATION_SIZE, **place)
