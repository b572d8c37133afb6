"""The window on a small picture: its path, its weights on the pixels, its pixels laid flat."""

import numpy as np
import pytest
from support.drawn import areas, planes, words

from convtutor import draw
from convtutor.draw.style import WINDOW

PIXELS = np.arange(1, 21).reshape(4, 5)


def test_window_path_numbers_the_windows_in_reading_order():
    axes = draw.window_path(5, 3, stride=2).figure.axes[0]
    numbered = {text.get_text(): text.get_position() for text in axes.texts if text.get_text()}
    # The middles of windows that start at 0 and 2 are 1 and 3; positions are (column, row).
    assert numbered == {"1": (1, 1), "2": (3, 1), "3": (1, 3), "4": (3, 3)}


def test_unit_numbers_every_pixel_and_filter_carries_the_same_numbers_to_each_place():
    for row, column in ((0, 0), (3, 1)):
        unit, window = draw.shared_weights(6, 3, row, column).figure.axes
        assert words(unit) == [str(number) for number in range(1, 37)]
        assert words(window) == [str(number) for number in range(1, 10)]
        assert window.texts[0].get_position() == (column, row)
        assert window.texts[-1].get_position() == (column + 2, row + 2)


def test_place_is_counted_in_reading_order_and_the_sentence_counts_values():
    picture = draw.shared_weights(6, 3, 2, 1)  # row 2 of 4 places each: 2·4 + 1, counted from 1
    assert "place 10 of 16" in picture.figure.axes[1].get_xlabel()
    assert "36 weights, 1 value." in picture.text
    assert "the same 9 weights in each of 16 places, 16 values" in picture.text


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


# Window 7 is the last of the second row of 4. Of the windows that start at 0 and 2 along both
# axes, window 3 starts in row 2, column 2.
@pytest.mark.parametrize(("window", "stride", "place"), [(7, 1, (1, 3)), (3, 2, (2, 2))])
def test_frames_are_around_the_window_and_its_column(window, stride, place):
    left, right = draw.window_columns(PIXELS, 2, window, stride).figure.axes
    assert areas(left, WINDOW) == [(*place, 2, 2)]
    assert areas(right, WINDOW) == [(0, window, 4, 1)]


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
