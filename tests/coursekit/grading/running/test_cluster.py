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
from support.grading_class import FULL, UNIT, Class, needs_box

import convlib
import coursekit

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
        self.stack = stack
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show"]
        self._start("scheduler", options)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", int(port)), 1),
            ):
                return
            time.sleep(0.1)
        raise AssertionError("the scheduler did not start")

    def worker(self, **env):
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        options += ["--local-directory", str(self.folder)]
        return self._start("worker", [self.address, *options], env)

    def wait_for(self, count):
        from distributed import Client

        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)

    def _start(self, what, options, env=None):
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options],
            env=self.env | (env or {}),
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process


@pytest.fixture
def taught(tmp_path):
    needs_box()
    made = Class(tmp_path / "class")
    for number in range(12):
        made.hand_in(f"learner{number:02}")
    return made


@pytest.fixture
def cluster(taught, tmp_path):
    with contextlib.ExitStack() as stack:
        yield Cluster(tmp_path, taught.env, stack)


def grade(taught, cluster):
    command = [sys.executable, "-m", "coursekit", "grade", UNIT, "--scheduler", cluster.address]
    return subprocess.Popen(
        command,
        cwd=taught.course,
        env=taught.env | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def test_worker_that_is_killed_in_the_middle_loses_nothing(taught, cluster):
    victim, _ = cluster.worker(), cluster.worker()
    cluster.wait_for(2)
    with grade(taught, cluster) as run:
        said = ""
        for line in run.stdout:
            said += line
            if line.startswith("learner") and said.count("\nlearner") == 3:
                victim.send_signal(signal.SIGKILL)
    assert run.returncode == 0, said
    assert "on 2 Dask workers" in said
    graded = re.findall(r"^(learner\d\d)", said, re.MULTILINE)
    assert sorted(graded) == [f"learner{n:02}" for n in range(12)], "each once"
    for name in graded:
        assert sum(taught.scores(name).values()) == FULL
        assert taught.record(name)["provenance"]["sandbox"] is True


def test_grades_are_the_same_as_on_one_machine(taught, cluster):
    cluster.worker()
    cluster.wait_for(1)
    with grade(taught, cluster) as run:
        said = run.stdout.read()
    assert run.returncode == 0, said
    seed = taught.record("learner00")["provenance"]["seed"]
    before = {name: taught.made(name) for name in ("learner00", "learner11")}
    taught.grade("--force", "--seed", str(seed))
    assert {name: taught.made(name) for name in before} == before


def without_bwrap(folder):
    programs = folder / "programs"
    programs.mkdir()
    (programs / "sh").symlink_to(shutil.which("sh"))
    return str(programs)


def test_worker_without_a_sandbox_is_refused_and_the_other_does_all(taught, cluster, tmp_path):
    cluster.worker(PATH=without_bwrap(tmp_path))
    cluster.worker()
    cluster.wait_for(2)
    with grade(taught, cluster) as run:
        said = run.stdout.read()
    assert run.returncode == 0, said
    assert "on 1 Dask workers (1 refused: " in said
    assert "bubblewrap" in said
    assert all(taught.record(f"learner{n:02}")["provenance"]["sandbox"] for n in range(12))


def test_only_worker_without_a_sandbox_is_a_sentence(taught, cluster, tmp_path):
    cluster.worker(PATH=without_bwrap(tmp_path))
    cluster.wait_for(1)
    with grade(taught, cluster) as run:
        said = run.stdout.read()
    assert run.returncode == 2
    assert "None of the 1 Dask workers can be used" in said
    assert "bubblewrap" in said
    assert taught.record("learner00") is None


def test_worker_with_another_version_of_the_course_is_refused(taught, cluster, tmp_path):
    other = tmp_path / "other"
    for package in (convlib, coursekit):
        folder = Path(package.__file__).parent
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(folder, other / folder.name, ignore=ignored)
    with open(other / "convlib" / "conv.py", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    cluster.worker(PYTHONPATH=str(other))
    cluster.wait_for(1)
    with grade(taught, cluster) as run:
        said = run.stdout.read()
    assert run.returncode == 2
    assert "another version of the course" in said


def test_no_scheduler_is_a_sentence(taught, cluster):
    cluster.address = f"tcp://127.0.0.1:{free_port()}"
    with grade(taught, cluster) as run:
        said = run.stdout.read()
    assert run.returncode == 2
    assert "There is no Dask scheduler at tcp://127.0.0.1" in said
    assert "Traceback" not in said
