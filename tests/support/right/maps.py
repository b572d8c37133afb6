"""Right answers to `apply_filter`, with a stride and padding, each written in another way."""

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from support.right.sizes import counted
from support.right.windows import five_loops


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


def comprehension(x, weight, bias=0.0, stride=1, padding=0):
    _, kernel_height, kernel_width = weight.shape
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    tops = range(0, x.shape[1] - kernel_height + 1, stride)
    lefts = range(0, x.shape[2] - kernel_width + 1, stride)
    return np.array(
        [
            [
                np.sum(x[:, i : i + kernel_height, j : j + kernel_width] * weight) + bias
                for j in lefts
            ]
            for i in tops
        ]
    )


def tensordot(x, weight, bias=0.0, stride=1, padding=0):
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    windows = sliding_window_view(x, weight.shape)[0, ::stride, ::stride]
    return np.tensordot(windows, weight, axes=3) + bias


def columns_of_a_matrix(x, weight, bias=0.0, stride=1, padding=0):
    sides = [
        counted(side, kernel_side, stride, padding)  # a helper of another unit
        for side, kernel_side in zip(x.shape[1:], weight.shape[1:], strict=True)
    ]
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    columns = np.empty((weight.size, sides[0] * sides[1]))
    for index, (c, k, m) in enumerate(np.ndindex(weight.shape)):
        seen = x[c, k : k + sides[0] * stride : stride, m : m + sides[1] * stride : stride]
        columns[index] = seen[: sides[0], : sides[1]].ravel()
    return (weight.ravel() @ columns + bias).reshape(sides)


def strides_in_memory(x, weight, bias=0.0, stride=1, padding=0):
    x = np.ascontiguousarray(np.pad(x, [(0, 0), (padding, padding), (padding, padding)]))
    rows = (x.shape[1] - weight.shape[1]) // stride + 1
    columns = (x.shape[2] - weight.shape[2]) // stride + 1
    plane, line, pixel = x.strides
    windows = as_strided(
        x,
        (rows, columns, *weight.shape),
        (line * stride, pixel * stride, plane, line, pixel),
        writeable=False,
    )
    return np.einsum("ijckm,ckm", windows, weight) + bias


def row_by_row(x, weight, bias=0.0, stride=1, padding=0):
    # Recursion: the first row of the map, and the map of what lies below.
    if padding:
        return row_by_row(np.pad(x, [(0, 0)] + [(padding, padding)] * 2), weight, bias, stride)
    if x.shape[1] < weight.shape[1]:
        return []
    first = comprehension(x[:, : weight.shape[1]], weight, bias, stride)
    return [first[0].tolist(), *row_by_row(x[:, stride:], weight, bias, stride)]


def a_channel_at_a_time(x, weight, bias=0.0, stride=1, padding=0):
    pairs = zip(x[:, np.newaxis], weight[:, np.newaxis], strict=True)
    return sum(tensordot(*pair, 0.0, stride, padding) for pair in pairs) + bias


def gathered(x, weight, bias=0.0, stride=1, padding=0):
    _, height, width = x.shape
    _, kernel_height, kernel_width = weight.shape
    rows = counted(height, kernel_height, stride, padding)
    columns = counted(width, kernel_width, stride, padding)
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    starts = product(range(0, rows * stride, stride), range(0, columns * stride, stride))
    values = (five_loops(x, weight, bias, *start) for start in starts)
    return np.fromiter(values, dtype=float).reshape(rows, columns)


def read_only(*arguments, **options):
    maps = loops_into_zeros(*arguments, **options)
    maps.flags.writeable = False
    return maps


MAPS = {
    "comprehension": comprehension,
    "tensordot": tensordot,
    "columns of a matrix": columns_of_a_matrix,
    "strides in memory": strides_in_memory,
    "row by row": row_by_row,
    "a channel at a time": a_channel_at_a_time,
    "gathered from a generator": gathered,
    "a view with steps": lambda *a, **k: np.repeat(loops_into_zeros(*a, **k), 2, axis=1)[:, ::2],
    "list of NumPy numbers": lambda *a, **k: [list(row) for row in loops_into_zeros(*a, **k)],
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
