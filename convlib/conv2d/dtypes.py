"""Which kinds of numbers a layer takes, computes in, and returns."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

INT64, FLOAT32, FLOAT64 = map(np.dtype, (np.int64, np.float32, np.float64))

EXACT = 2**53
"""Whole numbers up to here, and sums that stay below, are exact in float64."""


def real_numbers(name: str, value: ArrayLike) -> np.ndarray:
    """Give an array of real numbers; `name` stands in the sentence for what is none.

    Raises
    ------
    TypeError
        If the numbers are complex, objects, or no numbers, or if some are masked.
    ValueError
        If it is a list whose rows differ in length.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} is a list whose rows differ in length; use rows of equal length"
        ) from None
    if value is None:
        raise TypeError(f"{name} is None; give an array of real numbers")
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(
            f"{name} is a masked array, and a sum of products has no place for a mask; use "
            f"{name}.filled(0)"
        )
    if array.dtype.kind not in "buif":
        raise TypeError(
            f"{name} has dtype {array.dtype}; use an array of real numbers, such as "
            f"{name}.astype(np.float64)"
        )
    return array


def one_for_each_filter(bias: ArrayLike | None, out_channels: int) -> np.ndarray:
    """Give the biases as an array, zeros for None.

    Raises
    ------
    TypeError, ValueError
        If they are not one real number for each filter.
    """
    if bias is None:
        return np.zeros(out_channels, np.bool_)  # False takes part in no promotion
    bias = real_numbers("bias", bias)
    if bias.shape != (out_channels,):
        raise ValueError(
            f"bias has shape {bias.shape} but weight has {out_channels} filters; give one bias "
            f"a filter: shape ({out_channels},)"
        )
    return bias


def choose_dtypes(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> tuple[np.dtype, np.dtype]:
    """Say what the maps are made of, and what they are computed in.

    Returns
    -------
    result, computed : dtype
        Floats are computed as they are returned. Whole numbers are returned as int64, and
        computed as float64 wherever that is exact: BLAS multiplies floats alone.

    Raises
    ------
    ValueError
        If whole numbers are so large that a sum could leave int64.
    """
    if x.dtype == weight.dtype == bias.dtype and x.dtype in (FLOAT32, FLOAT64):
        return x.dtype, x.dtype
    # Asked first, since NumPy's own rule makes a float of uint64 with int64.
    if all(array.dtype.kind in "bui" for array in (x, weight, bias)):
        return INT64, FLOAT64 if _largest_sum(x, weight, bias) <= EXACT else INT64
    result = np.promote_types(np.result_type(x.dtype, weight.dtype, bias.dtype), np.float32)
    return result, result


def _largest_sum(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> int:
    """What a sum of whole numbers can come to; refuse what could leave int64, and wrap round."""

    def largest(array: np.ndarray) -> int:
        return max(abs(int(array.min())), abs(int(array.max()))) if array.size else 0

    # Cheap and on the safe side: as if every product of a window had the largest factors.
    bound = largest(x) * largest(weight) * weight[0].size + largest(bias)
    if bound > np.iinfo(np.int64).max:
        raise ValueError(
            f"whole numbers up to {largest(x)} in x and {largest(weight)} in weight can sum to "
            f"{bound}, more than int64 holds; use x.astype(np.float64)"
        )
    return bound
