"""A network's layers: the shapes that a picture takes, and what one value sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from convlib.sizes import conv_output_size
from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import plural
from convtutor.draw.picture import Picture

Shape = tuple[int, int, int]

FACES = {"input": "#F4F4F4", "pool": "#FFFFFF"}  # what is not here is a convolution
MAP_FACE = "#D9EAF5"
SEEN_FACE = "#FCE3D2"
SLANT = 0.3  # how far a pixel of width leads to the right and up, of a pixel of height

# In inches.
TALLEST = 1.5
LONGEST = 0.8
SMALLEST = 0.05  # less could not be seen
CAPTION = 0.55
SEES = 0.42  # two more lines of a caption
ROW_OF_CELLS = 0.75
LEVEL_OF_CELLS = 1.5  # from one row of cells to the next, in cells


@style.course_style()
def shape_trace(
    shapes: Sequence[Shape], names: Sequence[str], sees: Sequence[int] | None = None
) -> Picture:
    """Draw the volumes of a network one after another, from the input to the last map.

    Parameters
    ----------
    shapes : sequence of (int, int, int)
        (channels, rows, columns) of the input, then of what each layer makes.
    names : sequence of str
        What to write above each: "input", "conv" or "pool", say.
    sees : sequence of int, optional
        The side of the receptive field of each, in pixels of the input.

    Returns
    -------
    Picture
        Rows and columns are drawn to scale; the length of a box grows with the square root of
        its channels. What would be too small to see is drawn a little larger.

    Examples
    --------
    >>> shape_trace([(1, 32, 32), (6, 28, 28), (6, 14, 14)], ["input", "conv", "pool"]).text
    'input 1 × 32 × 32, conv 6 × 28 × 28, pool 6 × 14 × 14: in a row, 1176 numbers.'
    >>> shape_trace([(1, 32, 32), (6, 28, 28)], ["input", "conv"], sees=[1, 5]).text
    'input 1 × 32 × 32, conv 6 × 28 × 28 (sees 5 × 5): in a row, 4704 numbers.'
    """
    _check(shapes, names, sees)
    sees = sees or [1] * len(shapes)
    caption = CAPTION + (SEES if max(sees) > 1 else 0)
    scale = TALLEST / max(max(height, width) for _, height, width in shapes)
    most = max(channels for channels, _, _ in shapes)
    slot = style.WIDTH / len(shapes)
    longest = min(LONGEST, slot / 2)

    figure = style.new_figure(style.WIDTH, TALLEST * (1 + SLANT) + caption + 0.35)
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(0, style.WIDTH)
    axes.set_ylim(-TALLEST / 2 - caption, TALLEST * (0.5 + SLANT) + 0.25)
    for place, ((channels, height, width), name) in enumerate(zip(shapes, names, strict=True)):
        size = (
            max(longest * sqrt(channels / most), SMALLEST),
            max(height * scale, SMALLEST),
            max(width * scale, SMALLEST) * SLANT,
        )
        middle = (place + 0.5) * slot
        _draw_box(axes, middle, size, FACES.get(name, MAP_FACE))
        axes.text(middle, size[1] / 2 + size[2] + 0.06, name, ha="center", va="bottom")
        low = -TALLEST / 2 - 0.08
        axes.text(middle, low, f"{channels} ×\n{height} × {width}", ha="center", va="top")
        if sees[place] > 1:
            seen = f"sees\n{sees[place]} × {sees[place]}"
            look: dict[str, Any] = {"ha": "center", "va": "top", "color": style.WINDOW}
            axes.text(middle, low - CAPTION + 0.03, seen, fontsize=style.NUMBER_SIZE, **look)

    parts = [
        f"{name} {channels} × {height} × {width}" + (f" (sees {side} × {side})" if side > 1 else "")
        for (channels, height, width), name, side in zip(shapes, names, sees, strict=True)
    ]
    text = f"{', '.join(parts)}: in a row, {prod(shapes[-1])} numbers."
    return Picture(figure, "The shapes on the way through a network", text)


@style.course_style()
def seen_pixels(input_size: int, layers: Sequence[tuple[int, int]], position: int) -> Picture:
    """Draw what one value of the last map sees of a row of pixels, layer by layer.

    Parameters
    ----------
    input_size : int
        Pixels in the row.
    layers : sequence of (kernel_size, stride)
        From the first layer to the last; no padding.
    position : int
        Of the value in the last map.

    Returns
    -------
    Picture
        The pixels are above, the last map is below; coloured is what the value depends on.

    Examples
    --------
    >>> seen_pixels(11, [(3, 1), (3, 1)], 2).text
    'Value 2 of map 2 sees values 2 to 4 of map 1, and through them pixels 2 to 6: 5 pixels.'
    """
    sizes = [input_size]
    for kernel_size, stride in layers:
        sizes.append(conv_output_size(sizes[-1], kernel_size, stride))
    if not 0 <= position < sizes[-1]:
        raise ValueError(
            f"position {position} is not in the last map, which has the places 0 to "
            f"{sizes[-1] - 1}; use one of them"
        )
    seen = [range(position, position + 1)]  # from the last map up to the pixels
    for kernel_size, stride in reversed(layers):
        seen.append(range(seen[-1][0] * stride, seen[-1][-1] * stride + kernel_size))
    seen.reverse()

    figure = style.new_figure(style.WIDTH, ROW_OF_CELLS * len(sizes) + 0.3)
    axes = figure.add_subplot()
    first, step = 0.0, 1.0  # where the first cell of a row is, and how far it is to the next
    for level, size in enumerate(sizes):
        above, row = (first, step), -LEVEL_OF_CELLS * level
        if level:
            kernel_size, stride = layers[level - 1]
            first, step = first + step * (kernel_size - 1) / 2, step * stride
            for end, side in ((0, -0.5), (-1, 0.5)):
                foot = above[0] + above[1] * seen[level - 1][end] + side
                ends = [foot, first + step * seen[level][end]]
                heights = [row + LEVEL_OF_CELLS - 0.5, row + 0.5]
                axes.plot(ends, heights, color=style.WINDOW, linewidth=1.2)
        for cell in range(size):
            face = SEEN_FACE if level < len(layers) else MAP_FACE
            face = face if cell in seen[level] else "white"
            column = first + step * cell
            cells.area(axes, (row, column), (1, 1), facecolor=face, edgecolor="black")
            cells.write(axes, row, column, str(cell))
        axes.text(-1.0, row, f"map {level}" if level else "pixels", ha="right", va="center")
    axes.set_xlim(-3.2, input_size - 0.3)
    axes.set_ylim(-LEVEL_OF_CELLS * len(layers) - 0.7, 0.7)
    axes.set_axis_off()
    through = [
        f"values {seen[level][0]} to {seen[level][-1]} of map {level}"
        for level in range(len(layers) - 1, 0, -1)
    ]
    pixels = f"pixels {seen[0][0]} to {seen[0][-1]}: {plural(len(seen[0]), 'pixel')}"
    said = ", and through them ".join([*through, pixels])
    text = f"Value {position} of map {len(layers)} sees {said}."
    return Picture(figure, f"{len(seen[0])} of {plural(input_size, 'pixel')} are seen", text)


def _check(shapes: Sequence[Shape], names: Sequence[str], sees: Sequence[int] | None) -> None:
    if sees is not None and len(sees) != len(shapes):
        raise ValueError(
            f"there are {len(shapes)} shapes and {len(sees)} sides in sees; give one for each"
        )
    if len(shapes) != len(names) or len(shapes) == 0:
        raise ValueError(
            f"there are {len(shapes)} shapes and {len(names)} names; give at least one shape, and "
            "one name for each"
        )
    for shape in shapes:
        if len(shape) != 3 or min(shape) < 1:
            raise ValueError(
                f"{tuple(shape)} is no shape of a volume; use (channels, rows, columns), each at "
                "least 1"
            )


def _draw_box(axes: Axes, middle: float, size: tuple[float, float, float], face: str) -> None:
    """Draw the three sides of a box that can be seen; its front is `length` by `height`."""
    length, height, slant = size
    left, low = middle - (length + slant) / 2, -height / 2
    right, high = left + length, low + height
    sides = (
        [(left, low), (right, low), (right, high), (left, high)],
        [(left, high), (right, high), (right + slant, high + slant), (left + slant, high + slant)],
        [(right, low), (right + slant, low + slant), (right + slant, high + slant), (right, high)],
    )
    for side in sides:
        axes.add_patch(Polygon(side, facecolor=face, edgecolor=style.OUTPUT, linewidth=1))
