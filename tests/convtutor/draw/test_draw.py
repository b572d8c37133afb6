"""The pictures hold the right data, and their sentences say the same. No pixels are compared."""

import re
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from support.drawn import areas, planes, words

from convlib import images, kernels
from convlib.conv2d import conv2d
from convlib.reach import unread_pixels
from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING, SIGNED_COLOURS, UNREAD, WINDOW

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))


# --- planes --------------------------------------------------------------------------------


def test_image_moves_the_channels_last_and_changes_nothing():
    assert np.array_equal(planes(draw.image(PORTRAIT))[0], np.moveaxis(PORTRAIT, 0, 2))


def test_image_of_bytes_says_what_to_do():
    with pytest.raises(ValueError, match="divide bytes by 255"):
        draw.image(PORTRAIT * 255)


def test_image_with_channels_last_says_which_axes_are_which():
    with pytest.raises(ValueError, match=r"\(32, 32, 3\).*\(channels, rows, columns\)"):
        draw.image(np.moveaxis(PORTRAIT, 0, 2))


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


def test_maps_without_negative_numbers_are_grey_from_zero():
    picture = draw.maps({"a": [[1.0, 2.0]], "b": [[4.0]]})
    shown = [axes.get_images()[0] for axes in picture.figure.axes[:2]]
    assert [one.get_clim() for one in shown] == [(0.0, 4.0), (0.0, 4.0)]
    assert shown[0].get_cmap().name == "gray"


def test_maps_say_which_cells_have_no_value():
    picture = draw.maps({"mine": np.where(np.arange(64) < 60, 1.0, np.nan).reshape(8, 8)})
    assert "values from 1 to 1, 4 cells without a value" in picture.text
    assert np.isnan(planes(picture)[0]).sum() == 4


def test_maps_frame_the_marked_cell_where_it_exists():
    picture = draw.maps({"large": np.eye(4), "small": np.eye(2)}, mark=(3, 1))
    assert areas(picture.figure.axes[0], OUTPUT) == [(3, 1, 1, 1)]
    assert areas(picture.figure.axes[1], OUTPUT) == []
    assert picture.text.endswith("Framed: row 3, column 1.")


@pytest.mark.parametrize(
    ("plane", "sentence"),
    [
        (None, "'mine' is None.*`return`"),
        ("text", "'mine' is a str"),
        (np.zeros((1, 3, 3)), r"'mine' has shape \(1, 3, 3\).*\(rows, columns\)"),
        (3.0, r"'mine' has shape \(\)"),
    ],
)
def test_something_else_than_a_map_gets_a_sentence(plane, sentence):
    with pytest.raises(ValueError, match=sentence):
        draw.maps({"mine": plane})


def test_no_map_at_all_gets_a_sentence():
    with pytest.raises(ValueError, match="no map to draw"):
        draw.maps({})


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


def test_a_layer_instead_of_a_filter_says_what_to_do():
    with pytest.raises(ValueError, match=r"\(6, 3, 5, 5\).*weight\[i\]"):
        draw.filter_slices(np.zeros((6, 3, 5, 5)))


def test_kernel_flip_turns_the_kernel_by_half_a_turn():
    as_written, flipped = planes(draw.kernel_flip([[1, 2, 3], [4, 5, 6]]))
    assert np.array_equal(as_written, [[1, 2, 3], [4, 5, 6]])
    assert np.array_equal(flipped, [[6, 5, 4], [3, 2, 1]])


# --- one window ----------------------------------------------------------------------------


def test_three_channel_window_shows_the_true_windows_kernels_and_map():
    picture = draw.three_channel_window(PORTRAIT, EDGE, 0.1, 3, 10)
    shown = planes(picture)
    assert np.allclose(shown[1], conv2d(PORTRAIT[None], EDGE[None], [0.1])[0, 0])
    assert np.array_equal(shown[2:5], PORTRAIT[:, 3:8, 10:15])
    assert np.array_equal(shown[5:8], EDGE)
    picture_axes, map_axes = picture.figure.axes[:2]
    assert areas(picture_axes, WINDOW) == [(3, 10, 5, 5)]
    assert areas(map_axes, OUTPUT) == [(3, 10, 1, 1)]


def test_three_channel_window_sums_by_hand():
    # One pixel a channel: 0.5·2 + 1·(−1) + 0·7 = 0, and the bias 0.25 once makes 0.25.
    x = np.array([0.5, 1.0, 0.0]).reshape(3, 1, 1)
    weight = np.array([2.0, -1.0, 7.0]).reshape(3, 1, 1)
    picture = draw.three_channel_window(x, weight, 0.25, 0, 0)
    assert "red 1, green −1, blue 0. With the bias 0.25 they make 0.25" in picture.text
    equation, result = words(picture.figure.axes[-1])
    assert equation == "R 1  +  G −1  +  B 0  +  bias 0.25  ="
    assert result == "0.25"


def test_stride_and_padding_move_the_window_in_the_picture():
    picture = draw.three_channel_window(
        PORTRAIT, kernels.for_channels(kernels.blur(3)), 0, 2, 0, stride=2, padding=1
    )
    # Cell (2, 0): rows 2·2 − 1 = 3 to 5, columns −1 (padding) to 1.
    assert areas(picture.figure.axes[0], WINDOW) == [(3, -1, 3, 3)]
    red_window = picture.figure.axes[2]
    assert areas(red_window, PADDING) == [(0, 0, 1, 1), (1, 0, 1, 1), (2, 0, 1, 1)]
    assert "rows 3 to 5 and columns −1 to 1" in picture.text


def test_a_given_map_is_shown_instead_of_the_computed_one():
    given = np.full((28, 28), np.nan)
    given[0, :3] = 7.0
    picture = draw.three_channel_window(PORTRAIT, EDGE, 0.0, 0, 2, feature_map=given)
    assert np.array_equal(planes(picture)[1], given, equal_nan=True)


@pytest.mark.parametrize(
    ("x", "weight", "cell", "sentence"),
    [
        (PORTRAIT, EDGE, (28, 0), "28 rows and 28 columns.*row 28, column 0"),
        (PORTRAIT, EDGE, (0, -1), "column -1"),
        (PORTRAIT, EDGE[:1], (0, 0), r"3 channels.*\(3, K_h, K_w\)"),
        (PORTRAIT[0], EDGE, (0, 0), r"\(3, H, W\) or \(1, H, W\), not \(32, 32\)"),
    ],
)
def test_what_does_not_fit_the_window_gets_a_sentence(x, weight, cell, sentence):
    with pytest.raises(ValueError, match=sentence):
        draw.three_channel_window(x, weight, 0, *cell)


def test_worked_window_writes_every_product():
    window, kernel = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [-1.0, 2.0]])
    picture = draw.worked_window(window, kernel, bias=-1.5)
    # 1·1 + 2·0 + 3·(−1) + 4·2 = 6; 6 − 1.5 = 4.5.
    assert words(picture.figure.axes[2]) == ["1", "0", "−3", "8"]
    assert picture.text.endswith("sum to 6; with the bias −1.5 they make 4.5.")


def test_worked_window_needs_a_pixel_for_each_weight():
    with pytest.raises(ValueError, match=r"\(2, 2\) but the kernel has \(3, 3\)"):
        draw.worked_window(np.eye(2), np.eye(3))


# --- positions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "starts"),
    [
        ((7, 3, 2, 0), [0, 2, 4]),
        ((8, 3, 2, 0), [0, 2, 4]),  # 7 is left over
        ((5, 3, 1, 1), [-1, 0, 1, 2, 3]),
        ((9, 2, 3, 0), [0, 3, 6]),
    ],
)
def test_stride_positions_draws_a_bar_for_each_window(settings, starts):
    axes = draw.stride_positions(*settings).figure.axes[0]
    bars = sorted((column for _, column, _, _ in areas(axes, WINDOW)))
    assert np.round(bars).astype(int).tolist() == starts
    assert [word for word in words(axes) if re.fullmatch(r"\d+", word)].count(str(len(starts))) >= 1


@pytest.mark.parametrize("settings", [(32, 5, 1, 0), (32, 5, 2, 0), (20, 7, 3, 2), (12, 2, 5, 0)])
def test_bars_in_one_row_do_not_overlap(settings):
    axes = draw.stride_positions(*settings).figure.axes[0]
    rows = {}
    for row, column, _, width in areas(axes, WINDOW):
        rows.setdefault(row, []).append((column, column + width))
    for bars in rows.values():
        bars.sort()
        assert all(end < start for (_, end), (start, _) in pairwise(bars))


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ((32, 5, 2, 0), "(32 − 5)/2 + 1 = 14.5 → 14 positions; pixel 31 is never read."),
        ((32, 5, 1, 0), "(32 − 5)/1 + 1 = 28 positions; every pixel is read."),
        ((11, 3, 3, 0), "(11 − 3)/3 + 1 = 3.667 → 3 positions; pixels 9 and 10 are never read."),
        (
            (10, 2, 3, 1),
            "(10 + 2·1 − 2)/3 + 1 = 4.333 → 4 positions; pixels 1, 4 and 7 are never read.",
        ),
        ((4, 3, 2, 0), "(4 − 3)/2 + 1 = 1.5 → 1 position; pixel 3 is never read."),
        ((32, 5, 2, 2), "(32 + 2·2 − 5)/2 + 1 = 16.5 → 16 positions; every pixel is read."),
        (
            (32, 1, 2, 0),
            "(32 − 1)/2 + 1 = 16.5 → 16 positions; 16 pixels are never read (1, 3, …, 31).",
        ),
    ],
)
def test_stride_positions_says_the_sum(settings, sentence):
    assert draw.stride_positions(*settings).text == sentence


def test_pixels_hatched_as_unread_are_those_that_the_core_counts():
    for stride in (1, 2, 3, 4):
        axes = draw.stride_positions(32, 5, stride).figure.axes[0]
        assert len(areas(axes, UNREAD)) == unread_pixels(32, 5, stride)


def test_three_channel_window_hatches_the_last_row_and_column_of_the_trap():
    picture = draw.three_channel_window(PORTRAIT, EDGE, 0, 13, 13, stride=2)
    axes = picture.figure.axes[0]
    # 14 windows begin at 0, 2, … 26; the last one ends at 30.
    assert areas(axes, UNREAD) == [(31, 0, 1, 32), (0, 31, 32, 1)]
    assert areas(axes, WINDOW) == [(26, 26, 5, 5)]
    assert picture.text.endswith(
        "Hatched in purple: row 31 is never read; column 31 is never read."
    )


def test_three_channel_window_hatches_rows_and_columns_of_unequal_sides():
    x, weight = np.zeros((1, 11, 14)), np.ones((1, 3, 3))
    axes = draw.three_channel_window(x, weight, 0, 0, 0, stride=3).figure.axes[0]
    # Rows: 3 windows read 0 to 8. Columns: 4 windows read 0 to 11.
    assert [row for row, _, _, width in areas(axes, UNREAD) if width == 14] == [9, 10]
    assert [column for _, column, height, _ in areas(axes, UNREAD) if height == 11] == [12, 13]


def test_window_path_numbers_the_windows_in_reading_order():
    axes = draw.window_path(5, 3, stride=2).figure.axes[0]
    numbered = {text.get_text(): text.get_position() for text in axes.texts if text.get_text()}
    # The middles of windows that start at 0 and 2 are 1 and 3; positions are (column, row).
    assert numbered == {"1": (1, 1), "2": (3, 1), "3": (1, 3), "4": (3, 3)}


def test_window_path_of_a_large_picture_points_to_the_other_drawing():
    with pytest.raises(ValueError, match=r"at most 14.*stride_positions"):
        draw.window_path(32, 5)


def test_sizes_chart_plots_what_the_law_gives_and_its_floor():
    axes = draw.sizes_chart(32, 5, strides=[1, 2, 3, 4]).figure.axes[0]
    exact, floored = axes.get_lines()
    assert np.allclose(exact.get_ydata(), [28, 14.5, 10, 7.75])
    assert list(floored.get_ydata()) == [28, 14, 10, 7]


def test_a_kernel_larger_than_the_input_gets_the_sentence_of_the_core():
    with pytest.raises(ValueError, match=r"kernel covers 5 pixels.*padding >= 1"):
        draw.stride_positions(4, 5)


def test_map_of_a_single_value_has_one_tick_on_each_axis():
    axes = draw.maps({"map": [[1.0]]}).figure.axes[0]
    assert [list(axis.get_majorticklocs()) for axis in (axes.xaxis, axes.yaxis)] == [[0], [0]]


def test_ends_of_the_signed_scale_differ_for_readers_who_do_not_see_red():
    # Machado, Oliveira and Fernandes (2009), protanopia, on linear light.
    seen = np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    )
    ends = SIGNED_COLOURS([0.0, 1.0])[:, :3]
    light = np.where(ends <= 0.04045, ends / 12.92, ((ends + 0.055) / 1.055) ** 2.4)
    low, high = np.clip(light @ seen.T, 0, 1)
    # Blue stays blue: the other end has much less of it.
    assert low[2] > 5 * high[2]
    assert np.allclose(SIGNED_COLOURS(0.5), mpl.colormaps["RdBu_r"](0.5), atol=0.01)
