"""The one drawing style of the course: its colours, its sizes, its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, MaxNLocator

# From the palette of Okabe and Ito (2008), made to be told apart by colour-blind readers too;
# hatching says the same as the colour wherever two areas touch.
WINDOW = "#D55E00"  # vermilion: the window and the pixels that it reads
OUTPUT = "#0072B2"  # blue: the output cell
UNREAD = "#882255"  # purple: pixels that no window reads
PADDING = "#8A8A8A"  # grey: the ring of zeros
GREY = "#F2F2F2"  # what lies under its hatching
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


def placed_figure(height: float) -> Figure:
    """Make an empty figure as wide as the page, whose panels `place` puts where they belong."""
    return Figure(figsize=(WIDTH, height))


def place(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Make a panel; all in inches, from the top left of a figure."""
    whole = figure.get_figheight()
    bottom = whole - top - height
    return figure.add_axes((left / WIDTH, bottom / whole, width / WIDTH, height / whole))


def label_pixels(axes: Axes, title: str = "") -> None:
    """Give both axes ticks at whole pixels only, and the title."""
    for axis, (begin, end) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        if abs(end - begin) > 1:
            axis.set_major_locator(MaxNLocator(nbins=7, steps=[1, 2, 5, 10], integer=True))
        else:  # of a single pixel the locator would make tenths
            axis.set_major_locator(FixedLocator([0]))
    axes.set_title(title)


def hide_ticks(axes: Axes, title: str = "") -> None:
    """Take the ticks away where the cells are numbered or named otherwise; write the title."""
    axes.set(xticks=[], yticks=[])
    axes.set_title(title)


def colour_bar(shown: AxesImage, panels: Sequence[Axes], aspect: int = 20) -> None:
    """Draw what the colours mean beside all panels that share them."""
    panels[0].figure.colorbar(shown, ax=panels, shrink=0.8, aspect=aspect, pad=0.02)


def tint(axes: Axes, letter: str) -> str:
    """Give the frame of a panel the tint of its channel, R, G or B, and name the channel."""
    axes.spines[:].set(edgecolor=CHANNEL_TINTS[letter], linewidth=2)
    return f"{CHANNEL_NAMES[letter]} ({letter})"


def write_beside(axes: Axes, sign: str) -> None:
    """Write a sign of arithmetic between a panel and the next one on its right."""
    axes.text(1.09, 0.5, sign, transform=axes.transAxes, ha="center", va="center", fontsize=16)


def write_words(axes: Axes, words: str, across: float = 0.5, side: str = "center") -> Text:
    """Write large words into a panel of their own, `across` of the way from its left."""
    axes.set_axis_off()
    place: dict[str, Any] = {"transform": axes.transAxes, "ha": side, "va": "center"}
    return axes.text(across, 0.5, words, fontsize=EQUATION_SIZE, **place)
