"""Signs and words of arithmetic beside the panels of a picture."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.text import Text

EQUATION_SIZE = 13


def write_beside(axes: Axes, sign: str) -> None:
    """Write a sign of arithmetic between a panel and the next one on its right."""
    axes.text(1.09, 0.5, sign, transform=axes.transAxes, ha="center", va="center", fontsize=16)


def write_words(axes: Axes, words: str, across: float = 0.5, side: str = "center") -> Text:
    """Write large words into a panel of their own, `across` of the way from its left."""
    axes.set_axis_off()
    place = {"transform": axes.transAxes, "ha": side, "va": "center"}
    return axes.text(across, 0.5, words, fontsize=EQUATION_SIZE, **place)
