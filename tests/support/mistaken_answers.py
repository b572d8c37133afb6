"""Wrong answers as learners write them, by the id of the mistake in each.

The catalogue often shows a mistake as the right answer with one thing changed. Here the same
mistakes stand in loops and slices of their own.
"""

import math

import numpy as np

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
    for c in range(weight.shape[0]):
        for i in range(weight.shape[1]):
            for j in range(weight.shape[2]):
                value += x[c][row + i][column + j] * weight[c][i][j] + bias
    return value


def plane_zero(x, weight, bias, row, column):
    value = bias
    for i in range(weight.shape[1]):
        for j in range(weight.shape[2]):
            value += x[0][row + i][column + j] * weight[0][i][j]
    return value


def overwritten_in_the_channel_loop(x, weight, bias, row, column):
    height, width = weight.shape[1:]
    for c in range(len(x)):
        value = np.sum(x[c, row : row + height, column : column + width] * weight[c])
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
    window = x[:, top : top + weight.shape[1], left : left + weight.shape[2]]
    return np.sum(window * weight) + bias


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


def value_at(x, weight, bias, top, left):
    window = x[:, top : top + weight.shape[1], left : left + weight.shape[2]]
    return np.sum(window * weight) + bias


def no_plus_one(x, weight, bias=0.0):
    result = np.zeros((x.shape[1] - weight.shape[1], x.shape[2] - weight.shape[2]))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = value_at(x, weight, bias, row, column)
    return result


def loops_one_short(x, weight, bias=0.0):
    rows, columns = x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1
    result = np.zeros((rows, columns))
    for row in range(rows - 1):
        for column in range(columns - 1):
            result[row, column] = value_at(x, weight, bias, row, column)
    return result


def appended_to_one_list(x, weight, bias=0.0):
    values = []
    for row in range(x.shape[1] - weight.shape[1] + 1):
        for column in range(x.shape[2] - weight.shape[2] + 1):
            values.append(value_at(x, weight, bias, row, column))
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
    result = np.zeros((x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = value_at(x, weight, bias, row, column)
            return result


def returned_from_the_outer_loop(x, weight, bias=0.0):
    result = np.zeros((x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1))
    for row in range(result.shape[0]):
        for column in range(result.shape[1]):
            result[row, column] = value_at(x, weight, bias, row, column)
        return result


def array_of_whole_numbers(x, weight, bias=0.0):
    rows, columns = x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1
    result = np.zeros((rows, columns), dtype=int)
    for row, column in np.ndindex(rows, columns):
        result[row, column] = value_at(x, weight, bias, row, column)
    return result


def total_before_the_loops(x, weight, bias=0.0):
    result = np.zeros((x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1))
    total = 0
    for row, column in np.ndindex(result.shape):
        for c, i, j in np.ndindex(weight.shape):
            total += x[c, row + i, column + j] * weight[c, i, j]
        result[row, column] = total + bias
    return result


def zeros_like_the_picture(x, weight, bias=0.0):
    result = np.zeros((x.shape[1], x.shape[2]))
    for row in range(x.shape[1] - weight.shape[1] + 1):
        for column in range(x.shape[2] - weight.shape[2] + 1):
            result[row, column] = value_at(x, weight, bias, row, column)
    return result


def list_of_channel_maps(x, weight, bias=0.0):
    rows, columns = x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1
    result = np.zeros((len(x), rows, columns))
    for c, row, column in np.ndindex(result.shape):
        result[c, row, column] = value_at(x[c : c + 1], weight[c : c + 1], bias, row, column)
    return result


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
}

# ---------------------------------------------------------------- a map with stride and padding


def sides_of(x, weight, stride, padding):
    rows = (x.shape[-2] + 2 * padding - weight.shape[-2]) // stride + 1
    return rows, (x.shape[-1] + 2 * padding - weight.shape[-1]) // stride + 1


def start_not_multiplied(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    result = np.zeros(sides_of(x, weight, stride, padding))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(padded, weight, bias, row, column)
    return result


def stride_for_rows(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    rows, _ = sides_of(x, weight, stride, padding)
    columns = padded.shape[2] - weight.shape[2] + 1
    result = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        result[row, column] = value_at(padded, weight, bias, row * stride, column)
    return result


def one_pair_for_np_pad(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, 0), (padding, 0)))
    result = np.zeros(sides_of(padded, weight, stride, 0))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(padded, weight, bias, row * stride, column * stride)
    return result


def zeros_and_then_the_corner(x, weight, bias=0.0, stride=1, padding=0):
    channels, height, width = x.shape
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, :height, :width] = x
    result = np.zeros(sides_of(x, weight, stride, padding))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(padded, weight, bias, row * stride, column * stride)
    return result


def x_in_place_of_padded(x, weight, bias=0.0, stride=1, padding=0):
    result = np.zeros(sides_of(x, weight, stride, padding))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(x, weight, bias, row * stride, column * stride)
    return result


def np_pad_of_everything(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, padding)
    result = np.zeros(sides_of(x, weight, stride, padding))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(padded, weight, bias, row * stride, column * stride)
    return result


def every_other_pixel(x, weight, bias=0.0, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))[:, ::stride, ::stride]
    result = np.zeros(sides_of(padded, weight, 1, 0))
    for row, column in np.ndindex(result.shape):
        result[row, column] = value_at(padded, weight, bias, row, column)
    return result


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


def layer(x, weight, bias, stride, padding, value):
    """The loops of a layer; `value` gets the padded pictures and all indices."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    biases = np.zeros(len(weight)) if bias is None else bias
    maps = np.zeros((len(x), len(weight), *sides_of(x, weight, stride, padding)))
    for n, f, row, column in np.ndindex(maps.shape):
        maps[n, f, row, column] = value(padded, biases, n, f, row * stride, column * stride)
    return maps


def filter_zero_in_the_loop(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        return value_at(padded[n], weight[0], biases[f], top, left)

    return layer(x, weight, bias, stride, padding, value)


def picture_zero_in_the_loop(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        return value_at(padded[0], weight[f], biases[f], top, left)

    return layer(x, weight, bias, stride, padding, value)


def bias_zero_in_the_loop(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        return value_at(padded[n], weight[f], biases[0], top, left)

    return layer(x, weight, bias, stride, padding, value)


def no_test_for_none(x, weight, bias=None, stride=1, padding=0):
    def value(padded, _, n, f, top, left):
        return value_at(padded[n], weight[f], bias[f], top, left)

    return layer(x, weight, bias, stride, padding, value)


def bias_added_to_the_whole(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        return value_at(padded[n], weight[f], 0, top, left)

    maps = layer(x, weight, None, stride, padding, value)
    if bias is not None:
        maps = maps + bias
    return maps


def weight_of_channel_and_filter(x, weight, bias=None, stride=1, padding=0):
    turned = np.zeros((weight.shape[1], *weight.shape[:1], *weight.shape[2:]))
    for f, c in np.ndindex(*weight.shape[:2]):
        turned[c, f] = weight[f, c]

    def value(padded, biases, n, f, top, left):
        return value_at(padded[n], turned[f], biases[f], top, left)

    biases = np.zeros(len(turned)) if bias is None else bias
    return layer(x, turned, biases, stride, padding, value)


def transposed_kernels_in_slices(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        window = padded[n, :, top : top + weight.shape[2], left : left + weight.shape[3]]
        return np.sum(window * np.transpose(weight[f], (0, 2, 1))) + biases[f]

    return layer(x, weight, bias, stride, padding, value)


LAYERS = {
    "first-filter-everywhere": filter_zero_in_the_loop,
    "first-picture-repeated": picture_zero_in_the_loop,
    "first-bias-for-all": bias_zero_in_the_loop,
    "missing-bias-not-handled": no_test_for_none,
    "bias-along-columns": bias_added_to_the_whole,
    "filters-and-channels-swapped": weight_of_channel_and_filter,
    "kernel-transposed": transposed_kernels_in_slices,
}

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


def only_the_remainder(input_size, kernel_size, stride=1, padding=0):
    size = (input_size + 2 * padding - kernel_size) // stride + 1
    return input_size + 2 * padding - ((size - 1) * stride + kernel_size)


def never_less_than_none(input_size, kernel_size, stride=1, padding=0):
    size = (input_size - kernel_size) // stride + 1
    return input_size - ((size - 1) * stride + kernel_size)


# ---------------------------------------------------------------- two at once


def flipped_and_no_bias(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        return value_at(padded[n], weight[f, :, ::-1, ::-1], 0, top, left)

    return layer(x, weight, bias, stride, padding, value)


def bias_in_the_channel_loop_of_the_first_filter(x, weight, bias=None, stride=1, padding=0):
    def value(padded, biases, n, f, top, left):
        total = 0
        for c in range(weight.shape[1]):
            window = padded[n, c, top : top + weight.shape[2], left : left + weight.shape[3]]
            total += np.sum(window * weight[0, c]) + biases[f]
        return total

    return layer(x, weight, bias, stride, padding, value)


def channels_averaged_at_stride_one(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    biases = np.zeros(len(weight)) if bias is None else bias
    maps = np.zeros((len(x), len(weight), *sides_of(x, weight, stride, padding)))
    for n, f, row, column in np.ndindex(maps.shape):
        window = padded[n, :, row : row + weight.shape[2], column : column + weight.shape[3]]
        maps[n, f, row, column] = (window * weight[f]).sum((1, 2)).mean() + biases[f]
    return maps


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


def padded_once_and_no_first_place(input_size, kernel_size, stride=1, padding=0):
    room = input_size + padding - kernel_size
    return room // stride


def last_window_dropped_and_bias_in_each_channel(x, weight, bias=0.0):
    channels, height, width = weight.shape
    rows, columns = x.shape[1] - height, x.shape[2] - width
    result = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        for c in range(channels):
            window = x[c, row : row + height, column : column + width]
            result[row, column] += np.sum(window * weight[c]) + bias
    return result


def bias_for_all_and_products_for_one(x, weight, bias=None, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    filters, _, height, width = weight.shape
    rows, columns = (x.shape[2] - height) // stride + 1, (x.shape[3] - width) // stride + 1
    out = np.zeros((len(x), filters, rows, columns))
    for f, i, j in np.ndindex(out.shape[1:]):
        top, left = i * stride, j * stride
        window = x[0, :, top : top + height, left : left + width]
        out[0, f, i, j] = np.sum(window * weight[f])
    return out if bias is None else out + bias[:, None, None]


LAYERS |= {
    "only-first-picture-multiplied": bias_for_all_and_products_for_one,
    "kernel-flipped+bias-forgotten": flipped_and_no_bias,
    "bias-per-channel+first-filter-everywhere": bias_in_the_channel_loop_of_the_first_filter,
    "stride-in-size-only+channels-averaged": channels_averaged_at_stride_one,
}
FLAT = {
    "kernel-flipped+bias-forgotten": windows_times_flipped_weights,
    "padding-left-out+first-channel-only": matrix_product_of_the_first_channel,
}
MAPS |= {"bias-per-channel+last-window-missing": last_window_dropped_and_bias_in_each_channel}

# ---------------------------------------------------------------- seen in units 04 to 09


def loops_over_pictures_filters_and_places(x, weight, stride, padding, value):
    rows, columns = (
        (x.shape[axis] + 2 * padding - weight.shape[axis]) // stride + 1 for axis in (2, 3)
    )
    maps = np.zeros((len(x), len(weight), rows, columns))
    for n, f, row, column in np.ndindex(maps.shape):
        maps[n, f, row, column] = value(n, f, row * stride, column * stride)
    return maps


def cut_out_of_the_unpadded_picture(x, weight, bias=None, stride=1, padding=0):
    height, width = weight.shape[2:]

    def value(n, f, top, left):
        window = x[n, :, top : top + height, left : left + width]
        return np.sum(window * weight[f]) + (0 if bias is None else bias[f])

    return loops_over_pictures_filters_and_places(x, weight, stride, padding, value)


def filter_along_the_second_axis(x, weight, bias=None, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    height, width = weight.shape[2:]

    def value(n, f, top, left):
        window = padded[n, :, top : top + height, left : left + width]
        return np.sum(window * weight[:, f]) + (0 if bias is None else bias[f])

    return loops_over_pictures_filters_and_places(x, weight, stride, padding, value)


def shape_unpacked_from_the_end(x, weight, bias=0.0):
    height, width, _ = weight.shape
    result = np.zeros((x.shape[1] - height + 1, x.shape[2] - width + 1))
    for row, column in np.ndindex(result.shape):
        window = x[:, row : row + height, column : column + width]
        result[row, column] = np.sum(window * weight) + bias
    return result


def moved_start_and_unmoved_end(x, weight, stride=1):
    _, height, width = weight.shape
    rows, columns = (x.shape[1] - height) // stride + 1, (x.shape[2] - width) // stride + 1
    result = np.zeros((rows, columns))
    for row, column in np.ndindex(rows, columns):
        window = x[:, row * stride : row + height, column * stride : column + width]
        result[row, column] = np.sum(window * weight)
    return result


def whole_map_overwritten(x, weight):
    filters, _, height, width = weight.shape
    maps = np.zeros((filters, x.shape[1] - height + 1, x.shape[2] - width + 1))
    for index, row, column in np.ndindex(maps.shape):
        window = x[:, row : row + height, column : column + width]
        maps[index] = np.sum(window * weight[index])
    return maps


def one_bias_in_all(in_channels, out_channels, kernel_size, bias=True):
    weights = 0
    for _ in range(out_channels):
        weights += in_channels * kernel_size**2
    return weights + bias


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


LAYERS |= {
    "unpadded-picture-read": cut_out_of_the_unpadded_picture,
    "second-axis-of-the-weight": filter_along_the_second_axis,
}
MAPS |= {"weight-shape-misread": shape_unpacked_from_the_end}

MISTAKEN = {
    "window_response": WINDOWS,
    "apply_filter": MAPS,
    "apply_filter_strided": STRIDED,
    "conv2d": LAYERS,
    "conv2d_vectorised": FLAT,
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
