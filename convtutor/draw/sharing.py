"""Shared weights: which weight lies on which pixel."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convlib.sizes import conv_output_size
from convtutor.draw.picture import Picture
from convtutor.draw.style import WINDOW, box, course_style, hide_ticks, new_figure, plural

SHADE = "#FCE3D2"  # the window's vermilion, light enough for numbers on it
LARGEST_SIDE = 10


@course_style()
def shared_weights(size: int = 6, kernel_size: int = 3, row: int = 0, column: int = 0) -> Picture:
    """Draw which weight lies on which pixel: of a fully connected unit, and of a filter.

    Parameters
    ----------
    size, kernel_size : int
        Pixels along each side of the picture (one channel, at most 10) and of the filter.
    row, column : int
        Where the filter's window stands: its top-left pixel.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the window does not lie inside the picture, or that is too large to number.

    Examples
    --------
    >>> shared_weights(4, 3, row=1).text  # doctest: +NORMALIZE_WHITESPACE
    'Fully connected unit: 16 pixels, a weight of its own for each, 16 weights, 1 value.
     Filter of 3 × 3: the same 9 weights in each of 4 places, 4 values; here its window starts in
     row 1, column 0.'
    """
    places = conv_output_size(size, kernel_size)
    if size > LARGEST_SIDE:
        raise ValueError(f"size={size} leaves no room for the numbers; use size <= {LARGEST_SIDE}")
    if not (0 <= row < places and 0 <= column < places):
        raise ValueError(
            f"a window of {kernel_size} on {size} pixels starts in rows and columns 0 to "
            f"{places - 1}, not in row {row}, column {column}"
        )
    pixels, weights = size**2, kernel_size**2
    figure = new_figure(7.4, 4.0)
    panels = figure.subplots(1, 2)
    _draw_weights(panels[0], size, 0, 0, size)
    panels[0].set_title(f"fully connected unit: {plural(pixels, 'weight')}")
    panels[0].set_xlabel("one place, one value")
    _draw_weights(panels[1], size, row, column, kernel_size)
    panels[1].set_title(f"filter: {plural(weights, 'weight')}")
    place = row * places + column + 1
    panels[1].set_xlabel(f"place {place} of {places**2}; each place makes one value")
    text = (
        f"Fully connected unit: {plural(pixels, 'pixel')}, a weight of its own for each, "
        f"{plural(pixels, 'weight')}, 1 value. Filter of {kernel_size} × {kernel_size}: the same "
        f"{plural(weights, 'weight')} in each of {plural(places**2, 'place')}, "
        f"{plural(places**2, 'value')}; here its window starts in row {row}, column {column}."
    )
    return Picture(figure, "Which weight lies on which pixel", text)


def _draw_weights(axes: Axes, size: int, top: int, left: int, kernel_size: int) -> None:
    """Draw a grid of pixels, and the window's weights on it, numbered in reading order."""
    axes.set_aspect("equal")
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    hide_ticks(axes)
    lines = {"color": "#C8C8C8", "linewidth": 1}
    axes.hlines(np.arange(size + 1) - 0.5, -0.5, size - 0.5, **lines)
    axes.vlines(np.arange(size + 1) - 0.5, -0.5, size - 0.5, **lines)
    corner = (left - 0.5, top - 0.5)
    axes.add_patch(Rectangle(corner, kernel_size, kernel_size, facecolor=SHADE, zorder=0))
    for index in range(kernel_size**2):
        row, column = divmod(index, kernel_size)
        axes.text(left + column, top + row, str(index + 1), ha="center", va="center")
    box(axes, top, left, kernel_size, kernel_size, WINDOW)
