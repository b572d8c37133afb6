"""Control groups: the one way to bound all processes of a submission together."""

from __future__ import annotations

import contextlib
import functools
import os
import secrets
import time
from pathlib import Path

from coursekit.grading.box.bounds import Limits

MOUNTS, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")
OURS = "coursekit-box-"


class Group:
    """A control group for the exercises of one submission, or none where none can be made.

    Its `folders` are the group's, by what is bounded or counted there: "memory", "pids", "cpuacct".
    """

    def __init__(self, limits: Limits) -> None:
        self.folders: dict[str, Path] = {}
        name = f"{OURS}{os.getpid()}-{secrets.token_hex(4)}"
        try:
            for kind, parent in _parents().items():
                self.folders[kind] = parent / name
                self.folders[kind].mkdir(exist_ok=True)  # one for all kinds in the second version
            if self.folders:
                self._bound(limits)
        except OSError:
            self.close()

    def _bound(self, limits: Limits) -> None:
        memory, most = self.folders["memory"], str(limits.memory)
        limit, swap, none = "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", most
        if _is_second(memory.parent):
            limit, swap, none = "memory.max", "memory.swap.max", "0"
        (memory / limit).write_text(most, "ascii")
        with contextlib.suppress(OSError):  # without swap there is none to bound
            (memory / swap).write_text(none, "ascii")
        (self.folders["pids"] / "pids.max").write_text(str(limits.processes), "ascii")

    def take_in(self, process: int, timed: bool = True) -> None:
        """Bound a process, by its number, and all that it will start.

        `timed` says whether anybody will ask for its processor's time. The first version of
        control groups counts that in a group of its own, for which the kernel takes some
        milliseconds.
        """
        kinds = (kind for kind in self.folders if timed or kind != "cpuacct")
        try:
            for folder in {self.folders[kind] for kind in kinds}:
                (folder / "cgroup.procs").write_text(str(process), "ascii")
        except OSError:  # we may make groups, but not move processes into them
            self.close()

    def kills(self) -> int:
        """Count the processes that were ended because of the memory that they wanted."""
        with contextlib.suppress(OSError, KeyError):
            folder = self.folders["memory"]
            name = "memory.events" if _is_second(folder.parent) else "memory.oom_control"
            for line in (folder / name).read_text(encoding="ascii").splitlines():
                if line.startswith("oom_kill "):
                    return int(line.split()[1])
        return 0

    def processor_seconds(self) -> float | None:
        """Tell the seconds that processors have worked for the group; None where none counts."""
        with contextlib.suppress(KeyError, OSError):
            return int((self.folders["cpuacct"] / "cpuacct.usage").read_text("ascii")) / 1e9
        with contextlib.suppress(KeyError, OSError):
            words = (self.folders["pids"] / "cpu.stat").read_text("ascii").split()
            return int(words[words.index("usage_usec") + 1]) / 1e6
        return None

    def close(self) -> None:
        """End what is left in the group, and remove it."""
        folders, self.folders = set(self.folders.values()), {}
        for folder in folders:
            with contextlib.suppress(OSError):
                (folder / "cgroup.kill").write_text("1", "ascii")
        for _ in range(100):
            folders = {folder for folder in folders if not _removed(folder)}
            if not folders:
                return
            time.sleep(0.005)  # until the kernel has cleared away the processes


def _is_second(folder: Path) -> bool:
    """Whether it belongs to the second version of control groups."""
    return (folder / "cgroup.controllers").exists()


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


@functools.cache
def _parents() -> dict[str, Path]:
    """Find folders in which groups can be made, for memory, processes and, if so, their time.

    There are none, where not both can be bounded.
    """
    ours: dict[str, str] = {}
    for line in OWN.read_text(encoding="utf-8").splitlines():
        _, kinds, path = line.split(":", 2)
        ours |= dict.fromkeys(kinds.split(","), path)
    found: dict[str, Path] = {}
    for kind in ("memory", "pids"):
        place = _first_version(kind, ours.get(kind)) or _second_version(kind, ours.get(""))
        if place is None:
            return {}
        found[kind] = place
    place = _first_version("cpuacct", ours.get("cpuacct"))  # the second version always counts
    if place is not None:
        found["cpuacct"] = place
    for folder in set(found.values()):
        _sweep(folder)
    return found


def _first_version(kind: str, own: str | None) -> Path | None:
    if own is None:
        return None
    for place in (MOUNTS / kind / own.lstrip("/"), MOUNTS / kind):
        if os.access(place, os.W_OK) and (place / "cgroup.procs").exists():
            return place
    return None


def _second_version(kind: str, own: str | None) -> Path | None:
    """Find the nearest group above ours that passes the control of `kind` on to new ones."""
    if own is None:
        return None
    place = MOUNTS / own.lstrip("/")
    for folder in (place, *place.parents):
        with contextlib.suppress(OSError):
            passed_on = (folder / "cgroup.subtree_control").read_text(encoding="ascii").split()
            if kind in passed_on and os.access(folder, os.W_OK):
                return folder
        if folder == MOUNTS:
            break
    return None


def _sweep(place: Path) -> None:
    """Remove what a grader that was killed has left."""
    for folder in place.glob(f"{OURS}*"):
        owner = folder.name.removeprefix(OURS).split("-")[0]
        if owner.isdigit() and not Path("/proc", owner).exists():
            _removed(folder)
