"""Values of earlier exercises' right functions, for a box: computed here, and asked for there.

Where an answer is judged with a right function in the place of an earlier answer, the box holds a
stub of its name that asks for each value. Nothing of the function itself goes into the box, and
whoever asks freely learns no more than what an earlier exercise gives for arguments of its kind.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from convtutor.checks.exercise import Exercise
from coursekit.grading.wire.frames import FrameError, pack, unpack
from coursekit.grading.wire.replies import ASKS

MOST = 20_000
"""Values that one exercise may ask for; the answers that we know ask for some hundreds."""

SECONDS = 5.0
"""That may go into computing them."""

LARGEST_ARRAY, LARGEST_NUMBER, LARGEST_SIDE = 10_000, 10**6, 100
"""Of what is asked: values in an array, numbers without and with an array beside them."""


class RightValues:
    """Answers the questions of one exercise's box for values of `earlier` exercises."""

    def __init__(self, earlier: Sequence[Exercise]) -> None:
        self._exercises = {exercise.function_name: exercise for exercise in earlier}
        self._left, self._seconds = MOST, SECONDS

    @property
    def names(self) -> list[str]:
        """The functions that the box is to ask for."""
        return list(self._exercises)

    def answer(self, reply: bytes) -> bytes | None:
        """Answer a question of the box's; None for a frame that is none.

        A FrameError says that it asks for what it may not, or for too much.
        """
        if not self._exercises:
            return None
        asked = unpack(reply)
        if type(asked) is not list or not asked or asked[0] != ASKS:
            return None
        self._left -= 1
        if len(asked) != 4 or self._left < 0 or self._seconds < 0:
            raise FrameError("a question names a function and its arguments, and there is an end")
        _, name, arguments, options = asked
        exercise = self._exercises.get(name) if type(name) is str else None
        if exercise is None or not _is_in_reach(arguments, options):
            raise FrameError("a question is for a value of an earlier exercise")
        started = time.monotonic()
        try:
            value = exercise.reference(*arguments, **dict(options))
            return pack(["gives", value])
        except Exception as error:  # as the function itself would
            return pack(["raises", f"{type(error).__name__}: {error}"[:200]])
        finally:
            self._seconds -= time.monotonic() - started


def _is_in_reach(arguments: Any, options: Any) -> bool:
    """Whether arguments are few, small, and of the kinds that exercises have."""
    if type(arguments) is not tuple or type(options) is not list or len(options) > 8:
        return False
    if not all(type(pair) is tuple and len(pair) == 2 and type(pair[0]) is str for pair in options):
        return False
    values = [*arguments, *(value for _, value in options)]
    arrays = [one for one in values if isinstance(one, np.ndarray)]
    numbers = [one for one in values if type(one) in (int, float)]
    largest = LARGEST_SIDE if arrays else LARGEST_NUMBER
    return (
        len(values) <= 8
        and len(arrays) + len(numbers) + sum(one is None for one in values) == len(values)
        and all(one.size <= LARGEST_ARRAY and one.dtype.kind in "iuf" for one in arrays)
        and all(abs(one) <= largest for one in numbers)
    )
