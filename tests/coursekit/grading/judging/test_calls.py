"""A function gets the same outcome in a box as in this process, whatever it does."""

import inspect
import textwrap
import time

import numpy as np
import pytest
from support import mistaken_answers, one_map
from support.boxed import NUMPY, both_judged, judged_in_a_box, same, statement
from support.right import answers as right_answers
from support.right import clinic as right_clinic
from support.right import counts as right_counts
from support.right import layers as right_layers
from support.right import maps as right_maps
from support.right import mended as right_mended
from support.right import network as right_network
from support.right import pads as right_pads
from support.right import sizes as right_sizes
from support.right import steps as right_steps
from support.right import vectorised as right_vectorised
from support.right import windows as right_windows

from convtutor.calling.layout import LAYOUTS, lay_out
from convtutor.calling.outcome import Borrowed, NotWritten, Raised, Returned, TookTooLong
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box, Limits
from coursekit.grading.judging.calls import boxed_caller
from coursekit.grading.reading.plain_python import plain_python

MODULES = [
    statement(module)
    for module in (
        right_sizes,
        right_windows,
        right_maps,
        right_layers,
        right_clinic,
        right_counts,
        right_mended,
        right_network,
        right_pads,
        right_steps,
        right_vectorised,
        right_answers,
        mistaken_answers,
    )
]
SOME = (
    "window_response",
    "zero_pad",
    "same_padding",
    "conv2d_vectorised",
    "mended_5",
    "find_settings",
    "trace_shapes",
)


@pytest.fixture(scope="module")
def box():
    with Box(Limits(seconds=600)) as box:
        yield box


def compared(box, id, table, key, function):
    """The verdict on an entry of a table in a module that `MODULES` has."""
    module, table = table
    caller = boxed_caller(
        box,
        MODULES,
        [f"from {module} import {table}\nf = {table}[{id!r}][{key!r}]"],
        "f",
        find_exercise(id),
    )
    verdict, expected, inside, here = both_judged(find_exercise(id), caller, function, seed=5)
    assert [pair for pair in zip(inside, here, strict=True) if not same(*pair)] == []
    assert verdict.as_json() == expected.as_json()
    assert describe(verdict) == describe(expected)
    return verdict


@pytest.mark.system
@pytest.mark.parametrize("id", SOME)
def test_right_answers_are_right_in_a_box(box, id):
    for key, function in right_answers.RIGHT_ANSWERS[id].items():
        verdict = compared(box, id, ("support.right.answers", "RIGHT_ANSWERS"), key, function)
        assert verdict.points == find_exercise(id).points, key


@pytest.mark.system
@pytest.mark.parametrize("id", mistaken_answers.MISTAKEN)
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.sweep)])
def test_mistakes_have_the_same_names_in_a_box(box, id, step):
    for key, function in list(mistaken_answers.MISTAKEN[id].items())[::step]:
        verdict = compared(box, id, ("support.mistaken_answers", "MISTAKEN"), key, function)
        assert key in [mistake.id for mistake in verdict.mistakes]


# ---------------------------------------------------------------- what a function may do besides

RIGHT = textwrap.dedent(inspect.getsource(one_map.right))


def misbehaving(text):
    """A cell with a function that does something, then returns the right map."""
    return RIGHT + "\n\ndef apply_filter(x, weight, bias=0.0):\n" + textwrap.indent(text, "    ")


def from_text(text):
    """The same function in this process."""
    from convtutor.calling.silence import quiet

    namespace = {"__name__": "__main__", "display": lambda *_: None}  # as in a notebook
    with quiet():
        exec(f"{NUMPY}\n{text}", namespace)
    return namespace["apply_filter"]


AND = "\nreturn right(x, weight, bias)"
ODD = {
    "stub": '"""Slide."""\n# Your code here\nraise NotImplementedError',
    "raises a subclass": "class Mine(ValueError): pass\nraise Mine('x' * 1000)",
    "raises with a fault": "class Mine(Exception):\n    def __str__(self): 1 / 0\nraise Mine",
    "exits": "raise SystemExit(3)",
    "calls exit": "exit()",
    "recursion without end": "return apply_filter(x, weight, bias)",
    "unknown name": "return nonsense",
    "none": "right(x, weight, bias)",
    "list": "return right(x, weight, bias).tolist()",
    "float16": "return right(x, weight, bias).astype('float16')",
    "longdouble": "return right(x, weight, bias).astype(np.longdouble)",
    "the other byte order": "return right(x, weight, bias).astype('>i4')",
    "bool": "return right(x, weight, bias) > 0",
    "complex": "return right(x, weight, bias) + 1j",
    "nan": "return right(x, weight, bias) * np.nan",
    "objects": "return right(x, weight, bias).astype(object)",
    "words": "return right(x, weight, bias).astype(str)",
    "generator": "return (row for row in right(x, weight, bias))",
    "dict": "return {1: right(x, weight, bias)}",
    "ragged": "return [[1], [2, 3]]",
    "huge int": "return 10 ** 40",
    "masked": "return np.ma.masked_greater(right(x, weight, bias), 0)",
    "many axes": "return right(x, weight, bias).reshape((1,) * 20 + right(x, weight, bias).shape)",
    "no values": "return np.zeros((0, 5))",
    "far too many": "return np.broadcast_to(0.0, (50_000, 25_000))",
    "no values, but a long side": "return np.zeros((0, 4_000_000))",
    "a long list": "return [0] * 2_000_000",
    "a list in itself": "rows = []\nrows.append(rows)\nreturn rows",
    "an array that says yes": (
        "class Yes(np.ndarray):\n    def __eq__(self, other): return True\n"
        "return (right(x, weight, bias) + 1).view(Yes)"
    ),
    "changes its input": "x += 1" + AND,
    "input written over at the end": "y = right(x, weight, bias)\nweight[:] = 0\nreturn y",
    "prints": "print('hello', x.shape)" + AND,
    "prints much and is wrong": "for n in range(5000): print(n)\nreturn right(x, weight) + 1",
    "prints to stderr": "import sys\nprint('oh', file=sys.stderr)\nreturn None",
    "writes past Python": "import os\nos.write(1, b'x' * 100_000)\nos.write(2, b'x')" + AND,
    "warns": "import warnings\nwarnings.warn('oh')\nnp.float64(1) / 0" + AND,
    "meddles": "np.seterr(all='raise')\nnp.set_printoptions(precision=1)" + AND,
    "rolls dice": "return right(x, weight, bias) + np.random.rand()",
    "draws with Python's dice": "import random\nreturn right(x, weight, bias) + random.random()",
    "displays": "display(x)" + AND,
    "a kernel of the course": ("from convlib import kernels\nx = x * kernels.identity(1)" + AND),
    "a picture of the course": "import convlib.images\nconvlib.images.house(8)" + AND,
    "too much memory": "np.zeros(10 ** 12)" + AND,
}


@pytest.mark.parametrize("what", ODD)
def test_odd_functions_have_the_same_outcomes_in_a_box(box, what):
    text = misbehaving(ODD[what])
    caller = boxed_caller(box, [NUMPY], [text], "apply_filter")
    verdict, expected, inside, here = both_judged(one_map.MAP, caller, from_text(text), seed=5)
    if what == "no values, but a long side":  # fits in no frame; wrong in both, by its shape
        assert verdict.points == expected.points == 0.0
        return
    for one, other in zip(inside, here, strict=True):
        if isinstance(one, Raised):  # a string has no lines to show
            one, other = (Raised(o.kind, o.message, "", o.bases) for o in (one, other))
        assert same(one, other)
    assert verdict.as_json() == expected.as_json()


def test_the_line_that_raised_is_told():
    text = misbehaving("y = x[:, 100]\nreturn y[100]")
    verdict = judged_in_a_box(one_map.MAP, text)
    assert "IndexError: index 100 is out of bounds" in describe(verdict)
    assert "in the line `y = x[:, 100]`" in describe(verdict)


BORROWING = {
    "conv2d": "import convlib\nreturn convlib.conv2d(x[None], weight[None], [bias])[0, 0]",
    "conv_output_size": "import convlib.sizes\nreturn convlib.sizes.conv_output_size(5, 3)",
    "unread_pixels": "from convlib import reach\nreturn reach.unread_pixels(5, 3)",
    "fit": "import convtutor.learn as learn\nreturn learn.fit(x)",
    "apply_filter": (
        "from convtutor.units.single_filter.right import apply_filter as a\nreturn a(x, weight)"
    ),
    "same_padding": (
        "import convlib\ntry:\n    convlib.same_padding(3)\nexcept Exception:\n    pass" + AND
    ),
}


@pytest.mark.parametrize("name", BORROWING)
def test_work_left_to_convlib_is_refused_by_name_in_a_box(box, name):
    text = misbehaving(BORROWING[name])
    verdict = judge(one_map.MAP, boxed_caller(box, [NUMPY], [text], "apply_filter"), 5)
    assert verdict.points == 0.0
    assert verdict.failure.got == Borrowed(name)


def test_cell_that_uses_the_rest_of_the_course_defines_its_function_all_the_same(box):
    text = "\n".join(
        [
            "%matplotlib inline",
            "from convlib import images, kernels",
            "from convtutor import check, draw, predict",
            "from convtutor.explore import ConvExplorer, explore, slider",
            "import convlib, matplotlib.pyplot as plt",
            "explore(lambda k: draw.maps({'a': k}), k=slider(1, 5))",
            "big = convlib.conv2d(np.ones((1, 1, 4, 4)), np.ones((1, 1, 3, 3)))",
            "predict('guess', 3)",
            misbehaving("draw.maps({'x': x[0]})" + AND),
            "check(apply_filter)",
            "!ls",
            "apply_filter?",
            "ConvExplorer(size=5)",
            "get_ipython().run_line_magic('timeit', '1')",
        ]
    )
    code, left_out = plain_python(text)  # as it is read before it gets into a box
    verdict = judge(one_map.MAP, boxed_caller(box, [NUMPY], [code], "apply_filter"), 5)
    assert left_out
    assert verdict.status == "right"


def test_logged_lines_are_kept_with_what_is_printed(box):
    text = misbehaving("import logging\nlogging.warning('oh')" + AND)
    call = boxed_caller(box, [NUMPY], [text], "apply_filter")
    assert call(one_map.MAP.cases[0]).printed == "WARNING:root:oh\n"
    assert judge(one_map.MAP, call, 5).status == "right"


def test_plots_score_full():
    plots = (
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.imshow(x[0])\n"
        "axes.set_title('it works')\nfigure.canvas.draw()\nplt.show()" + AND
    )
    assert judged_in_a_box(one_map.MAP, misbehaving(plots)).status == "right"


def test_fonts_are_listed_where_cells_may_draw(box):
    look = "import os\ndef f():\n    return len(os.listdir(os.environ['MPLCONFIGDIR']))"
    case = type(one_map.MAP.cases[0])(())
    assert boxed_caller(box, [], ["import matplotlib", look], "f")(case).value == 1


# ---------------------------------------------------------------- cells


def test_later_cell_uses_an_earlier_one(box):
    cells = [RIGHT, "def apply_filter(x, weight, bias=0.0):\n    return right(x, weight, bias)"]
    assert (
        judge(one_map.MAP, boxed_caller(box, [NUMPY], cells, "apply_filter"), 5).status == "right"
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "def apply_filter(x, weight, bias=0.0)\n    return 1",
            "bias=0.0)`: expected ':'. What opens",
        ),
        ("apply_filter = 3", "Apply_filter is no function but of kind int"),
        ("", "There is no function apply_filter"),
        ("x = 1\nx.shape\ny = x", "AttributeError: 'int' object"),
        (
            "raise ValueError('no')",
            "was there in the line `raise ValueError('no')`: ValueError: no.",
        ),
        ("def \udcff(): pass", "Python cannot read the line `def ?(): pass`"),
        ("\0", "contain null bytes"),
        ("x = " + "(" * 500, "Python cannot read the line `x = ((("),
    ],
)
def test_cell_without_the_function_is_told_and_scores_nothing(box, cell, words):
    verdict = judge(one_map.MAP, boxed_caller(box, [NUMPY], [cell], "apply_filter"), 5)
    assert verdict.points == 0.0
    assert words in describe(verdict)


def test_error_in_the_cell_is_not_taken_for_the_error_that_is_asked_for(box):
    # same_padding(4) should raise a ValueError; a cell that does defines no function.
    same_padding = find_exercise("same_padding")
    verdict = judge(same_padding, boxed_caller(box, [], ["raise ValueError"], "same_padding"), 5)
    assert verdict.points == 0.0


def test_error_after_the_function_costs_nothing(box):
    cells = [misbehaving(AND) + "\n\nprint(apply_filter(1, 2))"]
    assert (
        judge(one_map.MAP, boxed_caller(box, [NUMPY], cells, "apply_filter"), 5).status == "right"
    )


# ---------------------------------------------------------------- time


def test_call_without_end_is_stopped_and_named_as_here():
    looping = misbehaving("while len(x) > 1:\n    x = x + 0" + AND)
    began = time.monotonic()
    verdict = judged_in_a_box(one_map.MAP, looping)
    assert verdict.points == 2.0
    assert verdict.right_aspects == ("one channel",)
    stopped = verdict.failure.got
    assert isinstance(stopped, TookTooLong)
    assert stopped.seconds == 5.0
    assert stopped.line in ("while len(x) > 1:", "x = x + 0")
    assert time.monotonic() - began < 60


def test_nothing_is_tried_once_the_time_of_the_submission_is_over():
    with Box(Limits(seconds=0.3)) as box:
        sleepy = misbehaving("import time\ntime.sleep(0.2)" + AND)
        verdict = judge(one_map.MAP, boxed_caller(box, [NUMPY], [sleepy], "apply_filter"), 5)
    assert verdict.status == "wrong"
    assert isinstance(verdict.failure.got, TookTooLong)


def test_the_same_seed_gives_the_same_outcomes_bit_for_bit():
    text = misbehaving("return right(x, weight, bias) + hash('a') % 7 + np.random.rand()")
    outcomes = []
    for _ in range(2):
        with Box() as box:
            call = boxed_caller(box, [NUMPY], [text], "apply_filter")
            outcomes.append([call(case) for case in one_map.MAP.all_cases(7)])
    assert all(isinstance(outcome, Returned) for outcome in outcomes[0])
    assert all(same(*pair) for pair in zip(*outcomes, strict=True))


def test_stub_is_not_written(box):
    outcomes = {
        id: judge(
            find_exercise(id),
            boxed_caller(box, [], [f"def {name}(*a, **k):\n    raise NotImplementedError"], name),
            5,
        )
        for id, name in (("apply_filter", "apply_filter"), ("mended_1", "mended_1"))
    }
    assert {verdict.status for verdict in outcomes.values()} == {"not written"}
    call = boxed_caller(box, [], ["def f(): raise NotImplementedError"], "f")
    assert call(type(one_map.MAP.cases[0])(())) == NotWritten()


@pytest.mark.parametrize("memory", ["", *LAYOUTS])
def test_inputs_lie_in_memory_as_the_case_says(box, memory):
    grid = np.arange(24.0).reshape(2, 3, 4)
    call = boxed_caller(box, [NUMPY], ["def f(x): return [*x.strides, *x.ravel()]"], "f")
    outcome = call(type(one_map.MAP.cases[0])((grid,), memory=memory))
    assert outcome.value.tolist() == [*lay_out(grid, memory).strides, *grid.ravel()]
