"""The shapes that a picture takes on its way through a network, as a row of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from convtutor.draw.picture import Picture
from convtutor.draw.style import OUTPUT, WIDTH, course_style, new_figure

Shape = tuple[int, int, int]

FACES = {"input": "#F4F4F4", "pool": "#FFFFFF"}  # what is not here is a convolution
MAP_FACE = "#D9EAF5"
SLANT = 0.3  # how far a pixel of width leads to the right and up, of a pixel of height

# In inches.
TALLEST = 1.5
LONGEST = 0.8
SMALLEST = 0.05  # less could not be seen
CAPTION = 0.55


@course_style()
def shape_trace(shapes: Sequence[Shape], names: Sequence[str]) -> Picture:
    """Draw the volumes of a network one after another, from the input to the last map.

    Parameters
    ----------
    shapes : sequence of (int, int, int)
        (channels, rows, columns) of the input, then of what each layer makes.
    names : sequence of str
        What to write above each: "input", "conv" or "pool", say.

    Returns
    -------
    Picture
        Rows and columns are drawn to scale; the length of a box grows with the square root of
        its channels. What would be too small to see is drawn a little larger.

    Raises
    ------
    ValueError
        If there are no shapes, not as many names, or a shape has not three numbers of at least 1.

    Examples
    --------
    >>> shape_trace([(1, 32, 32), (6, 28, 28), (6, 14, 14)], ["input", "conv", "pool"]).text
    'input 1 × 32 × 32, conv 6 × 28 × 28, pool 6 × 14 × 14: in a row, 1176 numbers.'
    """
    _check(shapes, names)
    scale = TALLEST / max(max(height, width) for _, height, width in shapes)
    most = max(channels for channels, _, _ in shapes)
    slot = WIDTH / len(shapes)
    longest = min(LONGEST, slot / 2)

    figure = new_figure(WIDTH, TALLEST * (1 + SLANT) + CAPTION + 0.35)
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(-TALLEST / 2 - CAPTION, TALLEST * (0.5 + SLANT) + 0.25)
    for place, ((channels, height, width), name) in enumerate(zip(shapes, names, strict=True)):
        size = (
            max(longest * sqrt(channels / most), SMALLEST),
            max(height * scale, SMALLEST),
            max(width * scale, SMALLEST) * SLANT,
        )
        middle = (place + 0.5) * slot
        _draw_box(axes, middle, size, FACES.get(name, MAP_FACE))
        axes.text(middle, size[1] / 2 + size[2] + 0.06, name, ha="center", va="bottom")
        words = f"{channels} ×\n{height} × {width}"
        axes.text(middle, -TALLEST / 2 - 0.08, words, ha="center", va="top")

    parts = [
        f"{name} {channels} × {height} × {width}"
        for (channels, height, width), name in zip(shapes, names, strict=True)
    ]
    text = f"{', '.join(parts)}: in a row, {prod(shapes[-1])} numbers."
    return Picture(figure, "The shapes on the way through a network", text)


def _check(shapes: Sequence[Shape], names: Sequence[str]) -> None:
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
        axes.add_patch(Polygon(side, facecolor=face, edgecolor=OUTPUT, linewidth=1))
