"""Which names a text needs, and which statements of other cells give them.

Nothing is run. Used on the release, which is trusted, and in the child on a submission.
"""

from __future__ import annotations

import ast
import contextlib
import dis
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_STORES = {"STORE_NAME", "STORE_GLOBAL"}
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_GIVING = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.While, ast.Expr),
    *(ast.If, ast.Try, ast.TryStar, ast.With, ast.Match),
)
EVERYTHING = "*"
"""What a star import gives: one cannot see which names."""


@dataclass(frozen=True)
class Statement:
    """One statement that gives names.

    A loop, a branch or a `with` that gives or changes values, and a call such as
    `names.append("blur")`, is an assignment, too.
    """

    text: str
    kind: str  # "import", "definition" or "assignment"
    binds: frozenset[str]  # names that it gives, or whose value it changes: `painted[:, 31] = 1.0`
    uses: frozenset[str]  # global names that it needs, now or when a function of it is called
    module: str = ""  # of an import: what is imported, such as "numpy" or "convlib.images"


def names_in(tree: ast.Module) -> tuple[set[str], set[str]]:
    r"""Find the global names that a text needs, and those that it gives.

    It also needs those that functions need when they are called. Names that the text itself gives
    are among them where it uses them; none are where the text cannot be compiled.

    Examples
    --------
    >>> names_in(ast.parse("def f(x):\n    return np.pad(x, 1)"))
    ({'np'}, {'f'})
    """
    found = list(_instructions(tree))
    uses = {name for opname, name in found if opname in _LOADS}
    return uses, {name for opname, name in found if opname in _STORES}


def given_by(tree: ast.Module) -> set[str]:
    """Find the names that a text gives when it runs, not only when a function of it is called."""
    whole = ast.Module([node for node in tree.body if not isinstance(node, _DEFINITIONS)], [])
    defined = {node.name for node in tree.body if isinstance(node, _DEFINITIONS)}
    return defined | names_in(whole)[1]


def statements(tree: ast.Module) -> list[Statement]:
    """List the imports, definitions and plain assignments of a text.

    An import of several names is several statements. A statement that gives no name is left out.
    """
    found: list[Statement] = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += _imports(node)
        elif isinstance(node, (*_DEFINITIONS, *_GIVING)):
            with contextlib.suppress(RecursionError):  # nested too deeply to be written out
                found += _statement(node)
    return found


def needed_statements(listed: Sequence[Statement], names: Iterable[str]) -> list[Statement]:
    """Choose the statements that names need, directly or through other statements, in their order.

    All statements that give a name are taken, since an earlier one may have been used before a
    later one gave it anew; and so are star imports.
    """
    giving: dict[str, list[Statement]] = {}
    for one in listed:
        for name in one.binds:
            giving.setdefault(name, []).append(one)
    wanted, ahead = set(), [EVERYTHING, *names]
    while ahead:
        name = ahead.pop()
        if name in giving and name not in wanted:
            wanted.add(name)
            ahead += [use for one in giving[name] for use in one.uses]
    return [one for one in listed if not one.binds.isdisjoint(wanted)]


def _imports(node: ast.Import | ast.ImportFrom) -> Iterator[Statement]:
    for alias in node.names:
        one: ast.Import | ast.ImportFrom
        if isinstance(node, ast.Import):
            one, module = ast.Import([alias]), alias.name
            name = alias.asname or alias.name.split(".")[0]
        else:
            one = ast.ImportFrom(node.module, [alias], node.level)
            module, name = f"{node.module}.{alias.name}", alias.asname or alias.name
        yield Statement(ast.unparse(one), "import", frozenset({name}), frozenset(), module)


def _statement(node: ast.stmt) -> Iterator[Statement]:
    uses, binds = names_in(ast.Module([node], []))
    kind = "definition" if isinstance(node, _DEFINITIONS) else "assignment"
    if kind == "assignment":
        binds |= {_root(changed) for one in ast.walk(node) for changed in _changed(one)} - {""}
    if binds:
        yield Statement(ast.unparse(node), kind, frozenset(binds), frozenset(uses))


def _changed(node: ast.AST) -> list[ast.expr]:
    """What a statement gives or changes: the left side, or the list in `list.append(value)`."""
    if isinstance(node, ast.Assign):
        return node.targets
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        return [node.target]
    call = node.value if isinstance(node, ast.Expr) else None
    method = call.func if isinstance(call, ast.Call) else None
    return [method.value] if isinstance(method, ast.Attribute) else []


def _root(target: ast.expr) -> str:
    """The name whose value `name[...].part = ...` changes."""
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _instructions(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The instructions of a text and of all functions in it; none where it does not compile."""
    try:
        await_anywhere = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        codes = [compile(tree, "<cell>", "exec", await_anywhere, dont_inherit=True)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    while codes:
        code = codes.pop()
        codes += [one for one in code.co_consts if isinstance(one, types.CodeType)]
        for instruction in dis.get_instructions(code):
            if isinstance(instruction.argval, str):
                yield instruction.opname, instruction.argval
