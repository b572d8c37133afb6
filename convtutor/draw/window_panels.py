"""The panels that show one window: picture, map, windows, kernels, sums and the equation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from convlib.one_value import OneValue
from convtutor.draw.arrays import channel_letters, shared_scale
from convtutor.draw.equation import write_beside, write_words
from convtutor.draw.planes import show_picture, tint
from convtutor.draw.style import (
    CHANNEL_NAMES,
    OUTPUT,
    PADDING,
    WIDTH,
    WINDOW,
    box,
    hatched,
    hide_ticks,
    label_pixels,
    new_figure,
    number,
    padding_ring,
    show_plane,
    symmetric_limit,
)

NUMBERED_WINDOW = 5  # three kernels above each other leave no room for numbers in more cells


@dataclass(frozen=True)
class Panels:
    """Where the parts of the picture stand."""

    figure: Figure
    picture: Axes
    map: Axes
    signed: bool  # the colours of the map, and their limits
    limits: tuple[float, float]
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
    figure = new_figure(WIDTH, side + 0.7)
    grid = figure.add_gridspec(
        2 * count + 1,
        4,
        width_ratios=[1.15, 1, 1, 0.42],
        height_ratios=[side / (2 * count)] * 2 * count + [0.3],
    )
    picture = figure.add_subplot(grid[:count, 0])
    feature = figure.add_subplot(grid[count:-1, 0])
    rows = [slice(2 * channel, 2 * channel + 2) for channel in range(count)]
    windows, kernels, sums = zip(
        *([figure.add_subplot(grid[row, panel]) for panel in (1, 2, 3)] for row in rows),
        strict=True,
    )
    signed, limits = shared_scale([feature_map])
    equation = figure.add_subplot(grid[-1, :])
    panels = Panels(figure, picture, feature, signed, limits, windows, kernels, sums, equation)
    _draw_picture(panels, x, padding)
    low, high = (number(limit, 1) for limit in limits)
    # In words, for a colour bar would take its room from the map.
    scale = f"blue {low}, white 0, red {high}" if signed else f"black {low}, white {high}"
    feature.set_xlabel(scale)
    _draw_kernels(panels, weight)
    for axes, heading in zip(
        (windows[0], kernels[0], sums[0]), ("window", "kernel", "sum of\nproducts"), strict=True
    ):
        axes.set_title(heading)
    return panels


def _draw_picture(panels: Panels, x: np.ndarray, padding: int) -> None:
    _, height, width = x.shape
    show_picture(panels.picture, x if len(x) == 3 else x[0])
    label_pixels(panels.picture, f"picture ({height} × {width})")
    padding_ring(panels.picture, height, width, padding)


def _draw_kernels(panels: Panels, weight: np.ndarray) -> None:
    limit = symmetric_limit([weight])
    letters = channel_letters(len(weight))
    for channel, letter in enumerate(letters):
        kernel_axes, window_axes = panels.kernels[channel], panels.windows[channel]
        show_plane(
            kernel_axes,
            weight[channel],
            signed=True,
            limits=(-limit, limit),
            numbered_side=NUMBERED_WINDOW,
        )
        hide_ticks(kernel_axes)
        write_beside(kernel_axes, "=")
        hide_ticks(window_axes)
        window_axes.set_ylabel(
            f"{CHANNEL_NAMES[letter]} ({letter})" if letter in CHANNEL_NAMES else "grey"
        )
        if letter in CHANNEL_NAMES:
            tint(window_axes, letter)
        # As high as the window beside it, so that the headings stand in one line.
        panels.sums[channel].set_box_aspect(1 / 0.42)


def draw_step(panels: Panels, made: OneValue, shown_map: np.ndarray) -> Rectangle:
    """Draw what changes from step to step; return the window's frame on the picture."""
    show_plane(panels.map, shown_map, signed=panels.signed, limits=panels.limits)
    label_pixels(panels.map, f"feature map ({shown_map.shape[0]} × {shown_map.shape[1]})")
    box(panels.map, made.row, made.column, 1, 1, OUTPUT)
    for channel, axes in enumerate(panels.windows):
        window = made.window[channel]
        show_plane(axes, window, signed=False, limits=(0, 1), numbered_side=NUMBERED_WINDOW)
        for row, column in np.argwhere(made.is_padding):
            hatched(axes, row, column, 1, 1, PADDING)
            axes.text(column, row, "0", ha="center", va="center", zorder=5)
        write_beside(axes, "×")
        write_words(panels.sums[channel], number(made.channel_sums[channel], 3))
    _write_equation(panels.equation, made)
    return box(panels.picture, made.rows[0], made.columns[0], *made.is_padding.shape, WINDOW)


def _write_equation(axes: Axes, made: OneValue) -> None:
    """Write the sums and the bias, and the result in a frame like its cell's in the map."""
    letters = channel_letters(len(made.window))
    parts = [
        f"{letter} {number(total, 3)}" if len(letters) > 1 else number(total, 3)
        for letter, total in zip(letters, made.channel_sums, strict=True)
    ]
    write_words(axes, "  +  ".join([*parts, f"bias {number(made.bias, 3)}"]) + "  =", 0.7, "right")
    result = write_words(axes, number(made.value, 3), 0.735, "left")
    result.set_bbox({"facecolor": "white", "edgecolor": OUTPUT, "linewidth": 2.5})
