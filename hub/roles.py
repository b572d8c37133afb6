"""The course on a JupyterHub: one call in its configuration, whatever spawner it uses.

What a user sees follows from being one of the instructors or not, which the hub knows; the user's
own side of it is `coursekit.lab.hub_user`, in the environment or image of the users.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

INSTRUCTORS = "instructors"
"""The hub's group of those who teach; JupyterHub's admin page shows and changes it."""
VOTE = "show-of-hands"
HERE = Path(__file__).resolve().parent


def configure(
    c: Any,
    *,
    instructors: Iterable[str],
    course: str,
    exchange: str,
    python: str = "python3",
    show_of_hands: str = "",
) -> None:
    """Let a JupyterHub run the course; `c` is what ``get_config()`` gave in its configuration.

    The instructors are the hub's names of those who teach, assistants included. The course is the
    folder of the class, with ``solutions/``, ``notebooks/`` and ``nbgrader_config.py``, as their
    servers see it; no learner may read it. The exchange is nbgrader's, as all servers see it.
    `python` is that of the users' environment, which has the course. The show of hands is reached
    from the users' servers by its address, such as ``http://127.0.0.1:8766``; "" leaves it out.
    """
    names = sorted(set(instructors))
    c.JupyterHub.load_groups.update({INSTRUCTORS: {"users": names}})
    c.Spawner.cmd = [python, "-m", "coursekit.lab.hub_user"]
    c.Spawner.environment.update(
        {
            "NBGRADER_EXCHANGE": exchange,
            "COURSEKIT_ROLE": role_of,
            "COURSEKIT_CLASS": lambda spawner: course if role_of(spawner) == "instructor" else "",
        }
    )
    if show_of_hands:
        _offer_show_of_hands(c, show_of_hands)


def _offer_show_of_hands(c: Any, address: str) -> None:
    """Run the service beside the hub, its page for instructors, and tell kernels where it is."""
    c.JupyterHub.services.append(
        {
            "name": VOTE,
            "url": address,
            "command": [sys.executable, "-m", "show_of_hands"],
            "environment": {"PYTHONPATH": str(HERE)},
            "oauth_no_confirm": True,
        }
    )
    c.JupyterHub.load_roles.append(
        {
            "name": VOTE,
            "scopes": [f"access:services!service={VOTE}"],
            "groups": [INSTRUCTORS],
        }
    )
    base = str(c.JupyterHub.get("base_url", "/")).strip("/")
    path = "/".join(filter(None, (address.rstrip("/"), base, "services", VOTE)))

    def for_learners(spawner: Any) -> str:
        """Give the address; an instructor's own run of a notebook is nobody's hand."""
        return f"{path}/" if role_of(spawner) == "learner" else ""

    c.Spawner.environment.update({"CONVTUTOR_HANDS": for_learners})


def role_of(spawner: Any) -> str:
    """Return the role of the user whose server is started: "instructor" or "learner"."""
    groups = {group.name for group in spawner.user.groups}
    return "instructor" if INSTRUCTORS in groups else "learner"
