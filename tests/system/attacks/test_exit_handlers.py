"""Goal: act when a process ends or things are thrown away: atexit, __del__, threads, finalizers."""

import pytest
from system.attacks.attack import RIGHT, WRONG, attempt
from system.attacks.test_forged_descriptors import FORGE

from coursekit.grading.box import Limits

LATER = {
    "atexit": "import atexit\natexit.register(later)",
    "a thread": "import threading\nthreading.Timer(0.01, later).start()",
    "del": "class D:\n    def __del__(self): later()\nkept = D()",
    "finalize": "import weakref\nkept = later\nweakref.finalize(np.ndarray, later)",
    "a module's end": "import sys\nclass M:\n    __del__ = later\nsys.modules['m'] = M()",
    "fork": "import os\nos.register_at_fork(after_in_child=later, before=later)\nos.fork()",
    "profile": "import sys\nsys.setprofile(lambda *a: None)\nsys.setprofile = later",
    "a garbage collector's hook": "import gc\ngc.callbacks.append(lambda *a: later())",
}
FORGING = (
    FORGE
    + """
def later(*a):
    for number in range(20):
        returned(number, np.zeros((2, 2)))
"""
)


@pytest.mark.parametrize("when", LATER)
def test_what_is_sent_later_gains_nothing(when):
    cell = FORGING + LATER[when] + "\n" + WRONG
    assert attempt(cell, limits=Limits(seconds=5)).points == 0.0


def test_right_answer_with_a_handler_is_right():
    cell = "import atexit\natexit.register(print, 'bye')\n" + RIGHT
    assert attempt(cell, honest=4.0).points == 4.0
