"""Right answers of this unit, each with exactly the signature of its stub."""

from __future__ import annotations

import convlib


def conv2d_parameter_count(
    in_channels: int, out_channels: int, kernel_size: int, bias: bool = True
) -> int:
    """Count the numbers that a layer of filters learns."""
    return convlib.conv2d_parameter_count(in_channels, out_channels, kernel_size, bias=bias)


def linear_parameter_count(in_features: int, out_features: int, bias: bool = True) -> int:
    """Count the numbers that a fully connected layer learns."""
    return convlib.linear_parameter_count(in_features, out_features, bias)


def conv2d_multiply_count(
    input_shape: tuple[int, int, int, int],
    weight_shape: tuple[int, int, int, int],
    stride: int = 1,
    padding: int = 0,
) -> int:
    """Count the multiplications of a layer of filters."""
    return convlib.conv2d_multiply_count(input_shape, weight_shape, stride, padding)
