"""Goal: rewrite what the grader will run: AST and input transformers, import hooks, exec, parse."""

from support.boxed import NUMPY
from support.one_map import MAP
from system.attacks.attack import SEED, WRONG, attempt

from convtutor.checks.judge import judge
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

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
        verdict = judge(
            find_exercise("zero_pad"), boxed_caller(box, [NUMPY], cells, "zero_pad"), SEED
        )
        assert verdict.points == 0.0
        fresh = boxed_caller(box, [NUMPY], [WRONG], "apply_filter")(MAP.cases[0])
        assert fresh.value.tolist() == [[0, 0], [0, 0]]
