"""Where the time of one call of `convlib.conv2d` goes: products, copies, sums, the rest.

Python tells a tracer when each line of `convlib.conv2d` begins. What passes until the next line
begins belongs to that line's statement, and the statement says what it does: `np.matmul` multiplies
matrices, an assignment to a part of an array copies, and so on. What the tracer itself takes is
measured on an empty loop and taken off. The rest of a call, up to what it takes without a tracer,
is Python: checking the arguments, making views, calling NumPy.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from types import FrameType

import convlib
from benchmarks.conv2d.timing import clock

HERE = str(Path(convlib.__file__).parent / "conv2d")
KINDS = ("products", "copies", "sums", "transforms")
SECONDS = 0.2
FEWEST_CALLS, MOST_CALLS = 5, 50

CALLED = {
    "products": {"matmul", "dot", "einsum", "tensordot", "vecdot"},
    "transforms": {"rfft", "irfft", "rfft2", "irfft2", "rfftn", "irfftn", "fft", "ifft", "fft2"},
    "sums": {"add", "multiply", "subtract", "sum"},
    "copies": {"copyto", "copy", "astype", "zeros", "ascontiguousarray"},
}


def shares(call: Callable[[], object], threads: int = 1) -> dict[str, float]:
    """Split the time of a call of `convlib.conv2d` by what is done; the shares add up to 1.

    They are of the time of a call without a tracer; "Python" is the rest.
    """
    now = clock(threads)
    whole: list[float] = []
    traced: list[dict[str, float]] = []
    while len(whole) < FEWEST_CALLS or (sum(whole) < SECONDS and len(whole) < MOST_CALLS):
        call()
        start = now()
        call()
        whole.append(now() - start)
        traced.append(_trace(call, now))
    seconds = median(whole)
    found = {kind: median(one[kind] for one in traced) / seconds for kind in KINDS}
    total = sum(found.values())
    if total > 1:  # a busy moment: keep the proportions
        found = {kind: share / total for kind, share in found.items()}
    return {**found, "Python": max(0.0, 1 - total)}


def _trace(call: Callable[[], object], now: Callable[[], float]) -> dict[str, float]:
    """Seconds by kind of one call."""
    seconds, events = _lines(call, HERE, now)
    own = _cost_of_an_event(now)
    found = dict.fromkeys(KINDS, 0.0)
    for (file, line), taken in seconds.items():
        kind = _kinds(file).get(line)
        if kind:
            found[kind] += max(0.0, taken - own * events[file, line])
    return found


def _lines(
    call: Callable[[], object], prefix: str, now: Callable[[], float]
) -> tuple[dict[tuple[str, int], float], Counter[tuple[str, int]]]:
    """Seconds and number of events by (file, line), of files whose path begins so."""
    seconds: dict[tuple[str, int], float] = {}
    events: Counter[tuple[str, int]] = Counter()
    stack: list[tuple[str, int]] = []
    since = 0.0

    def note(frame: FrameType, event: str, _: object) -> Callable | None:
        nonlocal since
        time = now()
        file = frame.f_code.co_filename
        if event == "call" and not file.startswith(prefix):
            return None
        if stack:
            key = stack[-1]
            seconds[key] = seconds.get(key, 0.0) + time - since
            events[key] += 1
        if event == "call":
            stack.append((file, frame.f_lineno))
        elif event == "line":
            stack[-1] = (file, frame.f_lineno)
        elif event == "return":
            stack.pop()  # and the caller's line goes on
        since = now()
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        call()
    finally:
        sys.settrace(before)
    return seconds, events


@cache
def _cost_of_an_event(now: Callable[[], float]) -> float:
    def empty() -> None:
        for _ in range(2000):
            pass

    seconds, events = _lines(empty, __file__, now)
    return sum(seconds.values()) / sum(events.values())


@cache
def _kinds(file: str) -> dict[int, str]:
    """What each line of a file does; lines that only arrange things are not in it."""
    kinds: dict[int, str] = {}
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)):
            kind = _kind(node)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                if kind:
                    kinds[line] = kind
    return kinds


def _kind(statement: ast.stmt) -> str | None:
    """What one statement does; products before transforms, sums and copies, which come along."""
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(statement)
        if isinstance(node, ast.Call)
    }
    if any(isinstance(node, ast.MatMult) for node in ast.walk(statement)):
        return "products"
    for kind, names in CALLED.items():
        if called & names:
            return kind
    if isinstance(statement, ast.AugAssign):
        return "sums"
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Subscript):
        return "copies"
    return None
