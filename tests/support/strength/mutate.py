"""Make mutants of a function: its text with one place spoilt, or two."""

import ast
import warnings
from dataclasses import dataclass
from itertools import zip_longest

from support.strength.operators import OPERATORS


@dataclass(frozen=True)
class Mutation:
    """One node replaced by another; `path` leads to it from the root."""

    operator: str
    path: tuple
    new: ast.AST


@dataclass(frozen=True)
class Mutant:
    """A spoilt function: its whole text, and the first line that differs, before and after."""

    mutations: tuple
    source: str
    before: str
    after: str

    @property
    def change(self):
        return f"{self.before} → {self.after}"


def first_order(source):
    """All mutants with one place spoilt that compile, each text once, in the order of the text."""
    tree = _without_docstrings(source)
    seen, found = {ast.unparse(tree)}, []
    for mutation in _mutations(tree):
        mutant = _mutant(tree, (mutation,))
        if mutant and mutant.source not in seen:
            seen.add(mutant.source)
            found.append(mutant)
    return found


def together(source, one, other):
    """The mutant with both places spoilt, or None where one lies within the other."""
    both = (*one.mutations, *other.mutations)
    first, second = (mutation.path for mutation in both)
    shorter = min(len(first), len(second))
    if first[:shorter] == second[:shorter]:
        return None
    return _mutant(_without_docstrings(source), both)


def _without_docstrings(source):
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return tree


def _mutations(tree):
    for function in tree.body:
        names = _local_names(function)
        yield from _below(function, (("body", tree.body.index(function)),), names)


def _local_names(function):
    names = [node.arg for node in ast.walk(function) if isinstance(node, ast.arg)]
    stored = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return [name for name in dict.fromkeys([*names, *stored]) if name != "_"]


def _below(node, path, names):
    for operator in OPERATORS:
        for new in operator(node, names):
            yield Mutation(operator.__name__, path, new)
    if isinstance(node, ast.JoinedStr | ast.Raise):
        return  # what a message says is free
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield from _below(value, (*path, (field, None)), names)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from _below(one, (*path, (field, index)), names)


def _mutant(tree, mutations):
    before = ast.unparse(tree)
    olds = [(mutation.path, _put(tree, mutation.path, mutation.new)) for mutation in mutations]
    try:
        after = ast.unparse(tree)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # `bias is 0`
            compile(after, "mutant", "exec")
    except (SyntaxError, ValueError, AttributeError):
        return None
    finally:
        for path, old in reversed(olds):
            _put(tree, path, old)
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue="")
    lines = next(((one, other) for one, other in pairs if one != other), ("", ""))
    return Mutant(mutations, after, *(line.strip() for line in lines))


def _put(tree, path, new):
    """Put a node at a place; give back the one that was there."""
    parent = tree
    for field, index in path[:-1]:
        parent = getattr(parent, field)
        parent = parent if index is None else parent[index]
    field, index = path[-1]
    if index is None:
        old = getattr(parent, field)
        setattr(parent, field, new)
    else:
        old = getattr(parent, field)[index]
        getattr(parent, field)[index] = new
    return old
