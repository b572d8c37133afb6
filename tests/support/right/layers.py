"""Right answers to `conv2d` that a learner may well give, each written in another way."""

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def with_border(x, padding):
    return np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))


def sides_of(x, weight, stride, padding):
    return [
        (side + 2 * padding - kernel_side) // stride + 1
        for side, kernel_side in zip(x.shape[2:], weight.shape[2:], strict=True)
    ]


def seven_loops(x, weight, bias=None, stride=1, padding=0):
    padded = with_border(x, padding)
    maps = np.zeros((len(x), len(weight), *sides_of(x, weight, stride, padding)))
    for n, f, i, j in np.ndindex(maps.shape):
        total = 0 if bias is None else bias[f]
        for c, k, m in np.ndindex(weight.shape[1:]):
            total += padded[n, c, i * stride + k, j * stride + m] * weight[f, c, k, m]
        maps[n, f, i, j] = total
    return maps


def one_filter(picture, kernels, bias, stride, padding):
    return seven_loops(picture[None], kernels[None], [bias], stride, padding)[0, 0]


def apply_filter_again(x, weight, bias=None, stride=1, padding=0):
    if bias is None:
        bias = [0] * len(weight)
    return np.array(
        [
            [one_filter(picture, f, b, stride, padding) for f, b in zip(weight, bias, strict=True)]
            for picture in x
        ]
    )


def lists(x, weight, bias=None, stride=1, padding=0):
    return seven_loops(x, weight, bias, stride, padding).tolist()


def windows_at_once(x, weight, bias=None, stride=1, padding=0):
    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(2, 3))
    maps = np.einsum("ncijkm,fckm->nfij", windows[:, :, ::stride, ::stride], weight)
    return maps if bias is None else maps + bias.reshape(-1, 1, 1)


def one_product(x, weight, bias=None, stride=1, padding=0):
    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(2, 3))
    maps = np.tensordot(windows[:, :, ::stride, ::stride], weight, axes=[(1, 4, 5), (1, 2, 3)])
    return np.moveaxis(maps if bias is None else maps + bias, -1, 1)


def kernel_places(x, weight, bias=None, stride=1, padding=0):
    padded = with_border(x, padding)
    rows, columns = sides_of(x, weight, stride, padding)
    maps = np.zeros((len(x), len(weight), rows, columns))
    for k, m in product(*map(range, weight.shape[2:])):
        seen = padded[:, :, k : k + rows * stride : stride, m : m + columns * stride : stride]
        seen = seen[:, :, :rows, :columns]
        maps += np.einsum("ncij,fc->nfij", seen, weight[:, :, k, m])
    if bias is not None:
        maps += bias[None, :, None, None]
    return maps


def fourier(x, weight, bias=None, stride=1, padding=0):
    padded = with_border(x, padding)
    height, width = padded.shape[2:]
    # (N, 1, C_in, H, W) times (1, C_out, C_in, H, W)
    spectra = np.fft.fft2(padded)[:, None] * np.conj(np.fft.fft2(weight, s=(height, width)))
    whole = np.fft.ifft2(spectra.sum(axis=2)).real
    rows, columns = height - weight.shape[2] + 1, width - weight.shape[3] + 1
    maps = whole[:, :, :rows:stride, :columns:stride]
    return maps if bias is None else maps + np.expand_dims(bias, (1, 2))


def one_matrix_a_picture(x, weight, bias=None, stride=1, padding=0):
    rows, columns = sides_of(x, weight, stride, padding)
    flat = weight.reshape(len(weight), -1)
    maps = []
    for picture in with_border(x, padding):
        windows = sliding_window_view(picture, weight.shape[1:])[0, ::stride, ::stride]
        one = flat @ windows.reshape(rows * columns, -1).T
        maps.append(one.reshape(-1, rows, columns))
    return np.stack(maps) + np.reshape([0] if bias is None else bias, (-1, 1, 1))


def strides_in_memory(x, weight, bias=None, stride=1, padding=0):
    padded = np.ascontiguousarray(with_border(x, padding))
    picture, plane, line, pixel = padded.strides
    windows = as_strided(
        padded,
        (len(x), *sides_of(x, weight, stride, padding), *weight.shape[1:]),
        (picture, line * stride, pixel * stride, plane, line, pixel),
        writeable=False,
    )
    maps = np.einsum("nijckm,fckm->nfij", windows, weight)
    return maps if bias is None else maps + bias[:, None, None]


def picture_after_picture(x, weight, bias=None, stride=1, padding=0):
    # Recursion over the batch, and a comprehension over the filters.
    if len(x) == 0:
        return []
    biases = np.zeros(len(weight)) if bias is None else bias
    pairs = zip(weight, biases, strict=True)
    first = [one_filter(x[0], kernels, b, stride, padding) for kernels, b in pairs]
    return [first, *picture_after_picture(x[1:], weight, bias, stride, padding)]


def filter_after_filter(x, weight, bias=None, stride=1, padding=0):
    alone = [windows_at_once(x, one[None], None, stride, padding) for one in weight]
    maps = np.concatenate(alone, axis=1, dtype=float)
    for f in range(len(weight)):
        maps[:, f] += 0 if bias is None else bias[f]
    return maps


def bias_as_a_channel(x, weight, bias=None, stride=1, padding=0):
    # A plane of ones, padded with ones, and a kernel that is the bias at its corner.
    ones = np.ones((len(x), 1, x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    corner = np.zeros((len(weight), 1, *weight.shape[2:]))
    corner[:, 0, 0, 0] = 0 if bias is None else bias
    x = np.concatenate([with_border(x, padding), ones], axis=1)
    return windows_at_once(x, np.concatenate([weight, corner], axis=1), None, stride)


def read_only(*arguments, **options):
    maps = windows_at_once(*arguments, **options)
    maps.flags.writeable = False
    return maps


LAYERS = {
    "Fourier": fourier,
    "one matrix a picture": one_matrix_a_picture,
    "strides in memory": strides_in_memory,
    "picture after picture": picture_after_picture,
    "filter after filter": filter_after_filter,
    "bias as a channel": bias_as_a_channel,
    "read-only": read_only,
    "other names": lambda images, filters, bias=None, stride=1, padding=0: kernel_places(
        images, filters, bias, stride, padding
    ),
    "float32 throughout": lambda x, w, *a, **k: windows_at_once(
        x.astype(np.float32), w.astype(np.float32), *a, **k
    ),
    "seven loops": seven_loops,
    "apply_filter again": apply_filter_again,
    "nested list": lists,
    "all windows at once": windows_at_once,
    "one product": one_product,
    "a kernel place at a time": kernel_places,
    "float32": lambda *a, **k: windows_at_once(*a, **k).astype(np.float32),
    "Fortran order": lambda *a, **k: np.asfortranarray(windows_at_once(*a, **k)),
    "keyword extra": lambda *a, groups=1, **k: windows_at_once(*a, **k),
}
