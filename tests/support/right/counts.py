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


def one_filter_then_all(in_channels, out_channels, kernel_size, bias=True):
    def of_one_filter():
        return sum(kernel_size**2 for _ in range(in_channels)) + int(bool(bias))

    return sum(of_one_filter() for _ in range(out_channels))


def filter_after_filter(in_channels, out_channels, kernel_size, bias=True):
    if out_channels == 0:
        return 0
    rest = filter_after_filter(in_channels, out_channels - 1, kernel_size, bias)
    return rest + in_channels * kernel_size**2 + (1 if bias else 0)


BIASES_EACH = 1  # as a notebook's own global


def with_a_global(in_channels, out_channels, kernel_size, bias=True):
    return out_channels * (in_channels * kernel_size**2 + BIASES_EACH * bias)


FILTERS = {
    "one filter, then all": one_filter_then_all,
    "filter after filter": lambda *a, **k: filter_after_filter(*a, **k),
    "a global of the notebook": with_a_global,
    "NumPy int": lambda *a, **k: np.int64(weights_then_biases(*a, **k)),
    "narrow unsigned NumPy int": lambda *a, **k: np.uint32(weights_then_biases(*a, **k)),
    "positional extra": lambda i, o, k, bias=True, groups=1: o * (i * k * k // groups + bias),
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


def matrix_and_biases(in_features, out_features, bias=True):
    parts = [(out_features, in_features)]
    if bias:
        parts.append((out_features,))
    return sum(math.prod(shape) for shape in parts)


def as_a_filter_of_one_pixel(in_features, out_features, bias=True):
    return weights_then_biases(in_features, out_features, 1, bias)


UNITS = {
    "matrix and biases": matrix_and_biases,
    "as a filter of one pixel": as_a_filter_of_one_pixel,
    "NumPy product": lambda i, o, bias=True: np.prod([i + bias, o]),
    "unsigned NumPy int": lambda *a, **k: np.uint64(unit_by_unit(*a, **k)),
    "other names": lambda n, m, bias=True: m * (n + (1 if bias else 0)),
    "keyword extra": lambda *a, device=None, **k: unit_by_unit(*a, **k),
    "generator": lambda i, o, bias=True: sum(i + bias for unit in range(o)),
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


def walked(side, kernel_side, stride, padding):
    places, start = 0, -padding
    while start + kernel_side <= side + padding:
        places, start = places + 1, start + stride
    return places


def one_value_times_all_values(input_shape, weight_shape, stride=1, padding=0):
    of_one_value = math.prod(weight_shape[1:])
    places = [walked(input_shape[a], weight_shape[a], stride, padding) for a in (2, 3)]
    return of_one_value * math.prod(places) * input_shape[0] * weight_shape[0]


def picture_by_picture(input_shape, weight_shape, stride=1, padding=0):
    batch, *picture = input_shape
    return sum(place_by_place((1, *picture), weight_shape, stride, padding) for _ in range(batch))


def with_whole_arrays(input_shape, weight_shape, stride=1, padding=0):
    n, c, *sides = input_shape
    filters, _, *kernel = weight_shape
    places = (np.array(sides) + 2 * padding - np.array(kernel)) // stride + 1
    return np.prod([n, filters, c, *places, *kernel], dtype=np.int64)


MULTIPLICATIONS = {
    "one value, times all values": one_value_times_all_values,
    "picture by picture": picture_by_picture,
    "whole arrays": with_whole_arrays,
    "array of the shape": lambda x, w, **k: int(place_by_place(np.array(x), np.array(w), **k)),
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
