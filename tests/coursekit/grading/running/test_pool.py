"""Worker processes: what a death costs, what is taken ahead, and that all of them end."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time

import nbformat
import pytest
from support.course_copy import ROOT, answered, read_unit, solved
from support.grading_class import ENDLESS, FIRST, FULL, SLOW, UNIT, is_alive, needs_box

from coursekit.grading.running import pool as pool_module
from coursekit.grading.running.journey import Terms, grade
from coursekit.grading.running.pool import Pool
from coursekit.grading.submission import Submission
from coursekit.release.release import read_release

pytestmark = pytest.mark.system

TERMS = Terms(read_release((ROOT / "notebooks" / UNIT / f"{UNIT}.ipynb").read_bytes()), 7)


@pytest.fixture(autouse=True)
def _boxes():
    needs_box()


def submission(learner, source=""):
    source = textwrap.dedent(source).strip()
    released, right = read_unit(ROOT, "notebooks", UNIT), solved(ROOT, UNIT)

    def answer(stub, exercise):
        return source if source and exercise is FIRST else right(stub, exercise)

    notebook = nbformat.writes(answered(released, UNIT, answer)).encode()
    return Submission(learner, UNIT, notebook)


def workers_with(pool, learner):
    return [worker.process.pid for worker, busy in pool.busy.items() if busy == learner]


@contextlib.contextmanager
def killing(pool, learner, times):
    """Kill the worker that has a learner's job, so many times, whenever it has it."""
    killed, ended = [], threading.Event()

    def kill():
        while not ended.is_set() and len(killed) < times:
            with contextlib.suppress(RuntimeError):  # the pool's table changed meanwhile
                for pid in workers_with(pool, learner):
                    if pid not in killed:
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)
            time.sleep(0.02)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        ended.set()
        thread.join()


def points(graded):
    return {one.learner: sum(one.scores.values()) for one in graded}


def test_worker_that_dies_costs_nothing_the_first_time():
    handed_in = [submission("a"), submission("b", SLOW), submission("c"), submission("d")]
    with Pool(2) as pool, killing(pool, "b", 1) as killed:
        graded = list(pool.run(handed_in, TERMS))
    assert len(killed) == 1
    # The author's third answer calls the first one.
    # ... and is judged with the right one in the place of that.
    assert points(graded) == {"a": FULL, "b": FULL - FIRST.points, "c": FULL, "d": FULL}
    assert len(graded) == 4
    assert {one.problem for one in graded} == {""}


def test_worker_that_dies_twice_costs_only_its_submission_and_says_why():
    handed_in = [submission("a"), submission("b", ENDLESS), submission("c"), submission("d")]
    with Pool(2) as pool, killing(pool, "b", 2) as killed:
        graded = list(pool.run(handed_in, TERMS))
    assert len(killed) == 2
    assert points(graded) == {"a": FULL, "b": 0, "c": FULL, "d": FULL}
    [lost] = [one for one in graded if one.learner == "b"]
    assert lost.problem == "the process that judged it died 2 times (signal 9)"
    assert lost.scores == dict.fromkeys(graded[0].scores, 0.0)
    assert "not judged" in lost.feedback


def test_worker_that_says_nothing_is_ended():
    with Pool(1, deadline=0.5) as pool:
        [graded] = pool.run([submission("slow", ENDLESS)], TERMS)
    assert "died 2 times" in graded.problem


def test_submissions_are_taken_only_as_fast_as_they_are_done():
    taken, done = [], []

    def source():
        for number in range(12):
            taken.append(number)
            assert len(taken) - len(done) <= 5  # two at work, two ahead, and this one
            yield submission(f"learner{number}")

    with Pool(2) as pool:
        for graded in pool.run(source(), TERMS):
            done.append(graded.learner)
    assert sorted(done) == sorted(f"learner{n}" for n in range(12))


def test_no_worker_is_left_behind():
    with Pool(2) as pool:
        next(pool.run([submission("a"), submission("b", ENDLESS), submission("c")], TERMS))
        pids = [worker.process.pid for worker in [*pool.idle, *pool.busy]]
        assert len(pids) == 2
        assert all(map(is_alive, pids))
    assert not any(map(is_alive, pids))


def test_worker_loads_neither_nbgrader_nor_matplotlib_before_it_needs_them():
    program = (
        "import sys, coursekit.grading.running.worker\n"
        "print({'nbgrader', 'nbformat', 'matplotlib', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"


def test_no_submissions_are_no_work():
    with Pool(1) as pool:
        assert list(pool.run([], TERMS)) == []


def test_workers_start_when_they_are_needed_and_one_that_is_dead_is_replaced():
    pool = Pool(0)
    first = pool.grade(submission("a"), TERMS)
    assert points([first]) == {"a": FULL}
    [worker] = pool.idle
    os.kill(worker.process.pid, signal.SIGKILL)
    again = pool.grade(submission("a"), TERMS)
    assert len(pool.idle) == 1
    pool.close()
    assert (again.notebook, again.feedback, again.scores) == (
        first.notebook,
        first.feedback,
        first.scores,
    )


def test_worker_that_cannot_start_is_an_error_of_its_own(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with Pool(1) as pool, pytest.raises(RuntimeError, match=r"could not start \(exit code 1\)"):
        list(pool.run([submission("a")], TERMS))


def test_fault_of_the_grading_itself_is_a_0_with_its_reason(monkeypatch):
    from coursekit.grading.judging import judged_exercise

    monkeypatch.setattr(judged_exercise, "judge", lambda *_: 1 / 0)
    graded = grade(submission("a"), TERMS)
    assert graded.problem == "the grading failed with ZeroDivisionError: division by zero"
    assert set(graded.scores.values()) == {0.0}


def test_parent_rests_while_a_worker_has_nothing_more_to_do(monkeypatch):
    looks = []

    def look(*arguments, **options):
        looks.append(arguments)
        return waiting(*arguments, **options)

    waiting = pool_module.wait
    monkeypatch.setattr(pool_module, "wait", look)
    with Pool(2) as pool:
        assert [graded.learner for graded in pool.run([submission("ada")], TERMS)] == ["ada"]
    assert len(looks) < 60  # one for each thing that is said, and one a second
