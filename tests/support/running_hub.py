"""`make hub` as a process of its own, with a class that is taken away afterwards."""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 600  # an environment with JupyterHub is made, on a slow, shared machine


@dataclass(frozen=True)
class Hub:
    """A hub that runs."""

    root: Path
    address: str
    password: str
    said: str  # by `make hub`

    @property
    def course(self) -> Path:
        """The class's folder."""
        return self.root / "course"

    def home(self, account: str) -> Path:
        """The home folder of somebody of the class."""
        return self.root / "homes" / account

    def run_as(self, account: str, *words: str, **variables: str) -> subprocess.CompletedProcess:
        """Run a program as somebody of the class, in their home."""
        them = pwd.getpwnam(account)
        return subprocess.run(
            words,
            cwd=them.pw_dir,
            env={"PATH": f"{self.root / 'environment/bin'}:/usr/bin:/bin", **variables}
            | {"HOME": them.pw_dir},
            user=them.pw_uid,
            group=them.pw_gid,
            extra_groups=os.getgrouplist(them.pw_name, them.pw_gid),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def as_learner(self, account: str, *words: str) -> subprocess.CompletedProcess:
        """Run a program in a learner's home with the settings of their server, as in a terminal."""
        where = "from coursekit.lab.lab_server import SETTINGS; print(SETTINGS / 'learner')"
        settings = self.run_as(account, "python", "-c", where).stdout.strip()
        return self.run_as(
            account,
            *words,
            JUPYTER_CONFIG_PATH=settings,
            NBGRADER_EXCHANGE=str(self.root / "exchange"),
        )

    def give(self, account: str, path: Path, text: str) -> None:
        """Let a file of somebody's hold a text, as if they had saved it."""
        path.write_text(text, encoding="utf-8")
        them = pwd.getpwnam(account)
        os.chown(path, them.pw_uid, them.pw_gid)


def hub_command(*words: str) -> list[str]:
    """Return the command behind `make hub`."""
    return [sys.executable, "-m", "try_hub", *words]


def run_hub_command(*words: str) -> subprocess.CompletedProcess:
    """Run `make hub` where it ends by itself."""
    return subprocess.run(
        hub_command(*words),
        env={**os.environ, "PYTHONPATH": str(ROOT / "hub")},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@contextlib.contextmanager
def running_hub(roles: Mapping[str, str]) -> Iterator[Hub]:
    """Start a hub with these accounts, and take all of it away afterwards."""
    root = Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))  # where all accounts can enter
    root.chmod(0o755)
    users = root / "class.csv"
    users.write_text("id,role\n" + "".join(f"{name},{role}\n" for name, role in roles.items()))
    folder = root / "hub"
    log = root / "said.log"
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        port = some.getsockname()[1]
    words = ("--folder", str(folder), "--users", str(users), "--port", str(port))
    with log.open("wb") as output:
        process = subprocess.Popen(
            hub_command(*words),
            env={**os.environ, "PYTHONPATH": str(ROOT / "hub")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        said = _wait_for(process, log)
        password = re.findall(r"^Password +(\S+)$", said, re.MULTILINE)[0]
        yield Hub(folder, f"http://127.0.0.1:{port}", password, said)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        run_hub_command("--folder", str(folder), "--remove", "--yes")
        shutil.rmtree(root)


def _wait_for(process: subprocess.Popen, log: Path) -> str:
    deadline = time.monotonic() + SECONDS
    while True:
        text = log.read_text(encoding="utf-8", errors="replace")
        if "Ctrl-C stops the hub" in text:
            return text
        assert process.poll() is None, f"make hub ended with {process.returncode}:\n{text}"
        assert time.monotonic() < deadline, f"make hub did not come up:\n{text}"
        time.sleep(0.3)
