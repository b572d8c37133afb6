"""Right answers to the exercises that count, each written in another way."""

import math

import numpy as np


def slice_by_slice(in_channels, out_channels, kernel_size, bias=True):
    total = 0
    for _ in range(out_channels):
        for _ in range(in_channels):
            total += kernel_size * kernel_size
        if bias:
            total += 1
    return total


def arrays_of_filters(in_channels, out_channels, kernel_size, bias=True):
    weight = np.empty((out_channels, in_channels, kernel_size, kernel_size))
    return weight.size + (len(weight) if bias else 0)


def weights_then_biases(in_channels, out_channels, kernel_size, bias=True):
    weights = out_channels * in_channels * kernel_size**2
    biases = out_channels if bias else 0
    return weights + biases


FILTERS = {
    "slice by slice": slice_by_slice,
    "arrays": arrays_of_filters,
    "weights, then biases": weights_then_biases,
    "other names": lambda i, o, k, bias=True: o * (i * k * k + int(bias)),
    "NumPy product": lambda i, o, k, bias=True: np.prod([o, i, k, k]) + o * bias,
    "array without axes": lambda *a, **k: np.array(weights_then_biases(*a, **k)),
    "keyword extra": lambda *a, groups=1, **k: weights_then_biases(*a, **k),
}


def unit_by_unit(in_features, out_features, bias=True):
    return sum(in_features + (1 if bias else 0) for _ in range(out_features))


UNITS = {
    "unit by unit": unit_by_unit,
    "weights, then biases": lambda i, o, bias=True: i * o + (o if bias else 0),
    "one more input": lambda i, o, bias=True: (i + 1) * o - (not bias) * o,
    "NumPy int": lambda i, o, bias=True: np.int64(o) * (i + bias),
    "array without axes": lambda *a, **k: np.array(unit_by_unit(*a, **k)),
}


def place_by_place(input_shape, weight_shape, stride=1, padding=0):
    batch, _, height, width = input_shape
    filters, channels, kernel_height, kernel_width = weight_shape
    rows = len(range(0, height + 2 * padding - kernel_height + 1, stride))
    columns = len(range(0, width + 2 * padding - kernel_width + 1, stride))
    return batch * rows * columns * filters * channels * kernel_height * kernel_width


def channels_of_the_input(input_shape, weight_shape, stride=1, padding=0):
    n, c, *sides = input_shape
    filters, _, *kernel = weight_shape
    places = [
        math.floor((side + 2 * padding - k) / stride) + 1
        for side, k in zip(sides, kernel, strict=True)
    ]
    return n * filters * c * math.prod(places) * math.prod(kernel)


MULTIPLICATIONS = {
    "place by place": place_by_place,
    "channels of the input": channels_of_the_input,
    "other names": lambda x, w, stride=1, padding=0: place_by_place(x, w, stride, padding),
    "NumPy int": lambda *a, **k: np.int64(place_by_place(*a, **k)),
    "unsigned NumPy int": lambda *a, **k: np.uint64(place_by_place(*a, **k)),
    "array without axes": lambda *a, **k: np.array(place_by_place(*a, **k)),
    "keyword extra": lambda *a, dilation=1, **k: place_by_place(*a, **k),
}

COUNTS = {
    "conv2d_parameter_count": FILTERS,
    "linear_parameter_count": UNITS,
    "conv2d_multiply_count": MULTIPLICATIONS,
}
"""By exercise, then by what is special about the answer."""
