"""The course's pictures: arrays in, a `Picture` (a figure and its sentence) out.

One drawing style for all units: orange is the window, blue the output cell, light grey hatching
the padding, purple hatching the pixels that no window reads. See `convtutor.draw.style`.

A drawing is loaded when it is first asked for, since all of them load matplotlib.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from convtutor.draw.columns import window_columns
    from convtutor.draw.counts import count_bars, share_bars
    from convtutor.draw.difference import map_difference
    from convtutor.draw.filters import filter_slices, kernel_flip
    from convtutor.draw.gallery import (
        filter_and_windows,
        filter_gallery,
        filter_kind,
        picture_row,
        stripe_direction,
    )
    from convtutor.draw.grids import window_path
    from convtutor.draw.learning_curve import learning
    from convtutor.draw.padding import padded_picture, ring_and_map
    from convtutor.draw.picture import Picture
    from convtutor.draw.planes import channels, image, image_and_map, maps
    from convtutor.draw.positions import sizes_chart, stride_positions
    from convtutor.draw.replay import weight_replay, window_replay
    from convtutor.draw.replayed import replayed_cell
    from convtutor.draw.sharing import shared_weights
    from convtutor.draw.timings import time_and_memory
    from convtutor.draw.trace import shape_trace
    from convtutor.draw.volume import layer_volumes
    from convtutor.draw.window import three_channel_window
    from convtutor.draw.worked import worked_window
    from convtutor.draw.wrong_size import (
        same_positions,
        settings_positions,
        size_positions,
        unread_positions,
    )

_HOMES = {
    "window_columns": "columns",
    "count_bars": "counts",
    "share_bars": "counts",
    "map_difference": "difference",
    "filter_slices": "filters",
    "kernel_flip": "filters",
    "filter_and_windows": "gallery",
    "filter_gallery": "gallery",
    "filter_kind": "gallery",
    "picture_row": "gallery",
    "stripe_direction": "gallery",
    "window_path": "grids",
    "learning": "learning_curve",
    "padded_picture": "padding",
    "ring_and_map": "padding",
    "Picture": "picture",
    "channels": "planes",
    "image": "planes",
    "image_and_map": "planes",
    "maps": "planes",
    "sizes_chart": "positions",
    "stride_positions": "positions",
    "weight_replay": "replay",
    "window_replay": "replay",
    "replayed_cell": "replayed",
    "shared_weights": "sharing",
    "time_and_memory": "timings",
    "shape_trace": "trace",
    "layer_volumes": "volume",
    "three_channel_window": "window",
    "worked_window": "worked",
    "same_positions": "wrong_size",
    "settings_positions": "wrong_size",
    "size_positions": "wrong_size",
    "unread_positions": "wrong_size",
}

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


def __getattr__(name: str) -> Any:
    """Load a drawing; Python calls this for a name that is not there yet."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
