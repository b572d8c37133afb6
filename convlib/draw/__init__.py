"""The course's pictures: arrays in, a `Picture` (a figure and its sentence) out.

One drawing style for all units: orange is the window, blue the output cell, light grey hatching
the padding, purple hatching the pixels that no window reads. See `convlib.draw.style`.
"""

from convlib.draw.grids import unread_region, window_path
from convlib.draw.picture import Picture
from convlib.draw.planes import channels, filter_slices, image, image_and_map, kernel_flip, maps
from convlib.draw.positions import sizes_chart, stride_positions
from convlib.draw.trace import shape_trace
from convlib.draw.window import three_channel_window, worked_window

__all__ = [
    "Picture",
    "channels",
    "filter_slices",
    "image",
    "image_and_map",
    "kernel_flip",
    "maps",
    "shape_trace",
    "sizes_chart",
    "stride_positions",
    "three_channel_window",
    "unread_region",
    "window_path",
    "worked_window",
]
