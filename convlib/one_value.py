"""How one value of a feature map is made: window, products, the sum of each channel, bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d.dtypes import choose_dtypes, real_numbers
from convlib.conv2d.region import pad2d
from convlib.geometry import conv2d_geometry
from convlib.settings import Padding, Pair


@dataclass(frozen=True, eq=False)
class OneValue:
    """One value of a feature map, and all that it is made of.

    Attributes
    ----------
    row, column : int
        The value's cell in the map.
    rows, columns : ndarray of int, shape (K_h,) and (K_w,)
        The pixels that the weights meet, counted in the picture: what lies in the zeros is
        negative, or not below the picture's height or width.
    padding : ((int, int), (int, int))
        Zeros at the ((top, bottom), (left, right)) of the picture.
    is_padding : ndarray of bool, shape (K_h, K_w)
        Which weights meet a zero of the padding.
    window, weight, products : ndarray, shape (C, K_h, K_w)
        What the filter reads, its weights, and the two multiplied.
    bias : float or int
    """

    row: int
    column: int
    rows: np.ndarray
    columns: np.ndarray
    padding: tuple[tuple[int, int], tuple[int, int]]
    is_padding: np.ndarray
    window: np.ndarray
    weight: np.ndarray
    products: np.ndarray
    bias: float

    @property
    def padded_rows(self) -> np.ndarray:
        """`rows`, counted in the picture with its zeros."""
        return self.rows + self.padding[0][0]

    @property
    def padded_columns(self) -> np.ndarray:
        """`columns`, counted in the picture with its zeros."""
        return self.columns + self.padding[1][0]

    @property
    def channel_sums(self) -> np.ndarray:
        """The products of each channel, summed: shape (C,)."""
        return self.products.sum(axis=(1, 2))

    @property
    def value(self) -> float:
        """The sum of all products, and the bias."""
        return self.channel_sums.sum().item() + self.bias


def one_value(
    x: ArrayLike,
    weight: ArrayLike,
    bias: float,
    row: int,
    column: int,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
) -> OneValue:
    """Take one value of a feature map apart.

    Parameters
    ----------
    x : ndarray, shape (C, H, W)
        A picture without its zeros.
    weight : ndarray, shape (C, K_h, K_w)
        One filter.
    bias : float
    row, column : int
        The cell *of the feature map*, from 0.
    stride, padding, dilation
        As in `convlib.conv2d`.

    Returns
    -------
    OneValue
        Its numbers are of the kind that `convlib.conv2d` returns: whole numbers become int64.

    Raises
    ------
    TypeError, ValueError
        As in `convlib.conv2d`, and where the map has no such cell.

    Examples
    --------
    >>> made = one_value([[[1, 2, 3]]], [[[4, 5]]], 6, 0, 1, padding=((0, 0), (1, 0)))
    >>> made.window, made.products  # the zero on the left makes the map one longer
    (array([[[1, 2]]]), array([[[ 4, 10]]]))
    >>> made.channel_sums, made.value
    (array([14]), 20)
    """
    x, weight = real_numbers("x", x), real_numbers("weight", weight)
    for name, array, axes in (("x", x, "(C, H, W)"), ("weight", weight, "(C, K_h, K_w)")):
        if array.ndim != 3:
            raise ValueError(
                f"{name} has shape {array.shape}; one value is made of one picture and one "
                f"filter, so give three axes, {axes}"
            )
    geometry = conv2d_geometry((1, *x.shape), (1, *weight.shape), stride, padding, dilation)
    height, width = geometry.output_shape[2:]
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(
            f"the feature map has {height} rows and {width} columns, so it has no cell in "
            f"row {row}, column {column}; both count from 0"
        )
    dtype, _ = choose_dtypes(x, weight, real_numbers("bias", bias))
    # For each weight, the pixel under it.
    rows, columns = (
        start * step - before + gap * np.arange(size)
        for start, step, (before, _), gap, size in zip(
            (row, column),
            geometry.stride,
            geometry.pads,
            geometry.dilation,
            weight.shape[1:],
            strict=True,
        )
    )
    inside = np.ix_((rows >= 0) & (rows < x.shape[1]), (columns >= 0) & (columns < x.shape[2]))
    (top, _), (left, _) = geometry.pads
    padded = pad2d(x.astype(dtype), geometry.pads)
    window = padded[:, rows[:, None] + top, columns + left]
    weight = weight.astype(dtype)
    is_padding = np.ones(weight.shape[1:], dtype=bool)
    is_padding[inside] = False
    return OneValue(
        row=row,
        column=column,
        rows=rows,
        columns=columns,
        padding=geometry.pads,
        is_padding=is_padding,
        window=window,
        weight=weight,
        products=window * weight,
        bias=bias,
    )
