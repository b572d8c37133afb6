"""Where the parts of a hub lie on this machine, and who is in its class."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,30}")
ROLES = ("instructor", "assistant", "learner")
COURSE_ID = "convolution"
CHECKOUT = Path(__file__).resolve().parents[2]


class HubError(Exception):
    """A fault that whoever starts the hub can mend; its sentence says how."""


@dataclass(frozen=True)
class Member:
    """Somebody of the class, by the name of the account."""

    name: str
    role: str  # of ROLES

    @property
    def teaches(self) -> bool:
        """Whether they see the folder of the class."""
        return self.role != "learner"


FIRST_CLASS = (
    Member("instructor", "instructor"),
    Member("assistant", "assistant"),
    Member("ada", "learner"),
    Member("ben", "learner"),
)


@dataclass(frozen=True)
class Place:
    """The folder that holds all of a hub but the accounts themselves."""

    root: Path

    @property
    def environment(self) -> Path:
        """Python with JupyterHub and the course, for the hub and all its users."""
        return self.root / "environment"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.environment / "bin" / "python"

    @property
    def proxy(self) -> Path:
        """What npm installs."""
        return self.root / "proxy"

    @property
    def exchange(self) -> Path:
        """Where units are handed out and in."""
        return self.root / "exchange"

    @property
    def course(self) -> Path:
        """The folder of the class, for instructors only."""
        return self.root / "course"

    @property
    def homes(self) -> Path:
        """The home folders."""
        return self.root / "homes"

    @property
    def state(self) -> Path:
        """What the hub keeps: its database, its secrets, its log; for root only."""
        return self.root / "hub"

    @property
    def settings(self) -> Path:
        """What the hub's configuration reads."""
        return self.state / "settings.json"

    def read_settings(self) -> dict:
        """Return what the last start wrote, or {}."""
        return json.loads(self.settings.read_text()) if self.settings.exists() else {}


def read_class(file: Path) -> tuple[Member, ...]:
    """Read who is in the class: a CSV file with a column ``id``, and one ``role`` if one teaches.

    A HubError says that it cannot be read, or a name is no account's, or comes twice, or nobody
    teaches.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise HubError(f"{file} cannot be read: {error}.") from None
    members: list[Member] = []
    for number, row in enumerate(rows, start=2):
        name = (row.get("id") or row.get("username") or "").strip()
        role = (row.get("role") or "learner").strip().lower()
        if not ACCOUNT.fullmatch(name):
            raise HubError(
                f"{file}, line {number}: {name!r} is no name of an account; it needs a column "
                "`id` or `username`, of small letters, digits, - and _, beginning with a letter."
            )
        if role not in ROLES:
            raise HubError(f"{file}, line {number}: role {role!r}; use one of {', '.join(ROLES)}.")
        if name in {member.name for member in members}:
            raise HubError(f"{file}, line {number}: {name} is there already; leave one out.")
        members.append(Member(name, role))
    if not any(member.teaches for member in members):
        raise HubError(f"{file}: nobody teaches; give somebody the role `instructor`.")
    return tuple(members)
