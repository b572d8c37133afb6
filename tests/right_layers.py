"""Right answers to `conv2d` that a learner may well give, each written in another way."""

from itertools import product

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


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


LAYERS = {
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
