"""What tests of the box share: functions of the tests' own modules, sent into a box as text."""

import linecache

import numpy as np

from convtutor.calling import call_here
from convtutor.checks.judge import judge
from convtutor.units.catalogue import answers
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

NUMPY = "import numpy as np"


def statement(module):
    """The module as one statement, so that a cell can import it where there is no such file."""
    with open(module.__file__, encoding="utf-8") as file:
        text = file.read()
    return (
        "import linecache, sys, types\n"
        "for package in ('support', 'support.right'):\n"
        "    sys.modules.setdefault(package, types.ModuleType(package)).__path__ = []\n"
        f"module = sys.modules[{module.__name__!r}] = types.ModuleType({module.__name__!r})\n"
        f"place, text = {module.__file__!r}, {text!r}\n"
        "linecache.cache[place] = (len(text), None, text.splitlines(True), place)\n"
        "exec(compile(text, place, 'exec'), module.__dict__)"
    )


def same(one, other):
    """Whether two outcomes hold the same data, but for the last digits of sums.

    These depend on where in memory an array begins.
    """
    mine, yours = vars(one).copy(), vars(other).copy()
    counted = mine.pop("lines", None), yours.pop("lines", None)
    if (counted[0] is None) != (counted[1] is None):
        return False
    if None not in counted and np.abs(np.subtract(*counted)).max() > 0:
        return False
    first, second = mine.pop("value", None), yours.pop("value", None)
    if type(one) is not type(other) or mine != yours or (first is None) != (second is None):
        return False
    if first is None:
        return True
    if first.dtype.newbyteorder("=") != second.dtype.newbyteorder("="):
        return False
    whole = first.dtype.kind not in "fc"
    near = 0.0 if whole else 1e-6 * np.abs(second).max(initial=0.0)  # some compute in float32
    near = near if near < np.inf else 0.0
    return first.shape == second.shape and bool(
        np.isclose(first, second, 0, near, equal_nan=True).all()
    )


def recording(call, outcomes):
    """A caller that keeps what comes of each call."""

    def kept(case):
        outcomes.append(call(case))
        return outcomes[-1]

    return kept


def both_judged(exercise, boxed, function, seed):
    """Verdicts and outcomes of the same function in a box and in this process."""
    linecache.checkcache()
    inside, here = [], []
    verdict = judge(exercise, recording(boxed, inside), seed)
    expected = judge(exercise, recording(call_here(function, answers()), here), seed)
    return verdict, expected, inside, here


def judged_in_a_box(exercise, source, seed=5, name=None, **options):
    """The verdict on the text of a cell, in a box of its own."""
    with Box(**options) as box:
        return judge(
            exercise, boxed_caller(box, [NUMPY], [source], name or exercise.function_name), seed
        )
