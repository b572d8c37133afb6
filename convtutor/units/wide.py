"""Small calls all over the contract of each exercise, the odd ones too.

No learner gets points for these. What is said of a wrong answer must be so of some of them, and the
tests ask others.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from convtutor.calling.outcome import Case
from convtutor.checks.exercise import Exercise


def _maybe(rng: np.random.Generator, options: dict[str, Any]) -> dict[str, Any]:
    """Leave some of the options to their defaults."""
    return {name: value for name, value in options.items() if rng.random() < 0.75}


def _array(rng: np.random.Generator, shape: Any) -> np.ndarray:
    return rng.integers(-9, 10, size=shape) if rng.random() < 0.5 else rng.normal(size=shape)


def _number(rng: np.random.Generator) -> float:
    return (0, int(rng.integers(-9, 10)), float(rng.normal()))[rng.integers(3)]


def _geometry(
    rng: np.random.Generator, stride: bool = True, padding: bool = True
) -> tuple[tuple[int, ...], tuple[int, ...], dict[str, Any]]:
    """A picture's sides, a kernel's sides that fit, and the settings."""
    settings = {}
    if stride:
        settings["stride"] = int(rng.integers(1, 5))
    if padding:
        settings["padding"] = int(rng.integers(0, 4))
    settings = _maybe(rng, settings)
    sides = rng.integers(1, 8, size=2)
    kernel = [
        int(rng.integers(1, min(side + 2 * settings.get("padding", 0), 5) + 1)) for side in sides
    ]
    return tuple(map(int, sides)), tuple(kernel), settings


def one_map(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture and a kernel, with those settings that the exercise has."""
    parameters = exercise.signature.parameters
    sides, kernel, options = _geometry(rng, "stride" in parameters, "padding" in parameters)
    channels = int(rng.integers(1, 5))
    x, weight = _array(rng, (channels, *sides)), _array(rng, (channels, *kernel))
    if "bias" in parameters:
        options |= _maybe(rng, {"bias": _number(rng)})
    return Case((x, weight), options)


def byte_map(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture of bytes, and a kernel of whole numbers."""
    x, weight = one_map(rng, exercise).arguments
    x = rng.integers(0, 256, size=x.shape, dtype=np.uint8)
    return Case((x, rng.integers(-9, 10, size=weight.shape)))


def maps(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture and several filters."""
    x, weight = one_map(rng, exercise).arguments
    return Case((x, _array(rng, (int(rng.integers(1, 5)), *weight.shape))))


def layer(rng: np.random.Generator, exercise: Exercise) -> Case:
    """Several pictures and several filters."""
    sides, kernel, options = _geometry(rng)
    batch, channels, filters = map(int, rng.integers(1, 4, size=3))
    if rng.random() < 0.75:
        options["bias"] = _array(rng, filters) if rng.random() < 0.75 else None
    x = _array(rng, (batch, channels, *sides))
    return Case((x, _array(rng, (filters, channels, *kernel))), options)


def window(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture, a kernel, a bias, and a place."""
    sides, kernel, _ = _geometry(rng, False, False)
    channels = int(rng.integers(1, 5))
    places = [int(rng.integers(side - k + 1)) for side, k in zip(sides, kernel, strict=True)]
    x, weight = _array(rng, (channels, *sides)), _array(rng, (channels, *kernel))
    return Case((x, weight, _number(rng), *places))


def pad(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture, and how many zeros."""
    shape = rng.integers(1, 5, size=3)
    return Case((_array(rng, shape), int(rng.integers(0, 4))))


def kernel_size(rng: np.random.Generator, exercise: Exercise) -> Case:
    """How long a kernel is."""
    return Case((int(rng.integers(1, 60)),))


def size(rng: np.random.Generator, exercise: Exercise) -> Case:
    """How long an axis is, and the settings; of unread pixels no stride beyond the kernel."""
    kernel = int(rng.integers(1, 12))
    stride = int(rng.integers(1, kernel + 1 if exercise.id == "unread_pixels" else 9))
    padding = int(rng.integers(0, kernel))
    options = _maybe(rng, {"stride": stride, "padding": padding})
    smallest = max(1, kernel - 2 * options.get("padding", 0))
    return Case((int(rng.integers(smallest, smallest + 40)), kernel), options)


def filters(rng: np.random.Generator, exercise: Exercise) -> Case:
    """Channels, filters and the side of a kernel."""
    sizes = (*map(int, rng.integers(1, 40, size=2)), int(rng.integers(1, 12)))
    return Case(sizes, _maybe(rng, {"bias": bool(rng.integers(2))}))


def unit_counts(rng: np.random.Generator, exercise: Exercise) -> Case:
    """Features that come in, and that go out."""
    return Case(
        tuple(map(int, rng.integers(1, 40, size=2))), _maybe(rng, {"bias": bool(rng.integers(2))})
    )


def multiplications(rng: np.random.Generator, exercise: Exercise) -> Case:
    """The shapes of a batch and of its filters."""
    sides, kernel, options = _geometry(rng)
    batch, channels, filters = map(int, rng.integers(1, 6, size=3))
    return Case(((batch, channels, *sides), (filters, channels, *kernel)), options)


def settings(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A size, one that is wanted, and a kernel."""
    size = int(rng.integers(1, 25))
    return Case((size, int(rng.integers(1, size + 1)), int(rng.integers(1, min(size, 9) + 1))))


def trace(rng: np.random.Generator, exercise: Exercise) -> Case:
    """The shape of a picture, and one to three layers."""
    layers = [
        (
            None if rng.random() < 0.3 else int(rng.integers(1, 9)),
            int(rng.integers(1, 4)),
            int(rng.integers(1, 3)),
            int(rng.integers(0, 3)),
        )
        for _ in range(rng.integers(1, 4))
    ]
    return Case(((int(rng.integers(1, 5)), *map(int, rng.integers(20, 40, size=2))), layers))


def step(rng: np.random.Generator, exercise: Exercise) -> Case:
    """A picture, a map that is wanted, weights and a rate."""
    sides, kernel, _ = _geometry(rng, False, False)
    target = np.subtract(sides, kernel) + 1
    arrays = _array(rng, sides), _array(rng, target), rng.normal(size=kernel)
    return Case((*arrays, float(rng.uniform(0.01, 1))))
