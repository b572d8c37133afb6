"""The course's pictures: arrays in, a `Picture` (a figure and its sentence) out.

One drawing style for all units: orange is the window, blue the output cell, light grey hatching
the padding, purple hatching the pixels that no window reads. See `convlib.draw.style`.
"""

from convlib.draw.columns import window_columns
from convlib.draw.counts import count_bars, share_bars
from convlib.draw.difference import map_difference
from convlib.draw.filters import filter_slices, kernel_flip
from convlib.draw.gallery import (
    filter_and_windows,
    filter_gallery,
    filter_kind,
    picture_row,
    stripe_direction,
)
from convlib.draw.grids import window_path
from convlib.draw.learning import learning
from convlib.draw.padding import padded_picture, ring_and_map
from convlib.draw.picture import Picture
from convlib.draw.planes import channels, image, image_and_map, maps
from convlib.draw.positions import sizes_chart, stride_positions
from convlib.draw.replay import weight_replay, window_replay
from convlib.draw.replayed import replayed_cell
from convlib.draw.sharing import shared_weights
from convlib.draw.timings import time_and_memory
from convlib.draw.trace import shape_trace
from convlib.draw.volume import layer_volumes
from convlib.draw.window import three_channel_window
from convlib.draw.worked import worked_window
from convlib.draw.wrong_size import (
    same_positions,
    settings_positions,
    size_positions,
    unread_positions,
)

__all__ = [
    "Picture",
    "channels",
    "count_bars",
    "filter_and_windows",
    "filter_gallery",
    "filter_kind",
    "filter_slices",
    "image",
    "image_and_map",
    "kernel_flip",
    "layer_volumes",
    "learning",
    "map_difference",
    "maps",
    "padded_picture",
    "picture_row",
    "replayed_cell",
    "ring_and_map",
    "same_positions",
    "settings_positions",
    "shape_trace",
    "share_bars",
    "shared_weights",
    "size_positions",
    "sizes_chart",
    "stride_positions",
    "stripe_direction",
    "three_channel_window",
    "time_and_memory",
    "unread_positions",
    "weight_replay",
    "window_columns",
    "window_path",
    "window_replay",
    "worked_window",
]
