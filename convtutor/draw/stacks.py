"""Two results that do not even have the same number of planes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from convtutor.draw import number_cells as cells
from convtutor.draw import style
from convtutor.draw.phrases import fitting_words, place_words, plural, shape_text, size_words
from convtutor.draw.picture import Picture

MOST_PLANES = 4
LEAST_ACROSS = 3  # fewer planes do not spread over the whole page
HIGHEST = 2.0  # inches of a plane
LARGEST_CELL = 0.5
TITLE = 0.5
SIDE = 1.2  # inches on the left, for the words "expected" and "yours"


def plane_stacks(expected: np.ndarray, yours: np.ndarray, names: Sequence[str]) -> Picture:
    """Draw the planes of the right result in one row, and those of the wrong one below.

    `yours` may be empty; `names` say what the leading axes of `expected` count.
    """
    stacks = {"expected": cells.as_planes(expected), "yours": cells.as_planes(yours)}
    counts = {name: int(np.prod(stack.shape[:-2])) for name, stack in stacks.items()}
    if not yours.size:
        counts["yours"] = 0
    shown = min(MOST_PLANES, max(counts.values()))
    across = max(LEAST_ACROSS, shown)
    planes: dict[str, Sequence[np.ndarray]] = {
        name: list(stack.reshape(-1, *stack.shape[-2:])[:shown]) if stack.size else []
        for name, stack in stacks.items()
    }
    every = [plane for stack in planes.values() for plane in stack]
    rows, columns = (max(plane.shape[axis] for plane in every) for axis in (0, 1))
    side = min((style.WIDTH - SIDE) / across / (columns + 0.5), HIGHEST / rows, LARGEST_CELL)

    figure = style.new_figure(style.WIDTH, 2 * (side * rows + TITLE) + 0.2)
    grid = figure.subplots(2, across, squeeze=False)
    scale = cells.signed_scale(every)
    words = iter(fitting_words(every, side))
    for line, (name, stack) in zip(grid, planes.items(), strict=True):
        for index, axes in enumerate(line):
            title = ""
            if index < len(stack):
                cells.draw(axes, stack[index].astype(float), next(words), scale)
                cells.outline(axes, stack[index].shape)
                leading = stacks[name].shape[:-2]
                title = _plane_title(name, names, leading, index, stack[index].shape)
            elif index < counts["expected"]:
                gap = cells.area(axes, (0, 0), planes["expected"][index].shape)
                gap.set(facecolor="white", edgecolor=style.PADDING, hatch="//", linewidth=0.8)
                title = "missing"
            cells.frame_cells(axes, (rows, columns))
            style.hide_ticks(axes, title)
            axes.spines[:].set_visible(False)
        # Beside its planes, which may leave room below them.
        middle = 1 - (stack or planes["expected"])[0].shape[0] / 2 / rows
        line[0].set_ylabel(name, y=middle, rotation=0, ha="right", va="center", fontsize=12)
    text = (
        f"Expected {size_words(expected)}: {_count_words(counts['expected'], stacks['expected'])}. "
        f"Yours {size_words(yours)}: {_count_words(counts['yours'], stacks['yours'])}."
    )
    if max(counts.values()) > shown:
        text += f" The first {shown} are drawn."
    return Picture(figure, "The planes of the expected result and of yours", text)


def _plane_title(
    row: str, names: Sequence[str], leading: tuple[int, ...], index: int, shape: tuple[int, int]
) -> str:
    """Name a plane of the right result by what it is, and one of the wrong result by its index."""
    size = shape_text(shape)
    if not leading:
        return size
    place = [int(at) for at in np.unravel_index(index, leading)]
    if row == "expected" and len(names) == len(place):
        return f"{place_words(names, place)}\n{size}"
    return f"{row}[{', '.join(map(str, place))}]\n{size}"


def _count_words(count: int, stack: np.ndarray) -> str:
    if not count:
        return "no values at all"
    return f"{plural(count, 'plane')} of {stack.shape[-2]} × {stack.shape[-1]}"
