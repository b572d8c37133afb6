"""The positions of the window along one axis: strides, padding, the floor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convlib.sizes import conv_output_size
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import plural
from convtutor.draw.picture import Picture

LEVEL = 0.27  # inches of a row of bars
MOST_NAMED_PIXELS = 6  # in a sentence
MOST_LABELLED_PIXELS = 36  # more do not leave room for their numbers in a row


class Slide(NamedTuple):
    """A window along one axis, in pixels; zeros on *each* side."""

    input_size: int
    kernel_size: int
    stride: int = 1
    padding: int = 0

    @property
    def exact(self) -> Fraction:
        """The number of places before the floor."""
        return Fraction(self.input_size + 2 * self.padding - self.kernel_size, self.stride) + 1

    @property
    def places(self) -> int:
        """How many there are; 0 where the window does not fit."""
        return max(0, floor(self.exact))

    @property
    def floored(self) -> str:
        """The number of places and, where they differ, its floor: ``14.5 → 14``."""
        whole = self.exact.denominator == 1
        return f"{self.places}" if whole else f"{float(self.exact):.4g} → {self.places}"

    @property
    def unread(self) -> list[int]:
        """The pixels that no window reads, if there is a window."""
        starts = range(-self.padding, self.places * self.stride - self.padding, self.stride)
        read = {start + pixel for start in starts for pixel in range(self.kernel_size)}
        return [pixel for pixel in range(self.input_size) if read and pixel not in read]

    @property
    def sentence(self) -> str:
        """The sum that gives the number of places, and what is never read."""
        zeros = f" + 2·{self.padding}" if self.padding else ""
        inside = f"({self.input_size}{zeros} − {self.kernel_size})"
        noun = "position" if self.places == 1 else "positions"
        reading = unread_sentence("pixel", self.unread)
        return f"{inside}/{self.stride} + 1 = {self.floored} {noun}; {reading}."

    def levels(self, bars: int) -> int:
        """As many rows as there are windows over one pixel, so that no two bars overlap."""
        return max(1, min(-(-self.kernel_size // self.stride), bars))


@style.course_style()
def stride_positions(
    input_size: int, kernel_size: int, stride: int = 1, padding: int = 0
) -> Picture:
    """Draw every position of the window along one axis, under the row of pixels.

    Parameters
    ----------
    input_size, kernel_size, stride, padding : int
        Pixels along the axis, in the window, of each step, and of zeros on *each* side.

    Returns
    -------
    Picture
        Its sentence does the sum: ``(n + 2p - k)/s + 1``, floored.

    Examples
    --------
    >>> stride_positions(32, 5, stride=2).text
    '(32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never read.'
    >>> stride_positions(5, 3, padding=1).text
    '(5 + 2·1 − 3)/1 + 1 = 5 positions; every pixel is read.'
    """
    slide = Slide(input_size, kernel_size, stride, padding)
    levels = slide.levels(conv_output_size(*slide))
    figure = style.new_figure(style.WIDTH, 1.0 + LEVEL * levels)
    axes = figure.add_subplot()
    draw_places(axes, slide)
    axes.set_title("pixels and, below, each position of the window, in order")
    write_legend(axes, bool(padding), bool(slide.unread))
    title = (
        f"Positions of a window of {kernel_size} over {plural(input_size, 'pixel')}, "
        f"stride {stride}, padding {padding}"
    )
    return Picture(figure, title, slide.sentence)


@style.course_style()
def sizes_chart(
    input_size: int,
    kernel_size: int,
    padding: int = 0,
    strides: Sequence[int] = range(1, 9),
) -> Picture:
    """Draw the size of the map against the stride: what the law gives, and its floor.

    Parameters
    ----------
    input_size, kernel_size, padding : int
        Along one axis, in pixels; padding on *each* side.
    strides : sequence of int
        The strides to draw.

    Examples
    --------
    >>> sizes_chart(32, 5, strides=[1, 2]).text
    'Size of the map for 32 pixels, kernel 5, padding 0. Stride 1: 28. Stride 2: 14.5 → 14.'
    """
    slides = [Slide(input_size, kernel_size, stride, padding) for stride in strides]
    sizes = [conv_output_size(*slide) for slide in slides]
    exact = [float(slide.exact) for slide in slides]
    figure = style.new_figure(6.0, 3.6)
    axes = figure.add_subplot()
    axes.vlines(strides, sizes, exact, color=style.PADDING, linewidth=2)
    axes.plot(
        strides, exact, "o", markersize=9, mfc="white", mec=style.WINDOW, label="before the floor"
    )
    axes.plot(strides, sizes, "s", markersize=6, color=style.OUTPUT, label="positions (floored)")
    for stride, size in zip(strides, sizes, strict=True):
        axes.annotate(
            str(size), (stride, size), (0, -9), textcoords="offset points", ha="center", va="top"
        )
    axes.set_xticks(list(strides))
    axes.set_ylim(bottom=min(0, min(sizes)) - 0.12 * max(exact))
    axes.set_xlabel("stride (pixels)")
    axes.set_ylabel("size of the map")
    axes.legend()
    parts = [f"Stride {slide.stride}: {slide.floored}." for slide in slides]
    text = f"Size of the map for {input_size} pixels, kernel {kernel_size}, padding {padding}. "
    return Picture(figure, "Size of the map against the stride", text + " ".join(parts))


def unread_sentence(noun: str, unread: Sequence[int]) -> str:
    """Say which pixels (or rows, or columns) no window reads."""
    if len(unread) == 0:
        return f"every {'pixel' if noun == 'row and column' else noun} is read"
    if len(unread) == 1:
        verb = "are" if " and " in noun else "is"
        return f"{noun} {unread[0]} {verb} never read"
    nouns = noun.replace("row and column", "rows and column") + "s"
    if len(unread) > MOST_NAMED_PIXELS:
        return f"{len(unread)} {nouns} are never read ({unread[0]}, {unread[1]}, …, {unread[-1]})"
    *most, last = map(str, unread)
    return f"{nouns} {', '.join(most)} and {last} are never read"


def draw_places(axes: Axes, slide: Slide, counted: int | None = None, extra: int = 0) -> None:
    """Draw the pixels and all places; those that are not counted, and extra ones, are dashed."""
    input_size, kernel_size, stride, padding = slide
    bars = slide.places + extra
    levels = slide.levels(bars)
    _draw_pixel_row(axes, slide)
    for index in range(bars):
        start, level = index * stride - padding, index % levels
        bar = Rectangle((start - 0.42, 0.66 + level), kernel_size - 0.16, 0.76)
        bar.set(facecolor="#FCE3D2", edgecolor=style.WINDOW, linewidth=1.5)
        if index >= (slide.places if counted is None else counted):
            bar.set(facecolor="white", linestyle="--")
        axes.add_patch(bar)
        cells.write(axes, 1.04 + level, start + (kernel_size - 1) / 2, str(index + 1))
    end = max(input_size + padding, (bars - 1) * stride - padding + kernel_size)
    axes.set_xlim(-padding - 0.6, end - 0.4)
    axes.set_ylim(0.65 + levels, -0.65)
    axes.set_axis_off()


def write_legend(axes: Axes, has_padding: bool, has_unread: bool, more: str = "") -> None:
    """Say below a panel what there is to say, and what its hatching means."""
    hatching = {"grey hatching: zeros of the padding": has_padding}
    hatching["purple hatching: never read"] = has_unread
    words = "; ".join([more] * bool(more) + [name for name, there in hatching.items() if there])
    axes.text(0.5, -0.02, words, transform=axes.transAxes, ha="center", va="top")


def _draw_pixel_row(axes: Axes, slide: Slide) -> None:
    """Draw the pixels in a row, with zeros on both sides and the unread ones hatched."""
    (size, *_, padding), unread = slide, slide.unread
    labelled = size + 2 * padding <= MOST_LABELLED_PIXELS
    for pixel in range(-padding, size + padding):
        inside = 0 <= pixel < size
        if pixel in unread or not inside:
            cells.hatch(axes, (0, pixel), (1, 1), style.UNREAD if inside else style.PADDING)
        cells.area(axes, (0, pixel), (1, 1), fill=False, edgecolor="black", zorder=4)
        if inside and (labelled or pixel % 10 == 0):
            behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
            cells.write(axes, 0, pixel, str(pixel), zorder=5, bbox=behind)
