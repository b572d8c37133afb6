"""Count the lines of Python that calls run: a loop shows, however it is written."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any


def count_lines(
    function: Callable[..., Any], arguments: tuple[Any, ...], options: Mapping[str, Any]
) -> int:
    """Call a function twice on copies, and count the lines of Python that run the second time.

    Parameters
    ----------
    function : callable
    arguments : tuple
    options : mapping
        Passed by name.

    Returns
    -------
    int
        Each turn of a loop counts anew, also in a comprehension on one line. The lines of what
        the function calls count as well, as far as that is Python too: ``np.vectorize`` is a
        loop in Python whatever it is given, ``np.matmul`` is not.

    Notes
    -----
    The first call is there for what happens only once, such as an import. A trace function that
    was set before, such as a debugger's, is set again afterwards.

    Examples
    --------
    >>> def total(numbers):
    ...     return sum(number for number in numbers)
    >>> count_lines(total, ([0] * 30,), {}) - count_lines(total, ([0] * 20,), {})
    10
    """
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    calls = [copy.deepcopy((arguments, dict(options))) for _ in range(2)]
    function(*calls[0][0], **calls[0][1])
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*calls[1][0], **calls[1][1])
    finally:
        sys.settrace(before)
    return lines
