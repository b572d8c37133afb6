"""In words, how a result differs from the right one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from convtutor.draw.cells import as_planes, size_words, words_apart
from convtutor.draw.style import plural


def difference_words(
    expected: np.ndarray,
    yours: np.ndarray,
    first_wrong: Sequence[int] | None,
    names: Sequence[str],
    tolerance: ArrayLike = 0.0,
) -> str:
    """Say how many values differ, and where the first of them stands.

    Parameters
    ----------
    expected, yours : ndarray
        With planes of any size, but equally many.
    first_wrong : sequence of int, optional
        A cell of both.
    names : sequence of str
        What the axes before rows and columns count.
    tolerance : float or ndarray
        How far apart values may be that do not count as different.

    Returns
    -------
    str
        Short enough to be read aloud.
    """
    stacks = as_planes(expected), as_planes(yours)
    common = tuple(map(slice, np.minimum(*(stack.shape for stack in stacks))))
    one, other = (stack[common].astype(float) for stack in stacks)
    wrong, count = _count(one, other, tolerance), one.size
    if expected.shape != yours.shape:
        parts = [
            f"{plural(number, 'value')} {'is' if number == 1 else 'are'} {words}"
            for number, words in (
                (expected.size - count, "missing"),
                (yours.size - count, "too many"),
            )
            if number
        ]
        sizes = f"Expected {size_words(expected)}, yours {size_words(yours)}"
        agree = f"{wrong} of {count} {_differ(wrong)}" if wrong else "all agree"
        return f"{': '.join([sizes, ' and '.join(parts)])}. Where both have one, {agree}."
    text = f"{wrong} of {plural(count, 'value')} {_differ(wrong)}"
    values = ""
    if expected.ndim == 0:
        first_wrong = ()
    if first_wrong is not None:
        cell = tuple(first_wrong)
        words = words_apart(expected[cell].item(), yours[cell].item())
        values = f"expected {words[0]}, yours {words[1]}."
    if expected.ndim == 0:
        return values[0].upper() + values[1:]
    text = f"Expected and yours: {size_words(expected)}. {text}"
    if not values:
        return f"{text}."
    places = ("value",) if expected.ndim == 1 else (*names, "row", "column")
    return f"{text}{': ' if wrong == 1 else '; the first is '}{place_words(places, cell)}; {values}"


def place_words(names: Sequence[str], index: Sequence[int]) -> str:
    """Write ``picture 1, filter 2``."""
    return ", ".join(f"{name} {at}" for name, at in zip(names, index, strict=True))


def _count(one: np.ndarray, other: np.ndarray, tolerance: ArrayLike) -> int:
    tolerance = np.asarray(tolerance)
    if tolerance.ndim:
        same = tolerance.size == one.size
        tolerance = tolerance.reshape(one.shape) if same else tolerance.max()
    with np.errstate(all="ignore"):
        return int((~(np.abs(other - one) <= tolerance)).sum())


def _differ(count: int) -> str:
    return "differs" if count == 1 else "differ"
