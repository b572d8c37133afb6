"""Start a JupyterHub with the course on this machine: ``python -m try_hub``, or `make hub`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import psutil  # comes with ipykernel

from try_hub.accounts import make_accounts, ours, remove_all
from try_hub.install import install, prepare_class
from try_hub.place import CHECKOUT, FIRST_CLASS, HubError, Member, Place, read_class

SECONDS_TO_START = 120
SECONDS_TO_STOP = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Start a hub, or take one away; the words are those of the process unless given.

    The exit code is 0 when it was stopped, 1 when it ended by itself, 2 for a fault that its
    sentence explains.
    """
    options = _parser().parse_args(arguments)
    try:
        place = Place(options.folder.absolute())
        if os.geteuid():
            raise HubError(
                "A hub starts servers as their users, which only root may: sudo make hub"
            )
        if options.remove:
            return _remove(place, really=options.yes)
        members = read_class(options.users) if options.users else _known_class(place)
        return _run(place, members, options.port, options.python)
    except HubError as error:
        print(f"hub: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make hub",
        description="Start a JupyterHub on this machine with the course, to try it with a class: "
        "local accounts, one password for all. Nobody from outside reaches it.",
    )
    parser.add_argument(
        "--users", type=Path, metavar="FILE", help="a CSV file with columns id and role"
    )
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="%(default)s")
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("/srv/convolution"),
        metavar="DIR",
        help="where all of it lies (%(default)s)",
    )
    parser.add_argument("--python", default="", help="a Python that all accounts can run")
    parser.add_argument(
        "--remove", action="store_true", help="tell what this hub has put on the machine"
    )
    parser.add_argument(
        "--yes", action="store_true", help="with --remove: take it away, everybody's work included"
    )
    return parser


def _known_class(place: Place) -> tuple[Member, ...]:
    """Return the class of the last start, or four people to begin with."""
    known = place.read_settings().get("members", {})
    return tuple(Member(name, role) for name, role in known.items()) or FIRST_CLASS


def _run(place: Place, members: Sequence[Member], port: int, python: str) -> int:
    _require_free(port)
    _require_way_in(place)
    place.state.mkdir(parents=True, exist_ok=True)
    place.state.chmod(0o700)
    make_accounts(place, members)
    install(place, python, _say)
    instructor = next(member.name for member in members if member.teaches)
    prepare_class(place, instructor, _say)
    password = place.read_settings().get("password") or secrets.token_urlsafe(9)
    settings = {
        "root": str(place.root),
        "members": {member.name: member.role for member in members},
        "password": password,
        "ports": {"hub": port} | {part: _free_port() for part in ("inside", "proxy", "hands")},
    }
    place.settings.touch(mode=0o600)
    place.settings.write_text(json.dumps(settings, indent=1))
    return _serve(place, members, port, password)


def _serve(place: Place, members: Sequence[Member], port: int, password: str) -> int:
    """Run the hub until somebody stops it."""
    _say("Starting the hub …")
    # Here and, since a program that is started has no handlers, in all that the hub starts, too:
    # where a shell lets its jobs ignore Ctrl-C, each of them would be waited for in vain.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    log = place.state / "hub.log"
    with log.open("ab") as output:
        hub = subprocess.Popen(
            [
                place.python,
                "-m",
                "jupyterhub",
                "-f",
                Path(__file__).with_name("jupyterhub_config.py"),
            ],
            cwd=place.state,
            env={
                "PATH": f"{place.environment / 'bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}",
                "PYTHONPATH": str(CHECKOUT / "hub"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "TRY_HUB_SETTINGS": str(place.settings),
                "LANG": os.environ.get("LANG", "C.UTF-8"),
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C comes here, and the hub is ended from here
        )
    try:
        _wait_until_up(hub, port, log)
        _tell(place, members, port, password)
        hub.wait()
        raise HubError(f"The hub has ended by itself; {log} says why.")
    except KeyboardInterrupt:
        print("\nStopping the hub and everybody's server …", flush=True)
        return 0
    finally:
        _end(hub)


def _end(hub: subprocess.Popen) -> None:
    """End the hub, which ends what it started; what is left of that after a while is killed."""
    family = psutil.Process(hub.pid).children(recursive=True) if hub.poll() is None else []
    hub.terminate()
    try:
        hub.wait(SECONDS_TO_STOP)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        hub.kill()
        hub.wait()
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def _wait_until_up(hub: subprocess.Popen, port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and hub.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/hub/api/", timeout=2).close()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    last = "".join(log.read_text(errors="replace").splitlines(keepends=True)[-15:])
    raise HubError(f"The hub did not come up. The end of {log}:\n{last}")


def _tell(place: Place, members: Sequence[Member], port: int, password: str) -> None:
    """Say where everything is, and what to do next."""
    red, plain = ("\033[1;31m", "\033[0m") if sys.stdout.isatty() else ("", "")
    teachers = [member.name for member in members if member.teaches]
    learners = [member.name for member in members if not member.teaches]
    print(
        f"""
Open      http://127.0.0.1:{port}
Password  {password}
{red}For trying only: this one password lets anybody be anybody.{plain}

Teach     {", ".join(teachers)}
Learn     {_some(learners)}

1. Sign in as {learners[0] if learners else "a learner"}: the start page leads to the first unit. \
Hand it in by
   Nbgrader > Assignment List > Submit.
2. Sign in as {teachers[0]} in another (private) window: the launcher's Class desk collects,
   grades, reports and hands the pages back.
3. For a lab: http://127.0.0.1:{port}/services/show-of-hands/ counts what learners predict.
4. Everything lies in {place.root}; the hub's log is {place.state / "hub.log"}.

Ctrl-C stops the hub; everybody's work stays. `make hub ARGS=--remove` tells how to take it away.
""",
        flush=True,
    )


def _remove(place: Place, *, really: bool) -> int:
    names = ours(place)
    if not place.root.exists():
        raise HubError(f"There is no hub in {place.root}.")
    if place.root != place.root.resolve() or not place.settings.exists():
        raise HubError(f"{place.root} is no folder that this made; take it away by hand.")
    print(f"Accounts: {_some(names)}; with their homes in {place.homes}")
    print(f"The class's folder, grades included: {place.course}")
    print(f"All else of the hub: {place.root}")
    if not really:
        print("Nothing was taken away. To do it, with everybody's work: add --yes")
        return 0
    remove_all(place)
    print("All of it was taken away.")
    return 0


def _require_free(port: int) -> None:
    if not 0 < port < 65536:
        raise HubError(f"--port {port} is no port; use one from 1 to 65535.")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError as error:
            raise HubError(
                f"Port {port} cannot be used ({error.strerror}); choose another one by --port."
            ) from None


def _require_way_in(place: Place) -> None:
    """Refuse a folder that the class's accounts could not enter."""
    closed = [folder for folder in place.root.parents if not folder.stat().st_mode & 0o001]
    if closed:
        raise HubError(
            f"{place.root} lies below {closed[0]}, which only its owner may enter; choose a folder "
            "that all accounts can reach by --folder."
        )


def _free_port() -> int:
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def _some(names: Sequence[str]) -> str:
    return (
        ", ".join(names) if len(names) <= 8 else f"{', '.join(names[:6])} and {len(names) - 6} more"
    )


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
