"""The pictures that show what went wrong; each exercise names the one that it wants."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from convtutor.calling.outcome import Case, Returned
from convtutor.checks.compare import allowed_error
from convtutor.checks.exercise import WrongResult
from convtutor.checks.faults.naming import Mistaken
from convtutor.checks.judge import Verdict
from convtutor.checks.problems import numbers_of
from convtutor.checks.replay import as_yours_made, what_makes

if TYPE_CHECKING:
    from convtutor.draw import Picture

LARGEST_SIDE = 100  # rows or columns of a map
NARROWEST = 560  # pixels of the page: below it the numbers in cells are too small to read
MOST_PIXELS = 40  # in a row, with the zeros
LAYERS = {3: ("filter",), 4: ("picture", "filter")}  # by the number of axes of a map


def picture_of(verdict: Verdict) -> Picture | None:
    """Draw what is wrong in the case that a verdict shows.

    None where a picture would show nothing: the function raised, its result is no number or too
    large, or its values are right and something else is wrong. None, too, of a hidden case, whose
    expected result is not to be shown.
    """
    exercise, failure = verdict.exercise, verdict.failure
    if exercise.picture is None or failure is None or failure.hidden:
        return None
    comparison, got, yours = failure.comparison, failure.got, numbers_of(failure.got)
    if yours is None or not isinstance(got, Returned) or got.changed:
        return None
    if comparison.unsteady or comparison.loop or comparison.only_kind:
        return None
    if yours.ndim > 4 or max(yours.shape[-2:], default=1) > LARGEST_SIDE:
        return None
    given = exercise.signature.bind(*failure.case.arguments, **failure.case.options)
    given.apply_defaults()
    return exercise.picture(
        WrongResult(
            given.arguments,
            yours,
            numbers_of(failure.expected),
            comparison.first_wrong,
            lambda: allowed_error(exercise, failure.case),
            _steps(verdict, failure.case),
        )
    )


def _steps(verdict: Verdict, case: Case) -> Mapping[str, Any]:
    """The steps of the mistake that was named, as they are in a case."""
    if len(verdict.mistakes) == 1 and isinstance(verdict.mistakes[0].function, Mistaken):
        return verdict.mistakes[0].function.steps(*case.arguments, **case.options)
    return {}


def picture_html(verdict: Verdict) -> str:
    """Draw what is wrong, as HTML; "" where no picture would help."""
    try:
        picture = picture_of(verdict)
        return picture.to_html(NARROWEST) if picture else ""
    except Exception:  # the words say the same: points must not hang on a drawing
        return ""


def window(wrong: WrongResult) -> Picture | None:
    """Draw how the value at (row, column) is made, and how yours arose."""
    from convtutor import draw

    x, weight, bias, row, column = wrong.given.values()
    yours_made = _yours_made(wrong, (), ("the picture", "kernel"))
    replay = draw.window_replay(x, weight, bias, (row, column))
    return draw.replayed_cell(replay, wrong.yours, yours_made)


def feature_map(wrong: WrongResult) -> Picture | None:
    """Draw a map beside the right one, how its first wrong value is made, and how yours arose."""
    return _difference(wrong, _window_replay)


def padded_map(wrong: WrongResult) -> Picture | None:
    """Draw a picture with its border of zeros beside the right one."""
    return _difference(wrong, None, ring=wrong.given["padding"])


def new_weights(wrong: WrongResult) -> Picture | None:
    """Draw a kernel after a step beside the right one, and how its first wrong weight is made."""
    return _difference(wrong, _weight_replay)


def _difference(wrong: WrongResult, replay: Any, ring: int | None = None) -> Picture | None:
    from convtutor import draw

    expected, yours, cell = wrong.expected, wrong.yours, wrong.cell
    if expected is None or (cell is None and yours.shape == expected.shape):
        return None
    return draw.map_difference(
        expected,
        yours,
        cell,
        tolerance=wrong.tolerance(),
        **(replay(wrong, cell) if replay and cell else {}),
        names=LAYERS.get(expected.ndim) if ring is None else ("channel",),
        ring=ring or 0,
    )


def _weight_replay(wrong: WrongResult, cell: tuple[int, ...]) -> dict[str, Any]:
    from convtutor import draw

    return {"replay": draw.weight_replay(**wrong.given, place=(cell[0], cell[1]))}


def _window_replay(wrong: WrongResult, cell: tuple[int, ...]) -> dict[str, Any]:
    from convtutor import draw

    given = wrong.given
    x, weight, bias, names = what_makes(given["x"], given["weight"], given.get("bias"), cell)
    picture = f"picture {names['picture']}" if "picture" in names else "the picture"
    kernel = f"filter {names['filter']}" if "filter" in names else "kernel"
    settings = given.get("stride", 1), given.get("padding", 0)
    called, place = (picture, kernel), (cell[-2], cell[-1])
    return {
        "replay": draw.window_replay(x, weight, bias, place, *settings, called),
        "yours_made": _yours_made(wrong, cell, called),
    }


def _yours_made(wrong: WrongResult, cell: tuple[int, ...], names: tuple[str, str]) -> Any:
    from convtutor import draw

    if wrong.yours[cell].ndim:
        return None
    found = as_yours_made(wrong.steps, cell, wrong.yours[cell].item())
    if found is None:
        return None
    made, padded, times = found
    has_bias = wrong.given.get("bias") is not None
    return draw.made_replay(made, padded, names, times if has_bias else 0, yours=True)


def size(wrong: WrongResult) -> Picture | None:
    """Draw the places of the window along one axis."""
    return _positions(wrong.given, wrong.yours)


def unread(wrong: WrongResult) -> Picture | None:
    """Draw the places of the window, and the pixels behind the last one."""
    from convtutor import draw

    if wrong.yours.ndim or not _fits(wrong.given):
        return None
    return draw.unread_positions(draw.Slide(**wrong.given), wrong.yours.item())


def _positions(settings: Mapping[str, int], yours: np.ndarray, name: str = "") -> Picture | None:
    from convtutor import draw

    if yours.ndim or not _fits(settings):
        return None
    return draw.size_positions(draw.Slide(**settings), yours.item(), name)


def _fits(settings: Mapping[str, int]) -> bool:
    return settings["input_size"] + 2 * settings["padding"] <= MOST_PIXELS


def same_padding(wrong: WrongResult) -> Picture | None:
    """Draw the middle of the window over the first pixel, also of an even kernel."""
    from convtutor import draw

    if wrong.yours.ndim:
        return None
    kernel_size, yours = wrong.given["kernel_size"], wrong.yours.item()
    widest = max(kernel_size, yours if isfinite(yours) else 0)
    return draw.same_positions(kernel_size, yours) if 2 * widest <= MOST_PIXELS else None


def settings(wrong: WrongResult) -> Picture | None:
    """Draw the places that the chosen (stride, padding) give."""
    from convtutor import draw

    yours = wrong.yours
    # Of floats it is the kind that is wrong, which no picture shows.
    if yours.shape != (2,) or yours.dtype.kind not in "iu":
        return None
    stride, padding = map(int, yours)
    in_size, out_size, kernel_size = wrong.given.values()
    in_reach = in_size + 2 * padding <= MOST_PIXELS
    fits = in_reach and stride > 0 <= padding < kernel_size <= in_size + 2 * padding
    chosen = draw.Slide(in_size, kernel_size, stride, padding)
    return draw.settings_positions(chosen, out_size) if fits else None


def shapes(wrong: WrongResult) -> Picture | None:
    """Draw the places along the first side that comes out wrong, of all layers."""
    expected, yours = wrong.expected, wrong.yours
    if expected is None or yours.shape != expected.shape:
        return None
    layer, axis = np.argwhere(yours != expected)[0]
    if axis == 0:
        return None  # a number of channels is no matter of places
    input_shape, layers = wrong.given.values()
    before = [input_shape, *expected.tolist()][layer][axis]
    name = f"layer {layer}, {'rows' if axis == 1 else 'columns'}"
    _, kernel_size, stride, padding = layers[layer]
    settings = {"input_size": before, "kernel_size": kernel_size}
    settings |= {"stride": stride, "padding": padding}
    return _positions(settings, yours[layer, axis], name)
