"""Wrong answers as learners write them, by the id of the mistake in each.

The catalogue often shows a mistake as the right answer with one thing changed. Here the same
mistakes stand in loops and slices of their own.
"""

import math

import numpy as np


def value_at(x, weight, bias, top, left):
    window = x[:, top : top + weight.shape[1], left : left + weight.shape[2]]
    return np.sum(window * weight) + bias


def sides_of(x, weight, stride=1, padding=0):
    rows = (x.shape[-2] + 2 * padding - weight.shape[-2]) // stride + 1
    return rows, (x.shape[-1] + 2 * padding - weight.shape[-1]) // stride + 1


def padded(x, padding):
    return np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2)


def filled(shape, value):
    """The loops over a map of this shape, or over all maps of a layer."""
    result = np.zeros(shape)
    for place in np.ndindex(result.shape):
        result[place] = value(*place)
    return result


# ---------------------------------------------------------------- one window


def bias_in_the_channel_loop(x, weight, bias, row, column):
    value = 0
    for c in range(weight.shape[0]):
        for i in range(weight.shape[1]):
            for j in range(weight.shape[2]):
                value += x[c][row + i][column + j] * weight[c][i][j]
        value += bias
    return value


def bias_in_the_inner_loop(x, weight, bias, row, column):
    value = 0
    for c, i, j in np.ndindex(weight.shape):
        value += x[c][row + i][column + j] * weight[c][i][j] + bias
    return value


def plane_zero(x, weight, bias, row, column):
    value = bias
    for i in range(weight.shape[1]):
        for j in range(weight.shape[2]):
            value += x[0][row + i][column + j] * weight[0][i][j]
    return value


def overwritten_in_the_channel_loop(x, weight, bias, row, column):
    for c in range(len(x)):
        value = value_at(x[c : c + 1], weight[c : c + 1], 0, row, column)
    return value + bias


def counted_down(x, weight, bias, row, column):
    channels, height, width = weight.shape
    value = bias
    for c in range(channels):
        for i in range(height):
            for j in range(width):
                value += x[c, row + i, column + j] * weight[c, height - 1 - i, width - 1 - j]
    return value


def dot_of_each_channel(x, weight, bias, row, column):
    value = 0
    for c in range(len(x)):
        window = x[c, row : row + weight.shape[1], column : column + weight.shape[2]]
        value += np.sum(window @ weight[c])
    return value + bias


def around_the_middle(x, weight, bias, row, column):
    top, left = row - weight.shape[1] // 2, column - weight.shape[2] // 2
    return value_at(x, weight, bias, top, left)


def range_to_size_minus_one(x, weight, bias, row, column):
    value = bias
    for c in range(weight.shape[0]):
        for i in range(weight.shape[1] - 1):
            for j in range(weight.shape[2] - 1):
                value += x[c, row + i, column + j] * weight[c, i, j]
    return value


def einsum_that_keeps_channels(x, weight, bias, row, column):
    window = x[:, row : row + weight.shape[1], column : column + weight.shape[2]]
    return np.einsum("cij,cij->c", window, weight) + bias


WINDOWS = {
    "bias-per-channel": bias_in_the_channel_loop,
    "bias-per-product": bias_in_the_inner_loop,
    "first-channel-only": plane_zero,
    "last-channel-only": overwritten_in_the_channel_loop,
    "kernel-flipped": counted_down,
    "matrix-product": dot_of_each_channel,
    "middle-for-corner": around_the_middle,
    "kernel-cut-short": range_to_size_minus_one,
    "channels-not-summed": einsum_that_keeps_channels,
}

# ---------------------------------------------------------------- a map


def no_plus_one(x, weight, bias=0.0):
    shape = x.shape[1] - weight.shape[1], x.shape[2] - weight.shape[2]
    return filled(shape, lambda *place: value_at(x, weight, bias, *place))


def loops_one_short(x, weight, bias=0.0):
    rows, columns = sides_of(x, weight)
    result = np.zeros((rows, columns))
    for row in range(rows - 1):
        for column in range(columns - 1):
            result[row, column] = value_at(x, weight, bias, row, column)
    return result


def appended_to_one_list(x, weight, bias=0.0):
    values = []
    for place in np.ndindex(sides_of(x, weight)):
        values.append(value_at(x, weight, bias, *place))
    return np.array(values)


def columns_outside(x, weight, bias=0.0):
    result = []
    for column in range(x.shape[2] - weight.shape[2] + 1):
        line = []
        for row in range(x.shape[1] - weight.shape[1] + 1):
            line.append(value_at(x, weight, bias, row, column))
        result.append(line)
    return np.array(result)


def returned_from_the_inner_loop(x, weight, bias=0.0):
    result = np.zeros(sides_of(x, weight))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(x, weight, bias, row, column)
        return result


def returned_from_the_outer_loop(x, weight, bias=0.0):
    result = np.zeros(sides_of(x, weight))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = value_at(x, weight, bias, row, column)
        return result


def array_of_whole_numbers(x, weight, bias=0.0):
    result = np.zeros(sides_of(x, weight), dtype=int)
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(x, weight, bias, row, column)
    return result


def total_before_the_loops(x, weight, bias=0.0):
    result = np.zeros(sides_of(x, weight))
    total = 0
    for row, column in np.ndindex(result.shape):
        total += value_at(x, weight, 0, row, column)
        result[row, column] = total + bias
    return result


def zeros_like_the_picture(x, weight, bias=0.0):
    result = np.zeros((x.shape[1], x.shape[2]))
    for row, column in np.ndindex(sides_of(x, weight)):
        result[row, column] = value_at(x, weight, bias, row, column)
    return result


def list_of_channel_maps(x, weight, bias=0.0):
    def value(c, row, column):
        return value_at(x[c : c + 1], weight[c : c + 1], bias, row, column)

    return filled((len(x), *sides_of(x, weight)), value)


def shape_unpacked_from_the_end(x, weight, bias=0.0):
    height, width, _ = weight.shape
    result = np.zeros((x.shape[1] - height + 1, x.shape[2] - width + 1))
    for row, column in np.ndindex(result.shape):
        window = x[:, row : row + height, column : column + width]
        result[row, column] = np.sum(window * weight) + bias
    return result


def last_window_dropped_and_bias_in_each_channel(x, weight, bias=0.0):
    shape = x.shape[1] - weight.shape[1], x.shape[2] - weight.shape[2]
    return filled(shape, lambda *place: value_at(x, weight, bias * len(x), *place))


MAPS = {
    "last-window-missing": no_plus_one,
    "last-window-left-at-zero": loops_one_short,
    "laid-flat": appended_to_one_list,
    "map-transposed": columns_outside,
    "only-first-window": returned_from_the_inner_loop,
    "only-first-row": returned_from_the_outer_loop,
    "cut-to-integers": array_of_whole_numbers,
    "total-carried-on": total_before_the_loops,
    "as-large-as-the-picture": zeros_like_the_picture,
    "channels-not-summed": list_of_channel_maps,
    "weight-shape-misread": shape_unpacked_from_the_end,
    "bias-per-channel+last-window-missing": last_window_dropped_and_bias_in_each_channel,
}

# ---------------------------------------------------------------- a map with stride and padding


def at_each_place(shape, x, weight, bias, down, across):
    """The loops over a map: `down` and `across` times a place is where its window begins."""
    return filled(shape, lambda row, column: value_at(x, weight, bias, row * down, column * across))


def start_not_multiplied(x, weight, bias=0.0, stride=1, padding=0):
    shape = sides_of(x, weight, stride, padding)
    return at_each_place(shape, padded(x, padding), weight, bias, 1, 1)


def stride_for_rows(x, weight, bias=0.0, stride=1, padding=0):
    shape = sides_of(x, weight, stride, padding)[0], sides_of(x, weight, 1, padding)[1]
    return at_each_place(shape, padded(x, padding), weight, bias, stride, 1)


def one_pair_for_np_pad(x, weight, bias=0.0, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, 0), (padding, 0)))
    return at_each_place(sides_of(x, weight, stride), x, weight, bias, stride, stride)


def zeros_and_then_the_corner(x, weight, bias=0.0, stride=1, padding=0):
    channels, height, width = x.shape
    around = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    around[:, :height, :width] = x
    return at_each_place(sides_of(around, weight, stride), around, weight, bias, stride, stride)


def x_in_place_of_padded(x, weight, bias=0.0, stride=1, padding=0):
    shape = sides_of(x, weight, stride, padding)
    return at_each_place(shape, x, weight, bias, stride, stride)


def np_pad_of_everything(x, weight, bias=0.0, stride=1, padding=0):
    shape = sides_of(x, weight, stride, padding)
    return at_each_place(shape, np.pad(x, padding), weight, bias, stride, stride)


def every_other_pixel(x, weight, bias=0.0, stride=1, padding=0):
    x = padded(x, padding)[:, ::stride, ::stride]
    return at_each_place(sides_of(x, weight), x, weight, bias, 1, 1)


STRIDED = {
    "stride-in-size-only": start_not_multiplied,
    "stride-on-rows-only": stride_for_rows,
    "padding-at-the-start-once": one_pair_for_np_pad,
    "padding-at-the-end-only": zeros_and_then_the_corner,
    "unpadded-picture-read": x_in_place_of_padded,
    "padding-on-every-axis": np_pad_of_everything,
    "picture-thinned-out": every_other_pixel,
}

# ---------------------------------------------------------------- a layer


def layer(value, stride_of_starts=True):
    """The loops of a layer; `value` gets padded pictures, filters, biases and all indices."""

    def answer(x, weight, bias=None, stride=1, padding=0):
        biases = np.zeros(len(weight)) if bias is None else bias
        step = stride if stride_of_starts else 1
        pictures, sides = padded(x, padding), sides_of(x, weight, stride, padding)
        return filled(
            (len(x), len(weight), *sides),
            lambda n, f, i, j: value(pictures, weight, biases, n, f, i * step, j * step),
        )

    return answer


def window_of(x, weight, n, top, left):
    return x[n, :, top : top + weight.shape[2], left : left + weight.shape[3]]


def no_test_for_none(x, weight, bias=None, stride=1, padding=0):
    answer = layer(lambda x, w, _, n, f, i, j: value_at(x[n], w[f], bias[f], i, j))
    return answer(x, weight, None, stride, padding)


def bias_added_to_the_whole(x, weight, bias=None, stride=1, padding=0):
    answer = layer(lambda x, w, _, n, f, i, j: value_at(x[n], w[f], 0, i, j))
    maps = answer(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias


def weight_of_channel_and_filter(x, weight, bias=None, stride=1, padding=0):
    turned = weight.swapaxes(0, 1)
    answer = layer(lambda x, w, b, n, f, i, j: value_at(x[n], w[f], b[f], i, j))
    return answer(x, turned, bias, stride, padding)


def cut_out_of_the_unpadded_picture(x, weight, bias=None, stride=1, padding=0):
    answer = layer(lambda _, w, b, n, f, i, j: value_at(x[n], w[f], b[f], i, j))
    return answer(x, weight, bias, stride, padding)


def bias_for_all_and_products_for_one(x, weight, bias=None, stride=1, padding=0):
    answer = layer(lambda x, w, _, n, f, i, j: value_at(x[0], w[f], 0, i, j) if n == 0 else 0)
    maps = answer(x, weight, None, stride, padding)
    return maps if bias is None else maps + bias[:, None, None]


LAYERS = {
    "first-filter-everywhere": layer(
        lambda x, w, b, n, f, i, j: value_at(x[n], w[0], b[f], i, j),
    ),
    "first-picture-repeated": layer(
        lambda x, w, b, n, f, i, j: value_at(x[0], w[f], b[f], i, j),
    ),
    "first-bias-for-all": layer(
        lambda x, w, b, n, f, i, j: value_at(x[n], w[f], b[0], i, j),
    ),
    "missing-bias-not-handled": no_test_for_none,
    "bias-along-columns": bias_added_to_the_whole,
    "filters-and-channels-swapped": weight_of_channel_and_filter,
    "kernel-transposed": layer(
        lambda x, w, b, n, f, i, j: (window_of(x, w, n, i, j) * w[f].swapaxes(1, 2)).sum() + b[f],
    ),
    "unpadded-picture-read": cut_out_of_the_unpadded_picture,
    "second-axis-of-the-weight": layer(
        lambda x, w, b, n, f, i, j: (window_of(x, w, n, i, j) * w[:, f]).sum() + b[f],
    ),
    "only-first-picture-multiplied": bias_for_all_and_products_for_one,
    "kernel-flipped+bias-forgotten": layer(
        lambda x, w, b, n, f, i, j: value_at(x[n], w[f, :, ::-1, ::-1], 0, i, j),
    ),
    "bias-per-channel+first-filter-everywhere": layer(
        lambda x, w, b, n, f, i, j: value_at(x[n], w[0], b[f] * w.shape[1], i, j),
    ),
    "stride-in-size-only+channels-averaged": layer(
        lambda x, w, b, n, f, i, j: value_at(x[n], w[f] / w.shape[1], b[f], i, j),
        stride_of_starts=False,
    ),
}

# ---------------------------------------------------------------- a layer without loops


def windows_times_flipped_weights(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.einsum("ncijkl,fckl->nfij", windows, weight[:, :, ::-1, ::-1])


def matrix_product_of_the_first_channel(x, weight, bias=None, stride=1, padding=0):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], axis=(2, 3))
    windows = windows[:, 0, ::stride, ::stride]
    maps = np.einsum("nijkl,fkl->nfij", windows, weight[:, 0])
    return maps if bias is None else maps + bias[:, None, None]


# ---------------------------------------------------------------- rings and sizes


def overwritten_border(x, padding):
    result = x.copy()
    result[:, :padding, :] = 0
    result[:, -padding:, :] = 0
    result[:, :, :padding] = 0
    result[:, :, -padding:] = 0
    return result


def pads_only_one_axis(x, padding):
    channels, _, width = x.shape
    level = np.zeros((channels, padding, width))
    return np.concatenate([level, x, level], axis=1)


def whole_zeros(x, padding):
    channels, height, width = x.shape
    result = np.zeros((channels, height + 2 * padding, width + 2 * padding), dtype=int)
    result[:, padding : padding + height, padding : padding + width] = x
    return result


def printed_for_even(kernel_size):
    if kernel_size % 2 == 1:
        return (kernel_size - 1) // 2
    message = "even kernels have no middle"
    str(message)  # where a learner prints
    return None


def never_refused(kernel_size):
    return math.floor(kernel_size / 2)


def true_division(input_size, kernel_size, stride=1, padding=0):
    return (input_size - kernel_size + 2 * padding) / stride + 1


def ceiling(input_size, kernel_size, stride=1, padding=0):
    return int(np.ceil((input_size - kernel_size + 2 * padding) / stride)) + 1


def no_brackets(input_size, kernel_size, stride=1, padding=0):
    return input_size + padding * 2 - kernel_size // stride + 1


def valid_of_another_library(input_size, kernel_size, stride=1, padding=0):
    return math.ceil((input_size - kernel_size + 1) / stride)


def padded_once_and_no_first_place(input_size, kernel_size, stride=1, padding=0):
    return (input_size + padding - kernel_size) // stride


def only_the_remainder(input_size, kernel_size, stride=1, padding=0):
    size = (input_size + 2 * padding - kernel_size) // stride + 1
    return input_size + 2 * padding - ((size - 1) * stride + kernel_size)


def never_less_than_none(input_size, kernel_size, stride=1, padding=0):
    size = (input_size - kernel_size) // stride + 1
    return input_size - ((size - 1) * stride + kernel_size)


# ---------------------------------------------------------------- counts, networks, learning


def one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    weights = 0
    for _ in range(out_channels):
        weights += in_channels * kernel_size**2
    return weights + bias


def moved_start_and_unmoved_end(x, weight, stride=1):
    _, height, width = weight.shape

    def value(row, column):
        window = x[:, row * stride : row + height, column * stride : column + width]
        return np.sum(window * weight)

    return filled(sides_of(x, weight, stride), value)


def whole_map_overwritten(x, weight):
    maps = np.zeros((len(weight), *sides_of(x, weight)))
    for index, row, column in np.ndindex(maps.shape):
        maps[index] = value_at(x, weight[index], 0, row, column)
    return maps


def one_list_appended(input_shape, layers):
    shape, shapes = list(input_shape), []
    for out_channels, kernel_size, stride, padding in layers:
        if out_channels is not None:
            shape[0] = out_channels
        for axis in (1, 2):
            shape[axis] = (shape[axis] + 2 * padding - kernel_size) // stride + 1
        shapes.append(shape)
    return shapes


def strides_below_the_kernel(in_size, out_size, kernel_size):
    for stride in range(1, kernel_size):
        for padding in range(kernel_size):
            room = in_size + 2 * padding - kernel_size
            if room >= 0 and room // stride + 1 == out_size:
                return stride, padding
    return None


def moved_at_each_place(x, target, weight, learning_rate):
    new = np.array(weight, float)
    for row, column in np.ndindex(target.shape):
        window = x[row : row + new.shape[0], column : column + new.shape[1]]
        error = np.sum(window * new) - target[row, column]
        new -= learning_rate * 2 * error * window / target.size
    return new


MISTAKEN = {
    "window_response": WINDOWS,
    "apply_filter": MAPS,
    "apply_filter_strided": STRIDED,
    "conv2d": LAYERS,
    "conv2d_vectorised": {
        "kernel-flipped+bias-forgotten": windows_times_flipped_weights,
        "padding-left-out+first-channel-only": matrix_product_of_the_first_channel,
    },
    "zero_pad": {
        "border-overwritten": overwritten_border,
        "above-and-below-only": pads_only_one_axis,
        "pixels-cut-to-integers": whole_zeros,
    },
    "same_padding": {"even-gives-none": printed_for_even, "even-rounded-up": never_refused},
    "conv_output_size": {
        "not-floored": true_division,
        "rounded-up": ceiling,
        "brackets-missing": no_brackets,
        "padding-left-out": valid_of_another_library,
        "missing-plus-one+padding-once": padded_once_and_no_first_place,
    },
    "unread_pixels": {
        "padding-counted": only_the_remainder,
        "padding-left-out": never_less_than_none,
    },
    "conv2d_parameter_count": {"one-bias-for-all-filters": one_bias_in_all},
    "mended_2": {"window-half-moved": moved_start_and_unmoved_end},
    "mended_6": {"last-value-everywhere": whole_map_overwritten},
    "trace_shapes": {"same-list-each-time": one_list_appended},
    "find_settings": {"strides-below-the-kernel": strides_below_the_kernel},
    "gradient_step": {"place-after-place": moved_at_each_place},
}
"""By exercise, then by the id of the mistake."""
