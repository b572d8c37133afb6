"""Which names a text needs, and which statements of other cells give them.

Nothing is run. Used on the release, which is trusted, and in the child on a submission.
"""

from __future__ import annotations

import ast
import dis
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_STORES = {"STORE_NAME", "STORE_GLOBAL"}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Statement:
    """One statement that gives names.

    Attributes
    ----------
    text : str
    kind : "import", "definition" or "assignment"
    binds : frozenset of str
        Names that it gives, or whose value it changes, as in `painted[:, 31] = 1.0`.
    uses : frozenset of str
        Global names that it needs, now or when a function of it is called.
    module : str
        Of an import: what is imported, such as "numpy" or "convlib.images".
    """

    text: str
    kind: str
    binds: frozenset[str]
    uses: frozenset[str]
    module: str = ""


def names_used(tree: ast.Module) -> set[str]:
    r"""Find the global names that a text needs.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    set of str
        Also those that functions need when they are called. Names that the text itself gives are
        among them where it uses them. Empty where the text cannot be compiled.

    Examples
    --------
    >>> sorted(names_used(ast.parse("def f(x):\n    return np.pad(x, 1) + bias")))
    ['bias', 'np']
    """
    return {name for opname, name in _instructions(tree) if opname in _LOADS}


def statements(tree: ast.Module) -> list[Statement]:
    """List the imports, definitions and plain assignments of a text.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    list of Statement
        An import of several names is several statements. What stands inside of `if`, `for`, `try`
        and `with` is left out, and so is every statement that gives no name.
    """
    found = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += _imports(node)
        elif isinstance(node, (*_DEFINITIONS, ast.Assign, ast.AugAssign, ast.AnnAssign)):
            found += _statement(node)
    return found


def needed(listed: Sequence[Statement], names: Iterable[str]) -> list[Statement]:
    """Choose the statements that names need, directly or through other statements.

    Parameters
    ----------
    listed : sequence of Statement
    names : iterable of str

    Returns
    -------
    list of Statement
        In the order of `listed`. All statements that give a name are taken, since an earlier one
        may have been used before a later one gave it anew.
    """
    wanted, open_names = set(), set(names)
    while open_names:
        wanted |= open_names
        reached = {use for one in listed if one.binds & open_names for use in one.uses}
        open_names = reached - wanted
    return [one for one in listed if one.binds & wanted]


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[Statement]:
    for alias in node.names:
        if isinstance(node, ast.Import):
            one, module = ast.Import([alias]), alias.name
            name = alias.asname or alias.name.split(".")[0]
        else:
            one = ast.ImportFrom(node.module, [alias], node.level)
            module, name = f"{node.module}.{alias.name}", alias.asname or alias.name
        if name != "*":
            yield Statement(ast.unparse(one), "import", frozenset({name}), frozenset(), module)


def _statement(node: ast.stmt) -> Iterator[Statement]:
    found = list(_instructions(ast.Module([node], [])))
    binds = {name for opname, name in found if opname in _STORES}
    binds |= {_root(target) for target in _targets(node)} - {""}
    kind = "definition" if isinstance(node, _DEFINITIONS) else "assignment"
    uses = {name for opname, name in found if opname in _LOADS}
    if binds:
        yield Statement(ast.unparse(node), kind, frozenset(binds), frozenset(uses))


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def _root(target: ast.expr) -> str:
    """The name whose value `name[...].part = ` changes."""
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _instructions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The instructions of a text and of all functions in it; none where it does not compile."""
    try:
        codes = [compile(tree, "<cell>", "exec", dont_inherit=True)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    while codes:
        code = codes.pop()
        codes += [one for one in code.co_consts if isinstance(one, types.CodeType)]
        for instruction in dis.get_instructions(code):
            if isinstance(instruction.argval, str):
                yield instruction.opname, instruction.argval
