"""Right answers to `conv2d_vectorised` that a learner may well give, each in another way."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from support.right.layers import kernel_places, one_product, sides_of, windows_at_once, with_border


def with_bias(maps, bias):
    return maps if bias is None else maps + np.reshape(bias, (-1, 1, 1))


def im2col(x, weight, bias=None, stride=1, padding=0):
    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    batch, _, rows, columns = windows.shape[:4]
    matrix = windows.transpose(0, 1, 4, 5, 2, 3).reshape(batch, -1, rows * columns)
    maps = weight.reshape(len(weight), -1) @ matrix
    return with_bias(maps.reshape(batch, len(weight), rows, columns), bias)


def windows_as_rows(x, weight, bias=None, stride=1, padding=0):
    # One matrix for the whole batch, a row for each window: Caffe's lies the other way round.
    windows = sliding_window_view(with_border(x, padding), weight.shape[1:], axis=(1, 2, 3))
    windows = windows[:, 0, ::stride, ::stride]
    batch, rows, columns = windows.shape[:3]
    maps = windows.reshape(-1, weight[0].size) @ weight.reshape(len(weight), -1).T
    maps = maps.reshape(batch, rows, columns, len(weight))
    return with_bias(np.moveaxis(maps, -1, 1), bias)


def columns_by_slices(x, weight, bias=None, stride=1, padding=0):
    # im2col without a view: the matrix is filled a kernel place at a time.
    padded = with_border(x, padding)
    rows, columns = sides_of(x, weight, stride, padding)
    matrix = np.empty((*weight.shape[1:], len(x), rows, columns))
    for k, m in np.ndindex(weight.shape[2:]):
        shifted = padded[:, :, k::stride, m::stride][:, :, :rows, :columns]
        matrix[:, k, m] = shifted.swapaxes(0, 1)
    maps = weight.reshape(len(weight), -1) @ matrix.reshape(weight[0].size, -1)
    maps = maps.reshape(len(weight), len(x), rows, columns)
    return with_bias(maps.swapaxes(0, 1), bias)


def multiply_then_sum(x, weight, bias=None, stride=1, padding=0):
    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(2, 3))
    windows = windows[:, np.newaxis, :, ::stride, ::stride]
    products = windows * weight[np.newaxis, :, :, np.newaxis, np.newaxis]
    return with_bias(products.sum(axis=(2, 5, 6)), bias)


def a_view_of_its_own(x, weight, bias=None, stride=1, padding=0):
    padded = with_border(x, padding)
    rows, columns = sides_of(x, weight, stride, padding)
    n, c, h, w = padded.strides
    shape = (len(x), rows, columns, *weight.shape[1:])
    windows = as_strided(padded, shape, (n, h * stride, w * stride, c, h, w))
    return with_bias(np.einsum("nijckm,fckm->nfij", windows, weight, optimize=True), bias)


def fourier(x, weight, bias=None, stride=1, padding=0):
    padded = with_border(x, padding)
    sides = []
    for side in padded.shape[2:]:
        size = 1
        while size < side:  # a power of two; more turns for more rows, but no loop over them
            size *= 2
        sides.append(size)
    spectrum = np.fft.rfft2(padded, sides)[:, np.newaxis] * np.conj(np.fft.rfft2(weight, sides))
    rows, columns = sides_of(x, weight, 1, padding)
    maps = np.fft.irfft2(spectrum.sum(axis=2), sides)[:, :, :rows:stride, :columns:stride]
    return with_bias(maps, bias)


def filter_by_filter(x, weight, bias=None, stride=1, padding=0):
    # A loop over filters and channels does not grow with the pictures.
    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    maps = [
        sum((windows[:, c] * one).sum(axis=(-2, -1)) for c, one in enumerate(kernels))
        for kernels in weight
    ]
    return with_bias(np.stack(maps, axis=1), bias)


def flat(weight):  # as a notebook's own helper
    return weight.reshape(len(weight), -1)


def with_helpers(x, weight, bias=None, stride=1, padding=0):
    def matrix_of(windows):
        return np.moveaxis(windows, (1, 4, 5), (0, 1, 2)).reshape(weight[0].size, -1)

    windows = sliding_window_view(with_border(x, padding), weight.shape[2:], axis=(-2, -1))
    windows = windows[..., ::stride, ::stride, :, :]
    maps = np.dot(flat(weight), matrix_of(windows))
    maps = maps.reshape(len(weight), len(x), *windows.shape[2:4])
    return with_bias(maps.transpose(1, 0, 2, 3), bias)


def indices_of_all_windows(x, weight, bias=None, stride=1, padding=0):
    # Fancy indexing: rows and columns of every pixel under every window.
    rows, columns = sides_of(x, weight, stride, padding)
    down = np.arange(rows)[:, None] * stride + np.arange(weight.shape[2])
    right = np.arange(columns)[:, None] * stride + np.arange(weight.shape[3])
    windows = with_border(x, padding)[:, :, down[:, None, :, None], right[None, :, None, :]]
    return with_bias(np.einsum("ncijkm,fckm->nfij", windows, weight), bias)


def a_kernel_place_after_the_other(x, weight, bias=None, stride=1, padding=0, place=0):
    # Recursion over the places of the kernel, which are as many for any picture.
    if place == weight[0, 0].size:
        zeros = np.zeros((len(x), len(weight), *sides_of(x, weight, stride, padding)))
        return with_bias(zeros, bias)
    k, m = divmod(place, weight.shape[3])
    rows, columns = sides_of(x, weight, stride, padding)
    seen = with_border(x, padding)[:, :, k::stride, m::stride][:, :, :rows, :columns]
    rest = a_kernel_place_after_the_other(x, weight, bias, stride, padding, place + 1)
    return rest + np.einsum("ncij,fc->nfij", seen, weight[:, :, k, m])


def read_only(*arguments, **options):
    maps = im2col(*arguments, **options)
    maps.flags.writeable = False
    return maps


VECTORISED = {
    "with helpers": with_helpers,
    "indices of all windows": indices_of_all_windows,
    "a kernel place after the other": a_kernel_place_after_the_other,
    "read-only": read_only,
    "Fortran order": lambda *a, **k: np.asfortranarray(im2col(*a, **k)),
    "float32 throughout": lambda x, w, *a, **k: im2col(
        x.astype(np.float32), w.astype(np.float32), *a, **k
    ),
    "im2col": im2col,
    "einsum": windows_at_once,
    "tensordot": one_product,
    "a kernel place at a time": kernel_places,
    "windows as rows": windows_as_rows,
    "columns by slices": columns_by_slices,
    "multiply, then sum": multiply_then_sum,
    "a view of its own": a_view_of_its_own,
    "Fourier": fourier,
    "filter by filter": filter_by_filter,
    "nested list": lambda *a, **k: im2col(*a, **k).tolist(),
    "float32": lambda *a, **k: im2col(*a, **k).astype(np.float32),
    "keyword extra": lambda *a, groups=1, **k: im2col(*a, **k),
}
