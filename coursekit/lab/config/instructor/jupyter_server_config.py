"""An instructor or assistant of a class: nbgrader's tools, and the class desk in the launcher."""

import sys
from pathlib import Path

import coursekit.desk

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter puts this name here

ICON = Path(coursekit.desk.__file__).with_name("icon.svg")
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.validate_assignment": False,
    "nbgrader.server_extensions.assignment_list": True,
    "nbgrader.server_extensions.course_list": False,
    "jupyter_server_proxy": True,
}
# Formgrader is a page in a frame of JupyterLab's, which a hub's server forbids of itself.
c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}
# By a socket that only this user can reach: a port of this machine could be reached by learners.
c.ServerProxy.servers = {
    "desk": {
        "command": [sys.executable, "-m", "coursekit.desk.desk_server", "{unix_socket}"],
        "unix_socket": True,
        "timeout": 30,
        "new_browser_tab": False,
        "launcher_entry": {"title": "Class desk", "category": "Other", "icon_path": str(ICON)},
    }
}
