"""How long a slider's picture takes in the kernel, from the new value to the HTML that is sent.

`make bench-sliders`.

Each line is the median over several keys. What is compared takes turns in one run, so that a busy
machine slows both; the ratio is what to look at.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from convlib import conv2d, images, kernels
from convtutor import draw
from convtutor.draw.window import LiveWindow
from convtutor.explore import explore_map, explore_response

KEYS = 15
HOUSE = images.house(32)
EDGE = kernels.for_channels(kernels.edge(5))
MAP = conv2d(HOUSE[np.newaxis], EDGE[np.newaxis])[0, 0]


def window_response(x: np.ndarray, weight: np.ndarray, bias: float, row: int, column: int) -> float:
    """Answer as a learner does."""
    height, width = weight.shape[1:]
    return float((x[:, row : row + height, column : column + width] * weight).sum() + bias)


def strided_map(x: np.ndarray, weight: np.ndarray, stride: int) -> np.ndarray:
    """Answer as a learner does."""
    return conv2d(x[np.newaxis], weight[np.newaxis], stride=stride)[0, 0]


def whole(key: int) -> str:
    """Draw all of the picture, as a cell without a slider does."""
    return draw.three_channel_window(HOUSE, EDGE, 0.0, 9, key, feature_map=MAP).to_html()


def measured(pictures: dict[str, Callable[[int], object]]) -> dict[str, float]:
    """Return the median milliseconds of each, in turns; the first key of each is not counted."""
    times: dict[str, list[float]] = {name: [] for name in pictures}
    for key in range(KEYS + 1):
        for name, draw_it in pictures.items():
            start = time.perf_counter()
            draw_it(key)
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def main() -> None:
    """Measure and print."""
    live = LiveWindow(HOUSE, EDGE, 0.0)
    response = explore_response(window_response, HOUSE, EDGE)
    response.set(row=9)
    strides = explore_map(strided_map, images.portrait(64), EDGE, stride=(1, 4))
    found = measured(
        {
            "three_channel_window, drawn whole": whole,
            "three_channel_window, only what moves": lambda key: live.at(9, key, MAP).to_html(),
            "explore_response, one key": lambda key: response.set(column=key),
            "explore_map, one key": lambda key: strides.set(stride=1 + key % 4),
        }
    )
    for name, milliseconds in found.items():
        print(f"{name:40}{milliseconds:7.0f} ms")
    first, second, *_ = found.values()
    print(f"{'whole ÷ only what moves':40}{first / second:7.1f}")


if __name__ == "__main__":
    main()
