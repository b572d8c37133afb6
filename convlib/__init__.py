"""Convolution filters and feature maps, in NumPy.

>>> import convlib
>>> convlib.conv_output_size(32, 5)
28

What lies where: `convlib.sizes` and `convlib.counts`, the arithmetic in the package of `conv2d`,
named filters in `convlib.kernels`, pictures in `convlib.images`.
"""

from convlib.conv2d import conv2d
from convlib.counts import conv2d_multiply_count, conv2d_parameter_count, linear_parameter_count
from convlib.geometry import conv2d_output_shape
from convlib.reach import receptive_field, unread_pixels
from convlib.sizes import conv_output_size, same_padding

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
