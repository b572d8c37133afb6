"""Convolution filters and feature maps, in NumPy.

>>> import convlib
>>> convlib.conv_output_size(32, 5)
28

What lies where: sizes and counts in `convlib.shapes`, the arithmetic in `convlib.conv`, named
filters in `convlib.kernels`, pictures in `convlib.images`. Three more parts are imported on
demand, since they load matplotlib or widgets: `convlib.draw`, `convlib.explore`, and
`convlib.checks`.
"""

from convlib.conv import conv2d
from convlib.shapes import (
    conv2d_multiply_count,
    conv2d_output_shape,
    conv2d_parameter_count,
    conv_output_size,
    linear_parameter_count,
    receptive_field,
    same_padding,
    unread_pixels,
)

__all__ = [
    "conv2d",
    "conv2d_multiply_count",
    "conv2d_output_shape",
    "conv2d_parameter_count",
    "conv_output_size",
    "linear_parameter_count",
    "receptive_field",
    "same_padding",
    "unread_pixels",
]
