"""Cells of a grid: planes of numbers in them, and what frames, hatches or fills whole cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import ArrayLike

from convtutor.draw import style
from convtutor.draw.phrases import cell_number, number, shape_text
from convtutor.draw.style import GREY, NUMBERED_SIDE, PADDING, UNREAD

LARGEST_SHOWN = 1e100  # beyond it, a colour scale would leave the numbers that a float64 holds
Pair = tuple[float, float]


def picture_array(x: ArrayLike) -> np.ndarray:
    """Check that an array is a picture, (3, H, W) or (H, W), and return it as float64."""
    x = np.asarray(x, dtype=np.float64)
    if not (x.ndim == 2 or (x.ndim == 3 and len(x) == 3)) or x.size == 0:
        raise ValueError(
            f"a picture has shape (3, H, W) or (H, W), but this array has shape {x.shape}; "
            "axes are (channels, rows, columns)"
        )
    low, high = float(x.min()), float(x.max())
    if not low >= 0 or (x.ndim == 3 and not high <= 1):
        raise ValueError(
            f"a picture holds numbers from 0 to 1, but these go from {number(low)} to "
            f"{number(high)}; divide bytes by 255, and draw feature maps with draw.maps"
        )
    return x


def plane_array(name: str, plane: object) -> np.ndarray:
    """Check that something is a plane of numbers, (H, W), and return it as float64."""
    remedy = "a map is an array of numbers with shape (rows, columns)"
    if plane is None:
        raise ValueError(f"{name!r} is None; {remedy}: does the function end with `return`?")
    try:
        array = np.asarray(plane, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} is a {type(plane).__name__}; {remedy}") from None
    if array.ndim != 2 or array.size == 0:
        raise ValueError(f"{name!r} has shape {array.shape}; {remedy}")
    return array


def number_array(name: str, array: ArrayLike) -> np.ndarray:
    """Check that something is an array of whole or real numbers with at most four axes."""
    remedy = "a map is an array of numbers with shape (rows, columns)"
    try:
        array = np.asarray(array)
    except (TypeError, ValueError):
        raise ValueError(f"{name!r} is a {type(array).__name__}; {remedy}") from None
    if array.dtype.kind == "b":
        array = array.astype(np.int64)
    elif array.dtype.kind == "f":
        with np.errstate(over="ignore"):  # a longer float may not fit; it becomes infinite
            array = array.astype(np.float64)
    if array.dtype.kind not in "iuf" or array.ndim > 4:
        raise ValueError(
            f"{name!r} has shape {array.shape} and holds {array.dtype}; {remedy}, "
            "with up to two more axes in front"
        )
    return array


def as_planes(array: np.ndarray) -> np.ndarray:
    """See an array as a stack of planes, (leading axes…, H, W); a single number is a 1 × 1."""
    return array.reshape((1,) * (2 - array.ndim) + array.shape)


class Scale(NamedTuple):
    """The colours of a plane: signed ones are symmetric about a white 0, the others grey."""

    low: float
    high: float
    signed: bool = False


BRIGHTNESS = Scale(0.0, 1.0)  # black 0, white 1


def signed_scale(planes: Sequence[np.ndarray]) -> Scale:
    """Give the one signed scale for all planes: 0 in the middle, whatever the numbers."""
    # As floats, since the smallest whole number has no positive counterpart of its kind.
    floats = (np.ma.filled(plane, 0).astype(np.float64) for plane in planes)
    largest = max(np.abs(plane[np.isfinite(plane)]).max(initial=0.0) for plane in floats)
    limit = min(float(largest) or 1.0, LARGEST_SHOWN)
    return Scale(-limit, limit, signed=True)


def shared_scale(planes: Sequence[np.ndarray]) -> Scale:
    """Choose one colour scale for all: signed if any number is negative."""
    numbers = np.concatenate([plane[np.isfinite(plane)] for plane in planes])
    if (numbers < 0).any():
        return signed_scale(planes)
    return Scale(0.0, numbers.max(initial=0.0) or 1.0)


def show_map(axes: Axes, title: str, plane: np.ndarray, scale: Scale) -> AxesImage:
    """Draw one plane as `show_plane` does, under its title and size, with its pixels counted."""
    shown = show_plane(axes, plane, scale)
    style.label_pixels(axes, f"{title} ({shape_text(plane.shape)})")
    return shown


def show_plane(
    axes: Axes, plane: np.ndarray, scale: Scale, numbered_side: int = NUMBERED_SIDE
) -> AxesImage:
    """Draw one plane of numbers as cells, with the numbers in them where there is room.

    Cells that hold no number (NaN) stay white and hatched.
    """
    words = None
    if max(plane.shape) <= numbered_side:
        texts = [cell_number(value, max(plane.shape)) for value in plane.flat]
        words = np.array(texts, dtype=object).reshape(plane.shape)
    return draw(axes, plane, words, scale)


def draw(
    axes: Axes,
    plane: np.ndarray,
    words: np.ndarray | None,
    scale: Scale,
    at: Pair = (0, 0),
) -> AxesImage:
    """Draw a plane of any numbers, its top-left cell at `at`, with words in the cells.

    What is no number is hatched. Cells that a masked array masks are for others to draw over.
    """
    (top, left), (height, width) = at, plane.shape
    empty, plane = np.ma.getmaskarray(plane), np.ma.getdata(plane)
    missing = ~np.isfinite(plane)
    shown = axes.imshow(
        np.ma.masked_array(np.clip(plane, -LARGEST_SHOWN, LARGEST_SHOWN), missing | empty),
        cmap=style.SIGNED_COLOURS if scale.signed else "gray",
        vmin=scale.low,
        vmax=scale.high,
        interpolation="nearest",
        extent=(left - 0.5, left + width - 0.5, top + height - 0.5, top - 0.5),
    )
    if missing.any():
        behind = area(axes, at, plane.shape, zorder=-1, facecolor="white", linewidth=0)
        behind.set(edgecolor=PADDING, hatch="//")
    if words is not None:
        black = black_reads_better(shown, np.where(missing | empty, 0, plane)) | missing
        for row, column in np.argwhere(~empty & (words != "")):
            text = words[row, column]
            colour = "black" if black[row, column] else "white"
            label = write(axes, top + row, left + column, text, zorder=3, color=colour)
            if missing[row, column]:
                label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.0})
    return shown


def black_reads_better(shown: AxesImage, plane: np.ndarray) -> np.ndarray:
    """Say of each cell whether black words read better on its colour than white ones."""
    # Relative luminance as the Web Content Accessibility Guidelines define it. At 0.179 black
    # and white read equally well, with a contrast of 4.6 to 1.
    coded = shown.to_rgba(plane)[..., :3]
    light = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return light @ np.array([0.2126, 0.7152, 0.0722]) > 0.179


def area(axes: Axes, corner: Pair, size: Pair, **look: Any) -> Rectangle:
    """Cover whole cells: `corner` is (row, column) of the top-left one, `size` (rows, columns)."""
    patch = Rectangle((corner[1] - 0.5, corner[0] - 0.5), size[1], size[0], **look)
    axes.add_patch(patch)
    return patch


def outline(axes: Axes, size: Pair, at: Pair = (0, 0)) -> None:
    """Draw a thin line around a plane, so that white cells at its edge are seen too."""
    area(axes, at, size, fill=False, zorder=3, edgecolor="black", linewidth=0.8)


def box(axes: Axes, corner: Pair, size: Pair, colour: str) -> Rectangle:
    """Frame whole cells from the top-left one on. A white rim keeps it visible."""
    frame = area(axes, corner, size, fill=False, zorder=4, edgecolor=colour, linewidth=2.5)
    frame.set_path_effects([patheffects.withStroke(linewidth=5, foreground="white")])
    # A frame at the very edge must not be cut in half.
    frame.set_clip_on(False)
    return frame


def hatch(axes: Axes, corner: Pair, size: Pair, colour: str) -> Rectangle:
    """Hatch whole cells from the top-left one on."""
    if colour == UNREAD:
        # Dense enough to be seen over a picture.
        look = {"facecolor": "#FFFFFFB0", "edgecolor": UNREAD, "hatch": "xxxx"}
    else:
        look = {"facecolor": GREY, "edgecolor": PADDING, "hatch": "///"}
    return area(axes, corner, size, zorder=3, linewidth=0, **look)


def padding_ring(axes: Axes, size: tuple[int, int], padding: int) -> None:
    """Hatch the zeros around a picture and widen the axes to hold them."""
    height, width = size
    if padding:
        across = width + 2 * padding
        hatch(axes, (-padding, -padding), (padding, across), PADDING)
        hatch(axes, (height, -padding), (padding, across), PADDING)
        hatch(axes, (0, -padding), (height, padding), PADDING)
        hatch(axes, (0, width), (height, padding), PADDING)
    axes.set_xlim(-padding - 0.5, width + padding - 0.5)
    axes.set_ylim(height + padding - 0.5, -padding - 0.5)


def write(axes: Axes, row: float, column: float, words: str, **look: Any) -> Text:
    """Write into the middle of a cell."""
    place: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": style.NUMBER_SIZE}
    # It lies inside the panel: measuring it would only slow the layout down.
    return axes.text(column, row, words, in_layout=False, **place | look)


def write_zeros(axes: Axes, where: np.ndarray, at: Pair = (0, 0)) -> None:
    """Hatch the zeros of the padding, with a 0 in each: `where` has its top-left cell `at`."""
    for row, column in np.argwhere(where) + at:
        hatch(axes, (row, column), (1, 1), PADDING)
        # Without the hatching, which would cross it out.
        behind = {"facecolor": GREY, "edgecolor": "none", "pad": 1.0}
        write(axes, row, column, "0", zorder=5, bbox=behind)


def hatch_unread(
    axes: Axes, size: tuple[int, int], rows: Sequence[int], columns: Sequence[int]
) -> None:
    """Hatch the rows and columns of a picture that no window reads."""
    for row in rows:
        hatch(axes, (row, 0), (1, size[1]), UNREAD)
    for column in columns:
        hatch(axes, (0, column), (size[0], 1), UNREAD)


def frame_cells(axes: Axes, size: tuple[int, int]) -> None:
    """Give the axes room for so many rows and columns of square cells."""
    axes.set_aspect("equal")
    axes.set_xlim(-0.5, size[1] - 0.5)
    axes.set_ylim(size[0] - 0.5, -0.5)


def grid_lines(axes: Axes, size: tuple[int, int]) -> None:
    """Draw thin lines between the cells of an empty grid."""
    height, width = size
    axes.hlines(np.arange(height + 1) - 0.5, -0.5, width - 0.5, color="#C8C8C8", linewidth=1)
    axes.vlines(np.arange(width + 1) - 0.5, -0.5, height - 0.5, color="#C8C8C8", linewidth=1)
