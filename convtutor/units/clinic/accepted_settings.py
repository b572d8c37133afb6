"""What makes three numbers a right answer to `find_settings`."""

from __future__ import annotations

from typing import Any

import numpy as np

from convlib.sizes import conv_output_size
from convtutor.calling.outcome import Case


def reject_settings(case: Case, value: Any) -> str:
    """Say what is wrong with a setting that has three numbers.

    Parameters
    ----------
    case : Case
        Its arguments are in_size and out_size.
    value : sequence of three numbers
        As the learner's function returned it.

    Returns
    -------
    str
        A sentence, or "" if the setting gives out_size.

    Examples
    --------
    >>> reject_settings(Case((8, 4)), (2, 2, 0))
    ''
    >>> reject_settings(Case((8, 4)), (3, 2, 0))
    'any setting that gives 4 is right; yours gives 3: floor((8 + 2·0 − 3)/2) + 1'
    """
    in_size, out_size = case.arguments
    if not all(isinstance(n, int | np.integer) and not isinstance(n, bool) for n in value):
        return "kernel_size, stride and padding are whole numbers: divide with // rather than /"
    kernel_size, stride, padding = map(int, value)
    if kernel_size < 1 or stride < 1:
        return f"kernel_size ({kernel_size}) and stride ({stride}) must be at least 1"
    if not 0 <= padding < kernel_size:
        return f"padding ({padding}) must be at least 0 and below kernel_size ({kernel_size})"
    if kernel_size > in_size + 2 * padding:
        return f"a kernel of {kernel_size} does not fit into {in_size} + 2·{padding} pixels"
    size = conv_output_size(in_size, kernel_size, stride, padding)
    if size == out_size:
        return ""
    law = f"floor(({in_size} + 2·{padding} − {kernel_size})/{stride}) + 1"
    return f"any setting that gives {out_size} is right; yours gives {size}: {law}"
