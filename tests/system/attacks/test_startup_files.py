"""Goal: have code of theirs run when Python, Jupyter or a shell starts: sitecustomize and such."""

from support.boxed import NUMPY
from support.one_map import MAP
from system.attacks.attack import RIGHT, SEED, WRONG, attempt, doing

from convtutor.checks.judge import judge
from coursekit.grading.box import Box
from coursekit.grading.judging.calls import boxed_caller

FILES = (
    "sitecustomize.py",
    "usercustomize.py",
    "numpy.py",
    "random.py",
    "mine.pth",
    ".local/lib/python3.11/site-packages/usercustomize.py",
    ".ipython/profile_default/startup/00.py",
    ".jupyter/jupyter_notebook_config.py",
    ".config/matplotlib/matplotlibrc",
    ".pythonrc.py",
    ".bashrc",
)
LEAVE = f"""
import os, sys
text = "import builtins\\nbuiltins.attacked = True\\n"
places = ["/tmp", os.environ["HOME"], os.getcwd(), "/box", *sys.path]
for place in places:
    for name in {FILES!r}:
        try:
            os.makedirs(os.path.dirname(os.path.join(place, name)), exist_ok=True)
            with open(os.path.join(place, name), "w") as file:
                file.write(text)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.environ["PYTHONPATH"] = "/tmp"
"""
LOOK = f"""
import builtins, os
left = [name for name in {FILES!r} if os.path.exists(os.path.join("/tmp", name))]
print("attacked", hasattr(builtins, "attacked"), "files", left)
"""


def test_files_left_behind_run_nowhere():
    attempt(LEAVE + WRONG)
    said = attempt(doing(LOOK)).said
    assert "attacked False files []" in said


def test_files_left_behind_run_in_no_other_exercise():
    with Box() as box:
        for _ in range(2):
            assert (
                judge(MAP, boxed_caller(box, [NUMPY], [LEAVE + WRONG], "apply_filter"), SEED).points
                == 0
            )
        call = boxed_caller(box, [NUMPY], [doing(LOOK, RIGHT)], "apply_filter")
        assert "attacked False" in call(MAP.cases[0]).printed
        assert judge(MAP, call, SEED).points == MAP.points
