"""The drawing of windows laid flat holds the windows; each stands in its own column."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from convtutor import draw
from convtutor.draw.style import WINDOW

PIXELS = np.arange(1, 21).reshape(4, 5)


def planes(picture):
    return [np.asarray(axes.get_images()[0].get_array()) for axes in picture.figure.axes]


def frame(axes):
    """(row, column, height, width) of the one orange frame."""
    (found,) = [
        patch
        for patch in axes.patches
        if isinstance(patch, Rectangle) and to_hex(patch.get_edgecolor()).upper() == WINDOW
    ]
    return (found.get_y() + 0.5, found.get_x() + 0.5, found.get_height(), found.get_width())


@pytest.mark.parametrize(("kernel_size", "stride"), [(2, 1), (3, 1), (2, 2), (1, 2), (3, 2)])
def test_each_column_is_the_window_of_its_number_read_row_by_row(kernel_size, stride):
    picture = draw.window_columns(PIXELS, kernel_size, 0, stride)
    shown, matrix = planes(picture)
    assert np.array_equal(shown, PIXELS)
    starts = [
        (row, column)
        for row in range(0, 4 - kernel_size + 1, stride)
        for column in range(0, 5 - kernel_size + 1, stride)
    ]
    assert matrix.shape == (kernel_size**2, len(starts))
    for column, (top, left) in zip(matrix.T, starts, strict=True):
        window = PIXELS[top : top + kernel_size, left : left + kernel_size]
        assert column.tolist() == window.ravel().tolist()


def test_frames_are_around_the_window_and_its_column():
    # 4 windows in a row: window 7 is the last of the second row.
    left, right = draw.window_columns(PIXELS, 2, 7).figure.axes
    assert frame(left) == (1, 3, 2, 2)
    assert frame(right) == (0, 7, 4, 1)


def test_stride_moves_the_frame_in_the_picture_only():
    # Starts 0 and 2 along both axes: window 3 starts in row 2, column 2.
    left, right = draw.window_columns(PIXELS, 2, 3, stride=2).figure.axes
    assert frame(left) == (2, 2, 2, 2)
    assert frame(right) == (0, 3, 4, 1)


def test_every_number_is_written():
    for axes, plane in zip(
        draw.window_columns(PIXELS, 2, 0).figure.axes, (PIXELS, np.zeros((4, 12))), strict=True
    ):
        assert len(axes.texts) == plane.size
        assert axes.texts[0].get_text() == "1"


def test_rows_of_the_matrix_are_named_by_their_place_in_the_window():
    right = draw.window_columns(PIXELS, 2, 0).figure.axes[1]
    names = [label.get_text() for label in right.get_yticklabels()]
    assert names == ["0, 0", "0, 1", "1, 0", "1, 1"]


def test_text_says_the_window_the_column_and_the_cost():
    assert draw.window_columns(PIXELS, 2, 7).text == (
        "Window 7 starts in row 1, column 3 and reads rows 9, 10 | 14, 15. Laid flat, row by row, "
        "it is column 7 of the matrix of 4 rows and 12 columns: 9, 10, 14, 15. The picture has 20 "
        "numbers, the matrix 48."
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ((PIXELS, 2, 12), "no window 12; the 12 windows are counted from 0 to 11"),
        ((PIXELS, 2, -1), "no window -1"),
        ((np.ones((5, 5)), 2, 0), r"\(5, 5\) with 16 windows of 4 pixels is too large to number"),
        ((np.ones((8, 8)), 7, 0), "at most 7 pixels a side"),
        ((PIXELS, 5, 0), "kernel"),
        ((np.ones((1, 4, 5)), 2, 0), r"shape \(1, 4, 5\)"),
    ],
)
def test_what_cannot_be_drawn_gets_a_sentence(settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        draw.window_columns(*settings)
