"""Right answers to the mended functions of unit 07, each with no more than its own settings."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def value_by_value(x, weight, bias=0.0):
    channels, kernel_height, kernel_width = weight.shape
    rows = []
    for top in range(x.shape[1] - kernel_height + 1):
        row = []
        for left in range(x.shape[2] - kernel_width + 1):
            total = bias
            for c in range(channels):
                for i in range(kernel_height):
                    for j in range(kernel_width):
                        total += x[c, top + i, left + j] * weight[c, i, j]
            row.append(total)
        rows.append(row)
    return np.array(rows)


def windows_times_weights(x, weight, bias=0.0):
    windows = sliding_window_view(x, weight.shape[1:], axis=(1, 2))
    return np.einsum("cijkl,ckl->ij", windows, weight) + bias


def kernel_place_by_place(x, weight, bias=0.0):
    height, width = x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1
    total = np.zeros((height, width)) + bias
    for i in range(weight.shape[1]):
        for j in range(weight.shape[2]):
            pixels = x[:, i : i + height, j : j + width]
            total = total + np.tensordot(weight[:, i, j], pixels, 1)
    return total


def strided_starts(x, weight, stride=1):
    _, kernel_height, kernel_width = weight.shape
    tops = range(0, x.shape[1] - kernel_height + 1, stride)
    lefts = range(0, x.shape[2] - kernel_width + 1, stride)
    return np.array(
        [
            [
                np.sum(x[:, top : top + kernel_height, left : left + kernel_width] * weight)
                for left in lefts
            ]
            for top in tops
        ]
    )


def without_a_border(x, weight, padding=0):
    _, height, width = x.shape
    channels, kernel_height, kernel_width = weight.shape
    rows = height + 2 * padding - kernel_height + 1
    columns = width + 2 * padding - kernel_width + 1
    feature_map = np.zeros((rows, columns))
    for row, column, c, i, j in np.ndindex(rows, columns, channels, kernel_height, kernel_width):
        y, z = row + i - padding, column + j - padding
        if 0 <= y < height and 0 <= z < width:
            feature_map[row, column] += x[c, y, z] * weight[c, i, j]
    return feature_map


def wide_numbers_first(x, weight):
    numbers = x.astype(np.int64)
    windows = sliding_window_view(numbers, weight.shape)[0]
    return (windows * weight).sum(axis=(2, 3, 4))


def a_map_for_each_filter(x, weight):
    windows = sliding_window_view(x, weight.shape[1:])[0]
    return np.array([np.tensordot(windows, one, 3) for one in weight])


MENDED = {
    "mended_1": {
        "value by value": value_by_value,
        "windows times weights": windows_times_weights,
        "kernel place by place": kernel_place_by_place,
    },
    "mended_2": {"strided starts": strided_starts},
    "mended_3": {
        "value by value": value_by_value,
        "windows times weights": windows_times_weights,
        "kernel place by place": kernel_place_by_place,
    },
    "mended_4": {"without a border": without_a_border},
    "mended_5": {"wide numbers first": wide_numbers_first},
    "mended_6": {"a map for each filter": a_map_for_each_filter},
}
"""By exercise, then by what is special about the answer."""
