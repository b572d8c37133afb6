"""What stands in a drawing: its arrays, its words, its boxes."""

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
