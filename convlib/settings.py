"""What may be written for a size, a pair or a padding, and the sentence for what may not."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

Pair = int | tuple[int, int]
AxisPadding = int | tuple[int, int] | str
Padding = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | str


def resolve_padding(
    padding: Padding,
    input_size: Pair,
    kernel_size: Pair,
    stride: Pair = 1,
    dilation: Pair = 1,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Say how many zeros each way of writing a padding adds to the four sides.

    Parameters
    ----------
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        An int: zeros on *each* side. A pair: (rows above and below, columns left and right).
        A pair of pairs: ((top, bottom), (left, right)). "valid": none. "same": as many as make
        the output's side ``ceil(input_size / stride)``; where their number is odd, the extra
        zero goes at the bottom or right.
    input_size, kernel_size, stride, dilation : int or (int, int)
        In pixels; a pair is (rows, columns). Only "same" needs them.

    Returns
    -------
    ((int, int), (int, int))
        ((top, bottom), (left, right)), in pixels.

    Raises
    ------
    TypeError
        If the padding is none of these kinds.
    ValueError
        If it is negative or an unknown word.

    Examples
    --------
    >>> resolve_padding((1, 2), 32, 5)
    ((1, 1), (2, 2))
    >>> resolve_padding("same", 32, 4)
    ((1, 2), (1, 2))
    """
    if isinstance(padding, str):
        sizes = pair_of("input_size", input_size, at_least=1)
        kernels = pair_of("kernel_size", kernel_size, at_least=1)
        strides = pair_of("stride", stride, at_least=1)
        dilations = pair_of("dilation", dilation, at_least=1)
        rows, columns = (
            axis_padding(padding, *axis)
            for axis in zip(sizes, kernels, strides, dilations, strict=True)
        )
        return rows, columns
    if type(padding) is int and padding >= 0:  # nearly always; a slider's every move counts
        return (padding, padding), (padding, padding)
    entries = entries_of(padding)
    if entries is None:
        each = whole_number("padding", padding, at_least=0)
        return (each, each), (each, each)
    if len(entries) != 2:
        raise ValueError(
            f"padding={padding!r} has {len(entries)} entries; use one number, (rows, columns) or "
            "((top, bottom), (left, right))"
        )
    if (entries_of(entries[0]) is None) != (entries_of(entries[1]) is None):
        raise TypeError(
            f"padding={padding!r} mixes a number with a pair; use (rows, columns) or "
            "((top, bottom), (left, right))"
        )
    rows, columns = (
        pair_of("padding", entry, at_least=0, meaning="(before, after)") for entry in entries
    )
    return rows, columns


def axis_padding(
    padding: AxisPadding, input_size: int, kernel_size: int, stride: int, dilation: int
) -> tuple[int, int]:
    """Give the zeros (before, after) along one axis, whichever way the padding is written."""
    if not isinstance(padding, str):
        return pair_of("padding", padding, at_least=0, meaning="(before, after)")
    if padding == "valid":
        return 0, 0
    if padding == "same":
        output_size = -(-input_size // stride)
        covered = dilation * (kernel_size - 1) + 1
        total = max(0, (output_size - 1) * stride + covered - input_size)
        return total // 2, total - total // 2
    meant = padding.strip().lower()
    if meant in ("valid", "same"):
        remedy = f"write padding={meant!r}"
    elif meant.isdecimal():
        remedy = f"write padding={int(meant)}, without quotes"
    else:
        remedy = "use 'valid', 'same' or numbers of pixels"
    raise ValueError(f"padding={padding!r} is not a known word; {remedy}")


def check_groups(in_channels: int, out_channels: int, groups: int) -> None:
    """Raise ValueError where the groups do not divide the channels and the filters."""
    if groups == 1:
        return
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise ValueError(
                f"groups={groups} does not divide {name}={channels}; use a number of groups that "
                "divides both in_channels and out_channels"
            )


def shape_of_four(name: str, shape: Sequence[int], axes: str) -> tuple[int, ...]:
    """Give a shape as four plain integers; `axes` names them in the sentence for a wrong one."""
    sizes = entries_of(shape)
    if sizes is None:
        raise TypeError(f"{name}={shape!r} is not a shape; write four whole numbers, {axes}")
    if len(sizes) != 4:
        remedy = ""
        if name == "input_shape" and len(sizes) == 3 and sizes[2] < min(5, *sizes[:2]):
            remedy = "; where the channels are last, np.moveaxis(picture, -1, 0)[np.newaxis] helps"
        elif len(sizes) in (2, 3):
            first = "axis" if len(sizes) == 3 else "two axes"
            remedy = f"; add the first {first}: {(1, 1, *sizes)[-4:]}"
        raise ValueError(f"{name}={sizes} has {len(sizes)} axes but needs four, {axes}{remedy}")
    if all(type(size) is int and size >= 0 for size in sizes):  # an array's own shape
        return sizes
    return tuple(
        whole_number(f"{name}[{axis}]", size, at_least=0) for axis, size in enumerate(sizes)
    )


def entries_of(value: Any) -> tuple[Any, ...] | None:
    """What a tuple, list or array holds; None for a single thing, such as a number or a word."""
    # Not by isinstance: an array without axes claims to be iterable.
    try:
        return None if isinstance(value, str) else tuple(value)
    except TypeError:
        return None


def pair_of(
    name: str, value: Pair, at_least: int, meaning: str = "(rows, columns)"
) -> tuple[int, int]:
    """Give one number, or a pair, as a pair of plain integers."""
    if type(value) is int and value >= at_least:
        return value, value
    entries = entries_of(value)
    if entries is None:
        each = whole_number(name, value, at_least)
        return each, each
    if len(entries) != 2:
        raise ValueError(
            f"{name}={value!r} has {len(entries)} entries; use one number or a pair {meaning}"
        )
    return whole_number(name, entries[0], at_least), whole_number(name, entries[1], at_least)


def whole_number(name: str, value: Any, at_least: int) -> int:
    """Give a plain integer; raise TypeError for another kind, ValueError for too small."""
    if type(value) is int and value >= at_least:
        return value
    try:
        # A bool is an int to Python, but True as a size is always a slip.
        if type(value).__name__ in ("bool", "bool_"):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        kind = type(value).__name__
        article = "an" if kind[0] in "aeiou" else "a"
        what = "no number" if value is None else f"{article} {kind}"
        raise TypeError(f"{name}={value!r} is {what}; {_whole(name, value, at_least)}") from None
    if number < at_least:
        hint = " (1 means no gaps)" if name == "dilation" else ""
        raise ValueError(f"{name}={number} is too small; use {name} >= {at_least}{hint}")
    return number


def _whole(name: str, value: Any, at_least: int) -> str:
    """The remedy for what is no whole number: the one that is meant, where one can see it."""
    try:
        number = float(value)  # 2.0, "2"
        if number.is_integer() and number >= at_least and "bool" not in type(value).__name__:
            return f"use {name}={int(number)}"
    except (TypeError, ValueError):
        pass
    return f"use a whole number, such as {name}={max(at_least, 1)}"
