"""The window under a slider: quicker than a whole picture, and the same to the last pixel."""

import io

import numpy as np
import pytest
from PIL import Image

from convlib import images, kernels
from convlib.conv2d import conv2d
from convtutor import draw
from convtutor.draw.window import LiveWindow

COLOUR = images.portrait(12), kernels.for_channels(kernels.edge(3))
GREY = images.step(9, 12)[np.newaxis], kernels.sobel()[np.newaxis]


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
