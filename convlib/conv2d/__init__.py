"""The convolution of deep learning in NumPy alone, and fast.

Read `layer` first: what a layer takes and gives, and which of three ways it goes. Then `product`,
the way of nearly all layers: windows laid out as the columns of a matrix, strip by strip, and one
matrix product for each strip. The other two are for layers that it does not suit: `depthwise` for
filters that read a single channel, `fourier` for very large kernels.
"""

from convlib.conv2d.layer import conv2d
from convlib.conv2d.region import pad2d

__all__ = ["conv2d", "pad2d"]
