"""Right answers to the exercises of the clinic, each written in another way."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def several(one_map):
    """Make of a function for one filter one for several."""

    def function(x, weight):
        return np.stack([np.asarray(one_map(x, filter_)) for filter_ in weight])

    return function


# ---------------------------------------------------------------- bytes


def windows_of(x, weight):
    return sliding_window_view(x, weight.shape)[0]  # (H_out, W_out, C, K_h, K_w)


def plain_numbers(x, weight):
    pixels, weights = x.tolist(), weight.tolist()
    channels, kernel_height, kernel_width = weight.shape
    return [
        [
            sum(
                pixels[c][row + i][column + j] * weights[c][i][j]
                for c in range(channels)
                for i in range(kernel_height)
                for j in range(kernel_width)
            )
            for column in range(x.shape[2] - kernel_width + 1)
        ]
        for row in range(x.shape[1] - kernel_height + 1)
    ]


def widened_then_im2col(x, weight):
    windows = windows_of(x.astype(np.int32), weight)
    return (windows.reshape(-1, weight.size) @ weight.ravel()).reshape(windows.shape[:2])


def bright_and_dark_apart(x, weight):
    # Positive and negative weights each on their own, in numbers without a sign.
    windows = windows_of(x.astype(np.uint64), weight)
    brighter, darker = weight.clip(0).astype(np.uint64), (-weight).clip(0).astype(np.uint64)
    sums = [np.tensordot(windows, part, 3).astype(np.int64) for part in (brighter, darker)]
    return sums[0] - sums[1]


BYTES = {
    "plain numbers": plain_numbers,
    "widened, then im2col": widened_then_im2col,
    "bright and dark apart": bright_and_dark_apart,
    "32 bits with a sign": lambda x, w: np.tensordot(
        windows_of(x.astype(np.int32), w), w.astype(np.int32), 3
    ),
    "pixels from 0 to 1, scaled back": lambda x, w: (
        np.einsum("ijckl,ckl->ij", windows_of(x / 255, w), w) * 255
    ),
}


def clinic(maps):
    """Give the answers of the unit, which are any right map."""
    answers = {f"mended_{patient}": maps for patient in (1, 2, 3, 4)}
    answers["mended_5"] = maps | BYTES
    answers["mended_6"] = {name: several(one_map) for name, one_map in maps.items()}
    return answers
