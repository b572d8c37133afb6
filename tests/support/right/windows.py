"""Right answers to `window_response` that a learner may well give, each written in another way."""

import numpy as np


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


def summed_again_and_again(x, weight, bias, row, column):
    # Recursion: the last row of the kernel, and the rest as a smaller window.
    if weight.shape[1] == 0:
        return bias
    last = x[:, row + weight.shape[1] - 1, column : column + weight.shape[2]]
    rest = summed_again_and_again(x, weight[:, :-1], bias, row, column)
    return (last * weight[:, -1]).sum() + rest


def lists_and_zip(x, weight, bias, row, column):
    pixels, total = x.tolist(), bias
    for plane, kernel in zip(pixels, weight.tolist(), strict=True):
        for line, weights in zip(plane[row:], kernel, strict=False):
            total += sum(p * w for p, w in zip(line[column:], weights, strict=False))
    return total


def channel_by_channel(x, weight, bias, row, column):
    def one_channel(plane, kernel):
        height, width = kernel.shape
        return np.sum(np.multiply(plane[row : row + height, column : column + width], kernel))

    return sum(map(one_channel, x, weight)) + bias


def picked_by_indices(x, weight, bias, row, column):
    channels, rows, columns = np.indices(weight.shape)
    return np.vdot(x[channels, rows + row, columns + column], weight) + bias


def more_settings(x, weight, bias, row, column, stride=1, padding=0):
    return einsum(x, weight, bias, row * stride - padding, column * stride - padding)


WINDOW_RESPONSE = {
    "recursion": summed_again_and_again,
    "lists and zip": lists_and_zip,
    "a helper inside": channel_by_channel,
    "picked by indices": picked_by_indices,
    "more settings": more_settings,
    "bias first": lambda x, w, b, i, j: np.add(b, einsum(x, w, 0, i, j)),
    "two products of a matrix": lambda x, w, b, i, j: (
        w.ravel() @ x[:, i:, j:][:, : w.shape[1], : w.shape[2]].ravel() + b
    ),
    "long double": lambda *arguments: np.longdouble(einsum(*arguments)),
    "five loops": five_loops,
    "einsum": einsum,
    "generator": generator,
    "other names": other_names,
    "keyword extra": extra_keyword,
    "float32": lambda *arguments: np.float32(einsum(*arguments)),
    "plain float": lambda *arguments: float(einsum(*arguments)),
    "array without axes": lambda *arguments: np.array(einsum(*arguments)),
    "tensordot": lambda x, w, b, i, j: (
        np.tensordot(x[:, i : i + w.shape[1], j : j + w.shape[2]], w, 3) + b
    ),
}
