"""Local accounts for a hub that is tried: made where they are missing, taken away on request."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence

from try_hub.place import HubError, Member, Place

TEAM = "convolution-team"
"""The group of those who teach."""
MARK = "convolution-course hub"
"""In the accounts' comment: whose they are."""


def make_accounts(place: Place, members: Sequence[Member]) -> None:
    """Give everybody an account with a home of their own, and the teachers their group.

    A HubError says that the machine has an account of such a name that is not of this hub.
    """
    for member in members:
        account = find(member.name)
        if account and not is_ours(account, place):
            raise HubError(
                f"This machine has an account {member.name} that is not of this hub; it stays as "
                "it is. Give the class other names by --users FILE."
            )
    place.homes.mkdir(parents=True, exist_ok=True)
    if not any(group.gr_name == TEAM for group in grp.getgrall()):
        run("groupadd", "--system", TEAM)
    for member in members:
        if not find(member.name):
            home = place.homes / member.name
            run(
                *("useradd", "--create-home", "--home-dir", str(home), "--shell", "/bin/bash"),
                *("--comment", MARK, "--user-group", member.name),
            )
            home.chmod(0o700)
        if member.teaches:
            run("usermod", "--append", "--groups", TEAM, member.name)


def find(name: str) -> pwd.struct_passwd | None:
    """Return this machine's account of a name, or None."""
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def is_ours(account: pwd.struct_passwd, place: Place) -> bool:
    """Say whether this hub made an account."""
    return account.pw_gecos == MARK and account.pw_dir == str(place.homes / account.pw_name)


def ours(place: Place) -> list[str]:
    """Return the names of the accounts that this hub made."""
    return sorted(account.pw_name for account in pwd.getpwall() if is_ours(account, place))


def remove_all(place: Place) -> None:
    """Take away the hub's accounts and its folder, with all the work that lies there."""
    for name in ours(place):
        subprocess.run(["pkill", "-KILL", "-u", name], check=False)
        run("userdel", name)
    shutil.rmtree(place.root)


def run(*command: str, **settings: object) -> None:
    """Run a program; a HubError has what it said where it fails."""
    done = subprocess.run(  # type: ignore[call-overload]
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **settings
    )
    if done.returncode:
        raise HubError(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout}")


def as_member(name: str) -> dict[str, object]:
    """Return how `subprocess` runs a program as somebody of the class, in their home."""
    account = pwd.getpwnam(name)
    return {
        "user": account.pw_uid,
        "group": account.pw_gid,
        "extra_groups": os.getgrouplist(name, account.pw_gid),
        "cwd": account.pw_dir,
    }
