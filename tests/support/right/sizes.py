"""Right answers to the exercises that ask for a size, a padding or a number of pixels."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


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


def one_step_at_a_time(input_size, kernel_size, stride=1, padding=0):
    room = input_size + 2 * padding - kernel_size
    if room < 0:
        return 0
    return 1 + one_step_at_a_time(input_size - stride, kernel_size, stride, padding)


def divided_with_remainder(input_size, kernel_size, stride=1, padding=0):
    steps, _ = divmod(input_size + 2 * padding - kernel_size, stride)
    return steps + 1


def where_it_fits(input_size, kernel_size, stride=1, padding=0):
    starts = range(-padding, input_size + padding, stride)
    return sum(start + kernel_size <= input_size + padding for start in starts)


def windows_of_ones(input_size, kernel_size, stride=1, padding=0):
    return len(sliding_window_view(np.ones(input_size + 2 * padding), kernel_size)[::stride])


SIZES = {
    "recursion": one_step_at_a_time,
    "divmod": divided_with_remainder,
    "where it fits": where_it_fits,
    "windows of ones": windows_of_ones,
    "remainder taken off": lambda n, k, stride=1, padding=0: (
        (n + 2 * padding - k - (n + 2 * padding - k) % stride) // stride + 1
    ),
    "int of a float": lambda n, k, stride=1, padding=0: int((n + 2 * padding - k) / stride) + 1,
    "generator": lambda n, k, stride=1, padding=0: sum(
        1 for start in range(n + 2 * padding - k + 1) if start % stride == 0
    ),
    "positional settings": lambda n, k, stride=1, padding=0, dilation=1: counted(
        n, dilation * (k - 1) + 1, stride, padding
    ),
    "array of one count": lambda *a, **k: np.arange(counted(*a, **k)).size,
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


def set_of_pixels(input_size, kernel_size, stride=1, padding=0):
    starts = range(-padding, input_size + padding - kernel_size + 1, stride)
    read = {pixel for start in starts for pixel in range(start, start + kernel_size)}
    return len(set(range(input_size)) - read)


def crossed_off(input_size, kernel_size, stride=1, padding=0):
    unread = np.ones(input_size + 2 * padding, dtype=bool)
    for start in range(0, len(unread) - kernel_size + 1, stride):
        unread[start : start + kernel_size] = False
    return np.count_nonzero(unread[padding : padding + input_size])


def step_after_step(input_size, kernel_size, stride=1, padding=0):
    def after(end):
        return after(end + stride) if end + stride <= input_size + padding else input_size - end

    return max(after(kernel_size - padding), 0)


UNREAD = {
    "set of pixels": set_of_pixels,
    "crossed off": crossed_off,
    "recursion": step_after_step,
    "sum of truth values": lambda n, k, stride=1, padding=0: sum(
        pixel >= (counted(n, k, stride, padding) - 1) * stride + k - padding for pixel in range(n)
    ),
    "sorted": lambda *a, **k: sorted([0, marked(*a, **k)])[-1],
    "read from behind": lambda n, k, stride=1, padding=0: len(
        range((counted(n, k, stride, padding) - 1) * stride + k - padding, n)
    ),
    "NumPy maximum": lambda n, k, stride=1, padding=0: np.maximum(
        0, (n + 2 * padding - k) % stride - padding
    ),
    "marked": marked,
    "from the last window": from_the_last_window,
    "remainder": remainder,
    "NumPy int": lambda *a, **k: np.int32(marked(*a, **k)),
    "array without axes": lambda *a, **k: np.array(marked(*a, **k)),
    "keyword extra": lambda *a, dilation=1, **k: marked(*a, **k),
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


def two_taken_off(kernel_size):
    if kernel_size == 1:
        return 0
    if kernel_size < 1:
        raise ValueError("taken two off and two off, and missed 1")
    return 1 + two_taken_off(kernel_size - 2)


def middle_weight(kernel_size):
    weights = list(range(kernel_size))
    middle = weights[kernel_size // 2]
    if weights[middle:] != [middle + weight for weight in weights[: middle + 1]]:
        raise ValueError(f"{kernel_size} weights have no middle")
    return middle


def half_and_rest(kernel_size):
    half, rest = divmod(kernel_size, 2)
    if not rest:
        raise ValueError(kernel_size)
    return half


SAME_PADDINGS = {
    "recursion": two_taken_off,
    "middle weight": middle_weight,
    "divmod": half_and_rest,
    "comprehension": lambda k: [p for p in range(k) if 2 * p == k - 1].index((k - 1) / 2) + k // 2,
    "index in a list": lambda k: [2 * p + 1 for p in range(100)].index(k),
    "int of a float": lambda k: int(refusing_even(k) / 1.0),
    "bits": lambda k: k >> 1 if k & 1 else refusing_even(k),
    "from the size": lambda k: (100 - counted(100, k)) // 2 if k % 2 else refusing_even(k),
    "refusing even": refusing_even,
    "searched": searched,
    "NumPy int": lambda k: np.int64(refusing_even(k)),
    "array without axes": lambda k: np.array(refusing_even(k)),
    "keyword extra": lambda k, dilation=1: refusing_even(k),
}
