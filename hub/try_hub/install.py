"""Put a hub together in its folder: its Python, the proxy, the class's folder and exchange."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from try_hub.accounts import TEAM, as_member, run
from try_hub.place import CHECKOUT, COURSE_ID, HubError, Place

PROXY = "configurable-http-proxy@5.3.0"
OF_WHEEL = (
    *("pyproject.toml", "setup.py", "README.md", "LICENSE", "LICENSE-prose"),
    *("convlib", "convtutor", "coursekit", "notebooks"),
)
OF_CLASS = ("solutions", "notebooks", "nbgrader_config.py", "docs/instructor.md")
FIRST_UNIT = "01_single_filter"


def install(place: Place, python: str, say: Callable[[str], None]) -> None:
    """Make the environment that the hub and its users run, or bring it up to date."""
    if not place.python.exists():
        base = find_python(python)
        say(f"A Python environment for everybody, from {base} …")
        run(base, "-m", "venv", "--without-pip", str(place.environment))
    say("JupyterHub and the course (some minutes at the first time) …")
    pip = [sys.executable, "-m", "pip", "--python", str(place.python), "install", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        # A copy, so that nothing of the checkout is written to, and nothing else of it goes along.
        # Of a folder, pip installs what is in it now, though the version is the same.
        source = Path(folder, "course")
        source.mkdir()
        for name in OF_WHEEL:
            _copy(CHECKOUT / name, source / name)
        run(*pip, "-c", str(CHECKOUT / "constraints.txt"), f"{source}[lab,hub]")
    if not (place.proxy / "node_modules" / ".bin" / "configurable-http-proxy").exists():
        if not shutil.which("npm"):
            raise HubError("The hub's proxy comes from npm, which is not here: apt install npm")
        say("The hub's proxy …")
        run("npm", "install", "--silent", "--prefix", str(place.proxy), PROXY)


def find_python(wanted: str = "") -> str:
    """Return a Python that every account can run: the wanted one, or the first that will do.

    A HubError says that there is none, as where the only one lies in somebody's home.
    """
    choices = [wanted] if wanted else [sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"]
    for choice in choices:
        real = Path(shutil.which(choice) or choice).resolve()
        if real.exists() and open_to_all(real) and _version(real) >= (3, 11):
            return str(real)
    raise HubError(
        f"No Python 3.11 or newer that all accounts can run: {', '.join(choices)}. Install one "
        "for the whole machine (apt install python3), or name it by --python."
    )


def open_to_all(path: Path) -> bool:
    """Say whether everybody may enter all folders above a file, and read it."""
    above = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
    return above and bool(path.stat().st_mode & stat.S_IROTH)


def _version(python: Path) -> tuple[int, ...]:
    program = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else ()


def prepare_class(place: Place, instructor: str, say: Callable[[str], None]) -> None:
    """Make the class's folder and the exchange, and hand the first unit out."""
    place.exchange.mkdir(exist_ok=True)
    os.chown(place.exchange, 0, grp.getgrnam(TEAM).gr_gid)
    # nbgrader wants all to write here; sticky, so that nobody takes away what others put there.
    place.exchange.chmod(0o3777)
    if not place.course.exists():
        say("The folder of the class …")
        place.course.mkdir(mode=0o770)
        for name in OF_CLASS:
            (place.course / name).parent.mkdir(exist_ok=True)
            _copy(CHECKOUT / name, place.course / name)
        _share(place.course, instructor)
    if not (place.exchange / COURSE_ID / "outbound" / FIRST_UNIT).exists():
        say(f"Handing out {FIRST_UNIT} …")
        nbgrader(place, instructor, "release_assignment", FIRST_UNIT)


def nbgrader(place: Place, name: str, *words: str) -> None:
    """Run an nbgrader command as an instructor, in the class's folder."""
    config = run_python(place, "from coursekit.lab.lab_server import SETTINGS; print(SETTINGS)")
    run(
        *(str(place.environment / "bin" / "nbgrader"), *words),
        **as_member(name) | {"cwd": str(place.course), "umask": 0o002},
        env={
            "PATH": f"{place.environment / 'bin'}:/usr/bin:/bin",
            "HOME": str(place.homes / name),
            "NBGRADER_EXCHANGE": str(place.exchange),
            "JUPYTER_CONFIG_PATH": f"{config}/instructor",
        },
    )


def run_python(place: Place, program: str) -> str:
    """Return what a program prints in the environment of the users."""
    done = subprocess.run(
        [place.python, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _share(folder: Path, owner: str) -> None:
    """Let the team read and write all of a folder, and nobody else see it."""
    user, team = pwd.getpwnam(owner).pw_uid, grp.getgrnam(TEAM).gr_gid
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, team)
        path.chmod(0o2770 if path.is_dir() else 0o660)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(source, target, ignore=ignored)
    else:
        shutil.copyfile(source, target)
