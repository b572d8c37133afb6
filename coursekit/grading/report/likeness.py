"""Answers whose code is the same but for names: a reason to look, and no proof.

Short answers are alike by nature. So what counts is how rare a code is in the class: an answer that
two of a hundred share says much, one that half the class has says nothing. What several answers of
a pair say is added up.
"""

from __future__ import annotations

import ast
import math
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from coursekit.grading.report.entries import Entry

FEWEST_PARTS = 40
"""Nodes of a code's tree: shorter ones are alike by chance."""
LARGEST_GROUP = 8
"""Learners with the same code: more have it from the lecture, or there is one way to say it."""
FEWEST_BITS = 6.0
"""How much a pair must say: as one code that two of 128 learners have, or two of 16 twice."""
MOST_PAIRS = 50


@dataclass(frozen=True)
class Likeness:
    """Two learners whose answers to some exercises are the same code."""

    learners: tuple[str, str]
    exercises: tuple[str, ...]
    bits: float  # how unlikely it is that both would write so


def find_likeness(entries: Sequence[Entry]) -> list[Likeness]:
    """Find the pairs whose answers are the same but for names, the most telling first.

    They are at most `MOST_PAIRS`. The bits of a code that `k` of `n` learners have are log2(n / k).
    """
    shared: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for exercise in dict.fromkeys(name for entry in entries for name in entry.sources):
        forms: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            if form := essence(entry.sources.get(exercise, "")):
                forms[form].append(entry.learner)
        total = sum(map(len, forms.values()))
        for learners in forms.values():
            if 2 <= len(learners) <= LARGEST_GROUP:
                bits = math.log2(total / len(learners))
                for pair in combinations(sorted(learners), 2):
                    shared[pair][exercise] = bits
    found = [Likeness(pair, tuple(of), sum(of.values())) for pair, of in shared.items()]
    telling = [one for one in found if one.bits >= FEWEST_BITS]
    return sorted(telling, key=lambda one: (-one.bits, one.learners))[:MOST_PAIRS]


def essence(source: str) -> str:
    """Write a code without what is easily changed: names, comments, texts, layout.

    "" where it is no Python, or so short that it says nothing.
    """
    try:
        renamed = _Renamed().visit(parsed(source))
        parts = sum(1 for _ in ast.walk(renamed))
        return ast.dump(renamed) if parts >= FEWEST_PARTS else ""
    except NO_PYTHON:
        return ""


NO_PYTHON = (SyntaxError, ValueError, MemoryError, RecursionError)
"""What Python raises for a text that is none, or that is nested too deeply."""


def parsed(source: str) -> ast.Module:
    """Read a code that a learner wrote; what is odd in it is not warned of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


class _Renamed(ast.NodeTransformer):
    """Call the learner's own names by their order, and leave out what is only said."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def visit_Module(self, node: ast.Module) -> ast.AST:
        # Names that the code gives; those of modules and functions that it uses stay.
        for one in ast.walk(node):
            if isinstance(one, ast.arg):
                self._name(one.arg)
            elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                self._name(one.id)
        return self.generic_visit(node)

    def _name(self, name: str) -> None:
        self._known.setdefault(name, f"v{len(self._known)}")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._known.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(self._known.get(node.arg, node.arg))

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        said = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if said else self.generic_visit(node)


def by_learners(found: Iterable[Likeness]) -> Mapping[tuple[str, ...], list[Likeness]]:
    """Put pairs that hang together into one group: who has it from whom nobody knows."""
    groups: dict[str, set[str]] = {}
    pairs = list(found)
    for one in pairs:
        joined = set(one.learners)
        for learner in one.learners:
            joined |= groups.get(learner, set())
        for learner in joined:
            groups[learner] = joined
    together: dict[tuple[str, ...], list[Likeness]] = defaultdict(list)
    for one in pairs:
        together[tuple(sorted(groups[one.learners[0]]))].append(one)
    return together
