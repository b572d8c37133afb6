"""Train the filters of `convtutor.trained` again: ``python -m convtutor.trained.train``.

The network mends noisy windows. A window of 7×7 pixels of one of five pictures is brought to a
common brightness and contrast, and random noise is added. Twenty-four filters, which begin as
random numbers, each make one value of the noisy window; a negative value becomes 0. The window is
painted back from the values: each value times its own filter, all added up, which should give the
window as it was before the noise. The loss is the mean squared error of that and a small fee on
each value, so that few filters answer to the same window. Gradient descent does the rest, with
*momentum*: a step keeps nine tenths of the step before it. Less than a minute on one slow core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from convtutor.trained.samples import pictures
from convtutor.trained.weights import SETTINGS

WEIGHTS = Path(__file__).with_name("weights.npy")


def training_windows(rng: np.random.Generator) -> np.ndarray:
    """Cut windows, (windows, 3 * kernel_size**2), of the same mean and about the same contrast."""
    side, count = SETTINGS["kernel_size"], SETTINGS["windows_per_picture"]
    chosen = []
    for picture in pictures().values():
        windows = np.lib.stride_tricks.sliding_window_view(picture, (3, side, side))[0]
        # (rows, columns, 3, side, side): a window for each place of its top left pixel
        rows, columns = (rng.integers(0, end, count) for end in windows.shape[:2])
        chosen.append(windows[rows, columns].reshape(count, -1))
    x = np.concatenate(chosen)
    x = x - x.mean(axis=1, keepdims=True)
    return x / (x.std(axis=1, keepdims=True) + 0.05)  # an even window stays nearly even


def train() -> np.ndarray:
    """Train filters, (filters, 3, kernel_size, kernel_size), from the seed on.

    The weights of each filter sum to 0, since the windows have mean 0: on a picture as it comes,
    the filter does the same.
    """
    rng = np.random.default_rng(SETTINGS["seed"])
    windows = training_windows(rng)
    weight = 0.05 * rng.normal(size=(SETTINGS["filters"], windows.shape[1]))
    bias = np.zeros(len(weight))
    weight_step, bias_step = np.zeros_like(weight), np.zeros_like(bias)
    for step in range(SETTINGS["steps"]):
        clean = windows[rng.integers(0, len(windows), SETTINGS["batch"])]
        noisy = clean + SETTINGS["noise"] * rng.normal(size=clean.shape)
        weight_slope, bias_slope = slopes(clean, noisy, weight, bias)
        learning_rate = SETTINGS["learning_rate"] * (1 - step / SETTINGS["steps"])
        weight_step = SETTINGS["momentum"] * weight_step + weight_slope
        bias_step = SETTINGS["momentum"] * bias_step + bias_slope
        weight = weight - learning_rate * weight_step
        bias = bias - learning_rate * bias_step
    weight = weight - weight.mean(axis=1, keepdims=True)
    side = SETTINGS["kernel_size"]
    return weight.reshape(-1, 3, side, side)


def slopes(
    clean: np.ndarray, noisy: np.ndarray, weight: np.ndarray, bias: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of the loss: how it grows with each weight and each bias.

    The loss of a window is the sum of its squared errors, plus the fee on each of its values; that
    of a batch is the mean over its windows.
    """
    before = noisy @ weight.T + bias
    values = np.maximum(before, 0)
    error = values @ weight - clean
    by_error = 2 * error / len(clean)
    by_value = (by_error @ weight.T + SETTINGS["fee"] / len(clean)) * (before > 0)
    # The weights take part twice: they make the values, and they paint the window.
    return by_value.T @ noisy + values.T @ by_error, by_value.sum(axis=0)


def main() -> None:
    """Train, and store the weights beside this file."""
    argparse.ArgumentParser(
        prog="python -m convtutor.trained.train",
        description=f"Train the filters from their seed, and write them over {WEIGHTS.name}.",
    ).parse_args()
    weight = train().astype(np.float32)
    np.save(WEIGHTS, weight)
    print(f"{WEIGHTS.name}: {weight.shape}, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
