"""The box: who can make one, what it costs to be killed in one, and that nothing is left of it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.boxed import NUMPY, judged_in_a_box
from support.one_map import MAP
from support.other_user import COURSE, ORDINARY, PACKAGES, run_as
from system.attacks.attack import NAMED, RIGHT, SEED, WRONG, left_over

from convtutor.calling.outcome import Raised
from convtutor.checks.explanation import describe
from convtutor.checks.judge import judge
from convtutor.hands import HANDS_VARIABLE, TOKEN_VARIABLE
from convtutor.units.catalogue import find_exercise
from coursekit.grading import box as box_package
from coursekit.grading.box import Box, BoxError, Limits, launch, refusal
from coursekit.grading.box import refusal as refusing_function
from coursekit.grading.box.staging import staged
from coursekit.grading.judging.calls import boxed_caller

refusing = sys.modules["coursekit.grading.box.refusal"]

# ---------------------------------------------------------------- who can make one


def test_a_box_can_be_made_here():
    assert refusal() == ""
    assert box_package.refusal is refusing_function


PROGRAM = f"""
import os
from convtutor.units.catalogue import find_exercise
from convtutor.checks.judge import judge
from coursekit.grading.box import Box, refusal
from coursekit.grading.judging.calls import boxed_caller
assert refusal() == "", refusal()
for sandbox in (True, False):
    with Box(sandbox=sandbox) as box:
        call = boxed_caller(box, ["import numpy as np"], [{RIGHT!r}], "apply_filter")
        print(os.geteuid(), sandbox, judge(find_exercise("apply_filter"), call, 5).status)
with Box() as box:
    cell = "def f(x):\\n    import os\\n    return [*os.getresuid(), *os.getresgid()]"
    case = type(find_exercise("apply_filter").cases[0])((1,))
    print(*boxed_caller(box, [], [cell], "f")(case).value)
"""


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("uid", [0, ORDINARY])
def test_it_works_as_root_and_as_an_ordinary_user(uid, closed):
    if closed and uid and os.geteuid() == 0:
        return  # a folder that an ordinary user cannot enter holds no course of theirs
    said = run_as(PROGRAM, uid=uid, closed=closed).splitlines()
    assert [line.split()[1:] for line in said[:2]] == [["True", "right"], ["False", "right"]]
    users = {int(number) for number in said[2].split()}
    assert 0 not in users
    if os.geteuid() == 0 and uid == 0:
        assert min(users) >= 1000  # one that no other process has
        assert ORDINARY not in users


def fake_bwrap(folder, version="0.8.0", complaint=""):
    """A program bwrap that says its version, or complains."""
    program = folder / "bwrap"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo bubblewrap {version} && exit\n'
        f"echo 'bwrap: {complaint}' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    return str(folder)


REFUSED = {
    "No permissions to create new namespace": "kernel.unprivileged_userns_clone=1",
    "setting up uid map: Permission denied": "user.max_user_namespaces",
    "loopback: Failed RTM_NEWADDR: Operation not permitted": "AppArmor",
    "Creating new namespace failed: Operation not permitted": "--security-opt",
    "Failed to mount tmpfs: Operation not permitted": "CAP_SYS_ADMIN",
    "execvp /opt/python: Permission denied": "chmod -R a+rX",
    "something new": "bwrap --ro-bind / / true",
}


@pytest.mark.parametrize("complaint", REFUSED)
def test_refusal_says_what_to_allow(complaint, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", fake_bwrap(tmp_path, complaint=complaint))
    sentence = refusing.refusal.__wrapped__()
    assert complaint in sentence
    assert REFUSED[complaint] in sentence
    assert "--unsafe-no-sandbox" in sentence


def test_refusal_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt-get install bubblewrap" in refusing.refusal.__wrapped__()
    monkeypatch.setenv("PATH", fake_bwrap(tmp_path, version="0.6.1"))
    assert "bubblewrap 0.6.1 cannot cap" in refusing.refusal.__wrapped__()
    assert "install 0.7 or newer" in refusing.refusal.__wrapped__()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "only Linux can make, not darwin" in refusing.refusal.__wrapped__()


def test_box_that_cannot_be_made_is_an_error_of_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", fake_bwrap(tmp_path, complaint="no"))
    with pytest.raises(BoxError, match="no box could be made: bwrap: no"), Box():
        pass


def test_no_file_of_the_course_is_bound_into_the_box():
    course = Path(box_package.__file__).parents[3]
    environment = (str(Path(sys.prefix)) + os.sep, sys.prefix)
    words = launch.boxed_command(Limits(), 3, 4)
    bound = [
        words[index + 1] for index, word in enumerate(words) if word.startswith(("--ro-", "--dev-"))
    ]
    assert any("numpy" in place for place in bound)
    for place in bound:
        # The environment may lie in the course's folder (.venv), never the other way round.
        assert not Path(place).is_relative_to(course) or place.startswith(environment)
        assert not course.is_relative_to(place) or str(course) in words


def test_nothing_in_the_box_leads_to_the_show_of_hands():
    # `predict` in a graded notebook would count for whoever grades.
    assert not {HANDS_VARIABLE, TOKEN_VARIABLE} & set(launch.surroundings("/tmp"))


# ---------------------------------------------------------------- being killed

ENDINGS = {
    "exit": "import os\nos._exit(0)",
    "killed": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "a crash in C": "import ctypes\nctypes.string_at(0)",
    "abort": "import os\nos.abort()",
}


@pytest.mark.parametrize("sandbox", [True, False])
@pytest.mark.parametrize("how", ENDINGS)
def test_ended_process_costs_its_own_exercise_alone(how, sandbox):
    text = "def zero_pad(x, padding):\n    " + ENDINGS[how].replace("\n", "\n    ")
    with Box(sandbox=sandbox) as box:
        verdict = judge(
            find_exercise("zero_pad"), boxed_caller(box, [NUMPY], [text], "zero_pad"), SEED
        )
        assert verdict.points == 0.0
        assert isinstance(verdict.failure.got, Raised)
        assert "process ended: your code ended it; does it call exit" in describe(verdict)
        after = judge(MAP, boxed_caller(box, [NUMPY], [text, RIGHT], "apply_filter"), SEED)
        assert after.points == MAP.points


@pytest.mark.parametrize("how", ENDINGS)
def test_earlier_cell_that_ends_the_process_costs_its_own_exercise_alone(how):
    with Box() as box:
        cells = [ENDINGS[how], RIGHT]
        first = judge(MAP, boxed_caller(box, [NUMPY], cells[:1], "apply_filter"), SEED)
        assert first.points == 0.0
        second = judge(MAP, boxed_caller(box, [NUMPY], cells, "apply_filter"), SEED)
        assert second.points == MAP.points


def test_memory_bomb_of_several_processes_is_named():
    bomb = f"""
import os, time
for _ in range(2):
    if os.fork() == 0:
        kept = np.ones(60 * 2**17)
        time.sleep(100)
time.sleep(0.3)
kept = np.ones(150 * 2**17)  # the largest of the three, and so the one that is ended
{WRONG}"""
    with Box(Limits(memory=200 * 2**20)) as box:
        verdict = judge(MAP, boxed_caller(box, [NUMPY], [bomb], "apply_filter"), SEED)
        bounded = box.whole_tree
    assert verdict.points == 0.0
    assert ("it wanted more than 200 MiB of memory" in describe(verdict)) == bounded


def test_callers_may_take_turns():
    # Each has its own process; going back to one begins it anew.
    with Box() as box:
        one = boxed_caller(box, [NUMPY], [RIGHT], "apply_filter")
        other = boxed_caller(box, [NUMPY], [WRONG], "apply_filter")
        values = [call(MAP.cases[0]).value.any() for call in (one, other, one, other)]
    assert values == [True, False, True, False]


def test_closed_box_takes_no_calls():
    with Box() as box:
        call = boxed_caller(box, [NUMPY], [RIGHT], "apply_filter")
    with pytest.raises(BoxError, match="the box is closed; make calls within its `with`"):
        call(MAP.cases[0])


# ---------------------------------------------------------------- without a sandbox


def test_without_a_sandbox_verdicts_are_the_same():
    for cell in (RIGHT, WRONG, "def apply_filter(x, weight, bias=0.0):\n    return x", "1 / 0"):
        inside, outside = (judged_in_a_box(MAP, cell, sandbox=s) for s in (True, False))
        assert describe(inside) == describe(outside)


def test_without_a_sandbox_each_process_has_limits_all_the_same():
    cell = """
import resource
def apply_filter(x, weight, bias=0.0):
    return [resource.getrlimit(getattr(resource, f"RLIMIT_{n}"))[1] for n in ("NOFILE", "FSIZE")]
"""
    with Box(Limits(files=77, file_size=12345), sandbox=False) as box:
        outcome = boxed_caller(box, [NUMPY], [cell], "apply_filter")(MAP.cases[0])
    assert outcome.value.tolist() == [77, 12345]


def test_without_a_sandbox_an_endless_loop_ends_all_the_same():
    cell = f"{NAMED}\ndef apply_filter(x, weight, bias=0.0):\n    while True: pass"
    with Box(Limits(seconds=1), sandbox=False) as box:
        judge(MAP, boxed_caller(box, [NUMPY], [cell], "apply_filter"), SEED)
    with Box(sandbox=False) as box:
        call = boxed_caller(
            box, [NUMPY], [cell.replace("while True: pass", "return x")], "apply_filter"
        )
        call(MAP.cases[0])
        assert left_over()
    assert not left_over()


# ---------------------------------------------------------------- what is left


def handles():
    return sorted(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize("sandbox", [True, False])
def test_nothing_is_left_open(sandbox):
    judged_in_a_box(MAP, RIGHT, sandbox=sandbox)
    before = len(handles())
    for cell in (RIGHT, "import os\nos._exit(1)", "import time\ntime.sleep(100)"):
        with Box(Limits(seconds=0.5), sandbox=sandbox) as box:
            judge(MAP, boxed_caller(box, [NUMPY], [cell], "apply_filter"), SEED)
    assert len(handles()) == before
    assert not [*Path(staged().parent).glob("coursekit-unboxed-*")]


GRADER = f"""
import sys, time
from convtutor.units.catalogue import find_exercise
from coursekit.grading.box import Box
from coursekit.grading.box.staging import staged
from coursekit.grading.judging.calls import boxed_caller
with Box() as box:
    call = boxed_caller(box, [], [{NAMED!r} + "\\ndef f(x):\\n    return 1"], "f")
    call(type(find_exercise("apply_filter").cases[0])((1,)))
    print(staged(), flush=True)
    if "stay" in sys.argv:
        time.sleep(100)
"""


def grader(*arguments):
    program = [sys.executable, "-c", GRADER, *arguments]
    root = f"{COURSE}:{PACKAGES}"
    return subprocess.Popen(
        program, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    )


def test_box_ends_with_a_grader_that_is_killed():
    with grader("stay") as process:
        folder = Path(process.stdout.readline().strip())
        killed = process.pid
        assert left_over()
        process.send_signal(signal.SIGKILL)
    end = time.monotonic() + 5
    while left_over() and time.monotonic() < end:
        time.sleep(0.01)
    assert not left_over()
    assert folder.exists()
    with grader() as process:  # the next one removes the folder and the control group
        process.stdout.read()
    assert not folder.exists()
    assert staged().exists()  # that of this process, which is in use
    assert not [*Path("/sys/fs/cgroup").glob(f"**/coursekit-box-{killed}-*")]


def test_grader_removes_its_folder_when_it_ends():
    with grader() as process:
        folder = Path(process.stdout.readline().strip())
        assert folder.name.startswith("coursekit-box-")
    assert process.returncode == 0
    assert not folder.exists()
