"""The drawing of a network's shapes: its boxes, its words, its sentence."""

import matplotlib.colors as colours
import numpy as np
import pytest

from convtutor import draw

SHAPES = [(1, 32, 16), (4, 16, 8), (4, 8, 4)]
NAMES = ["input", "conv", "pool"]


def axes_of(picture):
    (axes,) = picture.figure.axes
    return axes


def fronts(picture):
    """The length and height of each box, whose front is the first of its three sides."""
    corners = [patch.get_xy()[:4] for patch in axes_of(picture).patches[::3]]
    return [tuple(np.ptp(points, axis=0)) for points in corners]


def test_sides_are_drawn_to_scale_and_channels_by_their_square_root():
    boxes = fronts(draw.shape_trace(SHAPES, NAMES))
    lengths, heights = zip(*boxes, strict=True)
    # 32 : 16 : 8 rows, and √1 : √4 : √4 channels.
    assert np.allclose(np.divide(heights, heights[0]), [1, 1 / 2, 1 / 4])
    assert np.allclose(np.divide(lengths, lengths[0]), [1, 2, 2])


def test_each_box_has_three_sides_and_the_face_of_its_kind():
    patches = axes_of(draw.shape_trace(SHAPES, NAMES)).patches
    assert len(patches) == 9
    faces = [colours.to_hex(patch.get_facecolor()) for patch in patches[::3]]
    assert len(set(faces)) == 3


def test_name_and_shape_stand_at_each_box():
    words = [text.get_text() for text in axes_of(draw.shape_trace(SHAPES, NAMES)).texts]
    assert words[::2] == NAMES
    assert words[1::2] == ["1 ×\n32 × 16", "4 ×\n16 × 8", "4 ×\n8 × 4"]


def test_sentence_has_every_shape_and_the_numbers_in_a_row():
    # 4·8·4 = 128.
    assert draw.shape_trace(SHAPES, NAMES).text == (
        "input 1 × 32 × 16, conv 4 × 16 × 8, pool 4 × 8 × 4: in a row, 128 numbers."
    )


def test_nothing_is_too_small_to_see():
    for length, height in fronts(draw.shape_trace([(1, 512, 512), (1000, 1, 1)], ["input", "x"])):
        assert min(length, height) >= 0.02


@pytest.mark.parametrize(
    ("shapes", "names", "words"),
    [
        ([], [], "there are 0 shapes and 0 names"),
        (SHAPES, ["input"], "there are 3 shapes and 1 names"),
        ([(1, 32)], ["input"], r"\(1, 32\) is no shape of a volume"),
        ([(1, 0, 3)], ["input"], r"\(1, 0, 3\) is no shape of a volume"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(shapes, names, words):
    with pytest.raises(ValueError, match=words):
        draw.shape_trace(shapes, names)
