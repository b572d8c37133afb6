"""One window, number by number: where a single value of a feature map comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from convlib.conv import conv2d, pad2d
from convlib.draw.arrays import (
    channel_letters,
    picture_array,
    plane_array,
    shared_scale,
)
from convlib.draw.equation import write_beside, write_words
from convlib.draw.picture import Picture
from convlib.draw.planes import show_picture, tint
from convlib.draw.style import (
    CHANNEL_NAMES,
    OUTPUT,
    PADDING,
    WIDTH,
    WINDOW,
    box,
    course_style,
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
class _Step:
    """The numbers of one step of the slide."""

    row: int  # the cell of the feature map
    column: int
    top: int  # the top-left pixel of the window; negative where it begins in the padding
    left: int
    window: np.ndarray  # (C, K_h, K_w)
    sums: np.ndarray  # (C,): the products of each channel, summed
    bias: float
    feature_map: np.ndarray  # (H_out, W_out)

    @property
    def value(self) -> float:
        return float(self.sums.sum() + self.bias)


@course_style()
def three_channel_window(
    x: ArrayLike,
    weight: ArrayLike,
    bias: float,
    row: int,
    column: int,
    stride: int = 1,
    padding: int = 0,
    feature_map: ArrayLike | None = None,
) -> Picture:
    """Draw how one value of a feature map is made from all channels of a picture.

    From left to right: the picture with the window on it; what the window sees in each channel;
    the kernel that meets it; the sum of the products of each channel. The sums and the bias make
    one value, the framed cell of the feature map.

    Parameters
    ----------
    x : ndarray, shape (3, H, W) or (1, H, W)
        The picture, from 0 to 1.
    weight : ndarray, shape (C, K_h, K_w)
        One filter, with one kernel for each channel of the picture.
    bias : float
        Added once, whatever the number of channels.
    row, column : int
        The cell *of the feature map*. With stride 1 and no padding it is also the top-left
        pixel of the window; in general that pixel is ``row * stride - padding``.
    stride : int
        Pixels that the window moves at each step.
    padding : int
        Zero pixels on *each* side of the picture.
    feature_map : ndarray, shape (H_out, W_out), optional
        The map to show, for instance a learner's own, with NaN where there is no value yet.
        Without it the map is computed.

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the shapes do not fit together, or the cell lies outside the feature map.
    """
    x, weight = _checked(x, weight)
    step = _take_step(x, weight, float(bias), row, column, stride, padding)
    shown_map = step.feature_map
    if feature_map is not None:
        shown_map = plane_array("feature_map", feature_map)

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
    picture_axes = figure.add_subplot(grid[:count, 0])
    map_axes = figure.add_subplot(grid[count:-1, 0])
    _draw_overview(picture_axes, map_axes, x, weight, step, padding, shown_map)
    for channel in range(count):
        rows = slice(2 * channel, 2 * channel + 2)
        panels = [figure.add_subplot(grid[rows, panel]) for panel in (1, 2, 3)]
        _draw_channel(panels, step, weight, channel, x.shape[1:])
        if channel == 0:
            for axes, heading in zip(panels, ("window", "kernel", "sum of\nproducts"), strict=True):
                axes.set_title(heading)
    _write_equation(figure.add_subplot(grid[-1, :]), step)
    title = f"How the value in row {row}, column {column} of the feature map is made"
    return Picture(figure, title, _step_text(step))


def _checked(x: ArrayLike, weight: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x = np.asarray(x, dtype=np.float64)
    weight = np.asarray(weight, dtype=np.float64)
    if x.ndim != 3 or len(x) not in (1, 3):
        raise ValueError(f"a picture with a window has shape (3, H, W) or (1, H, W), not {x.shape}")
    if weight.ndim != 3 or len(weight) != len(x):
        raise ValueError(
            f"the picture has {len(x)} channels, so the filter needs shape "
            f"({len(x)}, K_h, K_w), but it has {weight.shape}; one kernel for each channel"
        )
    picture_array(x if len(x) == 3 else x[0])
    return x, weight


def _take_step(
    x: np.ndarray,
    weight: np.ndarray,
    bias: float,
    row: int,
    column: int,
    stride: int,
    padding: int,
) -> _Step:
    feature_map = conv2d(x[None], weight[None], [bias], stride=stride, padding=padding)[0, 0]
    rows, columns = feature_map.shape
    if not (0 <= row < rows and 0 <= column < columns):
        raise ValueError(
            f"the feature map has {rows} rows and {columns} columns, so it has no cell in "
            f"row {row}, column {column}; both count from 0"
        )
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    down = slice(row * stride, row * stride + weight.shape[1])
    right = slice(column * stride, column * stride + weight.shape[2])
    window = padded[:, down, right]
    return _Step(
        row=row,
        column=column,
        top=row * stride - padding,
        left=column * stride - padding,
        window=window,
        sums=(window * weight).sum(axis=(1, 2)),
        bias=bias,
        feature_map=feature_map,
    )


def _draw_overview(
    picture_axes: Axes,
    map_axes: Axes,
    x: np.ndarray,
    weight: np.ndarray,
    step: _Step,
    padding: int,
    shown_map: np.ndarray,
) -> None:
    _, height, width = x.shape
    show_picture(picture_axes, x if len(x) == 3 else x[0])
    label_pixels(picture_axes, f"picture ({height} × {width})")
    padding_ring(picture_axes, height, width, padding)
    box(picture_axes, step.top, step.left, *weight.shape[1:], WINDOW)

    signed, limits = shared_scale([step.feature_map])
    show_plane(map_axes, shown_map, signed=signed, limits=limits)
    label_pixels(map_axes, f"feature map ({shown_map.shape[0]} × {shown_map.shape[1]})")
    box(map_axes, step.row, step.column, 1, 1, OUTPUT)
    low, high = (number(limit, 1) for limit in limits)
    # In words, for a colour bar would take its room from the map.
    scale = f"blue {low}, white 0, red {high}" if signed else f"black {low}, white {high}"
    map_axes.set_xlabel(scale)


def _draw_channel(
    panels: list[Axes],
    step: _Step,
    weight: np.ndarray,
    channel: int,
    picture_shape: tuple[int, int],
) -> None:
    window_axes, kernel_axes, sum_axes = panels
    # As high as the window beside it, so that the headings stand in one line.
    sum_axes.set_box_aspect(1 / 0.42)
    _draw_window(window_axes, step, channel, picture_shape)
    limit = symmetric_limit([weight])
    show_plane(
        kernel_axes,
        weight[channel],
        signed=True,
        limits=(-limit, limit),
        numbered_side=NUMBERED_WINDOW,
    )
    hide_ticks(kernel_axes)
    write_words(sum_axes, number(step.sums[channel], 3))
    write_beside(window_axes, "×")
    write_beside(kernel_axes, "=")


def _draw_window(axes: Axes, step: _Step, channel: int, picture_shape: tuple[int, int]) -> None:
    window = step.window[channel]
    show_plane(axes, window, signed=False, limits=(0, 1), numbered_side=NUMBERED_WINDOW)
    hide_ticks(axes)
    letter = channel_letters(len(step.window))[channel]
    axes.set_ylabel(f"{CHANNEL_NAMES[letter]} ({letter})" if letter in CHANNEL_NAMES else "grey")
    if letter in CHANNEL_NAMES:
        tint(axes, letter)
    height, width = picture_shape
    for row, column in np.ndindex(window.shape):
        if not (0 <= step.top + row < height and 0 <= step.left + column < width):
            hatched(axes, row, column, 1, 1, PADDING)
            axes.text(column, row, "0", ha="center", va="center", zorder=5)


def _write_equation(axes: Axes, step: _Step) -> None:
    """Write the sums and the bias, and the result in a frame like its cell's in the map."""
    parts = [
        f"{letter} {number(total, 3)}" if len(step.sums) > 1 else number(total, 3)
        for letter, total in zip(channel_letters(len(step.sums)), step.sums, strict=True)
    ]
    write_words(axes, "  +  ".join([*parts, f"bias {number(step.bias, 3)}"]) + "  =", 0.7, "right")
    result = write_words(axes, number(step.value, 3), 0.735, "left")
    result.set_bbox({"facecolor": "white", "edgecolor": OUTPUT, "linewidth": 2.5})


def _step_text(step: _Step) -> str:
    height, width = step.window.shape[1:]
    letters = channel_letters(len(step.sums))
    sums = ", ".join(
        f"{CHANNEL_NAMES.get(letter, 'grey')} {number(total, 3)}"
        for letter, total in zip(letters, step.sums, strict=True)
    )
    rows, columns = step.feature_map.shape
    return (
        f"The window reads rows {number(step.top)} to {number(step.top + height - 1)} and "
        f"columns {number(step.left)} to {number(step.left + width - 1)} of the picture. "
        f"Sum of the {height} × {width} products: {sums}. With the bias {number(step.bias, 3)} "
        f"they make {number(step.value, 3)}: row {step.row}, column {step.column} of the one "
        f"{rows} × {columns} feature map (rounded to three decimals)."
    )
