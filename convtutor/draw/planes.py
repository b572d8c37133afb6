"""Pictures, channels, kernels and feature maps: whole planes of numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import describe_plane, plural, shape_text
from convtutor.draw.picture import Picture


@style.course_style()
def image(x: ArrayLike, title: str = "The picture") -> Picture:
    """Draw a picture, in colour or in grey.

    Parameters
    ----------
    x : ndarray, shape (3, H, W) or (H, W)
        Three channels (red, green, blue) from 0 to 1, or one grey plane. A grey plane without
        negative numbers may go beyond 1; its largest number is then white.
    title : str
        Written above the picture.

    Examples
    --------
    >>> image([[0, 1], [1, 0]], title="A tiny picture").text
    'A picture of 2 rows and 2 columns in grey: rows 0, 1 | 1, 0.'
    """
    x = cells.picture_array(x)
    side = 3.6
    figure = style.new_figure(side, side * x.shape[-2] / x.shape[-1] + 0.3)
    axes = figure.add_subplot()
    numbered = x.ndim == 2 and max(x.shape) <= style.NUMBERED_SIDE
    show_picture(axes, x, title, ticks=not numbered)
    kind = "in colour (3 channels: red, green, blue)" if x.ndim == 3 else "in grey"
    size = f"A picture of {plural(x.shape[-2], 'row')} and {plural(x.shape[-1], 'column')} {kind}"
    return Picture(figure, title, f"{size}: {describe_plane(x)}.")


@style.course_style()
def maps(planes: Mapping[str, ArrayLike], own_scales: bool = False) -> Picture:
    """Draw maps side by side on one scale with one colour bar, or each on its own.

    Parameters
    ----------
    planes : mapping of str to ndarray, shape (H, W)
        What to write above each map, and the map. Sizes may differ. NaN is drawn as "no value".
        If any number is negative, all are coloured from blue (negative) through white (0) to red
        (positive); else from black (the smallest) to white (the largest).
    own_scales : bool
        Whether each map has a scale and a colour bar of its own, so that weak answers show, too.

    Examples
    --------
    >>> maps({"a": [[1, -1]], "b": [[0, 3]]}).text
    'a (1 × 2): rows 1, −1. b (1 × 2): rows 0, 3.'
    """
    arrays = {title: cells.plane_array(title, plane) for title, plane in planes.items()}
    if not arrays:
        raise ValueError("there is no map to draw; give at least one, such as maps({'mine': m})")
    scale = cells.shared_scale(list(arrays.values()))

    across = {1: 1, 2: 2, 4: 2}.get(len(arrays), 3)
    down = -(-len(arrays) // across)
    width = {1: 4.2, 2: 7.2}.get(across, style.WIDTH)
    figure = style.new_figure(width, down * (width / across - 0.1))
    grid = figure.subplots(down, across, squeeze=False)
    for axes in grid.flat[len(arrays) :]:
        axes.set_axis_off()
    for axes, (title, plane) in zip(grid.flat, arrays.items(), strict=False):
        shown = cells.show_map(
            axes, title, plane, cells.shared_scale([plane]) if own_scales else scale
        )
        if own_scales:
            figure.colorbar(shown, ax=axes, shrink=0.8, aspect=20, pad=0.04)
    if not own_scales:
        style.colour_bar(shown, list(grid.flat), aspect=30)

    sentences = [
        f"{title} ({shape_text(plane.shape)}): {describe_plane(plane)}."
        for title, plane in arrays.items()
    ]
    return Picture(figure, "Maps: " + ", ".join(arrays), " ".join(sentences))


@style.course_style()
def image_and_map(x: ArrayLike, feature_map: ArrayLike, title: str = "feature map") -> Picture:
    """Draw a picture and, beside it, the feature map that a filter makes of it.

    Parameters
    ----------
    x : ndarray, shape (3, H, W), (1, H, W) or (H, W)
        The picture, from 0 to 1.
    feature_map : ndarray, shape (H_out, W_out)
        NaN is drawn as "no value". Blue is negative, white 0 and red positive; without negative
        numbers black is 0 and white the largest.
    title : str
        Written above the map.

    Examples
    --------
    >>> image_and_map([[0, 1, 1]], [[1, 0]]).text
    'Picture: 1 × 3. The feature map (1 × 2): rows 1, 0.'
    """
    x = np.asarray(x)
    x = cells.picture_array(x[0] if x.ndim == 3 and len(x) == 1 else x)
    plane = cells.plane_array(title, feature_map)
    figure = style.new_figure(7.6, 3.7)
    left, right = figure.subplots(1, 2)
    show_picture(left, x, f"picture ({x.shape[-2]} × {x.shape[-1]})")
    shown = cells.show_map(right, title, plane, cells.shared_scale([plane]))
    style.colour_bar(shown, [left, right], aspect=30)
    size = shape_text(plane.shape)
    text = f"Picture: {shape_text(x.shape)}. The {title} ({size}): {describe_plane(plane)}."
    return Picture(figure, f"A picture and its {title}", text)


@style.course_style()
def channels(x: ArrayLike) -> Picture:
    """Draw the three channels of a colour picture as grey planes.

    Parameters
    ----------
    x : ndarray, shape (3, H, W)
        Red, green and blue, from 0 (black) to 1 (white).
    """
    x = cells.picture_array(x)
    if x.ndim != 3:
        raise ValueError(f"channels needs a picture of shape (3, H, W), not {x.shape}")
    figure = style.new_figure(style.WIDTH, 2.6)
    panels = figure.subplots(1, 4)
    show_picture(panels[0], x, "the picture")
    sentences = []
    for index, (axes, letter) in enumerate(zip(panels[1:], "RGB", strict=True)):
        cells.show_plane(axes, x[index], cells.BRIGHTNESS)
        style.label_pixels(axes, f"channel {index}: {style.tint(axes, letter)}")
        sentences.append(f"{style.CHANNEL_NAMES[letter]}: {describe_plane(x[index])}")
    text = f"A picture of shape {shape_text(x.shape)} and its channels, 0 black to 1 white; "
    return Picture(figure, "The three channels of a picture", text + "; ".join(sentences) + ".")


@style.course_style()
def picture_row(pictures: Mapping[str, ArrayLike]) -> Picture:
    """Draw pictures side by side, each on its own scale of pixels.

    Parameters
    ----------
    pictures : mapping of str to ndarray, shape (3, H, W)
        What to write above each, and the picture, from 0 to 1.

    Examples
    --------
    >>> picture_row({"grey": np.full((3, 4, 5), 0.5)}).text
    'Pictures: grey (4 × 5).'
    """
    figure = style.new_figure(style.WIDTH, 2.0)
    panels = figure.subplots(1, len(pictures), squeeze=False)[0]
    sizes = []
    for axes, (name, picture) in zip(panels, pictures.items(), strict=True):
        x = cells.picture_array(picture)
        show_picture(axes, x, name, ticks=False)
        sizes.append(f"{name} ({x.shape[-2]} × {x.shape[-1]})")
    return Picture(figure, "Pictures side by side", f"Pictures: {', '.join(sizes)}.")


def show_picture(axes: Axes, x: np.ndarray, title: str = "", ticks: bool = True) -> None:
    """Draw a picture that `picture_array` has checked, under its title, with its pixels counted."""
    if x.ndim == 3:
        # Matplotlib wants the channels last: (H, W, 3).
        axes.imshow(np.moveaxis(x, 0, 2), interpolation="nearest")
    else:
        cells.show_plane(axes, x, cells.Scale(0.0, max(1.0, float(x.max()))))
    (style.label_pixels if ticks else style.hide_ticks)(axes, title)
