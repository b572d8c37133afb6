"""The ring of zeros is drawn where it belongs, and the sentences count what is drawn."""

import numpy as np
import pytest
from support.drawn import areas

from convlib import kernels
from convlib.conv2d import conv2d
from convtutor import draw
from convtutor.draw.style import OUTPUT, PADDING, WINDOW

PICTURE = np.arange(1.0, 31.0).reshape(5, 6) / 30  # no pixel is 0
BLUR = kernels.blur(3)[np.newaxis]


def cells(boxes):
    return {
        (int(top) + row, int(left) + column)
        for top, left, height, width in boxes
        for row in range(int(height))
        for column in range(int(width))
    }


@pytest.mark.parametrize("padding", [0, 1, 3])
def test_ring_covers_every_cell_around_the_picture_and_no_pixel(padding):
    axes = draw.padded_picture(PICTURE, padding).figure.axes[0]
    # np.pad finds the zeros independently of the drawing.
    zeros = np.argwhere(np.pad(PICTURE, padding) == 0) - padding
    assert cells(areas(axes, PADDING)) == {tuple(map(int, cell)) for cell in zeros}
    written = [text for text in axes.texts if text.get_text() == "0"]
    shown = {(round(text.get_position()[1]), round(text.get_position()[0])) for text in written}
    assert shown == (cells(areas(axes, PADDING)) if padding < 3 else set())


def test_zeros_of_a_large_picture_are_hatched_but_not_written():
    axes = draw.padded_picture(np.full((20, 20), 0.5), 1).figure.axes[0]
    assert [text.get_text() for text in axes.texts] == []
    assert len(cells(areas(axes, PADDING))) == 22 * 22 - 20 * 20


def test_sentence_counts_pixels_and_zeros():
    # 5 × 6 pixels in 9 × 10 = 90 cells: 30 pixels and 60 zeros.
    assert "9 rows and 10 columns: 30 pixels and 60 zeros." in draw.padded_picture(PICTURE, 2).text


def test_map_beside_the_ring_is_that_of_the_padded_picture():
    picture = draw.ring_and_map(PICTURE[np.newaxis], BLUR, 1)
    shown = picture.figure.axes[1].get_images()[0].get_array()
    padded = np.pad(PICTURE, 1)[np.newaxis, np.newaxis]
    assert np.allclose(shown, conv2d(padded, BLUR[np.newaxis])[0, 0])


def test_window_starts_in_the_ring():
    axes = draw.ring_and_map(PICTURE[np.newaxis], np.ones((1, 2, 3)), 2).figure.axes[0]
    assert areas(axes, WINDOW) == [(-2, -2, 2, 3)]


@pytest.mark.parametrize("kernel_size", [(1, 1), (3, 3), (4, 3), (2, 5)])
@pytest.mark.parametrize("padding", [1, 2, 3, 6])
def test_frame_and_sentence_agree_with_windows_counted_one_by_one(kernel_size, padding):
    picture = draw.ring_and_map(PICTURE[np.newaxis], np.ones((1, *kernel_size)), padding)
    # A picture of ones: a window's sum is its number of pixels; the rest of it are zeros.
    ones = np.ones((1, 1, *PICTURE.shape))
    pixels = conv2d(ones, np.ones((1, 1, *kernel_size)), padding=padding)[0, 0]
    full = np.argwhere(pixels == np.prod(kernel_size))
    axes = picture.figure.axes[1]
    assert cells(areas(axes, OUTPUT)) == {tuple(map(int, cell)) for cell in full}
    some, none = pixels.size - len(full), int((pixels == 0).sum())
    counts = f"{len(full)} in the blue frame read pixels only and {some} read zeros"
    assert counts + (f", {none} of these nothing but zeros." if none else ".") in picture.text


def test_without_padding_there_is_no_frame_and_no_zero():
    picture = draw.ring_and_map(PICTURE[np.newaxis], BLUR, 0)
    assert areas(picture.figure.axes[1], OUTPUT) == []
    # 5 − 3 + 1 = 3 rows, 6 − 3 + 1 = 4 columns.
    assert picture.text.startswith(
        "Rows of the map: 5 − 3 + 1 = 3. Columns: 6 − 3 + 1 = 4. No value reads a zero. The map:"
    )


def test_window_larger_than_the_picture_leaves_no_frame():
    picture = draw.ring_and_map(np.ones((1, 3, 3)), kernels.blur(5)[np.newaxis], 1)
    assert areas(picture.figure.axes[1], OUTPUT) == []
    assert "Of 1 value, 0 in the blue frame read pixels only and 1 read zeros." in picture.text
