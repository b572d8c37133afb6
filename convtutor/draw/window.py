"""One window, number by number: where a single value of a feature map comes from."""

from __future__ import annotations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from convlib.conv2d import conv2d
from convlib.one_value import one_value
from convtutor.draw.arrays import plane_array
from convtutor.draw.picture import PIXELS_PER_INCH, SHARPNESS, Picture, encode
from convtutor.draw.reading import never_read, unread_sentence
from convtutor.draw.style import course_style, hatch_unread
from convtutor.draw.window_panels import draw_step, lay_out
from convtutor.draw.window_step import checked_window, describe_step


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
    x, weight = checked_window(x, weight)
    made = one_value(x, weight, float(bias), row, column, stride=stride, padding=padding)
    whole = conv2d(x[None], weight[None], [bias], stride=stride, padding=padding)[0, 0]
    shown_map = whole if feature_map is None else plane_array("feature_map", feature_map)

    panels = lay_out(x, weight, padding, whole)
    height, width = x.shape[1:]
    rows = never_read(height, weight.shape[1], stride, padding)
    columns = never_read(width, weight.shape[2], stride, padding)
    hatch_unread(panels.picture, height, width, rows, columns)
    draw_step(panels, made, shown_map)
    title, text = describe_step(made, whole.shape)
    lines = {"row": rows, "column": columns}
    unread = "; ".join(unread_sentence(noun, at) for noun, at in lines.items() if len(at))
    if unread:
        text += f" Hatched in purple: {unread}."
    return Picture(panels.figure, title, text)


class LiveWindow:
    """The picture of `three_channel_window` under a slider: drawn once, then only what moves.

    Most of the time of a picture goes into panels, ticks and numbers that are the same at every
    place of the window. They are kept as pixels; `at` draws the rest over them.

    Parameters
    ----------
    x : ndarray, shape (3, H, W) or (1, H, W)
        The picture, from 0 to 1.
    weight : ndarray, shape (C, K_h, K_w)
        One filter, with one kernel for each channel of the picture.
    bias : float
        Added once, whatever the number of channels.

    Raises
    ------
    ValueError
        If the shapes do not fit together.
    """

    def __init__(self, x: ArrayLike, weight: ArrayLike, bias: float) -> None:
        self.x, self.weight = checked_window(x, weight)
        self.bias = float(bias)
        self._whole = conv2d(self.x[None], self.weight[None], [self.bias])[0, 0]
        self._panels = None
        self._frame = None
        self._kept = None  # the pixels of what does not move

    @course_style()
    def at(self, row: int, column: int, feature_map: ArrayLike) -> Picture:
        """Draw the window's step that makes one cell.

        Parameters
        ----------
        row, column : int
            The cell of the feature map.
        feature_map : ndarray, shape (H_out, W_out)
            The map to show, with NaN where there is no value yet.

        Returns
        -------
        Picture
            Its figure is the same one each time and moves on with the next call; its PNG stays.

        Raises
        ------
        ValueError
            If the cell lies outside the feature map.
        """
        made = one_value(self.x, self.weight, self.bias, row, column)
        shown_map = plane_array("feature_map", feature_map)
        if self._panels is None:
            self._panels = lay_out(self.x, self.weight, 0, self._whole)
            self._panels.figure.set_dpi(PIXELS_PER_INCH * SHARPNESS)
            self._canvas = FigureCanvasAgg(self._panels.figure)
        else:
            self._clear()
        self._frame = draw_step(self._panels, made, shown_map)
        self._draw()
        title, text = describe_step(made, self._whole.shape)
        return _Drawn(self._panels.figure, title, text, encode(self._canvas))

    def _clear(self) -> None:
        self._frame.remove()
        for axes in self._panels.moving:
            for artist in [*axes.images, *axes.patches, *axes.texts]:
                artist.remove()

    def _draw(self) -> None:
        panels = self._panels
        if self._kept is None:
            self._keep_what_stays()
        self._canvas.restore_region(self._kept)
        renderer = self._canvas.get_renderer()
        self._frame.draw(renderer)
        for axes in panels.moving:
            axes.draw(renderer)

    def _keep_what_stays(self) -> None:
        moving = [self._frame, *self._panels.moving]
        figure = self._panels.figure
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        for artist in moving:
            artist.set_visible(False)
        self._canvas.draw()
        self._kept = self._canvas.copy_from_bbox(figure.bbox)
        for artist in moving:
            artist.set_visible(True)


class _Drawn(Picture):
    """A picture whose PNG is there already."""

    def __init__(self, figure: Figure, title: str, text: str, png: bytes) -> None:
        super().__init__(figure, title, text)
        self._png = png

    def png(self) -> bytes:
        return self._png
