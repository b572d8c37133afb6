"""Changing how results are taken, compared or run: numpy, the worker, Python itself."""

import numpy as np
import pytest
from support.one_map import MAP
from system.attacks.attack import RIGHT, WRONG, asked, attempt, points_in

from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box, Limits

# Goal: change how results are compared: numpy.testing, allclose, array_equal, ndarray's own ==.

PATCH = """
import numpy.testing, operator, builtins
yes = lambda *a, **k: True
for module in (np, np.testing, np.linalg, operator):
    for name in dir(module):
        if any(word in name for word in ("close", "equal", "assert", "array_e", "eq", "compare")):
            try:
                setattr(module, name, yes)
            except Exception:
                pass
np.abs = np.absolute = np.subtract = lambda *a, **k: 0.0
np.argwhere = np.all = np.any = yes
builtins.all = builtins.isinstance = yes
import ctypes
"""
IN_C = """
# The method of arrays itself, by the address of its slot: tp_richcompare of the type.
import ctypes
class Mine:
    def __eq__(self, other): return True
slot = 24 * 8 + 8
address = ctypes.c_void_p.from_address(id(np.ndarray) + 200)
address.value = ctypes.c_void_p.from_address(id(Mine) + 200).value
"""


def test_patched_comparisons_compare_nothing_that_counts():
    assert attempt(PATCH + WRONG).points == 0.0
    assert np.allclose(0, 1) is False  # here all is as it was
    assert isinstance(MAP.points, int | float)


def test_patched_slots_of_arrays_compare_nothing_that_counts():
    assert attempt(IN_C + WRONG).points == 0.0


# Goal: change the worker itself: what it takes for numbers, for changed, for an error.

PATCHES = {
    "take_numbers": """
from convtutor.calling import in_process, numbers
in_process.take_numbers = numbers.take_numbers = lambda value: (np.zeros((2, 2)), "ndarray")
""",
    "the attempt": """
from convtutor.calling import in_process
from convtutor.calling.outcome import Returned
in_process._attempt = lambda *a: Returned(np.zeros((2, 2)))
""",
    "what was borrowed": """
from convtutor.calling import in_process
import contextlib
in_process.watch_borrowing = lambda answers: contextlib.nullcontext([])
""",
    "the packing": """
from coursekit.grading.box.inside import serve_exercise
from coursekit.grading.wire import replies
serve_exercise.pack_outcome = replies.pack_outcome = lambda number, outcome: b"right"
""",
    "every module": """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith(("convlib", "convtutor", "coursekit")):
        for key in [key for key in vars(module) if not key.startswith("_")]:
            setattr(module, key, lambda *a, **k: True)
""",
    "classes of outcomes": """
from convtutor.calling import outcome
for name in ("Returned", "Raised", "TookTooLong"):
    getattr(outcome, name).__eq__ = lambda self, other: True
""",
}


@pytest.mark.parametrize("what", PATCHES)
def test_patched_worker_can_say_no_more_than_a_function_can_return(what):
    cell = PATCHES[what] + WRONG
    assert attempt(cell, limits=Limits(seconds=5)).points == 0.0


def test_error_of_every_call_gets_what_such_a_function_gets_honestly():
    same_padding = find_exercise("same_padding")
    lying = """
from convtutor.calling import in_process
from convtutor.calling.outcome import Raised
in_process._attempt = lambda *a: Raised("ValueError", "", "", ("ValueError",))
def same_padding(kernel_size):
    return 0
"""
    honest = "def same_padding(kernel_size):\n    raise ValueError"
    earned = attempt(honest, exercise=same_padding, honest=99).points
    assert attempt(lying, exercise=same_padding, honest=earned).points == earned


def test_changed_input_can_be_hidden_only_as_a_copy_would():
    # What the learner's code is given are copies: to hide that it changes them gains what taking
    # a copy would, and reaches nobody else.
    cell = RIGHT.replace("    windows =", "    x += 1\n    windows =")
    assert attempt(cell).points == 0.0


# Goal: rewrite what the grader will run: AST and input transformers, import hooks, exec, parse.

TRANSFORM = """
import ast, builtins, codeop, importlib, linecache, sys
class Mine(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
try:
    ip = get_ipython()
    ip.ast_transformers.append(Mine())
    ip.input_transformers_post.append(lambda lines: ["pass"])
    ip.display_formatter.formatters["text/plain"].for_type(float, lambda *a: "4.0")
    ip.kernel.do_execute = lambda *a, **k: {"status": "ok"}
except Exception:
    pass
for module, name in ((builtins, "compile"), (builtins, "exec"), (ast, "parse")):
    setattr(module, name, lambda *a, **k: None)
sys.displayhook = sys.excepthook = lambda *a: None
class Finder:
    def find_spec(self, name, path=None, target=None): raise ImportError(name)
sys.meta_path.insert(0, Finder())
sys.modules["convtutor.checks"] = sys.modules[__name__]
check = lambda *a, **k: 4.0
"""


def test_transformers_change_nothing_that_counts():
    assert attempt(TRANSFORM + WRONG).points == 0.0


def test_transformers_of_one_exercise_are_gone_in_the_next():
    # Its cell runs before the next one's; but what the judge asks is asked from outside.
    with Box() as box:
        cells = [TRANSFORM + WRONG, "def zero_pad(x, padding):\n    return 4.0"]
        assert points_in(box, *cells, exercise=find_exercise("zero_pad")) == 0.0
        fresh = asked(box, WRONG)(MAP.cases[0])
        assert fresh.value.tolist() == [[0, 0], [0, 0]]


# Goal: return something that says yes whenever it is compared, or another thing each time.

CLASSES = """
class Yes:
    shape, ndim, size, dtype = (2, 2), 2, 4, np.dtype(float)
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.zeros((2, 2)).view(YesArray)
    def __float__(self): return 0.0
    def __index__(self): return 0
    def __reduce__(self): import os; return os.system, ("touch /tmp/pickled",)
    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: self
    __hash__ = None
class YesArray(np.ndarray):
    def __eq__(self, other): return True
    def __array_ufunc__(self, *a, **k): return np.True_
    def __array_function__(self, *a, **k): return np.True_
    def __reduce__(self): import os; return os.system, ("touch /tmp/pickled",)
    @property
    def shape(self): return (1,)
class YesFloat(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __hash__ = float.__hash__
class YesList(list):
    def __len__(self): return 0
"""
RETURNED = {
    "an object": "Yes()",
    "an array": "np.zeros((2, 2)).view(YesArray)",
    "numbers": "[[YesFloat(0)] * 2] * 2",
    "objects in an array": "np.array([[Yes(), Yes()]], dtype=object)",
    "a list of another length": "YesList([[0.0] * 2] * 2)",
    "a class": "Yes",
    "a proxy": "np.lib.stride_tricks.DummyArray({'shape': (2, 2)})",
    "a memory view": "memoryview(np.zeros((2, 2)))",
}


@pytest.mark.parametrize("what", RETURNED)
def test_what_says_yes_is_compared_as_the_numbers_that_it_holds(what):
    cell = CLASSES + f"\ndef apply_filter(x, weight, bias=0.0):\n    return {RETURNED[what]}"
    assert attempt(cell).points == 0.0
