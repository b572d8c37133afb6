"""What a question's drawing shows, as data: the browser draws it, and a screen reader reads it.

Every drawing says itself in `says`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from convtutor.practice.questions.question import Drawing
from convtutor.practice.questions.spoken_numbers import plural, spoken

AT_EACH_END = 4
"""How many windows are drawn at each end of a picture that has too many of them."""


def counted(number: float, thing: str) -> str:
    """A number of things: "1 window", "2 windows"."""
    return f"{spoken(number)} {thing if number == 1 else plural(thing)}"


def windows(size: int, kernel: int, stride: int, padding: int, places: int) -> Drawing:
    """Windows along one side of a picture, and the pixels at its end that none of them reads.

    Of many windows the first and the last few are drawn; "windows" says how many there are.
    """
    starts = [i * stride - padding for i in range(places)]
    read = max(starts) + kernel if starts else 0
    shown = starts if places <= 3 * AT_EACH_END else [*starts[:AT_EACH_END], *starts[-AT_EACH_END:]]
    end = size + padding
    said = [f"A row of {counted(size, 'pixel')}"]
    if padding:
        said[0] += f" with {counted(padding, 'zero')} at each end"
    said.append(
        f"{counted(places, 'window')} of {kernel} begin at {row(starts)}, counted from the first "
        "pixel, which is 0"
    )
    beyond = sum(start + kernel > end for start in starts)
    if beyond:
        last = f"the last {beyond} stick" if beyond > 1 else "the last one sticks"
        said.append(f"{last} out at the end")
    unread = list(range(max(0, read), size))
    if unread:
        last = f"the last {counted(len(unread), 'pixel')} of the row"
        said.append(f"no window reads {last if len(unread) > 1 else 'the last pixel of the row'}")
    return {
        "kind": "axis",
        "says": "; ".join(said) + ".",
        "size": size,
        "padding": padding,
        "kernel": kernel,
        "starts": shown,
        "windows": places,
        "unread": unread,
        "marks": [start for start in shown if start + kernel > end],
    }


def row(numbers: Sequence[int]) -> str:
    """The beginning and the end of a row of numbers."""
    if len(numbers) <= 5:
        return ", ".join(map(spoken, numbers))
    return f"{', '.join(map(spoken, numbers[:3]))}, …, {spoken(numbers[-1])}"


def blocks(
    shapes: Iterable[tuple[int, int, int]], kernels: Sequence[tuple[int, int, int]], what: str = ""
) -> Drawing:
    """Volumes in a row, and between them the kernels: (filters, channels, side)."""
    labelled = [
        {"label": f"{depth}×{rows}×{columns}", "channels": depth, "rows": rows, "columns": columns}
        for depth, rows, columns in shapes
    ]
    said = " → ".join(str(one["label"]) for one in labelled)
    between = [
        f"{counted(filters, 'filter')}, each of {counted(channels, 'kernel')} of {side}×{side}"
        for filters, channels, side in kernels
    ]
    return {
        "kind": "blocks",
        "says": f"Volumes of channels × rows × columns: {said}. {'; '.join(between)}{what}.",
        "blocks": labelled,
        "kernels": [
            {"filters": filters, "channels": channels, "side": side}
            for filters, channels, side in kernels
        ],
    }


def product(
    factors: Sequence[tuple[int, str]], result: int, plus: Sequence[tuple[int, str]] = ()
) -> Drawing:
    """A product of numbers that have names, and what is added to it."""
    said = " · ".join(f"{spoken(number)} ({word})" for number, word in factors)
    added = "".join(f" + {spoken(number)} ({word})" for number, word in plus)
    return {
        "kind": "product",
        "says": f"{said}{added} = {spoken(result)}.",
        "factors": [{"number": number, "word": word} for number, word in factors],
        "plus": [{"number": number, "word": word} for number, word in plus],
        "result": result,
    }


def layers(layers: Sequence[tuple[int, int]]) -> Drawing:
    """What one value of the last map reads in each map before it, down to the picture.

    The first entry is the last layer; "size" is how many values of that layer's map are read.
    """
    size, rows, said = 1, [], []
    for place in reversed(range(len(layers))):
        kernel, stride = layers[place]
        below = (size - 1) * stride + kernel
        rows.append({"kernel": kernel, "stride": stride, "size": size, "reads": [0, below - 1]})
        of = "the picture" if place == 0 else f"the map of layer {place}"
        verb = "reads" if size == 1 else "read"
        said.append(f"{counted(size, 'value')} of layer {place + 1} {verb} {below} of {of}")
        size = below
    return {
        "kind": "layers",
        "says": "Along one side: " + "; ".join(said) + ".",
        "layers": rows,
        "field": size,
    }


Table = tuple[str, Any, Sequence[Sequence[int]]]
"""A title, numbers, and the cells (row, column) that are marked."""


def grids(says: str, *titled: Table) -> Drawing:
    """Small tables of numbers, some of whose cells are marked."""
    return {
        "kind": "grids",
        "says": says,
        "grids": [
            {"title": title, "rows": numbers.tolist(), "marked": [list(cell) for cell in marked]}
            for title, numbers, marked in titled
        ],
    }


def in_rows(numbers: Any) -> str:
    """A table for a screen reader, row by row."""
    return "; ".join(", ".join(spoken(one) for one in row) for row in numbers.tolist())


def words(says: str) -> Drawing:
    """A choice that is a sentence."""
    return {"kind": "words", "says": says}
