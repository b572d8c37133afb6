"""The convolution of deep learning, vectorised in NumPy.

Read it from the top: `conv2d` is windows, one matrix product, and a bias.
"""

from __future__ import annotations

import operator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from convlib.shapes import Padding, Pair, conv2d_output_shape, resolve_padding

__all__ = ["conv2d", "pad2d"]


def conv2d(
    x: ArrayLike,
    weight: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> np.ndarray:
    """Slide filters over images and return their feature maps.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W)
        A batch of images. N may be 0.
    weight : ndarray, shape (C_out, C_in // groups, K_h, K_w)
        C_out filters, each a stack of kernels, one for each channel that it reads.
    bias : ndarray, shape (C_out,), optional
        One number a filter, added to each value of its map.
    stride : int or (int, int)
        Pixels that the window moves at each step: (down, right).
    padding : int, (int, int), ((int, int), (int, int)), "valid" or "same"
        Zeros around the image, as in `convlib.shapes.resolve_padding`.
    dilation : int or (int, int)
        Distance in pixels between the pixels that neighbouring weights read; 1 means no gaps.
    groups : int
        Blocks of channels; each filter reads the channels of its own block only.

    Returns
    -------
    ndarray, shape (N, C_out, H_out, W_out)
        A new array. Each side is
        ``floor((side + padding_before + padding_after - dilation*(K - 1) - 1) / stride) + 1``.
        float32 stays float32 and float64 stays float64; mixed kinds follow NumPy's promotion;
        float16 is computed and returned as float32. Whole numbers of any width (uint8 pictures,
        say) and booleans are computed and returned as int64, so that nothing wraps round.

    Raises
    ------
    TypeError
        If an array is not of real numbers, or a setting is not a whole number.
    ValueError
        If shapes or settings do not fit together, or whole numbers are so large that a sum could
        leave int64.

    Notes
    -----
    The kernel is *not* flipped: what deep learning calls convolution is cross-correlation.
    No argument is changed. The windows are copied once into a matrix of
    ``(C_in * K_h * K_w)`` rows and ``H_out * W_out`` columns an image.

    References
    ----------
    ``torch.nn.Conv2d`` for the formula and the names; Chellapilla, K., Puri, S. and Simard, P.
    (2006), High performance convolutional neural networks for document processing, for the
    matrix product.

    Examples
    --------
    >>> x = np.arange(12).reshape(1, 1, 3, 4)
    >>> x[0, 0]
    array([[ 0,  1,  2,  3],
           [ 4,  5,  6,  7],
           [ 8,  9, 10, 11]])
    >>> right_minus_left = np.array([[[[-1, 1]]]])
    >>> conv2d(x, right_minus_left, bias=[10])[0, 0]
    array([[11, 11, 11],
           [11, 11, 11],
           [11, 11, 11]])
    """
    x, weight = _numbers("x", x), _numbers("weight", weight)
    batch, out_channels, out_height, out_width = conv2d_output_shape(
        x.shape, weight.shape, stride, padding, dilation, groups
    )
    bias = _bias(bias, out_channels)
    dtype = _result_dtype(x, weight, bias)
    if dtype == np.int64:
        _check_int64(x, weight, bias)
    x, weight, bias = (array.astype(dtype, copy=False) for array in (x, weight, bias))

    stride, dilation = _rows_columns(stride), _rows_columns(dilation)
    kernel_size = weight.shape[2:]
    pads = resolve_padding(padding, x.shape[2:], kernel_size, stride, dilation)
    windows = _windows(pad2d(x, pads), kernel_size, stride, dilation)

    # Rows: what one filter reads. Columns: the positions of the window.
    columns = windows.transpose(0, 1, 4, 5, 2, 3)  # (N, C_in, K_h, K_w, H_out, W_out)
    # Not -1, which NumPy cannot work out for an empty batch.
    products = weight[0].size
    columns = columns.reshape(batch, groups, products, out_height * out_width)
    filters = weight.reshape(groups, out_channels // groups, products)
    maps = np.matmul(filters, columns)  # (N, groups, C_out / groups, H_out * W_out)

    maps = maps.reshape(batch, out_channels, out_height, out_width)
    maps += bias[:, np.newaxis, np.newaxis]
    return maps


def pad2d(x: np.ndarray, pads: tuple[tuple[int, int], tuple[int, int]]) -> np.ndarray:
    """Put a border of zeros around the last two axes.

    Parameters
    ----------
    x : ndarray, shape (..., H, W)
    pads : ((int, int), (int, int))
        Zero pixels at the ((top, bottom), (left, right)).

    Returns
    -------
    ndarray, shape (..., top + H + bottom, left + W + right)
        `x` itself where there is nothing to add.

    Examples
    --------
    >>> pad2d(np.array([[5]]), ((0, 1), (1, 1)))
    array([[0, 5, 0],
           [0, 0, 0]])
    """
    (top, bottom), (left, right) = pads
    if not (top or bottom or left or right):
        return x
    height, width = x.shape[-2:]
    padded = np.zeros((*x.shape[:-2], top + height + bottom, left + width + right), x.dtype)
    padded[..., top : top + height, left : left + width] = x
    return padded


def _windows(
    x: np.ndarray, kernel_size: Pair, stride: tuple[int, int], dilation: tuple[int, int]
) -> np.ndarray:
    """Every window of x as a view that copies nothing: (N, C_in, H_out, W_out, K_h, K_w)."""
    (kernel_height, kernel_width), (row_gap, column_gap) = kernel_size, dilation
    covered = (row_gap * (kernel_height - 1) + 1, column_gap * (kernel_width - 1) + 1)
    windows = sliding_window_view(x, covered, axis=(2, 3))
    return windows[:, :, :: stride[0], :: stride[1], ::row_gap, ::column_gap]


def _rows_columns(value: Pair) -> tuple[int, int]:
    # Plain integers: NumPy's narrow ones would wrap round.
    rows, columns = (value, value) if np.ndim(value) == 0 else value
    return operator.index(rows), operator.index(columns)


def _numbers(name: str, value: ArrayLike) -> np.ndarray:
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(
            f"{name} is a list whose rows differ in length; use rows of equal length"
        ) from None
    if array.dtype.kind not in "buif":
        raise TypeError(
            f"{name} has dtype {array.dtype}; use an array of real numbers, such as "
            f"{name}.astype(np.float64)"
        )
    return array


def _bias(bias: ArrayLike | None, out_channels: int) -> np.ndarray:
    if bias is None:
        return np.zeros(out_channels, np.bool_)  # False takes part in no promotion
    bias = _numbers("bias", bias)
    if bias.shape != (out_channels,):
        raise ValueError(
            f"bias has shape {bias.shape} but weight has {out_channels} filters; give one bias "
            f"a filter: shape ({out_channels},)"
        )
    return bias


def _result_dtype(*arrays: np.ndarray) -> np.dtype:
    # Asked first, since NumPy's own rule makes a float of uint64 with int64.
    if all(array.dtype.kind in "bui" for array in arrays):
        return np.dtype(np.int64)
    return np.promote_types(np.result_type(*arrays), np.float32)


def _check_int64(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
    """Refuse whole numbers whose sum of products could leave int64, rather than wrap round."""

    def largest(array: np.ndarray) -> int:
        return max(abs(int(array.min())), abs(int(array.max()))) if array.size else 0

    # Cheap and on the safe side: as if every product of a window had the largest factors.
    bound = largest(x) * largest(weight) * weight[0].size + largest(bias)
    if bound > np.iinfo(np.int64).max:
        raise ValueError(
            f"whole numbers up to {largest(x)} in x and {largest(weight)} in weight can sum to "
            f"{bound}, more than int64 holds; use x.astype(np.float64)"
        )
