"""A kernel that learns: how it stands after so many steps, and how far it is from its goal."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import describe_plane, plural
from convtutor.draw.picture import Picture


@style.course_style()
def learning(
    x: ArrayLike, target: ArrayLike, kernels: ArrayLike, losses: ArrayLike, step: int
) -> Picture:
    """Draw a kernel after so many steps, its map, the wanted map, and the loss of every step.

    Parameters
    ----------
    x : ndarray, shape (H, W)
        The picture that the kernel reads.
    target : ndarray, shape (H_out, W_out)
        The wanted map; its largest number sets the colours of both maps.
    kernels : ndarray, shape (steps + 1, K_h, K_w)
        The kernel before the first step, and after each.
    losses : ndarray, shape (steps + 1,)
        The loss of each kernel; drawn on a logarithmic axis.
    step : int
        Which kernel to show, from 0.

    Examples
    --------
    >>> x, target = np.array([[1.0, 2.0]]), np.array([[4.0, 8.0]])
    >>> learning(x, target, [[[1.0]], [[3.0]]], [22.5, 2.5], step=1).text
    'After step 1 of 1 the loss is 2.5; it began at 22.5. The kernel: rows 3.'
    """
    x, target = cells.plane_array("x", x), cells.plane_array("target", target)
    kernels, losses = np.asarray(kernels, dtype=np.float64), np.asarray(losses, dtype=np.float64)
    if kernels.ndim != 3 or losses.shape != kernels.shape[:1]:
        raise ValueError(
            f"kernels of shape {kernels.shape} and losses of shape {losses.shape} do not fit; "
            "give (steps + 1, K_h, K_w) and (steps + 1,), as convtutor.learn.fit does"
        )
    last = len(kernels) - 1
    if not 0 <= step <= last:
        raise ValueError(f"there is no step {step}; give one from 0 to {last}")
    kernel = kernels[step]

    figure = style.new_figure(style.WIDTH, 5.0)
    panels = figure.subplot_mosaic(
        [["kernel", "map", "wanted"], ["loss", "loss", "loss"]], height_ratios=(1.5, 1)
    )
    cells.show_plane(panels["kernel"], kernel, cells.signed_scale([kernel]))
    style.hide_ticks(panels["kernel"], f"the kernel after step {step}")
    feature_map = conv2d(x[np.newaxis, np.newaxis], kernel[np.newaxis, np.newaxis])[0, 0]
    scale = cells.signed_scale([target])
    cells.show_map(panels["map"], "its map", feature_map, scale)
    shown = cells.show_map(panels["wanted"], "the wanted map", target, scale)
    style.colour_bar(shown, [panels["map"], panels["wanted"]])
    _draw_losses(panels["loss"], losses, step)

    text = (
        f"After step {step} of {last} the loss is {losses[step]:.3g}; it began at "
        f"{losses[0]:.3g}. The kernel: {describe_plane(kernel)}."
    )
    return Picture(figure, f"A kernel that learns, after {plural(step, 'step')}", text)


def _draw_losses(axes: Axes, losses: np.ndarray, step: int) -> None:
    axes.plot(losses, color="black", linewidth=1.5)
    axes.plot([step], [losses[step]], marker="o", markersize=9, color=style.OUTPUT)
    positive = losses[np.isfinite(losses) & (losses > 0)]
    if positive.size:
        axes.set_yscale("log")
        # At least a factor of ten, so that the axis has a number on it.
        axes.set_ylim(min(positive.min() / 2, 0.1), max(positive.max() * 2, 1.0))
    axes.set_title("the loss after each step, on a logarithmic axis")
    axes.set_xlabel("step")
    axes.yaxis.set_major_formatter(lambda loss, _: _tick(loss))
    axes.minorticks_off()
    axes.grid(axis="y", color="#D8D8D8")


def _tick(loss: float) -> str:
    """Write large losses out too, as far as there is room: 1,000,000 rather than 1e+06."""
    return f"{loss:,.0f}" if 1 <= loss < 1e9 else f"{loss:g}"
