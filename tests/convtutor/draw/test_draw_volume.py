"""The drawing of a layer holds as many planes, filters and biases as the layer has."""

from itertools import pairwise

import pytest
from matplotlib.colors import to_hex

from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING
from convtutor.draw.volume import FILTER_FACE, INPUT_FACE, MAP_FACE


def planes(picture, face):
    """(height, width) of the rectangles in one colour, in drawing order."""
    return [
        (patch.get_height(), patch.get_width())
        for patch in picture.figure.axes[0].patches
        if to_hex(patch.get_facecolor()).upper() == face
    ]


def words(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


def test_six_filters_make_a_volume_of_six_maps():
    picture = draw.layer_volumes((3, 32, 32), (6, 3, 5, 5))
    # 100 hundredths for 32 pixels: 28 are 87.5.
    assert planes(picture, INPUT_FACE) == [(100, 100)] * 3
    assert planes(picture, MAP_FACE) == [(87.5, 87.5)] * 6
    assert len(planes(picture, OUTPUT.upper())) == 6  # one value of each map
    # The window on 3 channels, and 6 filters of 3 kernels.
    assert len(planes(picture, FILTER_FACE)) == 3 + 18
    assert words(picture).count("+b") == 6
    assert {"R", "G", "B", "0", "5", "6", "28", "32"} <= set(words(picture))
    assert picture.text == (
        "Input: 3 × 32 × 32. 6 filters of 3 × 5 × 5: 6 · 3 = 18 kernels, and 6 biases. "
        "Stride 1, padding 0. Maps: 6 × 28 × 28, one for each filter."
    )


def test_filters_have_the_scale_of_the_window_where_there_is_room():
    picture = draw.layer_volumes((1, 20, 10), (2, 1, 4, 2))
    # 100 hundredths for 20 pixels: 4 × 2 pixels are 20 × 10, for window and filters alike.
    assert planes(picture, FILTER_FACE) == [(20, 10)] * 3


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
    assert planes(picture, INPUT_FACE) == [(87.5, 87.5)] * 3
    assert planes(picture, MAP_FACE) == [(43.75, 43.75)] * 2
    assert "Stride 2, padding 2. Maps: 2 × 14 × 14" in picture.text


def test_of_many_filters_the_first_and_the_last_are_drawn_but_every_map():
    picture = draw.layer_volumes((3, 224, 224), (64, 3, 7, 7), stride=2, padding=3)
    assert words(picture).count("+b") == 5
    assert "⋮" in words(picture)
    assert len(planes(picture, MAP_FACE)) == 64
    assert "64 · 3 = 192 kernels, and 64 biases" in picture.text


def test_one_filter_is_worded_as_one():
    text = draw.layer_volumes((1, 5, 5), (1, 1, 3, 3)).text
    assert "1 filter of 1 × 3 × 3: 1 · 1 = 1 kernel, and 1 bias." in text


def test_picture_has_alternative_text_and_caption():
    picture = draw.layer_volumes((3, 32, 32), (6, 3, 5, 5))
    html = picture.to_html()
    assert f'alt="{picture.title}"' in html
    assert f"<figcaption>{picture.text}</figcaption>" in html


def test_kernel_larger_than_the_input_gets_the_sentence_of_the_core():
    with pytest.raises(ValueError, match=r"kernel covers 5 pixels.*padding >= 1"):
        draw.layer_volumes((3, 4, 4), (6, 3, 5, 5))
