"""Compute one cell of a feature map number by number, in words."""

from __future__ import annotations

from itertools import product

import numpy as np

from convlib.conv2d import pad2d
from convtutor.calling.outcome import Case


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
    _, kernel_height, kernel_width = weight.shape
    top, left = cell[0] * stride, cell[1] * stride
    padded = pad2d(x, ((padding, padding), (padding, padding)))
    window = padded[:, top : top + kernel_height, left : left + kernel_width]
    where = " of the padded picture" if padding else ""
    lines = [
        f"the value at row {cell[0]}, column {cell[1]}, reads rows {top} to "
        f"{top + kernel_height - 1} and columns {left} to {left + kernel_width - 1}{where}:"
    ]
    sums = [float((pixels * weights).sum()) for pixels, weights in zip(window, weight, strict=True)]
    for channel, (pixels, weights) in enumerate(zip(window, weight, strict=True)):
        products = [
            f"{_number(pixels[place])}·{_number(weights[place])}"
            for place in product(range(kernel_height), range(kernel_width))
        ]
        lines.append(f"  channel {channel}: {' + '.join(products)} = {_number(sums[channel])}")
    added = " + ".join(_number(value) for value in sums)
    total = _number(sum(sums) + bias)
    lines.append(f"  sum {added} + bias {_number(bias)} = {total}")
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


def _number(value: float) -> str:
    """Four digits at the most; brackets around a negative number, which follows a sign here."""
    text = f"{float(value):.4g}"
    return f"({text})" if text.startswith("-") else text
