"""`make hub` as a process of its own, and its people: what they do in JupyterLab, and as users."""

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from support.course_copy import ROOT

SECONDS = 600  # an environment with JupyterHub is made, on a slow, shared machine
ROLES = {"instructor": "instructor", "assistant": "assistant", "ada": "learner", "ben": "learner"}
PREFIX = f"hub{os.getpid() % 10000}-"
"""Of the accounts, so that they are nobody's of this machine."""


def account(name: str) -> str:
    """Return the account of somebody of the class."""
    return PREFIX + name


@dataclass(frozen=True)
class Hub:
    """A hub that runs."""

    root: Path
    address: str
    password: str
    said: str  # by `make hub`

    @property
    def course(self) -> Path:
        return self.root / "course"

    def home(self, name: str) -> Path:
        """The home folder of somebody of the class."""
        return self.root / "homes" / account(name)

    def run_as(self, name: str, *words: str, **variables: str) -> subprocess.CompletedProcess:
        """Run a program as somebody of the class, in their home."""
        them = pwd.getpwnam(account(name))
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

    def as_learner(self, name: str, *words: str) -> subprocess.CompletedProcess:
        """Run a program in a learner's home with the settings of their server, as in a terminal."""
        where = "from coursekit.lab.lab_server import SETTINGS; print(SETTINGS / 'learner')"
        settings = self.run_as(name, "python", "-c", where).stdout.strip()
        return self.run_as(
            name,
            *words,
            JUPYTER_CONFIG_PATH=settings,
            NBGRADER_EXCHANGE=str(self.root / "exchange"),
        )

    def give(self, name: str, path: Path, text: str) -> None:
        """Let a file of somebody's hold a text, as if they had saved it."""
        path.write_text(text, encoding="utf-8")
        them = pwd.getpwnam(account(name))
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
def running_hub() -> Iterator[Hub]:
    """Start a hub with a class of its own, and take all of it away afterwards."""
    root = Path(tempfile.mkdtemp(prefix="hub-", dir="/tmp"))  # where all accounts can enter
    root.chmod(0o755)
    users = root / "class.csv"
    users.write_text("id,role\n" + "".join(f"{account(n)},{r}\n" for n, r in ROLES.items()))
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
        password = re.search(r"^Password +(\S+)$", said, re.MULTILINE)[1]
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


class Desk:
    """Somebody's JupyterLab on the hub, in a window of their own."""

    def __init__(self, hub: Hub, chromium, name: str) -> None:
        self.hub, self.name = hub, name
        self.context = chromium.new_context(viewport={"width": 1400, "height": 1000})
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.page.goto(f"{hub.address}/hub/login")
        self.page.get_by_label("Username").fill(account(name))
        self.page.get_by_label("Password").fill(hub.password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"**/user/{account(name)}/lab**")
        self.page.locator(".jp-Launcher, .jp-MarkdownViewer").first.wait_for()

    @property
    def server(self) -> str:
        """The address of their server."""
        return f"{self.hub.address}/user/{account(self.name)}"

    def menu(self) -> list[str]:
        """What nbgrader's menu offers."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.locator(".lm-Menu-item:visible").first.wait_for()
        items = self.page.locator(".lm-Menu-item:visible .lm-Menu-itemLabel")
        found = [text.strip() for text in items.all_inner_texts()]
        self.page.keyboard.press("Escape")
        return found

    def assignments(self) -> None:
        """Open the list of units, fresh."""
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.get_by_role("menuitem", name="Assignment List").click()
        self.page.locator("#refresh_assignments_list").click()

    def close(self) -> None:
        self.context.close()
