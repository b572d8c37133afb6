"""The window on a small picture: its path, its weights on the pixels, its pixels laid flat."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convlib.sizes import conv_output_size
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import describe_plane, number, plural
from convtutor.draw.picture import Picture
from convtutor.draw.positions import Slide, unread_sentence

# Pixels along a side: of the path, of shared weights, of a picture with windows laid flat.
MOST_ON_PATH, MOST_SHARED, MOST_FLAT = 14, 10, 7
MOST_CELLS = 13  # of the matrix along one axis: more leave no room for numbers
SHADE = "#FCE3D2"  # the window's vermilion, light enough for numbers on it


@style.course_style()
def window_path(input_size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> Picture:
    """Draw the path of the window over a small square picture, numbered in reading order.

    Parameters
    ----------
    input_size, kernel_size, stride, padding : int
        In pixels; the same for rows and columns. The padded side is at most 14.

    Examples
    --------
    >>> window_path(5, 3, stride=2).text  # doctest: +NORMALIZE_WHITESPACE
    'The window of 3 × 3 stands in 2 × 2 = 4 places on 5 × 5 pixels: it starts at the top left,
     moves right by 2, then down by 2 and back to the left. Every pixel is read.'
    """
    side = conv_output_size(input_size, kernel_size, stride, padding)
    if input_size + 2 * padding > MOST_ON_PATH:
        raise ValueError(
            f"the padded picture has {input_size + 2 * padding} pixels a side, too many to number "
            f"(at most {MOST_ON_PATH}); use draw.stride_positions for one axis"
        )
    unread = Slide(input_size, kernel_size, stride, padding).unread
    figure = style.new_figure(4.8, 5.0)
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    size = (input_size, input_size)
    cells.padding_ring(axes, size, padding)
    cells.grid_lines(axes, size)
    cells.hatch_unread(axes, size, unread, unread)
    # The middle of each window, along one axis.
    middles = [index * stride - padding + (kernel_size - 1) / 2 for index in range(side)]
    _draw_path(axes, middles)
    cells.box(axes, (-padding, -padding), (kernel_size, kernel_size), style.WINDOW)
    style.label_pixels(axes, "the middle of each window, in order")

    text = (
        f"The window of {kernel_size} × {kernel_size} stands in {side} × {side} = {side**2} "
        f"places on {input_size} × {input_size} pixels: it starts at the top left, moves right "
        f"by {stride}, then down by {stride} and back to the left. "
    )
    reading = unread_sentence("row and column", unread)
    return Picture(figure, "The path of the window", text + reading[0].upper() + reading[1:] + ".")


@style.course_style()
def shared_weights(size: int = 6, kernel_size: int = 3, row: int = 0, column: int = 0) -> Picture:
    """Draw which weight lies on which pixel: of a fully connected unit, and of a filter.

    Parameters
    ----------
    size, kernel_size : int
        Pixels along each side of the picture (one channel, at most 10) and of the filter.
    row, column : int
        Where the filter's window stands: its top-left pixel.

    Examples
    --------
    >>> shared_weights(4, 3, row=1).text  # doctest: +NORMALIZE_WHITESPACE
    'Fully connected unit: 16 pixels, a weight of its own for each, 16 weights, 1 value.
     Filter of 3 × 3: the same 9 weights in each of 4 places, 4 values; here its window starts in
     row 1, column 0.'
    """
    places = conv_output_size(size, kernel_size)
    if size > MOST_SHARED:
        raise ValueError(f"size={size} leaves no room for the numbers; use size <= {MOST_SHARED}")
    if not (0 <= row < places and 0 <= column < places):
        raise ValueError(
            f"a window of {kernel_size} on {size} pixels starts in rows and columns 0 to "
            f"{places - 1}, not in row {row}, column {column}"
        )
    pixels, weights = size**2, kernel_size**2
    figure = style.new_figure(7.4, 4.0)
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


@style.course_style()
def window_columns(x: ArrayLike, kernel_size: int, window: int, stride: int = 1) -> Picture:
    """Draw a small picture beside the matrix whose columns are its windows, laid flat.

    Parameters
    ----------
    x : ndarray, shape (H, W)
        At most 7 pixels a side.
    kernel_size : int
        Side of the window in pixels.
    window : int
        The window to frame, counted from 0 in reading order.
    stride : int
        Pixels that the window moves at each step.

    Returns
    -------
    Picture
        The matrix has ``kernel_size ** 2`` rows and a column for each window.

    Examples
    --------
    >>> window_columns([[1, 2, 3], [4, 5, 6]], 2, window=1).text  # doctest: +NORMALIZE_WHITESPACE
    'Window 1 starts in row 0, column 1 and reads rows 2, 3 | 5, 6. Laid flat, row by row, it is
     column 1 of the matrix of 4 rows and 2 columns: 2, 3, 5, 6. The picture has 6 numbers, the
     matrix 8.'
    """
    x = cells.plane_array("x", x)
    rows, columns = (conv_output_size(side, kernel_size, stride) for side in x.shape)
    _check_flat(x, kernel_size, rows * columns, window)
    windows = sliding_window_view(x, (kernel_size, kernel_size))[::stride, ::stride]
    matrix = windows.reshape(rows * columns, kernel_size**2).T
    row, column = (index * stride for index in divmod(window, columns))

    # The same room for a cell on both sides, whichever is higher.
    height = 0.42 * max(x.shape[0], len(matrix)) + 0.9
    figure = style.new_figure(style.WIDTH, height)
    widths = [x.shape[1], matrix.shape[1] + 1.5]
    left, right = figure.subplots(1, 2, width_ratios=widths)
    for axes, plane in ((left, x), (right, matrix)):
        cells.show_plane(axes, plane, cells.shared_scale([x]), MOST_CELLS)
        axes.set_xticks(range(plane.shape[1]))
    left.set_title("picture")
    left.set_yticks(range(x.shape[0]))
    right.set_title(f"matrix: a column for each of {rows * columns} windows")
    right.set_xlabel("window")
    places = [f"{i}, {j}" for i, j in np.ndindex(kernel_size, kernel_size)]
    right.set_yticks(range(len(matrix)), places)
    right.set_ylabel("row, column\nin the window")
    cells.box(left, (row, column), (kernel_size, kernel_size), style.WINDOW)
    cells.box(right, (0, window), (len(matrix), 1), style.WINDOW)

    flat = ", ".join(map(number, matrix[:, window]))
    reads = describe_plane(x[row : row + kernel_size, column : column + kernel_size])
    text = (
        f"Window {window} starts in row {row}, column {column} and reads {reads}. Laid flat, row "
        f"by row, it is column {window} of the matrix of {len(matrix)} rows and {matrix.shape[1]} "
        f"columns: {flat}. The picture has {x.size} numbers, the matrix {matrix.size}."
    )
    return Picture(figure, "Windows laid flat as the columns of a matrix", text)


def _draw_path(axes: Axes, middles: list[float]) -> None:
    places = [(column, row) for row in middles for column in middles]
    for index, (before, after) in enumerate(pairwise(places)):
        along_row = (index + 1) % len(middles) != 0
        look = ("-", style.WINDOW) if along_row else (":", style.PADDING)
        arrow = {"arrowstyle": "-|>", "linestyle": look[0], "color": look[1]}
        axes.annotate("", after, before, arrowprops={**arrow, "shrinkA": 10, "shrinkB": 10})
    for index, (column, row) in enumerate(places):
        cells.write(axes, row, column, str(index + 1))


def _draw_weights(axes: Axes, size: int, top: int, left: int, kernel_size: int) -> None:
    """Draw a grid of pixels, and the window's weights on it, numbered in reading order."""
    cells.frame_cells(axes, (size, size))
    style.hide_ticks(axes)
    cells.grid_lines(axes, (size, size))
    window = (top, left), (kernel_size, kernel_size)
    cells.area(axes, *window, facecolor=SHADE, zorder=0)
    for index in range(kernel_size**2):
        row, column = divmod(index, kernel_size)
        axes.text(left + column, top + row, str(index + 1), ha="center", va="center")
    cells.box(axes, *window, style.WINDOW)


def _check_flat(x: np.ndarray, kernel_size: int, windows: int, window: int) -> None:
    if max(x.shape) > MOST_FLAT or max(windows, kernel_size**2) > MOST_CELLS:
        raise ValueError(
            f"a picture of shape {x.shape} with {windows} windows of {kernel_size**2} pixels is "
            f"too large to number (at most {MOST_FLAT} pixels a side, and {MOST_CELLS} windows "
            f"of {MOST_CELLS} pixels); use a smaller picture or a larger stride"
        )
    if not 0 <= window < windows:
        raise ValueError(
            f"there is no window {window}; the {windows} windows are counted from 0 to "
            f"{windows - 1}"
        )
