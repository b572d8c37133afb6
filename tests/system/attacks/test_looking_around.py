"""Finding the right values: in the process, its environment, the package, the machine's files."""

from pathlib import Path

import pytest
from support.one_map import MAP
from system.attacks.attack import attempt, doing

import convlib
from convtutor.calling.outcome import Returned
from convtutor.checks.compare import expected_outcome
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box.staging import staged
from coursekit.grading.wire.replies import pack_case

# Goal: find the expected values in the process: on the stack, by gc, in frames, in arguments.

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

    found = find_exercise("apply_filter")
    for case in found.all_cases(5):
        sent = pack_case(1, case)
        expected = expected_outcome(found, case)
        assert isinstance(expected, Returned)
        assert expected.value.tobytes() not in sent
    assert convlib.conv2d  # which computes them, is here and not there


# Goal: copy the right answer out of the course's own package, its checks, caches or notebooks.

SEARCH_FILES = """
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
    cell = "\n".join(["", SEARCH_FILES, doing('print(open("/tmp/hits").read())')])
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


# Goal: read the grader's environment, arguments or memory by /proc, or mount a /proc to do so.


def test_environment_of_the_grader_is_out_of_reach(monkeypatch):
    monkeypatch.setenv("GRADEBOOK_PASSWORD", "open sesame")
    attack = doing(
        """
        import ctypes, os, subprocess
        print(sorted(os.environ.items()))
        libc = ctypes.CDLL(None, use_errno=True)
        os.makedirs("/tmp/p", exist_ok=True)
        print("mounted", libc.mount(b"proc", b"/tmp/p", b"proc", 0, None), ctypes.get_errno())
        for number in (1, os.getppid(), os.getpid()):
            for folder in ("/proc", "/tmp/p"):
                for name in ("environ", "cmdline", "maps", "mem"):
                    try:
                        with open(f"{folder}/{number}/{name}", "rb") as file:
                            print("read", file.read(200))
                    except OSError:
                        pass
        """
    )
    said = attempt(attack).said
    assert "open sesame" not in said
    assert "PASSWORD" not in said
    assert "mounted -1" in said
    assert "read" not in said
    assert "'HOME', '/tmp'" in said


# Goal: read another submission, the solutions, the gradebook, or what lies in somebody's home.

COURSE = Path(convlib.__file__).parent.parent
SECRET = "the gradebook says 297 of 5"

PLACES = {
    "the course": COURSE,
    "the solutions": COURSE / "solutions",
    "right answers": COURSE / "convtutor/units/single_filter/right.py",
    "the convolution itself": COURSE / "convlib/conv2d/__init__.py",
    "the tests": COURSE / "tests/support/right/maps.py",
    "home": Path.home(),
    "users": Path("/etc/passwd"),
    "shadow": Path("/etc/shadow"),
    "programs": Path("/usr/bin/env"),
    "local data": Path("/usr/local/share"),
    "processes": Path("/proc"),
    "the system": Path("/sys"),
    "logs": Path("/var/log"),
    "run": Path("/run"),
}


def test_no_file_of_the_machine_but_those_of_python_can_be_read(tmp_path):
    gradebook = tmp_path / "gradebook.db"
    gradebook.write_text(SECRET)
    gradebook.chmod(0o666)
    tmp_path.chmod(0o777)
    places = [str(place) for place in (*PLACES.values(), gradebook, tmp_path)]
    attack = doing(
        f"""
        import os
        for place in {places}:
            if os.path.isdir(place):
                print("saw", place, os.listdir(place))
            elif os.path.exists(place):
                print("saw", place, open(place, "rb").read(99))
        with open({str(gradebook)!r}, "w") as file:
            file.write("mine")
        """
    )
    said = attempt(attack).said
    # Folders that lead to Python itself may be there, with nothing else in them.
    seen = [line for line in said.splitlines() if line.startswith("saw")]
    for line in seen:
        assert "[]" in line or "'.pyenv'" in line or "'.venv'" in line, line
    assert SECRET not in said
    assert "Error" in said
    assert gradebook.read_text() == SECRET


@pytest.mark.parametrize("climbing", ["..", "../..", "/tmp/../..", "/box/../.."])
def test_no_way_up_leads_out(climbing):
    said = attempt(doing(f"import os\nprint('top', sorted(os.listdir({climbing!r})))")).said
    top = next(line for line in said.splitlines() if line.startswith("top"))
    names = set(eval(top.removeprefix("top ")))
    assert names <= {"box", "dev", "etc", "lib", "lib32", "lib64", "root", "home", "opt", "tmp"} | {
        part for place in (convlib.__file__, *__import__("sys").path) for part in Path(place).parts
    } | {"usr"}


def test_nothing_on_the_system_can_be_written():
    attack = doing(
        """
        import os, numpy
        places = ["/", "/usr/lib", "/box", "/etc", "/dev", "/root", os.path.dirname(os.__file__)]
        places.append(os.path.dirname(numpy.__file__))
        for place in places:
            try:
                with open(os.path.join(place, "mine"), "w"):
                    print("wrote", place)
            except OSError as error:
                print("no", place)
        """
    )
    said = attempt(attack).said
    assert "no /usr/lib" in said
    assert "wrote" not in said
