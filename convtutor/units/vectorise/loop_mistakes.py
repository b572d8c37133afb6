"""Right values, but a loop: what runs in Python where NumPy should do it at once."""

from itertools import product

import numpy as np

from convtutor.checks.exercise import Mistake
from convtutor.units.vectorise.right import conv2d_vectorised

PICTURES, ROWS, COLUMNS = 0, 2, 3  # axes of the maps
ALL_AT_ONCE = "Which array holds all the windows at once, and which product takes it whole?"


def _loop(over: str, axes: tuple[int, ...], name: str, explanation: str, hint: str) -> Mistake:
    """Give the maps of the right answer, put together in loops over some of their axes."""

    def conv2d_in_loops(x, weight, bias=None, stride=1, padding=0):
        maps = conv2d_vectorised(x, weight, bias, stride, padding)
        result = np.zeros_like(maps)
        sides = enumerate(maps.shape)
        turns = [range(side) if axis in axes else [slice(None)] for axis, side in sides]
        for place in product(*turns):
            result[place] = maps[place]
        return result

    return Mistake(f"loop-over-{over}", name, explanation, hint, conv2d_in_loops)


def _line_by_line(line: str, axis: int, other: str) -> tuple[Mistake, Mistake]:
    """Make the loop over all rows of the maps, or all columns, alone and within one more."""
    done = f"You do the windows of one {line} at once."
    return (
        _loop(
            f"{line}s",
            (axis,),
            f"a loop in Python runs over the {line}s of the maps",
            f"The windows of a {line} are done at once, and then the next {line}: a picture with "
            f"eight times as many {line}s takes eight times as many turns.",
            f"{done} What keeps you from all {line}s at once?",
        ),
        _loop(
            f"pictures-and-{line}s",
            (PICTURES, axis),
            f"loops in Python run over the pictures and over the {line}s of the maps",
            f"Of the loops of conv2d the one over {other}s is gone; there is still a turn for each "
            f"{line} of each picture.",
            f"{done} Which array holds the windows of all {line}s?",
        ),
    )


MISTAKES = (
    _loop(
        "pictures",
        (PICTURES,),
        "a loop in Python runs over the pictures",
        "Each picture has its product, one after the other: 1,000 pictures take 1,000 turns.",
        "@ takes a stack of matrices as well as one. Can the first axis stay where it is?",
    ),
    *_line_by_line("row", ROWS, "column"),
    *_line_by_line("column", COLUMNS, "row"),
    _loop(
        "pixels",
        (ROWS, COLUMNS),
        "loops in Python run over the rows and over the columns of the maps",
        "Each window has a product for all pictures and filters, but a turn of its own.",
        ALL_AT_ONCE,
    ),
    _loop(
        "pictures-and-pixels",
        (PICTURES, ROWS, COLUMNS),
        "loops in Python run over the pictures, rows and columns, as in conv2d",
        "Nothing is done at once but the sum of one window: each place of each picture is a turn.",
        ALL_AT_ONCE,
    ),
)
