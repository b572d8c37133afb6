"""What is taken out of a unit, beside the solutions, when nbgrader makes the learners' form."""

from __future__ import annotations

import ast
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

ASKING = {"predict", "recall"}
"""The functions whose second argument is an answer."""


class BlankAnswers(NbGraderPreprocessor):
    """Put dots in place of the author's answers to predict(...) and recall(...)."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Blank the answers of one cell; nbconvert calls this for each cell.

        Parameters
        ----------
        cell : NotebookNode
            Changed in place.
        resources : dict
            Passed on.
        cell_index : int
            Its place in the notebook.

        Returns
        -------
        (NotebookNode, dict)
        """
        if cell.cell_type == "code":
            cell.source = blank_answers(cell.source)
        return cell, resources


def answers(source: str) -> list[ast.expr]:
    """Find the answers that a cell gives to predict(...) and recall(...) at top level.

    Parameters
    ----------
    source : str
        The cell's text. One that is not plain Python, such as a cell with a magic, has no answers.

    Returns
    -------
    list of ast.expr
        The second argument of each call, except where it is `...` already.
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []
    calls = [
        statement.value
        for statement in statements
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    ]
    asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ASKING]
    found = [*(call.args[1] for call in asked if len(call.args) > 1)]
    found += [key.value for call in asked for key in call.keywords if key.arg == "answer"]
    return [answer for answer in found if not _is_dots(answer)]


def blank_answers(source: str) -> str:
    """Put dots in place of each answer.

    Parameters
    ----------
    source : str
        A cell's text.

    Returns
    -------
    str
        The same text, except for the answers.

    Examples
    --------
    >>> blank_answers('predict("side", 15)  # 13, 14, 15 or 16?')
    'predict("side", ...)  # 13, 14, 15 or 16?'
    """
    lines = source.encode().splitlines(keepends=True)  # ast counts columns in UTF-8 bytes
    # From the last to the first, so that the places of those before stay right.
    for answer in sorted(answers(source), key=lambda node: (node.lineno, node.col_offset))[::-1]:
        before = lines[answer.lineno - 1][: answer.col_offset]
        after = lines[answer.end_lineno - 1][answer.end_col_offset :]
        lines[answer.lineno - 1 : answer.end_lineno] = [before + b"..." + after]
    return b"".join(lines).decode()


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
