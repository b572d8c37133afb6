"""Goal: copy the right answer out of the course's own package, its checks, caches or notebooks."""

from support.one_map import MAP
from system.attacks.attack import attempt, doing

from coursekit.grading.box.staging import staged

SEARCH = """
import os, sys
hits = []
for top in ("/box", "/tmp", "/root", "/home", "/opt", "/usr", *sys.path):
    for folder, _, names in os.walk(top):
        for name in names:
            place = os.path.join(folder, name)
            if "conv" in place and "convert" not in name and "conversion" not in name:
                hits.append(place)
            if name in ("right.py", "conv2d", "nbgrader_config.py") or name.endswith(".ipynb"):
                hits.append(place)
words = ("convlib", "convtutor", "coursekit", "ipynb")
ours = sorted({hit for hit in hits if any(word in hit for word in words)})
for hit in ours:
    with open("/tmp/hits", "a") as file:
        file.write(hit + " ")
"""
IMPORTS = """
import importlib, pkgutil
names = ["convlib", "convlib.conv2d", "convlib.sizes", "convtutor.learn",
    "convtutor.units.single_filter.right", "convtutor.units.single_filter",
    "convtutor.checks.judge",
    "convtutor.units.catalogue", "coursekit.progress.check", "support.right.maps"]
for name in names:
    try:
        module = importlib.import_module(name)
        for key in ("conv2d", "apply_filter", "EXERCISES", "MISTAKES", "CASES", "find_exercise"):
            value = getattr(module, key, None)
            code = getattr(value, "__code__", None)
            if code is not None and len(code.co_names) > 1:
                print("code", name, key, code.co_names)
    except ImportError as error:
        print("no", error)
"""


def test_no_answer_lies_in_what_is_staged():
    texts = [file.read_text() for file in staged().rglob("*.py")]
    assert len(texts) > 15
    for words in ("as_strided", "sliding_window", "kernel_height", "np.pad(", "np.einsum"):
        assert not [text for text in texts if words in text], words


def test_no_answer_lies_in_the_box():
    cell = "\n".join(["", SEARCH, doing('print(open("/tmp/hits").read())')])
    said = attempt(cell).said
    assert "/box/convtutor/calling/in_process.py" in said
    answers = ("right", "conv2d", "one_value", "sizes", "learn", "mistakes", "faults", "cases")
    for name in (*answers, "judge", "catalogue", "release", "journey", "ipynb"):
        assert name not in said


def test_modules_of_answers_are_names_alone():
    said = attempt(doing(IMPORTS)).said
    assert "no " in said
    assert "code" not in said


def test_answers_by_every_way_to_import_them_score_nothing():
    for call in (
        "convlib.conv2d(x[None], weight[None], [bias])[0, 0]",
        "convlib.conv2d.conv2d(x[None], weight[None], [bias])[0, 0]",
        "__import__('convtutor.units.single_filter.right', fromlist='x').apply_filter(x, weight)",
        "convtutor.units.catalogue.find_exercise('apply_filter').reference(x, weight, bias)",
    ):
        cell = f"""
import convlib, convlib.conv2d, convtutor, convtutor.checks
def apply_filter(x, weight, bias=0.0):
    return {call}
"""
        assert attempt(cell).points == 0.0
    assert MAP.reference  # it is here
