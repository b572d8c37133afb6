"""The path of the window over a small picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from convlib.sizes import conv_output_size
from convtutor.draw.picture import Picture
from convtutor.draw.reading import never_read, unread_sentence
from convtutor.draw.style import (
    NUMBER_SIZE,
    PADDING,
    WINDOW,
    box,
    course_style,
    hatch_unread,
    label_pixels,
    new_figure,
    padding_ring,
)

LARGEST_PATH_SIDE = 14


@course_style()
def window_path(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> Picture:
    """Draw the path of the window over a small square picture, numbered in reading order.

    Parameters
    ----------
    input_size, kernel_size, stride, padding : int
        In pixels; the same for rows and columns. The padded side is at most 14.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError, TypeError
        As `convlib.sizes.conv_output_size`, or if the picture is too large to draw.

    Examples
    --------
    >>> window_path(5, 3, stride=2).text  # doctest: +NORMALIZE_WHITESPACE
    'The window of 3 × 3 stands in 2 × 2 = 4 places on 5 × 5 pixels: it starts at the top left,
     moves right by 2, then down by 2 and back to the left. Every pixel is read.'
    """
    side = conv_output_size(input_size, kernel_size, stride, padding)
    if input_size + 2 * padding > LARGEST_PATH_SIDE:
        raise ValueError(
            f"the padded picture has {input_size + 2 * padding} pixels a side, too many to number "
            f"(at most {LARGEST_PATH_SIDE}); use draw.stride_positions for one axis"
        )
    unread = never_read(input_size, kernel_size, stride, padding)
    figure = new_figure(4.8, 5.0)
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    padding_ring(axes, input_size, input_size, padding)
    _draw_grid(axes, input_size, input_size)
    hatch_unread(axes, input_size, input_size, unread, unread)
    # The middle of each window, along one axis.
    middles = [index * stride - padding + (kernel_size - 1) / 2 for index in range(side)]
    _draw_path(axes, middles)
    box(axes, -padding, -padding, kernel_size, kernel_size, WINDOW)
    label_pixels(axes, "the middle of each window, in order")

    text = (
        f"The window of {kernel_size} × {kernel_size} stands in {side} × {side} = {side**2} "
        f"places on {input_size} × {input_size} pixels: it starts at the top left, moves right "
        f"by {stride}, then down by {stride} and back to the left. "
    )
    reading = unread_sentence("row and column", unread)
    return Picture(figure, "The path of the window", text + reading[0].upper() + reading[1:] + ".")


def _draw_grid(axes: Axes, height: int, width: int) -> None:
    style = {"color": "#C8C8C8", "linewidth": 1}
    axes.hlines(np.arange(height + 1) - 0.5, -0.5, width - 0.5, **style)
    axes.vlines(np.arange(width + 1) - 0.5, -0.5, height - 0.5, **style)


def _draw_path(axes: Axes, middles: list[float]) -> None:
    places = [(column, row) for row in middles for column in middles]
    for index, (before, after) in enumerate(pairwise(places)):
        along_row = (index + 1) % len(middles) != 0
        axes.annotate(
            "",
            xy=after,
            xytext=before,
            arrowprops={
                "arrowstyle": "-|>",
                "linestyle": "-" if along_row else ":",
                "color": WINDOW if along_row else PADDING,
                "shrinkA": 10,
                "shrinkB": 10,
            },
        )
    for index, (column, row) in enumerate(places):
        axes.text(column, row, str(index + 1), ha="center", va="center", fontsize=NUMBER_SIZE)
