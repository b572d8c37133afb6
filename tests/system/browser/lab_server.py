"""`coursekit lab` as a process of its own, with settings and a work folder that nobody shares."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import psutil  # comes with ipykernel

from coursekit.course import Course, find_course

SECONDS = 120  # for one step of a slow, shared machine; nothing is measured
ADDRESS = re.compile(r"^Open  (\S+)$", re.MULTILINE)
# The tests' own runs must neither see nor change what the user has set up.
SETTINGS = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab.

    Parameters
    ----------
    address : str
        What `coursekit lab` printed: the start page, with the token.
    course : Course
        The course, with the work folder of this server.
    environment : dict
        The variables to run other `coursekit` commands with.
    program : tuple of str
        What starts `coursekit`.
    """

    address: str
    course: Course
    environment: dict[str, str]
    program: tuple[str, ...]

    @property
    def url(self) -> str:
        """The server without a path, such as ``http://localhost:8888``."""
        return self.address.split("/lab/")[0]

    @property
    def token(self) -> str:
        """The key that the server asks for."""
        return parse_qs(urlsplit(self.address).query)["token"][0]

    def notebook_url(self, unit: str, workspace: str) -> str:
        """Where JupyterLab opens one unit and nothing else."""
        return f"{self.url}/lab/workspaces/{workspace}/tree/{unit}/{unit}.ipynb?token={self.token}"

    def coursekit(self, *words: str) -> subprocess.CompletedProcess:
        """Run another command of the course on the same work folder."""
        return subprocess.run(
            [*self.program, *words],
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )

    def end_kernels(self) -> None:
        """End all kernels, as *Shut Down All Kernels* does."""
        with self._ask("GET", "sessions") as answer:
            sessions = json.load(answer)
        for session in sessions:
            self._ask("DELETE", f"sessions/{session['id']}").close()

    def _ask(self, method: str, what: str) -> HTTPResponse:
        headers = {"Authorization": f"token {self.token}"}
        request = Request(f"{self.url}/api/{what}", headers=headers, method=method)
        return urlopen(request, timeout=SECONDS)


CHECKOUT = (sys.executable, "-m", "coursekit")


@contextlib.contextmanager
def run_lab(
    folder: Path, program: tuple[str, ...] = CHECKOUT, work: Path | None = None
) -> Iterator[Lab]:
    """Start the course in a folder, and stop it with nothing left running.

    Parameters
    ----------
    folder : Path
        Holds the learner's work and all that Jupyter keeps; the same folder again is the same
        learner again.
    program : tuple of str
        What starts `coursekit`: this checkout's, unless another one is given.
    work : Path, optional
        Where the program is known to put the learner's work by itself, with `folder` for a home;
        otherwise it is told to put it there.
    """
    environment = {
        **os.environ,
        **{name: str(folder / name.lower()) for name in SETTINGS},
        "PYTHONIOENCODING": "utf-8",
    }
    if work:
        environment["HOME"] = str(folder)
    else:
        work = folder / "my-work"
        environment["COURSEKIT_WORK"] = str(work)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "lab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*program, "lab", "--no-browser"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = _wait_for_address(process, log)
        yield Lab(address, find_course(str(work)), environment, program)
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End the command as a closed terminal or a service manager would.

    Raises
    ------
    AssertionError
        When it does not end, or leaves a server or kernel behind.
    """
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(SECONDS)
        _, left = psutil.wait_procs(family, timeout=SECONDS / 4)
        assert not left, f"coursekit lab ended but left running: {left}"
    finally:
        for one in [process, *family]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait()


def _wait_for_address(process: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + SECONDS
    while True:
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := ADDRESS.search(text):
            return found[1]
        assert process.poll() is None, f"coursekit lab ended with {process.returncode}:\n{text}"
        assert time.monotonic() < deadline, f"coursekit lab printed no address:\n{text}"
        time.sleep(0.2)
