"""Sizes and counts: how big a feature map is, and what a layer costs.

Plain integers in, plain integers out; nothing here looks at a pixel. The names are PyTorch's
(``input_size``, ``kernel_size``, ``stride``, ``padding``, ``dilation``, ``groups``).

The one law behind all of it is the number of places where a window fits:

    output_size = floor((input_size + padding_before + padding_after
                         - dilation * (kernel_size - 1) - 1) / stride) + 1

References
----------
Dumoulin, V. and Visin, F. (2016). A guide to convolution arithmetic for deep learning.
arXiv:1603.07285. The section "Convolution arithmetic" derives the law step by step.

PyTorch, ``torch.nn.Conv2d``: the section "Shape" states it with dilation.
"""

from convlib.shapes.counts import (
    conv2d_multiply_count,
    conv2d_parameter_count,
    linear_parameter_count,
)
from convlib.shapes.geometry import Geometry, conv2d_geometry, conv2d_output_shape
from convlib.shapes.reach import receptive_field, unread_pixels
from convlib.shapes.settings import AxisPadding, Padding, Pair, resolve_padding
from convlib.shapes.sizes import conv_output_size, same_padding

__all__ = [
    "AxisPadding",
    "Geometry",
    "Padding",
    "Pair",
    "conv2d_geometry",
    "conv2d_multiply_count",
    "conv2d_output_shape",
    "conv2d_parameter_count",
    "conv_output_size",
    "linear_parameter_count",
    "receptive_field",
    "resolve_padding",
    "same_padding",
    "unread_pixels",
]
