"""Draw the README's picture, and the one that each unit opens with: `make pictures`.

A unit's first picture lies in its first cell, so that it is there before anything runs. It must
not show what the unit asks.
"""

import base64
from collections.abc import Callable
from pathlib import Path

import nbformat
import numpy as np

import convlib
from convlib import images, kernels
from convtutor import draw, trained
from convtutor.draw import Picture

TARGET = Path(__file__).parent / "one-value.png"
SOLUTIONS = Path(__file__).parents[1] / "solutions"
NAME = "first.png"


def one_value() -> Picture:
    """How one value of a feature map is made, on the picture and filter of unit 01."""
    weight = np.stack([kernels.edge(5)] * 3)
    return draw.three_channel_window(images.house(32), weight, 0.5, row=16, column=4)


def nine_numbers() -> Picture:
    """A photograph, and what nine numbers make of it."""
    photograph = images.grey(images.portrait(128))[np.newaxis]
    edges = convlib.conv2d(photograph[np.newaxis], kernels.sobel()[np.newaxis, np.newaxis])
    return draw.image_and_map(photograph, edges[0, 0], title="what nine numbers make of it")


def six_maps() -> Picture:
    """What six filters make of a photograph."""
    weight = np.stack([kernels.for_channels(make()) for make in kernels.NAMED.values()])
    maps = convlib.conv2d(images.portrait(64)[np.newaxis], weight)[0]
    return draw.maps(dict(zip(kernels.NAMED, maps, strict=True)), own_scales=True)


def ill_map() -> Picture:
    """A map, and the same one by a function that is ill in a way that the clinic does not ask."""
    grey = images.grey(images.house(32))[np.newaxis, np.newaxis]
    healthy = convlib.conv2d(grey, kernels.sobel()[np.newaxis, np.newaxis])[0, 0]
    return draw.maps({"healthy": healthy, "ill": healthy.T})


FIRST: dict[str, tuple[str, Callable[[], Picture]]] = {
    "01_single_filter": ("A photograph, and the map of its edges", nine_numbers),
    "02_padding": (
        "A small picture in a ring of zeros",
        lambda: draw.padded_picture(np.array([[0.2, 0.9, 0.4], [0.7, 0.5, 1.0]]), padding=1),
    ),
    "03_stride": (
        "A row of pixels, and a window that stands in every third place",
        lambda: draw.stride_positions(9, 3, stride=3),
    ),
    "04_multi_filter": ("A photograph as each of several filters sees it", six_maps),
    "05_counting": (
        "The weights of a fully connected unit, each with its number, and those of a filter",
        lambda: draw.shared_weights(6, 3, 1, 2),
    ),
    "06_vectorise": (
        "A picture, and each of its windows as a column of a matrix",
        lambda: draw.window_columns(np.arange(1, 21).reshape(4, 5), 2, 7),
    ),
    "07_clinic": ("A map as it should be, and one that an ill function made", ill_map),
    "08_network": (
        "A picture on its way through a small network",
        lambda: draw.shape_trace(
            [(3, 64, 64), (8, 64, 64), (8, 32, 32), (24, 32, 32), (24, 16, 16)],
            ["input", "conv", "pool", "conv", "pool"],
        ),
    ),
    "09_learned_filters": (
        "The filters of a small network, as pictures",
        lambda: draw.filter_gallery(trained.filters()),
    ),
}
"""For each unit, what its picture shows, in words, and the picture."""


def main() -> None:
    """Write all of them."""
    TARGET.write_bytes(one_value().png())
    for unit, (words, make) in FIRST.items():
        path = SOLUTIONS / unit / f"{unit}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        cell, line = notebook.cells[0], f"![{words}](attachment:{NAME})"
        if line not in cell.source:
            cell.source = f"{cell.source.rstrip()}\n\n{line}"
        png = base64.b64encode(make().png()).decode("ascii")
        cell.attachments = {NAME: {"image/png": png}}
        path.write_text(f"{nbformat.writes(notebook)}\n", encoding="utf-8")
        print(unit, len(png))


if __name__ == "__main__":
    main()
