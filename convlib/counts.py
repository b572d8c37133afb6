"""What a layer costs: numbers to learn, and multiplications to do."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from math import prod

from convlib.geometry import conv2d_output_shape
from convlib.settings import Padding, Pair, check_groups, pair_of, whole_number


def conv2d_parameter_count(
    in_channels: int,
    out_channels: int,
    kernel_size: Pair,
    groups: int = 1,
    bias: bool = True,
) -> int:
    """Count the numbers that a convolution layer learns.

    Parameters
    ----------
    in_channels, out_channels : int
        Channels of the input; filters, which is to say channels of the output.
    kernel_size : int or (int, int)
        Weights along (rows, columns) of one kernel.
    groups : int
        Blocks into which the channels are split.
    bias : bool
        Whether each *filter* (not each slice) has a bias.

    Returns
    -------
    int
        ``out_channels * (in_channels / groups * K_h * K_w + 1)``, without the 1 if no bias. The
        size of the image does not enter: the weights are shared by all positions.

    Raises
    ------
    TypeError
        If a count is not a whole number.
    ValueError
        If a count is below 1, or the groups do not divide the channels and the filters.

    References
    ----------
    ``torch.nn.Conv2d``, "Variables": the shapes of ``weight`` and ``bias``.

    Examples
    --------
    >>> conv2d_parameter_count(3, 1, 5)
    76
    >>> conv2d_parameter_count(3, 6, 5)
    456
    """
    in_channels = whole_number("in_channels", in_channels, at_least=1)
    out_channels = whole_number("out_channels", out_channels, at_least=1)
    groups = whole_number("groups", groups, at_least=1)
    check_groups(in_channels, out_channels, groups)
    weights = prod(pair_of("kernel_size", kernel_size, at_least=1)) * (in_channels // groups)
    return out_channels * (weights + bool(bias))


def linear_parameter_count(in_features: int, out_features: int, bias: bool = True) -> int:
    """Count the numbers that a fully connected layer learns.

    Parameters
    ----------
    in_features, out_features : int
        Numbers that go in; units, which is to say numbers that come out.
    bias : bool
        Whether each unit has a bias.

    Returns
    -------
    int
        ``out_features * (in_features + 1)``, without the 1 if no bias.

    Raises
    ------
    TypeError
        If a count is not a whole number.
    ValueError
        If a count is below 1.

    References
    ----------
    ``torch.nn.Linear``, "Variables".

    Examples
    --------
    >>> linear_parameter_count(3 * 32 * 32, 1)
    3073
    >>> linear_parameter_count(3 * 32 * 32, 6 * 28 * 28)
    14455392
    """
    in_features = whole_number("in_features", in_features, at_least=1)
    out_features = whole_number("out_features", out_features, at_least=1)
    return out_features * (in_features + bool(bias))


def conv2d_multiply_count(
    input_shape: Sequence[int],
    weight_shape: Sequence[int],
    stride: Pair = 1,
    padding: Padding = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> int:
    """Count the multiplications that a layer does.

    Parameters
    ----------
    input_shape, weight_shape, stride, padding, dilation, groups
        As in `conv2d_output_shape`.

    Returns
    -------
    int
        ``N * C_out * H_out * W_out * (C_in / groups) * K_h * K_w``. Products with padding zeros
        count, the bias does not.

    Raises
    ------
    TypeError, ValueError
        As `conv2d_output_shape`.

    References
    ----------
    He, K. and Sun, J. (2015). Convolutional neural networks at constrained time cost. CVPR.
    Equation 1 counts in this way.

    Examples
    --------
    >>> conv2d_multiply_count((1, 3, 32, 32), (1, 3, 5, 5))  # 28*28 positions, 75 products each
    58800
    """
    shape = conv2d_output_shape(input_shape, weight_shape, stride, padding, dilation, groups)
    _, slices, kernel_height, kernel_width = (operator.index(size) for size in weight_shape)
    return prod(shape) * slices * kernel_height * kernel_width
