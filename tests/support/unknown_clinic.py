"""Wrong maps that are no mistake with a name: near misses, and two mistakes at once.

What is done to a right map, and what is done to a right function.
"""

import numpy as np

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
