"""Answers about a whole network that are no mistake with a name."""

import numpy as np
from support.right.network import law

from convtutor.units.catalogue import find_exercise

UNKNOWN = {
    "find_settings": {
        "sizes": lambda n, m, k: (n, m),
        "negative": lambda n, m, k: (-5, -5),
        "stride 0": lambda n, m, k: (0, 0),
        "strings": lambda n, m, k: ("1", "1"),
        "right for equal sizes only": lambda n, m, k: (1, (k - 1) // 2) if n == m else (7, 0),
        "every second stride": lambda n, m, k: next(
            ((s, p) for s in range(1, n + 1, 2) for p in range(k) if law(n, k, s, p) == m), None
        ),
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
