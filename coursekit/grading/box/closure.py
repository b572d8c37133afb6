"""Which files of this machine a worker needs: Python itself, NumPy, matplotlib, what they need."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from coursekit.grading.box.staging import CONVLIB, CONVTUTOR, COURSEKIT

NEEDED = ("numpy", "matplotlib")
"""Packages that learners' cells may import; what these need comes along."""

INSTALLED = ("site-packages", "dist-packages")
"""What folders are called in which packages are installed."""

SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64")
"""Where the libraries are that Python and NumPy are linked with."""


@dataclass(frozen=True)
class Closure:
    """Files and folders, by what is done with them."""

    interpreter: str  # the Python program itself
    bound: list[str]  # can be read in the box, at the same place
    linked: list[tuple[str, str]]  # symbolic links of the system: where, and to what
    # Folders below those bound that are empty in the box: where packages are installed, and the
    # course.
    hidden: list[str]
    packages: list[str]  # can be read in the box after all
    path: list[str]  # where Python imports from


@functools.cache
def find_closure() -> Closure:
    """Find what a worker needs."""
    # Of a virtual environment: the original.
    interpreter = os.path.realpath(vars(sys)["_base_executable"])
    stdlib = os.path.realpath(sysconfig.get_path("stdlib"))
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    platform = os.path.realpath(sysconfig.get_path("platstdlib", vars=base))
    library = os.path.realpath(os.path.join(sys.base_prefix, "lib"))
    system = [f for f in SYSTEM if not os.path.islink(f)]
    bound = [f for f in (*system, library, stdlib, platform) if os.path.isdir(f)]
    bound = _outermost([*bound, interpreter])
    linked = [(f, os.readlink(f)) for f in SYSTEM if os.path.islink(f)]
    packages, folders = _packages()
    standard = [p for p in sys.path if p and _standard(p, stdlib)]
    hidden = _hidden(bound, folders)
    return Closure(interpreter, bound, linked, hidden, packages, [*standard, *folders])


def _standard(path: str, stdlib: str) -> bool:
    """Whether an entry of sys.path belongs to Python's own library."""
    if re.fullmatch(r"python\d+\.zip", os.path.basename(path)):
        return os.path.exists(path)
    real = os.path.realpath(path)
    return (real == stdlib or is_below(real, [stdlib])) and os.path.basename(real) not in INSTALLED


def _packages() -> tuple[list[str], list[str]]:
    """Find the files of the needed packages, and the folders that they are installed in."""
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    for found in _distributions():
        folder = os.path.realpath(str(found.locate_file("")))
        folders[folder] = None
        for name in sorted(_top_level(found)):
            if os.path.exists(os.path.join(folder, name)):
                files[os.path.join(folder, name)] = None
    return list(files), list(folders)


def _top_level(found: Distribution) -> set[str]:
    """Name what lies in the folder of packages because of a distribution, but for its metadata."""
    tops = {file.parts[0] for file in found.files or ()}
    return {
        top
        for top in tops
        if top not in ("..", "__pycache__")
        and not top.endswith((".dist-info", ".egg-info", ".pth"))
    }


def _distributions() -> list[Distribution]:
    """Find what is needed, and what that needs in turn, as far as it is installed."""
    found: dict[str, Distribution] = {}
    names = list(NEEDED)
    while names:
        name = re.sub(r"[-_.]+", "-", names.pop()).lower()
        with contextlib.suppress(PackageNotFoundError):
            if name not in found:
                found[name] = distribution(name)
                needed = [
                    one for one in found[name].requires or () if not re.search(r"extra\s*==", one)
                ]
                names += [re.split(r"[^\w.-]", one)[0] for one in needed]
    return list(found.values())


def _hidden(bound: list[str], folders: list[str]) -> list[str]:
    """Find folders below those bound in which packages are installed, and the course's own."""
    hidden = {*map(str, (CONVLIB, CONVTUTOR, COURSEKIT)), *folders}
    for top, above, name in itertools.product(bound, ("", "python*/", "lib/python*/"), INSTALLED):
        hidden |= {str(folder) for folder in Path(top).glob(above + name) if folder.is_dir()}
    return _outermost([folder for folder in hidden if is_below(folder, bound)])


def is_below(path: str, folders: list[str]) -> bool:
    """Whether a file or folder lies in one of the folders, however deep."""
    return any(path.startswith(folder + os.sep) for folder in folders)


def _outermost(paths: list[str]) -> list[str]:
    """Leave out what lies below another one."""
    return [path for path in dict.fromkeys(paths) if not is_below(path, paths)]
