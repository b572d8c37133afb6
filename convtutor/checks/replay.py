"""A value of a feature map, or a learned weight, made again number by number, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from convlib.one_value import OneValue, one_value
from convtutor.calling.outcome import Case
from convtutor.learn import one_weight


def replay_value(case: Case, cell: tuple[int, ...]) -> str:
    """Write out the window, the products, their sums and the bias behind one value.

    Parameters
    ----------
    case : Case
        A call with the arguments (x, weight), of one picture and filter or of several, and the
        options bias, stride and padding.
    cell : tuple of int
        (row, column) in the feature map; before it the filter and the picture, if there are
        several.

    Returns
    -------
    str
        A line a channel, then the sum; above them the picture and the filter, if there are several.

    Examples
    --------
    >>> print(replay_value(Case(([[[1, 2, 3]]], [[[4, 5]]]), {"bias": 6}), (0, 1)))
    the value at row 0, column 1, reads rows 0 to 0 and columns 1 to 2 of the picture:
      channel 0: 2·4 + 3·5 = 23
      sum 23 + bias 6 = 29
    """
    x, weight = map(np.asarray, case.arguments)
    options = dict(case.options)
    x, weight, bias, names = what_makes(x, weight, options.pop("bias", None), cell)
    added = 0.0 if bias is None else bias
    made = one_value(x, weight, added, cell[-2], cell[-1], **options)
    zeros = ", with zeros" if made.is_padding.any() else ""
    rows, columns = (
        f"{pixels[0]} to {pixels[-1]}".replace("-", "−") for pixels in (made.rows, made.columns)
    )
    lines = [", ".join(f"{name} {index}" for name, index in names.items()) + ":"] if names else []
    lines.append(
        f"the value at row {made.row}, column {made.column}, reads rows {rows} and columns "
        f"{columns} of the picture{zeros}:"
    )
    for channel, total in enumerate(made.channel_sums):
        products = _products(made.window[channel], made.weight[channel])
        lines.append(f"  channel {channel}: {products} = {_number(total)}")
    terms = [_number(total) for total in made.channel_sums]
    if bias is not None:
        terms.append(f"bias {_number(bias)}")
    sides = dict.fromkeys([" + ".join(terms), _number(made.value)])  # once, where they are the same
    lines.append(f"  sum {' = '.join(sides)}")
    return "\n".join(lines)


def what_makes(
    x: np.ndarray, weight: np.ndarray, bias: Any, cell: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray, float | None, dict[str, int]]:
    """Give the one picture, filter and bias (if any) behind a value, and which they are."""
    names: dict[str, int] = {}
    if x.ndim == 4:
        names["picture"] = cell[0]
        x = x[cell[0]]
    if weight.ndim == 4:
        names["filter"] = cell[-3]
        weight, bias = weight[cell[-3]], None if bias is None else bias[cell[-3]]
    return x, weight, bias, names


def as_yours_made(
    steps: Mapping[str, Any], cell: tuple[int, ...], value: float
) -> tuple[OneValue, np.ndarray, int] | None:
    """Take a value apart that a mistake makes.

    Parameters
    ----------
    steps : mapping of str to object
        Of a layer's recipe, with the mistake in it.
    cell : tuple of int
        As in `replay_value`; empty for a single number.
    value : float
        What the learner's function gave there.

    Returns
    -------
    (OneValue, ndarray, int) or None
        The value, the picture with its border, and how often the bias is added. None where the
        value is no sum of the products of one window and one filter, and the bias.
    """
    if not {"windows", "values"} <= steps.keys() or "error" in steps:
        return None
    picture_at, filter_at, row, column = (0,) * (4 - len(cell)) + tuple(cell)
    try:
        padded, weight = steps["picture"][picture_at], steps["kernels"][filter_at]
        window = steps["windows"][picture_at, row, column]
        products = steps["products"][picture_at, filter_at, row, column]
        top, left = int(steps["tops"][row, column]), int(steps["lefts"][row, column])
        bias, times = steps["biases"][filter_at].item(), int(steps["times"])
    except (IndexError, TypeError):  # the mistake changes the axes
        return None
    (_, height, width), sides = weight.shape, np.subtract(padded.shape, steps["x"].shape[1:])
    read = padded[:, top : top + height, left : left + width]
    if window.shape != weight.shape or min(top, left) < 0 or not np.array_equal(read, window):
        return None
    counted = products.any((1, 2), keepdims=True)
    if not np.array_equal(products, window * weight * counted):
        return None
    if not np.isclose(products.sum() + times * bias, value):
        return None
    frame = steps["frame"][2:] if sides.any() else ((0, 0), (0, 0))
    (above, _), (before, _) = frame
    rows, columns = np.arange(height) + top - above, np.arange(width) + left - before
    outside = np.ones(padded.shape[1:], dtype=bool)
    outside[above : above + steps["x"].shape[2], before : before + steps["x"].shape[3]] = False
    made = OneValue(
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        padding=frame,
        is_padding=outside[top : top + height, left : left + width] & ~padded[:, outside].any(),
        window=window,
        weight=weight,
        products=products,
        bias=bias,
    )
    return made, padded, times


def replay_weight(case: Case, cell: tuple[int, ...]) -> str:
    """Write out the errors, the pixels that the weight met, its slope and its new value.

    Parameters
    ----------
    case : Case
        A call with the arguments (x, target, weight, learning_rate).
    cell : (int, int)
        (row, column) of the weight.

    Returns
    -------
    str
        A line for the products, one for the slope, one for the new weight.

    Examples
    --------
    >>> x, target, weight = np.array([[1, 2, 3]]), np.array([[2, 3]]), np.array([[1, 0]])
    >>> print(replay_weight(Case((x, target, weight, 0.1), {}), (0, 1)))
    the weight at row 0, column 1; each error (value − wanted) times the pixel that it met:
      (-1)·2 + (-1)·3 = -5
      slope: 2 · -5 / 2 positions = -5
      new weight: 0 − 0.1 · -5 = 0.5
    """
    made = one_weight(*case.arguments, *cell)
    products = _products(made.met.weight, made.met.window)
    total, slope = f"{made.met.value:.4g}", f"{made.slope:.4g}"
    return "\n".join(
        [
            f"the weight at row {made.met.row}, column {made.met.column}; each error (value − "
            "wanted) times the pixel that it met:",
            f"  {products} = {total}",
            f"  slope: 2 · {total} / {made.met.products.size} positions = {slope}",
            f"  new weight: {made.old:.4g} − {made.learning_rate:.4g} · {slope} = {made.new:.4g}",
        ]
    )


def _products(lefts: np.ndarray, rights: np.ndarray) -> str:
    pairs = zip(lefts.flat, rights.flat, strict=True)
    return " + ".join(f"{_number(left)}·{_number(right)}" for left, right in pairs)


def _number(value: float) -> str:
    """Four digits at the most; brackets around a negative number, which follows a sign here."""
    text = f"{float(value):.4g}"
    return f"({text})" if text.startswith("-") else text
