"""Goal: find the expected values in the process: on the stack, by gc, in frames, in arguments."""

from system.attacks.attack import attempt, doing

import convlib
from convtutor.units.catalogue import find_exercise

SEARCH = """
import gc, os, sys
os.mkdir("/tmp/once")
found = []
shape = (x.shape[1] - weight.shape[1] + 1, x.shape[2] - weight.shape[2] + 1)
def look(thing):
    if isinstance(thing, np.ndarray) and thing.shape == shape:
        found.append(thing)
for thing in gc.get_objects():
    look(thing)
    if isinstance(thing, dict):
        for value in list(thing.values()):
            look(value)
    elif isinstance(thing, (list, tuple)):
        for value in thing:
            look(value)
frame = sys._getframe()
while frame:
    for value in list(frame.f_locals.values()):
        look(value)
    frame = frame.f_back
case = sys._getframe(2).f_locals.get("case")
print("names", [name for name in vars(case) if not name.startswith("_")] if case else None)
print("modules", sorted(name for name in sys.modules if name.startswith(("convlib", "convtutor"))))
found = [one for one in found if one is not x and one is not weight]
if found:
    return found[0]
"""


def test_nothing_in_the_process_holds_an_expected_value():
    said = attempt(doing(SEARCH)).said
    modules = said.split("modules ")[1].splitlines()[0]
    assert "right" not in modules
    assert "judge" not in modules
    assert "catalogue" not in modules


def test_what_is_sent_into_the_box_holds_no_expected_value():
    # Of every exercise: the frames with the cases, looked through for the bytes of the answers.
    from convtutor.calling.outcome import Returned
    from convtutor.checks.compare import expected_outcome
    from coursekit.grading.wire.replies import pack_case

    found = find_exercise("apply_filter")
    for case in found.all_cases(5):
        sent = pack_case(1, case)
        expected = expected_outcome(found, case)
        assert isinstance(expected, Returned)
        assert expected.value.tobytes() not in sent
    assert convlib.conv2d  # which computes them, is here and not there
