"""One number in the place of another in the loops that make a map: in a slice, an index, a sum.

All are far-fetched one by one, and made from a few words: which number, and where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from convtutor.checks.faults.families import NUMBERS
from convtutor.checks.faults.layer_steps import sliced
from convtutor.checks.faults.recipe import AXES, SLIP, Fault, Function, Step, step

_LINES = {"rows": ("rows", "row", "height"), "cols": ("columns", "column", "width")}
_BOTH = (AXES, AXES[::-1])
_NAMES = {
    "b": "the bias",
    "channels": "the number of channels",
    "tops": "its top row",
    "lefts": "its left column",
    **{
        f"{axis}_{letter}": f"the {whose}'s {_LINES[axis][2]}"
        for axis in AXES
        for letter, whose in (("k", "kernel"), ("places", "map"), ("n", "picture"))
    },
    **{f"{axis}_s": "the stride" for axis in AXES},
    **{f"{axis}_p": "the padding" for axis in AXES},
}


def _slip(name: str, **changes: Any) -> Fault:
    id = name.replace("'s", "").replace(",", "").replace("the ", "").replace(" ", "-")
    return Fault(id, name, NUMBERS, SLIP, **changes)


def _reading(function: Function, **others: str) -> Step:
    """A function as a step, some of whose parameters are the values of other steps."""
    return Step(function, tuple(others.get(name, name) for name in step(function).reads))


# ---------------------------------------------------------------- the slices of a window

Edge = Callable[[Any, Any, Any], Any]
"""Of where a window starts, how long it is, and another number."""

# By what is said of the slice: which of its ends, and where that lies.
_BY_A_NUMBER: dict[str, tuple[int, Edge]] = {
    "begins at {}": (0, lambda start, length, number: 0 * start + number),
    "ends at {}": (1, lambda start, length, number: 0 * start + number),
    "ends at its start and {}": (1, lambda start, length, number: start + number),
    "ends at {} and the length of the window": (1, lambda start, length, number: number + length),
}
_ALONE: dict[str, tuple[int, Edge]] = {
    "begins one pixel early": (0, lambda start, length, _: start - 1),
    "begins one pixel late": (0, lambda start, length, _: start + 1),
    "begins at 0": (0, lambda start, length, _: 0 * start),
    "ends at its start less the length of the window": (1, lambda start, length, _: start - length),
    "ends at the length of the window less its start": (1, lambda start, length, _: length - start),
    "ends at its start": (1, lambda start, length, _: start),
    "has no end": (1, lambda start, length, _: 0 * start + 10**6),
}


def _edge(axis: str, end: int, edge: Edge, number: str) -> Step:
    """Windows with one end of the slices along an axis somewhere else."""
    place = AXES.index(axis)

    def windows(picture, tops, lefts, rows_length, cols_length, kernels, number):
        starts, lengths = [tops, lefts], (rows_length, cols_length)
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        changed = np.asarray(edge(starts[place], lengths[place], number))
        (starts, ends)[end][place] = np.minimum(changed, picture.shape[2 + place])
        return sliced(picture, starts, ends, (1, 1), kernels)

    return _reading(windows, number=number)


def edges() -> Iterator[Fault]:
    """Slices of a window that begin or end elsewhere."""
    corners = ("tops", "lefts")
    for (axis, other), own in zip(_BOTH, corners, strict=True):
        said = f"the slice of a window's {_LINES[axis][0]} "
        numbers = (f"{axis}_k", f"{other}_k", f"{axis}_places", f"{other}_places", "channels")
        right = {("begins at {}", own), ("ends at its start and {}", f"{axis}_k")}
        ways = product(_BY_A_NUMBER.items(), (*numbers, *sorted(corners, key=own.__eq__)))
        for (way, (end, edge)), number in ways:
            if (way, number) not in right:
                yield _slip(
                    said + way.format(_NAMES[number]), windows=_edge(axis, end, edge, number)
                )
        for way, (end, edge) in _ALONE.items():
            yield _slip(said + way, windows=_edge(axis, end, edge, f"{axis}_k"))


# ---------------------------------------------------------------- a number for an array


def _spread(number, name, axes=0):
    """A number for all values, one for each place, or one for each filter: (N, F, R, Q, ...)."""
    number = np.asarray(0 if number is None else number)
    number = number[None, None] if name in ("tops", "lefts") else number[..., None, None]
    return number.reshape(*number.shape, *(1,) * axes)


def in_sums() -> Iterator[Fault]:
    """A number in the place of the window, of the weights, or of the bias."""
    sides = (f"{axis}_{letter}" for letter in ("k", "places") for axis in AXES)
    for name in (*sides, "rows_s", "rows_p", "channels", "tops", "lefts", "b"):
        said = f"{_NAMES[name]} took the place of"

        def for_pixels(windows, kernels, number, name=name):
            return (kernels[None, :, None, None] + 0 * windows[:, None]) * _spread(number, name, 3)

        def for_weights(windows, kernels, number, name=name):
            return (windows[:, None] + 0 * kernels[None, :, None, None]) * _spread(number, name, 3)

        def for_bias(sums, number, name=name):
            return sums + _spread(number, name)

        yield _slip(f"{said} the window's pixels", products=_reading(for_pixels, number=name))
        yield _slip(f"{said} the weights", products=_reading(for_weights, number=name))
        if name != "b":
            yield _slip(f"{said} the bias", values=_reading(for_bias, number=name))
    yield _slip(
        "pixels took the place of the weights",
        products=lambda windows: windows[:, None] * windows[:, None],
    )


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
        some = (*(slice(None),) * axis, slice(max(0, number)))
        result[some] = values[some]
        return result

    return kept


def _all_into(axis: int) -> Function:
    """All rows or columns written into one: the last one stays."""

    def kept(values, number):
        result = 0.0 * values
        result[(*(slice(None),) * axis, number)] = values.take(-1, axis)
        return result

    return kept


def _diagonal(axis: int) -> Function:
    """The number of the row for that of the column, or the other way round."""

    def kept(values):
        result = 0.0 * values
        for place in range(values.shape[5 - axis]):
            result[:, :, place, place] = values.take(place, 5 - axis).take(-1, 2)
        return result

    return kept


def writing() -> Iterator[Fault]:
    """Loops that end elsewhere, and values that are written into another row or column."""
    for axis, (own, other) in enumerate(_BOTH, start=2):
        rows, row, _ = _LINES[own]
        reads = {name: f"{own}_{name}" for name in ("side", "move", "length")}
        for number in (f"{own}_k", f"{other}_k", f"{other}_places", f"{own}_n"):
            name = f"the loop over the {rows} ends at {_NAMES[number]}"
            yield _slip(name, kept=_reading(_ends_at(axis), number=number, **reads))
        for number in (f"{own}_k", f"{other}_k", f"{own}_p", "channels"):
            name = f"all values were written into the {row} whose number is {_NAMES[number]}"
            yield _slip(name, kept=_reading(_all_into(axis), number=number))
        name = f"values were written into the {row} that has the other index's number"
        yield _slip(name, kept=_diagonal(axis))


# ---------------------------------------------------------------- what comes back, and its size


def returned(*more: str) -> Iterator[Fault]:
    """Another of the function's names after `return`."""
    for axis in AXES:
        for number in (f"{axis}_k", f"{axis}_n", f"{axis}_places")[: 3 if more else 2]:
            yield _slip(f"{_NAMES[number]} was returned", returned=_reading(lambda n: n, n=number))
        if more:
            yield _slip(
                f"the number of the last {_LINES[axis][1]} was returned",
                returned=_reading(lambda places: places - 1, places=f"{axis}_places"),
            )
    yield _slip("the padding was returned", returned=lambda rows_p: rows_p)
    for array, said in (("x", "picture was"), ("w", "weights were")):
        if array in more:
            own = _reading(lambda array, own_axes: array[(0,) * (4 - own_axes)], array=array)
            yield _slip(f"the {said} returned", returned=own)


def sizes() -> Iterator[Fault]:
    """Sides of the map that are made from other numbers."""
    for axis in AXES:
        reads = {name: f"{axis}_{name}" for name in ("k", "zeros", "taken")}
        for slot, what, size in (
            ("room", "picture's side was left out", lambda k: k),
            ("room", "number of channels took the place of the picture's side",
             lambda w, zeros, taken: w.shape[1] + zeros - taken),
            ("taken", "number of channels took the place of the kernel's side",
             lambda w: w.shape[1]),
        ):  # fmt: skip
            name = f"in the {_LINES[axis][2]} of the map the {what}"
            yield _slip(name, **{f"{axis}_{slot}": _reading(size, **reads)})


def fillings() -> Iterator[Fault]:
    """A number written where the picture belongs."""
    for number in ("rows_p", "rows_n", "cols_n"):
        filled = _reading(lambda given_x, number: 0 * given_x + number, number=number)
        yield _slip(f"{_NAMES[number]} was written where the picture belongs", x=filled)


# ---------------------------------------------------------------- how large the zeros are

_TOTALS: dict[str, Callable[[int, int, int], int]] = {
    "the other side was taken for it": lambda n, m, p: m + 2 * p,
    "the padding was taken for it": lambda n, m, p: 3 * p,
    "only 2 was added": lambda n, m, p: n + 2,
    "twice itself was added": lambda n, m, p: 3 * n,
    "twice the other side was added": lambda n, m, p: n + 2 * m,
    "2 and the padding were added": lambda n, m, p: n + 2 + p,
    "it was multiplied by the zeros": lambda n, m, p: n * 2 * p,
}


def frames() -> Iterator[Fault]:
    """An array of zeros of another height or width, into which the picture is put all the same."""
    for place, (axis, other) in enumerate(_BOTH):
        for said, total in _TOTALS.items():

            def padded(x, n, other_n, p, rows_p, cols_p, total=total, place=place):
                height, width = x.shape[2:]
                sides = [height + 2 * rows_p, width + 2 * cols_p]
                sides[place] = total(n, other_n, p)
                found = np.zeros((*x.shape[:2], *sides), x.dtype)
                found[:, :, rows_p : rows_p + height, cols_p : cols_p + width] = x
                return found

            reads = {"n": f"{axis}_n", "other_n": f"{other}_n", "p": f"{axis}_p"}
            name = f"in the {_LINES[axis][2]} of the padded picture {said}"
            yield _slip(name, padded=_reading(padded, **reads))
