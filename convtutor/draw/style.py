"""The one drawing style of the course: its colours, its numbers, its grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, MaxNLocator

# From the palette of Okabe and Ito (2008), made to be told apart by colour-blind readers too;
# hatching says the same as the colour wherever two areas touch.
WINDOW = "#D55E00"  # vermilion: the window and the pixels that it reads
OUTPUT = "#0072B2"  # blue: the output cell
UNREAD = "#882255"  # purple: pixels that no window reads
PADDING = "#8A8A8A"  # grey: the ring of zeros
# A channel is always named in words as well; the tint only helps the eye.
CHANNEL_TINTS = {"R": "#B2182B", "G": "#117733", "B": "#0072B2"}
CHANNEL_NAMES = {"R": "red", "G": "green", "B": "blue"}
# From blue over white to red. Both ends are left off: they are so dark that a reader who does not
# see red would have to tell navy from black.
SIGNED_COLOURS = ListedColormap(mpl.colormaps["RdBu_r"](np.linspace(0.1, 0.9, 255)))

TEXT_SIZE = 11
NUMBER_SIZE = 10
NUMBERED_SIDE = 7  # planes up to this many rows and columns show their numbers
WIDTH = 8.8  # inches: what fits beside JupyterLab's open side bar

STYLE = {
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
def course_style() -> Iterator[None]:
    """Draw in the course's style, whatever the reader's own settings are."""
    with mpl.rc_context(STYLE):
        yield


def new_figure(width: float, height: float) -> Figure:
    """Make an empty figure of so many inches, outside pyplot: nothing to close afterwards."""
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)
    return figure


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


def cell_number(value: float, side: int) -> str:
    """Write a number for a cell; in planes of 5 and more a side ``0.26`` shrinks to ``.26``.

    Examples
    --------
    >>> cell_number(-0.333, side=3), cell_number(-0.333, side=5), cell_number(0, side=5)
    ('−0.33', '−.33', '0')
    """
    text = number(value)
    return text.replace("0.", ".", 1) if side >= 5 and abs(value) < 1 else text


def plural(count: int, noun: str) -> str:
    """Write a count with its noun: ``1 row``, ``2 rows``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def symmetric_limit(planes: Sequence[np.ndarray]) -> float:
    """Give the largest size of any finite number, for a colour scale centred on 0."""
    largest = max(
        (float(np.abs(plane[np.isfinite(plane)]).max(initial=0.0)) for plane in planes),
        default=0.0,
    )
    return largest or 1.0


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


def show_plane(
    axes: Axes,
    plane: np.ndarray,
    *,
    signed: bool,
    limits: tuple[float, float],
    numbered_side: int = NUMBERED_SIDE,
) -> AxesImage:
    """Draw one plane of numbers as cells, with the numbers in them where they fit.

    Cells that hold no number (NaN) stay white and hatched.
    """
    missing = ~np.isfinite(plane)
    shown = axes.imshow(
        np.ma.masked_array(plane, missing),
        cmap=SIGNED_COLOURS if signed else "gray",
        vmin=limits[0],
        vmax=limits[1],
        interpolation="nearest",
    )
    if missing.any():
        height, width = plane.shape
        behind = Rectangle((-0.5, -0.5), width, height, zorder=-1)
        behind.set(facecolor="white", edgecolor=PADDING, hatch="//", linewidth=0)
        axes.add_patch(behind)
    if max(plane.shape) <= numbered_side:
        write_numbers(axes, plane, shown)
    return shown


def write_numbers(axes: Axes, plane: np.ndarray, shown: AxesImage) -> None:
    """Write every number into its cell, black or white, whichever reads better."""
    black = black_reads_better(shown, plane)
    for (row, column), value in np.ndenumerate(plane):
        if np.isfinite(value):
            words = axes.text(
                column,
                row,
                cell_number(value, max(plane.shape)),
                ha="center",
                va="center",
                fontsize=NUMBER_SIZE,
                color="black" if black[row, column] else "white",
            )
            # It lies inside the panel: measuring it would only slow the layout down.
            words.set_in_layout(False)


def black_reads_better(shown: AxesImage, plane: np.ndarray) -> np.ndarray:
    """Say of each cell whether black words read better on its colour than white ones."""
    # Relative luminance as the Web Content Accessibility Guidelines define it. At 0.179 black
    # and white read equally well, with a contrast of 4.6 to 1.
    coded = shown.to_rgba(plane)[..., :3]
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return light @ np.array([0.2126, 0.7152, 0.0722]) > 0.179


def box(
    axes: Axes,
    row: float,
    column: float,
    height: float,
    width: float,
    colour: str,
) -> Rectangle:
    """Frame whole cells; (row, column) is the top-left one. A white rim keeps it visible."""
    frame = Rectangle((column - 0.5, row - 0.5), width, height, fill=False, zorder=4)
    frame.set(edgecolor=colour, linewidth=2.5)
    frame.set_path_effects([patheffects.withStroke(linewidth=5, foreground="white")])
    # A frame at the very edge must not be cut in half.
    frame.set_clip_on(False)
    axes.add_patch(frame)
    return frame


def hatched(
    axes: Axes, row: float, column: float, height: float, width: float, colour: str
) -> Rectangle:
    """Hatch whole cells; (row, column) is the top-left one."""
    area = Rectangle((column - 0.5, row - 0.5), width, height, zorder=3)
    if colour == UNREAD:
        # Dense enough to be seen over a picture.
        area.set(facecolor="#FFFFFFB0", edgecolor=UNREAD, hatch="xxxx", linewidth=0)
    else:
        area.set(facecolor="#F2F2F2", edgecolor=PADDING, hatch="///", linewidth=0)
    axes.add_patch(area)
    return area


def padding_ring(axes: Axes, height: int, width: int, padding: int) -> None:
    """Draw the zeros around a picture and widen the axes to hold them."""
    if padding:
        across = width + 2 * padding
        hatched(axes, -padding, -padding, padding, across, PADDING)
        hatched(axes, height, -padding, padding, across, PADDING)
        hatched(axes, 0, -padding, height, padding, PADDING)
        hatched(axes, 0, width, height, padding, PADDING)
    axes.set_xlim(-padding - 0.5, width + padding - 0.5)
    axes.set_ylim(height + padding - 0.5, -padding - 0.5)


def hatch_unread(
    axes: Axes, height: int, width: int, rows: Sequence[int], columns: Sequence[int]
) -> None:
    """Hatch the rows and columns of a picture that no window reads."""
    for row in rows:
        hatched(axes, row, 0, 1, width, UNREAD)
    for column in columns:
        hatched(axes, 0, column, height, 1, UNREAD)
