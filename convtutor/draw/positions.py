"""The positions of the window along one axis: strides, padding, the floor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from convlib.sizes import conv_output_size
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import plural
from convtutor.draw.picture import Picture

Settings = tuple[int, int, int, int]  # input_size, kernel_size, stride, padding

LEVEL = 0.27  # inches of a row of bars
MOST_NAMED_PIXELS = 6  # in a sentence
MOST_LABELLED_PIXELS = 36  # more do not leave room for their numbers in a row


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

    Raises
    ------
    ValueError, TypeError
        As `convlib.sizes.conv_output_size`.

    Examples
    --------
    >>> stride_positions(32, 5, stride=2).text
    '(32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never read.'
    >>> stride_positions(5, 3, padding=1).text
    '(5 + 2·1 − 3)/1 + 1 = 5 positions; every pixel is read.'
    """
    settings = input_size, kernel_size, stride, padding
    unread = never_read(*settings)
    levels = bar_levels(kernel_size, stride, conv_output_size(*settings))
    figure = style.new_figure(style.WIDTH, 1.0 + LEVEL * levels)
    axes = figure.add_subplot()
    draw_places(axes, settings, unread=unread)
    axes.set_title("pixels and, below, each position of the window, in order")
    write_legend(axes, bool(padding), bool(unread))
    text = f"{size_sentence(*settings)}; {unread_sentence('pixel', unread)}."
    title = (
        f"Positions of a window of {kernel_size} over {plural(input_size, 'pixel')}, "
        f"stride {stride}, padding {padding}"
    )
    return Picture(figure, title, text)


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
    sizes = [conv_output_size(input_size, kernel_size, stride, padding) for stride in strides]
    exact = [float(exact_size(input_size, kernel_size, stride, padding)) for stride in strides]
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
    parts = [
        f"Stride {stride}: {floored_text(exact_size(input_size, kernel_size, stride, padding))}."
        for stride in strides
    ]
    text = f"Size of the map for {input_size} pixels, kernel {kernel_size}, padding {padding}. "
    return Picture(figure, "Size of the map against the stride", text + " ".join(parts))


def never_read(input_size: int, kernel_size: int, stride: int, padding: int) -> list[int]:
    """Give the pixels along one axis that no window reads.

    Examples
    --------
    >>> never_read(6, 3, 2, 0)
    [5]
    """
    starts = range(conv_output_size(input_size, kernel_size, stride, padding))
    read = {index * stride - padding + pixel for index in starts for pixel in range(kernel_size)}
    return [pixel for pixel in range(input_size) if pixel not in read]


def exact_size(input_size: int, kernel_size: int, stride: int, padding: int) -> Fraction:
    """Give the number of positions before the floor, as an exact fraction."""
    return Fraction(input_size + 2 * padding - kernel_size, stride) + 1


def floored_text(exact: Fraction) -> str:
    """Write a number of positions and, where they differ, its floor: ``14.5 → 14``."""
    floored = f"{exact.numerator // exact.denominator}"
    return floored if exact.denominator == 1 else f"{float(exact):.4g} → {floored}"


def size_sentence(input_size: int, kernel_size: int, stride: int, padding: int) -> str:
    """Write the sum that gives the number of positions."""
    zeros = f" + 2·{padding}" if padding else ""
    exact = exact_size(input_size, kernel_size, stride, padding)
    noun = "position" if int(exact) == 1 else "positions"
    return f"({input_size}{zeros} − {kernel_size})/{stride} + 1 = {floored_text(exact)} {noun}"


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


def places_of(settings: Settings) -> int:
    """Count the places as `conv_output_size` does, and 0 where the window does not fit."""
    input_size, kernel_size, stride, padding = settings
    return max(0, (input_size + 2 * padding - kernel_size) // stride + 1)


def bar_levels(kernel_size: int, stride: int, bars: int) -> int:
    """Give as many rows as there are windows over one pixel, so that no two bars overlap."""
    return min(-(-kernel_size // stride) if stride < kernel_size else 1, bars)


def draw_places(
    axes: Axes,
    settings: Settings,
    counted: int | None = None,
    extra: int = 0,
    unread: Sequence[int] = (),
) -> None:
    """Draw the pixels and all places; those that are not counted, and extra ones, are dashed."""
    input_size, kernel_size, stride, padding = settings
    bars = places_of(settings) + extra
    levels = bar_levels(kernel_size, stride, bars)
    _draw_pixel_row(axes, input_size, padding, unread)
    for index in range(bars):
        start, level = index * stride - padding, index % levels
        bar = Rectangle((start - 0.42, 0.66 + level), kernel_size - 0.16, 0.76)
        bar.set(facecolor="#FCE3D2", edgecolor=style.WINDOW, linewidth=1.5)
        if index >= (bars - extra if counted is None else counted):
            bar.set(facecolor="white", linestyle="--")
        axes.add_patch(bar)
        place = start + (kernel_size - 1) / 2, 1.04 + level
        axes.text(*place, str(index + 1), ha="center", va="center", fontsize=style.NUMBER_SIZE)
    end = max(input_size + padding, (bars - 1) * stride - padding + kernel_size)
    axes.set_xlim(-padding - 0.6, end - 0.4)
    axes.set_ylim(0.65 + levels, -0.65)
    axes.set_axis_off()


def write_legend(axes: Axes, has_padding: bool, has_unread: bool, more: Sequence[str] = ()) -> None:
    """Say below a panel what its hatching means, and what else there is to say."""
    words = list(more)
    if has_padding:
        words.append("grey hatching: zeros of the padding")
    if has_unread:
        words.append("purple hatching: never read")
    if words:
        axes.text(0.5, -0.02, "; ".join(words), transform=axes.transAxes, ha="center", va="top")


def _draw_pixel_row(axes: Axes, input_size: int, padding: int, unread: Sequence[int]) -> None:
    """Draw the pixels in a row, with zeros on both sides and the unread ones hatched."""
    labelled = input_size + 2 * padding <= MOST_LABELLED_PIXELS
    for pixel in range(-padding, input_size + padding):
        inside = 0 <= pixel < input_size
        if pixel in unread or not inside:
            cells.hatch(axes, (0, pixel), (1, 1), style.UNREAD if inside else style.PADDING)
        cells.area(axes, (0, pixel), (1, 1), fill=False, edgecolor="black", zorder=4)
        if inside and (labelled or pixel % 10 == 0):
            label = axes.text(pixel, 0, str(pixel), ha="center", va="center", zorder=5)
            behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
            label.set(fontsize=style.NUMBER_SIZE, bbox=behind)
