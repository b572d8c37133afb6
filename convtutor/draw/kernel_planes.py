"""A filter, drawn as its kernels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import channel_letters, describe_plane, shape_text
from convtutor.draw.picture import Picture
from convtutor.draw.planes import tint


@style.course_style()
def filter_slices(weight: ArrayLike, title: str = "One filter") -> Picture:
    """Draw a filter as its kernels, one for each channel that it reads.

    Parameters
    ----------
    weight : ndarray, shape (C, K_h, K_w)
        One filter. Three kernels are named red, green and blue.
    title : str
        A name for the filter.

    Raises
    ------
    ValueError
        If the array has another number of axes.
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
        name = f"kernel for {style.CHANNEL_NAMES.get(letter, f'channel {index}')}"
        if letter in style.CHANNEL_NAMES:
            name += f" ({letter})"
            tint(axes, letter)
        style.label_pixels(axes, name)
    figure.colorbar(shown, ax=panels, shrink=0.8, pad=0.02)
    return Picture(figure, title, f"{title}: {_describe_filter(weight)}.")


@style.course_style()
def kernel_flip(kernel: ArrayLike) -> Picture:
    """Draw a kernel as deep learning uses it, and flipped as true convolution does.

    Parameters
    ----------
    kernel : ndarray, shape (K_h, K_w)

    Raises
    ------
    ValueError
        If the kernel is not a plane of numbers.

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


def _describe_filter(weight: np.ndarray) -> str:
    words = f"{shape_text(weight.shape)} = {weight.size} weights"
    if len(weight) > 1 and (weight == weight[0]).all():
        return f"{words}; each of the {len(weight)} kernels is {describe_plane(weight[0])}"
    kernels = [
        f"{style.CHANNEL_NAMES.get(letter, f'channel {letter}')} {describe_plane(kernel)}"
        for letter, kernel in zip(channel_letters(len(weight)), weight, strict=True)
    ]
    return "; ".join([words, *kernels])
