"""Right answers to each exercise that a learner may well give, each written in another way."""

import math
from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from right_clinic import clinic
from right_counts import COUNTS
from right_layers import LAYERS
from right_steps import STEPS
from right_vectorised import VECTORISED

# ---------------------------------------------------------------- window_response


def five_loops(x, weight, bias, row, column):
    total = bias
    for c in range(weight.shape[0]):
        for i in range(weight.shape[1]):
            for j in range(weight.shape[2]):
                total += x[c, row + i, column + j] * weight[c, i, j]
    return total


def einsum(x, weight, bias, row, column):
    _, height, width = weight.shape
    window = x[:, row : row + height, column : column + width]
    return np.einsum("cij,cij", window, weight) + bias


def generator(x, weight, bias, row, column):
    places = np.ndindex(weight.shape)
    return sum(float(x[c, row + i, column + j]) * weight[c, i, j] for c, i, j in places) + bias


def other_names(picture, kernel, b, top, left):
    # Required arguments come by position, so that their names are free.
    return five_loops(picture, kernel, b, top, left)


def extra_keyword(x, weight, bias, row, column, *, verbose=False):
    return five_loops(x, weight, bias, row, column)


WINDOW_RESPONSE = {
    "five loops": five_loops,
    "einsum": einsum,
    "generator": generator,
    "other names": other_names,
    "keyword extra": extra_keyword,
    "float32": lambda *arguments: np.float32(einsum(*arguments)),
    "plain float": lambda *arguments: float(einsum(*arguments)),
    "array without axes": lambda *arguments: np.array(einsum(*arguments)),
    "padded weights": lambda x, w, b, i, j: (
        np.tensordot(x[:, i : i + w.shape[1], j : j + w.shape[2]], w, 3) + b
    ),
}

# ---------------------------------------------------------------- apply_filter, with a stride


def loops_into_zeros(x, weight, bias=0.0, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    _, height, width = x.shape
    _, kernel_height, kernel_width = weight.shape
    maps = np.zeros(((height - kernel_height) // stride + 1, (width - kernel_width) // stride + 1))
    for i, j in product(range(maps.shape[0]), range(maps.shape[1])):
        maps[i, j] = five_loops(x, weight, bias, i * stride, j * stride)
    return maps


def nested_list(x, weight, bias=0.0, stride=1, padding=0):
    return loops_into_zeros(x, weight, bias, stride, padding).tolist()


def list_of_rows(x, weight, bias=0.0, stride=1, padding=0):
    return list(loops_into_zeros(x, weight, bias, stride, padding))


def every_window_then_a_stride(x, weight, bias=0.0, stride=1, padding=0):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    windows = sliding_window_view(x, weight.shape)[0]
    return np.einsum("ijckl,ckl->ij", windows, weight)[::stride, ::stride] + bias


def fourier(x, weight, bias=0.0, stride=1, padding=0):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    _, height, width = x.shape
    spectrum = np.fft.fft2(x) * np.conj(np.fft.fft2(weight, s=(height, width)))
    whole = np.fft.ifft2(spectrum.sum(axis=0)).real + bias
    rows, columns = height - weight.shape[1] + 1, width - weight.shape[2] + 1
    return whole[:rows:stride, :columns:stride]


def a_kernel_position_at_a_time(x, weight, bias=0.0, stride=1, padding=0):
    # Without a padded array: the border is left out of the sums.
    _, height, width = x.shape
    _, kernel_height, kernel_width = weight.shape
    out_height = (height + 2 * padding - kernel_height) // stride + 1
    out_width = (width + 2 * padding - kernel_width) // stride + 1
    maps = [[float(bias)] * out_width for _ in range(out_height)]
    places = product(range(out_height), range(out_width), *map(range, weight.shape))
    for i, j, c, k, m in places:
        row, column = i * stride + k - padding, j * stride + m - padding
        if 0 <= row < height and 0 <= column < width:
            maps[i][j] += x[c, row, column] * weight[c, k, m]
    return np.array(maps)


def read_only(*arguments, **options):
    maps = loops_into_zeros(*arguments, **options)
    maps.flags.writeable = False
    return maps


MAPS = {
    "loops into zeros": loops_into_zeros,
    "nested list": nested_list,
    "list of rows": list_of_rows,
    "every window, then a stride": every_window_then_a_stride,
    "Fourier": fourier,
    "a kernel position at a time": a_kernel_position_at_a_time,
    "read-only": read_only,
    "Fortran order": lambda *a, **k: np.asfortranarray(loops_into_zeros(*a, **k)),
    "backward in memory": lambda *a, **k: loops_into_zeros(*a, **k)[::-1].copy()[::-1],
    "float32": lambda *a, **k: loops_into_zeros(*a, **k).astype(np.float32),
    "float32 throughout": lambda x, w, *a, **k: every_window_then_a_stride(
        x.astype(np.float32), w.astype(np.float32), *a, **k
    ),
    "long double": lambda *a, **k: loops_into_zeros(*a, **k).astype(np.longdouble),
    "keyword extra": lambda *a, verbose=False, **k: loops_into_zeros(*a, **k),
    "tuple": lambda *a, **k: tuple(map(tuple, nested_list(*a, **k))),
}

# ---------------------------------------------------------------- sizes


def counted(input_size, kernel_size, stride=1, padding=0):
    return len(range(0, input_size + 2 * padding - kernel_size + 1, stride))


def walked(input_size, kernel_size, stride=1, padding=0):
    positions, start = 0, -padding
    while start + kernel_size <= input_size + padding:
        positions += 1
        start += stride
    return positions


def floored(input_size, kernel_size, stride=1, padding=0):
    return math.floor((input_size + 2 * padding - kernel_size) / stride + 1)


def rounded_up_the_other_way(input_size, kernel_size, stride=1, padding=0):
    return math.ceil((input_size + 2 * padding - kernel_size + 1) / stride)


SIZES = {
    "counted": counted,
    "walked": walked,
    "floored": floored,
    "rounded up the other way": rounded_up_the_other_way,
    "with the stride inside": lambda n, k, stride=1, padding=0: (
        (n + 2 * padding - k + stride) // stride
    ),
    "NumPy int": lambda *a, **k: np.int64(counted(*a, **k)),
    "unsigned NumPy int": lambda *a, **k: np.uint16(counted(*a, **k)),
    "array without axes": lambda *a, **k: np.array(counted(*a, **k)),
    "keyword extra": lambda *a, dilation=1, **k: counted(*a, **k),
}


def marked(input_size, kernel_size, stride=1, padding=0):
    last = -1
    for position in range(counted(input_size, kernel_size, stride, padding)):
        for pixel in range(kernel_size):
            index = position * stride + pixel - padding
            if 0 <= index < input_size:
                last = max(last, index)
    return input_size - 1 - last


def from_the_last_window(input_size, kernel_size, stride=1, padding=0):
    steps = (input_size + 2 * padding - kernel_size) // stride
    end = steps * stride + kernel_size - padding  # one behind the last pixel that is read
    return max(0, input_size - end)


def remainder(input_size, kernel_size, stride=1, padding=0):
    left = (input_size + 2 * padding - kernel_size) % stride
    return left - padding if left > padding else 0


UNREAD = {
    "marked": marked,
    "from the last window": from_the_last_window,
    "remainder": remainder,
    "NumPy int": lambda *a, **k: np.int32(marked(*a, **k)),
    "array without axes": lambda *a, **k: np.array(marked(*a, **k)),
    "keyword extra": lambda *a, dilation=1, **k: marked(*a, **k),
}

# ---------------------------------------------------------------- zero_pad and same_padding


def picture_into_zeros(x, padding):
    channels, height, width = x.shape
    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, padding : padding + height, padding : padding + width] = x
    return padded


def pixel_by_pixel(x, padding):
    padded = np.zeros((len(x), x.shape[1] + 2 * padding, x.shape[2] + 2 * padding), x.dtype)
    for channel, row, column in np.ndindex(x.shape):
        padded[channel, row + padding, column + padding] = x[channel, row, column]
    return padded


def stacked_around(x, padding):
    channels, _, width = x.shape
    level = np.zeros((channels, padding, width))
    x = np.concatenate([level, x, level], axis=1)
    upright = np.zeros((channels, x.shape[1], padding))
    return np.concatenate([upright, x, upright], axis=2)


def ring_after_ring(x, padding):
    for _ in range(padding):
        x = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    return x  # for padding 0 the picture itself


PADDED = {
    "picture into zeros": picture_into_zeros,
    "pixel by pixel": pixel_by_pixel,
    "stacked around": stacked_around,
    "ring after ring": ring_after_ring,
    "float32": lambda x, p: picture_into_zeros(x, p).astype(np.float32),
    "nested list": lambda x, p: picture_into_zeros(x, p).tolist(),
    "list of channels": lambda x, p: list(picture_into_zeros(x, p)),
    "Fortran order": lambda x, p: np.asfortranarray(picture_into_zeros(x, p)),
    "other names": lambda image, border: stacked_around(image, border),
    "keyword extra": lambda x, p, value=0: picture_into_zeros(x, p),
}


def refusing_even(kernel_size):
    if kernel_size % 2 == 0:
        raise ValueError
    return kernel_size // 2


def searched(kernel_size):
    for padding in range(kernel_size):
        if counted(1000, kernel_size, 1, padding) == 1000:
            return padding
    raise ValueError(f"nothing fits {kernel_size}")


SAME_PADDINGS = {
    "refusing even": refusing_even,
    "searched": searched,
    "NumPy int": lambda k: np.int64(refusing_even(k)),
    "array without axes": lambda k: np.array(refusing_even(k)),
    "keyword extra": lambda k, dilation=1: refusing_even(k),
}

RIGHT_ANSWERS = {
    "window_response": WINDOW_RESPONSE,
    "apply_filter": MAPS,
    "zero_pad": PADDED,
    "same_padding": SAME_PADDINGS,
    "conv_output_size": SIZES,
    "unread_pixels": UNREAD,
    "apply_filter_strided": MAPS,
    **COUNTS,
    "conv2d": LAYERS,
    "conv2d_vectorised": VECTORISED,
    **clinic(MAPS),
    "gradient_step": STEPS,
}
"""By exercise, then by what is special about the answer."""
