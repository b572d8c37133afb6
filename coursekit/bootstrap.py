"""Make or renew the course's own environment, `.venv`; run by the Makefile.

This file runs on the system's Python, before anything is installed. It therefore uses the
standard library alone, and a syntax that Python 2 understands too, so that an old Python gets to
say that it is too old.
"""

# Off: the rules that want a newer Python's syntax, and the one that sees no types in comments.
# ruff: noqa: ANN001, ANN002, ANN201, F401, UP010, UP030, UP032, UP036, B904, RUF005, SIM115

from __future__ import print_function

import argparse
import hashlib
import json
import os
import subprocess
import sys

MYPY = False
if MYPY:  # a type checker goes in here; an old Python does not, and has no such module
    from typing import IO, Any, Optional

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OLDEST = (3, 11)


class SetupError(Exception):
    """A sentence for the person at the keyboard: what is wrong, and what to do."""


def main(arguments=None):  # type: (Optional[list[str]]) -> int
    """Make the environment ready; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Install the course into .venv, unless that is done already. "
        "To begin again, or with another Python, delete the folder .venv."
    )
    parser.add_argument(
        "--extras", default="", help="comma-separated extras of pyproject.toml, such as test"
    )
    extras = set(filter(None, parser.parse_args(arguments).extras.split(",")))
    try:
        if sys.version_info < (3,):  # from here on, any Python 3 will do for a finished .venv
            require_python(sys.version_info)
        prepare(ROOT, extras)
    except SetupError as error:
        print("make: " + str(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. Give the same command again, and it goes on.", file=sys.stderr)
        return 130
    return 0


def prepare(root, extras):  # type: (str, set[str]) -> None
    """Install the course with these extras, unless the stamp says that it is done."""
    if is_fresh(root, extras):
        return
    lock = take_lock(root)
    try:
        if is_fresh(root, extras):  # another one did it while this one waited
            return
        stamp = read_stamp(root)
        # What was asked for earlier stays: `make lab` after `make test` installs nothing.
        extras = extras | set(stamp.get("extras", []))
        # Programs in an environment know where it lies, so one that was moved is of no use.
        moved = stamp.get("root", root) != root
        if moved or runs(root, "-m", "pip", "--version") is None:
            make_environment(root)
        install(root, extras)
        write_stamp(root, extras)
    finally:
        if lock:
            lock.close()


def python_of(root):  # type: (str) -> str
    """Return the path of the environment's Python."""
    place = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(root, ".venv", *place)


def runs(root, *arguments):  # type: (str, str) -> Optional[str]
    """Return what the environment's Python prints for these arguments; None if that fails."""
    try:
        process = subprocess.Popen(
            [python_of(root)] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError:  # there is none, or it links to one that is gone
        return None
    output = process.communicate()[0]
    return output.decode("utf-8", "replace").strip() if process.returncode == 0 else None


def is_fresh(root, extras):  # type: (str, set[str]) -> bool
    """Say whether what the stamp records is all that is needed."""
    stamp = read_stamp(root)
    return (
        stamp.get("root") == root
        and extras <= set(stamp.get("extras", []))
        and stamp.get("inputs") == hash_inputs(root)
        and stamp.get("python") == runs(root, "-c", VERSION)
    )


VERSION = "import sys; print(sys.version)"


def stamp_path(root):  # type: (str) -> str
    """Return where the record of a finished installation is."""
    return os.path.join(root, ".venv", "coursekit-stamp.json")


def read_stamp(root):  # type: (str) -> dict[str, Any]
    """Return the record of the last finished installation; empty if there is none."""
    try:
        with open(stamp_path(root)) as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(root, extras):  # type: (str, set[str]) -> None
    """Record that the installation is finished; this comes last."""
    stamp = {
        "extras": sorted(extras),
        "inputs": hash_inputs(root),
        "python": runs(root, "-c", VERSION),
        "root": root,
    }
    with open(stamp_path(root), "w") as file:
        json.dump(stamp, file)


def hash_inputs(root):  # type: (str) -> str
    """Return a hash of the files that say what must be installed."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        try:
            with open(os.path.join(root, name), "rb") as file:
                digest.update(file.read())
        except OSError as error:
            raise SetupError(
                "{0} cannot be read ({1}); get the whole course again.".format(name, error)
            )
    return digest.hexdigest()


def take_lock(root):  # type: (str) -> Optional[IO[bytes]]
    """Wait until no other installation is running here.

    The lock is on pyproject.toml, which is always there; the system drops it when the process
    ends, in whatever way. Where files cannot be locked there is none.
    """
    try:
        import fcntl
    except ImportError:
        return None
    file = open(os.path.join(root, "pyproject.toml"), "rb")
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another make is installing the course here; waiting for it to finish.")
            fcntl.flock(file, fcntl.LOCK_EX)
    except OSError:  # some network drives
        file.close()
        return None
    return file


def make_environment(root):  # type: (str) -> None
    """Make .venv anew; what is in it is of no use, and none of it is the learner's."""
    require_python(sys.version_info)
    require_venv()
    folder = os.path.join(root, ".venv")
    say("Making the course's own Python environment in .venv ...")
    run(
        [sys.executable, "-m", "venv", "--clear", folder],
        root,
        "The environment could not be made in {0}. The folder must be your own, with about 1 GB "
        "of free space; deleting .venv there and trying again is safe.".format(root),
    )


def require_python(version):  # type: (tuple[Any, ...]) -> None
    """Raise SetupError for a Python that is too old."""
    if tuple(version[:2]) < OLDEST:
        raise SetupError(
            "this is Python {0}.{1} ({2}), and the course needs Python {3}.{4} or newer. If you "
            "have one, name it: make lab PYTHON=python3.12".format(
                version[0], version[1], sys.executable, *OLDEST
            )
        )


def require_venv():  # type: () -> None
    """Raise SetupError for a Python without the parts that make environments."""
    try:
        import ensurepip
        import venv
    except ImportError as error:
        raise SetupError(
            "{0} cannot make environments ({1}). On Debian and Ubuntu, sudo apt install "
            "python3-venv mends that; or name another one: make lab PYTHON=python3.12".format(
                sys.executable, error
            )
        )


def install(root, extras):  # type: (str, set[str]) -> None
    """Install the course and its extras at the versions of constraints.txt."""
    target = ".[{0}]".format(",".join(sorted(extras))) if extras else "."
    say("Installing the course and what it needs (the first time takes some minutes) ...")
    pip = [python_of(root), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(
        pip + ["-c", "constraints.txt", "-e", target],
        root,
        "pip could not install the course; its last lines above say why. It needs the network "
        "and about 1 GB of free space. Give the same command again, and it goes on.",
    )
    # Matplotlib lists the system's fonts once, and a notebook would show its message in red.
    runs(root, "-c", "import matplotlib.font_manager")
    say("Installed.")


def run(command, root, sentence):  # type: (list[str], str, str) -> None
    """Run a command; where it fails, show its last lines and raise SetupError."""
    environment = dict(os.environ, PIP_USER="0", PYTHONIOENCODING="utf-8")
    try:
        process = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise SetupError("{0} ({1})".format(sentence, error))
    output = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode != 0:
        print("\n".join(output.strip().splitlines()[-20:]), file=sys.stderr)
        raise SetupError(sentence)


def say(text):  # type: (str) -> None
    """Print a line at once, also where the output is a pipe."""
    print(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
