"""The six patients of this unit: functions with one mistake each, as the notebook shows them.

Their maps are shown before their code, so the notebook needs them from here as well.
"""

# As a learner writes them, without annotations.
# ruff: noqa: ANN001, ANN201, D103

import numpy as np


def patient_1(x, weight, bias=0.0):
    _, kernel_height, kernel_width = weight.shape
    rows = x.shape[1] - kernel_height + 1
    columns = x.shape[2] - kernel_width + 1
    feature_map = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        window = x[:, row : row + kernel_height, column : column + kernel_width]
        feature_map[row, column] = (window * weight[:, ::-1, ::-1]).sum() + bias
    return feature_map


def patient_2(x, weight, stride=1):
    _, kernel_height, kernel_width = weight.shape
    rows = (x.shape[1] - kernel_height) // stride + 1
    columns = (x.shape[2] - kernel_width) // stride + 1
    feature_map = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        window = x[:, row : row + kernel_height, column : column + kernel_width]
        feature_map[row, column] = (window * weight).sum()
    return feature_map


def patient_3(x, weight, bias=0.0):
    channels, kernel_height, kernel_width = weight.shape
    rows = x.shape[1] - kernel_height + 1
    columns = x.shape[2] - kernel_width + 1
    feature_map = np.zeros((rows, columns))
    for channel, row, column in np.ndindex(channels, rows, columns):
        window = x[channel, row : row + kernel_height, column : column + kernel_width]
        feature_map[row, column] += (window * weight[channel]).sum() + bias
    return feature_map


def patient_4(x, weight, padding=0):
    channels, height, width = x.shape
    _, kernel_height, kernel_width = weight.shape
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, :height, :width] = x
    rows = height + 2 * padding - kernel_height + 1
    columns = width + 2 * padding - kernel_width + 1
    feature_map = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        window = padded[:, row : row + kernel_height, column : column + kernel_width]
        feature_map[row, column] = (window * weight).sum()
    return feature_map


def patient_5(x, weight):
    _, kernel_height, kernel_width = weight.shape
    rows = x.shape[1] - kernel_height + 1
    columns = x.shape[2] - kernel_width + 1
    feature_map = np.zeros((rows, columns), dtype=x.dtype)
    for row, column in np.ndindex(rows, columns):
        window = x[:, row : row + kernel_height, column : column + kernel_width]
        feature_map[row, column] = (window * weight).sum()
    return feature_map


def patient_6(x, weight):
    filters, _, kernel_height, kernel_width = weight.shape
    rows = x.shape[1] - kernel_height + 1
    columns = x.shape[2] - kernel_width + 1
    maps = np.zeros((filters, rows, columns))
    for index, row, column in np.ndindex(maps.shape):
        window = x[:, row : row + kernel_height, column : column + kernel_width]
        maps[:, row, column] = (window * weight[index]).sum()
    return maps
