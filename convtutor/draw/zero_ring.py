"""The ring of zeros around a picture, and what it does to the feature map."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import describe_plane, plural
from convtutor.draw.picture import Picture
from convtutor.draw.planes import show_picture

ZEROS_WRITTEN_SIDE = 11  # padded pictures up to this many rows and columns show their zeros


@style.course_style()
def padded_picture(
    x: ArrayLike, padding: int, title: str = "A picture in a ring of zeros"
) -> Picture:
    """Draw a picture with the ring of zeros that padding puts around it.

    Parameters
    ----------
    x : ndarray, shape (H, W) or (3, H, W)
        The picture *without* the zeros, from 0 to 1.
    padding : int
        Zero pixels on *each* side.
    title : str
        Written above the picture.

    Examples
    --------
    >>> padded_picture([[1, 1, 1], [1, 1, 1]], padding=1).text  # doctest: +NORMALIZE_WHITESPACE
    '2 rows and 3 columns of pixels; with padding 1 on each side there are 4 rows and 5 columns:
     6 pixels and 14 zeros.'
    """
    x = cells.picture_array(x)
    _check_padding(padding)
    height, width = x.shape[-2:]
    rows, columns = height + 2 * padding, width + 2 * padding
    figure = style.new_figure(4.4, 4.4 * rows / columns + 0.3)
    axes = figure.add_subplot()
    show_picture(axes, x, title)
    _draw_ring(axes, height, width, padding)
    zeros = rows * columns - height * width
    text = (
        f"{plural(height, 'row')} and {plural(width, 'column')} of pixels; with padding {padding} "
        f"on each side there are {rows} rows and {columns} columns: {height * width} pixels and "
        f"{plural(zeros, 'zero')}."
    )
    return Picture(figure, title, text)


@style.course_style()
def ring_and_map(x: ArrayLike, weight: ArrayLike, padding: int) -> Picture:
    """Draw a picture with its ring of zeros and, beside it, the feature map that comes of it.

    The orange frame is the window in its first place. The blue frame in the map holds the values
    whose windows read pixels only: the map that comes out without padding.

    Parameters
    ----------
    x : ndarray, shape (1, H, W) or (3, H, W)
        The picture, from 0 to 1.
    weight : ndarray, shape (C, K_h, K_w)
        One filter.
    padding : int
        Zero pixels on *each* side.

    Returns
    -------
    Picture
        Its sentence does the sums: ``H + 2P - K_h + 1`` rows and ``W + 2P - K_w + 1`` columns.

    Examples
    --------
    >>> x, weight = np.ones((1, 2, 3)), np.full((1, 1, 3), 1 / 3)
    >>> ring_and_map(x, weight, padding=1).text  # doctest: +NORMALIZE_WHITESPACE
    'Rows of the map: 2 + 2·1 − 1 + 1 = 4. Columns: 3 + 2·1 − 3 + 1 = 3. Of 12 values, 2 in
     the blue frame read pixels only and 10 read zeros, 6 of these nothing but zeros. The map:
     rows 0, 0, 0 | 0.67, 1, 0.67 | 0.67, 1, 0.67 | 0, 0, 0.'
    """
    x, weight = np.asarray(x, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    _check_padding(padding)
    feature_map = conv2d(x[np.newaxis], weight[np.newaxis], padding=padding)[0, 0]
    kernel_height, kernel_width = weight.shape[1:]
    height, width = x.shape[1:]

    figure = style.new_figure(7.8, 3.9)
    left, right = figure.subplots(1, 2)
    picture = cells.picture_array(x[0] if len(x) == 1 else x)
    show_picture(left, picture, f"picture ({height} × {width}), padding {padding}")
    _draw_ring(left, height, width, padding)
    cells.box(left, (-padding, -padding), (kernel_height, kernel_width), style.WINDOW)

    shown = cells.show_map(right, "feature map", feature_map, cells.shared_scale([feature_map]))
    framed = (max(0, height - kernel_height + 1), max(0, width - kernel_width + 1))
    if padding and all(framed):
        cells.box(right, (padding, padding), framed, style.OUTPUT)
    style.colour_bar(shown, [left, right], aspect=30)

    sentences = [
        f"Rows of the map: {_size_sentence(height, kernel_height, padding)}.",
        f"Columns: {_size_sentence(width, kernel_width, padding)}.",
        _zeros_sentence(x.shape[1:], weight.shape[1:], padding, feature_map.size),
    ]
    verb = ":" if max(feature_map.shape) <= style.NUMBERED_SIDE else " has"
    sentences.append(f"The map{verb} {describe_plane(feature_map)}.")
    title = f"A picture with padding {padding} and its {kernel_height} × {kernel_width} map"
    return Picture(figure, title, " ".join(sentences))


def _check_padding(padding: int) -> None:
    if padding < 0:
        raise ValueError(f"padding={padding} is too small; use padding >= 0")


def _draw_ring(axes: Axes, height: int, width: int, padding: int) -> None:
    cells.padding_ring(axes, (height, width), padding)
    if max(height, width) + 2 * padding <= ZEROS_WRITTEN_SIDE:
        ring = np.pad(np.zeros((height, width), dtype=bool), padding, constant_values=True)
        cells.write_zeros(axes, ring, (-padding, -padding))


def _size_sentence(size: int, kernel_size: int, padding: int) -> str:
    zeros = f" + 2·{padding}" if padding else ""
    return f"{size}{zeros} − {kernel_size} + 1 = {size + 2 * padding - kernel_size + 1}"


def _zeros_sentence(
    picture: tuple[int, ...], kernel: tuple[int, ...], padding: int, values: int
) -> str:
    """Say how many values read pixels only, some zeros, and nothing but zeros."""
    if not padding:
        return "No value reads a zero."
    pixels_only, any_pixel = 1, 1
    for size, covered in zip(picture, kernel, strict=True):
        pixels_only *= max(0, size - covered + 1)
        # Beyond kernel_size - 1 zeros, each more adds a window that lies in the ring.
        any_pixel *= size + 2 * min(padding, covered - 1) - covered + 1
    sentence = (
        f"Of {plural(values, 'value')}, {pixels_only} in the blue frame read pixels only and "
        f"{values - pixels_only} read zeros"
    )
    empty = values - any_pixel
    return sentence + (f", {empty} of these nothing but zeros." if empty else ".")
