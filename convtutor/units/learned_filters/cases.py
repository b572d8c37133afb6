"""What the answers of this unit are tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from convtutor.calling.outcome import Case

ONE_WEIGHT = "a kernel of one weight"
SQUARE = "a square kernel"
OBLONG = "an oblong kernel"

# Four rows and five columns, and a wanted map, of which the cases take a part from the top left.
PIXELS = np.array([[1, 2, 0, -1, 2], [3, -2, 1, 4, 0], [0, 1, -3, 2, 1], [2, -1, 4, 0, 5]])
WANTED = np.array([[1, -1, 2, 0, 3], [2, 0, -3, 1, 1], [-2, 4, 1, 0, 2], [0, 3, -1, 2, 1]])


def _case(
    shape: tuple[int, int], weight: list[list[float]], learning_rate: float, aspect: str
) -> Case:
    """A case on the first rows and columns of the picture; the wanted map has what fits."""
    height, width = shape
    kernel = np.array(weight, dtype=np.float64)
    rows, columns = height - kernel.shape[0] + 1, width - kernel.shape[1] + 1
    x, target = PIXELS[:height, :width].copy(), WANTED[:rows, :columns].copy()
    return Case((x, target, kernel, learning_rate), aspect=aspect)


FIXED = (
    _case((1, 2), [[3]], 0.5, ONE_WEIGHT),
    _case((2, 3), [[-2]], 0.25, ONE_WEIGHT),
    _case((2, 3), [[2, 1], [-1, 3]], 0.5, SQUARE),
    _case((3, 4), [[1, 2], [-1, 0.5]], 0.1, SQUARE),
    _case((3, 4), [[2, -1, 1], [0, 1, 3]], 0.1, OBLONG),
    _case((4, 5), [[1], [-2], [3]], 0.05, OBLONG),
    _case((3, 4), [[0.5, -1.25, 2]], 0.25, OBLONG),
)


def fresh(rng: np.random.Generator) -> Iterator[Case]:
    """Two pictures of each aspect; a large step from one position of the window."""
    for aspect in (ONE_WEIGHT, SQUARE, OBLONG):
        for _ in range(2):
            shape = rng.integers(8, 12), rng.integers(13, 19)
            if aspect == OBLONG:
                sides = rng.choice([2, 3, 4, 5], size=2, replace=False)
            else:
                sides = np.repeat(1 if aspect == ONE_WEIGHT else rng.integers(2, 5), 2)
            x, weight = rng.normal(size=shape), rng.normal(size=sides)
            target = rng.normal(size=np.subtract(shape, sides) + 1)
            yield Case((x, target, weight, float(rng.uniform(0.1, 0.9))), aspect=aspect)
    x, target, weight = (rng.normal(size=shape) for shape in ((2, 3), (1, 1), (2, 3)))
    yield Case((x, target, weight, float(rng.uniform(0.6, 0.9))), aspect=OBLONG)
