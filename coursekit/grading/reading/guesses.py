"""What a learner answered to `predict(...)` and `recall(...)`: read, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

LENGTH = 100
"""Characters of an answer that are kept."""


def guesses(trees: Iterable[ast.Module], asked: Iterable[str]) -> dict[str, str]:
    """Read the answers.

    Parameters
    ----------
    trees : iterable of ast.Module
        The code cells, in the order of the notebook.
    asked : iterable of str
        What the release asks, such as "predict:side_at_stride_2". Nothing else is read.

    Returns
    -------
    dict of str to str
        By the same keys, in the order of the notebook. Of a literal, its value: a text without its
        quotation marks, a number, a list. Of any other expression, how it is written, such as
        "3 * 25". The last answer stands; dots and None are no answer.
    """
    known, found = set(asked), {}
    for tree in trees:
        for key, answer in _calls(tree):
            if key in known:
                value = _text(answer)
                if value is not None:
                    found[key] = value
    return found


def questions(trees: Iterable[ast.Module]) -> list[str]:
    """List what a release asks, as "predict:<id>" and "recall:<id>"."""
    return list(dict.fromkeys(key for tree in trees for key, _ in _calls(tree)))


def _calls(tree: ast.Module) -> list[tuple[str, ast.expr | None]]:
    found = []
    for statement in tree.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id not in ("predict", "recall"):
            continue
        given = dict(zip(("question", "answer"), call.args, strict=False))
        given |= {key.arg: key.value for key in call.keywords if key.arg}
        question = given.get("question")
        if isinstance(question, ast.Constant) and isinstance(question.value, str):
            found.append((f"{call.func.id}:{question.value}", given.get("answer")))
    return found


def _text(node: ast.expr | None) -> str | None:
    """A literal's value as text, or how an expression is written; None for dots."""
    try:
        value: Any = ast.literal_eval(node) if node is not None else ...
        text = value if isinstance(value, str) else repr(value)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        text = _written(node)
        return text and _encodable(text)[:LENGTH]
    return None if value is ... or value is None else _encodable(text)[:LENGTH]


def _written(node: ast.expr) -> str | None:
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):
        return None


def _encodable(text: str) -> str:
    """Take out what is half a character, and the NUL that databases refuse."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
