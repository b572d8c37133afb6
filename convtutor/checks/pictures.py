"""Choose the picture that shows what went wrong.

Only what arguments and results are called and shaped decides, so that a new exercise with familiar
arguments gets its picture by itself.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from convtutor.calling.outcome import Raised, Returned
from convtutor.checks.compare import allowed_error
from convtutor.checks.exercise import Exercise
from convtutor.checks.judge import Failure

if TYPE_CHECKING:
    from convtutor.draw import Picture

LARGEST_SIDE = 100  # rows or columns of a map
MOST_PIXELS = 40  # in a row, with the zeros
LAYERS = {3: ("filter",), 4: ("picture", "filter")}  # by the number of axes of a map


def picture_of(failure: Failure, exercise: Exercise) -> Picture | None:
    """Draw what is wrong with a result.

    Parameters
    ----------
    failure : Failure
        What the judge shows.
    exercise : Exercise

    Returns
    -------
    Picture or None
        None where a picture would show nothing: the function raised, its result is no number or
        too large, or its values are right and something else is wrong. None, too, of a hidden
        case, whose expected result is not to be shown.
    """
    comparison, got = failure.comparison, failure.got
    if failure.hidden or comparison.unsteady:
        return None
    if comparison.loop or comparison.only_kind or not isinstance(got, Returned) or got.changed:
        return None
    yours = _numbers(got.value)
    if yours is None:
        return None
    bound = exercise.signature.bind(*failure.case.arguments, **failure.case.options)
    bound.apply_defaults()
    given = bound.arguments
    if isinstance(failure.expected, Raised):
        even = set(given) == {"kernel_size"} and yours.ndim == 0
        return _same_padding(given["kernel_size"], yours.item()) if even else None
    expected = np.asarray(failure.expected.value)
    if exercise.returns == "number":
        return _one_window(given, yours)
    if exercise.returns == "map":
        return _map(failure, exercise, given, expected, yours)
    if exercise.returns == "sizes":
        return _sizes(given, expected, yours)
    return _size(exercise, given, yours)


def _numbers(value: Any) -> np.ndarray | None:
    """The value as an array of whole or real numbers that can be drawn, or None."""
    try:
        array = np.asarray(value)
    except Exception:  # whatever it is, it is not numbers
        return None
    small = array.ndim <= 4 and max(array.shape[-2:], default=1) <= LARGEST_SIDE
    return array if small and array.dtype.kind in "iuf" else None


def _one_window(given: dict[str, Any], yours: np.ndarray) -> Picture | None:
    from convtutor import draw

    if not {"x", "weight", "bias", "row", "column"} <= set(given):
        return None
    cell = given["row"], given["column"]
    return draw.replayed_cell(given["x"], given["weight"], given["bias"], cell, yours=yours)


def _map(
    failure: Failure,
    exercise: Exercise,
    given: dict[str, Any],
    expected: np.ndarray,
    yours: np.ndarray,
) -> Picture | None:
    from convtutor import draw

    cell = failure.comparison.first_wrong
    if cell is None and yours.shape == expected.shape:
        return None
    padded = set(given) == {"x", "padding"}
    return draw.map_difference(
        expected,
        yours,
        cell,
        tolerance=allowed_error(exercise, failure.case),
        replay=None if cell is None else _replay(given, cell),
        names=("channel",) if padded and expected.ndim == 3 else LAYERS.get(expected.ndim),
        ring=given["padding"] if padded else 0,
    )


def _replay(given: dict[str, Any], cell: tuple[int, ...]) -> Any:
    """How the value of a cell is made, if the arguments are those of a filter."""
    from convtutor import draw

    if {"x", "target", "weight", "learning_rate"} <= set(given):
        arguments = (given[name] for name in ("x", "target", "weight", "learning_rate"))
        return draw.weight_replay(*arguments, (cell[0], cell[1]))
    if not {"x", "weight"} <= set(given):
        return None
    x, weight, bias = given["x"], given["weight"], given.get("bias")
    picture, kernel = "the picture", "kernel"
    if x.ndim == 4:
        picture, x = f"picture {cell[0]}", x[cell[0]]
    if weight.ndim == 4:
        index = cell[-3]
        kernel = f"filter {index}"
        weight, bias = weight[index], 0.0 if bias is None else bias[index]
    return draw.window_replay(
        x,
        weight,
        0.0 if bias is None else bias,
        (cell[-2], cell[-1]),
        given.get("stride", 1),
        given.get("padding", 0),
        (picture, kernel),
    )


def _size(exercise: Exercise, given: dict[str, Any], yours: np.ndarray) -> Picture | None:
    if yours.ndim:
        return None
    if set(given) == {"kernel_size"}:
        return _same_padding(given["kernel_size"], yours.item())
    if set(given) != {"input_size", "kernel_size", "stride", "padding"}:
        return None
    settings = tuple(given[name] for name in ("input_size", "kernel_size", "stride", "padding"))
    return _positions(settings, yours.item(), exercise.function_name == "unread_pixels")


def _positions(
    settings: tuple[int, int, int, int], yours: float, unread: bool = False, name: str = ""
) -> Picture | None:
    from convtutor import draw

    if settings[0] + 2 * settings[3] > MOST_PIXELS:
        return None
    if unread:
        return draw.unread_positions(*settings, yours=yours)
    return draw.size_positions(*settings, yours=yours, name=name)


def _same_padding(kernel_size: int, yours: float) -> Picture | None:
    from convtutor import draw

    widest = max(kernel_size, yours if isfinite(yours) else 0)
    return draw.same_positions(kernel_size, yours) if 2 * widest <= MOST_PIXELS else None


def _sizes(given: dict[str, Any], expected: np.ndarray, yours: np.ndarray) -> Picture | None:
    """Draw the places that settings give, or those of the first layer with a wrong size."""
    from convtutor import draw

    if set(given) == {"in_size", "out_size"}:
        # Of floats it is the kind that is wrong, which no picture shows.
        if yours.dtype.kind == "f" or yours.shape != expected.shape:
            return None
        kernel_size, stride, padding = map(int, yours)
        room = given["in_size"] + 2 * padding
        fits = 0 < kernel_size <= room <= MOST_PIXELS and stride > 0 <= padding
        settings = given["in_size"], kernel_size, stride, padding
        return draw.settings_positions(*settings, wanted=given["out_size"]) if fits else None
    if set(given) != {"input_shape", "layers"} or yours.shape != expected.shape:
        return None
    layer, axis = np.argwhere(yours != expected)[0]
    if axis == 0:
        return None  # a number of channels is no matter of places
    before = [given["input_shape"], *expected.tolist()][layer][axis]
    settings = (before, *given["layers"][layer][1:])
    name = f"layer {layer}, {'rows' if axis == 1 else 'columns'}"
    return _positions(settings, yours[layer, axis].item(), name=name)
