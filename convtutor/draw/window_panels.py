"""One window in panels: picture, map, windows, kernels, sums and equation, and their sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from convlib.one_value import OneValue
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import channel_letters, number
from convtutor.draw.planes import show_picture

NUMBERED_WINDOW = 5  # three kernels above each other leave no room for numbers in more cells


@dataclass(frozen=True)
class Panels:
    """Where the parts of the picture stand."""

    figure: Figure
    picture: Axes
    map: Axes
    scale: cells.Scale  # of the map
    windows: list[Axes]  # one for each channel, as the two below
    kernels: list[Axes]
    sums: list[Axes]
    equation: Axes

    @property
    def moving(self) -> list[Axes]:
        """The panels whose content changes from step to step."""
        return [self.map, *self.windows, *self.sums, self.equation]


def lay_out(x: np.ndarray, weight: np.ndarray, padding: int, feature_map: np.ndarray) -> Panels:
    """Make the panels, with all in them that is the same at every step."""
    count = len(x)
    # Two panels stand above each other on the left, so one channel gets the height of two.
    side = 2.05 * max(count, 2)
    figure = style.new_figure(style.WIDTH, side + 0.7)
    grid = figure.add_gridspec(
        2 * count + 1,
        4,
        width_ratios=[1.15, 1, 1, 0.42],
        height_ratios=[side / (2 * count)] * 2 * count + [0.3],
    )
    picture = figure.add_subplot(grid[:count, 0])
    feature = figure.add_subplot(grid[count:-1, 0])
    windows, kernels, sums = (
        [figure.add_subplot(grid[2 * row : 2 * row + 2, panel]) for row in range(count)]
        for panel in (1, 2, 3)
    )
    scale = cells.shared_scale([feature_map])
    equation = figure.add_subplot(grid[-1, :])
    panels = Panels(figure, picture, feature, scale, windows, kernels, sums, equation)
    size = f"{x.shape[1]} × {x.shape[2]}"
    show_picture(picture, x if count == 3 else x[0], f"picture ({size})")
    cells.padding_ring(picture, (x.shape[1], x.shape[2]), padding)
    low, high = (number(limit, 1) for limit in scale[:2])
    # In words, for a colour bar would take its room from the map.
    colours = f"blue {low}, white 0, red {high}" if scale.signed else f"black {low}, white {high}"
    feature.set_xlabel(colours)
    _draw_kernels(panels, weight)
    windows[0].set_title("window")
    kernels[0].set_title("kernel")
    sums[0].set_title("sum of\nproducts")
    return panels


def _draw_kernels(panels: Panels, weight: np.ndarray) -> None:
    scale = cells.signed_scale([weight])
    letters = channel_letters(len(weight))
    for channel, letter in enumerate(letters):
        kernel_axes, window_axes = panels.kernels[channel], panels.windows[channel]
        cells.show_plane(kernel_axes, weight[channel], scale, NUMBERED_WINDOW)
        style.hide_ticks(kernel_axes)
        style.write_beside(kernel_axes, "=")
        style.hide_ticks(window_axes)
        window_axes.set_ylabel(style.tint(window_axes, letter) if len(letters) == 3 else "grey")
        # As high as the window beside it, so that the headings stand in one line.
        panels.sums[channel].set_box_aspect(1 / 0.42)


def draw_step(panels: Panels, made: OneValue, shown_map: np.ndarray) -> Rectangle:
    """Draw what changes from step to step; return the window's frame on the picture."""
    cells.show_map(panels.map, "feature map", shown_map, panels.scale)
    cells.box(panels.map, (made.row, made.column), (1, 1), style.OUTPUT)
    for channel, axes in enumerate(panels.windows):
        window = made.window[channel]
        cells.show_plane(axes, window, cells.BRIGHTNESS, NUMBERED_WINDOW)
        cells.write_zeros(axes, made.is_padding)
        style.write_beside(axes, "×")
        style.write_words(panels.sums[channel], number(made.channel_sums[channel], 3))
    _write_equation(panels.equation, made)
    corner = made.rows[0], made.columns[0]
    return cells.box(panels.picture, corner, made.is_padding.shape, style.WINDOW)


def _write_equation(axes: Axes, made: OneValue) -> None:
    """Write the sums and the bias, and the result in a frame like its cell's in the map."""
    letters = channel_letters(len(made.window))
    parts = [
        f"{letter} {number(total, 3)}" if len(letters) > 1 else number(total, 3)
        for letter, total in zip(letters, made.channel_sums, strict=True)
    ]
    style.write_words(
        axes, "  +  ".join([*parts, f"bias {number(made.bias, 3)}"]) + "  =", 0.7, "right"
    )
    result = style.write_words(axes, number(made.value, 3), 0.735, "left")
    result.set_bbox({"facecolor": "white", "edgecolor": style.OUTPUT, "linewidth": 2.5})


def checked_window(x: ArrayLike, weight: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture and a filter that fit each other as arrays."""
    x = np.asarray(x, dtype=np.float64)
    weight = np.asarray(weight, dtype=np.float64)
    if x.ndim != 3 or len(x) not in (1, 3):
        raise ValueError(f"a picture with a window has shape (3, H, W) or (1, H, W), not {x.shape}")
    if weight.ndim != 3 or len(weight) != len(x):
        raise ValueError(
            f"the picture has {len(x)} channels, so the filter needs shape "
            f"({len(x)}, K_h, K_w), but it has {weight.shape}; one kernel for each channel"
        )
    cells.picture_array(x if len(x) == 3 else x[0])
    return x, weight


def describe_step(made: OneValue, map_shape: tuple[int, int]) -> tuple[str, str]:
    """Return the title and the text of the picture of a step."""
    title = f"How the value in row {made.row}, column {made.column} of the feature map is made"
    height, width = made.is_padding.shape
    top, bottom, left, right = map(number, (*made.rows[[0, -1]], *made.columns[[0, -1]]))
    letters = channel_letters(len(made.window))
    sums = ", ".join(
        f"{style.CHANNEL_NAMES.get(letter, 'grey')} {number(total, 3)}"
        for letter, total in zip(letters, made.channel_sums, strict=True)
    )
    text = (
        f"The window reads rows {top} to {bottom} and columns {left} to {right} of the picture. "
        f"Sum of the {height} × {width} products: {sums}. With the bias {number(made.bias, 3)} "
        f"they make {number(made.value, 3)}: row {made.row}, column {made.column} of the one "
        f"{map_shape[0]} × {map_shape[1]} feature map (rounded to three decimals)."
    )
    return title, text
