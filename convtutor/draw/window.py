"""One window, number by number: where a single value of a feature map comes from."""

from __future__ import annotations

from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convlib.one_value import one_value
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import describe_plane, number
from convtutor.draw.picture import PIXELS_PER_INCH, SHARPNESS, Picture, encode
from convtutor.draw.positions import Slide, unread_sentence
from convtutor.draw.window_panels import checked_window, describe_step, draw_step, lay_out


@style.course_style()
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
    """
    x, weight = checked_window(x, weight)
    made = one_value(x, weight, float(bias), row, column, stride=stride, padding=padding)
    whole = conv2d(x[None], weight[None], [bias], stride=stride, padding=padding)[0, 0]
    shown_map = whole if feature_map is None else cells.plane_array("feature_map", feature_map)

    panels = lay_out(x, weight, padding, whole)
    height, width = x.shape[1:]
    rows = Slide(height, weight.shape[1], stride, padding).unread
    columns = Slide(width, weight.shape[2], stride, padding).unread
    cells.hatch_unread(panels.picture, (height, width), rows, columns)
    draw_step(panels, made, shown_map)
    title, text = describe_step(made, whole.shape)
    lines = {"row": rows, "column": columns}
    unread = "; ".join(unread_sentence(noun, at) for noun, at in lines.items() if len(at))
    if unread:
        text += f" Hatched in purple: {unread}."
    return Picture(panels.figure, title, text)


@style.course_style()
def worked_window(window: ArrayLike, kernel: ArrayLike, bias: float = 0.0) -> Picture:
    """Draw one window times one kernel, product by product, with the sum and the bias.

    Parameters
    ----------
    window, kernel : ndarray, shape (K_h, K_w)
        What the window sees, and the weights that meet it.
    bias : float
        Added to the sum.

    Examples
    --------
    >>> worked_window([[1, 2]], [[3, -1]], bias=0.5).text  # doctest: +NORMALIZE_WHITESPACE
    'Window rows 1, 2; kernel rows 3, −1; products rows 3, −2.
     The products sum to 1; with the bias 0.5 they make 1.5.'
    """
    window, kernel = cells.plane_array("window", window), cells.plane_array("kernel", kernel)
    if window.shape != kernel.shape:
        raise ValueError(
            f"the window has shape {window.shape} but the kernel has {kernel.shape}; "
            "each weight needs one pixel"
        )
    made = one_value(window[None], kernel[None], bias, 0, 0)
    products = made.products[0]
    figure = style.new_figure(8.0, 3.3)
    grid = figure.add_gridspec(2, 1, height_ratios=[2.7, 0.6])
    upper, lower = (figure.add_subfigure(grid[row]) for row in (0, 1))
    panels = upper.subplots(1, 3)
    cells.show_plane(panels[0], window, cells.shared_scale([window]))
    for axes, plane in zip(panels[1:], (kernel, products), strict=True):
        cells.show_plane(axes, plane, cells.signed_scale([plane]))
    for axes, heading in zip(panels, ("window", "kernel", "products"), strict=True):
        style.hide_ticks(axes, heading)
    cells.box(panels[0], (0, 0), window.shape, style.WINDOW)
    style.write_beside(panels[0], "×")
    style.write_beside(panels[1], "=")
    total, added, value = (number(term, 3) for term in (products.sum(), bias, made.value))
    style.write_words(lower.subplots(), f"sum {total}  +  bias {added}  =  {value}")
    text = (
        f"Window {describe_plane(window)}; kernel {describe_plane(kernel)}; "
        f"products {describe_plane(products)}. The products sum to {total}; with the bias "
        f"{added} they make {value}."
    )
    return Picture(figure, "A window, a kernel and their products", text)


class LiveWindow:
    """The picture of `three_channel_window` under a slider: drawn once, then only what moves.

    Most of the time of a picture goes into panels, ticks and numbers that are the same at every
    place of the window. They are kept as pixels; `at` draws the rest over them.
    """

    @style.course_style()
    def __init__(self, x: ArrayLike, weight: ArrayLike, bias: float) -> None:
        self.x, self.weight = checked_window(x, weight)
        self.bias = float(bias)
        whole = conv2d(self.x[None], self.weight[None], [self.bias])[0, 0]
        self._map_shape = whole.shape
        self._panels = lay_out(self.x, self.weight, 0, whole)
        self._panels.figure.set_dpi(PIXELS_PER_INCH * SHARPNESS)
        self._canvas = FigureCanvasAgg(self._panels.figure)
        self._frame: Rectangle | None = None
        self._still: Any = None  # the pixels of what does not move

    @style.course_style()
    def at(self, row: int, column: int, feature_map: ArrayLike) -> Picture:
        """Draw the step that makes one cell of a map, which has NaN where there is no value yet.

        The picture's figure is the same one each time and moves on with the next call; its PNG
        stays.
        """
        made = one_value(self.x, self.weight, self.bias, row, column)
        shown_map = cells.plane_array("feature_map", feature_map)
        if self._frame:
            self._frame.remove()
        for axes in self._panels.moving:
            for artist in [*axes.images, *axes.patches, *axes.texts]:
                artist.remove()
        self._frame = draw_step(self._panels, made, shown_map)
        moving = [self._frame, *self._panels.moving]
        if self._still is None:
            self._draw_still(moving)
        self._canvas.restore_region(self._still)
        renderer = self._canvas.get_renderer()
        for artist in moving:
            artist.draw(renderer)
        title, text = describe_step(made, self._map_shape)
        return Picture(self._panels.figure, title, text, encode(self._canvas))

    def _draw_still(self, moving: list[Any]) -> None:
        """Settle the layout, and keep the pixels of all but what moves."""
        figure = self._panels.figure
        figure.get_layout_engine().execute(figure)  # type: ignore[union-attr]  # it has one
        figure.set_layout_engine("none")
        for artist in moving:
            artist.set_visible(False)
        self._canvas.draw()
        self._still = self._canvas.copy_from_bbox(figure.bbox)
        for artist in moving:
            artist.set_visible(True)
