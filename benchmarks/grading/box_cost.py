"""What the box costs: the same exercise judged in a box, and in the same worker without one.

    python -m benchmarks.grading.box_cost [repeats]

The two take turns, so that what slows the machine down slows down both; what is told is the median
of the differences of pairs, in milliseconds a submission.
"""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter

from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

ANSWER = """
def apply_filter(x, weight, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape)[0]
    return (windows * weight).sum(axis=(2, 3, 4)) + bias
"""


def milliseconds(sandbox: bool) -> float:
    """Judge a submission of one exercise, from making its box to its end."""
    began = perf_counter()
    with Box(sandbox=sandbox) as box:
        call = boxed_caller(box, ["import numpy as np"], [ANSWER], "apply_filter")
        points = judge(find_exercise("apply_filter"), call, 5).points
    if not points:
        raise RuntimeError("the answer should be right")
    return (perf_counter() - began) * 1000


def main(repeats: int = 30) -> None:
    """Measure, and print a line."""
    for sandbox in (True, False):
        milliseconds(sandbox)  # for what only the first one does
    pairs = [(milliseconds(True), milliseconds(False)) for _ in range(repeats)]
    boxed, plain = (median(side) for side in zip(*pairs, strict=True))
    more = median(one - other for one, other in pairs)
    print(f"boxed {boxed:.0f} ms, unboxed {plain:.0f} ms, the box {more:.0f} ms a submission")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
