"""Goal: change the worker itself: what it takes for numbers, for changed, for an error."""

import pytest
from system.attacks.attack import RIGHT, WRONG, attempt

from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Limits

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
