"""What a layer takes and gives, and which way it is computed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from convlib.conv2d.depthwise import convolve_channels
from convlib.conv2d.dtypes import choose_dtypes, one_for_each_filter, real_numbers
from convlib.conv2d.fourier import convolve_spectra, suits_spectra
from convlib.conv2d.product import FEW, LONGEST, multiply_pixels, multiply_windows
from convlib.geometry import conv2d_geometry
from convlib.settings import Padding, Pair

_geometry_of_integers = lru_cache(maxsize=64)(conv2d_geometry)
"""A slider asks for the same layer at every move. To a cache True is 1, and to us a mistake."""


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
        Zeros around the image, as in `convlib.settings.resolve_padding`.
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
    MemoryError
        If the maps do not fit into memory.

    Notes
    -----
    The kernel is *not* flipped: what deep learning calls convolution is cross-correlation.
    No argument is changed. Beside the input and the maps, a call holds a few MiB at most.

    The windows of a strip are the columns of a matrix, whose product with the filters is a part of
    all maps (`convlib.conv2d.product`). There are two exceptions. Filters that read one channel sum
    their products line by line (`convlib.conv2d.depthwise`). Very large kernels at stride 1 go
    through the fast Fourier transform, in float64, where that takes fewer operations and all
    numbers are finite (`convlib.conv2d.fourier`).

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
    x, weight = real_numbers("x", x), real_numbers("weight", weight)
    settings = stride, padding, dilation, groups
    find = _geometry_of_integers if set(map(type, settings)) == {int} else conv2d_geometry
    geometry = find(x.shape, weight.shape, *settings)
    out_channels = geometry.output_shape[1]
    bias = one_for_each_filter(bias, out_channels)
    result, computed = choose_dtypes(x, weight, bias)
    bias = bias.astype(computed, copy=False)
    try:
        maps = np.empty(geometry.output_shape, result)
    except (MemoryError, ValueError):  # of sizes that have no address, NumPy says ValueError
        raise MemoryError(
            f"the maps would have shape {geometry.output_shape}, more than memory holds "
            f"(stride={stride}, padding={padding}); use a smaller padding, fewer filters or fewer "
            "images"
        ) from None

    spectra = suits_spectra(x, weight, geometry, result)
    # Kernels of one pixel at stride 1, on pictures whose rows follow one another in memory.
    pixels = (
        weight.shape[2:] == geometry.stride == (1, 1)
        and maps.shape[2:] == x.shape[2:]
        and x.strides[2:] == (x.shape[3] * x.itemsize, x.itemsize)
        and x.dtype == weight.dtype == computed == result
        and not (len(weight) < FEW and weight[0].size > LONGEST)
    )
    with np.errstate(all="ignore"):  # infinity, NaN and tiny numbers are values like others
        if weight.shape[1] == 1 < geometry.groups and not spectra:
            convolve_channels(x, weight, bias, maps, geometry, computed)
            return maps
        reads, filters = weight.shape[1], out_channels // geometry.groups
        for group in range(geometry.groups):
            channels = slice(group * reads, (group + 1) * reads)
            made = slice(group * filters, (group + 1) * filters)
            part = x[:, channels], weight[made], bias[made], maps[:, made]
            if spectra:
                convolve_spectra(*part, geometry)
            elif pixels:
                multiply_pixels(*part)
            else:
                multiply_windows(*part, geometry, computed)
    return maps
