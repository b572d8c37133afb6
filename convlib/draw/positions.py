"""Where the window stands: strides, padding, and the pixels that no window reads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from convlib.draw.arrays import picture_array
from convlib.draw.picture import Picture
from convlib.draw.planes import show_picture
from convlib.draw.style import (
    NUMBER_SIZE,
    OUTPUT,
    PADDING,
    UNREAD,
    WIDTH,
    WINDOW,
    box,
    course_style,
    hatched,
    label_pixels,
    new_figure,
    padding_ring,
    plural,
)
from convlib.shapes import conv_output_size

MOST_LABELLED_PIXELS = 36  # more do not leave room for their numbers in a row
MOST_NAMED_PIXELS = 6
LARGEST_PATH_SIDE = 14


@course_style()
def stride_positions(
    input_size: int, kernel_size: int, stride: int = 1, padding: int = 0
) -> Picture:
    """Draw every position of the window along one axis, under the row of pixels.

    Parameters
    ----------
    input_size, kernel_size, stride, padding : int
        Pixels along the axis, in the window, of each step, and of zeros on *each* side.

    Returns
    -------
    Picture
        Its sentence does the sum: ``(n + 2p - k)/s + 1``, floored.

    Raises
    ------
    ValueError, TypeError
        As `convlib.shapes.conv_output_size`.

    Examples
    --------
    >>> stride_positions(32, 5, stride=2).text
    '(32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never read.'
    >>> stride_positions(5, 3, padding=1).text
    '(5 + 2·1 − 3)/1 + 1 = 5 positions; every pixel is read.'
    """
    positions = conv_output_size(input_size, kernel_size, stride, padding)
    starts = [index * stride - padding for index in range(positions)]
    unread = np.flatnonzero(~read_along(input_size, kernel_size, stride, padding))
    # As many rows as there are windows over one pixel, so that no two bars overlap.
    levels = min(-(-kernel_size // stride) if stride < kernel_size else 1, positions)

    figure = new_figure(WIDTH, 1.0 + 0.27 * levels)
    axes = figure.add_subplot()
    _draw_pixel_row(axes, input_size, padding, unread)
    for index, start in enumerate(starts):
        _draw_bar(axes, start, kernel_size, index % levels, str(index + 1))
    axes.set_xlim(-padding - 0.6, input_size + padding - 0.4)
    axes.set_ylim(0.65 + levels, -0.65)
    axes.set_axis_off()
    axes.set_title("pixels and, below, each position of the window, in order")
    _write_legend(axes, bool(padding), bool(unread.size))
    sentence = _size_sentence(input_size, kernel_size, stride, padding)
    text = f"{sentence}; {_unread_sentence('pixel', unread)}."
    title = (
        f"Positions of a window of {kernel_size} over {plural(input_size, 'pixel')}, "
        f"stride {stride}, padding {padding}"
    )
    return Picture(figure, title, text)


@course_style()
def unread_region(
    image_or_shape: ArrayLike, kernel_size: int, stride: int = 1, padding: int = 0
) -> Picture:
    """Draw the pixels of a picture that no window ever reads.

    Parameters
    ----------
    image_or_shape : ndarray, shape (3, H, W) or (H, W), or (int, int)
        A picture, or just its number of rows and columns.
    kernel_size, stride, padding : int
        In pixels; the same for rows and columns.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError, TypeError
        As `convlib.shapes.conv_output_size`, or if the first argument is no picture.

    Examples
    --------
    >>> unread_region((32, 32), 5, stride=2).text  # doctest: +NORMALIZE_WHITESPACE
    'Rows: (32 − 5)/2 + 1 = 14.5 → 14 positions; row 31 is never read.
     Columns: (32 − 5)/2 + 1 = 14.5 → 14 positions; column 31 is never read.
     In all, 63 of 1024 pixels are never read.'
    """
    x = np.asarray(image_or_shape)
    # Two bare numbers are a size; an empty grid stands for the picture.
    has_picture = x.ndim > 1
    height, width = picture_array(x).shape[-2:] if has_picture else map(int, x)
    rows = conv_output_size(height, kernel_size, stride, padding)
    columns = conv_output_size(width, kernel_size, stride, padding)
    unread_rows = np.flatnonzero(~read_along(height, kernel_size, stride, padding))
    unread_columns = np.flatnonzero(~read_along(width, kernel_size, stride, padding))

    figure = new_figure(5.2, 5.2 * height / width + 0.2)
    axes = figure.add_subplot()
    if not has_picture:
        axes.set_aspect("equal")
        _draw_grid(axes, height, width)
    else:
        show_picture(axes, picture_array(x))
    label_pixels(axes, "hatched: never read; frames: the first and the last window")
    padding_ring(axes, height, width, padding)
    for row in unread_rows:
        hatched(axes, row, 0, 1, width, UNREAD)
    for column in unread_columns:
        hatched(axes, 0, column, height, 1, UNREAD)
    box(axes, -padding, -padding, kernel_size, kernel_size, WINDOW)
    last = ((rows - 1) * stride - padding, (columns - 1) * stride - padding)
    box(axes, *last, kernel_size, kernel_size, WINDOW)

    read = (height - len(unread_rows)) * (width - len(unread_columns))
    text = (
        f"Rows: {_size_sentence(height, kernel_size, stride, padding)}; "
        f"{_unread_sentence('row', unread_rows)}. "
        f"Columns: {_size_sentence(width, kernel_size, stride, padding)}; "
        f"{_unread_sentence('column', unread_columns)}. "
        f"In all, {height * width - read} of {height * width} pixels are never read."
    )
    return Picture(figure, "The pixels that no window reads", text)


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
        As `convlib.shapes.conv_output_size`, or if the picture is too large to draw.

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
    unread = np.flatnonzero(~read_along(input_size, kernel_size, stride, padding))
    figure = new_figure(4.8, 5.0)
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    padding_ring(axes, input_size, input_size, padding)
    _draw_grid(axes, input_size, input_size)
    for index in unread:
        hatched(axes, index, 0, 1, input_size, UNREAD)
        hatched(axes, 0, index, input_size, 1, UNREAD)
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
    reading = _unread_sentence("row and column", unread)
    return Picture(figure, "The path of the window", text + reading[0].upper() + reading[1:] + ".")


@course_style()
def sizes_chart(
    input_size: int,
    kernel_size: int,
    padding: int = 0,
    strides: Sequence[int] = range(1, 9),
) -> Picture:
    """Draw the size of the map against the stride: what the law gives, and its floor.

    Parameters
    ----------
    input_size, kernel_size, padding : int
        Along one axis, in pixels; padding on *each* side.
    strides : sequence of int
        The strides to draw.

    Returns
    -------
    Picture

    Examples
    --------
    >>> sizes_chart(32, 5, strides=[1, 2]).text
    'Size of the map for 32 pixels, kernel 5, padding 0. Stride 1: 28. Stride 2: 14.5 → 14.'
    """
    sizes = [conv_output_size(input_size, kernel_size, stride, padding) for stride in strides]
    exact = [float(_exact_size(input_size, kernel_size, stride, padding)) for stride in strides]
    figure = new_figure(6.0, 3.6)
    axes = figure.add_subplot()
    axes.vlines(strides, sizes, exact, color=PADDING, linewidth=2)
    axes.plot(strides, exact, "o", markersize=9, mfc="white", mec=WINDOW, label="before the floor")
    axes.plot(strides, sizes, "s", markersize=6, color=OUTPUT, label="positions (floored)")
    for stride, size in zip(strides, sizes, strict=True):
        axes.annotate(
            str(size), (stride, size), (0, -9), textcoords="offset points", ha="center", va="top"
        )
    axes.set_xticks(list(strides))
    axes.set_ylim(bottom=min(0, min(sizes)) - 0.12 * max(exact))
    axes.set_xlabel("stride (pixels)")
    axes.set_ylabel("size of the map")
    axes.legend()
    parts = [
        f"Stride {stride}: {_result(_exact_size(input_size, kernel_size, stride, padding))}."
        for stride in strides
    ]
    text = f"Size of the map for {input_size} pixels, kernel {kernel_size}, padding {padding}. "
    return Picture(figure, "Size of the map against the stride", text + " ".join(parts))


def read_along(input_size: int, kernel_size: int, stride: int, padding: int) -> np.ndarray:
    """Mark the pixels along one axis that some window reads.

    Returns
    -------
    ndarray of bool, shape (input_size,)

    Examples
    --------
    >>> read_along(6, 3, 2, 0)
    array([ True,  True,  True,  True,  True, False])
    """
    read = np.zeros(input_size + 2 * padding, dtype=bool)
    for index in range(conv_output_size(input_size, kernel_size, stride, padding)):
        read[index * stride : index * stride + kernel_size] = True
    return read[padding : padding + input_size]


def _exact_size(input_size: int, kernel_size: int, stride: int, padding: int) -> Fraction:
    return Fraction(input_size + 2 * padding - kernel_size, stride) + 1


def _result(exact: Fraction) -> str:
    floored = f"{exact.numerator // exact.denominator}"
    return floored if exact.denominator == 1 else f"{float(exact):.4g} → {floored}"


def _size_sentence(input_size: int, kernel_size: int, stride: int, padding: int) -> str:
    zeros = f" + 2·{padding}" if padding else ""
    exact = _exact_size(input_size, kernel_size, stride, padding)
    noun = "position" if int(exact) == 1 else "positions"
    return f"({input_size}{zeros} − {kernel_size})/{stride} + 1 = {_result(exact)} {noun}"


def _unread_sentence(noun: str, unread: Sequence[int]) -> str:
    if len(unread) == 0:
        return f"every {'pixel' if noun == 'row and column' else noun} is read"
    if len(unread) == 1:
        verb = "are" if " and " in noun else "is"
        return f"{noun} {unread[0]} {verb} never read"
    nouns = noun.replace("row and column", "rows and column") + "s"
    if len(unread) > MOST_NAMED_PIXELS:
        return f"{len(unread)} {nouns} are never read ({unread[0]}, {unread[1]}, …, {unread[-1]})"
    *most, last = map(str, unread)
    return f"{nouns} {', '.join(most)} and {last} are never read"


def _draw_pixel_row(axes: Axes, input_size: int, padding: int, unread: np.ndarray) -> None:
    labelled = input_size + 2 * padding <= MOST_LABELLED_PIXELS
    for pixel in range(-padding, input_size + padding):
        if pixel in unread:
            hatched(axes, 0, pixel, 1, 1, UNREAD)
        elif not 0 <= pixel < input_size:
            hatched(axes, 0, pixel, 1, 1, PADDING)
        outline = Rectangle((pixel - 0.5, -0.5), 1, 1, fill=False, edgecolor="black", zorder=4)
        axes.add_patch(outline)
        if 0 <= pixel < input_size and (labelled or pixel % 10 == 0):
            _write_pixel(axes, pixel)


def _write_pixel(axes: Axes, pixel: int) -> None:
    label = axes.text(pixel, 0, str(pixel), ha="center", va="center", zorder=5)
    label.set(fontsize=NUMBER_SIZE, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5})


def _write_legend(axes: Axes, has_padding: bool, has_unread: bool) -> None:
    words = []
    if has_padding:
        words.append("grey hatching: zeros of the padding")
    if has_unread:
        words.append("purple hatching: never read")
    if words:
        axes.text(0.5, -0.02, "; ".join(words), transform=axes.transAxes, ha="center", va="top")


def _draw_bar(axes: Axes, start: int, kernel_size: int, level: int, words: str) -> None:
    bar = Rectangle((start - 0.42, 0.66 + level), kernel_size - 0.16, 0.76)
    bar.set(facecolor="#FCE3D2", edgecolor=WINDOW, linewidth=1.5)
    axes.add_patch(bar)
    middle = start + (kernel_size - 1) / 2
    axes.text(middle, 1.04 + level, words, ha="center", va="center", fontsize=NUMBER_SIZE)


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
