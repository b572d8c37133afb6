"""One window: its numbers and frames, and under a slider the same to the last pixel."""

import io

import numpy as np
import pytest
from PIL import Image
from support.drawn import areas, planes, words

from convlib import images, kernels
from convlib.conv2d import conv2d
from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING, UNREAD, WINDOW
from convtutor.draw.window import LiveWindow

PORTRAIT = images.portrait(32)
EDGE = kernels.for_channels(kernels.edge(5))
COLOUR = images.portrait(12), kernels.for_channels(kernels.edge(3))
GREY = images.step(9, 12)[np.newaxis], kernels.sobel()[np.newaxis]


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


def test_worked_window_writes_every_product():
    window, kernel = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 0.0], [-1.0, 2.0]])
    picture = draw.worked_window(window, kernel, bias=-1.5)
    # 1·1 + 2·0 + 3·(−1) + 4·2 = 6; 6 − 1.5 = 4.5.
    assert words(picture.figure.axes[2]) == ["1", "0", "−3", "8"]
    assert picture.text.endswith("sum to 6; with the bias −1.5 they make 4.5.")


def pixels(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def map_up_to(x, weight, bias, row, column):
    """The feature map, filled in reading order as far as the window has come."""
    whole = conv2d(x[None], weight[None], [bias])[0, 0]
    reached = np.arange(whole.size).reshape(whole.shape) <= row * whole.shape[1] + column
    return np.where(reached, whole, np.nan)


@pytest.mark.parametrize(("x", "weight"), [COLOUR, GREY], ids=["colour", "grey"])
def test_moved_window_shows_what_a_whole_new_picture_shows(x, weight):
    live = LiveWindow(x, weight, 0.5)
    # Forth and back, to both edges, where the frames reach beyond their panels.
    for place in [(2, 3), (0, 0), (6, 9), (2, 4)]:
        known = map_up_to(x, weight, 0.5, *place)
        moved = live.at(*place, known)
        whole = draw.three_channel_window(x, weight, 0.5, *place, feature_map=known)
        assert (moved.title, moved.text) == (whole.title, whole.text)
        assert np.array_equal(pixels(moved.png()), pixels(whole.png()))


def test_a_picture_keeps_its_png_when_the_window_moves_on():
    x, weight = COLOUR
    live = LiveWindow(x, weight, 0.0)
    first = live.at(0, 0, map_up_to(x, weight, 0.0, 0, 0))
    kept = first.png()
    second = live.at(5, 5, map_up_to(x, weight, 0.0, 5, 5))
    assert first.png() == kept
    assert second.png() != kept


def test_a_cell_that_is_not_there_gets_a_sentence_and_the_window_moves_on():
    x, weight = COLOUR
    live = LiveWindow(x, weight, 0.0)
    known = map_up_to(x, weight, 0.0, 3, 3)
    with pytest.raises(ValueError, match=r"10 rows and 10 columns.*row 10, column 0"):
        live.at(10, 0, known)
    assert "row 3, column 3" in live.at(3, 3, known).text
