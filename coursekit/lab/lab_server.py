"""Open the course: copy what is missing, and run JupyterLab on the start page."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import KERNEL_NAME, write_kernel_spec
from jupyter_core.paths import jupyter_runtime_dir

from coursekit.course import START_PAGE, Course
from coursekit.errors import CourseError
from coursekit.json_schema import load_jsonschema
from coursekit.lab.work_folder import prepare

SETTINGS = Path(__file__).parent / "config"
"""Jupyter's settings: a folder for everyone, and one for each role."""
TEXT_BROWSERS = {"www-browser", "links", "elinks", "lynx", "w3m"}
LAYOUTS = "workspaces"
"""The folder in which open tabs are remembered."""
EVERYWHERE = ("0.0.0.0", "::")
SECONDS_TO_STOP = 8
"""By then a server has ended its kernels, each of which has five."""
LOADED = "convtutor.notebook"
"""What each kernel begins with."""


def open_lab(course: Course, *, port: int | None, browser: bool, options: list[str]) -> int:
    """Run JupyterLab in the learner's folder until it is stopped; return its exit code.

    Without a port, Jupyter finds a free one. A browser is opened where the machine has one. Further
    options are for JupyterLab. The code is 0 where it is running already.
    """
    prepare(course)
    if browser and not has_browser():
        browser = False
        print("This machine has no browser to open; open the address below in one that you have.")
    running = find_server(course.work)
    if running:
        print(f"JupyterLab is already running there: {address(running)}")
        if browser:
            open_in_browser(running)
        return 0
    if port is not None:
        require_free_port(port)
    keep_file_browser_closed(course)
    return _run_server(course, lab_command(course, port, browser, options))


def keep_file_browser_closed(course: Course) -> None:
    """Begin with a layout that JupyterLab takes for a kept one; a fresh one opens the file browser.

    The start page has a link to each unit, and on a laptop the explorers need the room.
    """
    load_jsonschema()
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    layouts = WorkspacesManager(str(_own_settings(course) / LAYOUTS))
    if not layouts.list_workspaces():
        layout = {"data": {"layout-restorer:data": {}}, "metadata": {"id": "default"}}
        layouts.save("default", json.dumps(layout))


def _own_settings(course: Course) -> Path:
    """Where Jupyter keeps what is of this folder, apart from the learner's other projects."""
    return course.work / ".jupyter"


def write_kernel(course: Course) -> None:
    """Let kernels begin with the course loaded, so that it can say which cells have not run."""
    folder = _own_settings(course) / "kernels" / KERNEL_NAME
    shutil.rmtree(folder, ignore_errors=True)
    write_kernel_spec(folder, extra_arguments=[f"--IPKernelApp.extra_extensions={LOADED}"])


def lab_command(course: Course, port: int | None, browser: bool, options: list[str]) -> list[str]:
    """Return the command that starts JupyterLab."""
    command = [sys.executable, "-m", "coursekit.lab.serve"]
    command += [f"--ServerApp.root_dir={course.work}"]
    command += [f"--LabApp.default_url=/lab/tree/{START_PAGE}"]
    command += [layouts_option(course)]
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command += ["--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        print("You are root, as in a container: JupyterLab is told to allow that.")
        command += ["--allow-root"]
    if not any(re.match("--debug|--(.*[.])?log[-_]level", option) for option in options):
        command += ["--Application.log_level=ERROR"]  # its warnings would not help a learner
    return command + options


def layouts_option(course: Course) -> str:
    """Return the option by which the open tabs of this folder are remembered in it."""
    return f"--LabApp.workspaces_dir={_own_settings(course) / LAYOUTS}"


def jupyter_environment(course: Course, role: str) -> dict[str, str]:
    """Return the variables of a Jupyter server: its settings by role, its kernels with the course.

    The roles are the folders of ``config/``.
    """
    write_kernel(course)
    environment = course.child_environment()
    for name, places in {
        "JUPYTER_CONFIG_PATH": [SETTINGS / role, SETTINGS / "everyone"],
        "JUPYTER_PATH": [_own_settings(course)],
    }.items():
        words = [*map(str, places), environment.get(name)]
        environment[name] = os.pathsep.join(filter(None, words))
    return environment


def find_server(work: Path) -> dict[str, Any] | None:
    """Return Jupyter's own record of a live server on this folder, if there is one."""
    load_jsonschema()
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        if Path(server.get("root_dir", "")).resolve() == work and _answers(server):
            return server
    return None


def address(server: dict[str, Any]) -> str:
    """Return the address of the start page, with the token.

    A server that listens everywhere, as in a container, calls itself by its machine's name, which
    the host of a container does not know.
    """
    token, url = server.get("token"), server["url"]
    if server.get("hostname") in EVERYWHERE:
        url = url.replace(socket.gethostname(), "localhost", 1)
    return f"{url}lab/tree/{START_PAGE}" + (f"?token={token}" if token else "")


def open_in_browser(server: dict[str, Any]) -> None:
    """Open the start page, by the page on disk that Jupyter wrote for that where it exists.

    That page keeps the token out of the command line, where other users could read it.
    """
    page = Path(jupyter_runtime_dir()) / f"jpserver-{server['pid']}-open.html"
    webbrowser.open(page.as_uri() if page.exists() else address(server))


def has_browser() -> bool:
    """Say whether the machine has a browser that can show JupyterLab."""
    try:
        return getattr(webbrowser.get(), "name", "") not in TEXT_BROWSERS
    except webbrowser.Error:
        return False


def require_free_port(port: int) -> None:
    """Raise CourseError when the port cannot be listened on."""
    with socket.socket() as attempt:
        if os.name == "posix":  # a port whose last user has just gone is free
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("localhost", port))
        except PermissionError:
            raise CourseError(
                f"Port {port} is not open to ordinary users; choose one from 1024 to 65535."
            ) from None
        except OSError:
            raise CourseError(
                f"Port {port} is in use by another program; choose another one, or leave out "
                "--port and a free one is found."
            ) from None


def _answers(server: dict[str, Any]) -> bool:
    """Say whether something listens where the record says: its process id may be reused."""
    try:
        with socket.create_connection((server["hostname"], server["port"]), timeout=2):
            return True
    except OSError:
        return False


def _run_server(course: Course, command: list[str]) -> int:
    environment = jupyter_environment(course, "alone")
    # Jupyter prints its own lines on addresses only for a token of its own making.
    environment.setdefault("JUPYTER_TOKEN", secrets.token_hex(24))
    print("Starting JupyterLab …", flush=True)
    # In a session of its own, the server does not get the terminal's Ctrl-C, which it would answer
    # with a question; it is stopped from here instead.
    child = subprocess.Popen(
        command,
        cwd=course.work,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _announce(course, child)
        return child.wait()
    except KeyboardInterrupt:
        return _stop(child)


def _announce(course: Course, child: subprocess.Popen) -> None:
    """Print the address once the server is up."""
    while child.poll() is None:
        server = find_server(course.work)
        if server:
            print(f"Open  {address(server)}")
            print("Ctrl-C here stops it; your work stays.", flush=True)
            return
        time.sleep(0.2)


def _stop(child: subprocess.Popen) -> int:
    print("\nStopping JupyterLab …", flush=True)
    child.terminate()
    try:
        return child.wait(SECONDS_TO_STOP)
    except (KeyboardInterrupt, subprocess.TimeoutExpired):
        # Asked twice; or its kernels have ended, and threads of it wait for ever, as they may where
        # a page is still open (jupyterlab issue 10442).
        child.kill()
        child.wait()
        return 0
