"""What a learner answered to `predict(...)` and `recall(...)`: read, never run."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from typing import Any

from coursekit.release.release import answer_of, asked_in

LENGTH = 100
"""Characters of an answer that are kept."""


def guesses(trees: Iterable[ast.Module], asked: Collection[str]) -> dict[str, str]:
    """Read the answers in the code cells of a notebook to what the release asks, and nothing else.

    Both are known by a key such as "predict:side_at_stride_2". Of a literal its value is read: a
    text without its quotation marks, a number, a list; of any other expression how it is written,
    such as "3 * 25". The last answer stands; dots and None are no answer.
    """
    found = {}
    for tree in trees:
        for call, kind, id in asked_in(tree):
            key, answer = f"{kind}:{id}", answer_of(call)
            if key in asked and answer and (text := _text(answer)) is not None:
                found[key] = text
    return found


def _text(node: ast.expr) -> str | None:
    """A literal's value as text, or how an expression is written; None for dots."""
    try:
        value: Any = ast.literal_eval(node)
        text = value if isinstance(value, str) else repr(value)
        if value is ... or value is None:
            return None
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        try:
            text = ast.unparse(node)
        except (RecursionError, ValueError):
            return None
    # Without what is half a character, and the NUL that databases refuse.
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")[:LENGTH]
