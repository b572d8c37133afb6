"""The same calls with other values, kinds of numbers and places in memory.

So an answer cannot be right by what it keeps of an earlier call, by how an array happens to lie in
memory, or by the kind of one array that it takes for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

import numpy as np

from convtutor.calling.layout import LAYOUTS
from convtutor.calling.outcome import Case

WHOLE_NUMBERS = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]


def varied(fixed: Sequence[Case], fresh: Sequence[Case], seed: int) -> list[Case]:
    """Twins of fixed cases, one an aspect, and the fresh cases; all in several layouts.

    A twin has the shapes and settings of a fixed case: its first array is of real numbers, and
    the others of whole ones. In the first fresh case of each aspect it is the reverse. Where all
    fresh arrays are of whole numbers, they stay so: then that is what the aspect is about.
    """
    rng = np.random.default_rng([seed, 1])
    models = {case.aspect: case for case in reversed(fresh)}
    largest: dict[str, Case] = {}
    for case in sorted(fixed, key=lambda case: case.size):
        if any(isinstance(value, np.ndarray) for value in case.arguments):
            largest[case.aspect] = case
    twins = [_twin(case, models.get(aspect, case), rng) for aspect, case in largest.items()]
    first = {id(case) for case in models.values()}
    more = [_with_whole_picture(case) if id(case) in first else case for case in fresh]
    return [
        replace(case, memory=memory) if isinstance(case.arguments[0], np.ndarray) else case
        for case, memory in zip([*twins, *more], cycle(LAYOUTS), strict=False)
    ]


def in_real_numbers(case: Case) -> Case | None:
    """The same call with all arrays of real numbers; None where none is of whole ones."""
    if not any(isinstance(v, np.ndarray) and v.dtype.kind in "iu" for v in case.arguments):
        return None

    def real(value: Any) -> Any:
        return value.astype(np.float64) if isinstance(value, np.ndarray) else value

    options = {name: real(value) for name, value in case.options.items()}
    return replace(case, arguments=tuple(map(real, case.arguments)), options=options)


def _twin(case: Case, model: Case, rng: np.random.Generator) -> Case:
    def other(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return value
        if value.dtype == np.uint8:
            return rng.integers(0, 256, value.shape, np.uint8)
        return rng.choice(WHOLE_NUMBERS, value.shape)

    x, *rest = map(other, case.arguments)
    if model.arguments[0].dtype.kind == "f":
        x = rng.normal(scale=4, size=x.shape)
    options = {name: other(value) for name, value in case.options.items()}
    return replace(case, arguments=(x, *rest), options=options, larger=())


def _with_whole_picture(case: Case) -> Case:
    x = case.arguments[0]
    if case.larger or not isinstance(x, np.ndarray) or x.dtype.kind != "f":
        return case
    return replace(case, arguments=(np.rint(4 * x).astype(np.int64), *case.arguments[1:]))
