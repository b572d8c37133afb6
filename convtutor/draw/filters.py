"""Filters: as kernels with their numbers, as pictures in colour, with what they answer to most."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import channel_letters, describe_plane, number, plural, shape_text
from convtutor.draw.picture import Picture
from convtutor.draw.planes import show_picture

ACROSS = 8
KINDS = ("light and dark", "two colours", "one colour all over")
DIRECTIONS = ("vertical", "slanting up", "horizontal", "slanting down")


@style.course_style()
def filter_slices(weight: ArrayLike, title: str = "One filter") -> Picture:
    """Draw a filter as its kernels, one for each channel that it reads.

    Parameters
    ----------
    weight : ndarray, shape (C, K_h, K_w)
        One filter. Three kernels are named red, green and blue.
    title : str
        A name for the filter.
    """
    weight = np.asarray(weight, dtype=np.float64)
    if weight.ndim != 3:
        raise ValueError(
            f"one filter has shape (C, K_h, K_w), but this array has shape {weight.shape}; "
            "for a single kernel use weight[None], for filter i of a layer weight[i]"
        )
    count = len(weight)
    figure = style.new_figure(min(style.WIDTH, 2.7 * count + 0.7), 3.1)
    panels = figure.subplots(1, count, squeeze=False)[0]
    letters = channel_letters(count)
    for index, (axes, letter) in enumerate(zip(panels, letters, strict=True)):
        shown = cells.show_plane(axes, weight[index], cells.signed_scale([weight]))
        name = style.tint(axes, letter) if count == 3 else f"channel {index}"
        style.label_pixels(axes, f"kernel for {name}")
    style.colour_bar(shown, panels)
    return Picture(figure, title, f"{title}: {_describe_filter(weight)}.")


@style.course_style()
def kernel_flip(kernel: ArrayLike) -> Picture:
    """Draw a kernel as deep learning uses it, and flipped as true convolution does.

    Parameters
    ----------
    kernel : ndarray, shape (K_h, K_w)

    Examples
    --------
    >>> kernel_flip([[1, 2], [3, 4]]).text  # doctest: +NORMALIZE_WHITESPACE
    'As written, for cross-correlation: rows 1, 2 | 3, 4.
     Turned by 180°, for true convolution: rows 4, 3 | 2, 1.'
    """
    kernel = cells.plane_array("kernel", kernel)
    flipped = kernel[::-1, ::-1]
    figure = style.new_figure(6.4, 3.2)
    panels = figure.subplots(1, 2)
    titles = ("as written:\ncross-correlation", "turned by 180°:\ntrue convolution")
    for axes, plane, title in zip(panels, (kernel, flipped), titles, strict=True):
        cells.show_plane(axes, plane, cells.signed_scale([kernel]))
        style.label_pixels(axes, title)
    text = (
        f"As written, for cross-correlation: {describe_plane(kernel)}. "
        f"Turned by 180°, for true convolution: {describe_plane(flipped)}."
    )
    return Picture(figure, "A kernel and the kernel flipped", text)


def filter_kind(kernels: ArrayLike) -> str:
    """Say what a filter of three channels tells apart.

    Parameters
    ----------
    kernels : ndarray, shape (3, K_h, K_w)

    Returns
    -------
    str
        "one colour all over", if the weights of a channel are much alike; else "two colours", if
        the channels differ more than they agree; else "light and dark".

    Examples
    --------
    >>> filter_kind([[[-1, 1]], [[-1, 1]], [[-1, 1]]])
    'light and dark'
    >>> filter_kind([[[-1, 1]], [[0, 0]], [[1, -1]]])
    'two colours'
    >>> filter_kind([[[1, 1]], [[0, 0]], [[-1, -1]]])
    'one colour all over'
    """
    kernels = _check_filter(kernels)
    all_of_it = (kernels**2).sum() or 1.0
    even = (kernels.mean(axis=(1, 2), keepdims=True) ** 2).sum() * kernels[0].size
    shared = (kernels.mean(axis=0) ** 2).sum() * len(kernels)
    if even > all_of_it / 2:
        return KINDS[2]
    return KINDS[0] if shared >= all_of_it / 2 else KINDS[1]


def stripe_direction(kernels: ArrayLike) -> str:
    """Say which way the edge or the stripes of a filter run; it has two rows and columns at least.

    Examples
    --------
    >>> stripe_direction([[[-1, 0, 1]] * 3] * 3)
    'vertical'
    """
    kernels = _check_filter(kernels)
    down, across = np.gradient(kernels, axis=(1, 2))
    # The direction in which the weights change most; edges and stripes run at right angles to it.
    twice = np.arctan2(2 * (down * across).sum(), (across**2 - down**2).sum())
    return DIRECTIONS[round(twice / (np.pi / 2)) % 4]


@style.course_style()
def filter_gallery(weight: ArrayLike) -> Picture:
    """Draw the filters of a layer as pictures in colour, each on a scale of its own.

    Parameters
    ----------
    weight : ndarray, shape (C_out, 3, K_h, K_w)
        Middle grey is a weight of 0 in all three channels; brighter is positive.

    Returns
    -------
    Picture
        Its sentence says of each filter what it tells apart and which way its stripes run.
    """
    weight = np.asarray(weight, dtype=np.float64)
    if weight.ndim != 4 or not len(weight):
        raise ValueError(
            f"a gallery needs filters of shape (C_out, 3, K_h, K_w), not {weight.shape}; "
            "for one filter use weight[None]"
        )
    down = ceil(len(weight) / ACROSS)
    figure = style.new_figure(style.WIDTH, 1.25 * down + 0.1)
    grid = figure.subplots(down, ACROSS, squeeze=False).ravel()
    for axes in grid[len(weight) :]:
        axes.set_axis_off()
    for index, (axes, kernels) in enumerate(zip(grid, weight, strict=False)):
        _show_filter(axes, kernels, str(index))
    kinds = [filter_kind(kernels) for kernels in weight]
    counts = [f"{kinds.count(kind)} {kind}" for kind in KINDS if kind in kinds]
    described = "; ".join(f"{index} {_describe(kernels)}" for index, kernels in enumerate(weight))
    text = f"{plural(len(weight), 'filter')}: {', '.join(counts)}. One by one: {described}."
    return Picture(figure, "The filters of a layer", text)


@style.course_style()
def filter_and_windows(
    kernels: ArrayLike,
    windows: Sequence[ArrayLike],
    values: Sequence[float],
    names: Sequence[str],
) -> Picture:
    """Draw a filter, and beside it the windows that it answers to most.

    Parameters
    ----------
    kernels : ndarray, shape (3, K_h, K_w)
        One filter.
    windows : sequence of ndarray, shape (3, H, W)
        What to show of each picture, from 0 to 1; the middle K_h × K_w pixels are framed where
        there are more.
    values : sequence of float
        What the filter gives for each.
    names : sequence of str
        Which picture each comes from.
    """
    kernels = _check_filter(kernels)
    figure = style.new_figure(style.WIDTH, 1.75)
    panels = figure.subplots(1, len(windows) + 1, squeeze=False)[0]
    _show_filter(panels[0], kernels, "filter")
    height, width = kernels.shape[1:]
    for axes, window, value, name in zip(panels[1:], windows, values, names, strict=True):
        window = np.asarray(window)
        show_picture(axes, window, number(value), ticks=False)
        axes.set_xlabel(name)
        if window.shape != kernels.shape:
            top, left = (window.shape[1] - height) // 2, (window.shape[2] - width) // 2
            cells.box(axes, (top, left), (height, width), style.OUTPUT)
    best = ", ".join(f"{number(value)} ({name})" for value, name in zip(values, names, strict=True))
    text = f"The filter: {_describe(kernels)}. Its largest values: {best}."
    return Picture(figure, "A filter and the windows that it answers to most", text)


def _show_filter(axes: Axes, kernels: np.ndarray, title: str) -> None:
    limit = float(np.abs(_check_filter(kernels)).max()) or 1.0
    show_picture(axes, 0.5 + kernels / (2 * limit), title, ticks=False)


def _describe(kernels: np.ndarray) -> str:
    kind = filter_kind(kernels)
    if kind != KINDS[2]:
        return f"{kind}, {stripe_direction(kernels)}"
    red, green, blue = (number(kernel.mean()) for kernel in kernels)
    return f"{kind} (mean weights: red {red}, green {green}, blue {blue})"


def _check_filter(kernels: ArrayLike) -> np.ndarray:
    kernels = np.asarray(kernels, dtype=np.float64)
    if kernels.ndim != 3 or len(kernels) != 3:
        raise ValueError(
            f"a filter drawn in colour has shape (3, K_h, K_w), not {kernels.shape}; "
            "draw.filter_slices draws any number of channels"
        )
    return kernels


def _describe_filter(weight: np.ndarray) -> str:
    words = f"{shape_text(weight.shape)} = {weight.size} weights"
    if len(weight) > 1 and (weight == weight[0]).all():
        return f"{words}; each of the {len(weight)} kernels is {describe_plane(weight[0])}"
    letters = channel_letters(len(weight))
    names = [style.CHANNEL_NAMES.get(letter, f"channel {letter}") for letter in letters]
    kernels = map(describe_plane, weight)
    return "; ".join([words, *map(" ".join, zip(names, kernels, strict=True))])
