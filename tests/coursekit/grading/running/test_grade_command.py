"""`coursekit grade`: everything that was handed in gets a grade, whatever comes in between."""

import contextlib
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from support.grading_class import (
    ENDS_ITSELF,
    FIRST,
    FLIPPED,
    FULL,
    ROUNDED_UP,
    SEED,
    SLOW,
    THIRD,
    UNIT,
    Class,
    children,
    is_alive,
    needs_box,
)

from convtutor.units.catalogue import exercises

pytestmark = pytest.mark.system

POINTS = {
    "ada": FULL,
    "ben": 3.0,  # conv_output_size is wrong in one of its four aspects
    "cleo": 0.0,
    "damaged": 0.0,
    "ends": FIRST.points,
    "fay": FULL,
    "pdf": 0.0,
}
NOT_JUDGED = ("damaged", "pdf")


def hand_in_all(taught):
    right = {found.id: taught.right("", found) for found in exercises(UNIT)}
    noisy = "import warnings\nprint('hello')\nwarnings.warn('careful')\n"
    taught.hand_in("ada")
    taught.hand_in("ben", {FIRST.id: ROUNDED_UP, THIRD.id: FLIPPED})
    taught.hand_in("cleo", {})
    taught.hand_in("damaged", b'{"cells": [')
    folder = taught.hand_in("pdf", b"")
    (folder / f"{UNIT}.ipynb").rename(folder / "homework.pdf")
    taught.hand_in("ends", {FIRST.id: right[FIRST.id], "unread_pixels": ENDS_ITSELF})
    taught.hand_in("fay", {id: noisy + source for id, source in right.items()})


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    needs_box()
    taught = Class(tmp_path_factory.mktemp("class"))
    hand_in_all(taught)
    taught.done = taught.grade("--seed", str(SEED), "--workers", "2")
    return taught


def test_everybody_has_the_points_that_were_earned(graded):
    assert {name: sum(graded.scores(name).values()) for name in POINTS} == POINTS, (
        graded.done.stdout
    )
    assert {name: sum(graded.record(name)["scores"].values()) for name in POINTS} == POINTS


@pytest.mark.parametrize("learner", POINTS)
def test_each_submission_has_one_line_with_its_points(graded, learner):
    lines = re.findall(rf"^{learner} .*", graded.done.stdout, re.MULTILINE)
    assert len(lines) == 1
    assert f"{POINTS[learner]:g} of {FULL:g}" in lines[0]


@pytest.mark.parametrize("learner", NOT_JUDGED)
def test_submission_that_cannot_be_judged_says_why_everywhere(graded, learner):
    problem = graded.record(learner)["problem"]
    assert problem
    assert f"not judged: {problem[:40]}" in graded.done.stdout
    assert "could not be judged" in graded.page(learner)
    with graded.gradebook() as book:
        comments = book.find_submission_notebook(UNIT, UNIT, learner).comments
        assert {comment.comment for comment in comments} == {problem}


def test_exit_code_says_that_some_could_not_be_judged(graded):
    assert graded.done.returncode == 1


def test_exercise_that_ends_its_process_costs_only_itself(graded):
    scores = graded.record("ends")["scores"]
    assert scores["check-unread_pixels"] == 0
    assert scores[f"check-{FIRST.id}"] == FIRST.points


def test_summary_counts_the_class_and_names_the_most_frequent_mistake(graded):
    said = " ".join(graded.done.stdout.split())
    assert "7 submissions" in said
    assert "all right 2 partly right 2 nothing right 1 not judged 2" in said
    assert "conv_output_size 3 1 0 1 rounded-up (1)" in said
    assert f"feedback/<learner>/{UNIT}/{UNIT}.html" in said


def test_lines_come_in_the_order_of_the_names(graded):
    first = [line.split()[0] for line in graded.done.stdout.splitlines() if " of 10  " in line]
    assert first == sorted(POINTS)


def test_second_run_does_nothing_again_and_says_the_same(graded):
    before = {name: graded.record(name) for name in POINTS}
    with graded.gradebook() as book:
        book.add_student("zoe")  # of the roster, and handed in nothing
        again = graded.grade()
        book.remove_student("zoe")
    assert "Nothing handed in by 1 of the gradebook: zoe." in again.stdout
    assert "Nothing handed in" not in graded.done.stdout
    assert "from seed" in graded.done.stdout
    assert "seed" not in again.stdout
    assert {name: graded.record(name) for name in POINTS} == before
    assert "7 were graded before" in again.stdout
    assert again.returncode == 1
    tables = [done.stdout[done.stdout.index("7 submissions\n") :] for done in (graded.done, again)]
    assert tables[0].splitlines()[:5] == tables[1].splitlines()[:5]


def test_changed_submission_is_graded_again_and_no_other(graded):
    before = {name: graded.record(name) for name in POINTS}
    graded.hand_in("cleo", {FIRST.id: graded.right("", FIRST)})
    done = graded.grade("--seed", str(SEED))
    try:
        assert "6 were graded before" in done.stdout
        assert sum(graded.scores("cleo").values()) == FIRST.points
        others = set(POINTS) - {"cleo"}
        assert {n: graded.record(n) for n in others} == {n: before[n] for n in others}
    finally:
        graded.hand_in("cleo", {})
        graded.grade("--seed", str(SEED))


def test_regrade_with_the_same_seed_is_the_same_bit_for_bit(graded):
    before = {name: graded.made(name) for name in POINTS}
    done = graded.grade("--force", "--seed", str(SEED))
    assert "were graded before" not in done.stdout
    assert {name: graded.made(name) for name in POINTS} == before


def test_fresh_seed_is_drawn_for_all_and_recorded(graded):
    only = ("--learner", "ada", "--learner", "ben")
    seeds = set()
    for _ in range(2):
        graded.grade("--force", *only)
        drawn = {graded.record(name)["provenance"]["seed"] for name in ("ada", "ben")}
        assert len(drawn) == 1
        seeds |= drawn
    assert len(seeds | {0, SEED}) == 4
    assert graded.record("fay")["provenance"]["seed"] == SEED  # was not asked for
    graded.grade("--seed", str(SEED))


def test_lost_gradebook_or_page_is_made_again(graded):
    (graded.course / "gradebook.db").unlink()
    shutil.rmtree(graded.course / "feedback" / "ada")
    done = graded.grade("--seed", str(SEED))
    assert "were graded before" not in done.stdout
    assert sum(graded.scores("ada").values()) == FULL
    assert graded.page("ada")


def test_explanation_tells_where_a_grade_comes_from(graded):
    done = graded.grade("--explain", "ben")
    made = graded.record("ben")["provenance"]
    for hash in ("submission", "release", "environment"):
        assert re.fullmatch("[0-9a-f]{64}", made[hash])
        assert made[hash] in done.stdout
    assert f"--learner=ben --force --seed {SEED}" in done.stdout
    assert "It looks as if the size was rounded up" in done.stdout
    assert "numpy" in done.stdout
    assert done.returncode == 0
    path = graded.course / "build/explained" / UNIT / "ben.html"
    assert f"The same as a page to hand over: {path}" in done.stdout
    page = path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0, "it is about one person"
    for said in (made["submission"], "Called on 24 cases", "-(-(input_size", "<dd>2026</dd>"):
        assert said in page
    assert "rounded up" in page


def test_explanation_of_somebody_unknown_is_a_sentence(graded):
    done = graded.grade("--explain", "../../etc")
    assert done.returncode == 2
    assert "There is no record" in done.stdout


def test_unit_without_submissions_and_unknown_learner_are_sentences(graded):
    nothing = graded.grade("--learner", "nobody")
    assert nothing.returncode == 2
    assert "'nobody' handed in nothing" in nothing.stdout
    shutil.move(graded.course / "submitted", graded.course / "elsewhere")
    try:
        done = graded.grade()
    finally:
        shutil.move(graded.course / "elsewhere", graded.course / "submitted")
    assert done.returncode == 2
    assert "nbgrader collect" in done.stdout


@pytest.fixture
def small(tmp_path):
    needs_box()
    taught = Class(tmp_path)
    for number in range(4):
        taught.hand_in(f"learner{number}")
    return taught


def test_all_judged_is_exit_code_0(small):
    assert small.grade().returncode == 0


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(signal.SIGKILL, id="kill -9"),
        pytest.param(signal.SIGINT, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, id="kill", marks=pytest.mark.sweep),
    ],
)
def test_run_that_was_stopped_goes_on_where_it_was_with_its_seed(small, how, tmp_path):
    small.env |= {"TMPDIR": str(tmp_path)}
    # The one who comes last is slow, so that there is always a time to stop.
    small.hand_in("zoe", {FIRST.id: SLOW})
    with small.start("--workers", "1") as run:
        for line in run.stdout:
            if line.startswith("learner1"):
                break
        workers = children(run.pid)
        (os.killpg if how == signal.SIGINT else os.kill)(run.pid, how)
        said = run.stdout.read()
    if how != signal.SIGKILL:
        assert not list(tmp_path.glob("coursekit-*")), "nothing is left behind"
        assert run.returncode == 130
        assert "are graded and kept. Give the same command again" in said
    before = {f"learner{n}": small.record(f"learner{n}") for n in range(4)}
    before = {name: record for name, record in before.items() if record}
    assert before
    if how == signal.SIGKILL:
        time.sleep(2)  # its boxes end a little after it, and are cleared away when they have
    done = small.grade()
    assert done.returncode == 0, done.stdout
    assert not list(tmp_path.glob("coursekit-*")), "not by a run that was killed, either"
    assert {name: small.record(name) for name in before} == before, "none was graded twice"
    records = [small.record(f"learner{n}") for n in range(4)] + [small.record("zoe")]
    assert len({record["provenance"]["seed"] for record in records}) == 1
    assert sum(small.scores("learner3").values()) == FULL
    assert sum(small.scores("zoe").values()) == 0
    deadline = time.monotonic() + 60
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(map(is_alive, workers)), "no worker outlives its job"


def test_one_run_at_a_time_writes_grades(small):
    with small.start("--workers", "1") as run:
        run.stdout.readline()
        run.send_signal(signal.SIGSTOP)  # else it may be done before the second one looks
        second = small.grade()
        run.send_signal(signal.SIGCONT)
        run.communicate(timeout=600)
    assert second.returncode == 2
    assert "is running here" in second.stdout
    assert run.returncode == 0


def without_bwrap(folder):
    """Return a PATH on which bubblewrap is not."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("sh", "env"):
        (programs / name).symlink_to(shutil.which(name))
    return str(programs)


def test_without_a_sandbox_grading_refuses_and_says_what_to_install(small, tmp_path):
    before = (small.course / "gradebook.db").read_bytes()
    done = small.grade(PATH=without_bwrap(tmp_path))
    assert done.returncode == 2
    assert "apt-get install bubblewrap" in done.stdout
    assert (small.course / "gradebook.db").read_bytes() == before


def test_grades_without_a_sandbox_are_marked_and_made_again_with_one(small, tmp_path):
    done = small.grade("--unsafe-no-sandbox", PATH=without_bwrap(tmp_path))
    assert "runs with your rights" in done.stdout
    assert "4 were graded WITHOUT A SANDBOX" in done.stdout
    assert small.record("learner0")["provenance"]["sandbox"] is False
    assert "--unsafe-no-sandbox" in small.page("learner0")
    assert "NO (--unsafe-no-sandbox)" in small.grade("--explain", "learner0").stdout
    assert sum(small.scores("learner0").values()) == FULL
    small.grade()
    assert small.record("learner0")["provenance"]["sandbox"] is True
    assert "--unsafe-no-sandbox" not in small.page("learner0")


def test_terminal_shows_a_bar_that_is_gone_in_the_end(small):
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "coursekit", "grade", UNIT],
        cwd=small.course,
        env=small.env | {"TERM": "xterm", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal is an error
        while part := os.read(ours, 4096):
            shown += part
    os.close(ours)
    assert run.wait(600) == 0
    text = shown.decode("utf-8")
    assert re.search(r"█+░+ 3 of 4, about \d+ s left", text)
    # Each time the bar gave way to a line, and after the last it was not drawn again.
    assert text.rfind("\r\033[K") > text.rfind("4 of 4")
