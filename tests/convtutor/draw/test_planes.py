"""Planes hold the right data, and their sentences say the same. No pixels are compared."""

import numpy as np
from support.drawn import planes, words

from convlib import images, kernels
from convtutor import draw

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))


def test_image_moves_the_channels_last_and_changes_nothing():
    assert np.array_equal(planes(draw.image(PORTRAIT))[0], np.moveaxis(PORTRAIT, 0, 2))


def test_a_small_image_has_its_numbers_in_its_cells():
    axes = draw.image([[0, 0.25], [1, 0.5]]).figure.axes[0]
    assert words(axes) == ["0", "0.25", "1", "0.5"]
    # Black on the light cells, white on the dark ones (0.25 and 0 are dark).
    assert [text.get_color() for text in axes.texts] == ["white", "white", "black", "black"]


def test_signed_maps_share_one_scale_centred_on_zero():
    picture = draw.maps({"a": [[1.0, 2.0]], "b": [[-5.0, 0.0]]})
    limits = [shown.get_clim() for axes in picture.figure.axes for shown in axes.get_images()]
    assert limits == [(-5.0, 5.0), (-5.0, 5.0)]
    # Two maps and one colour bar.
    assert len(picture.figure.axes) == 3


def test_maps_on_scales_of_their_own_have_a_colour_bar_each():
    picture = draw.maps({"a": [[1.0, 2.0]], "b": [[-5.0, 0.0]]}, own_scales=True)
    limits = [axes.get_images()[0].get_clim() for axes in picture.figure.axes[:2]]
    assert limits == [(0.0, 2.0), (-5.0, 5.0)]
    assert len(picture.figure.axes) == 4


def test_maps_without_negative_numbers_are_grey_from_zero():
    picture = draw.maps({"a": [[1.0, 2.0]], "b": [[4.0]]})
    shown = [axes.get_images()[0] for axes in picture.figure.axes[:2]]
    assert [one.get_clim() for one in shown] == [(0.0, 4.0), (0.0, 4.0)]
    assert shown[0].get_cmap().name == "gray"


def test_maps_say_which_cells_have_no_value():
    picture = draw.maps({"mine": np.where(np.arange(64) < 60, 1.0, np.nan).reshape(8, 8)})
    assert "values from 1 to 1, 4 cells without a value" in picture.text
    assert np.isnan(planes(picture)[0]).sum() == 4


def test_channels_are_drawn_in_order_and_named():
    picture = draw.channels(PORTRAIT)
    for plane, channel in zip(planes(picture)[1:], PORTRAIT, strict=True):
        assert np.array_equal(plane, channel)
    titles = [axes.get_title() for axes in picture.figure.axes[1:]]
    assert titles == ["channel 0: red (R)", "channel 1: green (G)", "channel 2: blue (B)"]


def test_filter_slices_show_each_kernel_on_one_scale():
    weight = np.arange(12.0).reshape(3, 2, 2) - 3
    picture = draw.filter_slices(weight)
    for plane, kernel in zip(planes(picture), weight, strict=True):
        assert np.array_equal(plane, kernel)
    assert {axes.get_images()[0].get_clim() for axes in picture.figure.axes[:3]} == {(-8.0, 8.0)}
    assert "3 × 2 × 2 = 12 weights; red rows −3, −2 | −1, 0; green rows 1, 2" in picture.text


def test_kernel_flip_turns_the_kernel_by_half_a_turn():
    as_written, flipped = planes(draw.kernel_flip([[1, 2, 3], [4, 5, 6]]))
    assert np.array_equal(as_written, [[1, 2, 3], [4, 5, 6]])
    assert np.array_equal(flipped, [[6, 5, 4], [3, 2, 1]])


def test_map_of_a_single_value_has_one_tick_on_each_axis():
    axes = draw.maps({"map": [[1.0]]}).figure.axes[0]
    assert [list(axis.get_majorticklocs()) for axis in (axes.xaxis, axes.yaxis)] == [[0], [0]]
