"""A wrong map beside the right one, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from convtutor.draw import number_cells as cells
from convtutor.draw import phrases, style
from convtutor.draw.picture import Picture
from convtutor.draw.replay_drawing import replay_sheets
from convtutor.draw.stacks import plane_stacks
from convtutor.draw.value_replay import Replay

# In inches.
ABOVE = 0.1
TITLE = 0.22  # a line
TICKS = 0.4
LEFT = 0.3  # the numbers of the first plane's rows
BAR = 0.8  # of colours, with its numbers
LARGEST_CELL = 0.6
ROOM = 2.15  # for each of the three planes
FAR_SIDE = 3.0  # the highest that planes get
LEADING = {2: (), 3: ("plane",), 4: ("picture", "filter")}  # by the number of axes


@style.course_style()
def map_difference(
    expected: ArrayLike,
    yours: ArrayLike,
    first_wrong: Sequence[int] | None = None,
    *,
    tolerance: ArrayLike = 0.0,
    replay: Replay | None = None,
    yours_made: Replay | None = None,
    names: Sequence[str] | None = None,
    ring: int = 0,
) -> Picture:
    """Draw the right map, a wrong one and their difference on one scale.

    The arrays hold any numbers, NaN included, of shape (H, W), (C, H, W) or (N, C, H, W); also (W,)
    or (). Where the sizes of the planes differ, the difference is taken where both have a value,
    and the rest is marked as missing or too many. Where even the number of planes differs, all
    planes stand below each other instead.

    `first_wrong` is the first cell that differs, in reading order: it is framed, and its plane is
    drawn. `tolerance` is how far apart values may be that do not count as different. How the right
    value is made (`replay`), and how yours arose where it is known, are drawn below. `names` says
    what the leading axes count, such as ("picture", "filter"); `ring` counts the zeros around the
    right map, on each side: they are hatched, and so are yours.

    Examples
    --------
    >>> map_difference([[5, 7]], [[5, 4]], (0, 1)).text  # doctest: +NORMALIZE_WHITESPACE
    'Expected and yours: 1 × 2. 1 of 2 values differs: row 0, column 1; expected 7, yours 4.'
    >>> map_difference([[5, 7]], [[5]]).text
    'Expected 1 × 2, yours 1 × 1: 1 value is missing. Where both have one, all agree.'
    """
    expected, yours = cells.number_array("expected", expected), cells.number_array("yours", yours)
    if expected.size == 0:
        raise ValueError(f"the expected map has shape {expected.shape}; there is nothing to draw")
    stacks = cells.as_planes(expected), cells.as_planes(yours)
    names = LEADING[stacks[0].ndim] if names is None else tuple(names)
    if yours.size == 0 or stacks[0].shape[:-2] != stacks[1].shape[:-2]:
        return plane_stacks(expected, yours, names)
    # Their common place in reading order, with the axes that `as_planes` adds.
    cell = None if first_wrong is None else (0,) * (2 - expected.ndim) + tuple(first_wrong)
    lead = (0,) * (stacks[0].ndim - 2) if cell is None else cell[:-2]
    one, other = (stack[lead] for stack in stacks)
    difference = _difference(one, other)
    if ring:
        picture = np.zeros(np.subtract(one.shape, 2 * ring), dtype=bool)
        one = np.ma.masked_array(one, np.pad(picture, ring, constant_values=True))
        other = np.ma.masked_array(other, _frame_of(other))

    below = f"\n{phrases.place_words(names, lead)}" if lead else ""
    planes = {
        f"expected ({phrases.shape_text(one.shape)}){below}": one,
        f"yours ({phrases.shape_text(other.shape)}){below}": other,
        f"yours − expected{below}": difference,
    }
    sheets = replay_sheets(replay, yours_made, yours[tuple(first_wrong or ())])
    side = min(ROOM / difference.shape[1], FAR_SIDE / difference.shape[0], LARGEST_CELL)
    above = TITLE * (2 if lead else 1) + ABOVE
    ticks = TICKS if one.shape == other.shape else 2 * TICKS
    high = above + side * difference.shape[0] + ticks
    figure = style.placed_figure(high + sum(sheet.height for sheet in sheets))
    _draw_planes(figure, planes, side, above, cell)
    for axes, plane in zip(figure.axes, (one, other), strict=False):
        cells.write_zeros(axes, np.ma.getmaskarray(plane))
    _mark_sizes(figure.axes[2], one.shape, other.shape)
    text = _difference_words(expected, yours, first_wrong, names, tolerance)
    for sheet in sheets:
        sheet.draw(figure, high)
        high += sheet.height
    text = " ".join([text, *(sheet.text for sheet in sheets)])
    return Picture(figure, "The expected map, yours and the difference", text)


def _difference(one: np.ndarray, other: np.ndarray) -> np.ma.MaskedArray:
    """Subtract where both have a value; masked elsewhere."""
    rows, columns = np.maximum(one.shape, other.shape)
    common = np.s_[: min(len(one), len(other)), : min(one.shape[1], other.shape[1])]
    difference = np.ma.masked_array(np.zeros((rows, columns)), mask=True)
    with np.errstate(all="ignore"):
        # In float64, since the difference of two narrow or large whole numbers wraps round.
        difference[common] = other[common].astype(float) - one[common].astype(float)
    return difference


def _draw_planes(
    figure: Figure,
    planes: dict[str, np.ndarray],
    side: float,
    above: float,
    cell: tuple[int, ...] | None,
) -> None:
    """Draw the planes true to size, on one scale, with the wrong cell framed in each."""
    arrays: list[np.ndarray] = [np.ma.asarray(plane, dtype=float) for plane in planes.values()]
    scale = cells.signed_scale(arrays)
    words = phrases.fitting_words(list(planes.values()), side)
    rows, columns = arrays[-1].shape
    slot = (style.WIDTH - LEFT - (BAR if words[0] is None else 0)) / len(arrays)
    for index, (title, plane, text) in enumerate(zip(planes, arrays, words, strict=True)):
        left = LEFT + (index + 0.5) * slot - side * columns / 2
        axes = style.place(figure, left, above, side * columns, side * rows)
        shown = cells.draw(axes, plane, text, scale)
        cells.outline(axes, plane.shape)
        cells.frame_cells(axes, (rows, columns))
        axes.spines[:].set_visible(False)
        style.label_pixels(axes, title)
        for axis, ticks, end in (
            (axes.xaxis, axes.get_xticks(), plane.shape[1]),
            (axes.yaxis, axes.get_yticks(), plane.shape[0]),
        ):
            axis.set_ticks([tick for tick in ticks if 0 <= tick < end])
        if cell is not None:
            cells.box(axes, (cell[-2], cell[-1]), (1, 1), style.OUTPUT)
    if words[0] is None:
        figure.colorbar(shown, cax=style.place(figure, LEFT + 3 * slot, above, 0.15, side * rows))


def _frame_of(plane: np.ndarray) -> np.ndarray:
    """Find the rows and columns of nothing but zeros around the rest of a plane."""
    rows, columns = np.nonzero(plane)
    frame = np.full(plane.shape, bool(rows.size))
    if rows.size:
        frame[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = False
    return frame


def _mark_sizes(axes: Axes, expected: tuple[int, int], yours: tuple[int, int]) -> None:
    """Hatch the cells that only one of the two has, and say which."""
    words = []
    for size, other, name, hatch in (
        (expected, yours, "hatched: missing", "//"),
        (yours, expected, "crossed: too many", "xx"),
    ):
        missing = np.ones(size, dtype=bool)
        missing[: other[0], : other[1]] = False
        for row, column in np.argwhere(missing):
            area = cells.area(axes, (row, column), (1, 1), zorder=3, hatch=hatch)
            area.set(facecolor="white", edgecolor="black", linewidth=0.8)
        if missing.any():
            words.append(name)
    if words:
        axes.set_xlabel("; ".join(words))


def _difference_words(
    expected: np.ndarray,
    yours: np.ndarray,
    first_wrong: Sequence[int] | None,
    names: Sequence[str],
    tolerance: ArrayLike = 0.0,
) -> str:
    """Say, short enough to be read aloud, how many values differ, and where the first stands."""
    stacks = cells.as_planes(expected), cells.as_planes(yours)
    common = tuple(map(slice, np.minimum(*(stack.shape for stack in stacks))))
    one, other = (stack[common].astype(float) for stack in stacks)
    wrong, count = _count(one, other, tolerance), one.size
    if expected.shape != yours.shape:
        parts = [
            f"{phrases.plural(number, 'value')} {'is' if number == 1 else 'are'} {words}"
            for number, words in (
                (expected.size - count, "missing"),
                (yours.size - count, "too many"),
            )
            if number
        ]
        sizes = f"Expected {phrases.size_words(expected)}, yours {phrases.size_words(yours)}"
        agree = f"{wrong} of {count} {_differ(wrong)}" if wrong else "all agree"
        return f"{': '.join([sizes, ' and '.join(parts)])}. Where both have one, {agree}."
    text = f"{wrong} of {phrases.plural(count, 'value')} {_differ(wrong)}"
    values = ""
    if expected.ndim == 0:
        first_wrong = ()
    if first_wrong is not None:
        cell = tuple(first_wrong)
        words = phrases.words_apart(expected[cell].item(), yours[cell].item())
        values = f"expected {words[0]}, yours {words[1]}."
    if expected.ndim == 0:
        return values[0].upper() + values[1:]
    text = f"Expected and yours: {phrases.size_words(expected)}. {text}"
    if not values:
        return f"{text}."
    places = ("value",) if expected.ndim == 1 else (*names, "row", "column")
    first = ": " if wrong == 1 else "; the first is "
    return f"{text}{first}{phrases.place_words(places, cell)}; {values}"


def _count(one: np.ndarray, other: np.ndarray, tolerance: ArrayLike) -> int:
    tolerance = np.asarray(tolerance)
    if tolerance.ndim:
        same = tolerance.size == one.size
        tolerance = tolerance.reshape(one.shape) if same else tolerance.max()
    with np.errstate(all="ignore"):
        return int((~(np.abs(other - one) <= tolerance)).sum())


def _differ(count: int) -> str:
    return "differs" if count == 1 else "differ"
