"""Answers to unit 07 that are no mistake with a name: near misses, and two mistakes at once.

Of the six functions to mend: what is done to a right map, and what is done to a right function.
"""

import numpy as np

from convtutor.units.catalogue import find_exercise

UNKNOWN_MAPS = {
    "ones": lambda right: np.ones_like(right),
    "upside down": lambda right: right[..., ::-1, :],
    "left to right": lambda right: right[..., ::-1],
    "turned": lambda right: right[..., ::-1, ::-1],
    "twice": lambda right: right * 2,
    "the first value": lambda right: right.flat[0],
    "first row everywhere": lambda right: np.zeros_like(right) + right[..., :1, :],
    "first row and column left out": lambda right: right[..., 1:, 1:],
    "transposed, without its last row": lambda right: right.swapaxes(-1, -2)[..., :-1, :],
    "one value off": lambda right: np.where(np.arange(right.size).reshape(right.shape), right, 99),
    "a little off": lambda right: right * 1.001 + 0.001,
    "not numbers": lambda right: np.full(right.shape, np.nan),
    "truth values": lambda right: right > 0,
    "nothing": lambda right: None,
}
UNKNOWN_CALLS = {
    "flipped, first channel only": lambda f, x, w, **o: f(x[:1], w[..., :1, ::-1, ::-1], **o),
    "flipped, and averaged": lambda f, x, w, **o: f(x, w[..., ::-1, ::-1] / len(x), **o),
    "upside down, and its map transposed": lambda f, x, w, **o: f(x, w[..., ::-1, :], **o).swapaxes(
        -1, -2
    ),
    "lying kernel, turned": lambda f, x, w, **o: f(x, w.swapaxes(-1, -2)[..., ::-1], **o),
    "the picture upside down": lambda f, x, w, **o: f(x[:, ::-1], w, **o),
    "the picture turned": lambda f, x, w, **o: f(x[:, ::-1, ::-1], w, **o),
    "the kernel less its mean": lambda f, x, w, **o: f(x, w - w.mean(), **o),
    "options left out, and flipped": lambda f, x, w, **o: f(x, w[..., ::-1, ::-1])[..., :-1],
    "first channel only, without its last column": lambda f, x, w, **o: f(
        x[:1], w[..., :1, :, :], **o
    )[..., :-1],
}
UNKNOWN = {
    "find_settings": {
        "always a large kernel": lambda n, m: (5, 1, 0),
        "sizes": lambda n, m: (n, m, 0),
        "one number": lambda n, m: n // m,
        "negative": lambda n, m: (-1, -1, -1),
        "no + 1, and in the wrong order": lambda n, m: (1, n - m, 0),
        "no + 1, and in reverse order": lambda n, m: (0, 1, n - m),
        "padding once, and no + 1": lambda n, m: (n - m + 1, 1, 1),
        "tiles of a float": lambda n, m: (n / m, n // m, 0),
        "padding as large as the kernel": lambda n, m: (1, 1, (m - n) // 2),
        "stride 0": lambda n, m: (n - m + 1, 0, 0),
        "right for equal sizes only": lambda n, m: (1, 1, 0),
        "four numbers": lambda n, m: (n - m + 1, 1, 0, 1),
        "strings": lambda n, m: ("3", "1", "1"),
    },
    "trace_shapes": {
        "the input": lambda shape, layers: [shape] * len(layers),
        "nothing": lambda shape, layers: [],
        "None for pooling": lambda shape, layers: [(out, *shape[1:]) for out, *_ in layers],
        "no stride, no padding": lambda shape, layers: traced(
            shape, [(out, k, 1, 0) for out, k, _, _ in layers]
        ),
        "stride for padding": lambda shape, layers: traced(
            shape, [(out, k, max(p, 1), s) for out, k, s, p in layers]
        ),
        "channels last, and kept": lambda shape, layers: [
            (h, w, shape[0]) for _, h, w in traced(shape, layers)
        ],
        "swapped, and channels kept": lambda shape, layers: [
            (shape[0], w, h) for _, h, w in traced(shape, layers)
        ],
        "one too many": lambda shape, layers: [
            (c, h + 1, w + 1) for c, h, w in traced(shape, layers)
        ],
        "the last shape, channels last": lambda shape, layers: np.roll(
            traced(shape, layers)[-1], -1
        ),
        "in reverse order": lambda shape, layers: traced(shape, layers)[::-1],
        "sides only": lambda shape, layers: [sides for _, *sides in traced(shape, layers)],
        "the input first, the last shape missing": lambda shape, layers: [
            shape,
            *traced(shape, layers)[:-1],
        ],
    },
}


def traced(input_shape, layers):
    return find_exercise("trace_shapes").reference(input_shape, layers)
