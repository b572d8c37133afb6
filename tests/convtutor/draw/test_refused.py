"""What cannot be drawn gets a sentence: what came, the rule, and what to do."""

import numpy as np
import pytest

from convlib import images, kernels
from convtutor import draw, learn, trained

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))
PIXELS = np.arange(1, 21).reshape(4, 5)
SHAPES = [(1, 32, 16), (4, 16, 8), (4, 8, 4)]
X, WANTED = learn.pair()
HISTORY, LOSSES = np.ones((21, 3, 3)), np.ones(21)
FILTERS = trained.filters()
LEAST = "padding=-1 is too small; use padding >= 0"

REFUSED = [
    (draw.image, (PORTRAIT * 255,), "divide bytes by 255"),
    (draw.image, (np.moveaxis(PORTRAIT, 0, 2),), r"\(32, 32, 3\).*\(channels, rows, columns\)"),
    (draw.maps, ({"mine": None},), "'mine' is None.*`return`"),
    (draw.maps, ({"mine": "text"},), "'mine' is a str"),
    (draw.maps, ({"mine": np.zeros((1, 3, 3))},), r"'mine' has .*\(1, 3, 3\).*\(rows, columns\)"),
    (draw.maps, ({"mine": 3.0},), r"'mine' has shape \(\)"),
    (draw.maps, ({},), "no map to draw"),
    (draw.filter_slices, (np.zeros((6, 3, 5, 5)),), r"\(6, 3, 5, 5\).*weight\[i\]"),
    (draw.filter_gallery, (FILTERS[0],), "for one filter use weight"),
    (draw.filter_gallery, (FILTERS[:, :2],), r"draw\.filter_slices draws any number of channels"),
    (draw.three_channel_window, (PORTRAIT, EDGE, 0, 28, 0), "28 rows and 28 columns.*row 28"),
    (draw.three_channel_window, (PORTRAIT, EDGE, 0, 0, -1), "column -1"),
    (draw.three_channel_window, (PORTRAIT, EDGE[:1], 0, 0, 0), r"3 channels.*\(3, K_h, K_w\)"),
    (draw.three_channel_window, (PORTRAIT[0], EDGE, 0, 0, 0), r"or \(1, H, W\), not \(32, 32\)"),
    (draw.worked_window, (np.eye(2), np.eye(3)), r"\(2, 2\) but the kernel has \(3, 3\)"),
    (draw.window_replay, ([[[1, 2]]], [[[1]]], 0, (2, 0)), "so it has no cell in row 2"),
    (draw.window_path, (32, 5), r"at most 14.*stride_positions"),
    (draw.stride_positions, (4, 5), r"kernel covers 5 pixels.*padding >= 1"),
    (draw.layer_volumes, ((3, 4, 4), (6, 3, 5, 5)), r"kernel covers 5 pixels.*padding >= 1"),
    (draw.shape_trace, ([], []), "there are 0 shapes and 0 names"),
    (draw.shape_trace, (SHAPES, ["input"]), "there are 3 shapes and 1 names"),
    (draw.shape_trace, ([(1, 32)], ["input"]), r"\(1, 32\) is no shape of a volume"),
    (draw.shape_trace, ([(1, 0, 3)], ["input"]), r"\(1, 0, 3\) is no shape of a volume"),
    (draw.shape_trace, (SHAPES, ["a", "b", "c"], [1]), "there are 3 shapes and 1 sides in sees"),
    (draw.seen_pixels, (9, [(3, 2)], 4), "position 4 is not in the last map.* 0 to 3"),
    (draw.padded_picture, (np.ones((5, 6)), -1), LEAST),
    (draw.ring_and_map, (np.ones((1, 5, 6)), np.ones((1, 3, 3)), -1), LEAST),
    (draw.shared_weights, (6, 3, 4, 0), "starts in rows and columns 0 to 3"),
    (draw.shared_weights, (6, 3, 0, 4), "starts in rows and columns 0 to 3"),
    (draw.shared_weights, (6, 3, -1, 0), "starts in rows and columns 0 to 3"),
    (draw.shared_weights, (11, 3), "use size <= 10"),
    (draw.count_bars, ({"mine": 456.0},), "'mine' is 456.0, a float; a count is a whole number"),
    (draw.count_bars, ({"mine": None},), "'mine' is None, a NoneType; .* the function return one"),
    (draw.count_bars, ({"mine": 0},), "'mine' is 0; .* counts from 1 only"),
    (draw.count_bars, ({},), "no count to draw"),
    (draw.share_bars, ({"cells": {"a": 1, "b": 2, "c": 3}},), "3 parts; give two"),
    (draw.time_and_memory, ({},), "nothing to draw; give at least one method"),
    (draw.window_columns, (PIXELS, 2, 12), "no window 12; the 12 windows .* from 0 to 11"),
    (draw.window_columns, (PIXELS, 2, -1), "no window -1"),
    (draw.window_columns, (np.ones((5, 5)), 2, 0), r"\(5, 5\) with 16 windows of 4 .* too large"),
    (draw.window_columns, (np.ones((8, 8)), 7, 0), "at most 7 pixels a side"),
    (draw.window_columns, (PIXELS, 5, 0), "kernel"),
    (draw.window_columns, (np.ones((1, 4, 5)), 2, 0), r"shape \(1, 4, 5\)"),
    (draw.learning, (X, WANTED, HISTORY, LOSSES, 21), "no step 21; give one from 0 to 20"),
    (draw.learning, (X, WANTED, HISTORY, LOSSES[1:], 0), r"as convtutor\.learn\.fit does"),
    (draw.map_difference, (np.zeros((0, 2)), np.zeros((2, 2))), "nothing to draw"),
    (draw.map_difference, (np.zeros((2, 2)), "a map"), "'yours' has shape .* <U5"),
    (draw.map_difference, (np.zeros((2, 2)), [[1], [2, 3]]), "'yours' is a list"),
    (draw.map_difference, (np.zeros((1, 1, 1, 1, 1)), np.eye(2)), "up to two more axes"),
    (draw.map_difference, (np.zeros((2, 2)), np.zeros((2, 2)) * 1j), "complex128"),
]


@pytest.mark.parametrize(("function", "arguments", "sentence"), REFUSED)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(function, arguments, sentence):
    kind = TypeError if "NoneType" in sentence or "a float" in sentence else ValueError
    with pytest.raises(kind, match=sentence):
        function(*arguments)
