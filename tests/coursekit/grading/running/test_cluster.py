"""`coursekit grade --scheduler`: real Dask workers on loopback, and what happens when they die."""

import contextlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.course_copy import run
from support.grading_class import FULL, UNIT, Class, needs_box

import convlib
import coursekit
from coursekit.errors import CourseError
from coursekit.grading.running.cluster import grade_on_worker

pytestmark = pytest.mark.system

pytest.importorskip(
    "distributed", reason="needs Dask: pip install -c constraints.txt -e .[lab,dask]"
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A scheduler on this machine, and the workers that are started for it."""

    def __init__(self, folder, env, stack):
        self.folder = folder
        self.env = env
        port = str(free_port())
        self.address = f"tcp://127.0.0.1:{port}"
        options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show"]
        self._start("scheduler", options, stack)

    @contextlib.contextmanager
    def workers(self, *surroundings):
        """Start a worker for each set of variables, and end them all; gives their processes."""
        from distributed import Client

        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        options += ["--local-directory", str(self.folder)]
        with (
            contextlib.ExitStack() as stack,
            Client(self.address, timeout=60, set_as_default=False) as client,
        ):
            started = [
                self._start("worker", [self.address, *options], stack, env) for env in surroundings
            ]
            until = time.monotonic() + 60
            while len(client.scheduler_info(n_workers=-1)["workers"]) != len(started):
                assert time.monotonic() < until, "the workers did not come, or earlier ones stay"
                time.sleep(0.05)
            yield started

    def _start(self, what, options, stack, env=None):
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options],
            env=self.env | (env or {}),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.kill)
        return process


LEARNERS = [f"learner{number}" for number in range(8)]


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """A class that no test before the first one has graded."""
    needs_box()
    made = Class(tmp_path_factory.mktemp("class"))
    for name in LEARNERS:
        made.hand_in(name)
    return made


@pytest.fixture(scope="module")
def cluster(taught, tmp_path_factory):
    with contextlib.ExitStack() as stack:
        yield Cluster(tmp_path_factory.mktemp("cluster"), taught.env, stack)


def grade(taught, address, *options):
    return run(
        ["coursekit", "grade", UNIT, "--scheduler", address, *options], taught.course, taught.env
    )


def without_bwrap(folder):
    programs = folder / "programs"
    programs.mkdir()
    (programs / "sh").symlink_to(shutil.which("sh"))
    return str(programs)


def test_only_worker_without_a_sandbox_is_a_sentence(taught, cluster, tmp_path):
    with cluster.workers({"PATH": without_bwrap(tmp_path)}):
        done = grade(taught, cluster.address)
    assert done.returncode == 2
    assert "None of the 1 Dask workers can be used" in done.stdout
    assert "bubblewrap" in done.stdout
    assert taught.record(LEARNERS[0]) is None


def test_worker_with_another_version_of_the_course_is_refused(taught, cluster, tmp_path):
    for package in (convlib, coursekit):
        folder = Path(package.__file__).parent
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, tmp_path / folder.name, ignore=ignored)
    with open(tmp_path / "convlib" / "conv.py", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    with cluster.workers({"PYTHONPATH": str(tmp_path)}):
        done = grade(taught, cluster.address)
    assert done.returncode == 2
    assert "another version of the course" in done.stdout


def test_worker_begun_again_with_another_version_grades_nothing():
    with pytest.raises(CourseError, match="another version of the course"):
        grade_on_worker(b"", "the course as it was when the worker was asked")


def test_no_scheduler_is_a_sentence(taught):
    done = grade(taught, f"tcp://127.0.0.1:{free_port()}")
    assert done.returncode == 2
    assert "There is no Dask scheduler at tcp://127.0.0.1" in done.stdout
    assert "Traceback" not in done.stdout


def test_worker_without_a_sandbox_is_refused_and_the_other_does_all(taught, cluster, tmp_path):
    with cluster.workers({"PATH": without_bwrap(tmp_path)}, {}):
        done = grade(taught, cluster.address)
    assert done.returncode == 0, done.stdout
    assert "on 1 Dask workers (1 refused: " in done.stdout
    assert "bubblewrap" in done.stdout
    assert all(taught.record(name)["provenance"]["sandbox"] for name in LEARNERS)


def test_grades_are_the_same_as_on_one_machine(taught, cluster):
    # The test before has graded all on a worker.
    seed = taught.record(LEARNERS[0])["provenance"]["seed"]
    before = {name: taught.made(name) for name in (LEARNERS[0], LEARNERS[-1])}
    taught.grade("--force", "--seed", str(seed))
    assert {name: taught.made(name) for name in before} == before


def test_worker_that_is_killed_in_the_middle_loses_nothing(taught, cluster):
    with (
        cluster.workers({}, {}) as (victim, _),
        taught.start("--force", "--scheduler", cluster.address) as grading,
    ):
        said = ""
        for line in grading.stdout:
            said += line
            if line.startswith("learner") and said.count("\nlearner") == 2:
                victim.send_signal(signal.SIGKILL)
    assert grading.returncode == 0, said
    assert "on 2 Dask workers" in said
    graded = re.findall(r"^(learner\d)", said, re.MULTILINE)
    assert sorted(graded) == LEARNERS, "each once"
    for name in graded:
        assert sum(taught.scores(name).values()) == FULL
        assert taught.record(name)["provenance"]["sandbox"] is True
