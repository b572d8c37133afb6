"""A case that came out wrong, as numbers: what descriptions are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Seen:
    """A case that came out wrong, as numbers."""

    settings: Mapping[str, Any]  # the arguments by name, defaults included
    right: np.ndarray
    yours: np.ndarray
    slack: np.ndarray

    def alike(self, other: np.ndarray) -> bool:
        """Whether yours is this, as far as rounding allows; nothing at all is like nothing."""
        same = self.yours.shape == other.shape and self.yours.size > 0
        return same and self.near(self.yours, other)

    def near(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Whether two arrays of one shape hold the same, as far as rounding allows."""
        far = self.slack.max(initial=0.0) + 1e-9
        return bool((np.abs(one - other) <= far).all())

    @property
    def bias(self) -> Any:
        """One for all values, or one for each map."""
        given = self.settings.get("bias")
        bias = np.asarray(0.0 if given is None else given, float)
        return bias[:, np.newaxis, np.newaxis] if bias.ndim else bias

    @property
    def channels(self) -> int:
        """Of the filter."""
        weight = self.settings.get("weight", np.zeros(()))
        return weight.shape[-3] if weight.ndim > 2 else 1

    @property
    def area(self) -> int:
        """Weights of one channel."""
        return int(np.prod(self.settings["weight"].shape[-2:])) if "weight" in self.settings else 1

    def numbers(self) -> dict[str, float]:
        """All that is one number: arguments, and the sides of arrays and of shapes."""
        found: dict[str, float] = {}
        for name, value in self.settings.items():
            if isinstance(value, int | float | np.number) and not isinstance(value, bool):
                found[name if "_" in name else f"the {name}"] = float(value)
            shape = value.shape if isinstance(value, np.ndarray) else value
            words = _SIDES.get(name, ())
            if words and isinstance(shape, tuple):
                found |= dict(zip(words[-len(shape) :], map(float, shape), strict=False))
        return found


_PICTURE = ("the number of pictures", "the channels", "the picture's height", "its width")
_KERNEL = ("the number of filters", "the channels", "the kernel's height", "the kernel's width")
_SIDES = {
    **dict.fromkeys(("x", "x_shape", "input_shape"), (*_PICTURE[:3], "the picture's width")),
    **dict.fromkeys(("weight", "w_shape", "weight_shape"), _KERNEL),
}
