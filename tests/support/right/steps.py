"""Right answers to the exercise of unit 08, each written in another way."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def place_by_place(x, target, weight, learning_rate):
    slope = np.zeros(weight.shape)
    for i, j in np.ndindex(target.shape):
        window = x[i : i + weight.shape[0], j : j + weight.shape[1]]
        error = (window * weight).sum() - target[i, j]
        slope += 2 * error * window / target.size
    return weight - learning_rate * slope


def windows_as_a_matrix(x, target, weight, learning_rate):
    windows = sliding_window_view(x, weight.shape).reshape(-1, weight.size)
    error = windows @ weight.ravel() - target.ravel()
    return weight - (learning_rate * 2 / error.size * (windows.T @ error)).reshape(weight.shape)


def errors_as_a_kernel(x, target, weight, learning_rate):
    values = np.einsum("ijkl,kl->ij", sliding_window_view(x, weight.shape), weight)
    pixels = sliding_window_view(x, target.shape)
    return weight - learning_rate * 2 * (pixels * (values - target)).mean(axis=(2, 3))


def by_nudging(x, target, weight, learning_rate):
    windows = sliding_window_view(x, weight.shape)

    def loss(kernel):
        return (((windows * kernel).sum(axis=(2, 3)) - target) ** 2).mean()

    new = np.array(weight, dtype=float)
    for place in np.ndindex(weight.shape):
        nudge = np.zeros(weight.shape)
        nudge[place] = 0.5  # any size will do: the loss is a square
        new[place] -= learning_rate * (loss(weight + nudge) - loss(weight - nudge))
    return new


def copied_then_changed(x, target, weight, learning_rate):
    new = weight.astype(float)
    new -= learning_rate * (weight - windows_as_a_matrix(x, target, weight, 1))
    return new


def read_only(*arguments):
    new = windows_as_a_matrix(*arguments)
    new.flags.writeable = False
    return new


def one_product(x, target, weight, learning_rate):
    windows = sliding_window_view(x, weight.shape)
    errors = np.tensordot(windows, weight, 2) - target
    slope = 2 * np.tensordot(errors, windows, 2) / errors.size
    return np.subtract(weight, learning_rate * slope)


def fourier(x, target, weight, learning_rate):
    spectrum = np.fft.rfft2(x)
    rows, columns = target.shape

    def correlated(kernel):
        return np.fft.irfft2(spectrum * np.conj(np.fft.rfft2(kernel, x.shape)), x.shape)

    errors = correlated(weight)[:rows, :columns] - target
    slope = 2 * correlated(errors)[: weight.shape[0], : weight.shape[1]] / errors.size
    return weight - learning_rate * slope


def plain_numbers(x, target, weight, learning_rate):
    x, target, weight = x.tolist(), target.tolist(), weight.tolist()
    places = [(r, c) for r in range(len(target)) for c in range(len(target[0]))]
    weights = [(i, j) for i in range(len(weight)) for j in range(len(weight[0]))]
    errors = {
        (r, c): sum(x[r + i][c + j] * weight[i][j] for i, j in weights) - target[r][c]
        for r, c in places
    }
    new = [row[:] for row in weight]
    for i, j in weights:
        slope = 2 * sum(errors[r, c] * x[r + i][c + j] for r, c in places) / len(places)
        new[i][j] = weight[i][j] - learning_rate * slope
    return new


STEPS = {
    "one product": one_product,
    "Fourier": fourier,
    "plain numbers": plain_numbers,
    "backward in memory": lambda *a: one_product(*a)[::-1].copy()[::-1],
    "place by place": place_by_place,
    "windows as a matrix": windows_as_a_matrix,
    "errors as a kernel": errors_as_a_kernel,
    "by nudging": by_nudging,
    "copied, then changed": copied_then_changed,
    "read-only": read_only,
    "Fortran order": lambda *a: np.asfortranarray(errors_as_a_kernel(*a)),
    "nested list": lambda *a: errors_as_a_kernel(*a).tolist(),
    "float32": lambda *a: errors_as_a_kernel(*a).astype(np.float32),
    "float32 throughout": lambda x, t, w, rate: windows_as_a_matrix(
        x.astype(np.float32), t.astype(np.float32), w.astype(np.float32), np.float32(rate)
    ),
    "other names": lambda picture, wanted, kernel, rate: place_by_place(
        picture, wanted, kernel, rate
    ),
    "keyword extra": lambda *a, verbose=False: place_by_place(*a),
}
