"""Layers and networks are drawn with as many planes, filters, biases and boxes as they have."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex
from support.drawn import words

import convlib
from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING
from convtutor.draw.volume import FILTER_FACE, INPUT_FACE, MAP_FACE

SHAPES = [(1, 32, 16), (4, 16, 8), (4, 8, 4)]
NAMES = ["input", "conv", "pool"]


def faces(picture, face):
    """(height, width) of the rectangles in one colour, in drawing order."""
    return [
        (patch.get_height(), patch.get_width())
        for patch in picture.figure.axes[0].patches
        if to_hex(patch.get_facecolor()).upper() == face
    ]


def test_six_filters_make_a_volume_of_six_maps():
    picture = draw.layer_volumes((3, 32, 32), (6, 3, 5, 5))
    # 100 hundredths for 32 pixels: 28 are 87.5.
    assert faces(picture, INPUT_FACE) == [(100, 100)] * 3
    assert faces(picture, MAP_FACE) == [(87.5, 87.5)] * 6
    assert len(faces(picture, OUTPUT.upper())) == 6  # one value of each map
    # The window on 3 channels, and 6 filters of 3 kernels.
    assert len(faces(picture, FILTER_FACE)) == 3 + 18
    assert words(picture.figure.axes[0]).count("+b") == 6
    assert {"R", "G", "B", "0", "5", "6", "28", "32"} <= set(words(picture.figure.axes[0]))
    assert picture.text == (
        "Input: 3 × 32 × 32. 6 filters of 3 × 5 × 5: 6 · 3 = 18 kernels, and 6 biases. "
        "Stride 1, padding 0. Maps: 6 × 28 × 28, one for each filter."
    )


def test_filters_have_the_scale_of_the_window_where_there_is_room():
    picture = draw.layer_volumes((1, 20, 10), (2, 1, 4, 2))
    # 100 hundredths for 20 pixels: 4 × 2 pixels are 20 × 10, for window and filters alike.
    assert faces(picture, FILTER_FACE) == [(20, 10)] * 3


def test_wide_filter_leaves_room_for_its_bias():
    axes = draw.layer_volumes((3, 32, 32), (1, 3, 7, 7)).figure.axes[0]
    (bias,) = (text for text in axes.texts if text.get_text() == "+b")
    axes.figure.draw_without_rendering()
    begin = axes.transData.inverted().transform(bias.get_bbox_patch().get_window_extent())[0, 0]
    ends = [
        patch.get_x() + patch.get_width()
        for patch in axes.patches
        if to_hex(patch.get_facecolor()).upper() == FILTER_FACE
    ]
    assert max(ends) < begin


@pytest.mark.parametrize("filters", [1, 8])
def test_filters_do_not_overlap_and_stay_above_the_captions(filters):
    axes = draw.layer_volumes((3, 16, 16), (filters, 3, 7, 7)).figure.axes[0]
    tops = [
        (patch.get_y(), patch.get_y() + patch.get_height())
        for patch in axes.patches
        if to_hex(patch.get_facecolor()).upper() == FILTER_FACE
    ][3:]
    stacks = [(tops[i][0], tops[i + 2][1]) for i in range(0, len(tops), 3)]
    assert all(end < start for (_, end), (start, _) in pairwise(stacks))
    assert stacks[-1][1] < 86


def test_padding_is_drawn_around_each_channel_and_stride_makes_maps_smaller():
    picture = draw.layer_volumes((3, 28, 28), (2, 3, 5, 5), stride=2, padding=2)
    hatched = [patch for patch in picture.figure.axes[0].patches if patch.get_hatch()]
    assert [to_hex(patch.get_edgecolor()).upper() for patch in hatched] == [PADDING] * 3
    # The padded side is 32, so 28 pixels are 87.5, and (28 + 4 − 5)//2 + 1 = 14 are 43.75.
    assert faces(picture, INPUT_FACE) == [(87.5, 87.5)] * 3
    assert faces(picture, MAP_FACE) == [(43.75, 43.75)] * 2
    assert "Stride 2, padding 2. Maps: 2 × 14 × 14" in picture.text


def test_of_many_filters_the_first_and_the_last_are_drawn_but_every_map():
    picture = draw.layer_volumes((3, 224, 224), (64, 3, 7, 7), stride=2, padding=3)
    assert words(picture.figure.axes[0]).count("+b") == 5
    assert "⋮" in words(picture.figure.axes[0])
    assert len(faces(picture, MAP_FACE)) == 64
    assert "64 · 3 = 192 kernels, and 64 biases" in picture.text


def test_one_filter_is_worded_as_one():
    text = draw.layer_volumes((1, 5, 5), (1, 1, 3, 3)).text
    assert "1 filter of 1 × 3 × 3: 1 · 1 = 1 kernel, and 1 bias." in text


def fronts(picture):
    """The length and height of each box, whose front is the first of its three sides."""
    corners = [patch.get_xy()[:4] for patch in picture.figure.axes[0].patches[::3]]
    return [tuple(np.ptp(points, axis=0)) for points in corners]


def test_sides_are_drawn_to_scale_and_channels_by_their_square_root():
    boxes = fronts(draw.shape_trace(SHAPES, NAMES))
    lengths, heights = zip(*boxes, strict=True)
    # 32 : 16 : 8 rows, and √1 : √4 : √4 channels.
    assert np.allclose(np.divide(heights, heights[0]), [1, 1 / 2, 1 / 4])
    assert np.allclose(np.divide(lengths, lengths[0]), [1, 2, 2])


def test_each_box_has_three_sides_and_the_face_of_its_kind():
    patches = draw.shape_trace(SHAPES, NAMES).figure.axes[0].patches
    assert len(patches) == 9
    kinds = [to_hex(patch.get_facecolor()) for patch in patches[::3]]
    assert len(set(kinds)) == 3


def test_name_and_shape_stand_at_each_box():
    written = words(draw.shape_trace(SHAPES, NAMES).figure.axes[0])
    assert written[::2] == NAMES
    assert written[1::2] == ["1 ×\n32 × 16", "4 ×\n16 × 8", "4 ×\n8 × 4"]


def test_sentence_has_every_shape_and_the_numbers_in_a_row():
    # 4·8·4 = 128.
    assert draw.shape_trace(SHAPES, NAMES).text == (
        "input 1 × 32 × 16, conv 4 × 16 × 8, pool 4 × 8 × 4: in a row, 128 numbers."
    )


def test_nothing_is_too_small_to_see():
    for length, height in fronts(draw.shape_trace([(1, 512, 512), (1000, 1, 1)], ["input", "x"])):
        assert min(length, height) >= 0.02


def test_what_each_layer_sees_stands_below_its_shape():
    picture = draw.shape_trace(SHAPES, NAMES, sees=[1, 3, 4])
    written = words(picture.figure.axes[0])
    assert written[-1] == "sees\n4 × 4"
    assert "sees\n1 × 1" not in written
    assert "conv 4 × 16 × 8 (sees 3 × 3), pool" in picture.text


@pytest.mark.parametrize("layers", [[(3, 1), (3, 1)], [(3, 2), (3, 1)], [(5, 1), (2, 2), (3, 1)]])
@pytest.mark.parametrize("position", [0, 2])
def test_coloured_are_the_pixels_on_which_the_value_depends(layers, position):
    def value(row):
        for kernel_size, stride in layers:
            weight = np.ones((1, 1, 1, kernel_size))
            row = convlib.conv2d(row, weight, stride=(1, stride))
        return row[0, 0, 0, position]

    pixels = np.eye(20).reshape(20, 1, 1, 1, 20)
    matter = [pixel for pixel in range(20) if value(pixels[pixel])]
    picture = draw.seen_pixels(20, layers, position)
    cells = picture.figure.axes[0].patches[:20]
    coloured = [n for n, cell in enumerate(cells) if to_hex(cell.get_facecolor()) != "#ffffff"]
    assert coloured == matter
    assert picture.text.endswith(f"pixels {matter[0]} to {matter[-1]}: {len(matter)} pixels.")
    assert len(matter) == convlib.receptive_field(layers)
