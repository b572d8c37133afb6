"""Answers of units 01 to 04 that are no mistake with a name: two at once, and near misses."""

from itertools import product

import numpy as np
from support.right.layers import seven_loops
from support.right.maps import loops_into_zeros
from support.right.pads import picture_into_zeros
from support.right.sizes import counted, marked
from support.right.windows import einsum

# ---------------------------------------------------------------- two mistakes at once

# What is done to the arguments of a filter or a layer: each is a known mistake by itself.
BEFORE = {
    "flipped": lambda x, w, b: (x, w[..., ::-1, ::-1], b),
    "without bias": lambda x, w, b: (x, w, None if b is None else b * 0),
    "first channel": lambda x, w, b: (x[..., :1, :, :], w[..., :1, :, :], b),
    "last channel": lambda x, w, b: (x[..., -1:, :, :], w[..., -1:, :, :], b),
    "products averaged": lambda x, w, b: (x, w / np.prod(w.shape[-3:]), b),
}
# And what is done to their maps.
AFTER = {
    "on its side": lambda maps: maps.swapaxes(-1, -2),
    "one too short": lambda maps: maps[..., :-1, :-1],
    "whole numbers": lambda maps: maps.astype(int),
}


def spoilt(function, before, after):
    """The right answer with something changed before it and something after it."""

    def answer(x, weight, bias=None, **settings):
        if bias is None and weight.ndim == 3:
            bias = 0.0
        x, weight, bias = before(x, weight, bias)
        return after(function(x, weight, bias, **settings))

    return answer


def both_of(changes):
    """Two changes of the arguments, one after the other."""
    first, second = changes
    return lambda *arguments: second(*first(*arguments))


def pairs(function):
    """All pairs of one change before and one after, and the pairs of two before."""
    found = {f"{b}, {a}": spoilt(function, BEFORE[b], AFTER[a]) for b, a in product(BEFORE, AFTER)}
    together = [
        ("flipped", "without bias"),
        ("flipped", "first channel"),
        ("flipped", "products averaged"),
        ("without bias", "first channel"),
        ("without bias", "products averaged"),
        ("last channel", "products averaged"),
    ]
    for names in together:
        change = both_of([BEFORE[name] for name in names])
        found[" and ".join(names)] = spoilt(function, change, lambda maps: maps)
    return found


def with_settings(function, **changes):
    """Two settings misread at once, such as stride=1 for every stride and padding=0."""

    def answer(x, weight, bias=None, stride=1, padding=0):
        settings = {"stride": stride, "padding": padding}
        settings |= {name: change(settings[name]) for name, change in changes.items()}
        if bias is None and weight.ndim == 3:
            bias = 0.0
        return function(x, weight, bias, **settings)

    return answer


def settings_misread(function):
    """Stride and padding both wrong."""
    return {
        "no stride, no padding": with_settings(function, stride=lambda s: 1, padding=lambda p: 0),
        "no stride, padding twice": with_settings(
            function, stride=lambda s: 1, padding=lambda p: 2 * p
        ),
        "stride and 1, no padding": with_settings(
            function, stride=lambda s: s + (s > 1), padding=lambda p: 0
        ),
        "padding and 1": with_settings(function, padding=lambda p: p + (p > 0)),
    }


def at(change):
    """A window with changed arguments."""
    return lambda *arguments: einsum(*change(*arguments))


TWO_WINDOWS = {
    "flipped, first channel": at(lambda x, w, b, i, j: (x[:1], w[:1, ::-1, ::-1], b, i, j)),
    "bias in each channel, flipped": at(
        lambda x, w, b, i, j: (x, w[:, ::-1, ::-1], b * len(x), i, j)
    ),
    "bias in each product, averaged": at(lambda x, w, b, i, j: (x, w / w.size, b * w.size, i, j)),
    "swapped, without bias": at(lambda x, w, b, i, j: (x, w, 0, j, i)),
    "last channel, without bias": at(lambda x, w, b, i, j: (x[-1:], w[-1:], 0, i, j)),
    "a whole number, without bias": lambda x, w, b, i, j: int(einsum(x, w, 0, i, j)),
    # Near misses.
    "rounded": lambda *arguments: round(float(einsum(*arguments))),
    "bias twice": at(lambda x, w, b, i, j: (x, w, 2 * b, i, j)),
    "bias once too often in each channel": at(lambda x, w, b, i, j: (x, w, b * (len(x) + 1), i, j)),
    "channels in another order": at(lambda x, w, b, i, j: (x, w[::-1], b, i, j)),
    "one row too low": at(lambda x, w, b, i, j: (x, w, b, max(0, i - 1), j)),
    "the largest product": lambda x, w, b, i, j: (
        (x[:, i : i + w.shape[1], j : j + w.shape[2]] * w).max() + b
    ),
    "the right value in a list": lambda *arguments: [float(einsum(*arguments)) + 1],
    "29.5": lambda *arguments: 29.5,
}

# ---------------------------------------------------------------- sizes and paddings

TWO_SIZES = {
    "two too many": lambda *a, **k: counted(*a, **k) + 2,
    "one too few where it divides": lambda n, k, stride=1, padding=0: (
        (n + 2 * padding - k - 1) // stride + 1
    ),
    "4": lambda *a, **k: 4,
    "never below 2": lambda *a, **k: max(2, counted(*a, **k)),
}
TWO_UNREAD = {
    "no kernel, no padding, one more": lambda n, k, stride=1, padding=0: n % stride + 1,
    "no padding and below zero": lambda n, k, stride=1, padding=0: (n - k) % stride - padding,
    "no kernel, padding counted": lambda n, k, stride=1, padding=0: (n + 2 * padding) % stride,
    "one less": lambda *a, **k: marked(*a, **k) - 1,
    "at most 1": lambda *a, **k: min(1, marked(*a, **k)),
    "a share": lambda n, *a, **k: marked(n, *a, **k) / n,
    "2": lambda *a, **k: 2,
}
TWO_PADS = {
    "top and left, edge values": lambda x, p: np.pad(x, [(0, 0), (p, 0), (p, 0)], mode="edge"),
    "channels too, twice": lambda x, p: np.pad(x, 2 * p),
    "always one, whole numbers": lambda x, p: picture_into_zeros(x, 1).astype(int),
    "on its side": lambda x, p: picture_into_zeros(x, p).swapaxes(1, 2),
    "first channel, twice": lambda x, p: np.pad(x[0], 2 * p),
    "rows one more than columns": lambda x, p: np.pad(x, [(0, 0), (p + 1, p + 1), (p, p)]),
    "one pixel lost": lambda x, p: np.pad(x[:, :, :-1], [(0, 0), (p, p), (p, p + 1)]),
    "wrapped around": lambda x, p: np.pad(x, [(0, 0), (p, p), (p, p)], mode="wrap"),
    "a ring of minus one": lambda x, p: np.pad(x, [(0, 0), (p, p), (p, p)], constant_values=-1),
    "bottom and left": lambda x, p: np.pad(x, [(0, 0), (0, p), (p, 0)]),
}
TWO_SAME = {
    "whole kernel and 1": lambda k: k + 1,
    "half a kernel less 1": lambda k: k // 2 - 1,
    "float and 1 more": lambda k: (k + 1) / 2,
    "odd refused, both sides counted": lambda k: k - 1 if k % 2 == 0 else int("odd"),
    "a list": lambda k: [k // 2, k // 2],
    "right up to 7": lambda k: min(3, k // 2) if k % 2 else int("even"),
    "right but 0 for 1 is 1": lambda k: max(1, k // 2) if k % 2 else int("even"),
    "even refused by half": lambda k: k // 2 if k % 4 else int("four"),
}


def last_filter_flipped(x, weight, bias=None, **settings):
    last = np.broadcast_to(weight[-1:, :, ::-1, ::-1], weight.shape)
    return seven_loops(x, last, bias, **settings)


def first_picture_without_bias(x, weight, bias=None, **settings):
    return seven_loops(np.broadcast_to(x[:1], x.shape), weight, None, **settings)


def swapped_axes_and_sides(*arguments, **settings):
    return seven_loops(*arguments, **settings).transpose(1, 0, 3, 2)


def biases_backwards(x, weight, bias=None, **settings):
    return seven_loops(x, weight, None if bias is None else bias[::-1], **settings)


def last_bias_for_all(x, weight, bias=None, **settings):
    return seven_loops(x, weight, None if bias is None else bias[-1:].repeat(len(bias)), **settings)


TWO_LAYERS = {
    **pairs(seven_loops),
    **settings_misread(seven_loops),
    "last filter everywhere, flipped": last_filter_flipped,
    "first picture repeated, without bias": first_picture_without_bias,
    "pictures and filters, rows and columns": swapped_axes_and_sides,
    # Near misses.
    "biases backwards": biases_backwards,
    "the last bias for all": last_bias_for_all,
    "batch averaged": lambda *a, **k: seven_loops(*a, **k).mean(axis=0, keepdims=True),
    "pictures stacked": lambda *a, **k: np.concatenate(seven_loops(*a, **k)),
}
TWO_AT_ONCE = {
    "window_response": TWO_WINDOWS,
    "apply_filter": pairs(loops_into_zeros),
    "zero_pad": TWO_PADS,
    "same_padding": TWO_SAME,
    "conv_output_size": TWO_SIZES,
    "unread_pixels": TWO_UNREAD,
    "apply_filter_strided": pairs(loops_into_zeros) | settings_misread(loops_into_zeros),
    "conv2d": TWO_LAYERS,
}
"""By exercise, then by what is wrong."""
