"""Many small calls of each exercise, all over its contract: where two functions might differ.

No learner is judged on these. Here a survivor must equal the right answer, and a mutant that got
a name must equal the mistake of that name.
"""

import numpy as np

from convtutor.calling.outcome import Case

COUNT = 60


def wide_cases(exercise):
    """Give calls with every setting that the contract allows, the odd ones too."""
    rng = np.random.default_rng(2**31)
    make = MAKERS[exercise.id]
    return [make(rng, exercise) for _ in range(COUNT)]


def _maybe(rng, options):
    """Leave some of the options to their defaults."""
    return {name: value for name, value in options.items() if rng.random() < 0.75}


def _array(rng, shape):
    return rng.integers(-9, 10, size=shape) if rng.random() < 0.5 else rng.normal(size=shape)


def _number(rng):
    return (0, int(rng.integers(-9, 10)), float(rng.normal()))[rng.integers(3)]


def _geometry(rng, stride=True, padding=True):
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


def _map_case(rng, exercise):
    parameters = exercise.signature.parameters
    sides, kernel, options = _geometry(rng, "stride" in parameters, "padding" in parameters)
    channels = int(rng.integers(1, 5))
    x, weight = _array(rng, (channels, *sides)), _array(rng, (channels, *kernel))
    if exercise.id == "mended_5":
        x = rng.integers(0, 256, size=x.shape, dtype=np.uint8)
        weight = rng.integers(-9, 10, size=weight.shape)
    if exercise.id == "mended_6":
        weight = _array(rng, (int(rng.integers(1, 5)), *weight.shape))
    if "bias" in parameters:
        options |= _maybe(rng, {"bias": _number(rng)})
    return Case((x, weight), options)


def _layer_case(rng, exercise):
    sides, kernel, options = _geometry(rng)
    batch, channels, filters = map(int, rng.integers(1, 4, size=3))
    if rng.random() < 0.75:
        options["bias"] = _array(rng, filters) if rng.random() < 0.75 else None
    x = _array(rng, (batch, channels, *sides))
    return Case((x, _array(rng, (filters, channels, *kernel))), options)


def _window_case(rng, exercise):
    sides, kernel, _ = _geometry(rng, False, False)
    channels = int(rng.integers(1, 5))
    places = [int(rng.integers(side - k + 1)) for side, k in zip(sides, kernel, strict=True)]
    x, weight = _array(rng, (channels, *sides)), _array(rng, (channels, *kernel))
    return Case((x, weight, _number(rng), *places))


def _pad_case(rng, exercise):
    shape = rng.integers(1, 7, size=3)
    return Case((_array(rng, shape), int(rng.integers(0, 5))))


def _kernel_case(rng, exercise):
    return Case((int(rng.integers(1, 60)),))


def _size_case(rng, exercise):
    kernel = int(rng.integers(1, 12))
    stride = int(rng.integers(1, kernel + 1 if exercise.id == "unread_pixels" else 9))
    padding = int(rng.integers(0, kernel))
    options = _maybe(rng, {"stride": stride, "padding": padding})
    smallest = max(1, kernel - 2 * options.get("padding", 0))
    return Case((int(rng.integers(smallest, smallest + 40)), kernel), options)


def _filters_case(rng, exercise):
    sizes = (*map(int, rng.integers(1, 40, size=2)), int(rng.integers(1, 12)))
    return Case(sizes, _maybe(rng, {"bias": bool(rng.integers(2))}))


def _units_case(rng, exercise):
    return Case(
        tuple(map(int, rng.integers(1, 40, size=2))), _maybe(rng, {"bias": bool(rng.integers(2))})
    )


def _multiply_case(rng, exercise):
    sides, kernel, options = _geometry(rng)
    batch, channels, filters = map(int, rng.integers(1, 6, size=3))
    return Case(((batch, channels, *sides), (filters, channels, *kernel)), options)


def _settings_case(rng, exercise):
    size = int(rng.integers(1, 25))
    return Case((size, int(rng.integers(1, size + 1)), int(rng.integers(1, min(size, 9) + 1))))


def _trace_case(rng, exercise):
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


def _step_case(rng, exercise):
    sides, kernel, _ = _geometry(rng, False, False)
    target = np.subtract(sides, kernel) + 1
    arrays = _array(rng, sides), _array(rng, target), rng.normal(size=kernel)
    return Case((*arrays, float(rng.uniform(0.01, 1))))


MAKERS = {
    "window_response": _window_case,
    "apply_filter": _map_case,
    "zero_pad": _pad_case,
    "same_padding": _kernel_case,
    "conv_output_size": _size_case,
    "unread_pixels": _size_case,
    "apply_filter_strided": _map_case,
    "conv2d": _layer_case,
    "conv2d_parameter_count": _filters_case,
    "linear_parameter_count": _units_case,
    "conv2d_multiply_count": _multiply_case,
    "conv2d_vectorised": _layer_case,
    **{f"mended_{patient}": _map_case for patient in range(1, 7)},
    "find_settings": _settings_case,
    "trace_shapes": _trace_case,
    "gradient_step": _step_case,
}
