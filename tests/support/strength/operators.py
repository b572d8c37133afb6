"""Ways to spoil a function, one a function: from a node of its syntax tree to nodes in its place.

Why our own: mutmut, cosmic-ray and poodle change a module's file and start the tests anew for
each mutant, which a cell of a notebook has not got and thousands of mutants have no time for.
Of the operators alone, which cosmic-ray's are usable as a library, none knows what people mix up
here: slices, axes, the order of a tuple, height for width.
"""

import ast

OPERATORS = []


def operator(function):
    OPERATORS.append(function)
    return function


def _call_of(node, *names):
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "id", getattr(node.func, "attr", "")) in names


def _parsed(expression):
    return ast.parse(expression, mode="eval").body


def _plus(node, number):
    kind = ast.Add() if number > 0 else ast.Sub()
    return ast.BinOp(node, kind, ast.Constant(abs(number)))


# ---------------------------------------------------------------- arithmetic and logic

ARITHMETIC = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.FloorDiv, ast.Mult),
    ast.FloorDiv: (ast.Div, ast.Mult, ast.Mod),
    ast.Mod: (ast.FloorDiv, ast.Mult),
    ast.Pow: (ast.Mult, ast.Add),
    ast.MatMult: (ast.Mult,),
}
COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
IDENTITIES = {ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In}


@operator
def another_arithmetic(node, names):
    if isinstance(node, ast.BinOp):
        for kind in ARITHMETIC[type(node.op)]:
            yield ast.BinOp(node.left, kind(), node.right)
    elif isinstance(node, ast.AugAssign):
        for kind in ARITHMETIC[type(node.op)]:
            yield ast.AugAssign(node.target, kind(), node.value)


@operator
def one_operand_only(node, names):
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)


@operator
def operands_swapped(node, names):
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mult):
        yield ast.BinOp(node.right, node.op, node.left)


@operator
def another_comparison(node, names):
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            others = [IDENTITIES[type(op)]] if type(op) in IDENTITIES else COMPARISONS
            for kind in others:
                if kind is not type(op):
                    ops = [*node.ops[:place], kind(), *node.ops[place + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)


@operator
def another_logic(node, names):
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        yield from node.values


@operator
def condition_negated_or_settled(node, names):
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        for test in (ast.UnaryOp(ast.Not(), node.test), ast.Constant(True), ast.Constant(False)):
            yield type(node)(test, node.body, node.orelse)


@operator
def sign_changed(node, names):
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.BinOp):
        for field in ("left", "right"):
            if isinstance(getattr(node, field), ast.Name):
                sides = {"left": node.left, "right": node.right}
                minus = {field: ast.UnaryOp(ast.USub(), sides[field])}
                yield ast.BinOp(**sides | minus, op=node.op)


@operator
def another_constant(node, names):
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        others = {node.value + 1, node.value - 1, 1 if node.value == 0 else 0}
        yield from map(ast.Constant, sorted(others))
    elif node.value is None:
        yield ast.Constant(0)


# ---------------------------------------------------------------- arrays


@operator
def slice_moved(node, names):
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper"):
            old = getattr(node, bound)
            for new in (None, _plus(old, 1), _plus(old, -1)) if old else ():
                bounds = {"lower": node.lower, "upper": node.upper} | {bound: new}
                yield ast.Slice(**bounds, step=node.step)
        if not node.lower and not node.upper:
            yield ast.Slice(ast.Constant(1), None, node.step)
            yield ast.Slice(None, ast.Constant(-1), node.step)


@operator
def slice_stepped_otherwise(node, names):
    if isinstance(node, ast.Slice):
        if node.step:
            yield ast.Slice(node.lower, node.upper)
        if not node.lower and not node.upper:
            yield ast.Slice(None, None, ast.UnaryOp(ast.USub(), node.step or ast.Constant(1)))


@operator
def index_left_out(node, names):
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value


@operator
def index_off_by_one(node, names):
    if isinstance(node, ast.Subscript):
        places = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for place, index in enumerate(places):
            if isinstance(index, ast.Slice | ast.Constant):
                continue
            for number in (1, -1):
                new = [*places[:place], _plus(index, number), *places[place + 1 :]]
                whole = ast.Tuple(new, ast.Load()) if len(new) > 1 else new[0]
                yield ast.Subscript(node.value, whole, node.ctx)


@operator
def neighbours_swapped(node, names):
    """In a tuple (axes, shapes, unpacked sides) and among the arguments of a call."""
    field = {ast.Tuple: "elts", ast.List: "elts", ast.Call: "args"}.get(type(node))
    values = getattr(node, field) if field else []
    for place in range(len(values) - 1):
        swapped = [*values]
        swapped[place : place + 2] = swapped[place + 1], swapped[place]
        changed = dict(ast.iter_fields(node)) | {field: swapped}
        yield type(node)(**changed)


ATTRIBUTES = {
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "max"),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "floor": ("ceil", "trunc"),
    "ceil": ("floor",),
    "max": ("min",),
    "min": ("max",),
    "prod": ("sum",),
    "append": ("extend",),
    "shape": ("strides",),
    "size": ("ndim",),
}


@operator
def another_function(node, names):
    if isinstance(node, ast.Attribute):
        yield from (ast.Attribute(node.value, o, node.ctx) for o in ATTRIBUTES.get(node.attr, ()))
    elif isinstance(node, ast.Name) and node.id not in names:
        yield from (ast.Name(o, node.ctx) for o in ATTRIBUTES.get(node.id, ()))


# ---------------------------------------------------------------- calls, loops, statements


@operator
def loop_one_shorter_or_longer(node, names):
    if _call_of(node, "range", "ndindex"):
        for place, value in enumerate(node.args):
            for new in (_plus(value, 1), _plus(value, -1)):
                yield ast.Call(node.func, [*node.args[:place], new, *node.args[place + 1 :]], [])


@operator
def part_of_a_loop(node, names):
    """Without its first turn, without its last, and its first one only."""
    if isinstance(node, ast.For | ast.comprehension):
        fields = dict(ast.iter_fields(node))
        for part in ("[1:]", "[:-1]", "[:1]"):
            turns = _parsed(f"list({ast.unparse(node.iter)}){part}")
            yield type(node)(**fields | {"iter": turns})


@operator
def argument_left_out(node, names):
    if isinstance(node, ast.Call):
        for place in range(len(node.keywords)):
            others = [*node.keywords[:place], *node.keywords[place + 1 :]]
            yield ast.Call(node.func, node.args, others)
        for place in range(len(node.args)):
            others = [*node.args[:place], *node.args[place + 1 :]]
            yield ast.Call(node.func, others, node.keywords)


@operator
def call_left_out(node, names):
    if isinstance(node, ast.Call):
        if node.args:
            yield node.args[0]
        if isinstance(node.func, ast.Attribute):
            yield node.func.value


@operator
def another_name(node, names):
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (ast.Name(name, node.ctx) for name in names if name != node.id)


@operator
def statement_left_out(node, names):
    if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef | ast.Pass):
        yield ast.Pass()


@operator
def assigned_not_added(node, names):
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=0)


@operator
def something_else_returned(node, names):
    if isinstance(node, ast.Return) and node.value:
        value = ast.unparse(node.value)
        for other in ("None", "0", f"-({value})", f"({value}).T", f"({value}) + 1"):
            yield ast.Return(_parsed(other))


@operator
def another_error(node, names):
    if isinstance(node, ast.Raise):
        yield ast.Raise(ast.Name("TypeError", ast.Load()))
