"""`coursekit grade --db`: the gradebook on a real PostgreSQL server, which the test starts."""

import contextlib
import csv
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from support.course_copy import nbgrader
from support.grading_class import FIRST, FULL, ROUNDED_UP, SLOW, UNIT, Class, needs_box

from coursekit.grading.gradebook.nbgrader_settings import with_driver

pytestmark = pytest.mark.system

psycopg = pytest.importorskip(
    "psycopg", reason="needs psycopg: pip install -c constraints.txt -e .[lab,postgres]"
)


def programs():
    """Return the folder of the server's programs, which Debian does not put on PATH."""
    found = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and not versions:
        pytest.skip("needs a PostgreSQL server: apt-get install postgresql")
    return Path(found or versions[-1]).parent


class Server:
    """A server of this test alone: no network, one socket, one folder."""

    def __init__(self):
        self.programs = programs()
        # The server refuses to run as root, and its user cannot enter the test's own folder.
        self.user = {}
        self.folder = Path(tempfile.mkdtemp(prefix="course-pg-"))
        if os.geteuid() == 0:
            ordinary = pwd.getpwnam("postgres")
            self.user = {"user": ordinary.pw_uid, "group": ordinary.pw_gid, "extra_groups": []}
            os.chown(self.folder, ordinary.pw_uid, ordinary.pw_gid)
        self.address = f"postgresql://grader:secret@/postgres?host={self.folder}"
        options = ["--auth=trust", "--username=grader", "--no-sync", "--encoding=UTF8"]
        self._run("initdb", *options, "-D", self.folder / "data")
        self.start()

    def start(self):
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._control("start", "-l", self.folder / "log", "-o", options)

    def stop(self):
        self._control("stop", "-m", "immediate")

    def _control(self, what, *options):
        self._run("pg_ctl", what, "-w", "-D", self.folder / "data", *options)

    def _run(self, program, *arguments):
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
            **self.user,
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server():
    needs_box()
    made = Server()
    yield made
    with contextlib.suppress(AssertionError):
        made.stop()
    shutil.rmtree(made.folder)


@pytest.fixture
def taught(server, tmp_path):
    taught = Class(tmp_path)
    (taught.course / "gradebook.db").unlink()
    for number in range(4):
        taught.hand_in(f"learner{number}")
    taught.hand_in("ben", {FIRST.id: ROUNDED_UP})
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return taught


def points(server, learner):
    with Gradebook(with_driver(server.address), "convolution") as book:
        return book.find_submission(UNIT, learner).score


def test_grades_are_on_the_server_and_nowhere_else_and_nbgrader_exports_them(taught, server):
    done = taught.grade("--db", server.address)
    assert done.returncode == 0, done.stdout
    assert points(server, "learner3") == FULL
    assert points(server, "ben") == 3.0
    assert not (taught.course / "gradebook.db").exists()
    again = taught.grade("--db", server.address)
    assert "5 were graded before" in again.stdout
    table = taught.course / "grades.csv"
    address = f"--db={with_driver(server.address)}"
    nbgrader("export", address, "--to", str(table), cwd=taught.course, env=taught.env)
    with open(table, encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {f"learner{n}": FULL for n in range(4)} | {"ben": 3.0}


def test_server_that_goes_away_is_a_sentence_without_the_password_and_is_gone_on_with(
    taught, server
):
    taught.hand_in("zoe", {FIRST.id: SLOW})  # slow and last, so that there is time to stop
    with taught.start("--workers", "1", "--db", server.address) as run:
        said = ""
        for line in run.stdout:
            said += line
            if line.startswith("ben"):
                server.stop()
    assert run.returncode == 2
    assert re.search(r"The gradebook \S+ failed: ", said)
    assert "secret" not in said
    assert "Traceback" not in said
    server.start()
    before = taught.record("ben")
    done = taught.grade("--db", server.address)
    assert done.returncode == 0, done.stdout
    assert taught.record("ben") == before
    assert points(server, "learner3") == FULL


def test_wrong_address_is_a_sentence(taught, server):
    address = server.address.replace(str(server.folder), "/nowhere")
    done = taught.grade("--db", address)
    assert done.returncode == 2
    assert "The gradebook postgresql+psycopg://grader:***@/postgres" in done.stdout
    assert "secret" not in done.stdout
