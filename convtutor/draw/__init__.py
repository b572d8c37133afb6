"""The course's pictures: arrays in, a `Picture` (a figure and its sentence) out.

One drawing style for all units: orange is the window, blue the output cell, light grey hatching
the padding, purple hatching the pixels that no window reads. See `convtutor.draw.style`.

What cannot be drawn raises ValueError (a size or count that is no whole number, TypeError); the
message says what is wrong.
"""

# ruff: noqa: F401 (what is imported here is for those who import this package)
from __future__ import annotations

import ast
import importlib
import inspect
import sys
from typing import TYPE_CHECKING, Any

# Type checkers read this list, and so does `__getattr__`, which loads a drawing when it is first
# asked for: all of them load matplotlib.
if TYPE_CHECKING:
    from convtutor.draw.costs import count_bars, share_bars, time_and_memory
    from convtutor.draw.difference import map_difference
    from convtutor.draw.filters import (
        filter_and_windows,
        filter_gallery,
        filter_kind,
        filter_slices,
        kernel_flip,
    )
    from convtutor.draw.grids import shared_weights, window_columns, window_path
    from convtutor.draw.learning_curve import learning
    from convtutor.draw.network_shapes import seen_pixels, shape_trace
    from convtutor.draw.picture import Picture
    from convtutor.draw.planes import channels, image, image_and_map, maps, picture_row
    from convtutor.draw.positions import Slide, sizes_chart, stride_positions
    from convtutor.draw.replay_drawing import replayed_cell
    from convtutor.draw.value_replay import made_replay, weight_replay, window_replay
    from convtutor.draw.volume import layer_volumes
    from convtutor.draw.window import three_channel_window, worked_window
    from convtutor.draw.wrong_size import (
        same_positions,
        settings_positions,
        size_positions,
        unread_positions,
    )
    from convtutor.draw.zero_ring import padded_picture, ring_and_map

_HOMES = {
    alias.name: str(node.module)
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[__name__])))
    if isinstance(node, ast.ImportFrom) and str(node.module).startswith(__name__)
    for alias in node.names
}


def __getattr__(name: str) -> Any:
    """Load a drawing; Python calls this for a name that is not there yet."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Name the drawings, for completion by Tab."""
    return sorted(_HOMES)
