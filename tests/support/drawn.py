"""What stands in a drawing: its arrays, its words, its boxes."""

from itertools import combinations

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle


def planes(picture):
    """The arrays of all panels that show an image, in drawing order; NaN where there is none."""
    return [
        np.ma.filled(shown.get_array().astype(float), np.nan)
        for axes in picture.figure.axes
        for shown in axes.get_images()
    ]


def words(axes):
    return [text.get_text() for text in axes.texts]


def areas(axes, colour):
    """(row, column, height, width) of the boxes and hatched areas in one colour."""
    return [
        (patch.get_y() + 0.5, patch.get_x() + 0.5, patch.get_height(), patch.get_width())
        for patch in axes.patches
        if isinstance(patch, Rectangle) and to_hex(patch.get_edgecolor()).upper() == colour
    ]


def assert_words_stand_apart(figure):
    """No words overlap, and none leave the figure."""
    figure.draw_without_rendering()
    page = figure.bbox
    boxes = [
        (text.get_text(), text.get_window_extent())
        for axes in figure.axes
        for text in (axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts)
        if text.get_text()
    ]
    for (one, box), (other, other_box) in combinations(boxes, 2):
        assert not box.overlaps(other_box), (one, other)
    for one, box in boxes:
        assert 0 <= box.x0 <= box.x1 <= page.x1, one
        assert 0 <= box.y0 <= box.y1 <= page.y1, one
