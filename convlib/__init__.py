"""Convolution filters and feature maps, in NumPy.

>>> import convlib
>>> convlib.conv_output_size(32, 5)
28

What lies where: sizes in `convlib.sizes`, `convlib.reach` and `convlib.geometry`, numbers of
parameters and multiplications in `convlib.counts`, the arithmetic of a whole layer in the package
`convlib.conv2d` and that of a single value, step by step, in `convlib.one_value`. Named filters are
in `convlib.kernels`, pictures to try them on in `convlib.images`.
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
