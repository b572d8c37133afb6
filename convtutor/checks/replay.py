"""A value of a feature map, or a learned weight, made again number by number, in words."""

from __future__ import annotations

import numpy as np

from convlib.one_value import one_value
from convtutor.calling.outcome import Case
from convtutor.learn import one_weight


def replay_cell(
    x: np.ndarray,
    weight: np.ndarray,
    bias: float,
    cell: tuple[int, int],
    stride: int = 1,
    padding: int = 0,
) -> str:
    """Write out the window, the products, their sums and the bias behind one value.

    Parameters
    ----------
    x : ndarray, shape (C, H, W)
    weight : ndarray, shape (C, K_h, K_w)
    bias : float
    cell : (int, int)
        (row, column) in the feature map.
    stride, padding : int
        In pixels.

    Returns
    -------
    str
        A line a channel, then the sum.

    Examples
    --------
    >>> print(replay_cell(np.array([[[1, 2, 3]]]), np.array([[[4, 5]]]), 6, (0, 1)))
    the value at row 0, column 1, reads rows 0 to 0 and columns 1 to 2:
      channel 0: 2·4 + 3·5 = 23
      sum 23 + bias 6 = 29
    """
    made = one_value(x, weight, bias, *cell, stride=stride, padding=padding)
    rows, columns = made.padded_rows, made.padded_columns
    where = " of the padded picture" if padding else ""
    lines = [
        f"the value at row {made.row}, column {made.column}, reads rows {rows[0]} to {rows[-1]} "
        f"and columns {columns[0]} to {columns[-1]}{where}:"
    ]
    for channel, total in enumerate(made.channel_sums):
        products = _products(made.window[channel], made.weight[channel])
        lines.append(f"  channel {channel}: {products} = {_number(total)}")
    added = " + ".join(map(_number, made.channel_sums))
    lines.append(f"  sum {added} + bias {_number(bias)} = {_number(made.value)}")
    return "\n".join(lines)


def replay_layer(case: Case, cell: tuple[int, ...]) -> str:
    """Write out the value of one cell of a whole layer.

    Parameters
    ----------
    case : Case
        A call with the arguments (x, weight) and the options bias, stride and padding.
    cell : (int, int, int, int)
        (picture, filter, row, column).

    Returns
    -------
    str
        As `replay_cell`, under a line that names the picture and the filter.
    """
    (x, weight), (picture, index, row, column) = case.arguments, cell
    options = {"bias": None, "stride": 1, "padding": 0} | dict(case.options)
    bias = 0.0 if options["bias"] is None else options["bias"][index]
    lines = replay_cell(
        x[picture], weight[index], bias, (row, column), options["stride"], options["padding"]
    )
    return f"picture {picture}, filter {index}:\n{lines}"


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
