"""What nbgrader does beside its own: it takes answers out, and grades with fresh cases."""

from __future__ import annotations

import ast
import functools
import os
import secrets
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from convtutor.notebook import SEED_VARIABLE
from coursekit.release.release import answer_of, asked_in


class BlankAnswers(NbGraderPreprocessor):
    """Put dots in place of the author's answers to predict(...) and recall(...)."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Blank the answers of one cell, in place; nbconvert calls this for each cell."""
        if cell.cell_type == "code":
            cell.source = blank_answers(cell.source)
        return cell, resources


def answers(source: str) -> list[ast.expr]:
    """Find the answers that a cell gives to predict(...) and recall(...) at top level.

    They are the second argument of each call, except where it is `...` already. A cell that is not
    plain Python, such as one with a magic, has no answers.
    """
    try:
        calls = asked_in(ast.parse(source))
    except SyntaxError:
        return []
    given = [answer_of(call) for call, _, _ in calls]
    return [answer for answer in given if answer and not _is_dots(answer)]


def blank_answers(source: str) -> str:
    """Put dots in place of each answer in a cell's text.

    Examples
    --------
    >>> blank_answers('predict("side", 15)  # 13, 14, 15 or 16?')
    'predict("side", ...)  # 13, 14, 15 or 16?'
    """
    lines = source.encode().splitlines(keepends=True)  # ast counts columns in UTF-8 bytes
    # From the last to the first, so that the places of those before stay right.
    for answer in sorted(answers(source), key=lambda node: (node.lineno, node.col_offset))[::-1]:
        before = lines[answer.lineno - 1][: answer.col_offset]
        end = answer.end_lineno or answer.lineno
        after = lines[end - 1][answer.end_col_offset :]
        lines[answer.lineno - 1 : end] = [before + b"..." + after]
    return b"".join(lines).decode()


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


class ExecuteWithSeed(Execute):
    """Run a submission as nbgrader does, with a seed for the fresh cases of its checks."""

    def start_new_kernel(self, **options: Any) -> None:
        """Start the kernel with the seed in its variables; nbclient calls this.

        Only this notebook's kernel gets it: Formgrader grades inside the server, whose kernels are
        the instructor's own.
        """
        seed = os.environ.get(SEED_VARIABLE) or str(seed_of_this_run())
        self.log.info("Fresh cases from seed %s", seed)
        super().start_new_kernel(**options, env=os.environ | {SEED_VARIABLE: seed})


@functools.cache
def seed_of_this_run() -> int:
    """Draw a seed once: a class that is graded together gets the same cases.

    It is 1 or more: 0 is the seed that learners know.
    """
    return 1 + secrets.randbelow(10**9)
