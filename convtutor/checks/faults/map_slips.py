"""One number in the place of another in the loops that make a map: in a slice, an index, a sum.

All are far-fetched one by one, and made from a few words: which number, and where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from convtutor.checks.faults.families import NUMBERS
from convtutor.checks.faults.recipe import AXES, SLIP, Fault, Function, Step
from convtutor.checks.faults.steps import sliced

_SIDES = {"rows": ("rows", "row"), "cols": ("columns", "column")}
_STARTS = {"rows": "tops", "cols": "lefts"}

# ---------------------------------------------------------------- the slices of a window

Edge = Callable[[Any, Any, Any], Any]
"""Of where a window starts, how long it is, and another number."""

_BEGINS: dict[str, Edge] = {
    "begins at {}": lambda start, length, number: 0 * start + number,
}
_ENDS: dict[str, Edge] = {
    "ends at {}": lambda start, length, number: 0 * start + number,
    "ends at its start and {}": lambda start, length, number: start + number,
    "ends at {} and the length of the window": lambda start, length, number: number + length,
}
_ALONE: dict[str, tuple[int, Edge]] = {
    "begins one pixel early": (0, lambda start, length, number: start - 1),
    "begins one pixel late": (0, lambda start, length, number: start + 1),
    "begins at 0": (0, lambda start, length, number: 0 * start),
    "ends at its start less the length of the window": (
        1, lambda start, length, number: start - length
    ),
    "ends at the length of the window less its start": (
        1, lambda start, length, number: length - start
    ),
    "ends at its start": (1, lambda start, length, number: start),
    "has no end": (1, lambda start, length, number: 0 * start + 10**6),
}  # fmt: skip


def _edge(axis: str, end: int, edge: Edge, number: str) -> Step:
    """Windows with one end of the slices along an axis somewhere else."""

    def windows(picture, tops, lefts, rows_length, cols_length, kernels, number):
        starts = [tops, lefts]
        lengths = rows_length, cols_length
        place = AXES.index(axis)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        changed = np.asarray(edge(starts[place], lengths[place], number))
        sides = picture.shape[2:]
        (starts, ends)[end][place] = np.minimum(changed, sides[place])
        return sliced(picture, starts, ends, (1, 1), kernels)

    reads = ("picture", "tops", "lefts", "rows_length", "cols_length", "kernels")
    return Step(windows, (*reads, number))


def edges() -> Iterator[Fault]:
    """Slices of a window that begin or end elsewhere."""
    for axis, other in (AXES, AXES[::-1]):
        said = f"the slice of a window's {_SIDES[axis][0]} "
        numbers = (f"{axis}_k", f"{other}_k", f"{axis}_places", f"{other}_places", "channels")
        for end, ways in enumerate((_BEGINS, _ENDS)):
            for way, edge in ways.items():
                for number in (*numbers, _STARTS[other], _STARTS[axis]):
                    if (end, number) != (0, _STARTS[axis]) and (way, number) != (
                        "ends at its start and {}", f"{axis}_k"
                    ):  # fmt: skip
                        name = said + way.format(_NAMES[number])
                        yield _slip(name, windows=_edge(axis, end, edge, number))
        for way, (end, edge) in _ALONE.items():
            yield _slip(said + way, windows=_edge(axis, end, edge, f"{axis}_k"))


# ---------------------------------------------------------------- a number for an array

_NUMBERS = (
    *("rows_k", "cols_k", "rows_places", "cols_places", "rows_s", "rows_p", "channels"),
    *("tops", "lefts", "b"),
)


def _spread(number, name):
    """A number for all values, one for each place, or one for each filter: (N, F, R, Q)."""
    number = np.asarray(0 if number is None else number)
    return number[None, None] if name in ("tops", "lefts") else number[..., None, None]


def in_sums() -> Iterator[Fault]:
    """A number in the place of the window, of the weights, or of the bias."""
    for name in _NUMBERS:
        said = f"{_NAMES[name]} took the place of"

        def times(array, number, name=name):
            return array * _spread(number, name)[..., None, None, None]

        yield _slip(
            f"{said} the window's pixels",
            products=Step(
                lambda windows, kernels, number, times=times: times(
                    kernels[None, :, None, None] + 0 * windows[:, None], number
                ),
                ("windows", "kernels", name),
            ),
        )
        yield _slip(
            f"{said} the weights",
            products=Step(
                lambda windows, kernels, number, times=times: times(
                    windows[:, None] + 0 * kernels[None, :, None, None], number
                ),
                ("windows", "kernels", name),
            ),
        )
        if name != "b":
            yield _slip(
                f"{said} the bias",
                values=Step(
                    lambda sums, number, name=name: sums + _spread(number, name), ("sums", name)
                ),
            )
    yield _slip("pixels took the place of the weights", products=lambda windows: (
        windows[:, None] * windows[:, None]
    ))  # fmt: skip


# ---------------------------------------------------------------- where values are written


def _ends_at(axis: int) -> Function:
    """A loop over so many rows or columns; the rest stays 0, and beyond the map is an error."""

    def kept(values, number, side, move, length):
        places = values.shape[axis]
        if number > places:
            left = side - places * move
            fits = left >= length or min(left, length) == 1 or length == 1
            raise IndexError("out of bounds") if fits else ValueError("shapes do not go together")
        result = 0.0 * values
        some = [slice(None)] * values.ndim
        some[axis] = slice(max(0, number))
        result[tuple(some)] = values[tuple(some)]
        return result

    return kept


def _all_into(axis: int) -> Function:
    """All rows or columns written into one: the last one stays."""

    def kept(values, number):
        result = np.moveaxis(0.0 * values, axis, 0)
        result[number] = np.moveaxis(values, axis, 0)[-1]
        return np.moveaxis(result, 0, axis)

    return kept


def _diagonal(axis: int) -> Function:
    """The number of the row for that of the column, or the other way round."""

    def kept(values):
        result = 0.0 * values
        other = 5 - axis
        for place in range(values.shape[other]):
            last = np.take(np.take(values, place, other), -1, axis=2)
            result[:, :, place, place] = last
        return result

    return kept


def writing() -> Iterator[Fault]:
    """Loops that end elsewhere, and values that are written into another row or column."""
    for axis, (own, other) in ((2, AXES), (3, AXES[::-1])):
        rows, row = _SIDES[own]
        for number in (f"{own}_k", f"{other}_k", f"{other}_places", f"{own}_n"):
            reads = ("values", number, f"{own}_side", f"{own}_move", f"{own}_length")
            yield _slip(
                f"the loop over the {rows} ends at {_NAMES[number]}",
                kept=Step(_ends_at(axis), reads),
            )
        for number in (f"{own}_k", f"{other}_k", f"{own}_p", "channels"):
            yield _slip(
                f"all values were written into the {row} whose number is {_NAMES[number]}",
                kept=Step(_all_into(axis), ("values", number)),
            )
        yield _slip(
            f"values were written into the {row} that has the other index's number",
            kept=_diagonal(axis),
        )


# ---------------------------------------------------------------- what comes back, and its size


def returned(*more: str) -> Iterator[Fault]:
    """Another of the function's names after `return`."""
    for axis in AXES:
        for number in (f"{axis}_k", f"{axis}_n", f"{axis}_places")[: 3 if more else 2]:
            yield _slip(f"{_NAMES[number]} was returned", returned=Step(lambda n: n, (number,)))
        if more:
            row = _SIDES[axis][1]
            last = Step(lambda places: places - 1, (f"{axis}_places",))
            yield _slip(f"the number of the last {row} was returned", returned=last)
    yield _slip("the padding was returned", returned=lambda rows_p: rows_p)
    for array, said in (("x", "picture"), ("w", "weights")):
        if array in more:
            change = Step(lambda array, own_axes: array[(0,) * (4 - own_axes)], (array, "own_axes"))
            verb = "were" if array == "w" else "was"
            yield _slip(f"the {said} {verb} returned", returned=change)


def sizes() -> Iterator[Fault]:
    """Sides of the map that are made from other numbers."""
    for axis in AXES:
        side = {"rows": "height", "cols": "width"}[axis]
        zeros, taken, k = (f"{axis}_{name}" for name in ("zeros", "taken", "k"))
        said = f"in the {side} of the map"
        yield _slip(f"{said} the picture's side was left out", **{
            f"{axis}_room": Step(lambda k: k, (k,))
        })  # fmt: skip
        yield _slip(f"{said} the number of channels took the place of the picture's side", **{
            f"{axis}_room": Step(lambda w, zeros, taken: w.shape[1] + zeros - taken,
                                 ("w", zeros, taken))
        })  # fmt: skip
        yield _slip(f"{said} the number of channels took the place of the kernel's side", **{
            f"{axis}_taken": Step(lambda w: w.shape[1], ("w",))
        })  # fmt: skip


def fillings() -> Iterator[Fault]:
    """A number written where the picture belongs."""
    for number in ("rows_p", "rows_n", "cols_n"):
        yield _slip(
            f"{_NAMES[number]} was written where the picture belongs",
            x=Step(lambda given_x, number: 0 * given_x + number, ("given_x", number)),
        )


# ---------------------------------------------------------------- how large the zeros are


def frames() -> Iterator[Fault]:
    """An array of zeros of another height or width, into which the picture is put all the same."""
    totals: dict[str, Callable[[int, int, int], int]] = {
        "the other side was taken for it": lambda n, m, p: m + 2 * p,
        "the padding was taken for it": lambda n, m, p: 3 * p,
        "only 2 was added": lambda n, m, p: n + 2,
        "twice itself was added": lambda n, m, p: 3 * n,
        "twice the other side was added": lambda n, m, p: n + 2 * m,
        "2 and the padding were added": lambda n, m, p: n + 2 + p,
        "it was multiplied by the zeros": lambda n, m, p: n * 2 * p,
    }
    for axis, side in (("rows", "height"), ("cols", "width")):
        for said, total in totals.items():

            def padded(x, n, other_n, p, rows_p, cols_p, total=total, axis=axis):
                height, width = x.shape[2:]
                sides = [height + 2 * rows_p, width + 2 * cols_p]
                sides[AXES.index(axis)] = total(n, other_n, p)
                found = np.zeros((*x.shape[:2], *sides), x.dtype)
                found[:, :, rows_p : rows_p + height, cols_p : cols_p + width] = x
                return found

            other = AXES[axis == AXES[0]]
            reads = ("x", f"{axis}_n", f"{other}_n", f"{axis}_p", "rows_p", "cols_p")
            name = f"in the {side} of the padded picture {said}"
            yield _slip(name, padded=Step(padded, reads))


_NAMES = {
    "b": "the bias",
    "channels": "the number of channels",
    "tops": "its top row",
    "lefts": "its left column",
    **{
        f"{axis}_{letter}": f"the {whose}'s {side}"
        for axis, side in (("rows", "height"), ("cols", "width"))
        for letter, whose in (("k", "kernel"), ("places", "map"), ("n", "picture"))
    },
    **{f"{axis}_s": "the stride" for axis in AXES},
    **{f"{axis}_p": "the padding" for axis in AXES},
}


def _slip(name: str, **changes: Any) -> Fault:
    id = name.replace("'s", "").replace(",", "").replace("the ", "").replace(" ", "-")
    return Fault(id, name, NUMBERS, SLIP, **changes)
